// Ui's frame and its pen. The widgets are in ui_widgets.cpp.
#include "app/ui.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <numbers>

#include "base/text.h"
#include "imgui_internal.h"

namespace airlock::ui {
namespace {

constexpr float turn = 2 * std::numbers::pi_v<float>;

ImVec2 snapped(float x, float y) { return {std::round(x), std::round(y)}; }

// Letters of scripts that are written without spaces: a line may end after any of them.
bool is_ideograph(unsigned c) { return c >= 0x2e80 && c < 0xfb00; }

// Signs that may not begin a line, or not end one (JIS X 4051, the common ones).
bool cannot_begin(unsigned c) {
    return c == 0x3001 || c == 0x3002 || c == 0x300d || c == 0x300f || c == 0x30fb || c == 0x30fc ||
           (c >= 0xff01 && c != 0xff08) || c == ',' || c == '.' || c == ')';
}
bool cannot_end(unsigned c) { return c == 0x300c || c == 0x300e || c == 0xff08 || c == '('; }

// Where a line of the text ends. Dear ImGui breaks at spaces, which Japanese has none of.
const char* line_end(ImFont* font, float px, const char* at, const char* end, float width) {
    bool has_ideographs = false;
    for (const char* c = at; c < end && !has_ideographs; ++c)
        has_ideographs = static_cast<unsigned char>(*c) >= 0xe3;
    if (!has_ideographs) return font->CalcWordWrapPosition(px, at, end, width);
    ImFontBaked* baked = font->GetFontBaked(px);
    const float scale = px / baked->Size;
    const char* last_break = nullptr;
    float used = 0;
    unsigned before = 0;
    while (at < end && *at != '\n') {
        unsigned c = 0;
        const char* next = at + ImTextCharFromUtf8(&c, at, end);
        const bool may_break = before == ' ' || is_ideograph(before) || is_ideograph(c);
        if (before != 0 && may_break && !cannot_begin(c) && !cannot_end(before)) last_break = at;
        used += baked->GetCharAdvance(static_cast<ImWchar>(c)) * scale;
        if (used > width && before != 0) return last_break != nullptr ? last_break : at;
        before = c;
        at = next;
    }
    return at;
}

constexpr ImGuiWindowFlags layer_flags =
    ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
    ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoScrollWithMouse;

}  // namespace

// --- motion ---

float Motion::Value::now() const { return from + (to - from) * eased(part); }

float Motion::toward(std::uint64_t key, float target, float milliseconds) {
    return toward_from(key, target, target, milliseconds);
}

float Motion::toward_from(std::uint64_t key, float start, float target, float milliseconds) {
    const auto [at, is_new] = values_.try_emplace(key);
    Value& value = at->second;
    if (is_new) value = {.from = start, .to = start};
    if (is_still_) value = {.from = target, .to = target};
    if (value.to != target) value.from = value.now(), value.to = target, value.part = 0;
    if (value.part < 1) {
        if (value.frame != frame_) value.part = std::min(1.f, value.part + dt_ / milliseconds);
        is_moving_ = is_moving_ || value.part < 1;
    }
    value.frame = frame_;
    return value.now();
}

float Motion::held(std::uint64_t key, float target) {
    const auto at = values_.find(key);
    return at == values_.end() ? toward(key, target) : at->second.now();
}

void Motion::set(std::uint64_t key, float value) { values_[key] = {.from = value, .to = value}; }

void Motion::begin_frame(float dt, bool is_still) {
    ++frame_;
    dt_ = dt;
    is_still_ = is_still;
    is_moving_ = false;
}

std::uint64_t motion_key(std::uint32_t what, std::uint32_t index, std::uint32_t side) {
    return (std::uint64_t{what} << 48) ^ (std::uint64_t{side} << 32) ^ index;
}

std::uint64_t motion_key(std::string_view name, std::uint32_t side) {
    std::uint64_t hash = 0xcbf29ce484222325 + side;
    for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    return hash | (std::uint64_t{1} << 63);
}

float eased(float part) {
    part = std::clamp(part, 0.f, 1.f);
    return part * part * (3 - 2 * part);
}

float between(float part, float from, float to) {
    return std::clamp((part - from) / (to - from), 0.f, 1.f);
}

// --- the frame ---

void Ui::begin_frame(float milliseconds, bool is_still) {
    milliseconds_ = milliseconds;
    is_still_ = is_still;
    motion_.begin_frame(milliseconds, is_still);
    pointer_ = platform::Pointer::arrow;
    probes_now_.clear();
    cuts_now_.clear();
    tip_wanted_.clear();
}

void Ui::end_frame() {
    probes_.swap(probes_now_);
    cuts_.swap(cuts_now_);
    if (pointer_ != pointer_shown_) platform::set_pointer(pointer_shown_ = pointer_);
}

void Ui::begin_layer(const char* name, const Box& box, Layer layer) {
    ImGui::SetNextWindowPos(box.min());
    ImGui::SetNextWindowSize({box.w, box.h});
    ImGuiWindowFlags flags = layer_flags;
    if (layer == Layer::ground) flags |= ImGuiWindowFlags_NoBringToFrontOnFocus;
    if (layer == Layer::untouchable) flags |= ImGuiWindowFlags_NoInputs;
    ImGui::Begin(name, nullptr, flags);
    clip(box);
}

void Ui::end_layer() {
    unclip();
    ImGui::End();
}

ImDrawList& Ui::list() const { return *ImGui::GetWindowDrawList(); }

void Ui::clip(const Box& box) {
    Box both = box;
    if (!clips_.empty()) {
        const Box& outer = clips_.back();
        both.x = std::max(box.x, outer.x), both.y = std::max(box.y, outer.y);
        both.w = std::max(0.f, std::min(box.right(), outer.right()) - both.x);
        both.h = std::max(0.f, std::min(box.bottom(), outer.bottom()) - both.y);
    }
    clips_.push_back(both);
    ImGui::PushClipRect(both.min(), both.max(), false);
}

void Ui::unclip() {
    ImGui::PopClipRect();
    clips_.pop_back();
}

// --- the pen ---

void Ui::fill(const Box& box, ImU32 colour, float rounding) const {
    list().AddRectFilled(box.min(), box.max(), colour, rounding);
}

void Ui::border(const Box& box, ImU32 colour, float rounding, float width) const {
    // Within the box, so that neighbours on the grid keep their distance.
    const Box inner = box.inset(width / 2);
    list().AddRect(inner.min(), inner.max(), colour, std::max(0.f, rounding - width / 2), 0, width);
}

void Ui::line(ImVec2 a, ImVec2 b, ImU32 colour, float width) const {
    list().AddLine(a, b, colour, width);
}

void Ui::disc(ImVec2 centre, float radius_px, ImU32 colour) const {
    list().AddCircleFilled(centre, radius_px, colour);
}

void Ui::ring(ImVec2 centre, float radius_px, ImU32 colour, float width) const {
    list().AddCircle(centre, radius_px, colour, 0, width);
}

void Ui::arc(ImVec2 centre, float radius_px, float from, float to, ImU32 colour,
             float width) const {
    if (to <= from) return;
    list().PathArcTo(centre, radius_px, from * turn - turn / 4, to * turn - turn / 4);
    list().PathStroke(colour, 0, width);
}

void Ui::icon(ImVec2 centre, float px, const char* glyph, ImU32 colour) const {
    const ImVec2 size = fonts_.icon->CalcTextSizeA(px, FLT_MAX, 0, glyph);
    const ImVec2 at = snapped(centre.x - size.x / 2, centre.y - size.y / 2);
    list().AddText(fonts_.icon, px, at, colour, glyph);
}

void Ui::cross(ImVec2 c, float reach, ImU32 colour, float width) const {
    list().AddLine({c.x - reach, c.y - reach}, {c.x + reach, c.y + reach}, colour, width);
    list().AddLine({c.x - reach, c.y + reach}, {c.x + reach, c.y - reach}, colour, width);
}

void Ui::tick(ImVec2 c, float reach, ImU32 colour, float width) const {
    const ImVec2 points[] = {{c.x - reach, c.y + reach * 0.05f},
                             {c.x - reach * 0.3f, c.y + reach * 0.75f},
                             {c.x + reach, c.y - reach * 0.7f}};
    list().AddPolyline(points, 3, colour, 0, width);
}

float Ui::width_of(std::string_view text, const TextStyle& style) const {
    return fonts_.of(style.face)
        ->CalcTextSizeA(height_of(style), FLT_MAX, 0, text.data(), text.data() + text.size())
        .x;
}

float Ui::text(const Box& box, std::string_view text, const TextStyle& style) {
    if (text.empty() || box.w <= 0) return 0;
    ImFont* font = fonts_.of(style.face);
    const float px = height_of(style);
    const char* end = text.data() + text.size();
    const auto draw = [&](float x, const char* from, const char* to) {
        list().AddText(font, px, snapped(x, box.y + (box.h - px) / 2), style.colour, from, to);
    };
    const float width = font->CalcTextSizeA(px, FLT_MAX, 0, text.data(), end).x;
    if (width <= box.w + 0.5f) {
        const float room = box.w - width;
        draw(box.x + (style.align == Align::left     ? 0
                      : style.align == Align::middle ? room / 2
                                                     : room),
             text.data(), end);
        return width;
    }
    cuts_now_.emplace_back(text);
    constexpr std::string_view dots = "…";
    const float dots_width =
        font->CalcTextSizeA(px, FLT_MAX, 0, dots.data(), dots.data() + dots.size()).x;
    const char* fits = text.data();
    const float kept =
        font->CalcTextSizeA(px, std::max(1.f, box.w - dots_width), 0, text.data(), end, &fits).x;
    while (fits > text.data() && fits[-1] == ' ') --fits;
    draw(box.x, text.data(), fits);
    draw(box.x + kept, dots.data(), dots.data() + dots.size());
    return kept + dots_width;
}

float Ui::paragraph(float x, float y, float width, std::string_view text, const TextStyle& style,
                    bool draw) {
    ImFont* font = fonts_.of(style.face);
    const float px = height_of(style);
    const float step = std::round(px * 1.25f);
    const char* at = text.data();
    const char* end = at + text.size();
    float height = 0;
    while (at < end) {
        const char* stop = line_end(font, px, at, end, width);
        // Narrower than one letter: never stand still.
        if (stop == at) stop += code_point_bytes({at, static_cast<std::size_t>(end - at)});
        const char* newline =
            static_cast<const char*>(std::memchr(at, '\n', static_cast<std::size_t>(stop - at)));
        if (newline) stop = newline;
        if (draw) list().AddText(font, px, snapped(x, y + height), style.colour, at, stop);
        height += step;
        at = stop;
        while (at < end && (*at == ' ' || *at == '\n')) ++at;
    }
    return height;
}

void Probes::add(std::string_view name, std::string_view more, const Box& box) {
    const auto from = static_cast<std::uint32_t>(names_.size());
    names_.append(name).append(more);
    rows_.push_back({from, static_cast<std::uint32_t>(name.size() + more.size()), box});
}

Probe Probes::at(std::size_t index) const {
    const Row& row = rows_[index];
    return {std::string_view(names_).substr(row.from, row.size), row.box};
}

std::string_view Ui::name(std::string_view what, std::string_view which) {
    return name_.assign(what).append(which);
}

std::string_view Ui::name(std::string_view what, std::uint32_t number) {
    char digits[12];
    const auto [end, error] = std::to_chars(digits, digits + sizeof digits, number);
    return name(what, std::string_view(digits, static_cast<std::size_t>(end - digits)));
}

void Ui::probe(std::string_view id, std::string_view more, const Box& box) {
    Box seen = box;
    if (!clips_.empty()) {
        const Box& outer = clips_.back();
        if (!outer.meets(box)) return;
        seen.x = std::max(box.x, outer.x), seen.y = std::max(box.y, outer.y);
        seen.w = std::min(box.right(), outer.right()) - seen.x;
        seen.h = std::min(box.bottom(), outer.bottom()) - seen.y;
    }
    probes_now_.add(id, more, seen);
}

}  // namespace airlock::ui
