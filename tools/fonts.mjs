// Builds the page's fonts from the locked npm packages: each cut down to the characters listed in
// web/glyphs.txt (text) or the icons in web/icons.txt, as TrueType files that Dear ImGui can read.
// For each language of the page but English also two files with what its texts need beside those: the characters of
// web/glyphs_<language>.txt and of src/view/languages/<language>.json.
// Also writes a C++ header with the icons' names, and fails when a needed character is in no font.
//
//     node tools/fonts.mjs --glyphs FILE --icons FILE --out FOLDER --header FILE
//
// It is run from the top of the checkout.

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const require = createRequire(import.meta.url);
const subset_font = require('subset-font');

// In the order in which the page looks for a character.
export const text_fonts = [
    { file: 'inter-regular.ttf', source: '@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf' },
    { file: 'inter-semibold.ttf', source: '@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf' },
    {
        file: 'jetbrains-mono-regular.ttf',
        source: '@expo-google-fonts/jetbrains-mono/400Regular/JetBrainsMono_400Regular.ttf',
    },
];
// Which fonts write a language, and which of its letters the menu of languages shows before it is chosen. `latin` is no
// language of the page: it has letters for scenarios of one's own.
const inter = ['@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf',
    '@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf'];
const gothic = ['@expo-google-fonts/biz-udpgothic/400Regular/BIZUDPGothic_400Regular.ttf',
    '@expo-google-fonts/biz-udpgothic/700Bold/BIZUDPGothic_700Bold.ttf'];
export const languages = [
    { code: 'latin', sources: inter, has_no_texts: true },
    { code: 'vi', sources: inter },
    { code: 'ja', sources: gothic, name: '日本語' },
];
export const icon_font = { file: 'lucide.ttf', source: 'lucide-static/font/lucide.ttf' };

// Neither hinting nor layout rules nor names are used: Dear ImGui rasterises outlines and places them itself, and
// the page's own text takes the fonts of the system.
const subset_options = {
    targetFormat: 'truetype',
    noHinting: true,
    noLayoutClosure: true,
    dropTables: ['GPOS', 'GSUB', 'GDEF', 'STAT', 'DSIG', 'gasp', 'kern', 'name', 'OS/2', 'post'],
};

const point_name = (point) => 'U+' + point.toString(16).toUpperCase().padStart(4, '0');

function lines_of(text) {
    return text.split('\n').map((line) => line.trim()).filter((line) => line && !line.startsWith('#'));
}

// "U+2190-2193  arrows" and so on, to a sorted list of code points.
export function parse_glyphs(text) {
    const points = new Set();
    for (const line of lines_of(text)) {
        const match = /^U\+([0-9A-F]{4,6})(?:-([0-9A-F]{4,6}))?(?:\s|$)/.exec(line);
        if (!match) throw new Error(`glyphs: "${line}" is neither U+XXXX nor U+XXXX-XXXX`);
        const first = parseInt(match[1], 16);
        const last = parseInt(match[2] ?? match[1], 16);
        if (last < first) throw new Error(`glyphs: "${line}" ends before it begins`);
        for (let point = first; point <= last; ++point) points.add(point);
    }
    return [...points].sort((a, b) => a - b);
}

export function parse_icons(text, code_points) {
    const icons = [];
    for (const name of lines_of(text)) {
        const point = code_points[name];
        if (point === undefined) {
            const start = name.split('-')[0];
            const like = Object.keys(code_points).filter((other) => other.startsWith(start)).slice(0, 8);
            throw new Error(`icons: Lucide has no "${name}"; it has ${like.join(', ') || 'nothing like it'}`);
        }
        icons.push({ name, point });
    }
    return icons;
}

// The code points that a TrueType file has a glyph for, from its cmap (formats 4 and 12).
export function covered_points(font) {
    const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
    const points = new Set();
    let cmap = 0;
    for (let i = 0; i < view.getUint16(4); ++i) {
        const record = 12 + 16 * i;
        if (font.toString('latin1', record, record + 4) === 'cmap') cmap = view.getUint32(record + 8);
    }
    for (let i = 0; i < view.getUint16(cmap + 2); ++i) {
        const table = cmap + view.getUint32(cmap + 4 + 8 * i + 4);
        const format = view.getUint16(table);
        if (format === 4) read_format_4(view, table, points);
        if (format === 12) read_format_12(view, table, points);
    }
    return points;
}

