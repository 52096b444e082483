// Which single thing breaks which promise of which design: a matrix that fills while the desk tries it, in a thread of its
// own; a cell leads to the ways there, each shown on the stage from its first move on. Below it a dial: how many of how many
// approvers, and what then blocks a recovery or lets a thief in.
//
//     proof.html#designs=traditional,cross-organization&cell=recoverable:traditional&theme=dark&lang=ja

import { Desk } from './desk.mjs';
import { element, set_text } from './dom.mjs';
import { bytes_of } from './download.mjs';
import { own_link, own_words } from './files.mjs';
import { read_fragment } from './fragment.mjs';
import { make_frame } from './frame.mjs';
import { copy_text } from './host.mjs';
import { languages } from './languages.mjs';
import { cell_words, grouped, promise_abouts, promise_titles, set_words } from './proof_words.mjs';
import { is_shipped_name, shipped_scenario } from './shipped.mjs';
import { Stage } from './stage.mjs';
import { fill_words, on_words, t } from './words.mjs';

const designs_default = ['traditional', 'cross-account', 'cross-organization', 'reference-architecture'];
const designs_max = 6;
const promises = Object.keys(promise_titles);
const scenario_bytes_max = 4 * 1024 * 1024;
const sets_shown_max = 60;
const dial_rest_ms = 120; // while somebody turns it nothing is asked
const part = (name) => document.querySelector(`[data-part="${name}"]`);
const button = (label, act, more = {}) => element('button', { type: 'button', onclick: act, ...more }, label);
const key_of = (promise, design) => `${promise}:${design}`;

class Proofs {
    constructor(all) {
        const told = (all.get('designs') ?? '').split(',').filter(is_shipped_name).slice(0, designs_max);
        this.designs = told.length ? [...new Set(told)] : designs_default;
        this.wanted = all.get('cell');
        this.texts = new Map(); // design -> its file
        this.answers = new Map(); // promise:design -> what the desk found, or an Error
        this.cells = new Map(); // promise:design -> its button
        this.chosen = null;
        this.desk = null;
        this.values = read_fragment(['theme', 'lang'].filter((key) => all.has(key)).map((key) => `${key}=${all.get(key)}`).join('&')).values;
        this.dial = { M: 3, N: 5, directory: 'company-directory' };
        this.asked_dial = 0;
    }

    async begin() {
        fill_words(document);
        const frame = make_frame({ label: 'Stage' });
        this.picture = element('div', { class: 'picture' }, frame);
        this.said = element('p', { class: 'quiet', 'aria-live': 'polite' });
        part('shown').append(this.picture, this.said);
        const scenario = shipped_scenario(this.designs[0]);
        this.stage = new Stage(frame, {
            values: { ...this.values, scenario }, problems: [], panels: ['layers', 'timeline'], theme_root: document.documentElement, is_guest: true,
        });
        this.stage.open();
        // The desk needs no stage: where there is none, what is found stands in words.
        this.shipped = [];
        on_words(() => this.say_again());
        this.say_again();
        this.turn_dial();
        this.stage.ready.then(() => {
            this.shipped = this.stage.shipped;
            this.say_again();
        });
        await this.search();
    }

    say_again() {
        fill_words(document);
        this.build_tools();
        this.build_matrix();
        this.build_dial();
        if (this.chosen) this.show_answer();
        else set_text(this.said, t('The first entry of a way is where the thief begins; play it, or step through it.'));
    }

    build_tools() {
        part('tools').replaceChildren(
            button(t('Copy a link'), () => this.copy_link(), { 'data-id': 'copy_link' }),
            button(t('Dark or light'), () => this.stage.set_theme(this.stage.theme === 'dark' ? 'light' : 'dark'), { 'data-id': 'theme' }),
            element('select', { 'aria-label': t('Language'), 'data-id': 'language', onchange: ({ target }) => this.stage.set_language(target.value) },
                ...languages.map(({ code, name }) => element('option', { value: code, lang: code, selected: code === this.stage.language ? '' : null }, name))));
    }

