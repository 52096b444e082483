// Reading and writing of JSON; the only file that includes nlohmann/json.
//
// nlohmann's SAX parser reads through an iterator that tells how far it got. It reports a value before it
// reads on, so the text between two reports holds nothing but blanks, colons and commas: the start of each
// value is the first other byte. What the parser would let pass or crash on (NULs, byte order marks, depth,
// duplicate members, sheer size) is settled here. Numbers reach us as doubles and are dropped unread.
#include "base/json.h"

#define JSON_NOEXCEPTION 1
#define JSON_USE_IMPLICIT_CONVERSIONS 0
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

#include "base/check.h"
#include "base/text.h"

namespace airlock {
namespace {

constexpr std::uint32_t place_block = 1024;  // bytes between two counts of code points

// Walks over the text and writes down in `*reached` how many bytes were taken.
class CountingIterator {
  public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    CountingIterator(const char* at, std::uint32_t* reached) : at_(at), reached_(reached) {}
    reference operator*() const { return *at_; }
    CountingIterator& operator++() {
        ++at_;
        ++*reached_;
        return *this;
    }
    CountingIterator operator++(int) {
        CountingIterator before = *this;
        ++*this;
        return before;
    }
    bool operator==(const CountingIterator& other) const { return at_ == other.at_; }
    bool operator!=(const CountingIterator& other) const { return at_ != other.at_; }

  private:
    const char* at_;
    std::uint32_t* reached_;
};

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_separator(char c) { return c == ',' || c == ':'; }

// The end of the number that begins at `at`, by the grammar of RFC 8259.
std::uint32_t number_end(std::string_view text, std::uint32_t at) {
    const auto is_at = [&](std::string_view any) {
        return at < text.size() && any.find(text[at]) != any.npos;
    };
    const auto skip_digits = [&] {
        while (at < text.size() && is_digit(text[at])) ++at;
    };
    if (is_at("-")) ++at;
    if (is_at("0")) ++at;
    else skip_digits();
    if (is_at(".")) {
        ++at;
        skip_digits();
    }
    if (is_at("eE")) {
        ++at;
        if (is_at("+-")) ++at;
        skip_digits();
    }
    return at;
}

// What was expected, in our words; "" when the parser names nothing.
std::string_view expectation_of(std::string_view message) {
    constexpr std::string_view mark = "; expected ";
    const auto at = message.find(mark);
    if (at == std::string_view::npos) return {};
    const std::string_view what = message.substr(at + mark.size());
    if (what.starts_with("'[', '{'")) return "a value";
    if (what.starts_with("string literal")) return "a member name in double quotes";
    if (what.starts_with("']'")) return "',' or ']'";
    if (what.starts_with("'}'")) return "',' or '}'";
    if (what.starts_with("end of input")) return "the end of the text";
    return what;
}

// What would probably mend it; `rest` begins at the trouble, `before` ends at it.
std::string advice_for(std::string_view rest, std::string_view before, std::string_view expected) {
    if (rest.empty()) return {};
    const char next = rest[0];
    const char last = before.empty() ? '\0' : before.back();
    if (next == '\'') return "strings stand in double quotes";
    if (next == '/' || next == '#') return "JSON has no comments";
    if ((next == '}' || next == ']') && last == ',') return "remove the comma before it";
    if (next == '"' && expected.starts_with("','")) return "is a comma missing before it?";
    if (!is_letter(next)) return {};
    const auto word_end = std::find_if_not(rest.begin(), rest.end(), is_letter);
    const std::string_view word(rest.begin(), word_end);
    for (std::string_view other : {"NaN", "Infinity", "undefined", "None", "nil"})
        if (word == other) return "did you mean \"null\"?";
    const std::string advice = did_you_mean(word, {"true", "false", "null"});
    return advice.empty() ? "strings stand in double quotes" : advice;
}

// What the parser says, in our words. It says "[json.exception.parse_error.101] parse error at line 1,
// column 5: syntax error while parsing object - unexpected '}'; expected string literal".
std::string sentence_of(std::string_view message, std::string_view rest) {
    if (message.find("out_of_range") != std::string_view::npos) return "this number is too large";
    if (message.find("missing closing quote") != std::string_view::npos)
        return "this string has no end";
    message = message.substr(0, message.find("; last read"));
    const std::string_view expected = expectation_of(message);
    message = message.substr(0, message.find("; expected "));
    for (std::string_view mark : {"while parsing ", " - "})
        if (const auto at = message.find(mark); at != std::string_view::npos)
            message.remove_prefix(at + mark.size());

    std::string sentence;
    if (rest.empty()) sentence = "the text ends too early";
    else if (message.starts_with("invalid literal")) sentence = "this is no JSON value";
    else if (!message.starts_with("unexpected ")) sentence = message;
    else if (rest[0] == '"') sentence = "unexpected string";
    else sentence = "unexpected " + quoted(rest.substr(0, code_point_bytes(rest)));
    if (!expected.empty()) sentence += ", expected " + std::string(expected);
    return sentence;
}

}  // namespace

// Receives the parser's reports and lays the values side by side.
class JsonTreeBuilder {
  public:
    JsonTreeBuilder(JsonDocument& document, std::vector<Problem>& problems)
        : document_(document), problems_(problems) {}

