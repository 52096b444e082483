// Export: the picture as PNG or SVG, the transcript, a sequence diagram, the trace, the scenario as played, and what
// CloudTrail and the command line would show of it; as a file or into the clipboard. Pictures of the canvas are taken
// here, everything else is written by the desk.

import { desk } from './desk.mjs';
import { element, set_attribute, set_text } from './dom.mjs';
import { copy_text } from './host.mjs';
import { is_embedded } from './input.mjs';
import { button, field, load_style, new_id, option, run_of, sentences_of } from './tool.mjs';
import { t } from './words.mjs';

// `of`: what is asked besides the format: a moment, a stretch, or nothing.
const formats = [
    { id: 'png', of: 'canvas', ending: 'png', name: 'Picture of the canvas, PNG', hint: 'The picture as it stands on the screen, every pixel of it.' },
    { id: 'svg', of: 'moment', ending: 'svg', name: 'Picture of this moment, SVG', hint: 'Sharp at every size, for print and slides; its title and description are words.' },
    { id: 'markdown', of: 'stretch', ending: 'md', name: 'Transcript, Markdown', hint: 'Every entry by chapter: when, who, what, and at which gate it was refused.' },
    { id: 'mermaid', of: 'stretch', ending: 'mmd', name: 'Sequence diagram, Mermaid', hint: 'Calls as messages, at most 300 entries.' },
    { id: 'trace', of: 'stretch', ending: 'trace', name: 'Trace', hint: 'The canonical text of the run, byte for byte that of the command line.' },
    { id: 'scenario', of: 'run', ending: 'json', name: 'Scenario as played', hint: 'The scenario with everything that was decided here, to be opened again.' },
    { id: 'cloudtrail', of: 'run', ending: 'json', name: 'CloudTrail records', hint: 'What a trail of every account would have recorded.' },
    { id: 'cli', of: 'run', ending: 'sh', name: 'AWS CLI commands', hint: 'The calls of the story as commands of the AWS CLI.' },
];
const preview_length = 4000;
const revoke_ms = 60_000;

let chosen = 'markdown'; // the next dialog begins with what was wanted last

export async function open(stage) {
    await load_style(stage, 'dialogs.css');
    if (!stage.is_dead) new Export(stage).show();
}

const kilobytes = (bytes) => t('{size} KB', { size: Math.max(1, Math.round(bytes / 1024)) });
export const stem_of = (name) => name.replace(/\.json$/i, '').replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[-.]+|[-.]+$/g, '') || 'airlock';

// Drawn anew, since a canvas that was shown may be empty again; what is drawn now is there until this task ends.
export function canvas_png(stage) {
    stage.size.force();
    return new Promise((resolve, reject) =>
        stage.canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error(t('The browser gave no picture of the canvas.')))), 'image/png'));
}

class Export {
    constructor(stage) {
        this.stage = stage;
        this.state = stage.state();
        this.page = stage.view().page;
        this.made = null; // { name, blob, text? }
        this.build();
    }

    show() {
        this.stage.parts.frame.append(this.node);
        this.node.showModal();
        this.stage.ended.signal.addEventListener('abort', () => this.node.close(), { once: true });
        this.make();
    }

