// Draws the moments of the shipped scenarios that pages may show before a demonstration is started: each chapter's first
// entry, dark and light, by the desk that the page itself asks for pictures. The stories are drawn in every language,
// with their end; the threats in English.
//
//     posters/cross-account/index.json, vote-dark.svg, vote-light.svg, vote-dark-ja.svg, …
//
// Pictures follow from program, scenario and language alone, so that what was drawn once is kept below the build folder.

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { marker_of } from '../web/moments.mjs';
import { open_desk } from './desk_in_node.mjs';

const width = 960; // drawn for a column of text: larger letters than on a whole screen
const themes = ['dark', 'light'];
const english = { code: 'en', text: 'en', texts: {} };
const is_story = (name) => !name.includes('/');

const entities = { lt: '<', gt: '>', quot: '"', apos: "'", '#39': "'", amp: '&' };
const unescaped = (text) => text.replace(/&(lt|gt|quot|apos|amp|#39);/g, (_, name) => entities[name]);
const inside = (svg, tag) => unescaped(new RegExp(`<${tag}[^>]*>([^]*?)</${tag}>`).exec(svg)[1]);

// The names that a picture gives its parts need not differ from another file's; the lines are for people.
const lean = (svg) => svg.replace(/airlock-[0-9a-f]{8}/g, 'a').replace(/>\n</g, '><').trim() + '\n';

// The files of one scenario: { path below its folder: text }.
function draw(ask, name, text, languages) {
    const { title, chapters = [] } = JSON.parse(text);
    const run = { scenario: text, name: `${name}.json` };
    const in_english = (words) => (typeof words === 'string' ? words : words.en);
    const own = ({ code }, words) => (typeof words === 'string' ? null : words[code]);
    const said = (language, words) => own(language, words) ?? language.texts[in_english(words)] ?? in_english(words);
    const files = {};
    const moments = chapters.map((chapter) => ({ marker: marker_of(chapter.title), chapter: chapter.title }));
    if (is_story(name) && chapters.length > 0) moments.push({ marker: 'end', chapter: chapters.at(-1).title });
    for (const moment of moments) {
        const at = `marker:${moment.marker}`;
        const { entry, at_ms } = ask({ ask: 'compose', run, at });
        Object.assign(moment, { entry, at_ms, words: {} });
        for (const language of languages) {
            for (const theme of themes) {
                const { text: svg } = ask({ ask: 'export', format: 'svg', run, at, theme, width, language: language.text });
                files[`${moment.marker}-${theme}${language.code === 'en' ? '' : `-${language.code}`}.svg`] = lean(svg);
                const [sentence, ...about] = inside(svg, 'desc').split('\n');
                moment.words[language.code] = {
                    story: said(language, title), chapter: said(language, moment.chapter), title: inside(svg, 'title'), sentence,
                    about: about.join('; '),
                };
            }
        }
        delete moment.chapter;
    }
    files['index.json'] = JSON.stringify({ languages: languages.map(({ code }) => code), moments }) + '\n';
    return files;
}

// `scenarios`: Map name -> text; `languages`: [{ code, text, texts }] beside English. Gives a Map path -> text.
export async function draw_posters(build, scenarios, languages) {
    const kept_in = join(build, 'posters');
    await mkdir(kept_in, { recursive: true });
    const program = [await readFile(join(build, 'airlock-desk.wasm')), await readFile(new URL(import.meta.url))];
    const posters = new Map();
    const fresh = new Set();
    let ask = null;
    for (const [name, text] of scenarios) {
        const spoken = [english, ...(is_story(name) ? languages : [])];
        const hash = createHash('sha256');
        for (const part of [...program, name, text, ...spoken.map((language) => language.text)]) hash.update(part).update('\0');
        const file = `${hash.digest('hex').slice(0, 32)}.json`;
        fresh.add(file);
        const path = join(kept_in, file);
        let files;
        if (existsSync(path)) {
            files = JSON.parse(await readFile(path, 'utf8'));
        } else {
            ask ??= await open_desk(build);
            files = draw(ask, name, text, spoken);
            await writeFile(path, JSON.stringify(files));
        }
        for (const [below, content] of Object.entries(files)) posters.set(`posters/${name}/${below}`, content);
    }
    for (const file of await readdir(kept_in)) if (!fresh.has(file)) await rm(join(kept_in, file));
    return posters;
}
