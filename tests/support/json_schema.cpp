// A small validator. A schema is asked for the first error and, beside it, for the members that it has looked
// at (`unevaluatedProperties` needs those).
#include "support/json_schema.h"

#include <regex>
#include <set>

#include "base/text.h"

#include <doctest/doctest.h>

namespace airlock::test {
namespace {

struct Result {
    std::string error;
    std::set<std::string> looked_at;

    bool is_valid() const { return error.empty(); }
    void take(const Result& other) {
        if (error.empty()) error = other.error;
        looked_at.insert(other.looked_at.begin(), other.looked_at.end());
    }
};

bool is_equal(const Json& a, const Json& b) {
    if (a.kind() != b.kind()) return false;
    if (a.is_string()) return a.text() == b.text();
    if (a.is_integer()) return a.integer() == b.integer();
    if (a.is_boolean()) return a.boolean() == b.boolean();
    return a.is_null();
}

bool is_type(const Json& value, std::string_view type) {
    if (type == "object") return value.is_object();
    if (type == "array") return value.is_array();
    if (type == "string") return value.is_string();
    if (type == "integer") return value.is_integer();
    if (type == "boolean") return value.is_boolean();
    return type == "null" && value.is_null();
}

class Validator {
  public:
    explicit Validator(const JsonDocument& schema) : schema_(schema) {}

    Result check(const Json& schema, const Json& value) {
        Result out;
        if (schema.is_boolean()) {
            if (!schema.boolean()) out.error = value.pointer() + ": not allowed here";
            return out;
        }
        for (const Json& keyword : schema) check_keyword(schema, keyword, value, out);
        // Last, for it asks what all the others have looked at.
        if (const Json* unevaluated = schema.find("unevaluatedProperties");
            unevaluated && value.is_object())
            for (const Json& member : value)
                if (!out.looked_at.contains(std::string(member.key())) && out.error.empty())
                    out.error = member.pointer() + ": unknown member";
        return out;
    }

  private:
    void fail(Result& out, const Json& value, const std::string& sentence) const {
        if (out.error.empty()) out.error = value.pointer() + ": " + sentence;
    }

    void check_keyword(const Json& schema, const Json& keyword, const Json& value, Result& out) {
        const std::string_view key = keyword.key();
        if (key == "$ref") {
            const Json* target = schema_.find(keyword.text().substr(1));
            REQUIRE(target != nullptr);
            out.take(check(*target, value));
        } else if (key == "type") {
            bool fits = keyword.is_string() && is_type(value, keyword.text());
            for (const Json& type : keyword) fits = fits || is_type(value, type.text());
            if (!fits) fail(out, value, "not of the type it must be");
        } else if (key == "const") {
            if (!is_equal(keyword, value)) fail(out, value, "not the value it must be");
        } else if (key == "enum") {
            bool is_one = false;
            for (const Json& item : keyword) is_one = is_one || is_equal(item, value);
            if (!is_one) fail(out, value, "none of the values it may have");
        } else if (key == "anyOf" || key == "oneOf" || key == "allOf") {
            check_list(key, keyword, value, out);
        } else if (key == "if") {
            const bool holds = check(keyword, value).is_valid();
            const Json* branch = schema.find(holds ? "then" : "else");
            if (branch != nullptr) out.take(check(*branch, value));
        } else if (value.is_object() && check_object_keyword(schema, keyword, value, out)) {
        } else if (value.is_array() && check_array_keyword(keyword, value, out)) {
        } else if (key == "pattern") {
            if (value.is_string() && !std::regex_search(std::string(value.text()),
                                                        std::regex(std::string(keyword.text()))))
                fail(out, value, "does not look as it must");
        } else if (key == "maxLength") {
            if (value.is_string() && code_points(value.text()) > keyword.integer())
                fail(out, value, "too long");
        } else if (key == "minimum") {
            if (value.is_integer() && value.integer() < keyword.integer())
                fail(out, value, "too small");
        } else if (key == "maximum") {
            if (value.is_integer() && value.integer() > keyword.integer())
                fail(out, value, "too large");
        } else {
            static const std::set<std::string_view> others = {"$schema",
                                                              "$defs",
                                                              "title",
                                                              "description",
                                                              "then",
                                                              "else",
                                                              "unevaluatedProperties",
                                                              "properties",
                                                              "required",
                                                              "additionalProperties",
                                                              "propertyNames",
                                                              "minProperties",
                                                              "dependentRequired",
                                                              "items",
                                                              "minItems",
                                                              "maxItems"};
            CHECK_MESSAGE(others.contains(key), "the validator does not know " << key);
        }
    }

    void check_list(std::string_view key, const Json& list, const Json& value, Result& out) {
        std::uint32_t valid = 0;
        for (const Json& item : list) {
            const Result result = check(item, value);
            if (result.is_valid()) ++valid;
            if (key == "allOf" || result.is_valid()) out.take(result);
        }
        if (key == "anyOf" && valid == 0) fail(out, value, "none of the forms it may have");
        if (key == "oneOf" && valid != 1) fail(out, value, "not exactly one of its forms");
    }

    bool check_object_keyword(const Json& schema, const Json& keyword, const Json& value,
                              Result& out) {
        const std::string_view key = keyword.key();
        if (key == "properties") {
            for (const Json& member : value) {
                const Json* known = keyword.find(member.key());
                if (known == nullptr) continue;
                out.looked_at.emplace(member.key());
                const Result result = check(*known, member);
                if (!result.is_valid() && out.error.empty()) out.error = result.error;
            }
        } else if (key == "required") {
            for (const Json& name : keyword)
                if (value.find(name.text()) == nullptr)
                    fail(out, value, "member " + quoted(name.text()) + " is missing");
        } else if (key == "additionalProperties") {
            const Json* known = schema.find("properties");
            for (const Json& member : value) {
                if (known != nullptr && known->find(member.key()) != nullptr) continue;
                out.looked_at.emplace(member.key());
                if (keyword.is_boolean()) fail(out, member, "unknown member");
                else if (const Result result = check(keyword, member);
                         !result.is_valid() && out.error.empty())
                    out.error = result.error;
            }
        } else if (key == "propertyNames") {
            const std::regex pattern{std::string(keyword.find("pattern")->text())};
            for (const Json& member : value)
                if (!std::regex_search(std::string(member.key()), pattern))
                    fail(out, member, "no name for a member");
        } else if (key == "minProperties") {
            if (value.size() < keyword.integer()) fail(out, value, "too few members");
        } else if (key == "dependentRequired") {
            for (const Json& member : keyword)
                if (value.find(member.key()) != nullptr)
                    for (const Json& name : member)
                        if (value.find(name.text()) == nullptr)
                            fail(out, value, "member " + quoted(name.text()) + " is missing");
        } else {
            return false;
        }
        return true;
    }

    bool check_array_keyword(const Json& keyword, const Json& value, Result& out) {
        const std::string_view key = keyword.key();
        if (key == "items") {
            for (const Json& item : value)
                if (const Result result = check(keyword, item);
                    !result.is_valid() && out.error.empty())
                    out.error = result.error;
        } else if (key == "minItems") {
            if (value.size() < keyword.integer()) fail(out, value, "too few items");
        } else if (key == "maxItems") {
            if (value.size() > keyword.integer()) fail(out, value, "too many items");
        } else {
            return false;
        }
        return true;
    }

    const JsonDocument& schema_;
};

}  // namespace

std::string schema_error(const JsonDocument& schema, const Json& value) {
    return Validator(schema).check(schema.root(), value).error;
}

}  // namespace airlock::test
