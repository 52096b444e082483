// The commands that write documents from a run: draw, export.
#pragma once

#include <span>
#include <string_view>

#include "cli/cli.h"
#include "cli/options.h"

namespace airlock::cli {

inline constexpr std::string_view draw_options[] = {
    "at", "seed", "until", "set", "live", "inputs", "lang", "theme", "width", "output", "frame"};
inline constexpr std::string_view draw_help = R"(Writes one moment of a story as a picture.

The stage as the page shows it there, as an SVG file that stands alone, with its words for those who do not see it.

  --at MOMENT       the number of an entry, a time (+26:13), or a marker: everything-falls for the chapter
                    "Everything falls", end for the end of the story (end)
  --theme T         dark or light (light)
  --width N         pixels, 240 to 4096 (1200); a narrow picture is laid out as on a narrow screen
  --frame           with title, time, clocks, protection layers and the sentence around it, as for print
  --lang CODE       language of its words: en, vi, ja, or a file of another (en)
  -o FILE           where to write it (standard output)
  --seed N, --set NAME=VALUE, --live A,B, --inputs JSON   as for run

Exit code: 0, or 2 for bad input and for a moment that the story does not have.
)";
int command_draw(const Options& options, const Console& console);

inline constexpr std::string_view export_options[] = {"format", "from",  "to",     "at",     "seed",
                                                      "until",  "set",   "live",   "inputs", "lang",
                                                      "theme",  "width", "output", "frame"};
inline constexpr std::string_view export_help =
    R"(Writes a run, or a stretch of it, for another place.

  --format F        svg: the picture of one moment, as airlock draw makes it;
                    markdown: a transcript, every entry with time, who and what;
                    mermaid: a sequence diagram of the stretch, at most 300 entries;
                    trace: the canonical text that trace hashes are of;
                    scenario: the scenario with seed and inputs, which goes the same way again
  --from M, --to M  where the stretch begins and ends: entry, time or marker (all of it)
  --at M            svg: the moment; the others: the same as --to
  --lang CODE       language of its words: en, vi, ja, or a file of another (en)
  -o FILE           where to write it (standard output)
  --theme T, --width N, --frame   of svg, as for draw
  --seed N, --until T, --set NAME=VALUE, --live A,B, --inputs JSON   as for run

Exit code: 0, or 2 for bad input.
)";
int command_export(const Options& options, const Console& console);

}  // namespace airlock::cli
