// Says how large the built page is: raw, gzip and brotli bytes of each file, and what a first visit
// transfers (program, fonts, one scenario). Where there is a page in one file, it is all of that once more and stands apart.
//
//     node tools/size.mjs FOLDER [--json] [--scenario NAME]

import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

// What a first visit may transfer, compressed with brotli; the browser tests fail above it.
export const first_visit_bytes_max = 450_000;

// What <airlock-demo> may transfer before anybody starts it: its modules, one picture and what is known about it.
export const demo_bytes_max = 60_000;

async function files_below(folder) {
    const entries = await readdir(folder, { withFileTypes: true });
    const lists = entries.map((entry) => {
        const path = join(folder, entry.name);
        return entry.isDirectory() ? files_below(path) : [path];
    });
    return (await Promise.all(lists)).flat().sort();
}

export const brotli = (bytes, quality = 11) =>
    brotliCompressSync(bytes, {
        params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    }).length;

// Files of the page that nobody needs to look at a story: fetched when somebody asks for what they do.
const on_demand = new Set([
    'frame.mjs', 'compare.html', 'compare.mjs', 'compare.css', 'common_clock.mjs', 'desk.mjs', 'desk_worker.mjs', 'airlock-desk.mjs',
    'airlock-desk.wasm', 'portal.css', 'portal.html', 'portal.mjs', 'portal_view.mjs', 'portals.mjs', 'workshop.html',
    'workshop.mjs', 'workshop.css', 'workshop_plan.mjs', 'workshop_run.mjs', 'workshop_report.mjs',
    'tool.mjs', 'link.mjs', 'pack.mjs', 'moments.mjs', 'dialogs.css', 'export.mjs', 'composer.mjs', 'composer.css', 'comparing.mjs', 'package.json',
    'transcripts.css', 'offline.mjs', 'offline.json', 'service_worker.js', 'embed.html', 'embed.css', 'embed.mjs',
    'embed_protocol.mjs', 'embed_host.mjs', 'about.mjs', 'copy.mjs', 'proof.html', 'proof.css', 'proof.mjs', 'proof_words.mjs',
]);
const is_demo = (path) => /^demo\b/.test(path.replace('_', '-')) || path.startsWith('posters/');

const one_file = 'airlock.html'; // as tools/single.mjs calls it

function is_first_visit(path, scenario) {
    if (on_demand.has(path) || is_demo(path) || /^(docs|licenses|languages|transcripts|workshops)\//.test(path)) return false;
    if (/\/(vi|latin)-/.test(path)) return false;
    if (path.includes('/ja-')) return path.endsWith('/ja-name.ttf'); // the menu of languages shows it
    if (path.startsWith('scenarios/')) return path === `scenarios/${scenario}.json` || path === 'scenarios/index.json';
    return true;
}

const none = { raw: 0, gzip: 0, brotli: 0 };
const add = (sum, { raw, gzip, brotli }) => ({
    raw: sum.raw + raw,
    gzip: sum.gzip + gzip,
    brotli: sum.brotli + brotli,
});

// What a module brings along as soon as it is imported.
async function modules_of(folder, path, found = new Set()) {
    if (found.has(path)) return found;
    found.add(path);
    const text = await readFile(join(folder, path), 'utf8').catch(() => '');
    for (const [, next] of text.matchAll(/(?:from|import)\s*["']\.\/([\w./-]+)["']/g)) await modules_of(folder, next, found);
    return found;
}

// The tag with the heaviest picture that it may have to show.
async function measure_demo(folder, files) {
    const modules = await modules_of(folder, 'demo.mjs');
    const heaviest = (pattern) => files.filter(({ path }) => pattern.test(path)).reduce((most, file) => (file.brotli > most.brotli ? file : most), none);
    return [...files.filter(({ path }) => modules.has(path)), heaviest(/^posters\/.*\.svg$/), heaviest(/^posters\/.*\.json$/)].reduce(add, none);
}

// {files: [{path, raw, gzip, brotli, first_visit}], first_visit: {raw, gzip, brotli}, demo: {…}, all: {…}}
export async function measure(folder, scenario = 'cross-account') {
    const files = [];
    for (const file of await files_below(folder)) {
        const path = relative(folder, file).split(sep).join('/');
        if (path === one_file) continue;
        const bytes = await readFile(file), first_visit = is_first_visit(path, scenario);
        files.push({
            path,
            raw: bytes.length,
            gzip: gzipSync(bytes, { level: 9 }).length,
            // The best it can be takes half a minute for all of it: it is for what has a budget.
            brotli: brotli(bytes, first_visit || /^demo.*js$/.test(path) ? 11 : 5),
            first_visit,
        });
    }
    return {
        files,
        first_visit: files.filter((file) => file.first_visit).reduce(add, none),
        demo: await measure_demo(folder, files),
        all: files.reduce(add, none),
    };
}

async function main() {
    const { values, positionals } = parseArgs({
        allowPositionals: true,
        options: { json: { type: 'boolean', default: false }, scenario: { type: 'string' } },
    });
    const sizes = await measure(positionals[0], values.scenario);
    if (values.json) return console.log(JSON.stringify(sizes, null, 2));
    const row = (name, { raw, gzip, brotli }) =>
        console.log([raw, gzip, brotli].map((n) => String(n).padStart(9)).join(' ') + '  ' + name);
    console.log('      raw      gzip    brotli');
    for (const file of sizes.files) row(file.path + (file.first_visit ? '' : '  (on demand)'), file);
    row(`a first visit (at most ${first_visit_bytes_max} brotli)`, sizes.first_visit);
    row(`a demonstration before it is started (at most ${demo_bytes_max} brotli)`, sizes.demo);
    row('all files', sizes.all);
    const single = await readFile(join(positionals[0], one_file)).catch(() => null);
    if (single) {
        row(`${one_file}, the page in one file`, {
            raw: single.length, gzip: gzipSync(single, { level: 9 }).length, brotli: brotli(single),
        });
    }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
    main().catch((error) => {
        const missing = error.code === 'ENOENT';
        console.error(`airlock: ${missing ? 'there is no built page; run ./airlock build web' : error.message}`);
        process.exit(1);
    });
}
