// Its members.
#include "check/blast_json.h"

namespace airlock::check {
namespace {

void write_part(JsonWriter& out, const SetPart& part) {
    out.begin_object();
    out.key("event").begin_array();
    for (const BasicEvent::Kind kind : part.kinds) out.string(to_text(kind));
    out.end_array();
    out.key("of").string(part.subject);
    out.key("count").integer(part.count).key("peers").integer(part.of);
    out.end_object();
}

void write_witness(JsonWriter& out, const Witness& witness) {
    out.begin_object();
    out.key("from").integer(witness.from_entry);
    out.key("trace").begin_array();
    for (const std::string& move : witness.moves) out.string(move);
    out.end_array();
    if (witness.is_played) {
        out.key("trace_hash").string(witness.trace_hash).key("inputs").string(witness.inputs);
    } else {
        out.key("not_played").string(witness.problem);
    }
    out.end_object();
}

}  // namespace

void write_blast(JsonWriter& out, const Blast& blast) {
    out.key("promise").string(blast.promise->name);
    out.key("applies").boolean(blast.applies);
    // More than 2^53 keeps its digits as a number of JSON; who reads it as a double loses the last.
    out.key("total").number(std::to_string(blast.total));
    out.key("sets").begin_array();
    for (const SetClass& set : blast.sets) {
        out.begin_object();
        out.key("events").begin_array();
        for (const SetPart& part : set.parts) write_part(out, part);
        out.end_array();
        out.key("order").integer(set.order);
        out.key("count").number(std::to_string(set.count));
        out.key("witness");
        write_witness(out, set.witness);
        out.end_object();
    }
    out.end_array();
    out.key("complete_to_order").integer(blast.order).key("complete").boolean(blast.is_complete);
    out.key("tried").integer(static_cast<std::int64_t>(blast.tried));
    out.key("states").integer(static_cast<std::int64_t>(blast.states));
}

}  // namespace airlock::check
