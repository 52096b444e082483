// The picture around the scene: what it is called, what it says in words, and, on demand, the frame of header, layers
// and sentence.
#include "view/svg.h"

#include <algorithm>
#include <vector>

#include "base/hash.h"
#include "view/documents.h"
#include "view/svg_scene.h"

namespace airlock::view {

namespace {

using namespace svg;
using Align = Label::Align;

constexpr double margin = 16;
// A scene never grows beyond this: large pictures get room, not giant letters.
constexpr double scale_max = 1.35;

// Words on lines of at most that width. Where a language writes without blanks a line breaks between any two letters.
std::vector<std::string> wrapped(std::string_view text, double size, Face face, double width) {
    std::vector<std::string> lines;
    std::string line;
    std::string_view rest = text;
    const auto letters_of_word = [&] {
        std::size_t end = 0;
        while (end < rest.size() && rest[end] != ' ' &&
               static_cast<unsigned char>(rest[end]) < 0xe3)
            ++end;
        if (end == 0) end = rest[0] == ' ' ? 1 : std::min<std::size_t>(3, rest.size());
        return end;
    };
    while (!rest.empty()) {
        const std::string_view word = rest.substr(0, letters_of_word());
        rest.remove_prefix(word.size());
        if (!line.empty() && width_of(line + std::string(word), size, face) > width) {
            while (!line.empty() && line.back() == ' ') line.pop_back();
            lines.push_back(std::move(line));
            line.clear();
        }
        if (word != " " || !line.empty()) line += word;
    }
    while (!line.empty() && line.back() == ' ') line.pop_back();
    if (!line.empty()) lines.push_back(std::move(line));
    return lines;
}

class Picture {
  public:
    Picture(const Scene& scene, const Page& page, const Language& language,
            const SvgOptions& options)
        : scene_(scene),
          page_(page),
          language_(language),
          t_(palette(options.is_dark)),
          width_(std::clamp(options.width, svg_width_min, svg_width_max)),
          has_frame_(options.has_frame) {
        scale_ = std::min(scale_max, (width_ - 2 * margin) / std::max(1, scene.bounds.w));
    }

    std::string write() {
        Pen body;
        double y = 0;
        if (has_frame_) y = draw_header(body, y);
        y = draw_stage(body, y);
        if (has_frame_) y = draw_words(body, draw_layers(body, y));
        y = static_cast<double>(static_cast<std::int64_t>(y + 0.999));  // whole pixels
        const std::string w = number(width_), h = number(y);
        std::string out = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + w +
                          "\" height=\"" + h + "\" viewBox=\"0 0 " + w + " " + h +
                          "\" role=\"img\" aria-labelledby=\"" + id() + "-title " + id() +
                          "-desc\" lang=\"" + escaped(page_.language) +
                          "\" font-family=\"Inter,system-ui,'Segoe UI','Helvetica Neue',Arial,"
                          "'Noto Sans JP',sans-serif\">\n";
        out += "<title id=\"" + id() + "-title\">" + escaped(title()) + "</title>\n";
        out += "<desc id=\"" + id() + "-desc\">" + escaped(description()) + "</desc>\n";
        Pen ground;
        ground.fill({0, 0, static_cast<double>(width_), y}, t_.ground);
        return out + ground.take() + body.take() + "</svg>\n";
    }

  private:
    // Several pictures may stand in one document: what one of them names is its own.
    std::string id() const {
        const std::string about = page_.scenario + " " + std::to_string(page_.cursor.entry) + " " +
                                  std::to_string(page_.cursor.at.ms) + " " + page_.language +
                                  (t_.is_dark ? " dark " : " light ") + std::to_string(width_);
        TextHash hash;
        hash.add(about);
        return "airlock-" + hash.hex().substr(8);
    }

    std::string title() const {
        return document_text(
            language_, page_.cursor.entry == 0 ? "doc.picture.start" : "doc.picture",
            {{"title", page_.title}, {"time", page_.time}, {"headline", page_.headline}});
    }

