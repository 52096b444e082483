// The frame and everything that leads to one: input, intents, what has to be rebuilt, in which order it is
// drawn. Opening a scenario is in app_open.cpp.
#include "app/app.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include "app/allocations.h"
#include "base/json.h"
#include "base/text.h"
#include "imgui_internal.h"
#include "sim/inputs_json.h"
#include "sim/trail.h"
#include "view/language.h"
#include "view/portal.h"
#include "world/text.h"

namespace airlock {

using ui::Box;
using ui::Layout;
using ui::Tab;
using view::build_scene;

namespace {

constexpr float frame_ms_most = 100;  // after a pause the world does not jump

}  // namespace

App::App(const ui::FontFiles& fonts) {
    IMGUI_CHECKVERSION();
    count_allocations_of_imgui();
    imgui_ = ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.ConfigFlags |= ImGuiConfigFlags_NoMouseCursorChange;
    io.ConfigInputTrickleEventQueue = true;
    io.ConfigErrorRecovery = false;
    ui::apply_style(ImGui::GetStyle());
    ui_ = std::make_unique<ui::Ui>(ui::add_fonts(*io.Fonts, fonts));
}

App::~App() { ImGui::DestroyContext(imgui_); }

bool App::start() {
    has_context_ = renderer_.start();
    wake();
    return has_context_;
}

void App::lose_context() {
    renderer_.forget();
    has_context_ = false;
}

std::vector<Problem> App::speak(std::string_view file, std::string text_font,
                                std::string strong_font) {
    const view::Language* wanted = &view::english();
    if (!file.empty()) {
        auto words = view::Language::read(file, "languages");
        if (!words) return words.error();
        const auto known = std::find_if(spoken_.begin(), spoken_.end(), [&](const auto& one) {
            return one->code() == words->code();
        });
        if (known != spoken_.end()) {
            wanted = known->get();
        } else {
            spoken_.push_back(std::make_unique<view::Language>(std::move(*words)));
            wanted = spoken_.back().get();
            add_letters(std::move(text_font), std::move(strong_font),
                        wanted->code() == "ja" ? ui::gothic_size : 1);
        }
    }
    language_ = wanted;
    state_.story_key.clear();
    if (player_) player_->set_language(*language_);
    wake();
    return {};
}

void App::add_letters(std::string text_font, std::string strong_font, float size) {
    if (text_font.empty() || strong_font.empty()) return;
    const auto keep = [&](std::string& font) {
        letters_.push_back(std::make_unique<std::string>(std::move(font)));
        const std::string& kept = *letters_.back();
        return std::span(reinterpret_cast<const unsigned char*>(kept.data()), kept.size());
    };
    const auto text = keep(text_font), strong = keep(strong_font);
    ui::add_language(*ImGui::GetIO().Fonts, ui_->fonts(), {text, strong, size});
    wake();
}

void App::wake() {
    is_awake_ = true;
    frames_owed_ = std::max(frames_owed_, 2u);
    platform::request_frame();
}

// --- opening ---

void App::show_problems(std::vector<Problem> problems, std::string_view of, bool is_link) {
    state_.problems = std::move(problems);
    state_.are_problems_of_link = is_link;
    state_.problems_of = of;
    wake();
}

std::vector<Problem> App::dispatch(std::string_view json) {
    if (!player_) return {{.sentence = "no scenario is open"}};
    auto intent = parse_intent(player_->simulation(), json);
    if (!intent) return intent.error();
    intents_.push_back(std::move(*intent));
    // Whoever asks for the state next sees what came of it; the picture follows with the next frame.
    drain();
    wake();
    return {};
}

// --- input ---

void App::resize(float width, float height, float ratio) {
    scale_ = ui::scale_of(width, height);
    width_ = std::max(1.f, width / scale_), height_ = std::max(1.f, height / scale_);
    ratio_ = std::clamp(ratio * scale_, 0.25f, 16.f);
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {width_, height_};
    io.DisplayFramebufferScale = {ratio_, ratio_};
    wake();
}

void App::set_theme(bool is_dark) {
    state_.is_dark = is_dark;
    wake();
}

void App::set_focused(bool is_focused) {
    state_.is_focused = is_focused;
    ImGui::GetIO().AddFocusEvent(is_focused);
    wake();
}

void App::pointer_moved(float x, float y, bool is_touch) {
    ImGuiIO& io = ImGui::GetIO();
    io.AddMouseSourceEvent(is_touch ? ImGuiMouseSource_TouchScreen : ImGuiMouseSource_Mouse);
    io.AddMousePosEvent(x / scale_, y / scale_);
    wake();
}

void App::pointer_pressed(float x, float y, int button, bool is_down, bool is_touch) {
    ImGuiIO& io = ImGui::GetIO();
    pointer_moved(x, y, is_touch);
    io.AddMouseButtonEvent(button, is_down);
    // A finger that is lifted is nowhere.
    if (is_touch && !is_down) io.AddMousePosEvent(-FLT_MAX, -FLT_MAX);
    wake();
}

void App::pointer_cancelled() {
    ImGuiIO& io = ImGui::GetIO();
    io.AddMousePosEvent(-FLT_MAX,
                        -FLT_MAX);  // nowhere first: what is let go nowhere is not clicked
    io.AddMouseButtonEvent(0, false);
    wake();
}

void App::pointer_left() {
    ImGui::GetIO().AddMousePosEvent(-FLT_MAX, -FLT_MAX);
    wake();
}

void App::wheel(float dx, float dy, bool is_zoom) {
    ImGuiIO& io = ImGui::GetIO();
    if (is_zoom && canvas_.contains(io.MousePos)) {
        canvas_.zoom_by(std::pow(1.0022f, -dy), io.MousePos);
    } else {
        io.AddMouseWheelEvent(-dx / 100, -dy / 100);
    }
    wake();
}

void App::pinch(float factor, float x, float y, float dx, float dy) {
    const ImVec2 at{x / scale_, y / scale_};
    if (canvas_.contains(at)) canvas_.pinch(factor, at, {dx / scale_, dy / scale_});
    wake();
}

bool App::escape() {
    if (ui_->has_menu()) return ui_->close_menu(), true;
    if (state_.is_legend_shown) return state_.is_legend_shown = false, true;
    if (state_.is_help_shown) return state_.is_help_shown = false, true;
    if (!state_.problems.empty()) return state_.problems.clear(), true;
    if (state_.armed.is_armed) return state_.armed = {}, true;
    if (player_ && (player_->selection().thing || player_->selection().entry)) {
        intents_.push_back(intent::Select{});
        return true;
    }
    platform::wish(platform::Wish::leave);
    return true;
}

bool App::key_for_decision(bool approve) {
    if (page_.decisions.empty()) return false;
    const std::size_t card = std::min(state_.card, page_.decisions.size() - 1);
    const PendingDecision& decision = page_.decisions[card].decision;
    ui::ArmedAnswer& armed = state_.armed;
    const bool is_same = armed.is_armed && armed.approve == approve &&
                         armed.decision.person == decision.person &&
                         armed.decision.subject == decision.subject;
    state_.tab = Tab::now;
    state_.sheet = 1;
    if (is_same) {
        intents_.push_back(intent::Answer{decision.person, decision.subject, approve});
        armed = {};
    } else {
        armed = {.is_armed = true, .approve = approve, .decision = decision};
    }
    return true;
}

bool App::key(std::string_view key, bool has_modifier) {
    if (!player_ || has_modifier) return false;
    const auto want = [&](Intent intent) {
        intents_.push_back(std::move(intent));
        return true;
    };
    const auto deed = [&]() -> bool {
        if (key == "Escape") return escape();
        if (!state_.problems.empty()) return false;  // a card that must be closed first
        if (key == "?") return state_.is_help_shown = !state_.is_help_shown, true;
        if (key == " ") return want(intent::TogglePlay{});
        if (key == "ArrowRight") return want(intent::StepForward{});
        if (key == "ArrowLeft") return want(intent::StepBack{});
        if (key == "Home") return want(intent::SeekEntry{0});
        if (key == "End") return want(intent::SeekEntry{std::numeric_limits<std::uint32_t>::max()});
        if (key == "n" || key == "N") return want(intent::NextDecision{});
        if (key == "b" || key == "B") return want(intent::Fork{});
        if (key == "a" || key == "A") return key_for_decision(true);
        if (key == "r" || key == "R") return key_for_decision(false);
        if (key == "f" || key == "F") return canvas_.focus(scene_), true;
        if (key == "0") return canvas_.fit(), true;
        if (key == "l" || key == "L") return state_.is_legend_shown = !state_.is_legend_shown, true;
        const ImVec2 middle{width_ / 2, height_ / 2};
        if (key == "+" || key == "=") return canvas_.zoom_by(1.2f, middle), true;
        if (key == "-") return canvas_.zoom_by(1 / 1.2f, middle), true;
        if (key == "t" || key == "T") return platform::wish(platform::Wish::text_view), true;
        if (key == "d" || key == "D") {
            state_.is_dark = !state_.is_dark;
            platform::wish(platform::Wish::theme, state_.is_dark ? "dark" : "light");
            return true;
        }
        if (key == "1" || key == "2" || key == "3") {
            state_.tab = static_cast<Tab>(key[0] - '1');
            state_.story_shown = 0;
            state_.sheet = 1;
            return true;
        }
        return false;
    };
    const bool is_used = deed();
    if (is_used) wake();
    return is_used;
}

// --- the frame ---

void App::drain() {
    if (!player_) return intents_.clear();
    // Applying one may not change the list that is walked.
    std::vector<Intent> intents;
    intents.swap(intents_);
    for (const Intent& intent : intents) {
        player_->apply(intent);
        if (std::holds_alternative<intent::Restart>(intent)) ++run_;
    }
}

void App::rebuild() {
    const Simulation& simulation = player_->simulation();
    if (simulation.branch() != branch_shown_) branch_shown_ = simulation.branch(), ++run_;
    refresh_page(page_, simulation, player_->cursor(), player_->selection(), language(),
                 foresight_);
    scene_ = build_scene(simulation, player_->cursor(), player_->selection(), width_shown_,
                         language(), foresight_);
    revision_shown_ = player_->revision();
    state_.said.clear();
    add_crowd();

    // A new decision comes to the front; an answered one takes its prepared answer with it.
    if (page_.decisions.size() != decisions_shown_) {
        if (page_.decisions.size() > decisions_shown_) state_.tab = Tab::now, state_.sheet = 1;
        decisions_shown_ = page_.decisions.size();
        state_.card = 0;
        state_.armed = {};
    }
    if (page_.cursor.entry != entry_shown_) {
        entry_shown_ = page_.cursor.entry;
        state_.decision_scroll = {};
        ui::Scroll& now = state_.scrolls[static_cast<std::size_t>(Tab::now)];
        now.target = now.offset = 0;
    }
}

// The call under way once more, and once more, a little aside: nobody's story, but a load.
void App::add_crowd() {
    if (scene_.tokens.empty()) return;
    const view::Token token = scene_.tokens.front();
    const view::Rect& all = scene_.bounds;
    for (std::uint32_t i = 1; i < crowd_; ++i) {
        view::Token& more = scene_.tokens.emplace_back(token);
        const auto step = static_cast<std::int32_t>(i);
        more.from = {all.x + step * 37 % all.w, all.y + step * 61 % all.h};
        more.to = more.aim = {all.x + step * 53 % all.w, all.y + step * 29 % all.h};
        more.target = {};
    }
}

ui::Context App::context() { return {*ui_, *player_, page_, scene_, state_, intents_, language()}; }

bool App::frame(double now_ms) {
    if (!player_ || !has_context_) return false;
    const float passed =
        was_idle_ ? 16.f : std::clamp(static_cast<float>(now_ms - last_ms_), 0.f, frame_ms_most);
    last_ms_ = now_ms;
    drain();
    bool has_changed = player_->advance(static_cast<std::int32_t>(passed + 0.5f));

    const Layout layout = ui::layout_of(width_, height_, state_.sheet, panels_);
    const auto stage_width = static_cast<std::int32_t>(layout.stage.w);
    const bool is_told = page_.is_told();
    // Neither input nor a new entry: only what moves has moved.
    const bool is_steady = player_->revision() == revision_shown_ && stage_width == width_shown_ &&
                           is_told && !is_awake_ && frames_owed_ == 0;
    // What a long log has left to tell, a piece a frame.
    if (player_->revision() != revision_shown_ || stage_width != width_shown_ || !is_told) {
        width_shown_ = stage_width;
        rebuild();
        has_changed = true;
    }
    const bool must_draw =
        has_changed || is_awake_ || frames_owed_ > 0 || ui_->motion().is_moving();
    if (must_draw) {
        is_awake_ = false;
        if (frames_owed_ > 0) --frames_owed_;
        ImGui::GetIO().DeltaTime = std::max(0.001f, passed / 1000);
        draw_and_count(is_steady);
    }
    const bool is_moving = player_->is_playing() || !page_.is_told() || ui_->motion().is_moving() ||
                           frames_owed_ > 0 || is_awake_ || !imgui_->InputEventsQueue.empty() ||
                           !intents_.empty() || (!is_still_ && player_->progress_permille() < 1000);
    was_idle_ = !is_moving;
    return is_moving;
}

void App::draw_and_count(bool is_steady) {
    const std::uint32_t before = allocations();
    draw();
    if (!is_steady) return;
    ++steady_frames_;
    steady_allocations_ = std::max(steady_allocations_, allocations() - before);
}

void App::draw() {
    ui_->set_theme(state_.is_dark);
    renderer_.begin_frame();
    ImGui::NewFrame();
    const ImGuiIO& io = ImGui::GetIO();
    ui_->begin_frame(io.DeltaTime * 1000, is_still_);
    const ui::Context c = context();
    const ui::Theme& t = ui_->theme();

    const float sheet = state_.is_sheet_dragged
                            ? state_.sheet
                            : ui_->motion().toward(ui::motion_key("sheet"), state_.sheet, 260);
    if (state_.is_sheet_dragged) ui_->motion().set(ui::motion_key("sheet"), state_.sheet);
    const Layout layout = ui::layout_of(width_, height_, sheet, panels_);

    ui_->begin_layer("page", layout.screen, ui::Ui::Layer::ground);
    canvas_.draw(c, layout.stage);
    draw_notice(c, layout.stage);
    if (!layout.header.is_empty()) draw_header(c, layout.header);
    if (!layout.clocks.is_empty()) draw_clocks(c, layout.clocks);
    if (!layout.layers.is_empty()) draw_layers(c, layout.layers);
    if (!layout.timeline.is_empty()) draw_timeline(c, layout.timeline);
    if (!layout.is_narrow && !layout.side.is_empty()) draw_side(c, layout.side);
    ui_->end_layer();
    if (layout.is_narrow && !layout.side.is_empty()) {
        ui_->begin_layer("sheet", layout.side, ui::Ui::Layer::above);
        draw_side(c, layout.side);
        ui_->end_layer();
    }
    draw_help(c, layout.screen);
    draw_legend(c, layout.screen);
    draw_problems(c, layout.screen);
    ui_->draw_menu(layout.screen);

    ui_->end_frame();
    ImGui::Render();
    renderer_.draw(*ImGui::GetDrawData(), t.ground);
    ++frames_drawn_;
    // What a press changed is only seen in the frame after it.
    bool was_pressed = false;
    for (int button = 0; button < ImGuiMouseButton_COUNT; ++button) {
        was_pressed =
            was_pressed || ImGui::IsMouseClicked(button) || ImGui::IsMouseReleased(button);
    }
    if (was_pressed) frames_owed_ = std::max(frames_owed_, 2u);
    if (!intents_.empty()) wake();
}

// --- for the page, embedders and tests ---

std::string App::state_json() { return player_ ? player_->state_json() : "null"; }

std::string App::page_json() {
    if (!player_) return "null";
    if (width_shown_ > 0)
        while (player_->revision() != revision_shown_ || !page_.is_told()) rebuild();
    return to_json(page_, scene_, language());
}

std::string App::page_json_from(std::uint32_t line) {
    if (!player_) return "null";
    const bool is_behind = line >= page_.story.size() && !page_.is_told();
    if ((player_->revision() != revision_shown_ || is_behind) && width_shown_ > 0) rebuild();
    // The page is whole again afterwards; copying ten thousand sentences to leave them out would be a waste.
    std::vector<view::StoryLine> story;
    std::vector<view::TimelineSpan> spans;
    story.swap(page_.story);
    spans.swap(page_.timeline.spans);
    const std::size_t from = std::min<std::size_t>(line, story.size());
    const std::size_t to = std::min<std::size_t>(from + view::lines_at_once, story.size());
    page_.story.assign(story.begin() + static_cast<std::ptrdiff_t>(from),
                       story.begin() + static_cast<std::ptrdiff_t>(to));
    std::string text = to_json(page_, scene_, language());
    page_.story.swap(story);
    page_.timeline.spans.swap(spans);
    return text;
}

std::string App::portal_json(std::string_view person) const {
    if (!player_) return "null";
    const Simulation& simulation = player_->simulation();
    const auto found = find_person(simulation.scenario(), person);
    if (!found) return "null";
    return to_json(view::build_portal(simulation, player_->cursor(), {*found}, language()));
}

std::string App::signal() const {
    if (!player_) return "null";
    const Simulation& simulation = player_->simulation();
    const view::Selection& selection = player_->selection();
    JsonWriter out;
    out.begin_object();
    out.key("revision").integer(static_cast<std::int64_t>(player_->revision()));
    out.key("run").integer(run_);
    out.key("entry").integer(player_->cursor().entry);
    out.key("entries").integer(simulation.entries());
    out.key("playing").boolean(player_->is_playing());
    out.key("speed").integer(player_->speed());
    out.key("branch").integer(simulation.branch());
    out.key("decisions").integer(static_cast<std::int64_t>(simulation.decisions().size()));
    out.key("inputs").integer(static_cast<std::int64_t>(simulation.inputs().size()));
    out.key("selection")
        .string(selection.thing ? name_of(simulation.world(), selection.thing) : std::string());
    out.key("over").boolean(simulation.next_at() == never);
    out.key("notice").string(player_->notice());
    out.key("language").string(language_->code());
    out.key("progress").integer(player_->progress_permille());
    out.end_object();
    return out.take();
}

std::string App::link_json(bool with_trail) const {
    if (!player_) return "null";
    const Simulation& simulation = player_->simulation();
    JsonWriter out;
    out.begin_object();
    out.key("seed").string(std::to_string(simulation.seed()));
    out.key("at").integer(player_->cursor().entry);
    out.key("live").string(join(std::span<const std::string>(simulation.options().live), ","));
    // As texts: a link carries them as they are.
    out.key("inputs").string(simulation.inputs().empty() ? std::string()
                                                         : inputs_to_json(simulation));
    const Ref selected = player_->selection().thing;
    out.key("select").string(selected ? std::string(to_text(selected.kind)) + ":" +
                                            name_of(simulation.world(), selected)
                                      : std::string());
    out.key("sum").string(sum_);
    out.key("expect").string(with_trail ? to_text(trail_of(simulation)) : std::string());
    out.end_object();
    return out.take();
}

namespace {

void write_box(JsonWriter& out, const ui::Probe& probe, float scale) {
    const auto css = [&](float at) { return std::lround(at * scale); };
    out.begin_object();
    out.key("id").string(probe.id);
    out.key("x").integer(css(probe.box.x)).key("y").integer(css(probe.box.y));
    out.key("w").integer(css(probe.box.w)).key("h").integer(css(probe.box.h));
    out.end_object();
}

}  // namespace

std::string App::probe(std::string_view id) const {
    const ui::Probes& probes = ui_->probes();
    for (std::size_t i = 0; i < probes.size(); ++i) {
        const ui::Probe probe = probes.at(i);
        if (probe.id != id) continue;
        JsonWriter out;
        write_box(out, probe, scale_);
        return out.take();
    }
    return "null";
}

std::string App::probes_json() const {
    JsonWriter out;
    out.begin_array();
    const ui::Probes& probes = ui_->probes();
    for (std::size_t i = 0; i < probes.size(); ++i) write_box(out, probes.at(i), scale_);
    out.end_array();
    return out.take();
}

std::string App::cost_json(std::uint32_t tokens) {
    JsonWriter out;
    out.begin_object();
    out.key("frames").integer(steady_frames_).key("allocations").integer(steady_allocations_);
    out.key("progress").integer(player_->progress_permille());
    out.end_object();
    steady_frames_ = steady_allocations_ = 0;
    if (crowd_ != tokens) crowd_ = tokens, width_shown_ = 0, wake();
    return out.take();
}

std::string App::cuts_json() const {
    JsonWriter out;
    out.begin_array();
    for (const std::string& cut : ui_->cuts()) out.string(cut);
    out.end_array();
    return out.take();
}

}  // namespace airlock
