// A list with room for N values inside itself: no heap, trivially copyable when T is. For lists that a
// documented limit bounds (approvers of a team, principals of a call).
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>

#include "base/check.h"

namespace airlock {

template <class T, std::uint32_t N>
class Few {
  public:
    static constexpr std::uint32_t capacity = N;

    constexpr Few() = default;
    constexpr Few(std::initializer_list<T> values) {
        for (const T& value : values) push_back(value);
    }

    constexpr void push_back(const T& value) {
        CHECK(size_ < N);
        items_[size_++] = value;
    }
    constexpr void clear() { size_ = 0; }
    constexpr std::uint32_t size() const { return size_; }
    constexpr bool empty() const { return size_ == 0; }
    constexpr bool full() const { return size_ == N; }

    constexpr const T* begin() const { return items_.data(); }
    constexpr const T* end() const { return items_.data() + size_; }
    constexpr T* begin() { return items_.data(); }
    constexpr T* end() { return items_.data() + size_; }
    constexpr const T& operator[](std::uint32_t i) const {
        CHECK(i < size_);
        return items_[i];
    }
    constexpr T& operator[](std::uint32_t i) {
        CHECK(i < size_);
        return items_[i];
    }
    constexpr bool contains(const T& value) const {
        for (const T& item : *this)
            if (item == value) return true;
        return false;
    }

    friend constexpr bool operator==(const Few& a, const Few& b) {
        if (a.size_ != b.size_) return false;
        for (std::uint32_t i = 0; i < a.size_; ++i)
            if (!(a.items_[i] == b.items_[i])) return false;
        return true;
    }

  private:
    std::array<T, N> items_{};
    std::uint32_t size_ = 0;
};

}  // namespace airlock
