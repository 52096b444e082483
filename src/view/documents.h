// Words of the documents that are written from a run: pictures, transcripts, diagrams, previews, comparisons. They
// have a table of their own, so that the page, which shows none of these, need not carry their texts; a language file
// holds them among its words, under keys that begin with "doc.".
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "view/language.h"

namespace airlock::view {

// Like `fill`: the language's own text of that key, in English where it has none.
std::string document_text(const Language& language, std::string_view key,
                          const Fields& fields = {});

// All texts in English, sorted by key; for tests.
std::span<const Phrase> document_phrases();
std::string_view documents_en();

}  // namespace airlock::view
