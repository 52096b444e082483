// Test cases as a table of text: a head, then one row a case.
//
//     const TextTable table(R"(
//         caller  | call              | gate
//         mallory | DeleteBackupVault | vault_lock     # a comment
//     )");
//     for (const TextTable::Row& row : table) { CAPTURE(row.line()); … row["gate"] … }
//
// Cells are trimmed; "" and "-" are two different cells. Blank lines and lines that begin with # are skipped.
// A row with more or fewer cells than the head, and a column that the head lacks, fail the test.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace airlock::test {

class TextTable {
  public:
    class Row {
      public:
        std::string_view operator[](std::string_view column) const;
        const std::string& line() const { return line_; }  // the row as written, to name the case

      private:
        friend class TextTable;
        const TextTable* table_ = nullptr;
        std::string line_;
        std::vector<std::string> cells_;
    };

    explicit TextTable(std::string_view text);
    TextTable(const TextTable&) = delete;
    TextTable& operator=(const TextTable&) = delete;

    auto begin() const { return rows_.begin(); }
    auto end() const { return rows_.end(); }
    std::size_t size() const { return rows_.size(); }

  private:
    std::vector<std::string> head_;
    std::vector<Row> rows_;
};

}  // namespace airlock::test
