// Collects the page into a folder of static files that any host can serve: web/, the WebAssembly
// module, fonts, scenarios with an index, licences. The folder ends up with exactly these files.
//
//     node tools/dist.mjs --out FOLDER --build FOLDER --imgui FOLDER --json FOLDER --emscripten FOLDER

import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { basename, dirname, extname, join, relative, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { minify } from 'terser';

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

async function write_all() {
    // How many bytes a visitor will fetch, for a loading bar that tells the truth behind any host: of the files that
    // the bar counts.
    const is_counted = (path) => /\.(wasm|ttf)$|^scenarios\/(?!index)/.test(path);
    const sizes = {};
    for (const [path, bytes] of [...content].sort(([a], [b]) => (a < b ? -1 : 1))) {
        if (is_counted(path)) sizes[path] = bytes.length;
    }
    content.set('sizes.json', Buffer.from(JSON.stringify(sizes) + '\n'));

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
    await add_scenarios();
    await add_licenses();
    await write_all();
} catch (error) {
    console.error(`dist: ${error.message}`);
    process.exit(1);
}
