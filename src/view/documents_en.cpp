// The words of documents in English: whole sentences and labels with named fields (language.h).
#include "view/language.h"

namespace airlock::view {

namespace {

constexpr Phrase table[] = {
    // --- pictures ---
    {"doc.picture", "{title}, {time}: {headline}"},
    {"doc.picture.start", "{title}, before anything has happened"},
    {"doc.fact", "{label}: {value}"},

    // --- transcripts ---
    {"doc.transcript.facts",
     "Scenario {scenario}, seed {seed}, {entries} {entries#entry|entries}, trace hash {hash}."},
    {"doc.transcript.beginning", "Before the first chapter"},
    {"doc.transcript.end", "Clocks and layers after entry {entry}, {time}"},
    {"doc.column.entry", "Entry"},
    {"doc.column.time", "Time"},
    {"doc.column.who", "Who"},
    {"doc.column.what", "What happened"},
    {"doc.column.thing", "Clock or layer"},
    {"doc.column.state", "State"},
    {"doc.refused", "{sentence} Stopped at the gate “{gate}” with {error}."},
    {"doc.refused.plain", "{sentence} Stopped at the gate “{gate}”."},

    // --- sequence diagrams ---
    {"doc.call", "{call}: {thing}"},
    {"doc.mermaid.pending", "{what} – waits for votes"},
    {"doc.mermaid.asks", "{required} of {approvers} must agree"},
    {"doc.mermaid.refused", "{what} – refused: {gate}"},
    {"doc.mermaid.failed", "{what} – failed: {gate}"},

    // --- the call composer ---
    {"doc.held", "{credential}"},
    {"doc.held.stolen", "{credential}, stolen"},
    {"doc.held.none", "no credential"},
    {"doc.group.portal", "In the approval portal"},
    {"doc.group.attack", "As an attacker"},
    {"doc.group.backup", "AWS Backup"},
    {"doc.group.mpa", "Multi-party approval"},
    {"doc.group.ram", "Resource Access Manager"},
    {"doc.group.kms", "Key Management Service"},
    {"doc.group.iam", "IAM"},
    {"doc.group.sts", "Security Token Service"},
    {"doc.group.organizations", "Organizations"},
    {"doc.group.sso", "IAM Identity Center"},
    {"doc.group.identitystore", "Directory of Identity Center"},
    {"doc.group.ec2", "EC2"},
    {"doc.group.deed", "Outside every API"},

    // --- comparisons ---
    {"doc.compare.title", "{first} against {second}"},
    {"doc.compare.same", "The same happens in both."},
    {"doc.compare.one_story", "Both are runs of one story; their clocks are the same."},
    {"doc.compare.shared",
     "Both tell of the same attack ({operations}); their clocks are laid so that it begins at "
     "once."},
    {"doc.compare.not_shared",
     "These two do not share an attack: the attackers try other things. Their clocks are laid so "
     "that "
     "both attacks begin at once."},
    {"doc.compare.no_attack",
     "These two do not share an attack: in one of them nobody attacks. Their clocks begin at "
     "once."},
    {"doc.compare.nothing_more", "Nothing more happens."},
    {"doc.compare.parted", "Where they part"},
    {"doc.compare.parted_at", "{title}, entry {entry} at {time}: {sentence}"},
    {"doc.compare.parted_end", "{title}: {sentence}"},
    {"doc.compare.way", "The way to the data"},
    {"doc.compare.way.none", "nothing was restored"},
    {"doc.compare.way.support", "AWS Support gives the account back"},
    {"doc.compare.way.vote", "the approval team opens the vault"},
    {"doc.compare.way.direct", "nobody had to be asked"},
    {"doc.compare.recovery_time", "Recovery time, to the first clean workload"},
    {"doc.compare.complete_time", "Recovery time, to everything that was lost"},
    {"doc.compare.recovery_point", "Recovery point: age of the data when the damage was done"},
    {"doc.compare.workloads", "Workloads lost"},
    {"doc.compare.for_good", "Without a clean restore at the end"},
    {"doc.compare.points", "Clean recovery points lost"},
    {"doc.compare.vaults", "Vaults lost"},
    {"doc.compare.newest", "Newest clean data to count on at the end"},
    {"doc.compare.newest_point", "{point} in {vault}, {age} old"},
    {"doc.compare.not_reached", "not reached"},
    {"doc.compare.nothing_restored", "nothing clean was restored"},
    {"doc.compare.none", "none"},
};

constexpr auto texts = packed<packed_size(table)>(table);

}  // namespace

std::string_view documents_en() { return {texts.data(), texts.size()}; }

}  // namespace airlock::view
