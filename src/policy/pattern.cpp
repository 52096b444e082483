// Compiling and matching of patterns.
//
// A compiled pattern is its text with marks in it. Before the fifth colon of an ARN the marks for wildcards
// are ones that never match a colon, so that one walk over the text compares all six segments: the colons of
// pattern and text meet in pairs, and the last run of anything is the only one ever worth lengthening.
#include "policy/pattern.h"

#include <algorithm>

#include "base/check.h"
#include "base/few.h"
#include "base/text.h"

namespace airlock::policy {
namespace {

// Bytes that no UTF-8 text contains.
constexpr unsigned char any_run = 0xff;
constexpr unsigned char any_character = 0xfe;
constexpr unsigned char segment_run = 0xfd;
constexpr unsigned char segment_character = 0xfc;
constexpr unsigned char variable = 0xfb;

bool is_mark(char c) { return static_cast<unsigned char>(c) >= variable; }

// What a reader finds at its place: a byte to compare, a mark, or the end.
struct Token {
    static constexpr int end = -1;
    int mark = 0;  // 0: compare `byte`
    char byte = 0;
};

class PlainReader {
  public:
    explicit PlainReader(std::string_view bytes)
        : at_(bytes.data()), end_(bytes.data() + bytes.size()) {}
    Token token() const {
        if (at_ == end_) return {Token::end, 0};
        return {is_mark(*at_) ? static_cast<unsigned char>(*at_) : 0, *at_};
    }
    void advance() { ++at_; }

  private:
    const char* at_;
    const char* end_;
};

std::size_t character_bytes(std::string_view text, std::size_t at) {
    if (static_cast<unsigned char>(text[at]) < 0x80) return 1;
    return code_point_bytes(text.substr(at));
}

template <bool any_case, class Reader>
bool matches_from(Reader reader, std::string_view text) {
    std::size_t at = 0;
    Reader after_run = reader;  // where to go on when the last run takes one character more
    std::size_t run_end = 0;
    int run = 0;
    for (;;) {
        const Token token = reader.token();
        if (token.mark == any_run || token.mark == segment_run) {
            reader.advance();
            if (token.mark == any_run && reader.token().mark == Token::end) return true;
            after_run = reader;
            run_end = at;
            run = token.mark;
            continue;
        }
        if (at == text.size()) {
            if (token.mark == Token::end) return true;
        } else if (token.mark == any_character ||
                   (token.mark == segment_character && text[at] != ':')) {
            reader.advance();
            at += character_bytes(text, at);
            continue;
        } else if (token.mark == 0) {
            const bool is_same =
                any_case ? lower(token.byte) == lower(text[at]) : token.byte == text[at];
            if (is_same) {
                reader.advance();
                ++at;
                continue;
            }
        }
        if (run == 0 || run_end == text.size()) return false;
        if (run == segment_run && text[run_end] == ':') return false;
        run_end += character_bytes(text, run_end);
        at = run_end;
        reader = after_run;
    }
}

bool is_any_case(PatternForm form) {
    return form == PatternForm::exact_any_case || form == PatternForm::wildcard_any_case;
}

}  // namespace

// Reads a pattern with the values of its variables in their places.
class VariableReader {
  public:
    VariableReader(std::string_view bytes, const std::string_view* values)
        : bytes_(bytes), values_(values) {
        settle();
    }
    Token token() const {
        if (at_ == bytes_.size()) return {Token::end, 0};
        const char c = bytes_[at_];
        if (static_cast<unsigned char>(c) == variable) return {0, (*values_)[inside_]};
        return {is_mark(c) ? static_cast<unsigned char>(c) : 0, c};
    }
    void advance() {
        if (static_cast<unsigned char>(bytes_[at_]) == variable) ++inside_;
        else ++at_;
        settle();
    }

  private:
    // Leaves variables whose value is read to its end.
    void settle() {
        while (at_ < bytes_.size() && static_cast<unsigned char>(bytes_[at_]) == variable &&
               inside_ == values_->size()) {
            ++at_;
            ++values_;
            inside_ = 0;
        }
    }

    std::string_view bytes_;
    const std::string_view* values_;
    std::size_t at_ = 0;
    std::size_t inside_ = 0;
};

class PatternCompiler {
  public:
    PatternCompiler(std::string_view source, PatternForm form, Variables variables)
        : source_(source), has_variables_(variables == Variables::yes) {
        pattern_.form_ = form;
    }

    std::expected<Pattern, std::string> compile() {
        if (utf8_error_at(source_)) return std::unexpected("this is not UTF-8");
        last_segment_ = std::min(count_colons(), 5u);
        while (at_ < source_.size()) {
            if (has_variables_ && source_.substr(at_).starts_with("${")) {
                if (std::string error = take_variable(); !error.empty())
                    return std::unexpected(error);
            } else {
                take_character();
            }
        }
        pattern_.shape_ = shape();
        return std::move(pattern_);
    }

  private:
    bool has_wildcards() const {
        return pattern_.form_ != PatternForm::exact &&
               pattern_.form_ != PatternForm::exact_any_case;
    }
    bool is_before_last_segment() const {
        return pattern_.form_ == PatternForm::arn && segment_ < last_segment_;
    }

    // Colons outside variables, to know which segment is the last.
    std::uint32_t count_colons() const {
        std::uint32_t colons = 0;
        for (std::size_t i = 0; i < source_.size(); ++i) {
            if (has_variables_ && source_.substr(i).starts_with("${"))
                i = std::min(source_.find('}', i), source_.size() - 1);
            else if (source_[i] == ':') ++colons;
        }
        return colons;
    }

