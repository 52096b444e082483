// How long something took and how much it was, for people and for JSON.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace airlock::cli {

class Stopwatch {
  public:
    double seconds() const {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
    }

  private:
    std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

// "0.031": as many digits as say something.
std::string shown(double seconds);
// "27,716,000"
std::string grouped(std::uint64_t n);

}  // namespace airlock::cli