    bool read() {
        const std::string_view text = document_.text();
        document_.values_.clear();
        const CountingIterator first(text.data(), &reached_);
        const CountingIterator last(text.data() + text.size(), &reached_);
        return nlohmann::json::sax_parse(first, last, this) && !has_failed_;
    }

    // What nlohmann's parser calls.
    bool null() { return add(JsonKind::null) != nullptr; }
    bool boolean(bool value) {
        Json* const added = add(JsonKind::boolean);
        if (added) added->integer_ = value ? 1 : 0;
        return added != nullptr;
    }
    bool number_integer(std::int64_t value) {
        Json* const added = add(JsonKind::integer);
        if (!added) return false;
        added->integer_ = value;
        step_over_number(*added);
        return true;
    }
    bool number_unsigned(std::uint64_t value) {
        if (value > static_cast<std::uint64_t>(INT64_MAX)) return other_number();
        return number_integer(static_cast<std::int64_t>(value));
    }
    template <class Unread>
    bool number_float(Unread, const std::string&) {
        return other_number();
    }
    bool string(std::string& value) {
        Json* const added = add(JsonKind::string);
        if (!added) return false;
        const std::string_view kept = keep(value, added->offset_);
        added->text_ = kept.data();
        added->size_ = static_cast<std::uint32_t>(kept.size());
        return !has_failed_;
    }
    template <class Unused>
    bool binary(Unused&) {
        return false;
    }
    bool start_object(std::size_t) { return open(JsonKind::object); }
    bool start_array(std::size_t) { return open(JsonKind::array); }
    bool key(std::string& value) {
        key_offset_ = next_token();
        if (value.size() > json_key_bytes_max)
            fail(key_offset_, "this member name is too long", "");
        key_ = keep(value, key_offset_);
        has_key_ = true;
        return !has_failed_;
    }
    bool end_object() {
        report_duplicates(document_.values_[open_.back()]);
        return close();
    }
    bool end_array() { return close(); }
    template <class Exception>
    bool parse_error(std::size_t, const std::string&, const Exception& exception) {
        const std::string_view text = document_.text();
        std::uint32_t at = std::min(at_, static_cast<std::uint32_t>(text.size()));
        const std::uint32_t read = std::max(reached_, 1u) - 1;
        while (at < text.size() && (is_blank(text[at]) || (at < read && is_separator(text[at]))))
            ++at;
        const std::string_view before = trim(text.substr(0, at));
        const std::string_view message = exception.what();
        const bool ends_early = message.find("unexpected end of input") != std::string_view::npos;
        if (ends_early) at = static_cast<std::uint32_t>(text.size());
        const std::string_view rest = text.substr(at);
        fail(at, sentence_of(message, rest), advice_for(rest, before, expectation_of(message)));
        return false;
    }

  private:
    // The start of the token just reported; moves on to where the parser stands.
    std::uint32_t next_token() {
        const std::string_view text = document_.text();
        while (at_ < text.size() && (is_blank(text[at_]) || is_separator(text[at_]))) ++at_;
        const std::uint32_t start = at_;
        at_ = std::max(reached_, start);
        return start;
    }

    // The parser looks one byte past a number; this steps back to its end.
    void step_over_number(Json& value) {
        const std::string_view text = document_.text();
        at_ = number_end(text, value.offset_);
        value.text_ = text.data() + value.offset_;
        value.size_ = at_ - value.offset_;
    }

    bool other_number() {
        Json* const added = add(JsonKind::number);
        if (added) step_over_number(*added);
        return added != nullptr;
    }

    // A string that stays: the text's own bytes where no escape changed them.
    std::string_view keep(std::string& value, std::uint32_t start) {
        const std::string_view text = document_.text();
        if (value.find('\0') != std::string::npos)
            fail(start, "a string may not contain U+0000", "");
        if (value.size() + 2 == at_ - start) return text.substr(start + 1, value.size());
        return document_.decoded_.emplace_back(std::move(value));
    }

