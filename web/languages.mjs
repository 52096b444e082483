// The languages of the page: which one is wanted, and what it takes to speak it: a file of texts for the program and
// for the page's own modules, and the letters that the fonts of every visit do not have. English takes nothing.

import { bytes_of } from './download.mjs';

// As src/view/language.h has them.
export const languages = [
    { code: 'en', name: 'English' },
    { code: 'vi', name: 'Tiếng Việt' },
    { code: 'ja', name: '日本語' },
];
const is_known = (code) => languages.some((language) => language.code === code);

// The one that a link names, else the first of the browser's that the page speaks, else English.
export function wanted_language(named, preferred = navigator.languages ?? []) {
    if (is_known(named)) return named;
    return preferred.map((tag) => tag.split('-')[0].toLowerCase()).find(is_known) ?? 'en';
}

const fetched = new Map(); // code -> promise

// [text, strong]: the fonts with what a language, or 'latin', needs beside those of every visit.
export const letters_of = (code) => Promise.all(['regular', 'strong'].map((face) => bytes_of(`fonts/${code}-${face}.ttf`)));

// { file, fonts: [text, strong], words }: bytes for the program, {English: translation} for the modules.
export function language_of(code) {
    if (code === 'en') return Promise.resolve({ file: new Uint8Array(), fonts: [], words: {} });
    if (!fetched.has(code)) {
        const all = Promise.all([bytes_of(`languages/${code}.json`), letters_of(code)]).then(([file, fonts]) => {
            const { texts, page } = JSON.parse(new TextDecoder().decode(file));
            return { file, fonts, words: { ...texts, ...page } };
        });
        all.catch(() => fetched.delete(code)); // the next try asks again
        fetched.set(code, all);
    }
    return fetched.get(code);
}
