// The recipes of docs/embedding.md as they stand there: the files that a recipe names are written, the tool makes its page
// of them, and the page is driven. Sphinx, MkDocs and Hugo are used where they are installed; elsewhere the page is put
// together as they do it, and the line of the test says so. Of Docusaurus its compiler of pages is used, MDX with React.

import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';

import { evaluate } from '@mdx-js/mdx';
import MarkdownIt from 'markdown-it';
import { renderToStaticMarkup } from 'react-dom/server';
import * as runtime from 'react/jsx-runtime';

import { file_of } from '../../tools/serve.mjs';
import { fill_nothing } from './browser.mjs';
import { check, check_equal } from './harness.mjs';

const types = {
    '.css': 'text/css', '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.json': 'application/json', '.mjs': 'text/javascript',
    '.svg': 'image/svg+xml', '.wasm': 'application/wasm',
};
const story = 'cross-organization';
const resolve = createRequire(import.meta.url).resolve;

// Path -> text of the files of one recipe: its blocks of code by the name that stands before them, else by their language.
async function files_of(heading) {
    const text = await readFile('docs/embedding.md', 'utf8');
    const recipes = text.slice(text.indexOf('\n## Recipes\n'));
    const [, recipe] = recipes.split(`\n### ${heading}\n`);
    check(recipe, `docs/embedding.md has no recipe ${heading}`);
    const files = {};
    for (const [, name, language, code] of recipe.split('\n### ')[0].matchAll(/^(?:`(\S+)`:\n\n)?```(\w+)\n([^]*?)^```$/gm)) files[name ?? language] = code;
    check(Object.keys(files).length > 0, `the recipe ${heading} has no code`);
    return files;
}

// A host with a folder for each page; what no folder has of `airlock/`, the built page gives.
async function open_host({ dist, contexts, browser }) {
    const root = await mkdtemp(join(tmpdir(), 'airlock-recipe-'));
    const server = createServer(async (request, response) => {
        let { pathname } = new URL(request.url, 'http://localhost');
        if (pathname.endsWith('/')) pathname += 'index.html';
        const rest = pathname.split('/airlock/')[1];
        const read = async (folder, path) => readFile(file_of(folder, path) ?? '').catch(() => null);
        const bytes = (await read(root, pathname)) ?? (rest && (await read(dist, `/${rest}`)));
        if (!bytes) return response.writeHead(404).end('not here');
        response.writeHead(200, { 'Content-Type': types[extname(pathname)] ?? 'application/octet-stream' }).end(bytes);
    });
    await new Promise((done) => server.listen(0, '127.0.0.1', done));
    const origin = `http://127.0.0.1:${server.address().port}`;
    const context = await browser.newContext({ viewport: { width: 1000, height: 760 }, reducedMotion: 'reduce' });
    contexts.push(context, { close: async () => (server.close(), rm(root, { recursive: true, force: true })) });
    await fill_nothing(context);
    // Themes may want fonts and scripts from elsewhere, and miss them; nobody is asked.
    await context.route((url) => url.origin !== origin, (route) => route.abort());
    const page = await context.newPage();
    const errors = [];
    page.on('pageerror', (error) => String(error).includes('hljs') || errors.push(String(error)));
    const write = async (path, text) => {
        await mkdir(dirname(join(root, path)), { recursive: true });
        await writeFile(join(root, path), text);
    };
    return { root, origin, page, errors, write, read: (path) => readFile(join(root, path), 'utf8') };
}

// The answer of a tool, or null where it is not installed.
function run(tool, words, options) {
    try {
        return execFileSync(tool, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], ...options });
    } catch (error) {
        if (error.code === 'ENOENT') return null;
        throw new Error(`${tool}: ${error.stderr || error.stdout || error.message}`);
    }
}

