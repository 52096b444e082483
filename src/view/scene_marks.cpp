// The square things, the round vault and the people: what stands in each slot now, and in which words.
#include <algorithm>

#include "view/card.h"
#include "view/metrics.h"
#include "view/scene_builder.h"
#include "world/text.h"

namespace airlock::view {

namespace {

using Style = Label::Style;
using Tone = Label::Tone;
using Align = Label::Align;

constexpr std::int32_t inset = 12;

Rect line_in(const Rect& box, std::int32_t y, std::int32_t h) {
    return {box.x + inset, box.y + y, box.w - 2 * inset, h};
}

// A line of text inside a circle, as wide as the circle is there; `rim` is kept free.
Rect line_in_circle(const Rect& circle, std::int32_t dy, std::int32_t h, std::int32_t rim = 21) {
    const Point c = circle.centre();
    const std::int32_t r = circle.w / 2 - rim;
    const std::int32_t far = std::max(dy < 0 ? -dy : dy, dy + h < 0 ? -(dy + h) : dy + h);
    const std::int32_t half = root(std::max(0, r * r - far * far));
    return {c.x - half, c.y + dy, 2 * half, h};
}

KeySign key_sign(const World& world, Id<Key> id) {
    if (!id || world.keys[id].manager != KeyManager::CUSTOMER) return KeySign::none;
    switch (world.keys[id].state) {
        case KeyState::Enabled: return KeySign::enabled;
        case KeyState::Disabled:
        case KeyState::PendingDeletion: return KeySign::disabled;
        case KeyState::deleted: return KeySign::deleted;
    }
    return KeySign::none;
}

}  // namespace

bool SceneBuilder::begin_mark(Mark& mark, Id<Account> account, const std::string& key, Ref ref,
                              Shape shape) {
    if (account.index >= place_of_account_.size()) return false;
    mark.place = place_of_account_[account.index];
    const AccountSlot* slot = slot_of(account);
    if (mark.place < 0 || slot == nullptr) return false;
    const auto at = slot->things.find(key);
    if (at == slot->things.end()) return false;
    mark.ref = ref;
    mark.shape = shape;
    mark.box = at->second.box;
    mark.body = at->second.body;
    mark.title = m_.name(ref);
    mark.is_selected = m_.selection.thing == ref;
    mark.is_touched = m_.is_touched(ref);
    return true;
}

// Of those that take turns at one place, the newest that is there; what is gone or yet to come gives way.
void SceneBuilder::end_mark(Mark mark) {
    const auto same = std::find_if(scene_.marks.begin(), scene_.marks.end(), [&](const Mark& m) {
        return m.place == mark.place && m.box == mark.box;
    });
    if (same == scene_.marks.end()) return scene_.marks.push_back(std::move(mark));
    const bool gives_way = mark.is_gone || (mark.is_pending && !same->is_gone);
    if (!gives_way) *same = std::move(mark);
}

void SceneBuilder::add_marks() {
    for (const Workload& row : w_.workloads) add_workload(row);
    add_running_restores();
    for (const Vault& row : w_.vaults) add_vault(row);
    for (const IdentityCenter& row : w_.identity_centers) add_identity_center(row);
    for (const Team& row : w_.teams) add_team(row);
    for (const Credential& row : w_.credentials) add_person(row);
}

// --- workloads -----------------------------------------------------------------------------------------------

void SceneBuilder::add_workload(const Workload& row) {
    const Id<Workload> id = w_.workloads.id_of(row);
    const bool is_gone = row.state == WorkloadState::deleted;
    // What a test has made goes; of a system that was there the place stays, empty.
    if (is_gone && row.restored_from && !m_.is_touched(id)) return;
    Mark mark;
    if (!begin_mark(mark, row.account, key_of_workload(w_, id), id, Shape::workload)) return;
    mark.condition = m_.standing.of(row);
    mark.is_gone = is_gone;
    mark.key = key_sign(w_, row.key);
    const bool is_useless = row.restored_from && row.state == WorkloadState::encrypted;
    const bool is_loot = m_.sides.is_theirs(id) && !is_gone;
    mark.state = is_loot      ? m_.say("stage.loot")
                 : is_useless ? m_.say("stage.restored_encrypted")
                              : m_.word_of("WorkloadState", to_text(row.state));
    const Tone tone = row.state == WorkloadState::encrypted || is_loot ? Tone::bad
                      : row.state == WorkloadState::restored           ? Tone::good
                                                                       : Tone::quiet;
    mark.labels.push_back(
        make_label(line_in(mark.box, 7, 16), Style::title, Tone::strong, Align::left, mark.title));
    mark.labels.push_back(
        make_label(line_in(mark.box, 26, 14), Style::text, tone, Align::left, mark.state));
    end_mark(std::move(mark));
}

// What a restore will bring forth stands dashed in its place while the job runs.
void SceneBuilder::add_running_restores() {
    for (const Job& job : w_.jobs) {
        if (job.kind != JobKind::restore || job.status != JobStatus::RUNNING) continue;
        const Id<Job> id = w_.jobs.id_of(job);
        Mark mark;
        if (!begin_mark(mark, job.account, key_of_restore(w_, id), id, Shape::workload)) continue;
        mark.title = w_.catalog->names.text(
            job.restored_name ? job.restored_name
                              : w_.workloads[w_.recovery_points[job.recovery_point].resource].name);
        mark.is_pending = true;
        mark.state = m_.say("stage.being_restored");
        mark.labels.push_back(make_label(line_in(mark.box, 7, 16), Style::title, Tone::plain,
                                         Align::left, mark.title));
        mark.labels.push_back(make_label(line_in(mark.box, 26, 14), Style::text, Tone::waits,
                                         Align::left, mark.state));
        end_mark(std::move(mark));
    }
}

// --- vaults --------------------------------------------------------------------------------------------------

// The newest recovery points that fit the room, oldest first, and those that the entry has just removed.
void SceneBuilder::add_pips(Mark& mark, Id<Vault> vault, Rect room, std::int32_t rows,
                            Point size) const {
    std::vector<Id<RecoveryPoint>> points = recovery_points_of(w_, vault);
    mark.recovery_points = static_cast<std::int32_t>(points.size());
    const Id<Vault> storage = w_.vaults[vault].source_vault ? w_.vaults[vault].source_vault : vault;
    for (const RecoveryPoint& row : w_.recovery_points)
        if (row.vault == storage && row.status == RecoveryPointStatus::deleted &&
            m_.is_touched(w_.recovery_points.id_of(row)))
            points.push_back(w_.recovery_points.id_of(row));
    std::sort(points.begin(), points.end());
    const std::int32_t gap = 4;
    const std::int32_t across = std::max(1, (room.w + gap) / (size.x + gap));
    const auto limit = static_cast<std::size_t>(across * rows);
    if (points.size() > limit)
        points.erase(points.begin(), points.end() - static_cast<std::ptrdiff_t>(limit));
    const auto n = static_cast<std::int32_t>(points.size());
    const std::int32_t lines = std::max(1, (n + across - 1) / across);
    const std::int32_t in_line = (n + lines - 1) / std::max(1, lines);
    const bool is_centred = mark.shape == Shape::air_gapped_vault;
    const std::int32_t top =
        room.y + (is_centred ? (room.h - lines * (size.y + gap) + gap) / 2 : 0);
    for (std::int32_t i = 0; i < n; ++i) {
        const RecoveryPoint& row = w_.recovery_points[points[static_cast<std::size_t>(i)]];
        const std::int32_t line = i / in_line;
        const std::int32_t here = std::min(in_line, n - line * in_line);
        const std::int32_t width = here * (size.x + gap) - gap;
        const std::int32_t left = room.x + (is_centred ? (room.w - width) / 2 : 0);
        Pip pip;
        pip.ref = points[static_cast<std::size_t>(i)];
        pip.condition = row.condition;
        pip.is_suspect = row.scan_result == ScanResult::THREATS_FOUND;
        pip.is_deleted = row.status == RecoveryPointStatus::deleted;
        pip.is_new = !pip.is_deleted && m_.entry != nullptr && row.created_at == m_.entry->at &&
                     m_.is_touched(pip.ref);
        pip.box = {left + i % in_line * (size.x + gap), top + line * (size.y + gap), size.x,
                   size.y};
        mark.pips.push_back(pip);
    }
}

void SceneBuilder::add_vault(const Vault& row) {
    const Id<Vault> id = w_.vaults.id_of(row);
    const bool is_gone = row.state == VaultState::deleted;
    if (is_gone && !m_.is_touched(id)) return;
    const Shape shape = row.type == VaultType::BACKUP_VAULT ? Shape::vault
                        : row.type == VaultType::LOGICALLY_AIR_GAPPED_BACKUP_VAULT
                            ? Shape::air_gapped_vault
                            : Shape::restore_access_vault;
    Mark mark;
    if (!begin_mark(mark, row.account, key_of_vault(w_, id), id, shape)) return;
    mark.condition = m_.standing.of(id);
    mark.is_gone = is_gone;
    mark.key = key_sign(w_, row.key);
    mark.is_pending = row.state == VaultState::CREATING;
    mark.is_sealed = row.state == VaultState::AVAILABLE && row.lock == LockMode::compliance &&
                     row.type != VaultType::RESTORE_ACCESS_BACKUP_VAULT;
    switch (shape) {
        case Shape::air_gapped_vault: add_air_gapped_vault(mark, row); break;
        case Shape::restore_access_vault: add_restore_access_vault(mark, row); break;
        default: add_standard_vault(mark, row); break;
    }
    end_mark(std::move(mark));
}

void SceneBuilder::add_standard_vault(Mark& mark, const Vault& row) {
    const Id<Vault> id = w_.vaults.id_of(row);
    add_pips(mark, id, line_in(mark.box, 30, 12), 1, {9, 12});
    const std::int32_t lost = lost_recovery_points(w_, id, m_.at);
    Tone tone = Tone::quiet;
    if (mark.is_gone) {
        mark.state = m_.word_of("VaultState", "deleted");
    } else if (lost > 0) {
        mark.state = m_.say("stage.deleted", {{"n", std::int64_t{lost}}});
        mark.condition = mark.recovery_points == 0 ? Condition::lost : Condition::threatened;
        tone = Tone::bad;
    } else if (row.lock != LockMode::none) {
        mark.state = m_.word_of("LockMode", to_text(row.lock));
        tone = Tone::seal;
    } else {
        mark.state = m_.say(mark.recovery_points == 0 ? "stage.empty" : "stage.recovery_points",
                            {{"n", std::int64_t{mark.recovery_points}}});
    }
    mark.labels.push_back(
        make_label(line_in(mark.box, 7, 16), Style::title, Tone::strong, Align::left, mark.title));
    // A count that is too long for its line has a shorter form.
    const Rect line = line_in(mark.box, 51, 14);
    const bool is_count = tone == Tone::quiet && !mark.is_gone && mark.recovery_points > 0;
    const bool is_short = is_count && text_width(mark.state, Style::text) > line.w;
    mark.labels.push_back(make_label(line, Style::text, tone, Align::left,
                                     is_short ? m_.say("stage.recovery_points_short",
                                                       {{"n", std::int64_t{mark.recovery_points}}})
                                              : mark.state));
}

void SceneBuilder::add_air_gapped_vault(Mark& mark, const Vault& row) {
    const Id<Vault> id = w_.vaults.id_of(row);
    add_pips(mark, id, line_in_circle(mark.body, -19, 36), 2, {12, 16});
    mark.state = mark.is_sealed    ? m_.say("stage.sealed")
                 : mark.is_pending ? m_.say("stage.being_created")
                                   : m_.word_of("VaultState", to_text(row.state));
    const auto line = [&](std::int32_t dy, Style style, Tone tone, std::string_view text,
                          std::int32_t rim = 21) {
        const Rect box = line_in_circle(mark.body, dy, line_height(style), rim);
        mark.labels.push_back(make_label(box, style, tone, Align::centre, text));
    };
    line(-53, Style::title, Tone::strong, mark.title, 16);
    line(-36, Style::text, Tone::quiet, m_.say("stage.air_gapped"));
    line(20, Style::text, Tone::plain,
         m_.say(mark.recovery_points == 0 ? "stage.empty" : "stage.recovery_points",
                {{"n", std::int64_t{mark.recovery_points}}}));
    // In a small circle the short word does.
    const std::int32_t room = line_in_circle(mark.body, 36, line_height(Style::text)).w;
    const bool has_room = text_width(mark.state, Style::text) <= room;
    line(36, Style::text, mark.is_sealed ? Tone::seal : Tone::waits,
         has_room || !mark.is_sealed ? mark.state : m_.say("stage.sealed_short"));
}

void SceneBuilder::add_restore_access_vault(Mark& mark, const Vault& row) {
    Tone tone = Tone::waits;
    const Session* session =
        w_.sessions.holds(row.access_session) ? &w_.sessions[row.access_session] : nullptr;
    switch (row.state) {
        case VaultState::CREATING:
            mark.state = m_.say(session != nullptr && session->status == SessionStatus::PENDING
                                    ? "stage.waits_for_votes"
                                    : "stage.being_opened");
            break;
        case VaultState::AVAILABLE:
            mark.state = m_.say(mark.condition == Condition::lost ? "stage.open_to_thief"
                                                                  : "stage.open_read_only");
            tone = mark.condition == Condition::lost ? Tone::bad : Tone::good;
            add_pips(mark, w_.vaults.id_of(row), line_in(mark.box, 47, 12), 1, {9, 12});
            break;
        case VaultState::FAILED:
            mark.state = session == nullptr || session->status == SessionStatus::APPROVED
                             ? m_.word_of("VaultState", "FAILED")
                             : m_.word_of("SessionStatusCode", to_text(session->status_code));
            tone = Tone::bad;
            break;
        case VaultState::deleted:
            mark.state = m_.say("stage.closed");
            tone = Tone::quiet;
            break;
    }
    mark.labels.push_back(
        make_label(line_in(mark.box, 7, 16), Style::title, Tone::strong, Align::left, mark.title));
    mark.labels.push_back(
        make_label(line_in(mark.box, 25, 14), Style::text, tone, Align::left, mark.state));
    if (mark.pips.empty())
        mark.labels.push_back(
            make_label(line_in(mark.box, 48, 14), Style::text, Tone::quiet, Align::left,
                       m_.say("stage.view_of", {{"vault", m_.name(row.source_vault)}})));
}

// --- identity and people ----------------------------------------------------------------------------------------

void SceneBuilder::add_identity_center(const IdentityCenter& row) {
    const Id<IdentityCenter> id = w_.identity_centers.id_of(row);
    if (row.is_deleted && !m_.is_touched(id)) return;
    Mark mark;
    if (!begin_mark(mark, row.account, key_of_identity_center(), id, Shape::identity_provider))
        return;
    mark.title = m_.name(row.provider);
    mark.is_gone = row.is_deleted;
    std::string_view key = row.is_deleted ? "stage.identity_gone" : "stage.identity_center";
    for (const IdentitySource& source : w_.identity_sources) {
        if (source.identity_center != id || row.is_deleted) continue;
        switch (source.status) {
            case IdentitySourceStatus::CREATING:
                key = "stage.identity_connecting";
                mark.is_pending = true;
                break;
            case IdentitySourceStatus::ACTIVE: key = "stage.identity_ready"; break;
            case IdentitySourceStatus::DELETING: key = "stage.identity_leaving"; break;
            case IdentitySourceStatus::ERROR:
                key = "stage.identity_broken";
                mark.condition = Condition::threatened;
                break;
            case IdentitySourceStatus::deleted: break;
        }
    }
    // Whoever holds its account says who may sign in.
    const bool is_loot = !row.is_deleted && m_.standing.of(row.account) == Condition::lost;
    if (is_loot) key = "stage.identity_stolen";
    if (is_loot || row.is_deleted) mark.condition = Condition::lost;
    mark.state = m_.say(key);
    mark.labels.push_back(
        make_label(line_in(mark.box, 6, 16), Style::title, Tone::strong, Align::left, mark.title));
    mark.labels.push_back(make_label(line_in(mark.box, 23, 14), Style::text,
                                     is_loot ? Tone::bad : Tone::quiet, Align::left, mark.state));
    end_mark(std::move(mark));
}

void SceneBuilder::add_person(const Credential& row) {
    if (!row.principal) return;
    const Id<Credential> id = w_.credentials.id_of(row);
    if (row.is_revoked && !m_.is_touched(id)) return;
    const bool is_loot = is_stolen(w_, id);
    const Principal& principal = w_.principals[row.principal];
    Mark mark;
    if (!begin_mark(mark, principal.account, key_of_credential(w_, id), id,
                    is_loot ? Shape::attacker : Shape::principal))
        return;
    mark.title = name_of_person(w_, row.holder);
    mark.is_gone = row.is_revoked;
    mark.condition = is_loot || principal.is_deleted ? Condition::lost : Condition::intact;
    const std::string role = principal.kind == PrincipalKind::root
                                 ? "root"
                                 : std::string(w_.catalog->names.text(principal.name));
    mark.state = principal.is_deleted ? m_.say("stage.locked_out", {{"role", role}}) : role;
    // Who, and beside or below it as what.
    const bool has_two_lines = mark.box.h > person_height;
    const std::int32_t all = mark.box.w - 20;
    const std::int32_t title_w =
        has_two_lines ? all : std::min(text_width(mark.title, Style::text) + 1, mark.box.w / 2);
    const Rect title{mark.box.x + 10, mark.box.y + (has_two_lines ? 4 : 5), title_w, 14};
    mark.labels.push_back(make_label(title, Style::text, is_loot ? Tone::bad : Tone::strong,
                                     Align::left, mark.title));
    // Where there is no room for both, whose it was counts: two that are gone must be told apart.
    const Rect room = has_two_lines ? Rect{title.x, title.y + 16, all, 14}
                                    : Rect{title.right() + 5, title.y, all - title_w - 5, 14};
    const bool has_room = text_width(mark.state, Style::text) <= room.w;
    mark.labels.push_back(make_label(room, Style::text,
                                     principal.is_deleted ? Tone::bad : Tone::quiet, Align::left,
                                     has_room ? mark.state : role));
    end_mark(std::move(mark));
}

}  // namespace airlock::view
