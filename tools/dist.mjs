// Collects the page into a folder of static files that any host can serve: web/, the WebAssembly
// module, fonts, scenarios with an index, pictures of their moments, licences, the documentation, and what makes the folder
// a package of npm. The folder ends up with exactly these files.
//
//     node tools/dist.mjs --out FOLDER --build FOLDER --imgui FOLDER --json FOLDER --emscripten FOLDER

import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { basename, dirname, extname, join, relative, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { minify } from 'terser';

import { open_desk } from './desk_in_node.mjs';
import { transcript_pages } from './transcripts.mjs';
import { draw_posters } from './posters.mjs';
import { build_site } from './site.mjs';

const { values: options } = parseArgs({
    options: Object.fromEntries(
        ['out', 'build', 'imgui', 'json', 'emscripten'].map((name) => [name, { type: 'string' }]),
    ),
});

async function files_below(folder) {
    if (!existsSync(folder)) return [];
    const entries = await readdir(folder, { withFileTypes: true });
    const lists = entries.map((entry) => {
        const path = join(folder, entry.name);
        return entry.isDirectory() ? files_below(path) : [path];
    });
    return (await Promise.all(lists)).flat().sort();
}

// Path below the folder -> content.
const content = new Map();

async function add(path, file) {
    content.set(path, await readFile(file));
}

async function add_first(path, candidates) {
    const file = candidates.find((candidate) => existsSync(candidate));
    if (!file) throw new Error(`no licence text for ${path}; looked at ${candidates.join(', ')}`);
    await add(path, file);
}

// A module without its comments and long local names; what it exports and the members it speaks of stay as they are.
async function add_module(path, file) {
    const { code } = await minify(await readFile(file, 'utf8'), { module: true, compress: { passes: 2 } });
    content.set(path, Buffer.from(code + '\n'));
}

// Styles and pages without comments and without the room that people need to read them. No text of ours holds two
// spaces or a comment's signs, and none stands in <pre>.
const without_room = {
    '.css': (text) => text.replace(/\/\*[^]*?\*\//g, '').replace(/\s+/g, ' ').replace(/ ?([{};,]) ?/g, '$1').replace(/;}/g, '}'),
    '.html': (text) => text.replace(/<!--[^]*?-->/g, '').replace(/\s+/g, ' ').replace(/> </g, '><'),
};

async function add_lean(path, file) {
    const text = without_room[extname(file)](await readFile(file, 'utf8'));
    content.set(path, Buffer.from(text.trim() + '\n'));
}

async function add_page() {
    for (const file of await files_below('web')) {
        const path = relative('web', file).split(sep).join('/');
        if (path.endsWith('.txt')) continue; // they steer the build only
        if (path.startsWith('single/')) continue; // for tools/single.mjs
        const how = path.endsWith('.mjs') ? add_module : extname(path) in without_room ? add_lean : add;
        await how(path, file);
    }
    for (const name of ['airlock.mjs', 'airlock.wasm', 'airlock-desk.mjs', 'airlock-desk.wasm']) {
        const file = join(options.build, name);
        if (existsSync(file)) await add(name, file);
    }
    for (const file of await files_below(join(options.build, 'fonts'))) {
        await add(`fonts/${basename(file)}`, file);
    }
}

// The page's languages but English, which the program brings: without the spaces of the files.
async function add_languages() {
    for (const file of await files_below('src/view/languages')) {
        const language = JSON.parse(await readFile(file, 'utf8'));
        content.set(`languages/${basename(file)}`, Buffer.from(JSON.stringify(language)));
    }
}

async function add_scenarios() {
    const index = [];
    for (const file of await files_below('scenarios')) {
        const name = relative('scenarios', file).split(sep).join('/');
        if (!name.endsWith('.json')) continue;
        await add(`scenarios/${name}`, file);
        if (name.includes('schema')) continue;
        let scenario;
        try {
            scenario = JSON.parse(await readFile(file, 'utf8'));
        } catch (error) {
            throw new Error(`${file}: ${error.message}`);
        }
        const stem = name.slice(0, -'.json'.length);
        index.push({ name: stem, title: scenario.title ?? stem });
    }
    // The stories first, then folder by folder.
    const key = ({ name }) => (name.includes('/') ? 1 : 0) + name;
    index.sort((a, b) => (key(a) < key(b) ? -1 : 1));
    content.set('scenarios/index.json', Buffer.from(JSON.stringify(index) + '\n'));
    return index;
}

// The stories for whoever has no script, or wants none.
async function add_transcripts(index) {
    const languages = [{ code: 'en', name: 'English', file: 'en', words: {} }];
    for (const path of await files_below('src/view/languages')) {
        const file = await readFile(path, 'utf8');
        const { code, name, texts, page } = JSON.parse(file);
        languages.push({ code, name, file, words: { ...texts, ...page } });
    }
    const size_of = (svg) => {
        const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(svg);
        return { width, height };
    };
    const stories = index.map(({ name }) => ({
        name,
        text: content.get(`scenarios/${name}.json`).toString(),
        moments: JSON.parse(content.get(`posters/${name}/index.json`)).moments.map((moment) =>
            ({ ...moment, ...size_of(content.get(`posters/${name}/${moment.marker}-light.svg`)) })),
    }));
    const pages = await transcript_pages({ ask: await open_desk(options.build), stories, languages });
    for (const [path, text] of pages) content.set(path, Buffer.from(text));
}

// What <airlock-demo> shows and says before the program is there.
async function add_demo() {
    if (!content.has('airlock-desk.wasm')) return; // the desk draws them
    const names = JSON.parse(content.get('scenarios/index.json')).map(({ name }) => name);
    const scenarios = names.map((name) => [name, content.get(`scenarios/${name}.json`).toString()]);
    const languages = [];
    const words = {};
    const said = [];
    for (const [path] of content) {
        if (!/^(demo\w*|download|files)\.mjs$/.test(path)) continue;
        const source = await readFile(join('web', path), 'utf8');
        for (const [, text] of source.matchAll(/\bt\('((?:[^'\\]|\\.)*)'/g)) said.push(text.replace(/\\(.)/g, '$1'));
    }
    for (const file of await files_below('src/view/languages')) {
        const code = basename(file, '.json');
        const text = await readFile(file, 'utf8');
        const { texts, page } = JSON.parse(text);
        languages.push({ code, text, texts });
        words[code] = Object.fromEntries(said.map((key) => [key, page[key] ?? texts[key]]).filter(([, value]) => value));
    }
    content.set('languages/demo.json', Buffer.from(JSON.stringify(words) + '\n'));
    for (const [path, text] of await draw_posters(options.build, scenarios, languages)) content.set(path, Buffer.from(text));
}

// The folder as a package of npm: nothing in it needs another one. What does something by being imported is named, so that
// a bundler leaves out no element.
async function add_package() {
    const { version, license = 'UNLICENSED' } = JSON.parse(await readFile('package.json', 'utf8'));
    const entries = ['demo.mjs', 'airlock_page.mjs', 'compare.mjs', 'portal.mjs', 'workshop.mjs', 'proof.mjs', 'desk_worker.mjs', 'embed.mjs', 'service_worker.js'];
    const described = {
        name: 'airlock-demo',
        version,
        description: "One tag that shows one moment of a recovery from AWS Backup's logically air-gapped vaults, simulated in the browser",
        type: 'module',
        license,
        main: './demo.mjs',
        types: './demo.d.ts',
        exports: {
            '.': { types: './demo.d.ts', default: './demo.mjs' },
            './element': { types: './demo.d.ts', default: './demo_element.mjs' },
            './*': './*',
        },
        sideEffects: [...entries.filter((path) => content.has(path)).map((path) => `./${path}`), '*.css'],
    };
    content.set('package.json', Buffer.from(JSON.stringify(described, null, 2) + '\n'));
}

async function add_licenses() {
    const npm = (path) => [join('node_modules', path)];
    await add_first('licenses/inter.txt', npm('@expo-google-fonts/inter/LICENSE_FONT'));
    await add_first('licenses/biz-udpgothic.txt', npm('@expo-google-fonts/biz-udpgothic/LICENSE_FONT'));
    await add_first('licenses/jetbrains-mono.txt', npm('@expo-google-fonts/jetbrains-mono/LICENSE_FONT'));
    await add_first('licenses/lucide.txt', npm('lucide-static/LICENSE'));
    await add_first('licenses/dear-imgui.txt', [join(options.imgui, 'LICENSE.txt')]);
    await add_first('licenses/nlohmann-json.txt', [
        join(options.json, 'LICENSE.txt'),
        join(options.json, 'LICENSE.MIT'),
    ]);
    // The runtime library of Emscripten (with musl and libc++) is part of airlock.wasm.
    await add_first('licenses/emscripten.txt', [
        join(options.emscripten, 'LICENSE'),
        join(options.emscripten, '../doc/emscripten/copyright'),
    ]);
}

// What the service worker keeps: everything a visitor of the page may come to need. Its version is the hash of all of it.
async function add_worker() {
    const is_kept = (path) => !/^(docs|posters|transcripts|licenses)\/|\.d\.ts$|^(package|offline)\.json$|^service_worker\.js$/.test(path);
    const sha256 = (bytes) => createHash('sha256').update(bytes).digest('base64');
    const paths = [...content.keys()].filter(is_kept).sort();
    const files = Object.fromEntries(paths.map((path) => [path, `sha256-${sha256(content.get(path))}`]));
    const version = createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 16);
    const { code } = await minify(content.get('service_worker.js').toString(), { compress: { passes: 2 } });
    const facts = `const version=${JSON.stringify(version)};\nconst files=${JSON.stringify(files)};\n`;
    content.set('service_worker.js', Buffer.from(`${facts}${code}\n`));
    content.set('offline.json', Buffer.from('{"offline": false}\n'));
}

// Last, for its links may lead to everything else.
async function add_documentation() {
    for (const [path, bytes] of await build_site({ names: content.keys() })) content.set(`docs/${path}`, bytes);
}

async function write_all() {
    // How many bytes a visitor will fetch, for a loading bar that tells the truth behind any host: of the files that
    // the bar counts.
    const is_counted = (path) => /^airlock\.wasm$|^fonts\/(?!(ja|vi|latin)-(regular|strong))|^scenarios\/(?!index|scenario\.schema)/.test(path);
    const sizes = {};
    for (const [path, bytes] of [...content].sort(([a], [b]) => (a < b ? -1 : 1))) {
        if (is_counted(path)) sizes[path] = bytes.length;
    }
    content.set('sizes.json', Buffer.from(JSON.stringify(sizes) + '\n'));
    await add_worker();

    for (const file of await files_below(options.out)) {
        if (!content.has(relative(options.out, file).split(sep).join('/'))) await rm(file);
    }
    for (const [path, bytes] of content) {
        const file = join(options.out, path);
        if (existsSync(file) && bytes.equals(await readFile(file))) continue;
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, bytes);
    }
}

try {
    await add_page();
    await add_languages();
    const index = await add_scenarios();
    await add_demo();
    await add_transcripts(index);
    await add_package();
    await add_licenses();
    await add_documentation();
    await write_all();
} catch (error) {
    console.error(`dist: ${error.message}`);
    process.exit(1);
}