    std::string fact(std::string_view label, std::string_view value) const {
        return document_text(language_, "doc.fact", {{"label", label}, {"value", value}});
    }

    std::string sentence() const {
        return page_.cursor.entry == 0 ? page_.summary
                                       : page_.story[page_.cursor.entry - 1].sentence;
    }

    // One statement a line.
    std::string description() const {
        std::string out = sentence();
        for (const Place& place : scene_.places)
            if (!place.badge.empty()) out += "\n" + fact(place.title, place.badge);
        for (const Mark& mark : scene_.marks) {
            const std::string& state =
                mark.shape == Shape::quorum ? mark.centre + " " + mark.centre_detail : mark.state;
            if (mark.shape != Shape::principal && !state.empty())
                out += "\n" + fact(mark.title, state);
        }
        for (const Link& link : scene_.links)
            if (!link.label.empty()) out += "\n" + link.words;
        for (const Layer& layer : page_.layers) out += "\n" + fact(layer.name, layer.word);
        for (const Clock& clock : page_.clocks) out += "\n" + fact(clock.label, clock.value);
        return out;
    }

    double draw_stage(Pen& pen, double y) {
        const double w = scene_.bounds.w * scale_, h = scene_.bounds.h * scale_;
        const double x = (width_ - w) / 2, top = y + (has_frame_ ? 8 : margin);
        pen.open("g", " transform=\"translate(" + number(x - scene_.bounds.x * scale_) + " " +
                          number(top - scene_.bounds.y * scale_) + ") scale(" + scale_text() +
                          ")\"");
        draw_scene(pen, t_, scene_, id());
        pen.close("g");
        return top + h + (has_frame_ ? 8 : margin);
    }

