// JSON as people write it, and JSON as we write it.
//
// Reading: `parse_json` turns text into a JsonDocument, a tree of values that know their place, so that a
// Problem can always say line, column and JSON pointer. Member order is kept; duplicate members, broken
// UTF-8, NULs, byte order marks, text after the value and nesting bombs are Problems, never crashes. Time
// and memory grow with the length of the text, within the limits below. There are no floating-point
// numbers: whole numbers within 64 bits are integers, every other number keeps the text it was written as.
//
// Writing: JsonWriter. This header hides nlohmann/json, which only json.cpp includes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"

namespace airlock {

inline constexpr std::uint32_t json_bytes_max = 8u << 20;
inline constexpr std::uint32_t json_values_max = 1'000'000;
inline constexpr std::uint32_t json_depth_max = 64;
inline constexpr std::uint32_t json_key_bytes_max = 4096;
inline constexpr std::uint32_t json_problems_max = 100;    // that are told
inline constexpr std::uint32_t json_problems_kept = 1000;  // that are gathered, and counted

enum class JsonKind : std::uint8_t {
    null,
    boolean,
    integer,  // within std::int64_t
    number,   // any other number, as its source text
    string,
    array,
    object,
};

// "an object", "a whole number": for sentences.
std::string_view name_of(JsonKind kind);

// One value inside a JsonDocument. Values live side by side in the order of the text, a container before what
// it holds; they are only ever handled by reference and last as long as their document.
class Json {
  public:
    // The elements of an array or the members of an object, in the order written; nothing for other kinds.
    class Iterator {
      public:
        using value_type = Json;
        using difference_type = std::ptrdiff_t;
        Iterator() = default;
        explicit Iterator(const Json* at) : at_(at) {}
        const Json& operator*() const { return *at_; }
        const Json* operator->() const { return at_; }
        Iterator& operator++() {
            at_ += at_->span_;
            return *this;
        }
        Iterator operator++(int) {
            Iterator before = *this;
            ++*this;
            return before;
        }
        bool operator==(const Iterator&) const = default;

      private:
        const Json* at_ = nullptr;
    };
    Iterator begin() const { return Iterator(this + 1); }
    Iterator end() const { return Iterator(this + span_); }
    std::uint32_t size() const { return is_container() ? size_ : 0; }

    JsonKind kind() const { return kind_; }
    bool is(JsonKind kind) const { return kind_ == kind; }
    bool is_null() const { return is(JsonKind::null); }
    bool is_boolean() const { return is(JsonKind::boolean); }
    bool is_integer() const { return is(JsonKind::integer); }
    bool is_string() const { return is(JsonKind::string); }
    bool is_array() const { return is(JsonKind::array); }
    bool is_object() const { return is(JsonKind::object); }
    bool is_container() const { return is_array() || is_object(); }

    // Each is a CHECK on the kind.
    bool boolean() const;
    std::int64_t integer() const;
    std::string_view text() const;  // of a string, decoded; of a `number`, its source

    // The member of that name, or null; null also for a value that is no object.
    const Json* find(std::string_view key) const;

    bool is_member() const { return key_ != nullptr; }
    std::string_view key() const {
        return is_member() ? std::string_view(key_, key_size_) : std::string_view();
    }
    // Byte offsets in the document's text: of the value, and of its key where it is a member.
    std::uint32_t offset() const { return offset_; }
    std::uint32_t key_offset() const { return is_member() ? key_offset_ : offset_; }
    const Json* parent() const { return parent_ == 0 ? nullptr : this - parent_; }
    // RFC 6901: "" for the root, "/teams/0/approvers/2".
    std::string pointer() const;

  private:
    friend class JsonDocument;
    friend class JsonTreeBuilder;

    const char* key_ = nullptr;
    const char* text_ = nullptr;
    std::int64_t integer_ = 0;
    std::uint32_t key_size_ = 0;  // of a member; of an element, its index
    std::uint32_t key_offset_ = 0;
    std::uint32_t offset_ = 0;
    std::uint32_t size_ = 0;    // bytes of a text, children of a container
    std::uint32_t span_ = 1;    // values from here to the next sibling
    std::uint32_t parent_ = 0;  // values back to the container; 0 for the root
    JsonKind kind_ = JsonKind::null;
};

struct JsonPlace {
    std::uint32_t line = 1;
    std::uint32_t column = 1;  // in code points
    bool operator==(const JsonPlace&) const = default;
};

class JsonDocument {
  public:
    JsonDocument();
    JsonDocument(JsonDocument&&) = default;
    JsonDocument& operator=(JsonDocument&&) = default;

