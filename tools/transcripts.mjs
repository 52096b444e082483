// Every story as a page of its own that needs no script: transcripts/, one folder a language, an index in each. The desk
// writes them, in Markdown, so they say what the page says; here that becomes HTML.

import MarkdownIt from 'markdown-it';

const markdown = new MarkdownIt({ html: false });
const escape_html = markdown.utils.escapeHtml;
markdown.renderer.rules.table_open = (tokens, index) => {
    const columns = tokens.slice(index, tokens.findIndex(({ type }, at) => at > index && type === 'thead_close'));
    return `<div class="table"><table class="columns-${columns.filter(({ type }) => type === 'th_open').length}">`;
};
markdown.renderer.rules.table_close = () => '</table></div>';
// Alignment is the style sheet's business: the page's policy allows no inline style.
for (const rule of ['th_open', 'td_open']) markdown.renderer.rules[rule] = (tokens, index) => `<${tokens[index].tag}>`;

const text_of = (inline) => inline.children.map(({ content }) => content).join('');

// { title, html }; `picture_of(heading)` gives what is shown below one.
function page_of(text, picture_of) {
    const tokens = markdown.parse(text, {});
    const out = tokens.flatMap((token, index) => {
        if (token.type !== 'heading_close') return [token];
        const picture = new token.constructor('html_block', '', 0);
        picture.content = picture_of(text_of(tokens[index - 1]));
        return [token, picture];
    });
    return { title: text_of(tokens[1]), html: markdown.renderer.render(out, markdown.options, {}) };
}

// How a chapter begins, as the posters (posters.mjs) show it, in the colours that the reader's browser prefers.
function picture({ marker, words, width, height }, name, { code }, up) {
    const file = (theme) => `${up}posters/${name}/${marker}-${theme}${code === 'en' || !words[code] ? '' : `-${code}`}.svg`;
    const alt = escape_html((words[code] ?? words.en).title);
    return `<picture><source media="(prefers-color-scheme: dark)" srcset="${file('dark')}">` +
        `<img src="${file('light')}" alt="${alt}" width="${width}" height="${height}" loading="lazy"></picture>`;
}

// `ask` is a desk's (desk_in_node.mjs). `stories`: [{ name, text, moments }] in the order of the index, with the posters'
// moments and their `width` and `height`. `languages`: [{ code, name, file, words }], English first with `file` "en" and no words, the others as src/view/languages has them.
// Gives a Map of paths to texts.
export async function transcript_pages({ ask, stories, languages }) {
    const pages = new Map();
    const folder_of = ({ code }) => (code === 'en' ? 'transcripts/' : `transcripts/${code}/`);
    for (const language of languages) {
        const say = (text) => language.words[text] ?? text;
        const folder = folder_of(language);
        const up_from = (path) => '../'.repeat(`${folder}${path}`.split('/').length - 1);
        const page = (path, title, body, play) => {
            const up = up_from(path);
            const others = languages.map((other) => {
                const attributes = other === language ? 'aria-current="page"' : `href="${up}${folder_of(other)}${path}"`;
                return `<a lang="${other.code}" hreflang="${other.code}" ${attributes}>${escape_html(other.name)}</a>`;
            });
            const index = path === 'index.html' ? '' : `<a href="${up}${folder}index.html">${escape_html(say('Stories'))}</a>`;
            const lang = language.code === 'en' ? '' : `lang=${language.code}`;
            const words = [play && `scenario=${play}`, lang].filter(Boolean).join('&amp;');
            pages.set(folder + path, `<!doctype html>
<html lang="${language.code}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="dark light">
<title>${escape_html(title)} – Airlock</title>
<link rel="icon" href="${up}icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${up}transcripts.css">
</head>
<body>
<header><nav><a href="${up}index.html${words && `#${words}`}">${escape_html(say('Play'))}</a> ${index}</nav>
<nav aria-label="${escape_html(say('Language'))}">${others.join(' ')}</nav></header>
<main>
${body}
</main>
<footer><p>${escape_html(say('A simulation, made from public documentation. Not affiliated with AWS.'))}</p></footer>
</body>
</html>
`);
        };
        const titles = [];
        for (const { name, text, moments } of stories) {
            const run = { scenario: text, name: `${name}.json` };
            const answer = await ask({ ask: 'export', run, format: 'markdown', language: language.file });
            const picture_of = (heading) => {
                const moment = moments.find(({ words }) => (words[language.code] ?? words.en).chapter === heading);
                return moment ? picture(moment, name, language, up_from(`${name}.html`)) : '';
            };
            const { title, html } = page_of(answer.text, picture_of);
            page(`${name}.html`, title, html, name);
            titles.push({ name, title });
        }
        const list = (wanted) => `<ul>\n${titles.filter(wanted).map(({ name, title }) =>
            `<li><a href="${name}.html">${escape_html(title)}</a></li>`).join('\n')}\n</ul>`;
        const is_story = ({ name }) => !name.includes('/');
        page('index.html', say('Transcript'), [
            `<h1>Airlock</h1>`,
            `<h2>${escape_html(say('Stories'))}</h2>`, list(is_story),
            `<h2>${escape_html(say('Threats'))}</h2>`, list((story) => !is_story(story)),
        ].join('\n'));
    }
    return pages;
}