    // Four places: at hundredths a wide scene would be off by pixels.
    std::string scale_text() const {
        const auto n = static_cast<std::int64_t>(scale_ * 10'000 + 0.5);
        std::string digits = std::to_string(n % 10'000);
        digits.insert(0, 4 - digits.size(), '0');
        return std::to_string(n / 10'000) + "." + digits;
    }

    // --- the frame ---

    Colour clock_ink(Condition condition) const {
        return condition == Condition::lost       ? t_.red.ink
               : condition == Condition::regained ? t_.green.ink
                                                  : t_.text;
    }

    // What, when, and the clocks: on one line where there is room, else in two.
    double draw_header(Pen& pen, double y) {
        double clocks = 0;
        for (const Clock& clock : page_.clocks) clocks += clock_width(clock) + 24;
        const double room = width_ - 2 * margin;
        const double title_w = width_of(page_.title, 18, Face::strong);
        const bool is_one_line = title_w + 24 + clocks <= room;
        const double height = is_one_line || page_.clocks.empty() ? 56 : 100;
        pen.fill({0, y, static_cast<double>(width_), height}, t_.panel);
        pen.fill({0, y + height - 1, static_cast<double>(width_), 1}, t_.line);
        const auto title = wrapped(page_.title, 18, Face::strong, room);
        pen.text({margin, y + 6, room, 26}, title.empty() ? page_.title : title.front(),
                 {t_.text, 18, Face::strong});
        pen.text({margin, y + 32, room, 16}, page_.time, {t_.text_quiet, 12});
        double x = is_one_line ? width_ - margin - clocks + 24 : margin;
        const double top = is_one_line ? y + 9 : y + 52;
        for (const Clock& clock : page_.clocks) {
            const double w = clock_width(clock);
            pen.text({x, top, w, 16}, clock.label, {t_.text_quiet, 12});
            pen.text({x, top + 17, w, 20}, clock.value,
                     {clock_ink(clock.condition), 15, Face::strong});
            x += w + 24;
        }
        return y + height;
    }

    static double clock_width(const Clock& clock) {
        return std::max(width_of(clock.label, 12, Face::text),
                        width_of(clock.value, 15, Face::strong)) +
               1;
    }

    double draw_layers(Pen& pen, double y) {
        if (page_.layers.empty()) return y;
        double needed = 0;
        for (const Layer& layer : page_.layers)
            needed = std::max({needed, width_of(layer.name, 12, Face::strong),
                               width_of(layer.word, 12, Face::text)});
        needed += 44;
        const auto count = static_cast<std::int64_t>(page_.layers.size());
        const double room = width_ - 2 * margin;
        const auto across = std::clamp<std::int64_t>(
            static_cast<std::int64_t>((room + 8) / (needed + 8)), 1, count);
        const double w = (room - 8 * static_cast<double>(across - 1)) / static_cast<double>(across);
        for (std::int64_t i = 0; i < count; ++i) {
            const auto column = static_cast<double>(i % across),
                       row = static_cast<double>(i / across);
            draw_layer(pen, {margin + column * (w + 8), y + row * 52, w, 44},
                       page_.layers[static_cast<std::size_t>(i)]);
        }
        return y + static_cast<double>((count + across - 1) / across) * 52;
    }

    void draw_layer(Pen& pen, const Area& cell, const Layer& layer) {
        pen.fill(cell, t_.panel, 8);
        pen.border(cell, {layer.is_active ? mixed(t_.line, t_.text, 0.7) : t_.line, 1.25}, 8);
        const Spot at{cell.x + 18, cell.y + 22};
        const auto square = [&](double half) {
            return Area(at.x - half, at.y - half, 2 * half, 2 * half);
        };
        Colour ink = t_.text_quiet;
        if (!layer.is_present) {
            pen.border(square(6), {t_.line_strong, 1.5}, 3);
        } else {
            switch (layer.condition) {
                case Condition::intact: pen.fill(square(6), t_.green.solid, 3); break;
                case Condition::threatened:
                    pen.border(square(6), {t_.amber.ink, 2}, 3);
                    pen.fill(square(2), t_.amber.ink, 1);
                    ink = t_.amber.ink;
                    break;
                case Condition::lost:
                    pen.cross(at, 5, t_.red.ink, 2.5);
                    ink = t_.red.ink;
                    break;
                case Condition::regained:
                    pen.fill(square(7), t_.green.solid, 3);
                    pen.tick(at, 4, t_.green.on_solid, 2);
                    ink = t_.green.ink;
                    break;
            }
        }
        const double x = cell.x + 34, w = cell.w - 44;
        pen.text({x, cell.y + 5, w, 18}, layer.name, {t_.text, 12, Face::strong});
        pen.text({x, cell.y + 22, w, 17}, layer.word, {ink, 12});
    }

    double draw_words(Pen& pen, double y) {
        const double room = width_ - 2 * margin;
        for (const Chapter& chapter : page_.timeline.chapters) {
            if (!chapter.is_current) continue;
            for (const std::string& line : wrapped(chapter.title, 12, Face::text, room)) {
                pen.text({margin, y, room, 18}, line, {t_.text_quiet, 12});
                y += 18;
            }
        }
        for (const std::string& line : wrapped(page_.headline, 16, Face::strong, room)) {
            pen.text({margin, y, room, 24}, line, {t_.text, 16, Face::strong});
            y += 24;
        }
        for (const std::string& line : wrapped(sentence(), 14, Face::text, room)) {
            pen.text({margin, y, room, 20}, line, {t_.text, 14});
            y += 20;
        }
        return y + 12;
    }

    const Scene& scene_;
    const Page& page_;
    const Language& language_;
    const Palette& t_;
    std::int32_t width_;
    bool has_frame_;
    double scale_ = 1;
};

}  // namespace

std::string scene_svg(const Scene& scene, const Page& page, const Language& language,
                      const SvgOptions& options) {
    return Picture(scene, page, language, options).write();
}

}  // namespace airlock::view
