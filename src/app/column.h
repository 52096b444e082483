// A column of text from top to bottom: headings, facts, gates, keys. The inspector and the decision card are
// made of it; it knows its own width and how far down it has come.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "app/context.h"

namespace airlock::ui {

inline constexpr float section_space = 18;

class Column {
  public:
    Column(const Context& c, const Box& at)
        : c_(c), ui_(c.ui), t_(c.ui.theme()), x_(at.x), y_(at.y), w_(at.w) {}

    float y() const { return y_; }
    float width() const { return w_; }
    void space(float height) { y_ += height; }

    void paragraph(std::string_view text, const TextStyle& style);
    void heading(std::string_view text);
    void gate(const view::GateLine& gate);
    // Label and value beside each other where both fit, else one above the other.
    void fact(const view::Fact& fact);
    void facts(const std::vector<view::Fact>& facts);
    void bullet(std::string_view text);
    // A framed remark with a sign before it.
    void remark(std::string_view text);
    bool button(std::string_view id, std::string_view label, const ButtonStyle& style);
    // Small keys with entry numbers; each goes to its entry.
    void entries(const std::vector<std::uint32_t>& numbers);

  private:
    const Context& c_;
    Ui& ui_;
    const Theme& t_;
    float x_, y_, w_;
};

}  // namespace airlock::ui