function read_format_4(view, table, points) {
    const doubled = view.getUint16(table + 6);
    const [ends, starts] = [table + 14, table + 16 + doubled];
    const [deltas, offsets] = [starts + doubled, starts + 2 * doubled];
    for (let i = 0; i < doubled; i += 2) {
        const [start, end] = [view.getUint16(starts + i), view.getUint16(ends + i)];
        const [delta, offset] = [view.getUint16(deltas + i), view.getUint16(offsets + i)];
        for (let point = start; point <= end && point !== 0xffff; ++point) {
            let glyph = point;
            if (offset !== 0) glyph = view.getUint16(offsets + i + offset + 2 * (point - start));
            if (offset === 0 || glyph !== 0) glyph = (glyph + delta) & 0xffff;
            if (glyph !== 0) points.add(point);
        }
    }
}

function read_format_12(view, table, points) {
    for (let i = 0; i < view.getUint32(table + 12); ++i) {
        const group = table + 16 + 12 * i;
        for (let point = view.getUint32(group); point <= view.getUint32(group + 4); ++point) points.add(point);
    }
}

function icon_header(icons) {
    const bytes = (point) =>
        [...Buffer.from(String.fromCodePoint(point))].map((byte) => '\\x' + byte.toString(16)).join('');
    const lines = icons.map(
        ({ name, point }) =>
            `inline constexpr char ${name.replace(/[^a-z0-9]/g, '_')}[] = "${bytes(point)}";  // ${point_name(point)}`,
    );
    return `// Generated from web/icons.txt by tools/fonts.mjs: icons of the font ${icon_font.file}, as UTF-8.
#pragma once

namespace airlock::icon {

${lines.join('\n')}

}  // namespace airlock::icon
`;
}

// Writes `source` cut down to `points`, all of which it must have.
async function write_subset(source, points, path) {
    const original = await readFile(require.resolve(source));
    const subset = await subset_font(original, String.fromCodePoint(...points), subset_options);
    const kept = covered_points(subset);
    const lost = points.filter((point) => !kept.has(point));
    if (lost.length > 0) throw new Error(`${basename(path)} has no ${lost.map(point_name).join(' ')}`);
    await writeFile(path, subset);
    console.log(`${basename(path)}: ${points.length} characters, ${subset.length} bytes`);
}

async function write_language({ code, sources, name, has_no_texts }, known, out) {
    const points = new Set(parse_glyphs(await readFile(`web/glyphs_${code}.txt`, 'utf8')));
    const texts = has_no_texts ? '' : await readFile(`src/view/languages/${code}.json`, 'utf8');
    for (const letter of texts) if (letter >= ' ') points.add(letter.codePointAt(0));
    const needed = [...points].filter((point) => !known.has(point)).sort((a, b) => a - b);
    const [regular, strong] = sources;
    await write_subset(regular, needed, join(out, `${code}-regular.ttf`));
    await write_subset(strong, needed, join(out, `${code}-strong.ttf`));
    if (name) await write_subset(regular, [...name].map((letter) => letter.codePointAt(0)), join(out, `${code}-name.ttf`));
}

async function main() {
    const { values } = parseArgs({
        options: Object.fromEntries(['glyphs', 'icons', 'out', 'header'].map((name) => [name, { type: 'string' }])),
    });
    const points = parse_glyphs(await readFile(values.glyphs, 'utf8'));
    const code_points = require('lucide-static/font/codepoints.json');
    const icons = parse_icons(await readFile(values.icons, 'utf8'), code_points);
    await mkdir(values.out, { recursive: true });
    await mkdir(dirname(values.header), { recursive: true });

    const missing = new Set(points);
    for (const font of text_fonts) {
        const original = await readFile(require.resolve(font.source));
        const has = covered_points(original);
        const mine = points.filter((point) => has.has(point));
        mine.forEach((point) => missing.delete(point));
        await write_subset(font.source, mine, join(values.out, font.file));
        const lacks = points.filter((point) => !has.has(point)).map((point) => String.fromCodePoint(point));
        console.log(`${font.file} is without ${lacks.join(' ')}`);
    }
    if (missing.size > 0) {
        throw new Error(`no font has ${[...missing].map(point_name).join(' ')} (web/glyphs.txt)`);
    }

    for (const language of languages) await write_language(language, new Set(points), values.out);
    await write_subset(icon_font.source, icons.map(({ point }) => point), join(values.out, icon_font.file));
    await writeFile(values.header, icon_header(icons));
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
    main().catch((error) => {
        console.error(`fonts: ${error.message}`);
        process.exit(1);
    });
}
