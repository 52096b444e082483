// Writes the page as one file that needs no folder, no server and no network: classic script, no modules; everything
// that the folder holds lies packed in the document. It takes the folder that tools/dist.mjs has collected and bundles
// web/ anew, with web/single/ in place of what fetches.
//
//     node tools/single.mjs FOLDER [--out FILE]        FOLDER/airlock.html unless told otherwise

import { createHash } from 'node:crypto';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';

import { build } from 'esbuild';

const web = fileURLToPath(new URL('../web/', import.meta.url));
export const single_name = 'airlock.html';

// --- the scripts ---

// Compiled modules come from the folder; what knows where files are, from single/.
const stand_ins = (folder) => ({
    name: 'stand-ins',
    setup(bundle) {
        bundle.onResolve({ filter: /\/airlock(-desk)?\.mjs$/ }, ({ path }) => ({ path: resolve(folder, path.split('/').pop()) }));
        bundle.onResolve({ filter: /\/(files|copy)\.mjs$/ }, ({ path }) => ({ path: join(web, 'single', path.split('/').pop()) }));
    },
});

async function bundled(entry, folder) {
    const { outputFiles } = await build({
        entryPoints: [join(web, entry)],
        bundle: true, format: 'iife', minify: true, target: 'es2022', charset: 'utf8', legalComments: 'none', write: false,
        // The compiled programs ask where they lie before they are told that their bytes are there already.
        define: { 'import.meta.url': '"airlock:/"' },
        plugins: [stand_ins(folder)],
        logLevel: 'error',
    });
    return outputFiles[0].text.trim();
}

// --- what is packed ---

// In plain text, for whoever opens the file in an editor.
const is_licence = (path) => path.startsWith('licenses/');

// What is wanted together lies on one shelf.
function shelf_for(path) {
    if (is_licence(path)) return path;
    if (path === 'airlock.wasm') return 'program';
    if (path === 'airlock-desk.wasm' || path === 'desk_worker.js') return 'desk';
    const language = path.match(/^(?:languages\/|fonts\/)(ja|vi|latin)(?=\.json|-regular|-strong)/);
    if (language) return language[1];
    if (path.startsWith('fonts/')) return 'fonts';
    if (path.startsWith('scenarios/')) return 'scenarios';
    return 'page';
}

// What the page itself asks for, and nothing of what the folder holds for others. Documents and scripts come in by other
// ways.
const is_packed = (path) =>
    /^(fonts|licenses|scenarios|workshops)\/|^languages\/(vi|ja)\.json$|\.wasm$|^sizes\.json$|^(page|portal|compare|workshop|proof|composer|dialogs)\.css$/.test(path);

// Paths below the folder.
async function files_below(folder, below = '') {
    const entries = await readdir(join(folder, below), { withFileTypes: true });
    const lists = entries.map((entry) => {
        const path = below + entry.name;
        return entry.isDirectory() ? files_below(folder, `${path}/`) : [path];
    });
    return (await Promise.all(lists)).flat().sort();
}

// Nothing that lies between the tags of a script may end or change it.
function script(attributes, text) {
    if (/<\/script|<!--/i.test(text)) throw new Error(`a script with ${attributes || 'the program'} holds what would end it`);
    return `<script${attributes && ` ${attributes}`}>${text}</script>`;
}

// The shelves as HTML, and what lies on each: {shelf: [[path, bytes]]}.
function pack(files) {
    const shelves = new Map();
    for (const [path, bytes] of files) {
        const shelf = shelf_for(path);
        shelves.set(shelf, [...(shelves.get(shelf) ?? []), [path, bytes]]);
    }
    const contents = {};
    const blocks = [];
    const ordered = [...shelves].sort(([a], [b]) => is_licence(a) - is_licence(b));
    for (const [shelf, list] of ordered) {
        contents[shelf] = list.map(([path, bytes]) => [path, bytes.length]);
        const all = Buffer.concat(list.map(([, bytes]) => bytes));
        blocks.push(is_licence(shelf) ? script(`type="text/plain" data-shelf="${shelf}"`, all.toString('utf8'))
            : script(`type="application/octet-stream" data-shelf="${shelf}"`, gzipSync(all, { level: 9 }).toString('base64')));
    }
    blocks.push(script('type="application/json" data-shelf="contents"', JSON.stringify(contents)));
    return blocks;
}