const said_by_hand = (tool) => console.log(`      ${tool} is not installed: its page is put together here`);
const page_of = (head, body) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>page</title>${head}</head><body>${body}</body></html>`;
const markdown = (text, options) => new MarkdownIt(options).render(text);

async function entry_of(dist, marker) {
    const { moments } = JSON.parse(await readFile(join(dist, `posters/${story}/index.json`), 'utf8'));
    return moments.find((moment) => moment.marker === marker).entry;
}

// The tag shows the picture of its moment, the words below it can be pressed; where `starts`, they are, and start the story.
async function drive({ page, errors, origin }, { dist }, path, { starts = true } = {}) {
    await page.goto(`${origin}/${path}`);
    const picture = page.locator('airlock-demo img[src*="/posters/cross-organization/ask-"]').first();
    await picture.waitFor();
    check((await picture.evaluate((image) => image.decode().then(() => image.naturalWidth))) > 300, 'the picture of the moment');
    const href = await page.locator('airlock-demo > a').evaluate((link) => link.href);
    check_equal([new URL(href).hash, (await page.request.get(href)).status()], [`#scenario=${story}&at=ask`, 200], `the words for readers without scripts, ${href}`);
    const words = page.locator('[data-airlock="marker:restore"]');
    check_equal(await words.getAttribute('tabindex'), '0', 'a key reaches the words');
    if (starts) {
        await words.click();
        await page.locator('[data-airlock-here]').waitFor();
        const state = await page.evaluate(() => document.querySelector('airlock-demo').state());
        check_equal([state.scenario, state.at], [story, await entry_of(dist, 'restore')], 'where the words lead');
    }
    check_equal(errors, [], 'errors');
}

async function forge(tools) {
    const { write, page, origin } = await open_host(tools);
    const text = (await files_of('Markdown without scripts')).markdown.replaceAll('https://example.org/airlock', `${origin}/airlock`);
    await write('index.html', page_of('', markdown(text)));
    await page.goto(origin);
    const image = page.locator('a > img');
    check((await image.evaluate((picture) => picture.decode().then(() => picture.naturalWidth))) > 300 && (await image.getAttribute('alt')), 'the picture');
    await image.click();
    await page.waitForFunction(() => window.airlock);
    await page.evaluate(() => window.airlock.ready);
    const { scenario, at } = await page.evaluate(() => window.airlock.state());
    check_equal([scenario, at], [story, await entry_of(tools.dist, 'ask')], 'where the picture leads');
}