    build() {
        const { state, page } = this;
        const title = new_id(), group = new_id();
        this.radios = formats.map(({ id, name, hint }) => {
            const hint_id = new_id();
            const input = element('input', {
                type: 'radio', name: group, value: id, checked: id === chosen ? '' : null, 'aria-describedby': hint_id,
                onchange: () => ((chosen = id), this.make()),
            });
            return element('div', { class: 'tool-choice' },
                element('label', {}, input, element('span', {}, t(name))), element('span', { class: 'quiet', id: hint_id }, t(hint)));
        });
        const change = { onchange: () => this.make() };
        const chapters = page.timeline.chapters.filter(({ entry }) => entry > 0);
        const chapter_options = (value) => chapters.map((chapter, i) => option(value(i), t('Chapter: {title}', chapter)));
        this.theme = element('select', { ...change, 'data-id': 'theme' },
            option('light', t('Light, for paper')), option('dark', t('Dark')));
        this.framed = element('input', { type: 'checkbox', checked: '', 'data-id': 'frame', ...change });
        this.from = element('select', { ...change, 'data-id': 'from' },
            option('first', t('The first entry')), ...chapter_options((i) => `chapter:${i}`), option('entry', t('An entry…')));
        this.from_entry = this.number(1, t('From entry'), 'from_entry');
        this.to = element('select', { ...change, 'data-id': 'to' },
            option('last', t('As far as it has come, entry {entries}', state)),
            option('here', t('Where you are, entry {at}', state)),
            ...chapter_options((i) => `chapter:${i}`),
            ...(state.is_over ? [] : [option('end', t('The end of the story, as it would go on'))]),
            option('entry', t('An entry…')));
        this.to_entry = this.number(state.entries, t('To entry'), 'to_entry');
        this.run_to = element('select', { ...change, 'data-id': 'run_to' },
            option('last', t('As far as it has come, entry {entries}', state)),
            ...(state.is_over ? [] : [option('end', t('The end of the story, as it would go on'))]));
        this.moment_box = element('div', { class: 'tool-row' }, field(t('Colours'), this.theme),
            element('label', { class: 'tool-check' }, this.framed, t('With time, clocks and the sentence around it')));
        this.stretch_box = element('div', { class: 'tool-row' },
            field(t('From'), this.from, this.from_entry), field(t('To'), this.to, this.to_entry));
        this.run_box = element('div', { class: 'tool-row' }, field(t('To'), this.run_to));
        this.preview = element('pre', { class: 'report', tabindex: '0', 'aria-label': t('What is in it'), 'data-id': 'preview' });
        this.said = element('p', { class: 'tool-said', role: 'status' });
        this.download = button(t('Download'), () => this.save(), { class: 'primary', 'data-id': 'download' });
        this.copy = button(t('Copy'), () => this.put_into_clipboard(), { 'data-id': 'copy' });
        this.node = element('dialog', { class: 'tool-dialog', 'aria-labelledby': title },
            element('header', {}, element('h2', { id: title }, t('Export')),
                button('✕', () => this.node.close(), { class: 'tool-sign', 'aria-label': t('Close'), title: t('Close'), 'data-id': 'close' })),
            element('div', { class: 'tool-body' },
                element('fieldset', { class: 'tool-choices' }, element('legend', {}, t('What')), ...this.radios),
                element('div', { class: 'tool-what' }, this.moment_box, this.stretch_box, this.run_box, this.preview)),
            element('footer', {}, this.said, this.copy, this.download));
        this.node.addEventListener('keydown', (event) => event.stopPropagation()); // the page's keys are not for here
        this.node.addEventListener('close', () => {
            this.asking?.abort();
            this.node.remove();
        });
    }

    number(value, label, id) {
        return element('input', {
            type: 'number', min: '1', max: String(Math.max(1, this.state.entries)), value: String(Math.max(1, value)), 'aria-label': label, 'data-id': id,
            onchange: () => this.make(), hidden: '',
        });
    }

    // The first and last entry, and whether the run goes to its end.
    stretch() {
        const { state, page } = this;
        const chapters = page.timeline.chapters.filter(({ entry }) => entry > 0);
        const number = (input) => Math.max(1, Math.min(state.entries, Math.trunc(Number(input.value)) || 1));
        const chapter_of = (value) => Number(value.split(':')[1]);
        const from = this.from.value === 'first' ? 1
            : this.from.value === 'entry' ? number(this.from_entry) : chapters[chapter_of(this.from.value)].entry;
        const next = (i) => (chapters[i + 1] ? chapters[i + 1].entry - 1 : state.entries);
        const to = { last: state.entries, here: state.at, end: 'end', entry: number(this.to_entry) }[this.to.value] ??
            next(chapter_of(this.to.value));
        return { from, to };
    }

