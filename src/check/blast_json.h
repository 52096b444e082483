// Smallest winning sets as JSON: one shape for the command line and the page (docs/proofs.md).
#pragma once

#include "base/json.h"
#include "check/blast.h"

namespace airlock::check {

// The members of an object that is open: promise, total, sets …
void write_blast(JsonWriter& out, const Blast& blast);

}  // namespace airlock::check