async function sphinx(tools) {
    const host = await open_host(tools);
    const files = await files_of('Sphinx');
    for (const [name, text] of Object.entries(files)) await host.write(`source/${name}`, text);
    await host.write('source/_static/airlock/demo.mjs', await readFile(join(tools.dist, 'demo.mjs'), 'utf8'));
    if (run('sphinx-build', ['-q', '-b', 'html', 'source', 'sphinx/deep'], { cwd: host.root }) === null) {
        said_by_hand('Sphinx');
        const [, tag] = /^\.\. raw:: html\n\n((?: {3}.*\n)+)/m.exec(files['index.rst']);
        const [, words] = /:html:`([^`]+)`/.exec(files['index.rst']);
        const [, src, type] = /\("([^"]+)", \{"type": "(\w+)"\}\)/.exec(files['conf.py']);
        await host.write('sphinx/deep/index.html', page_of(`<script type="${type}" src="_static/${src}"></script>`, `${tag}<p>${words}</p>`));
    } else check((await host.read('sphinx/deep/_static/airlock/demo.mjs')).length > 0, 'the folder is taken along');
    await drive(host, tools, 'sphinx/deep/');
}

async function mkdocs(tools) {
    const host = await open_host(tools);
    const files = await files_of('MkDocs');
    for (const [name, text] of Object.entries(files)) await host.write(`source/${name}`, text);
    await host.write('source/docs/airlock/demo.mjs', await readFile(join(tools.dist, 'demo.mjs'), 'utf8'));
    if (run('mkdocs', ['build', '-q', '-d', '../mkdocs'], { cwd: join(host.root, 'source') }) === null) {
        said_by_hand('MkDocs');
        const [, src] = /extra_javascript:\n {2}- (\S+)/.exec(files['mkdocs.yml']);
        await host.write(`mkdocs/${src}`, files[`docs/${src}`]);
        await host.write('mkdocs/index.html', page_of('', `${markdown(files['docs/index.md'], { html: true })}<script src="${src}" defer></script>`));
    } else check((await host.read('mkdocs/airlock/demo.mjs')).length > 0, 'the folder is taken along');
    await drive(host, tools, 'mkdocs/');
}

async function docusaurus(tools) {
    const host = await open_host(tools);
    const files = await files_of('Docusaurus');
    await host.write('docusaurus.config.mjs', files['docusaurus.config.js']);
    const { default: config } = await import(join(host.root, 'docusaurus.config.mjs'));
    const attributes = (fields) => Object.entries(fields).filter(([, value]) => typeof value === 'string').map(([key, value]) => ` ${key}="${value.replaceAll('&', '&amp;')}"`).join('');
    const head = config.scripts.map((script) => `<script${attributes(script)}></script>`).join('') +
        config.stylesheets.map((href) => `<link rel="stylesheet" href="${href}">`).join('');
    // As Docusaurus does it: the text becomes a component, and React writes that on the server.
    const { default: content } = await evaluate(files['docs/recovery.mdx'], runtime);
    const body = renderToStaticMarkup(runtime.jsx(content, {}));
    await host.write('docs/recovery/index.html', page_of(head, body));
    await drive(host, tools, 'docs/recovery/', { starts: false });
}

async function hugo(tools) {
    const host = await open_host(tools);
    const files = await files_of('Hugo');
    for (const [name, text] of Object.entries(files)) await host.write(`source/${name}`, text);
    await host.write('source/hugo.toml', `baseURL = "${host.origin}/hugo/"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap"]\n`);
    await host.write('source/layouts/index.html', page_of('', '{{ .Content }}'));
    await host.write('source/static/airlock/demo.mjs', await readFile(join(tools.dist, 'demo.mjs'), 'utf8'));
    if (run('hugo', ['--quiet', '-d', '../hugo'], { cwd: join(host.root, 'source') }) === null) {
        said_by_hand('Hugo');
        // A shortcode with its words filled in: what stands between braces in the template is asked of the call.
        const called = (name, words, inner) => files[`layouts/shortcodes/${name}.html`].replace(/\s*\{\{- .*? -\}\}\s*/g, '').replace(/\{\{ (.*?) \}\}/g, (_, wanted) => {
            if (wanted === '.Inner') return inner;
            const get = (key) => (/^\d$/.test(key) ? words.split('"')[1] : new RegExp(`${key.replaceAll('"', '')}="([^"]*)"`).exec(words)[1]);
            const [, one] = /^\.Get (\S+)$/.exec(wanted) ?? [];
            if (one) return get(one);
            const format = /"([^"]*airlock[^"]*)"/.exec(wanted)[1];
            const values = [...wanted.matchAll(/\.Get ("\w+")/g)].map(([, key]) => get(key));
            return `/hugo/${format.replace(/%s/g, () => values.shift())}`;
        });
        const text = files['content/_index.md'].replace(/^---[^]*?---\n/, '')
            .replace(/\{\{< (\w+) (.*?) >\}\}(.*?)\{\{< \/\w+ >\}\}/g, (_, name, words, inner) => called(name, words, inner).trim());
        await host.write('hugo/index.html', page_of('', markdown(text, { html: true })));
    } else check((await host.read('hugo/airlock/demo.mjs')).length > 0, 'the folder is taken along');
    await drive(host, tools, 'hugo/');
}

// Of what WordPress leaves to those without `unfiltered_html` (its wp-includes/kses.php, $allowedposttags), the part that
// matters here. Scripts, frames and elements that it does not know are not in that list.
const left_by_wordpress = { P: [], A: ['href'], IMG: ['src', 'alt'] };

