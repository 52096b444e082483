// The report as Markdown for people and as JSON for programs: the same facts in the same order.
#include "base/json.h"
#include "study/report.h"
#include "study/report_words.h"

namespace airlock::study {
namespace {

void add_recovery(std::string& out, const Recovery& r) {
    out += "\n## Recovery\n\n";
    if (!r.attacked) {
        out += "Nobody attacks in this story.\n";
    } else {
        out += "| Moment | Time | Entry |\n|---|---|---|\n";
        const auto mark = [&](const char* name, const Mark& m) {
            row(out, {name, m ? time_text(m.at) : "never", entry_text(m.entry)});
        };
        mark("The attack begins", r.attacked);
        mark("The first workload is lost", r.damaged);
        mark("Access is asked for", r.asked);
        mark("The team has agreed", r.agreed);
        mark("The vault can be read", r.opened);
        mark("AWS Support is asked", r.reported);
        mark("AWS Support gives the account back", r.returned);
        mark("The first clean workload is back", r.recovered);
        mark("Everything that was lost is back", r.complete);
        out += "\n- Recovery time: ";
        out += r.recovery_time ? format_duration(*r.recovery_time) +
                                     " from the attack to the first clean workload"
                               : "not reached";
        if (r.complete_time) out += ", " + format_duration(*r.complete_time) + " to all of them";
        out += ".\n- Recovery point: ";
        out += r.recovery_point
                   ? "the restored data (" + r.restored_from + ") was " +
                         format_duration(*r.recovery_point) + " old when the damage was done.\n"
                   : std::string("nothing clean was restored.\n");
    }
    if (r.newest_point.empty()) out += "- No clean recovery point can be counted on at the end.\n";
    else
        out += "- The newest clean data that can be counted on at the end: " + r.newest_point +
               " in " + r.newest_vault + ", of " + format_instant_short(r.newest_captured_at) +
               ".\n";
}

void add_support(std::string& out, const Report& report) {
    const SupportPath& s = report.support;
    const Recovery& r = report.recovery;
    out += "\n## The same incident through AWS Support\n\n";
    const std::string answer = "Support's first answer (" + format_duration(s.first_response) +
                               " at most, for a critical case) is no resolution.\n";
    if (!s.is_known) {
        if (r.returned)
            out += "AWS Support gave the account back " +
                   format_duration(r.returned.at - r.reported.at) +
                   " after it was asked, and nothing clean was restored. " + answer;
        else out += "Nothing was restored in this story, so there is nothing to compare.\n";
        return;
    }
    const std::string range =
        "Between " + format_duration(s.least) + " and " + format_duration(s.most) +
        ": the time until help was asked for, " + format_duration(support_least) + " to " +
        format_duration(support_most) +
        " until the account is back (assumed: AWS publishes no figure), and the same restore of " +
        format_duration(s.restore) + ". ";
    if (s.is_shown) {
        out += "This story goes this way: " + format_duration(*r.recovery_time) + ", of which " +
               format_duration(r.returned.at - r.reported.at) +
               " are the case with AWS Support (setting `account_recovery`). " + range + answer;
        return;
    }
    out += format_duration(s.expected) + " with the setting `account_recovery` of " +
           format_duration(s.account_recovery) + ". " + range +
           "It is assumed that clean data is left that the account's owner can reach. " + answer;
}

void add_losses(std::string& out, const Losses& lost) {
    out += "\n## What was lost\n\n- Workloads: " + listed(lost.workloads) +
           "; without a clean restore at the end: " + listed(lost.for_good) +
           ".\n- Clean recovery points: " + std::to_string(lost.recovery_points) +
           ".\n- Vaults: " + listed(lost.vaults) + ".\n";
}

void add_durability(std::string& out, const Durability& d) {
    out +=
        "\n## Durability\n\nA property, not dice: recovery points are stored in several "
        "availability zones with a durability of 99.999999999 % a year. " +
        std::to_string(d.recovery_points) +
        (d.recovery_points == 1 ? " recovery point" : " recovery points") +
        " × 10⁻¹¹ = " + d.expected_losses_a_year + " expected losses a year";
    if (d.years_a_loss > 0) out += ", one in " + std::to_string(d.years_a_loss) + " years";
    out += ". Simplified: a recovery point counts as one object.\n";
}

void write_mark(JsonWriter& out, std::string_view key, const Mark& mark) {
    out.key(key);
    if (!mark) {
        out.null();
        return;
    }
    out.begin_object(JsonLayout::compact).key("at").integer(mark.at.ms);
    out.key("entry").integer(mark.entry).end_object();
}

void write_entry(JsonWriter& out, std::uint32_t entry) {
    out.key("entry");
    if (entry == 0) out.null();
    else out.integer(entry);
}

void write_duration(JsonWriter& out, std::string_view key, const std::optional<Duration>& value) {
    out.key(key);
    if (value) out.integer(value->ms);
    else out.null();
}

void write_recovery(JsonWriter& out, const Recovery& r) {
    out.key("recovery").begin_object();
    write_mark(out, "attacked", r.attacked), write_mark(out, "damaged", r.damaged);
    write_mark(out, "asked", r.asked), write_mark(out, "agreed", r.agreed);
    write_mark(out, "opened", r.opened), write_mark(out, "reported", r.reported);
    write_mark(out, "returned", r.returned), write_mark(out, "recovered", r.recovered);
    write_mark(out, "complete", r.complete);
    write_duration(out, "recovery_time_ms", r.recovery_time);
    write_duration(out, "complete_time_ms", r.complete_time);
    write_duration(out, "recovery_point_ms", r.recovery_point);
    out.key("restored_from").string(r.restored_from);
    out.key("newest_clean_point");
    if (r.newest_point.empty()) {
        out.null();
    } else {
        out.begin_object(JsonLayout::compact).key("name").string(r.newest_point);
        out.key("vault").string(r.newest_vault);
        out.key("captured_at").integer(r.newest_captured_at.ms).end_object();
    }
    out.end_object();
}

void write_support(JsonWriter& out, const SupportPath& s) {
    out.key("support");
    if (!s.is_known) {
        out.null();
        return;
    }
    out.begin_object().key("expected_ms").integer(s.expected.ms);
    out.key("least_ms").integer(s.least.ms).key("most_ms").integer(s.most.ms);
    out.key("restore_ms").integer(s.restore.ms).key("is_shown").boolean(s.is_shown);
    out.key("first_response_ms").integer(s.first_response.ms);
    out.key("assumed").begin_object(JsonLayout::compact);
    out.key("account_back_ms").integer(s.account_recovery.ms);
    out.key("account_back_least_ms").integer(support_least.ms);
    out.key("account_back_most_ms").integer(support_most.ms).end_object().end_object();
}

void write_losses(JsonWriter& out, const Losses& lost) {
    out.key("losses").begin_object();
    write_names(out, "workloads", lost.workloads);
    write_names(out, "for_good", lost.for_good);
    write_names(out, "vaults", lost.vaults);
    out.key("clean_recovery_points").integer(lost.recovery_points).end_object();
}

}  // namespace

std::string report_markdown(const Report& report) {
    std::string out = "# " + cell(report.title) + "\n\n";
    out += "Scenario `" + report.scenario + "`, seed " + std::to_string(report.seed) + ", " +
           std::to_string(report.entries) + " entries until " +
           format_instant_short(report.ended_at) +
           ". Entry numbers are those of the trace (`airlock explain " + report.scenario +
           " ENTRY` says more).\n";
    add_recovery(out, report.recovery);
    add_support(out, report);
    add_losses(out, report.losses);
    out +=
        "\n## Protection layers over time\n\n| Layer | State | From | Until | Entry "
        "|\n|---|---|---|---|---|\n";
    for (const LayerSpan& span : report.layers)
        row(out, {spaced(span.layer), spaced(span.state), time_text(span.from),
                  span.until == never ? "the end" : time_text(span.until), entry_text(span.entry)});
    add_durability(out, report.durability);
    out +=
        "\n## Requirements of Sheltered Harbor\n\n| Requirement | Finding | Entry | Why "
        "|\n|---|---|---|---|\n";
    for (const Requirement& one : report.requirements)
        row(out, {one.name, spaced(to_text(one.finding)), entry_text(one.entry), one.why});
    out +=
        "\n## Assumptions\n\nWhat AWS's documents leave open (docs/model.md), as this story took "
        "it.\n\n"
        "| Setting | Value | First entry that depends on it |\n|---|---|---|\n";
    for (const Assumption& one : report.assumptions)
        row(out,
            {"`" + one.setting + "`", one.value, one.entry == 0 ? "none" : entry_text(one.entry)});
    return out;
}

std::string report_json(const Report& report) {
    JsonWriter out(JsonLayout::indented);
    out.begin_object().key("scenario").string(report.scenario).key("title").string(report.title);
    out.key("seed").integer(static_cast<std::int64_t>(report.seed));
    out.key("entries").integer(report.entries).key("ended_at").integer(report.ended_at.ms);
    write_recovery(out, report.recovery);
    write_support(out, report.support);
    write_losses(out, report.losses);
    out.key("layers").begin_array();
    for (const LayerSpan& span : report.layers) {
        out.begin_object(JsonLayout::compact).key("layer").string(span.layer);
        out.key("state").string(span.state).key("from").integer(span.from.ms).key("until");
        if (span.until == never) out.null();
        else out.integer(span.until.ms);
        write_entry(out, span.entry);
        out.end_object();
    }
    out.end_array().key("durability").begin_object();
    out.key("recovery_points").integer(report.durability.recovery_points);
    out.key("annual_loss_probability").string("0.00000000001");
    out.key("expected_losses_a_year").string(report.durability.expected_losses_a_year);
    out.key("years_a_loss").integer(report.durability.years_a_loss).end_object();
    out.key("requirements").begin_array();
    for (const Requirement& one : report.requirements) {
        out.begin_object(JsonLayout::compact).key("requirement").string(one.name);
        out.key("finding").string(to_text(one.finding));
        write_entry(out, one.entry);
        out.key("why").string(one.why).end_object();
    }
    out.end_array().key("assumptions").begin_array();
    for (const Assumption& one : report.assumptions) {
        out.begin_object(JsonLayout::compact).key("setting").string(one.setting);
        out.key("value").string(one.value);
        write_entry(out, one.entry);
        out.end_object();
    }
    out.end_array().end_object();
    return out.take();
}

}  // namespace airlock::study
