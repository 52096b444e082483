// The clock of two runs that are put beside one another, from what the desk found of them (docs/desk.md, "compare"): its
// steps are the moments at which something happens in either, counted from 1; 0 is before everything.

// How long a step stays, played.
export const step_ms = 1400;

// The last step that `ms` on the common clock has come to.
export function step_at({ times }, ms) {
    const later = times.findIndex(([at]) => at > ms);
    return later < 0 ? times.length : later;
}

// For each side the step at which it parts from the other; 0 where it does not.
export function parting_steps({ sides, times }) {
    return sides.map(({ parted }, i) => (parted ? times.findIndex((row) => row[i + 1] >= parted.entry) + 1 : 0));
}

// The first of them; 0 where they do not part.
export const parting_step = (found) => parting_steps(found).filter(Boolean).sort((a, b) => a - b)[0] ?? 0;