    title_of(design) {
        return t(this.shipped.find(({ name }) => name === design)?.title ?? design);
    }

    // --- the matrix ---

    build_matrix() {
        this.progress = element('p', { class: 'quiet', role: 'status' });
        this.stop_key = button('', () => (this.desk ? this.stop() : this.search()), { 'data-id': 'stop' });
        const row = (promise) =>
            element('tr', {},
                element('th', { scope: 'row' }, promise_titles[promise](), element('span', { class: 'about' }, promise_abouts[promise]())),
                ...this.designs.map((design) => {
                    const cell = button('', () => this.choose(promise, design), { 'data-id': key_of(promise, design) });
                    this.cells.set(key_of(promise, design), cell);
                    return element('td', {}, cell);
                }));
        part('matrix').replaceChildren(
            element('p', {}, t('Each cell is tried: everything a thief could do after one single thing has gone wrong, and everything the others can do against it.'), ' ',
                t('Press a cell to see how.')),
            element('div', { class: 'scroll' }, element('table', {},
                element('caption', { class: 'unseen' }, t('Which single thing breaks which promise')),
                element('thead', {}, element('tr', {}, element('td'),
                    ...this.designs.map((design) => element('th', { scope: 'col' }, this.title_of(design))))),
                element('tbody', {}, ...promises.map(row)))),
            element('div', { class: 'row' }, this.stop_key, this.progress));
        for (const key of this.cells.keys()) this.write_cell(key);
        this.write_progress();
    }

    write_cell(key) {
        const cell = this.cells.get(key);
        const [promise, design] = [key.slice(0, key.indexOf(':')), key.slice(key.indexOf(':') + 1)];
        const answer = this.answers.get(key);
        const { tone, sign, text } = answer instanceof Error ? { tone: 'open', sign: '!', text: t('could not be tried') }
            : answer ? cell_words(answer) : { tone: 'none', sign: '…', text: this.desk ? t('to be tried') : t('not tried') };
        cell.className = `cell ${tone}`;
        cell.disabled = !answer;
        cell.setAttribute('aria-pressed', String(this.chosen === key));
        cell.setAttribute('aria-label', `${promise_titles[promise]()}, ${this.title_of(design)}: ${text}`);
        cell.replaceChildren(element('span', { class: 'sign', 'aria-hidden': 'true' }, sign), text);
    }

    write_progress() {
        const all = this.designs.length * promises.length;
        const found = [...this.answers.values()].filter((one) => !(one instanceof Error));
        const sum = (member) => found.reduce((n, one) => n + Number(one[member]), 0);
        set_text(this.progress, t('{done} of {all} cells, {tried} sets of events tried, {states} states', {
            done: this.answers.size, all, tried: grouped(sum('tried')), states: grouped(sum('states')),
        }));
        set_text(this.stop_key, this.desk ? t('Stop') : t('Go on'));
        this.stop_key.hidden = !this.desk && found.length === all;
    }

    async text_of(design) {
        if (!this.texts.has(design)) {
            const bytes = await bytes_of(`scenarios/${design}.json`, null, scenario_bytes_max);
            this.texts.set(design, new TextDecoder().decode(bytes));
        }
        return this.texts.get(design);
    }

    // Cell by cell, design by design, so that one design is whole first.
    async search() {
        if (this.desk) return;
        const desk = (this.desk = new Desk()); // of its own: stopping ends its thread
        for (const key of this.cells.keys()) this.write_cell(key);
        this.write_progress();
        for (const design of this.designs) {
            for (const promise of promises) {
                const key = key_of(promise, design);
                if (this.is_answered(key)) continue;
                try {
                    const scenario = await this.text_of(design);
                    if (this.desk !== desk) return;
                    const { promises: [answer] } = await desk.ask({ ask: 'blast', design: { scenario, name: `${design}.json` }, promise, order: 1 });
                    this.answers.set(key, answer);
                } catch (error) {
                    if (this.desk !== desk) return; // it was stopped
                    this.answers.set(key, error);
                }
                if (this.desk !== desk) return;
                this.write_cell(key);
                this.write_progress();
                if (this.wanted === key) this.choose(promise, design);
            }
        }
        desk.close();
        this.desk = null;
        this.write_progress();
    }

