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
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import { marker_of } from '../web/demo_options.mjs';

const width = 960; // drawn for a column of text: larger letters than on a whole screen
const themes = ['dark', 'light'];
const english = { code: 'en', text: 'en', texts: {} };
const is_story = (name) => !name.includes('/');

// A function from questions to answers. The module is made for workers, which have an address; here it needs none, since it
// is handed its program.
async function open_desk(build) {
    globalThis.self ??= { location: { href: '' } };
    const { default: create } = await import(pathToFileURL(resolve(build, 'airlock-desk.mjs')));
    const module = await WebAssembly.compile(await readFile(join(build, 'airlock-desk.wasm')));
    const desk = await create({
        instantiateWasm(imports, done) {
            WebAssembly.instantiate(module, imports).then((instance) => done(instance, module));
            return {};
        },
    });
    return (question) => {
        const bytes = Buffer.from(JSON.stringify(question));
        desk.HEAPU8.set(bytes, desk._desk_question(bytes.length));
        desk._desk_answer();
        const from = desk._desk_result();
        const { answer, problems } = JSON.parse(Buffer.from(desk.HEAPU8.subarray(from, from + desk._desk_result_size())).toString());
        if (problems) throw new Error(`no picture of a moment: ${problems.map(({ text }) => text).join('\n')}`);
        return answer;
    };
}

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
    const moments = chapters.map((chapter) => ({ marker: marker_of(in_english(chapter.title)), chapter: chapter.title }));
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