    Json* add(JsonKind kind) {
        std::vector<Json>& values = document_.values_;
        const std::uint32_t start = next_token();
        if (values.size() >= json_values_max) {
            fail(start, "more than " + std::to_string(json_values_max) + " values", "");
            return nullptr;
        }
        const auto index = static_cast<std::uint32_t>(values.size());
        Json& added = values.emplace_back();
        added.kind_ = kind;
        added.offset_ = start;
        if (!open_.empty()) {
            Json& container = values[open_.back()];
            added.parent_ = index - open_.back();
            added.key_size_ = container.size_++;
        }
        if (has_key_) {
            added.key_ = key_.data();
            added.key_size_ = static_cast<std::uint32_t>(key_.size());
            added.key_offset_ = key_offset_;
            has_key_ = false;
        }
        return &added;
    }

    bool open(JsonKind kind) {
        const auto index = static_cast<std::uint32_t>(document_.values_.size());
        Json* const added = add(kind);
        if (!added) return false;
        if (open_.size() == json_depth_max) {
            fail(added->offset_, "nested more than " + std::to_string(json_depth_max) + " deep",
                 "");
            return false;
        }
        open_.push_back(index);
        return true;
    }

    bool close() {
        Json& container = document_.values_[open_.back()];
        next_token();
        container.span_ = static_cast<std::uint32_t>(document_.values_.size()) - open_.back();
        open_.pop_back();
        return true;
    }

    void report_duplicates(Json& object) {
        object.span_ = static_cast<std::uint32_t>(document_.values_.size()) - open_.back();
        members_.clear();
        for (const Json& member : object) members_.push_back(&member);
        std::stable_sort(members_.begin(), members_.end(),
                         [](const Json* a, const Json* b) { return a->key() < b->key(); });
        for (std::size_t i = 1; i < members_.size(); ++i) {
            const Json& member = *members_[i];
            if (member.key() != members_[i - 1]->key()) continue;
            if (problems_.size() >= json_problems_kept) return;
            problems_.push_back(problem_at_key(document_, member,
                                               "there is already a member " + quoted(member.key()),
                                               "keep one of the two"));
        }
    }

    void fail(std::uint32_t at, std::string sentence, std::string suggestion) {
        if (has_failed_) return;
        has_failed_ = true;
        std::string pointer;
        for (std::size_t i = 1; i < open_.size(); ++i)
            pointer += '/' + segment(document_.values_[open_[i]]);
        problems_.push_back(problem_at_offset(document_, at, std::move(pointer),
                                              std::move(sentence), std::move(suggestion)));
    }

    static std::string segment(const Json& value) {
        return value.is_member() ? pointer_segment(value.key()) : std::to_string(value.key_size_);
    }