    // What could not be tried may be tried again.
    is_answered(key) {
        return this.answers.has(key) && !(this.answers.get(key) instanceof Error);
    }

    // What was answered stays; `search` goes on with the rest.
    stop() {
        const desk = this.desk;
        this.desk = null;
        desk?.close();
        for (const key of this.cells.keys()) this.write_cell(key);
        this.write_progress();
    }

    // --- what was found ---

    choose(promise, design) {
        const before = this.chosen;
        this.chosen = key_of(promise, design);
        this.wanted = null;
        if (before) this.write_cell(before);
        this.write_cell(this.chosen);
        this.show_answer();
        part('answer').scrollIntoView({ block: 'nearest' });
    }

    show_answer() {
        const [promise, design] = [this.chosen.slice(0, this.chosen.indexOf(':')), this.chosen.slice(this.chosen.indexOf(':') + 1)];
        const answer = this.answers.get(this.chosen);
        const said = answer instanceof Error ? answer.message : !answer.applies ? t('This design has nothing that the promise is about.')
            : cell_words(answer).tone === 'open' ? t('A bound was reached before it was decided.')
            : answer.sets.length === 0 ? t('No single event breaks it: {tried} were tried.', { tried: grouped(answer.tried - 1) })
            : t('Each of these breaks it by itself:');
        const set = (one) => {
            const { witness } = one;
            const way = witness.trace.length
                ? element('ol', {}, ...witness.trace.map((move) => element('li', {}, move)))
                : element('p', { class: 'quiet' }, t('No move is needed: whatever the honest side does, it does not come to it.'));
            return element('li', {}, element('h3', {}, set_words(one)),
                element('details', {}, element('summary', {}, t('The way there')), way),
                witness.inputs
                    ? button(t('Show it on the stage'), () => this.show_on_stage(design, witness), { 'data-id': 'show' })
                    : element('p', { class: 'quiet' }, t('A run cannot show it: {reason}', { reason: witness.not_played })));
        };
        const sets = answer.sets ?? [];
        part('answer').replaceChildren(
            element('h2', {}, `${promise_titles[promise]()}: ${this.title_of(design)}`),
            element('p', {}, promise_abouts[promise]()),
            element('p', {}, said),
            element('ul', { class: 'sets' }, ...sets.slice(0, sets_shown_max).map(set)));
    }

    async show_on_stage(design, { inputs, from }) {
        const scenario = { ...shipped_scenario(design) };
        if (!this.stage.bridge || this.stage.is_dead) return;
        this.stage.open_text(await this.text_of(design), scenario, { inputs, at: String(from) });
        this.picture.scrollIntoView({ block: 'nearest' });
        set_text(this.said, t('Everybody is taken over from here on: nobody acts but by the way that was found.'));
        this.stage.canvas.focus({ preventScroll: true });
    }

    async copy_link() {
        const words = [`designs=${this.designs.join(',')}`, `theme=${this.stage.theme}`];
        if (this.chosen) words.push(`cell=${this.chosen}`);
        if (this.stage.language !== 'en') words.push(`lang=${this.stage.language}`);
        const link = own_link(words.join('&'));
        this.stage.toast((await copy_text(link)) ? t('Link copied, {length} characters', { length: link.length }) : t('The browser did not allow copying'));
    }

    // --- the dial ---