// --- the document ---

const only = (text, pattern, what) => {
    const found = text.match(pattern);
    if (!found) throw new Error(`there is no ${what}`);
    return found[1];
};
const body_of = (html) => only(html, /<body[^>]*>([^]*)<\/body>/, '<body>').trim();
const styles_of = (html) => [...html.matchAll(/<link rel="stylesheet" href="([^"]+)">/g)].map(([, file]) => file);

function template_of(name, html) {
    const title = only(html, /<title>([^<]*)<\/title>/, `title in ${name}.html`);
    const body_class = html.match(/<body class="([^"]*)"/)?.[1] ?? '';
    const styles = styles_of(html).filter((file) => file !== 'page.css').join(' ');
    const body = body_of(html).replaceAll('href="index.html"', 'href="#page=index"');
    return `<template data-page="${name}" data-title="${title}" data-body="${body_class}" data-styles="${styles}">${body}</template>`;
}

const hash_of = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

// No way in for anybody's code, no way out for anything: what is not named here is forbidden.
const policy_of = (program, style) => [
    "default-src 'none'", `script-src ${hash_of(program)} 'wasm-unsafe-eval'`, `style-src ${hash_of(style)}`,
    'img-src data: blob:', 'worker-src blob:', "connect-src 'none'", "base-uri 'none'", "form-action 'none'",
].join('; ');

// The same poster, but what a copy of this kind needs to start is something else.
const not_started = '<p class="not-started">Airlock has not started. A frame around it needs <code>allow-scripts</code> in its ' +
    '<code>sandbox</code>; otherwise this copy may not be whole, or the browser may be older than 2023.</p>';

export async function write_single(folder, file) {
    const files = new Map();
    const read = (path) => readFile(join(folder, path));
    for (const path of await files_below(folder)) {
        if (is_packed(path)) files.set(path, await read(path));
    }
    const icon = `data:image/svg+xml;base64,${(await read('icon.svg')).toString('base64')}`;
    for (const [path, bytes] of files) {
        if (path.endsWith('.css')) files.set(path, Buffer.from(bytes.toString('utf8').replaceAll(/url\(['"]?icon\.svg['"]?\)/g, `url('${icon}')`)));
    }
    const [program, worker] = [await bundled('single/page.mjs', folder), await bundled('desk_worker.mjs', folder)];
    files.set('desk_worker.js', Buffer.from(worker));
    const style = files.get('page.css').toString('utf8').trim();
    files.delete('page.css');

    const page = async (name) => (await read(`${name}.html`)).toString('utf8');
    const index = await page('index');
    const templates = [];
    for (const name of ['portal', 'compare', 'workshop', 'proof']) templates.push(template_of(name, await page(name)));
    only(index, /(<p class="not-started">)/, 'sentence for a program that never came in index.html');
    const text = [
        '<!doctype html><html lang="en"><head><meta charset="utf-8">',
        `<meta http-equiv="Content-Security-Policy" content="${policy_of(program, style)}">`,
        '<!-- Airlock in one file: open it in any browser, offline. The licences of what it holds stand at its end. -->',
        ...index.match(/<meta name="[^>]*>/g),
        '<title>Airlock</title>',
        `<link rel="icon" href="${icon}" type="image/svg+xml">`,
        `<style>${style}</style></head><body>`,
        body_of(index).replace(/<p class="not-started">[^]*?<\/p>/, not_started),
        ...templates,
        ...pack(files),
        // After all that it reads: a copy that is not whole does not start at all.
        script('', program),
        '</body></html>',
    ].join('\n') + '\n';
    await writeFile(file, text);
}

async function main() {
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { out: { type: 'string' } } });
    await write_single(positionals[0], values.out ?? join(positionals[0], single_name));
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
    main().catch((error) => {
        const is_missing = error.code === 'ENOENT';
        console.error(`single: ${is_missing ? `there is no built page: ${error.path} is missing; run ./airlock build web` : error.message}`);
        process.exit(1);
    });
}