    JsonDocument& document_;
    std::vector<Problem>& problems_;
    std::vector<std::uint32_t> open_;   // rows of the containers around the next value
    std::vector<const Json*> members_;  // scratch of report_duplicates
    std::string_view key_;
    std::uint32_t key_offset_ = 0;
    std::uint32_t reached_ = 0;  // bytes the parser has taken
    std::uint32_t at_ = 0;       // end of the last token reported
    bool has_key_ = false;
    bool has_failed_ = false;
};

std::string_view name_of(JsonKind kind) {
    switch (kind) {
        case JsonKind::null: return "null";
        case JsonKind::boolean: return "true or false";
        case JsonKind::integer: return "a whole number";
        case JsonKind::number: return "a number that is not whole or too large";
        case JsonKind::string: return "a string";
        case JsonKind::array: return "an array";
        case JsonKind::object: return "an object";
    }
    CHECK(false);
}

bool Json::boolean() const {
    CHECK(is_boolean());
    return integer_ != 0;
}

std::int64_t Json::integer() const {
    CHECK(is_integer());
    return integer_;
}

std::string_view Json::text() const {
    CHECK(is_string() || is(JsonKind::number));
    return {text_, size_};
}

const Json* Json::find(std::string_view key) const {
    if (!is_object()) return nullptr;
    for (const Json& member : *this)
        if (member.key() == key) return &member;
    return nullptr;
}

std::string Json::pointer() const {
    std::string out;
    for (const Json* at = this; at->parent(); at = at->parent())
        out.insert(0, '/' + (at->is_member() ? pointer_segment(at->key())
                                             : std::to_string(at->key_size_)));
    return out;
}

JsonDocument::JsonDocument() : values_(1) { index_places(); }

JsonPlace JsonDocument::place(std::uint32_t offset) const {
    const std::string_view text = this->text();
    offset = std::min(offset, static_cast<std::uint32_t>(text.size()));
    const auto points_before = [&](std::uint32_t at) {
        const std::uint32_t block = at / place_block;
        const std::string_view rest = text.substr(block * place_block, at - block * place_block);
        return code_points_before_[block] + code_points(rest);
    };
    const auto next_line = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
    const std::uint32_t line_start = *(next_line - 1);
    return {static_cast<std::uint32_t>(next_line - line_starts_.begin()),
            points_before(offset) - points_before(line_start) + 1};
}

const Json* JsonDocument::find(std::string_view pointer) const {
    const Json* at = &root();
    if (pointer.empty()) return at;
    if (pointer[0] != '/') return nullptr;
    for (std::string_view segment : split(pointer.substr(1), '/')) {
        const Json* found = nullptr;
        std::uint32_t index = 0;
        for (const Json& child : *at) {
            const bool is_it = child.is_member() ? pointer_segment(child.key()) == segment
                                                 : std::to_string(index) == segment;
            if (is_it && !found) found = &child;
            ++index;
        }
        if (!found) return nullptr;
        at = found;
    }
    return at;
}

void JsonDocument::index_places() {
    line_starts_.assign(1, 0);
    code_points_before_.clear();
    std::uint32_t points = 0;
    for (std::uint32_t i = 0; i < text_.size(); ++i) {
        const char c = text_[i];
        if (i % place_block == 0) code_points_before_.push_back(points);
        if ((static_cast<unsigned char>(c) & 0xc0u) != 0x80u) ++points;
        if (c == '\n') line_starts_.push_back(i + 1);
    }
    code_points_before_.push_back(points);
}

JsonDocument parse_json(std::string_view text, std::string file, std::vector<Problem>& problems) {
    JsonDocument document;
    document.file_ = std::move(file);
    if (text.size() > json_bytes_max) {
        problems.push_back(
            {document.file_, 0, 0, "",
             "the text is longer than " + std::to_string(json_bytes_max >> 20) + " MiB", ""});
        return document;
    }
    document.text_.assign(text.begin(), text.end());
    document.index_places();

    const auto refuse = [&](std::size_t at, std::string sentence, std::string suggestion) {
        problems.push_back(problem_at_offset(document, static_cast<std::uint32_t>(at), "",
                                             std::move(sentence), std::move(suggestion)));
    };
    if (text.starts_with("\xef\xbb\xbf")) {
        refuse(0, "the text begins with a byte order mark", "save it as UTF-8 without one");
    } else if (const auto broken = utf8_error_at(text)) {
        refuse(*broken, "this is not UTF-8", "save the text as UTF-8");
    } else if (const auto nul = text.find('\0'); nul != std::string_view::npos) {
        refuse(nul, "the text contains a NUL byte", "");
    } else if (trim(text).empty()) {
        refuse(0, "the text is empty", "");
    } else {
        document.is_valid_ = JsonTreeBuilder(document, problems).read();
        if (!document.is_valid_) document.values_.assign(1, Json());
    }
    return document;
}

Problem problem_at_offset(const JsonDocument& document, std::uint32_t offset, std::string pointer,
                          std::string sentence, std::string suggestion) {
    const JsonPlace place = document.place(offset);
    return {document.file(),    place.line,          place.column,
            std::move(pointer), std::move(sentence), std::move(suggestion)};
}

Problem problem_at(const JsonDocument& document, const Json& value, std::string sentence,
                   std::string suggestion) {
    return problem_at_offset(document, value.offset(), value.pointer(), std::move(sentence),
                             std::move(suggestion));
}

Problem problem_at_key(const JsonDocument& document, const Json& member, std::string sentence,
                       std::string suggestion) {
    return problem_at_offset(document, member.key_offset(), member.pointer(), std::move(sentence),
                             std::move(suggestion));
}

void check_members(const JsonDocument& document, const Json& object,
                   std::span<const std::string_view> known, std::vector<Problem>& problems) {
    for (const Json& member : object) {
        if (std::find(known.begin(), known.end(), member.key()) != known.end()) continue;
        if (problems.size() >= json_problems_kept) return;
        problems.push_back(problem_at_key(document, member,
                                          "unknown member " + quoted(member.key()),
                                          did_you_mean(member.key(), known)));
    }
}

std::string pointer_segment(std::string_view key) {
    std::string out;
    for (char c : key) {
        if (c == '~') out += "~0";
        else if (c == '/') out += "~1";
        else out += c;
    }
    return out;
}

std::string json_quoted(std::string_view text) {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string repaired;
    if (utf8_error_at(text)) {
        repaired = repaired_utf8(text);
        text = repaired;
    }
    std::string out = "\"";
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const auto byte = static_cast<unsigned char>(c);
        const char next = i + 1 < text.size() ? text[i + 1] : ' ';
        const bool opens_markup = c == '<' && (next == '/' || next == '!' || is_letter(next));
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (c == '\n') {
            out += "\\n";
        } else if (c == '\t') {
            out += "\\t";
        } else if (c == '\r') {
            out += "\\r";
        } else if (byte < 0x20 || byte == 0x7f || opens_markup) {
            out += "\\u00";
            out += digits[byte >> 4];
            out += digits[byte & 15];
        } else if (const auto separator = text.substr(i, 3);
                   separator == "\u2028" || separator == "\u2029") {
            out += separator == "\u2028" ? "\\u2028" : "\\u2029";
            i += 2;
        } else {
            out += c;
        }
    }
    return out + '"';
}

