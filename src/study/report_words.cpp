// Words, cells and lists of a report (report_words.h).
#include "study/report_words.h"

namespace airlock::study {

std::string spaced(std::string_view word) {
    std::string out(word);
    for (char& c : out)
        if (c == '_') c = ' ';
    return out;
}

std::string cell(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '|') out += "\\|";
        else out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
    return out;
}

std::string entry_text(std::uint32_t entry) { return entry == 0 ? "–" : std::to_string(entry); }

std::string time_text(Instant at) { return at == never ? "–" : format_instant_short(at); }

void row(std::string& out, std::initializer_list<std::string> cells) {
    for (const std::string& text : cells) out += "| " + cell(text) + " ";
    out += "|\n";
}

std::string listed(const std::vector<std::string>& names) {
    std::string out;
    for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
    return out.empty() ? "none" : out;
}

void write_names(JsonWriter& out, std::string_view key, const std::vector<std::string>& names) {
    out.key(key).begin_array(JsonLayout::compact);
    for (const std::string& name : names) out.string(name);
    out.end_array();
}

}  // namespace airlock::study