    void take_character() {
        const char c = source_[at_++];
        if (c == ':' && segment_ < last_segment_) ++segment_;
        // Only the very last `*` of an ARN cut short runs across colons: "arn:aws:backup:*".
        const bool is_at_end = at_ == source_.size();
        const bool is_last = pattern_.form_ != PatternForm::arn || segment_ == 5 ||
                             (segment_ == last_segment_ && c == '*' && is_at_end);
        if (c == '*' && has_wildcards()) append(is_last ? any_run : segment_run);
        else if (c == '?' && has_wildcards()) append(is_last ? any_character : segment_character);
        else pattern_.bytes_ += c;
    }

    void append(unsigned char mark) {
        const bool is_run = mark == any_run || mark == segment_run;
        if (is_run && !pattern_.bytes_.empty() && pattern_.bytes_.back() == static_cast<char>(mark))
            return;
        pattern_.bytes_ += static_cast<char>(mark);
    }

    // "${aws:username}", "${aws:username, 'anonymous'}", and the characters "${*}", "${?}", "${$}". Answers
    // with the sentence of a Problem, or "".
    std::string take_variable() {
        at_ += 2;
        const std::string_view rest = source_.substr(at_);
        for (std::string_view character : {"*}", "?}", "$}"}) {
            if (!rest.starts_with(character)) continue;
            pattern_.bytes_ += character[0];
            at_ += 2;
            return {};
        }
        Pattern::Variable taken;
        const auto key_end = rest.find_first_of(",}");
        if (key_end == std::string_view::npos) return "this policy variable has no closing brace";
        const std::string_view key = trim(rest.substr(0, key_end));
        const auto colon = key.find(':');
        if (colon == 0 || colon == std::string_view::npos || colon + 1 == key.size())
            return quoted(key) + " is no policy variable: it needs a prefix such as \"aws:\"";
        taken.key = lower(key);
        at_ += key_end + 1;
        if (rest[key_end] == ',' && !take_default(taken))
            return "the default of a policy variable stands between single quotes";
        taken.is_within_segment = is_before_last_segment();
        if (pattern_.variables_.size() == Pattern::variables_max)
            return "more than " + std::to_string(Pattern::variables_max) + " policy variables";
        pattern_.variables_.push_back(std::move(taken));
        pattern_.bytes_ += static_cast<char>(variable);
        return {};
    }

    // The part of a variable after its comma: ` 'anonymous'}`.
    bool take_default(Pattern::Variable& taken) {
        const auto skip_blanks = [&] {
            while (at_ < source_.size() && source_[at_] == ' ') ++at_;
        };
        skip_blanks();
        if (at_ == source_.size() || source_[at_] != '\'') return false;
        const auto close = source_.find('\'', at_ + 1);
        if (close == std::string_view::npos) return false;
        taken.default_value = source_.substr(at_ + 1, close - at_ - 1);
        taken.has_default = true;
        at_ = close + 1;
        skip_blanks();
        if (at_ == source_.size() || source_[at_] != '}') return false;
        ++at_;
        return true;
    }

    Pattern::Shape shape() const {
        const std::string& bytes = pattern_.bytes_;
        const char run = static_cast<char>(any_run);
        if (!pattern_.variables_.empty()) return Pattern::Shape::with_variables;
        const auto first_mark = std::find_if(bytes.begin(), bytes.end(), is_mark);
        if (first_mark == bytes.end()) return Pattern::Shape::literal;
        if (first_mark + 1 != bytes.end() || *first_mark != run) return Pattern::Shape::general;
        return bytes.size() == 1 ? Pattern::Shape::anything : Pattern::Shape::prefix;
    }

    std::string_view source_;
    std::size_t at_ = 0;
    std::uint32_t segment_ = 0;
    std::uint32_t last_segment_ = 0;
    bool has_variables_;
    Pattern pattern_;
};

std::expected<Pattern, std::string> Pattern::compile(std::string_view source, PatternForm form,
                                                     Variables variables) {
    return PatternCompiler(source, form, variables).compile();
}

bool Pattern::matches(std::string_view text, const Facts& facts) const {
    const bool any_case = is_any_case(form_);
    switch (shape_) {
        case Shape::anything: return true;
        case Shape::literal: return any_case ? equals_ignoring_case(bytes_, text) : bytes_ == text;
        case Shape::prefix: {
            const std::string_view prefix = std::string_view(bytes_).substr(0, bytes_.size() - 1);
            if (!any_case) return text.starts_with(prefix);
            return equals_ignoring_case(text.substr(0, prefix.size()), prefix);
        }
        case Shape::general:
            return any_case ? matches_from<true>(PlainReader(bytes_), text)
                            : matches_from<false>(PlainReader(bytes_), text);
        case Shape::with_variables: return matches_variables(text, facts);
    }
    CHECK(false);
}

bool Pattern::matches_variables(std::string_view text, const Facts& facts) const {
    Few<std::string_view, variables_max> values;
    for (const Variable& asked : variables_) {
        Values found;
        std::string_view value = asked.default_value;
        // Only keys with a single value can be variables. Source: IAM, policy variables.
        if (facts.values(asked.key, found) && !found.empty()) {
            if (found.size() > 1) return false;
            value = found[0];
        } else if (!asked.has_default) {
            return false;
        }
        if (asked.is_within_segment && value.find(':') != std::string_view::npos) return false;
        values.push_back(value);
    }
    const VariableReader reader(bytes_, values.begin());
    return is_any_case(form_) ? matches_from<true>(reader, text)
                              : matches_from<false>(reader, text);
}

}  // namespace airlock::policy
