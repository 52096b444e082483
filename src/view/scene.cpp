// Organizations and accounts on the stage, and the scene as a whole.
#include "view/scene.h"

#include <algorithm>

#include "base/text.h"
#include "view/card.h"
#include "view/foresight.h"
#include "view/metrics.h"
#include "view/scene_builder.h"
#include "world/catalog.h"
#include "world/text.h"

namespace airlock::view {

namespace {

// "111111111111" as people read it.
std::string number_text(std::int64_t number) {
    std::string digits = std::to_string(number);
    return digits.size() < 12 ? std::string(12 - digits.size(), '0') + digits : digits;
}

// Where the entry under the cursor happens.
std::string account_in_front(const Moment& m, const Plan& plan) {
    Id<Account> account;
    if (m.selection.thing) account = account_of(m.world, m.selection.thing);
    if (!account && m.entry != nullptr) {
        const bool is_portal = m.entry->call && std::holds_alternative<call::Vote>(*m.entry->call);
        account = is_portal || !m.entry->account ? account_of(m.world, m.target) : m.entry->account;
    }
    if (account) return name_of_account(m.world, account);
    for (const PlanAccount& row : plan.accounts)
        for (const PlanThing& thing : row.things)
            if (thing.shape == Shape::air_gapped_vault) return row.name;
    return plan.accounts.empty() ? std::string() : plan.accounts.front().name;
}

// What stays open on a narrow screen: the scene of the entry, and while people are asked, who they are.
std::vector<std::string> accounts_in_front(const Moment& m, const Plan& plan) {
    std::vector<std::string> out{account_in_front(m, plan)};
    for (const Session& session : m.world.sessions)
        if (session.status == SessionStatus::PENDING)
            out.push_back(name_of_account(m.world, m.world.teams[session.team].account));
    return out;
}

}  // namespace

Label make_label(Rect box, Label::Style style, Label::Tone tone, Label::Align align,
                 std::string_view text) {
    return {box, style, tone, align, fit_text(text, style, box.w)};
}

const AccountSlot* SceneBuilder::slot_of(Id<Account> account) const {
    if (!w_.accounts.holds(account)) return nullptr;
    const auto at = layout_.accounts.find(name_of_account(w_, account));
    return at == layout_.accounts.end() ? nullptr : &at->second;
}

Scene SceneBuilder::build() {
    scene_.bounds = layout_.bounds;
    place_of_account_.assign(w_.accounts.size(), -1);
    place_of_organization_.assign(w_.organizations.size(), -1);
    add_organizations();
    add_groups();
    add_accounts();
    add_marks();
    add_links();
    add_token();
    add_streams();
    relate();
    return std::move(scene_);
}

// --- organizations -----------------------------------------------------------------------------------------

// Around the accounts that have joined by now: the boundary grows as they come.
Rect SceneBuilder::organization_box(Id<Organization> organization) const {
    const std::string name = m_.name(organization);
    const auto at = std::find(plan_.organizations.begin(), plan_.organizations.end(), name);
    if (at == plan_.organizations.end()) return {};
    const Rect full =
        layout_.organizations[static_cast<std::size_t>(at - plan_.organizations.begin())];
    std::int32_t left = full.right(), right = full.x;
    std::int32_t joined = 0, planned = 0;
    for (const PlanAccount& row : plan_.accounts)
        planned += row.organization >= 0 &&
                           plan_.organizations[static_cast<std::size_t>(row.organization)] == name
                       ? 1
                       : 0;
    for (const Account& row : w_.accounts) {
        if (row.organization != organization) continue;
        const AccountSlot* slot = slot_of(w_.accounts.id_of(row));
        if (slot == nullptr) continue;
        const Rect box = slot->group >= 0
                             ? layout_.groups[static_cast<std::size_t>(slot->group)].box
                             : slot->box;
        left = std::min(left, box.x), right = std::max(right, box.right());
        ++joined;
    }
    if (joined == 0) return {};
    if (joined >= planned) return full;
    if (layout_.is_narrow) return full;
    const std::int32_t x = std::max(full.x, left - organization_padding);
    const Rect partial{x, full.y, std::min(full.right(), right + organization_padding) - x, full.h};
    // A boundary runs around an account or past it, never through it.
    for (const Account& row : w_.accounts) {
        const AccountSlot* slot = slot_of(w_.accounts.id_of(row));
        if (row.organization == organization || slot == nullptr || slot->group >= 0) continue;
        const Rect box = slot->box;
        const bool is_apart = box.right() <= partial.x || box.x >= partial.right() ||
                              box.bottom() <= partial.y || box.y >= partial.bottom();
        if (!is_apart && (box.x < partial.x || box.right() > partial.right())) return full;
    }
    return partial;
}

std::string SceneBuilder::organization_badge(Id<Organization> organization,
                                             Condition condition) const {
    if (m_.standing.is_hostile(w_.organizations[organization].management_account))
        return m_.say("stage.hostile");
    if (condition == Condition::threatened) {
        const std::int32_t lost = m_.standing.lost_accounts(organization);
        if (lost > 0) return m_.say("stage.accounts_lost", {{"n", std::int64_t{lost}}});
    }
    return m_.word_of("Condition", condition == Condition::intact       ? "intact"
                                   : condition == Condition::threatened ? "threatened"
                                   : condition == Condition::lost       ? "lost"
                                                                        : "regained");
}

namespace {

Label::Tone tone_of(Condition condition) {
    switch (condition) {
        case Condition::intact: return Label::Tone::quiet;
        case Condition::threatened: return Label::Tone::bad;
        case Condition::lost: return Label::Tone::bad;
        case Condition::regained: return Label::Tone::good;
    }
    return Label::Tone::quiet;
}

}  // namespace

void SceneBuilder::add_organizations() {
    for (const Organization& row : w_.organizations) {
        const Id<Organization> id = w_.organizations.id_of(row);
        Place place;
        place.box = organization_box(id);
        if (place.box.w == 0) continue;
        place.ref = id;
        place.header = {place.box.x, place.box.y, place.box.w, organization_header};
        place.title = m_.name(id);
        place.condition = m_.standing.of(id);
        place.badge = organization_badge(id, place.condition);
        place.is_selected = m_.selection.thing == place.ref;
        // Words leave the ways beside the cards alone.
        const std::int32_t lane = layout_.is_narrow ? narrow_lane : 0;
        const Rect line{place.box.x + organization_padding, place.box.y + 9,
                        place.box.w - 2 * organization_padding - lane, 16};
        const std::int32_t badge_w =
            std::min(line.w / 2, text_width(place.badge, Label::Style::text) + 1);
        place.labels.push_back(make_label({line.x, line.y, line.w - badge_w - 10, 16},
                                          Label::Style::heading, Label::Tone::strong,
                                          Label::Align::left, place.title));
        place.labels.push_back(make_label({line.right() - badge_w, line.y + 1, badge_w, 14},
                                          Label::Style::text, tone_of(place.condition),
                                          Label::Align::right, place.badge));
        place_of_organization_[id.index] = static_cast<std::int32_t>(scene_.places.size());
        scene_.places.push_back(std::move(place));
    }
}

// --- accounts ----------------------------------------------------------------------------------------------

// The organization it belongs to; or the one whose boundary happens to run around it, until it joins.
std::int32_t SceneBuilder::parent_of(const Account& account, Rect box) const {
    if (account.organization) return place_of_organization_[account.organization.index];
    for (const std::int32_t index : place_of_organization_) {
        if (index < 0) continue;
        const Rect around = scene_.places[static_cast<std::size_t>(index)].box;
        if (box.x < around.right() && around.x < box.right() && box.y < around.bottom() &&
            around.y < box.bottom())
            return index;
    }
    return -1;
}

void SceneBuilder::add_groups() {
    std::vector<std::int32_t> members(layout_.groups.size(), 0);
    for (const Account& row : w_.accounts) {
        const AccountSlot* slot = slot_of(w_.accounts.id_of(row));
        if (slot != nullptr && slot->group >= 0) ++members[static_cast<std::size_t>(slot->group)];
    }
    for (std::size_t i = 0; i < layout_.groups.size(); ++i) {
        const GroupSlot& group = layout_.groups[i];
        if (members[i] == 0) continue;
        Place place;
        place.box = group.box;
        place.header = group.header;
        place.accounts = members[i];
        place.title = m_.say("stage.quiet_accounts", {{"n", std::int64_t{members[i]}}});
        for (std::size_t k = 0; k < place_of_organization_.size(); ++k)
            if (place_of_organization_[k] >= 0 && group.organization >= 0 &&
                scene_.places[static_cast<std::size_t>(place_of_organization_[k])].title ==
                    plan_.organizations[static_cast<std::size_t>(group.organization)])
                place.parent = place_of_organization_[k];
        place.labels.push_back(make_label({place.box.x + 12, place.box.y + 8, place.box.w - 24, 14},
                                          Label::Style::text, Label::Tone::quiet,
                                          Label::Align::left, place.title));
        scene_.places.push_back(std::move(place));
    }
}

std::string SceneBuilder::account_badge(Id<Account> account, Condition condition,
                                        Label::Tone& tone) const {
    const Account& row = w_.accounts[account];
    tone = tone_of(condition);
    if (m_.standing.is_hostile(account)) return m_.say("stage.hostile");
    if (m_.standing.is_root_stolen(account)) return m_.say("stage.root_stolen");
    if (condition == Condition::threatened) return m_.say("stage.credential_stolen");
    tone = Label::Tone::waits;
    for (const Session& session : w_.sessions)
        if (session.requester_account == account && session.status == SessionStatus::PENDING &&
            session.action == ProtectedAction::CreateRestoreAccessBackupVault)
            return m_.say("stage.asks");
    for (const Handshake& handshake : w_.handshakes)
        if (handshake.account == account && handshake.state == HandshakeState::OPEN)
            return m_.say("stage.invited");
    tone = tone_of(condition);
    if (condition == Condition::regained) return m_.word_of("Condition", "regained");
    const bool manages =
        row.organization && w_.organizations[row.organization].management_account == account;
    const std::string badge = m_.say("stage.management");
    if (manages && lower(m_.name(account)).find(badge) == std::string::npos) return badge;
    return {};
}

void SceneBuilder::add_account_labels(Place& place) const {
    if (place.is_tile) return;
    const Rect box = place.header;
    Label::Tone tone = Label::Tone::quiet;
    const Id<Account> account = place.ref.as<Account>();
    place.badge = account_badge(account, place.condition, tone);
    if (place.badge.empty() && place.parent >= 0 && !w_.accounts[account].organization)
        place.badge = m_.say("stage.outside");
    const std::int32_t line = box.w - 2 * 12;
    const auto add = [&](Rect at, Label::Style style, Label::Tone t, Label::Align align,
                         std::string_view text) {
        place.labels.push_back(make_label(at, style, t, align, text));
    };
    const bool has_two_lines = box.h >= card_header;
    // What an account is in counts more than its number: it takes the second line where the first is short.
    const bool has_room = text_width(place.title, Label::Style::title) + 10 +
                              text_width(place.badge, Label::Style::text) <
                          line;
    const bool is_badge_below = has_two_lines && !place.badge.empty() &&
                                (!has_room || (place.is_collapsed && box.w < card_min_width));
    const std::int32_t y = has_two_lines ? box.y + 6 : box.y + (box.h - 16) / 2;
    const std::int32_t badge_w =
        place.badge.empty() || is_badge_below
            ? 0
            : std::min(line * 3 / 5, text_width(place.badge, Label::Style::text) + 1);
    add({box.x + 12, y, line - badge_w - (badge_w > 0 ? 10 : 0), 16}, Label::Style::title,
        Label::Tone::strong, Label::Align::left, place.title);
    if (badge_w > 0)
        add({box.right() - 12 - badge_w, y + 1, badge_w, 14}, Label::Style::text, tone,
            Label::Align::right, place.badge);
    if (!has_two_lines) return;
    if (is_badge_below)
        return add({box.x + 12, y + 17, line, 14}, Label::Style::text, tone, Label::Align::left,
                   place.badge);
    if (place.is_collapsed && box.w < card_min_width) return;
    add({box.x + 12, y + 17, line, 14}, Label::Style::number, Label::Tone::quiet,
        Label::Align::left, place.number);
}

void SceneBuilder::add_account(const Account& account) {
    const Id<Account> id = w_.accounts.id_of(account);
    const AccountSlot* slot = slot_of(id);
    if (slot == nullptr) return;
    Place place;
    place.ref = id;
    place.box = slot->box;
    place.header = slot->header;
    place.is_collapsed = slot->is_collapsed;
    place.is_tile = slot->is_tile;
    place.parent = parent_of(account, slot->box);
    if (slot->is_tile)
        for (std::size_t i = 0; i < scene_.places.size(); ++i)
            if (scene_.places[i].accounts > 0 &&
                scene_.places[i].box == layout_.groups[static_cast<std::size_t>(slot->group)].box)
                place.parent = static_cast<std::int32_t>(i);
    place.title = m_.name(id);
    place.number = number_text(account.number);
    place.condition = m_.standing.of(id);
    place.is_acting = m_.entry != nullptr && m_.entry->account == id && m_.entry->call.has_value();
    place.is_selected = m_.selection.thing == place.ref;
    add_account_labels(place);
    place_of_account_[id.index] = static_cast<std::int32_t>(scene_.places.size());
    scene_.places.push_back(std::move(place));
}

void SceneBuilder::add_accounts() {
    for (const Account& row : w_.accounts) add_account(row);
}

// --- the scene ---------------------------------------------------------------------------------------------

Scene build_scene(const Simulation& simulation, const Cursor& cursor, const Selection& selection,
                  std::int32_t viewport_width, const Language& language,
                  const Foresight& foresight) {
    const Moment moment(simulation, cursor, selection, language);
    Plan plan = foresight.plan;
    add_plan(plan, plan_of(simulation.world(), simulation.log()));
    const Layout layout = lay_out(plan, viewport_width, accounts_in_front(moment, plan));
    return SceneBuilder(moment, plan, layout).build();
}

Scene build_scene(const Simulation& simulation, const Cursor& cursor, const Selection& selection,
                  std::int32_t viewport_width, const Language& language) {
    return build_scene(simulation, cursor, selection, viewport_width, language, Foresight{});
}

}  // namespace airlock::view