JsonWriter& JsonWriter::key(std::string_view key) {
    CHECK(!levels_.empty() && levels_.back().close == '}' && !has_key_);
    before_item();
    out_ += json_quoted(key);
    out_ += levels_.back().layout == JsonLayout::indented || layout_ == JsonLayout::indented ? ": "
                                                                                             : ":";
    has_key_ = true;
    return *this;
}

JsonWriter& JsonWriter::null() { return scalar("null"); }
JsonWriter& JsonWriter::boolean(bool value) { return scalar(value ? "true" : "false"); }
JsonWriter& JsonWriter::integer(std::int64_t value) { return scalar(std::to_string(value)); }
JsonWriter& JsonWriter::string(std::string_view value) { return scalar(json_quoted(value)); }
JsonWriter& JsonWriter::number(std::string_view source) { return scalar(source); }

// Recursion is as deep as the document: at most json_depth_max.
JsonWriter& JsonWriter::value(const Json& value) {
    switch (value.kind()) {
        case JsonKind::null: return null();
        case JsonKind::boolean: return boolean(value.boolean());
        case JsonKind::integer: return integer(value.integer());
        case JsonKind::number: return number(value.text());
        case JsonKind::string: return string(value.text());
        case JsonKind::array:
            begin_array();
            for (const Json& element : value) this->value(element);
            return end_array();
        case JsonKind::object:
            begin_object();
            for (const Json& member : value) key(member.key()).value(member);
            return end_object();
    }
    CHECK(false);
}

std::string JsonWriter::take() {
    CHECK(levels_.empty() && has_root_);
    if (layout_ == JsonLayout::indented) out_ += '\n';
    has_root_ = false;
    return std::exchange(out_, {});
}

JsonWriter& JsonWriter::begin(char open, JsonLayout layout) {
    before_value();
    out_ += open;
    // Inside something on one line everything is on that line.
    if (!levels_.empty() && levels_.back().layout == JsonLayout::compact)
        layout = JsonLayout::compact;
    levels_.push_back({open == '{' ? '}' : ']', layout, true});
    return *this;
}

JsonWriter& JsonWriter::end(char close) {
    CHECK(!levels_.empty() && levels_.back().close == close && !has_key_);
    const Level level = levels_.back();
    levels_.pop_back();
    if (!level.is_empty && level.layout == JsonLayout::indented) new_line();
    out_ += close;
    return *this;
}

JsonWriter& JsonWriter::scalar(std::string_view text) {
    before_value();
    out_ += text;
    return *this;
}

void JsonWriter::before_value() {
    if (levels_.empty()) {
        CHECK(!has_root_);
        has_root_ = true;
    } else if (levels_.back().close == '}') {
        CHECK(has_key_);
        has_key_ = false;
    } else {
        before_item();
    }
}

void JsonWriter::before_item() {
    Level& level = levels_.back();
    if (!level.is_empty) out_ += ',';
    if (level.layout == JsonLayout::indented) new_line();
    else if (!level.is_empty && layout_ == JsonLayout::indented) out_ += ' ';
    level.is_empty = false;
}

void JsonWriter::new_line() {
    out_ += '\n';
    out_.append(levels_.size() * 2, ' ');
}

void write_problems(JsonWriter& out, std::span<const Problem> problems) {
    out.begin_array();
    for (const Problem& problem : problems) {
        out.begin_object();
        out.key("file").string(problem.file);
        out.key("line").integer(problem.line).key("column").integer(problem.column);
        out.key("pointer").string(problem.pointer);
        out.key("sentence").string(problem.sentence).key("suggestion").string(problem.suggestion);
        out.key("text").string(to_text(problem));
        out.end_object();
    }
    out.end_array();
}

}  // namespace airlock
