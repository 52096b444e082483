// A value of an AWS request or record: text, number, yes or no, list, structure. Structures keep the order in
// which their members were put. Both exports (cloudtrail.h, aws_cli.h) write these.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/json.h"

namespace airlock::study {

struct AwsMember;

struct AwsValue {
    using List = std::vector<AwsValue>;
    using Structure = std::vector<AwsMember>;
    std::variant<std::string, std::int64_t, bool, List, Structure> is;
};

struct AwsMember {
    std::string name;
    AwsValue value;
};

using AwsList = AwsValue::List;
using AwsStructure = AwsValue::Structure;

inline AwsValue aws_text(std::string_view text) { return {std::string(text)}; }

// The member of that name, or null.
AwsValue* find_member(AwsStructure& in, std::string_view name);
const AwsValue* find_member(const AwsStructure& in, std::string_view name);
// Puts `value` at a path of member names, making the structures on the way. "[]" after a name means the first
// element of a list: "Rules[].RuleName", "Operations[]". What stands there already is replaced.
void put_at(AwsStructure& in, std::string_view path, AwsValue value);
bool has_at(const AwsStructure& in, std::string_view path);

void write_value(JsonWriter& out, const AwsValue& value);
void write_structure(JsonWriter& out, const AwsStructure& value);

}  // namespace airlock::study