    build_dial() {
        const { M, N, directory } = this.dial;
        const slider = (name, value, min, max) => {
            const shown = element('output', {}, String(value));
            const input = element('input', {
                type: 'range', min: String(min), max: String(max), step: '1', value: String(value), 'data-id': `dial:${name}`, 'aria-label': name === 'M' ? t('Approvals needed') : t('Approvers'),
                oninput: () => {
                    this.dial[name] = Number(input.value);
                    if (this.dial.M > this.dial.N) this.dial[name === 'M' ? 'N' : 'M'] = this.dial[name];
                    this.turn_dial();
                },
            });
            return { input, shown, node: element('label', {}, name === 'M' ? t('Approvals needed') : t('Approvers'), input, shown) };
        };
        this.sliders = { M: slider('M', M, 2, 20), N: slider('N', N, 3, 20) };
        const choice = element('select', { 'data-id': 'dial:directory', onchange: ({ target }) => ((this.dial.directory = target.value), this.turn_dial()) },
            element('option', { value: 'company-directory', selected: directory === 'company-directory' ? '' : null }, t('a directory of their own')),
            element('option', { value: 'directory', selected: directory === 'directory' ? '' : null }, t('the directory of the company')));
        this.dial_answer = element('div', { class: 'sides', 'aria-live': 'polite' });
        part('dial').replaceChildren(
            element('h2', {}, t('M of N')),
            element('p', {}, t('How many must agree, of how many, and who knows them: what blocks a recovery, and what lets a thief in.')),
            element('div', { class: 'row knobs' }, this.sliders.M.node, this.sliders.N.node, element('label', {}, t('The approvers sign in with'), choice)),
            this.dial_answer);
        if (this.dial_found) this.show_dial();
    }

    async turn_dial() {
        for (const name of ['M', 'N']) {
            this.sliders[name].input.value = String(this.dial[name]);
            set_text(this.sliders[name].shown, String(this.dial[name]));
        }
        const asked = ++this.asked_dial;
        this.dial_found = null; // it is of another setting
        await new Promise((resolve) => setTimeout(resolve, dial_rest_ms));
        if (asked !== this.asked_dial) return;
        this.dial_desk ??= new Desk();
        try {
            const scenario = await this.text_of('proofs/dial');
            const { M, N, directory } = this.dial;
            const { promises: found } = await this.dial_desk.ask({
                ask: 'blast', design: { scenario, name: 'proofs/dial.json', set: { M: String(M), N: String(N), company_signs_in_with: directory } },
            });
            if (asked !== this.asked_dial) return;
            this.dial_found = found;
            this.show_dial();
        } catch (error) {
            if (asked === this.asked_dial) this.dial_answer.replaceChildren(element('p', {}, error.message));
        }
    }

    show_dial() {
        const labels = { recoverable: t('Blocks the recovery'), confidential: t('Lets the thief in') };
        const set = (one) => element('li', {}, set_words(one),
            Number(one.count) > 1 ? element('span', { class: 'quiet' }, ` × ${grouped(one.count)}`) : '');
        this.dial_answer.replaceChildren(...this.dial_found.map((one) => element('section', {},
            element('h3', {}, labels[one.promise] ?? one.promise),
            element('p', { class: 'total' }, t('{total} smallest sets', { total: grouped(one.total) })),
            element('ul', {}, ...one.sets.map(set)))));
    }
}

const proofs = new Proofs(new URLSearchParams(own_words().slice(0, 4096)));
// For tests.
window.airlock_proof = {
    ready: proofs.begin(),
    state: () => ({
        answered: proofs.answers.size, is_searching: Boolean(proofs.desk), chosen: proofs.chosen, dial: { ...proofs.dial },
        dial_totals: proofs.dial_found?.map(({ promise, total }) => [promise, Number(total)]) ?? [],
        totals: Object.fromEntries([...proofs.answers].map(([key, answer]) => [key, Number(answer.total)])), at: proofs.stage?.state()?.at,
    }),
    stop: () => proofs.stop(),
    stage: () => proofs.stage,
};
