// draw and export.
#include "cli/document_commands.h"

#include <fstream>

#include "base/text.h"
#include "cli/open_run.h"
#include "cli/scenario_files.h"
#include "sim/played.h"
#include "sim/trace.h"
#include "view/documents.h"
#include "view/foresight.h"
#include "view/locate.h"
#include "view/svg.h"
#include "view/transcript.h"

namespace airlock::cli {

static std::expected<view::Language, std::vector<Problem>> read_language(const std::string& file) {
    const auto text = read_file(file);
    if (text) return view::Language::read(*text, file);
    Problem problem;
    problem.file = file;
    problem.sentence = text.error();
    return std::unexpected(std::vector{std::move(problem)});
}

namespace {

// The file of a shipped language, beside the shipped scenarios; the word itself where there is none.
std::string language_file(const std::string& word, const Console& console) {
    for (const view::ShippedLanguage& one : view::shipped_languages) {
        if (one.code != word) continue;
        for (const std::string& folder : console.scenario_folders) {
            std::string file = folder + "/../src/view/languages/" + word + ".json";
            if (read_file(file)) return file;
        }
    }
    return word;
}

}  // namespace

int with_language(const Options& options, const Console& console,
                  const std::function<int(const view::Language&)>& write) {
    if (options.language == "en") return write(view::english());
    const auto language = read_language(language_file(options.language, console));
    if (!language) return report(console, language.error());
    return write(*language);
}

int write_out(const Options& options, const Console& console, std::string_view text) {
    if (options.output.empty() || options.output == "-") {
        console.out << text;
        return exit_ok;
    }
    std::ofstream file(options.output, std::ios::binary);
    file << text;
    if (file.flush()) return exit_ok;
    console.err << "airlock: " << options.output << " could not be written\n";
    return exit_nonsense;
}

namespace {

int report(const Console& console, Problem problem, std::string_view file) {
    problem.file = file;
    return cli::report(console, std::vector{std::move(problem)});
}

// The page knows what a story will come to before it is told; pictures keep the same room.
view::Foresight foresight_of(const Simulation& simulation) {
    Simulation rehearsal = simulation.twin();
    rehearsal.run_to_end();
    return view::foresee(rehearsal);
}

int draw(const Options& options, const Console& console, Simulation& simulation,
         const view::Cursor& cursor) {
    return with_language(options, console, [&](const view::Language& language) {
        const view::Foresight foresight = foresight_of(simulation);
        view::Page page;
        view::refresh_page(page, simulation, cursor, {}, language, foresight);
        const view::Scene scene =
            view::build_scene(simulation, cursor, {}, options.width, language, foresight);
        return write_out(options, console,
                         view::scene_svg(scene, page, language,
                                         {.is_dark = options.is_dark,
                                          .width = options.width,
                                          .has_frame = options.has_frame}));
    });
}

std::string moment_of(const Options& options) {
    if (options.entries) return std::to_string(*options.entries);
    if (options.until) return format_instant(*options.until);
    return options.marker.empty() ? "end" : options.marker;
}

int draw_moment(const Options& options, const Console& console, Simulation& simulation) {
    const auto cursor = view::locate(simulation, moment_of(options));
    if (!cursor) return report(console, cursor.error(), "--at");
    return draw(options, console, simulation, *cursor);
}

int export_as_played(const Options& options, const Console& console, const Simulation& simulation) {
    const auto text = read_input(simulation.scenario().file, nullptr);
    if (!text)
        return usage_error(console, "the scenario must be a file, to be written again", "export");
    return write_out(options, console, scenario_as_played(simulation, *text));
}

}  // namespace

int command_draw(const Options& options, const Console& console) {
    if (options.words.size() != 1) return usage_error(console, "draw takes one scenario", "draw");
    auto simulation = open_run(options, console);
    if (!simulation) return cli::report(console, simulation.error());
    return draw_moment(options, console, *simulation);
}

int command_export(const Options& options, const Console& console) {
    if (options.words.size() != 1)
        return usage_error(console, "export takes one scenario", "export");
    const Format format = options.format.value_or(Format::text);
    if (format < Format::markdown)
        return usage_error(
            console, "export needs --format svg, markdown, mermaid, trace or scenario", "export");
    auto simulation = open_run(options, console);
    if (!simulation) return cli::report(console, simulation.error());
    if (format == Format::svg) return draw_moment(options, console, *simulation);
    std::string to = options.to;
    if (to.empty()) to = moment_of(options);
    const auto stretch = view::locate_stretch(*simulation, options.from, to);
    if (!stretch) return report(console, stretch.error(), "--from, --to");
    if (format == Format::scenario) return export_as_played(options, console, *simulation);
    if (format == Format::trace) {
        std::string text;
        for (std::uint32_t n = stretch->from; n <= stretch->to; ++n)
            text += trace_text(*simulation, n);
        return write_out(options, console, text);
    }
    if (format == Format::mermaid && stretch->to - stretch->from >= view::mermaid_entries_max &&
        stretch->to >= stretch->from)
        return usage_error(console,
                           "a diagram takes at most " + std::to_string(view::mermaid_entries_max) +
                               " entries; choose a stretch with --from and --to",
                           "export");
    return with_language(options, console, [&](const view::Language& language) {
        return write_out(options, console,
                         format == Format::mermaid
                             ? view::mermaid_sequence(*simulation, *stretch, language)
                             : view::transcript_markdown(*simulation, *stretch, language));
    });
}

}  // namespace airlock::cli
