// Texts of a policy that stand for many texts: wildcards and policy variables, compiled once. Matching does
// not allocate, and goes back to the last run of anything only, so it takes time in proportion to the text
// times the longest stretch between two runs, never more.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "policy/facts.h"

namespace airlock::policy {

enum class PatternForm : std::uint8_t {
    exact,           // no wildcards
    exact_any_case,  // no wildcards; upper and lower case alike
    wildcard,        // `*` any run, `?` one character
    wildcard_any_case,
    // Wildcards within the six segments of an ARN. In the last segment they match colons too.
    // Source: IAM, element Resource.
    arn,
};

// Whether `${…}` is a variable: policies of version 2008-10-17 have none.
enum class Variables : std::uint8_t { no, yes };

class Pattern {
  public:
    // The sentence of a Problem when a variable is malformed.
    static std::expected<Pattern, std::string> compile(std::string_view source, PatternForm form,
                                                       Variables variables);

    // A variable without a value and without a default matches nothing. A value is taken literally: a `*` in
    // it is a star. Source: IAM, policy variables.
    bool matches(std::string_view text, const Facts& facts) const;
    bool is_anything() const { return shape_ == Shape::anything; }
    bool has_variables() const { return !variables_.empty(); }
    // The text of an exact pattern without variables.
    std::string_view literal() const { return bytes_; }

  private:
    enum class Shape : std::uint8_t { anything, literal, prefix, general, with_variables };
    struct Variable {
        std::string key;  // lower case
        std::string default_value;
        bool has_default = false;
        bool is_within_segment = false;  // of an ARN: the value may hold no colon
    };
    friend class PatternCompiler;
    friend class VariableReader;
    static constexpr std::uint32_t variables_max = 16;

    bool matches_variables(std::string_view text, const Facts& facts) const;

    std::string bytes_;  // wildcards and variables are marked by bytes that UTF-8 never has
    std::vector<Variable> variables_;
    PatternForm form_ = PatternForm::exact;
    Shape shape_ = Shape::literal;
};

}  // namespace airlock::policy
