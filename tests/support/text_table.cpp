// Reading of text tables.
#include "support/text_table.h"

#include "base/text.h"

#include <doctest/doctest.h>

namespace airlock::test {

TextTable::TextTable(std::string_view text) {
    for (std::string_view line : split(text, '\n')) {
        if (const auto comment = line.find(" # "); comment != std::string_view::npos)
            line = line.substr(0, comment);
        line = trim(line);
        if (line.empty() || line[0] == '#') continue;
        std::vector<std::string> cells;
        for (std::string_view cell : split(line, '|')) cells.emplace_back(trim(cell));
        if (head_.empty()) {
            head_ = std::move(cells);
            continue;
        }
        REQUIRE_MESSAGE(cells.size() == head_.size(),
                        "a row with another number of cells: " << line);
        Row& row = rows_.emplace_back();
        row.table_ = this;
        row.line_ = line;
        row.cells_ = std::move(cells);
    }
    REQUIRE_MESSAGE(!rows_.empty(), "a table without rows");
}

std::string_view TextTable::Row::operator[](std::string_view column) const {
    for (std::size_t i = 0; i < table_->head_.size(); ++i)
        if (table_->head_[i] == column) return cells_[i];
    FAIL("no column " << column);
    return {};
}

}  // namespace airlock::test
