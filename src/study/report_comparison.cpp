// Several stories side by side: what each came to, a column for each. The facts are those of the reports.
#include <functional>

#include "study/report.h"
#include "study/report_words.h"

namespace airlock::study {
namespace {

std::string after_attack(const Report& report, const Mark& mark) {
    if (!mark) return "–";
    return format_duration(mark.at - report.recovery.attacked.at) + " after it (entry " +
           entry_text(mark.entry) + ")";
}

std::string duration_or(const std::optional<Duration>& value, std::string_view otherwise) {
    return value ? format_duration(*value) : std::string(otherwise);
}

// "support" or "vote": how the data was reached. Neither where nobody stood between it and those who restored.
std::string_view way_of(const Recovery& r) {
    if (!r.recovered) return "none";
    return r.is_through_support ? "support" : r.opened ? "vote" : "direct";
}

std::string way_text(const Recovery& r) {
    const std::string_view way = way_of(r);
    if (way == "none") return "nothing was restored";
    if (way == "support") return "AWS Support gives the account back";
    return way == "vote" ? "the approval team opens the vault" : "nobody had to be asked";
}

std::string support_text(const SupportPath& s) {
    if (!s.is_known) return "–";
    return format_duration(s.expected) + " (" + format_duration(s.least) + " to " +
           format_duration(s.most) + ")";
}

std::string newest_text(const Recovery& r) {
    if (r.newest_point.empty()) return "none";
    return r.newest_point + " in " + r.newest_vault + ", of " +
           format_instant_short(r.newest_captured_at);
}

// The last state of a layer; spans stand in the order of time.
std::string layer_at_end(const Report& report, std::string_view layer) {
    std::string out;
    for (const LayerSpan& span : report.layers)
        if (span.layer == layer) out = span.state;
    return out;
}

using Cell = std::function<std::string(const Report&)>;

void add_row(std::string& out, std::string_view what, std::span<const Report> reports,
             const Cell& text) {
    out += "| " + std::string(what) + " ";
    for (const Report& one : reports) out += "| " + cell(text(one)) + " ";
    out += "|\n";
}

constexpr std::string_view layers[] = {"storage", "lock", "air_gap", "testing", "approval"};

void add_times(std::string& out, std::span<const Report> all) {
    add_row(out, "Scenario", all, [](const Report& one) {
        return "`" + one.scenario + "`, seed " + std::to_string(one.seed);
    });
    add_row(out, "The attack begins", all, [](const Report& one) {
        const Mark& mark = one.recovery.attacked;
        return mark ? time_text(mark.at) + " (entry " + entry_text(mark.entry) + ")" : "never";
    });
    const auto mark = [&](std::string_view what, Mark Recovery::*member) {
        add_row(out, what, all,
                [&](const Report& one) { return after_attack(one, one.recovery.*member); });
    };
    mark("The first workload is lost", &Recovery::damaged);
    mark("The team is asked", &Recovery::asked);
    mark("The team has agreed", &Recovery::agreed);
    mark("AWS Support is asked", &Recovery::reported);
    mark("AWS Support gives the account back", &Recovery::returned);
    add_row(out, "The way to the data", all,
            [](const Report& one) { return way_text(one.recovery); });
    add_row(out, "**Recovery time**, to the first clean workload", all, [](const Report& one) {
        return duration_or(one.recovery.recovery_time, "not reached");
    });
    add_row(out, "To everything that was lost", all, [](const Report& one) {
        return duration_or(one.recovery.complete_time, "not reached");
    });
    add_row(out, "The same through AWS Support (range)", all,
            [](const Report& one) { return support_text(one.support); });
}

}  // namespace

std::string comparison_markdown(std::span<const Report> all) {
    std::string out = "# Side by side\n\n|  ";
    for (const Report& one : all) out += "| " + cell(one.title) + " ";
    out += "|\n|---";
    for (std::size_t i = 0; i < all.size(); ++i) out += "|---";
    out += "|\n";
    add_times(out, all);
    add_row(out, "**Recovery point**: age of the data when the damage was done", all,
            [](const Report& one) {
                return duration_or(one.recovery.recovery_point, "nothing clean was restored");
            });
    add_row(out, "Workloads lost", all,
            [](const Report& one) { return listed(one.losses.workloads); });
    add_row(out, "Without a clean restore at the end", all,
            [](const Report& one) { return listed(one.losses.for_good); });
    add_row(out, "Clean recovery points lost", all,
            [](const Report& one) { return std::to_string(one.losses.recovery_points); });
    add_row(out, "Vaults lost", all, [](const Report& one) { return listed(one.losses.vaults); });
    add_row(out, "Newest clean data to count on at the end", all,
            [](const Report& one) { return newest_text(one.recovery); });
    for (const std::string_view layer : layers)
        add_row(out, "Layer at the end: " + spaced(layer), all,
                [&](const Report& one) { return spaced(layer_at_end(one, layer)); });
    add_row(out, "Expected losses a year, of the recovery points at the end", all,
            [](const Report& one) {
                return one.durability.expected_losses_a_year + " of " +
                       std::to_string(one.durability.recovery_points);
            });
    out +=
        "\nTimes run from the first deed of the attack. Through AWS Support: the time until help "
        "was asked "
        "for, " +
        format_duration(support_least) + " to " + format_duration(support_most) +
        " until the account is back (assumed: AWS publishes no figure), and the same restore. The "
        "figure "
        "before the range is of the story's own setting `account_recovery`.\n";
    return out;
}

std::string comparison_json(std::span<const Report> all) {
    JsonWriter out(JsonLayout::indented);
    const auto duration = [&](std::string_view key, const std::optional<Duration>& value) {
        out.key(key);
        if (value) out.integer(value->ms);
        else out.null();
    };
    out.begin_object().key("stories").begin_array();
    for (const Report& one : all) {
        const Recovery& r = one.recovery;
        out.begin_object().key("scenario").string(one.scenario).key("title").string(one.title);
        out.key("seed").integer(static_cast<std::int64_t>(one.seed));
        const auto since = [&](std::string_view key, const Mark& mark) {
            duration(key, mark ? std::optional(mark.at - r.attacked.at) : std::nullopt);
        };
        since("team_asked_after_ms", r.asked), since("team_agreed_after_ms", r.agreed);
        since("support_asked_after_ms", r.reported), since("account_back_after_ms", r.returned);
        out.key("way").string(way_of(r));
        duration("recovery_time_ms", r.recovery_time);
        duration("complete_time_ms", r.complete_time);
        const SupportPath& s = one.support;
        const auto known = [&](Duration value) {
            return s.is_known ? std::optional(value) : std::nullopt;
        };
        duration("support_expected_ms", known(s.expected));
        duration("support_least_ms", known(s.least)), duration("support_most_ms", known(s.most));
        duration("recovery_point_ms", r.recovery_point);
        write_names(out, "workloads_lost", one.losses.workloads);
        write_names(out, "lost_for_good", one.losses.for_good);
        write_names(out, "vaults_lost", one.losses.vaults);
        out.key("clean_recovery_points_lost").integer(one.losses.recovery_points);
        out.key("layers_at_end").begin_object(JsonLayout::compact);
        for (const std::string_view layer : layers) out.key(layer).string(layer_at_end(one, layer));
        out.end_object();
        out.key("expected_losses_a_year").string(one.durability.expected_losses_a_year);
        out.end_object();
    }
    out.end_array().end_object();
    return out.take();
}

}  // namespace airlock::study
