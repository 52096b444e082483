// Moments of a run that is on the stage: the names of its chapters, and the way to one of them. The program knows
// chapters by their titles in the language spoken; their names are made of the English ones, which the scenario has.

import { marker_of, no_such_marker, problem_of, quoted } from './demo_options.mjs';
import { t } from './words.mjs';

// The markers of a scenario in the order of its chapters; `text` is its file, as text or bytes.
export function markers_of(text) {
    try {
        const { chapters = [] } = JSON.parse(typeof text === 'string' ? text : new TextDecoder().decode(text));
        return chapters.map(({ title }) => marker_of(String(typeof title === 'string' ? title : title?.en ?? '')));
    } catch {
        return []; // the program has said what is wrong with it
    }
}

// Goes to { entry }, { ms } or { marker } and gives what was wrong, as a list of problems that nobody has been told yet.
export function go_to(stage, place, markers) {
    const dispatch = (intent) => stage.dispatch(JSON.stringify(intent));
    const entry = () => stage.last_signal.entry;
    if (place.ms !== undefined) return dispatch({ type: 'seek_time', at: place.ms });
    if (place.entry !== undefined) {
        const problems = dispatch({ type: 'seek_entry', entry: place.entry });
        if (problems.length || entry() === place.entry) return problems;
        const { entries } = stage.last_signal;
        return [problem_of('', t('there is no entry {entry}: the run has {entries} entries', { entry: place.entry, entries }))];
    }
    if (place.marker === 'end') return dispatch({ type: 'seek_entry', entry: 2 ** 32 - 1 });
    const index = markers.indexOf(place.marker);
    if (index < 0) return [problem_of('', ...no_such_marker(place.marker, [...markers, 'end']))];
    const found = entry_of_chapter(stage, index);
    if (found === 0) return [problem_of('', t('this run never comes to the marker {marker}', { marker: quoted(place.marker) }))];
    return dispatch({ type: 'seek_entry', entry: found });
}

// The entry with which a chapter begins, 0 if it never does. The run goes on as far as that needs and no further, since
// whoever is played by the reader has not decided yet what comes after; and nobody is told of the entries on the way.
function entry_of_chapter({ bridge, last_signal }, index) {
    let { entries, entry: stood_at } = last_signal;
    const known = () => bridge.json('app_page_from', [], entries)?.page;
    let page = known();
    let is_moved = false;
    while (page && page.timeline.chapters[index]?.entry === 0) {
        is_moved = true;
        bridge.json('app_dispatch', [JSON.stringify({ type: 'seek_entry', entry: entries + 1 })]);
        page = known();
        if (!page || page.entries <= entries) break;
        entries = page.entries;
    }
    const found = page?.timeline.chapters[index]?.entry ?? 0;
    if (is_moved && found === 0) bridge.json('app_dispatch', [JSON.stringify({ type: 'seek_entry', entry: stood_at })]);
    return found;
}
