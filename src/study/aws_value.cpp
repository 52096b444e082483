// Paths into AWS structures, and their JSON.
#include "study/aws_value.h"

#include "base/check.h"

namespace airlock::study {
namespace {

struct Step {
    std::string_view name;
    bool is_list = false;
    std::string_view rest;  // the path after it; "" = this is the place
};

Step first_step(std::string_view path) {
    Step out;
    const auto dot = path.find('.');
    out.name = path.substr(0, dot);
    if (dot != std::string_view::npos) out.rest = path.substr(dot + 1);
    if (out.name.ends_with("[]")) {
        out.name.remove_suffix(2);
        out.is_list = true;
    }
    return out;
}

AwsValue& make_member(AwsStructure& in, std::string_view name) {
    if (AwsValue* found = find_member(in, name)) return *found;
    in.push_back({std::string(name), {}});
    return in.back().value;
}

AwsStructure& as_structure(AwsValue& value) {
    if (!std::holds_alternative<AwsStructure>(value.is)) value.is = AwsStructure();
    return std::get<AwsStructure>(value.is);
}

}  // namespace

AwsValue* find_member(AwsStructure& in, std::string_view name) {
    for (AwsMember& member : in)
        if (member.name == name) return &member.value;
    return nullptr;
}

const AwsValue* find_member(const AwsStructure& in, std::string_view name) {
    for (const AwsMember& member : in)
        if (member.name == name) return &member.value;
    return nullptr;
}

void put_at(AwsStructure& in, std::string_view path, AwsValue value) {
    const Step step = first_step(path);
    AwsValue* place = &make_member(in, step.name);
    if (step.is_list) {
        if (!std::holds_alternative<AwsList>(place->is)) place->is = AwsList();
        auto& list = std::get<AwsList>(place->is);
        if (list.empty()) list.emplace_back();
        place = &list.front();
    }
    if (step.rest.empty()) *place = std::move(value);
    else put_at(as_structure(*place), step.rest, std::move(value));
}

bool has_at(const AwsStructure& in, std::string_view path) {
    const Step step = first_step(path);
    const AwsValue* place = find_member(in, step.name);
    if (place != nullptr && step.is_list) {
        const auto* list = std::get_if<AwsList>(&place->is);
        place = list != nullptr && !list->empty() ? &list->front() : nullptr;
    }
    if (place == nullptr || step.rest.empty()) return place != nullptr;
    const auto* structure = std::get_if<AwsStructure>(&place->is);
    return structure != nullptr && has_at(*structure, step.rest);
}

void write_structure(JsonWriter& out, const AwsStructure& value) {
    out.begin_object();
    for (const AwsMember& member : value) {
        out.key(member.name);
        write_value(out, member.value);
    }
    out.end_object();
}

void write_value(JsonWriter& out, const AwsValue& value) {
    if (const auto* text = std::get_if<std::string>(&value.is)) {
        out.string(*text);
    } else if (const auto* number = std::get_if<std::int64_t>(&value.is)) {
        out.integer(*number);
    } else if (const auto* flag = std::get_if<bool>(&value.is)) {
        out.boolean(*flag);
    } else if (const auto* list = std::get_if<AwsList>(&value.is)) {
        out.begin_array();
        for (const AwsValue& item : *list) write_value(out, item);
        out.end_array();
    } else {
        write_structure(out, std::get<AwsStructure>(value.is));
    }
}

}  // namespace airlock::study
