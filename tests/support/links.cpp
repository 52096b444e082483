// Makes links.
#include "support/links.h"

#include <libdeflate.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "base/check.h"
#include "base/json.h"

namespace airlock::test {
namespace {

constexpr std::string_view letters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

std::string to_letters(std::string_view bytes) {
    std::string out;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char byte : bytes) {
        bits = bits << 8 | static_cast<unsigned char>(byte);
        for (count += 8; count >= 6; count -= 6) out += letters[bits >> (count - 6) & 63];
    }
    if (count > 0) out += letters[bits << (6 - count) & 63];
    return out;
}

// Texts of JSON values, each once.
class Once {
  public:
    std::int64_t add(std::string text) {
        const auto at = std::find(texts_.begin(), texts_.end(), text);
        if (at != texts_.end()) return at - texts_.begin();
        texts_.push_back(std::move(text));
        return static_cast<std::int64_t>(texts_.size()) - 1;
    }
    void write(JsonWriter& out) const {
        out.begin_array();
        for (const std::string& text : texts_) {
            std::vector<Problem> problems;
            out.value(parse_json(text, "", problems).root());
        }
        out.end_array();
    }

  private:
    std::vector<std::string> texts_;
};

std::string who_of(const Json& input) {
    JsonWriter out;
    out.begin_array().value(*input.find("person"));
    if (const Json* as = input.find("as")) out.value(*as);
    return out.end_array().take();
}

std::string deed_of(const Json& input) {
    JsonWriter out;
    if (const Json* call = input.find("call")) {
        out.begin_object().key("call").value(*call);
        if (const Json* with = input.find("with")) out.key("with").value(*with);
        out.end_object();
    } else {
        out.string(input.find("take_over") != nullptr ? "take_over" : "hand_back");
    }
    return out.take();
}

constexpr std::array<std::string_view, 4> columns = {"after", "at", "by", "do"};

}  // namespace

std::string packed(std::string_view text) {
    const std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)> machine(
        libdeflate_alloc_compressor(12), libdeflate_free_compressor);
    CHECK(machine != nullptr);
    std::string out(libdeflate_deflate_compress_bound(machine.get(), text.size()), '\0');
    out.resize(libdeflate_deflate_compress(machine.get(), text.data(), text.size(), out.data(),
                                           out.size()));
    return to_letters(out);
}

std::string shorten_inputs(std::string_view inputs) {
    std::vector<Problem> problems;
    const JsonDocument document = parse_json(inputs, "", problems);
    CHECK(problems.empty() && document.root().is_array());
    Once who, what;
    std::array<std::vector<std::int64_t>, columns.size()> column;
    std::int64_t after = 0, time = 0;
    for (const Json& input : document.root()) {
        const std::int64_t entries = input.find("after")->integer();
        const std::int64_t at = input.find("at")->integer();
        column[0].push_back(entries - after);
        column[1].push_back(at - time);
        column[2].push_back(who.add(who_of(input)));
        column[3].push_back(what.add(deed_of(input)));
        after = entries, time = at;
    }
    JsonWriter out;
    out.begin_object().key("who");
    who.write(out);
    out.key("what");
    what.write(out);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        out.key(columns[i]).begin_array();
        for (const std::int64_t number : column[i]) out.integer(number);
        out.end_array();
    }
    return out.end_object().take();
}

}  // namespace airlock::test
