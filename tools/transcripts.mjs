// Every story as a page of its own that needs no script: transcripts/, one folder a language, an index in each. The desk
// writes them, in Markdown, so they say what the page says; here that becomes HTML, link by link and line by line.

const escape_html = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
// The desk writes "<" and "&" as entities already, and a backslash before what would be a mark.
const inline = (text) => text.replace(/\\([\\`*_[\]|#~])/g, '$1').replace(/>/g, '&gt;');
const plain = (markdown) => markdown.replace(/\\(.)/g, '$1').replace(/&lt;/g, '<').replace(/&amp;/g, '&');
const cells_of = (line) => line.slice(2, -2).split(' | ');

// The part of Markdown that transcripts are written in: headings, paragraphs, tables. Anything else is a mistake here.
// `picture_of(heading)` gives what is shown below one.
function html_of(markdown, picture_of) {
    const out = [];
    const lines = markdown.split('\n');
    for (let i = 0; i < lines.length; ++i) {
        const line = lines[i];
        const heading = /^(#{1,2}) (.+)$/.exec(line);
        if (line === '') continue;
        else if (heading) out.push(`<h${heading[1].length}>${inline(heading[2])}</h${heading[1].length}>`, picture_of(plain(heading[2])));
        else if (!line.startsWith('|')) out.push(`<p>${inline(line)}</p>`);
        else {
            const cell = (name) => (text) => `<${name}>${inline(text)}</${name}>`;
            const head = cells_of(line).map(cell('th')).join('');
            if (!/^[|:-]+$/.test(lines[++i])) throw new Error(`transcripts: no table begins with "${line}"`);
            const rows = [];
            while (lines[i + 1]?.startsWith('| ')) {
                rows.push(`<tr>${cells_of(lines[++i]).map(cell('td')).join('')}</tr>`);
            }
            const kind = `columns-${cells_of(line).length}`;
            out.push(`<div class="table"><table class="${kind}"><thead><tr>${head}</tr></thead>` +
                `<tbody>${rows.join('')}</tbody></table></div>`);
        }
    }
    return out.join('\n');
}

// How a chapter begins, as the posters (posters.mjs) show it, in the colours that the reader's browser prefers.
function picture({ marker, words, width, height }, name, { code }, up) {
    const file = (theme) => `${up}posters/${name}/${marker}-${theme}${code === 'en' || !words[code] ? '' : `-${code}`}.svg`;
    const alt = escape_html((words[code] ?? words.en).title);
    return `<picture><source media="(prefers-color-scheme: dark)" srcset="${file('dark')}">` +
        `<img src="${file('light')}" alt="${alt}" width="${width}" height="${height}" loading="lazy"></picture>`;
}

// `ask` is a desk's (desk_in_node.mjs). `stories`: [{ name, text, moments }] in the order of the index, with the posters'
// moments and their `width` and `height`. `languages`: [{ code, name,
// file, words }], English first with `file` "en" and no words, the others as src/view/languages has them.
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
            const title = plain(answer.text.slice(2, answer.text.indexOf('\n')));
            const picture_of = (heading) => {
                const moment = moments.find(({ words }) => (words[language.code] ?? words.en).chapter === heading);
                return moment ? picture(moment, name, language, up_from(`${name}.html`)) : '';
            };
            page(`${name}.html`, title, html_of(answer.text, picture_of), name);
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
