// The pictures of the shipped stories' moments, drawn when the page was built (tools/posters.mjs): which there are, and
// which one comes nearest to a moment.
//
//     posters/cross-account/index.json   { "languages", "moments": [{ "marker", "entry", "at_ms",
//                                          "words": { "en": { "story", "chapter", "title", "sentence", "about" } } }] }
//     posters/cross-account/vote-dark.svg, vote-dark-ja.svg

import { json_of, url_of } from './download.mjs';

const fetched = new Map(); // name -> promise

// What was drawn of a shipped scenario, or null where nothing was.
export function posters_of(name) {
    if (!fetched.has(name)) {
        const index = json_of(`posters/${name}/index.json`);
        fetched.set(name, index.catch(() => (fetched.delete(name), null))); // the next one asks again
    }
    return fetched.get(name);
}

// The moment at a place, or the nearest one drawn before it: { marker, entry, at_ms, words }. `is_known` is false for a
// marker that the story does not have.
export function moment_near({ moments }, place) {
    if (!place) return { moment: moments[0], is_known: true };
    if (place.marker !== undefined) {
        const moment = moments.find(({ marker }) => marker === place.marker);
        const is_known = moment !== undefined || place.marker === 'end';
        return { moment: moment ?? (is_known ? moments.at(-1) : moments[0]), is_known };
    }
    const is_before = ({ entry, at_ms }) => (place.entry !== undefined ? entry <= place.entry : at_ms <= place.ms);
    return { moment: moments.findLast(is_before) ?? moments[0], is_known: true };
}

// The title of the story.
export const story_of = ({ languages, moments }, language) => moments[0].words[languages.includes(language) ? language : 'en'].story;

// { src, alt, chapter, sentence, title, language } of a moment in a language and a theme; in English where it was not drawn in that
// language.
export function poster_of(name, { languages }, moment, language, theme) {
    const code = languages.includes(language) ? language : 'en';
    const { story, title, chapter, sentence, about } = moment.words[code];
    const src = url_of(`posters/${name}/${moment.marker}-${theme}${code === 'en' ? '' : `-${code}`}.svg`);
    const alt = [title, about].filter(Boolean).join('. ');
    return { src, alt, chapter, sentence, title: story, language: code };
}