// For those who may, WordPress writes a block of HTML into the page as it is, between two comments.
async function wordpress(tools) {
    const host = await open_host(tools);
    const picture = markdown((await files_of('Markdown without scripts')).markdown);
    const elements = await host.page.evaluate((html) => {
        const { body } = new DOMParser().parseFromString(html, 'text/html');
        return [...body.querySelectorAll('*')].map(({ tagName, attributes }) => [tagName, ...[...attributes].map(({ name }) => name)]);
    }, picture);
    check(elements.length > 1 && elements.every(([tag, ...names]) => left_by_wordpress[tag] && names.every((name) => left_by_wordpress[tag].includes(name))), `what others may write: ${JSON.stringify(elements)}`);
    const block = (await files_of('WordPress')).html;
    await host.write('2026/recovery/index.html', page_of('', `<article class="post"><div class="entry-content"><!-- wp:html -->\n${block}\n<!-- /wp:html --></div></article>`));
    await drive(host, tools, '2026/recovery/', { starts: false });
}

async function frame(tools) {
    const host = await open_host(tools);
    await host.write('page/index.html', page_of('', (await files_of('Where only frames are allowed')).html));
    await host.page.goto(`${host.origin}/page/`);
    const inside = host.page.frameLocator('iframe');
    await inside.locator('airlock-demo').waitFor();
    const state = await inside.locator('airlock-demo').evaluate((demo) => demo.state().then((now) => now ?? demo.seek('ask').then(() => demo.state())));
    check_equal([state.scenario, state.at], [story, await entry_of(tools.dist, 'ask')], 'the moment in the frame');
    check_equal(host.errors, [], 'errors');
}

// While the tag has the focus its keys are its own; before and after, the slides turn.
async function slides(tools) {
    const host = await open_host(tools);
    const files = await files_of('Slides');
    for (const [name, text] of Object.entries(files)) await host.write(`slides/${name}`, text);
    for (const name of ['reveal.css', 'reveal.mjs']) {
        await host.write(`slides/reveal.js/dist/${name}`, await readFile(join(dirname(resolve('reveal.js')), name), 'utf8'));
    }
    const { page } = host;
    await page.goto(`${host.origin}/slides/slides.html`);
    await page.locator('.reveal.ready').waitFor();
    const slide = () => page.evaluate(() => [...document.querySelectorAll('.slides > section')].findIndex((section) => section.classList.contains('present')));
    check_equal(await slide(), 0, 'the first slide');
    await page.keyboard.press('ArrowRight');
    check_equal(await slide(), 1, 'a key turns to the slide of the tag');
    const at = () => page.evaluate(async () => (await document.querySelector('airlock-demo').state()).at);
    const begin = await entry_of(tools.dist, 'ask');
    check_equal(await at(), begin, 'it is loaded with its slide');
    // Where nothing is that could be selected: Escape would let go of that first.
    const corner = () => page.locator('airlock-demo canvas').first().evaluate((canvas) => {
        const { left, top } = canvas.getBoundingClientRect();
        return [left + 5, top + 5];
    });
    await page.mouse.click(...(await corner()));
    await page.keyboard.press('ArrowRight');
    for (const end = Date.now() + 10_000; (await at()) !== begin + 1 && Date.now() < end; ) await page.waitForTimeout(50);
    check_equal(await at(), begin + 1, 'a key in the tag steps its story');
    check_equal(await slide(), 1, 'keys in the tag do not turn slides');
    await page.keyboard.press('Escape');
    // The tag lets go with its next frame; nobody's next key comes sooner.
    await page.waitForFunction(() => document.activeElement === document.body);
    await page.keyboard.press('ArrowLeft');
    check_equal([await slide(), await at()], [0, begin + 1], 'after Escape the slides turn again');
    check_equal(host.errors, [], 'errors');
}

export const tests = [
    { name: 'recipe: a picture leads to the moment where there are no scripts', run: forge },
    { name: 'recipe: Sphinx', run: sphinx },
    { name: 'recipe: MkDocs', run: mkdocs },
    { name: 'recipe: Docusaurus', run: docusaurus },
    { name: 'recipe: Hugo', run: hugo },
    { name: 'recipe: WordPress', run: wordpress },
    { name: 'recipe: a frame where scripts are not allowed', run: frame },
    { name: 'recipe: slides keep their keys, and the tag its own', run: slides },
];
