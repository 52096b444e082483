// The documentation as a small static site: README.md and the Markdown below docs/ become pages that need no script, no
// inline style and no server, so they live wherever the page itself lives. docs/index.md is the table of contents: what
// it links to, heading by heading, is the navigation of every page. The Markdown stays readable where it lies; a link that
// leads nowhere, a moment that no story has, or markup that the page's policy forbids, ends the build with its place.
//
//     const pages = await build_site({ names })     Map: path below docs/ of the built page -> bytes

import { readFile, readdir, stat } from 'node:fs/promises';
import { extname, join, posix } from 'node:path';

import MarkdownIt from 'markdown-it';

import { did_you_mean, quoted, read_options } from '../web/demo_options.mjs';
import { markers_of, read_place } from '../web/moments.mjs';

const contents_page = 'docs/index.md';
const style_file = 'docs/site.css';
const media = new Set(['.png', '.svg', '.jpg', '.webp']);
const demo_tag = 'airlock-demo';
// Of a tag in the Markdown; anything else is a slip of the pen, or would not live under the page's policy.
const allowed_tags = new Set([demo_tag, 'a', 'span', 'p', 'br', 'kbd', 'sub', 'sup']);
const forbidden_attribute = /^(style|on.*)$/;
const tag_pattern = /<(\/?)([a-z][a-z0-9-]*)((?:\s+[^\s=<>"]+(?:\s*=\s*"[^"]*")?)*)\s*\/?>/gi;
const attribute_pattern = /([^\s=<>"]+)(?:\s*=\s*"([^"]*)")?/g;

// `root`: the repository; `names`: the files of the built page beside docs/, which links may lead to.
export async function build_site({ root = '.', names = [] } = {}) {
    const complaints = [];
    const complain = (page, line, sentence, suggestion = '') =>
        complaints.push(`${page.source}:${line}: ${sentence}${suggestion && `; ${suggestion}`}`);
    const files = ['README.md', ...(await files_below(root, 'docs'))];
    const pages = new Map();
    for (const source of files.filter((file) => file.endsWith('.md'))) {
        pages.set(source, parse(source, await readFile(join(root, source), 'utf8')));
    }
    const markers = await read_markers(root);
    const site = { root, pages, files: new Set(files), names: new Set(names), markers, complain };

    for (const page of pages.values()) {
        if (!page.title) complain(page, 1, 'has no title: a line that begins with "# "');
        check_moments(site, page);
        await settle_links(site, page);
    }
    const sections = read_contents(site);
    if (complaints.length > 0) throw new Error(['the documentation has faults:', ...complaints].join('\n'));

    const out = new Map();
    const order = sections.flatMap(({ entries }) => entries);
    for (const page of pages.values()) out.set(page.out, Buffer.from(render(site, page, sections, order)));
    for (const file of files.filter((name) => media.has(extname(name)))) {
        out.set(posix.relative('docs', file), await readFile(join(root, file)));
    }
    const style = await readFile(join(root, style_file), 'utf8');
    out.set('site.css', Buffer.from(tokens_of(await readFile(join(root, 'web/page.css'), 'utf8')) + style));
    return out;
}

async function files_below(root, folder) {
    const entries = await readdir(join(root, folder), { withFileTypes: true });
    const lists = entries.map((entry) => {
        const path = `${folder}/${entry.name}`;
        return entry.isDirectory() ? files_below(root, path) : [path];
    });
    return (await Promise.all(lists)).flat().sort();
}

// The names that moments of each shipped scenario have.
async function read_markers(root) {
    const markers = new Map();
    for (const file of await files_below(root, 'scenarios')) {
        if (!file.endsWith('.json') || file.includes('schema')) continue;
        const scenario = JSON.parse(await readFile(join(root, file), 'utf8'));
        markers.set(file.slice('scenarios/'.length, -'.json'.length), [...markers_of(scenario), 'end']);
    }
    return markers;
}

// The colours of the page itself, by what the reader's system prefers: one list of tokens for both.
function tokens_of(page_css) {
    const block = (selector) => {
        const [, body] = new RegExp(`${selector}\\s*\\{([^}]*)\\}`).exec(page_css) ?? [];
        if (!body) throw new Error(`web/page.css has no block ${selector}, from which the documentation takes its colours`);
        return body;
    };
    return `:root {${block("\\[data-theme='dark'\\]")}}\n` +
        `@media (prefers-color-scheme: light) { :root {${block("\\n\\[data-theme='light'\\]")}} }\n`;
}

// --- reading ---

const escape = (text) => text.replace(/[&<>"]/g, (letter) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[letter]);

// As forges make them, so that a link to a heading works there and here.
const slug_of = (text) => text.trim().toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-');

const text_of = (inline) => inline.children.filter(({ type }) => type === 'text' || type === 'code_inline').map(({ content }) => content).join('');

const out_of = (source) => (source === 'README.md' ? 'readme.html' : posix.relative('docs', source).replace(/\.md$/, '.html'));

const markdown = new MarkdownIt({ html: true });
markdown.renderer.rules.table_open = () => '<div class="table" role="group" aria-label="Table" tabindex="0"><table>\n';
markdown.renderer.rules.table_close = () => '</table></div>\n';
// Alignment as an attribute: the page's policy allows no inline style.
for (const rule of ['th_open', 'td_open']) {
    markdown.renderer.rules[rule] = (tokens, index) => {
        const side = /text-align:(\w+)/.exec(tokens[index].attrGet('style') ?? '')?.[1];
        return `<${tokens[index].tag}${side ? ` data-align="${side}"` : ''}>`;
    };
}
for (const rule of ['fence', 'code_block']) {
    markdown.renderer.rules[rule] = (tokens, index) => `<pre tabindex="0"><code>${escape(tokens[index].content)}</code></pre>\n`;
}
// Long names may break where their parts meet, so that tables fit a phone; whoever copies one gets no break.
markdown.renderer.rules.code_inline = (tokens, index) => {
    const broken = escape(tokens[index].content).replace(/(?<=[A-Za-z0-9])(?=[A-Z][a-z])|(?<=[_/])(?=\w)/g, '<wbr>');
    return `<code>${broken}</code>`;
};
// A picture comes when it is near.
const image = markdown.renderer.rules.image;
markdown.renderer.rules.image = (tokens, index, ...more) => {
    tokens[index].attrSet('loading', 'lazy');
    return image(tokens, index, ...more);
};

function parse(source, text) {
    const tokens = markdown.parse(text, {});
    const page = { source, out: out_of(source), tokens, title: '', summary: '', headings: [], ids: new Set(), demos: [] };
    tokens.forEach((token, index) => {
        if (token.type === 'heading_open') {
            const said = text_of(tokens[index + 1]);
            let id = slug_of(said);
            for (let n = 1; page.ids.has(id); ++n) id = `${slug_of(said)}-${n}`;
            page.ids.add(id);
            token.attrSet('id', id);
            page.headings.push({ level: Number(token.tag[1]), text: said, id });
            if (token.tag === 'h1' && !page.title) page.title = said;
        }
        if (token.type === 'paragraph_open' && !page.summary && page.title) page.summary = text_of(tokens[index + 1]);
    });
    for (const { attributes } of tags_of(page)) if (attributes.id) page.ids.add(attributes.id);
    return page;
}

// Every token of a page with its line, those inside of others too.
function* tokens_with_lines(page) {
    for (const token of page.tokens) {
        let line = (token.map?.[0] ?? 0) + 1;
        yield { token, line };
        for (const child of token.children ?? []) {
            yield { token: child, line };
            if (child.type === 'softbreak' || child.type === 'hardbreak') ++line;
        }
    }
}

// Every opening tag that the Markdown has as HTML: { name, attributes, token, line }.
function* tags_of(page) {
    for (const { token, line } of tokens_with_lines(page)) {
        if (token.type !== 'html_block' && token.type !== 'html_inline') continue;
        for (const match of token.content.matchAll(tag_pattern)) {
            const [, closing, name, rest] = match;
            if (closing) continue;
            const attributes = {};
            for (const [, key, value = ''] of rest.matchAll(attribute_pattern)) attributes[key.toLowerCase()] = value;
            const before = token.content.slice(0, match.index).split('\n').length - 1;
            yield { name: name.toLowerCase(), attributes, token, line: line + before };
        }
    }
}

// --- checking ---

// What stands in the HTML of a page: tags that may, and moments that a story has.
function check_moments({ markers, complain, names }, page) {
    for (const { name, attributes, line } of tags_of(page)) {
        if (!allowed_tags.has(name)) complain(page, line, `<${name}> is no tag of these pages`, `write \`<${name}>\` if it is meant as text`);
        const bad = Object.keys(attributes).find((key) => forbidden_attribute.test(key));
        if (bad) complain(page, line, `the attribute ${quoted(bad)} does not live under the page's policy`, 'put it into docs/site.css');
        if (name !== demo_tag) continue;
        const { values, problems } = read_options((key) => attributes[key] ?? null, { base: 'http://localhost/' });
        for (const { text } of problems) complain(page, line, text);
        page.demos.push({ id: attributes.id, scenario: values.scenario.name, marker: values.at?.marker });
        check_moment(markers, values.scenario.name, values.at, (...said) => complain(page, line, ...said));
        if (values.compare) check_moment(markers, values.compare.name, null, (...said) => complain(page, line, ...said));
    }
    if (page.demos.length > 0 && !names.has('demo.mjs')) complain(page, 1, 'needs demo.mjs, which the built page does not have');
    let before = null; // without a name the last demonstration before the words is meant, or the first one
    const demos = page.demos.values();
    for (const { name, attributes, line } of tags_of(page)) {
        if (name === demo_tag) before = demos.next().value;
        const said = attributes['data-airlock'];
        if (said === undefined) continue;
        const wanted = attributes['data-airlock-for'];
        const demo = wanted ? page.demos.find(({ id }) => id === wanted) : (before ?? page.demos[0]);
        if (!demo) complain(page, line, wanted ? `there is no <${demo_tag} id="${wanted}"> on this page` : `there is no <${demo_tag}> on this page`);
        else if (!read_place(said)) complain(page, line, `${quoted(said)} is no moment`, 'write marker:vote, entry:12 or time:+26:13');
        else check_moment(markers, demo.scenario, read_place(said), (...words) => complain(page, line, ...words));
    }
}

function check_moment(markers, scenario, at, complain) {
    const known = markers.get(scenario);
    if (!known) complain(`there is no scenario ${quoted(scenario)}`, did_you_mean(scenario, [...markers.keys()]));
    else if (at?.marker && !known.includes(at.marker)) {
        complain(`${scenario} has no moment ${quoted(at.marker)}`, did_you_mean(at.marker, known) || `it has ${known.join(', ')}`);
    }
}

// Turns every link of a page into one of the site: pages to pages, files of the page to where it has them. A link into the
// sources becomes plain text, for the site does not carry them.
async function settle_links(site, page) {
    for (const { token, line } of tokens_with_lines(page)) {
        if (token.type === 'link_open') {
            const target = await target_of(site, page, token.attrGet('href'), line);
            if (target === null) token.meta = { is_text: true };
            else token.attrSet('href', target);
        } else if (token.type === 'image') {
            token.attrSet('src', (await target_of(site, page, token.attrGet('src'), line)) ?? '');
        } else if (token.type === 'html_block' || token.type === 'html_inline') {
            for (const [all, key, link] of token.content.matchAll(/\s(href|src|poster)="([^"]*)"/g)) {
                const target = await target_of(site, page, link.replaceAll('&amp;', '&'), line);
                token.content = token.content.replace(all, ` ${key}="${escape(target ?? '')}"`);
            }
        }
    }
    for (const token of page.tokens) {
        let depth = 0;
        token.children = token.children?.filter(({ type, meta }) => {
            if (type === 'link_open' && meta?.is_text) return ++depth, false;
            if (type === 'link_close' && depth > 0) return --depth, false;
            return true;
        }) ?? token.children;
    }
}

// Where a link leads in the site, relative to the page; null for a place that only the sources have.
async function target_of({ root, pages, files, names, markers, complain }, page, link, line) {
    if (/^(https?|mailto):/.test(link)) return link;
    const [path, ...rest] = link.split('#');
    const hash = rest.join('#');
    const source = path === '' ? page.source : posix.normalize(posix.join(posix.dirname(page.source), decodeURI(path)));
    const relative = (out) => (posix.relative(posix.dirname(`docs/${page.out}`), out) || posix.basename(out)) + (hash && `#${hash}`);
    if (/^[a-z][a-z0-9+.-]*:|^\/|\?/i.test(link) || source.startsWith('..')) {
        complain(page, line, `links to ${quoted(link)}`, 'write the path of a file of this repository, or an address with https');
        return null;
    }
    const other = pages.get(source);
    if (other) {
        if (hash && !other.ids.has(hash)) {
            complain(page, line, `links to ${quoted(`#${hash}`)}, a heading that ${source} does not have`, did_you_mean(hash, [...other.ids]));
        }
        return path === '' ? `#${hash}` : relative(`docs/${other.out}`);
    }
    if (files.has(source) && media.has(extname(source))) return relative(source);
    if (!(await stat(join(root, source)).catch(() => null))) {
        complain(page, line, `links to ${source}, which does not exist`, did_you_mean(source, [...pages.keys()]));
        return null;
    }
    const name = source.startsWith('web/') ? source.slice('web/'.length) : source;
    if (name === 'index.html') {
        const said = new URLSearchParams(hash);
        if (said.has('scenario')) {
            check_moment(markers, said.get('scenario'), read_place(said.get('at') ?? '0'), (...words) => complain(page, line, ...words));
        }
    }
    return names.has(name) ? relative(name) : null;
}

// The navigation: each heading of the table of contents with the pages that its list leads to.
function read_contents({ pages, complain }) {
    const contents = pages.get(contents_page);
    if (!contents) throw new Error(`there is no ${contents_page}, the documentation's table of contents`);
    const by_out = new Map([...pages.values()].map((page) => [page.out, page]));
    const sections = [{ title: '', entries: [{ page: contents, text: 'Contents' }] }];
    const listed = new Set([contents]);
    let depth = 0;
    contents.tokens.forEach((token, index) => {
        if (token.type === 'heading_open' && token.tag === 'h2') sections.push({ title: text_of(contents.tokens[index + 1]), entries: [] });
        if (token.type === 'list_item_open') ++depth;
        if (token.type === 'list_item_close') --depth;
        if (token.type !== 'inline' || depth === 0) return;
        const at = token.children.findIndex(({ type }) => type === 'link_open');
        const page = by_out.get(token.children[at]?.attrGet('href'));
        if (!page || listed.has(page)) return;
        listed.add(page);
        sections.at(-1).entries.push({ page, text: token.children[at + 1].content });
    });
    for (const page of pages.values()) if (!listed.has(page)) complain(contents, 1, `does not lead to ${page.source}`, 'add it to a list');
    return sections.filter(({ entries }) => entries.length > 0);
}

// --- writing ---

// The picture of a demonstration's moment, inside its link: what there is to see without a script.
function still_of({ scenario, marker }, names, to) {
    const [dark, light] = ['dark', 'light'].map((theme) => `posters/${scenario}/${marker}-${theme}.svg`);
    if (!names.has(dark) || !names.has(light)) return '';
    return `<picture><source srcset="${to(light)}" media="(prefers-color-scheme: light)"><img src="${to(dark)}" alt="" loading="lazy"></picture>`;
}

function render({ names }, page, sections, order) {
    const from = posix.dirname(`docs/${page.out}`);
    const to = (path) => posix.relative(from, path) || posix.basename(path);
    const to_page = (other) => to(`docs/${other.out}`);
    const demos = page.demos.values();
    const body = markdown.renderer.render(page.tokens, markdown.options, {})
        .replace(/<airlock-demo[^>]*>(\s*<a [^>]*>)?/g, (tag, link) => {
            const still = still_of(demos.next().value, names, to);
            return link ? tag + still : tag;
        })
        .replace(/<(h[2-6]) id="([^"]+)">(.*?)<\/\1>/gs, (_, tag, id, text) =>
            `<${tag} id="${id}">${text} <a class="anchor" href="#${id}" aria-label="Link to this section">#</a></${tag}>`);
    const cut = body.indexOf('</p>', body.indexOf('</h1>')) + '</p>'.length; // after the first paragraph, which says what it is about
    const at = order.findIndex((entry) => entry.page === page);
    const turn = [['prev', 'Before', order[at - 1]], ['next', 'Next', order[at + 1]]].filter(([, , entry]) => entry);
    const is_contents = page.source === contents_page;
    const demo_files = page.demos.length === 0 ? '' : `
<link rel="stylesheet" href="${to('demo.css')}">
<script type="module" src="${to('demo.mjs')}"></script>`;
    const tops = page.headings.filter(({ level }) => level === 2);
    const toc = is_contents || tops.length < 2 ? '' : `
<nav class="toc" aria-label="On this page"><div>
<p>On this page</p>
<ul>${tops.map(({ id, text }) => `<li><a href="#${id}">${escape(text)}</a></li>`).join('\n')}</ul>
</div></nav>`;
    return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="dark light">
<meta name="description" content="${escape(page.summary)}">
<title>${escape(page.title)}${is_contents ? '' : ' – Airlock'}</title>
<link rel="icon" href="${to('icon.svg')}" type="image/svg+xml">
<link rel="stylesheet" href="${to('docs/site.css')}">${demo_files}
</head>
<body${is_contents ? ' class="contents"' : ''}>
<header class="bar">
<a class="home" href="${to('docs/index.html')}"><img src="${to('icon.svg')}" alt="" width="28" height="28">Airlock <span>documentation</span></a>
<a class="to-pages" href="#pages">All pages</a>
<a class="open" href="${to('index.html')}">Open Airlock</a>
</header>
<div class="columns">
<main>
<article>
${body.slice(0, cut)}${toc}${body.slice(cut)}</article>
<nav class="turn" aria-label="Next and previous page">
${turn.map(([rel, word, entry]) => `<a rel="${rel}" href="${to_page(entry.page)}"><span>${word}</span> ${escape(entry.text)}</a>`).join('\n')}
</nav>
</main>
<nav class="pages" id="pages" aria-label="All pages">
${sections.map(({ title, entries }) => `${title ? `<h2>${escape(title)}</h2>\n` : ''}<ul>
${entries.map((entry) => `<li><a href="${to_page(entry.page)}"${entry.page === page ? ' aria-current="page"' : ''}>${escape(entry.text)}</a></li>`).join('\n')}
</ul>`).join('\n')}
</nav>
</div>
<footer><p>A simulation, made from public documentation. Not affiliated with AWS.</p></footer>
</body>
</html>
`;
}
