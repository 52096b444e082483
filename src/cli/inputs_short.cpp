// Inputs made long again, as JSON alone.
#include "cli/inputs_short.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "sim/inputs_json.h"
#include "sim/scenario_reader.h"

namespace airlock::cli {
namespace {

constexpr std::array<std::string_view, 4> columns = {"after", "at", "by", "do"};

class Lengthener {
  public:
    Lengthener(const JsonDocument& document, std::vector<Problem>& problems)
        : root_(document.root()), reader_(document, problems), problems_(problems) {}

    std::string lengthen() {
        static constexpr std::string_view members[] = {"who", "what", "after", "at", "by", "do"};
        if (!reader_.is_object(root_, "inputs", members)) return {};
        const Json* who = list("who");
        const Json* what = list("what");
        std::array<const Json*, columns.size()> column{};
        for (std::size_t i = 0; i < columns.size(); ++i) column[i] = list(columns[i]);
        if (!problems_.empty() || !are_whole(*who, *what)) return {};
        const std::uint32_t count = column[0]->size();
        for (std::size_t i = 0; i < columns.size(); ++i)
            if (column[i]->size() != count)
                reader_.problem(*column[i],
                                quoted(columns[i]) + " has " + std::to_string(column[i]->size()) +
                                    " numbers where \"after\" has " + std::to_string(count));
        if (count > inputs_max)
            reader_.problem(root_, "more than " + std::to_string(inputs_max) + " inputs");
        if (!problems_.empty()) return {};

        std::array<Json::Iterator, columns.size()> at{};
        for (std::size_t i = 0; i < columns.size(); ++i) at[i] = column[i]->begin();
        const std::vector<Row> persons = rows(*who), deeds = rows(*what);
        JsonWriter out;
        out.begin_array();
        std::int64_t after = 0, time = 0;
        std::size_t bytes = 0;  // of what was copied
        for (std::uint32_t i = 0; i < count; ++i) {
            const auto more = reader_.integer(*at[0]++, 0, entries_max);
            const auto later = reader_.integer(*at[1]++, 0, duration_max.ms);
            const Row* person = row(*at[2]++, persons);
            const Row* deed = row(*at[3]++, deeds);
            if (!more || !later || person == nullptr || deed == nullptr) return {};
            after += *more, time += *later;
            bytes += person->bytes + deed->bytes;
            if (after > entries_max || time > duration_max.ms || bytes > json_bytes_max / 2) {
                reader_.problem(root_, "these inputs are longer than those of any run");
                return {};
            }
            write_input(out, after, time, *person->json, *deed->json);
        }
        out.end_array();
        return out.take();
    }

  private:
    struct Row {
        const Json* json;
        std::size_t bytes;
    };

    const Json* list(std::string_view member) {
        const Json* found = reader_.require(root_, member, "inputs");
        if (found != nullptr && !found->is_array()) reader_.wrong_type(*found, "an array", *found);
        return found;
    }

    // Persons are lists of one or two texts, deeds are calls or one of two words.
    bool are_whole(const Json& who, const Json& what) {
        for (const Json& person : who) {
            const bool is_right = person.is_array() && (person.size() == 1 || person.size() == 2) &&
                                  std::all_of(person.begin(), person.end(),
                                              [](const Json& j) { return j.is_string(); });
            if (!is_right) reader_.problem(person, "a person is [NAME] or [NAME, SIGN-IN]");
        }
        for (const Json& deed : what) {
            const bool is_word =
                deed.is_string() && (deed.text() == "take_over" || deed.text() == "hand_back");
            if (!is_word && !deed.is_object())
                reader_.problem(deed, R"(a deed is a call, "take_over" or "hand_back")");
        }
        return problems_.empty();
    }

    static std::vector<Row> rows(const Json& list) {
        std::vector<Row> out;
        for (const Json& row : list) {
            JsonWriter text;
            out.push_back({&row, text.value(row).take().size()});
        }
        return out;
    }

    const Row* row(const Json& number, const std::vector<Row>& rows) {
        const auto at = reader_.integer(number, 0, inputs_max);
        if (!at) return nullptr;
        if (*at < static_cast<std::int64_t>(rows.size()))
            return &rows[static_cast<std::size_t>(*at)];
        reader_.problem(number, "there are only " + std::to_string(rows.size()) + " of them");
        return nullptr;
    }

    static void write_input(JsonWriter& out, std::int64_t after, std::int64_t time,
                            const Json& person, const Json& deed) {
        out.begin_object().key("after").integer(after).key("at").integer(time);
        out.key("person").value(*person.begin());
        if (person.size() == 2) out.key("as").value(*++person.begin());
        if (deed.is_string()) out.key(deed.text()).boolean(true);
        else
            for (const Json& member : deed) out.key(member.key()).value(member);
        out.end_object();
    }

    const Json& root_;
    ScenarioReader reader_;
    std::vector<Problem>& problems_;
};

}  // namespace

std::expected<std::string, std::vector<Problem>> lengthen_inputs(const JsonDocument& document) {
    std::vector<Problem> problems;
    std::string out = Lengthener(document, problems).lengthen();
    if (!problems.empty()) return std::unexpected(std::move(problems));
    return out;
}

}  // namespace airlock::cli