    // False when the text could not be read to its end; the root is then null. Duplicate members are
    // reported but leave a valid document, in which `find` gives the first of them.
    bool is_valid() const { return is_valid_; }
    const Json& root() const { return values_.front(); }
    const std::string& file() const { return file_; }
    std::string_view text() const { return {text_.data(), text_.size()}; }
    JsonPlace place(std::uint32_t offset) const;
    // The value an RFC 6901 pointer leads to, or null.
    const Json* find(std::string_view pointer) const;

  private:
    friend class JsonTreeBuilder;
    friend JsonDocument parse_json(std::string_view, std::string, std::vector<Problem>&);

    void index_places();

    std::string file_;
    std::vector<char> text_;
    std::deque<std::string>
        decoded_;  // strings whose source has escapes; the others are views into text_
    std::vector<Json> values_;
    std::vector<std::uint32_t> line_starts_;
    std::vector<std::uint32_t> code_points_before_;  // of each block of the text
    bool is_valid_ = false;
};

// Appends to `problems` what is wrong with the text; the document is valid even so where it could be read.
JsonDocument parse_json(std::string_view text, std::string file, std::vector<Problem>& problems);

// A Problem at a value, at the key of a member, or at a byte offset of the text.
Problem problem_at(const JsonDocument& document, const Json& value, std::string sentence,
                   std::string suggestion = {});
Problem problem_at_key(const JsonDocument& document, const Json& member, std::string sentence,
                       std::string suggestion = {});
Problem problem_at_offset(const JsonDocument& document, std::uint32_t offset, std::string pointer,
                          std::string sentence, std::string suggestion = {});

// Reports each member of `object` whose name is not among `known`, with what was probably meant.
void check_members(const JsonDocument& document, const Json& object,
                   std::span<const std::string_view> known, std::vector<Problem>& problems);

// One segment of a JSON pointer: "~" is "~0" and "/" is "~1".
std::string pointer_segment(std::string_view key);

// `text` as a JSON string with its quotes: pure ASCII-safe punctuation, U+2028 and U+2029 escaped, nothing
// that could end a <script> element; bytes that are not UTF-8 become U+FFFD.
std::string json_quoted(std::string_view text);

// Writes JSON in the order it is told. Misuse (a value without its key, an unclosed array) is a CHECK.
//
//     JsonWriter out(JsonLayout::indented);
//     out.begin_object();
//     out.key("name").string("ana");
//     out.key("votes").begin_array(JsonLayout::compact);   // this one on a single line
//     out.integer(1).integer(2).end_array();
//     out.end_object();
enum class JsonLayout : std::uint8_t { compact, indented };

class JsonWriter {
  public:
    explicit JsonWriter(JsonLayout layout = JsonLayout::compact) : layout_(layout) {}

    JsonWriter& begin_object() { return begin_object(layout_); }
    JsonWriter& begin_object(JsonLayout layout) { return begin('{', layout); }
    JsonWriter& end_object() { return end('}'); }
    JsonWriter& begin_array() { return begin_array(layout_); }
    JsonWriter& begin_array(JsonLayout layout) { return begin('[', layout); }
    JsonWriter& end_array() { return end(']'); }
    JsonWriter& key(std::string_view key);

    JsonWriter& null();
    JsonWriter& boolean(bool value);
    JsonWriter& integer(std::int64_t value);
    JsonWriter& string(std::string_view value);
    // A number as it was read: the text of a JsonKind::number.
    JsonWriter& number(std::string_view source);
    // A value read before, in this writer's layout.
    JsonWriter& value(const Json& value);

    // The finished text; indented text ends with a line end.
    std::string take();

  private:
    struct Level {
        char close;
        JsonLayout layout;
        bool is_empty;
    };
    JsonWriter& begin(char open, JsonLayout layout);
    JsonWriter& end(char close);
    JsonWriter& scalar(std::string_view text);
    void before_value();
    void before_item();
    void new_line();

    std::string out_;
    std::vector<Level> levels_;
    JsonLayout layout_;
    bool has_key_ = false;
    bool has_root_ = false;
};

// Problems as the page and its embedders get them: an array of {"file", "line", "column", "pointer", "sentence",
// "suggestion", "text"}, the last being all of it in one line.
void write_problems(JsonWriter& out, std::span<const Problem> problems);

}  // namespace airlock