    // What is asked of the desk, and what the file is called.
    question(format) {
        const { state } = this;
        const base = stem_of(this.stage.opened.name);
        const language = this.stage.language_text();
        const ask = { ask: 'export', format: format.id, language };
        const name = (more) => `${[base, ...more].join('-')}.${format.ending}`;
        if (format.of === 'moment') {
            return {
                name: name([`entry-${state.at}`]),
                ask: { ...ask, run: run_of(this.stage, { entries: state.entries }), at: state.at, theme: this.theme.value, frame: this.framed.checked },
            };
        }
        if (format.of === 'stretch') {
            const { from, to } = this.stretch();
            if (to !== 'end' && to < from) throw new Error(t('The first entry, {from}, comes after the last, {to}.', { from, to }));
            const run = run_of(this.stage, to === 'end' ? {} : { entries: state.entries });
            const is_all = from === 1 && (to === 'end' || (to === state.entries && state.is_over));
            return { name: name(is_all ? [] : [`${from}-${to}`]), ask: { ...ask, run, from, to } };
        }
        const run = run_of(this.stage, this.run_to.value === 'end' ? {} : { entries: state.entries });
        return { name: name([format.id === 'scenario' ? 'played' : format.id]), ask: { ...ask, run } };
    }

    async make() {
        this.asking?.abort();
        const asking = (this.asking = new AbortController());
        const format = formats.find(({ id }) => id === chosen);
        this.made = null;
        this.moment_box.hidden = format.of !== 'moment';
        this.stretch_box.hidden = format.of !== 'stretch';
        this.run_box.hidden = format.of !== 'run';
        this.from_entry.hidden = this.from.value !== 'entry';
        this.to_entry.hidden = this.to.value !== 'entry';
        this.mark_ready();
        this.say(t('Writing…'));
        try {
            const made = await this.written(format, asking.signal);
            if (asking.signal.aborted) return;
            this.made = made;
            const { text, name, blob } = made;
            this.preview.hidden = text === undefined;
            set_text(this.preview, text === undefined ? '' : text.length > preview_length ? `${text.slice(0, preview_length)}\n…` : text);
            this.say(`${name}, ${kilobytes(blob.size)}${made.size ? `, ${made.size}` : ''}`);
        } catch (error) {
            if (asking.signal.aborted) return;
            this.preview.hidden = true;
            this.say(sentences_of(error), true);
        }
        this.mark_ready();
    }

    async written(format, signal) {
        if (format.of === 'canvas') {
            const blob = await canvas_png(this.stage);
            const { width, height } = this.stage.canvas;
            return { name: `${stem_of(this.stage.opened.name)}-entry-${this.state.at}.png`, blob, size: t('{width} × {height} pixels', { width, height }) };
        }
        const { name, ask } = this.question(format);
        const { text, type } = await desk.ask(ask, { signal });
        return { name, text, blob: new Blob([text], { type: `${type};charset=utf-8` }) };
    }

    mark_ready() {
        for (const node of [this.download, this.copy]) set_attribute(node, 'aria-disabled', this.made ? null : 'true');
    }

    say(text, is_bad = false) {
        set_text(this.said, text);
        this.said.classList.toggle('is-bad', is_bad);
    }

    save() {
        if (!this.made) return;
        const { name, blob } = this.made;
        const href = URL.createObjectURL(blob);
        const link = element('a', { href, download: name, hidden: '' });
        this.node.append(link);
        link.click();
        link.remove();
        setTimeout(() => URL.revokeObjectURL(href), revoke_ms);
        // A frame may forbid it, and nobody tells.
        const hint = is_embedded && self.origin === 'null' ? ` ${t('If nothing arrives, the frame around this page forbids it: copy instead.')}` : '';
        this.say(t('{name} is being saved.', { name }) + hint);
    }

    async put_into_clipboard() {
        if (!this.made) return;
        const { text, blob } = this.made;
        let is_copied = false;
        if (text === undefined) {
            const put = () => navigator.clipboard.write([new ClipboardItem({ [blob.type]: blob })]);
            is_copied = await Promise.resolve().then(put).then(() => true, () => false);
        } else {
            is_copied = await copy_text(text, this.node);
        }
        this.say(is_copied ? t('Copied') : t('The browser did not allow copying'), !is_copied);
    }
}
