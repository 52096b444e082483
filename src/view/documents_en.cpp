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
    {"doc.call", "{call} {thing}"},
    {"doc.mermaid.pending", "{what} – waits for votes"},
    {"doc.mermaid.asks", "{required} of {approvers} must agree"},
    {"doc.mermaid.refused", "{what} – refused: {gate}"},
    {"doc.mermaid.failed", "{what} – failed: {gate}"},
};

constexpr auto texts = packed<packed_size(table)>(table);

}  // namespace

std::string_view documents_en() { return {texts.data(), texts.size()}; }

}  // namespace airlock::view
