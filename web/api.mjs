// window.airlock: what an embedding page and the tests may use. Values are plain JSON, copied on every call;
// nothing that is handed out leads into the program.

const event_names = [
    'ready', 'scenario', 'entry', 'decision', 'playing', 'selection', 'branch', 'problem', 'ended', 'notice', 'stopped', 'theme',
    'language', 'disposed',
];

export function make_api(page) {
    const listeners = new Map(event_names.map((name) => [name, new Set()]));

    const emit = (name, detail) => {
        for (const listener of [...listeners.get(name)]) {
            try {
                listener(structuredClone(detail));
            } catch (error) {
                console.error(error); // a listener's mistake is not ours to die of
            }
        }
    };

    const dispatch = (intent) => {
        let problems;
        try {
            problems = page.dispatch(JSON.stringify(intent) ?? '');
        } catch (error) {
            // A circle, a BigInt, a toJSON of its own: nothing that could be written down.
            const sentence = `this intent cannot be written as JSON: ${String(error?.message ?? error).split('\n')[0]}`;
            problems = [{ file: '', line: 0, column: 0, pointer: '', sentence, suggestion: '', text: sentence }];
        }
        if (problems.length) emit('problem', problems);
        return problems;
    };

    const api = {
        version: 1,
        ready: page.ready,
        state: () => page.state(),
        dispatch,
        // A promise of a link that shows this very moment again; of null where a scenario of the reader's own is too long.
        link: async () => (await page.link()).link,
        // Shows an approver's portal: in a 'panel' over the stage, or in a 'window' of its own.
        portal: (person, where) => page.open_portal(person, where),
        seek: (entry) => dispatch({ type: 'seek_entry', entry }),
        on(name, listener) {
            if (!listeners.has(name)) throw new TypeError(`airlock.on: there is no event "${name}"`);
            if (typeof listener !== 'function') throw new TypeError(`airlock.on("${name}"): the listener is no function`);
            listeners.get(name).add(listener);
            return () => listeners.get(name).delete(listener);
        },
        // For tests and for pages that point at things: where a named item is on the canvas, in CSS pixels.
        probe: (id) => page.probe(id),
        probes: () => page.probes(),
        cuts: () => page.cuts(),
        frames: () => page.frames(),
        cost: (tokens = 0) => page.cost(tokens),
        // Nothing is drawn, and nothing is about to be.
        is_idle: () => page.is_idle(),
        view: () => page.view(),
    };
    return { api: Object.freeze(api), emit };
}

// Compares two signals of the program and tells what happened in between.
export function tell_changes(before, now, emit, decisions) {
    if (!before || before.run !== now.run || before.branch !== now.branch) emit('branch', { branch: now.branch });
    if (!before || before.entry !== now.entry || before.run !== now.run) {
        emit('entry', { entry: now.entry, entries: now.entries });
    }
    if (before?.playing !== now.playing) emit('playing', { playing: now.playing, speed: now.speed });
    if (before?.selection !== now.selection) emit('selection', { selection: now.selection });
    if ((before?.decisions ?? 0) !== now.decisions) emit('decision', { waiting: now.decisions, decisions: decisions() });
    if (now.notice && before?.notice !== now.notice) emit('notice', { notice: now.notice });
    const is_at_end = now.over && now.entry === now.entries;
    const was_at_end = before && before.over && before.entry === before.entries;
    if (is_at_end && !was_at_end) emit('ended', { entries: now.entries });
}
