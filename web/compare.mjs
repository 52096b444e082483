// Two runs under one attack, on one clock: two stages beside one another, stepping together by time, the first moment at
// which they part, and what each comes to. The stages are those of the page, with fewer panels; what is said about the
// pair comes from the desk (docs/desk.md).
//
//     compare.html#a=traditional&b=cross-organization&at=180000000&theme=dark&lang=ja
//
// Either side may hold a scenario of one's own, opened or dropped there. A run that was played goes in as `a.seed`,
// `a.done` and the like, a scenario of one's own as `a.file` (docs/links.md), and so for b.

import { parting_step, parting_steps, step_at, step_ms } from './common_clock.mjs';
import { desk } from './desk.mjs';
import { element, set_text } from './dom.mjs';
import { json_of } from './download.mjs';
import { own_link, own_words } from './files.mjs';
import { fragment_length_max, read_fragment } from './fragment.mjs';
import { make_frame } from './frame.mjs';
import { copy_text } from './host.mjs';
import { languages } from './languages.mjs';
import { words_of_run } from './link.mjs';
import { Stage } from './stage.mjs';
import { run_of } from './tool.mjs';
import { on_words, t } from './words.mjs';

const defaults = { a: 'traditional', b: 'cross-organization' };
const threat = /^threats\//;
const part = (name) => document.querySelector(`[data-part="${name}"]`);

// The words of one side out of the whole fragment, as the page itself would be given them.
function words_of(side, all) {
    const words = [`scenario=${encodeURIComponent(all.get(side) ?? defaults[side])}`];
    if (all.has(`${side}.file`)) words.length = 0;
    for (const key of ['seed', 'live', 'inputs', 'done', 'file', 'name', 'sum', 'expect'])
        if (all.has(`${side}.${key}`)) words.push(`${key}=${encodeURIComponent(all.get(`${side}.${key}`))}`);
    for (const key of ['theme', 'lang']) if (all.has(key)) words.push(`${key}=${all.get(key)}`);
    return read_fragment(words.join('&'));
}

class Side {
    constructor(letter, all, comparison) {
        this.letter = letter;
        const { values, problems } = words_of(letter, all);
        const frame = make_frame({ label: letter.toUpperCase() });
        this.select = element('select', {
            onchange: () => comparison.open(this, this.select.value),
        });
        // A scenario of one's own; or dropped onto the picture.
        this.own = element('button', { type: 'button', 'data-id': `own:${letter}`, onclick: () => this.stage?.pick_file() });
        this.clocks = element('dl');
        this.when = element('span', { class: 'quiet' });
        this.sentence = element('span');
        this.parted = element('span', { class: 'parted', hidden: '' });
        this.root = element('section', { class: 'side' },
            element('div', { class: 'row' },
                element('span', { class: 'letter', 'aria-hidden': 'true' }, letter.toUpperCase()), this.select, this.own),
            this.clocks,
            element('div', { class: 'picture' }, frame),
            element('p', { class: 'now' }, this.when, this.parted, element('br'), this.sentence));
        this.make = (supplies) => {
            this.stage = new Stage(frame, {
                values, problems, supplies, panels: ['layers'], theme_root: document.documentElement, is_guest: true,
            });
            return this.stage;
        };
    }

    label() {
        const name = t('Design {letter}', { letter: this.letter.toUpperCase() });
        this.root.setAttribute('aria-label', name);
        this.select.setAttribute('aria-label', name);
        set_text(this.own, t('Open a file…'));
        this.own.setAttribute('aria-label', `${name}: ${t('Open a file…')}`);
    }

    list(shipped) {
        const chosen = this.stage.opened?.name;
        const option = ({ name, title }) => element('option', { value: name, selected: name === chosen ? '' : null }, t(title));
        const group = (label, list) => element('optgroup', { label }, ...list.map(option));
        this.select.replaceChildren(
            ...(shipped.some(({ name }) => name === chosen) ? [] : [element('option', { value: '', selected: '' }, chosen ?? '')]),
            group(t('Stories'), shipped.filter(({ name }) => !threat.test(name))),
            group(t('Threats'), shipped.filter(({ name }) => threat.test(name))));
    }

    // The run as the desk wants it.
    run() {
        return run_of(this.stage);
    }

    // One entry on is shown as it happens, anything else at once.
    show(entry) {
        const at = this.stage.state()?.at;
        if (at === undefined || at === entry) return;
        if (entry === at + 1) this.stage.api.dispatch({ type: 'step_forward' });
        else this.stage.api.seek(entry);
    }

    // `is_parting`: this is the step at which it parts from the other one.
    write(side, is_parting) {
        const { now } = side;
        this.root.classList.toggle('is-parted', Boolean(side.parted) && now.entry >= side.parted.entry);
        // Not by its border alone.
        this.parted.hidden = !is_parting;
        set_text(this.parted, t('here they part'));
        set_text(this.when, now.time);
        set_text(this.sentence, now.entry === 0 ? t('Before the first entry') : now.sentence);
        this.clocks.replaceChildren(...now.clocks.map(({ label, value, condition }) =>
            element('div', {}, element('dt', {}, label), element('dd', { class: condition }, value))));
    }
}

class Comparison {
    constructor(all) {
        this.sides = ['a', 'b'].map((letter) => new Side(letter, all, this));
        this.found = null; // the desk's answer
        this.step = 0; // index in found.times, counted from 1; 0 is before everything
        this.first_at = /^[0-9]{1,15}$/.test(all.get('at') ?? '') ? Number(all.get('at')) : 0;
        this.asked = 0;
        this.timer = 0;
        part('sides').replaceChildren(...this.sides.map(({ root }) => root));
        this.build();
    }

    async begin() {
        const [a, b] = this.sides;
        const first = a.make();
        first.open();
        await first.ready;
        const second = b.make(first.supplies);
        second.open();
        await second.ready;
        this.shipped = await json_of('scenarios/index.json').catch(() => []);
        for (const side of this.sides) side.stage.api.on('entry', ({ entry }) => this.follow(side, entry));
        on_words(() => this.say_again());
        this.say_again();
        await this.compare(this.first_at);
        for (const side of this.sides) side.stage.api.on('scenario', () => this.change(side));
    }

    // --- what is on the page ---

    build() {
        const button = (label, deed, id) => element('button', { type: 'button', onclick: deed, 'data-id': id }, label);
        const go = (by) => () => (this.pause(), this.go(this.step + by));
        this.slider = element('input', {
            type: 'range', min: '0', value: '0', step: '1', 'data-id': 'slider', 'aria-label': t('Moment'),
            oninput: () => (this.pause(), this.go(Number(this.slider.value))),
        });
        this.where = element('p', { class: 'where' });
        this.play_key = button(t('Play'), () => (this.timer ? this.pause() : this.play()), 'play');
        this.parting = button(t('Where they part'), () => (this.pause(), this.go(parting_step(this.found))), 'parting');
        part('steps').replaceChildren(
            element('div', { class: 'row' },
                button(t('To the start'), () => (this.pause(), this.go(0)), 'to_start'),
                button(t('Step back'), go(-1), 'back'), this.play_key, button(t('Step forward'), go(1), 'forward'),
                button(t('To the end'), () => (this.pause(), this.go(Infinity)), 'to_end'), this.parting),
            this.slider, this.where);
        const stage = () => this.sides[0].stage;
        part('tools').replaceChildren(
            button(t('Copy a link'), () => this.copy_link(), 'copy_link'),
            button(t('Dark or light'), () => this.set_theme(stage().theme === 'dark' ? 'light' : 'dark'), 'theme'),
            element('select', {
                'aria-label': t('Language'), 'data-id': 'language',
                onchange: ({ target }) => this.sides.forEach((side) => side.stage.set_language(target.value)),
            }, ...languages.map(({ code, name }) => element('option', {
                value: code, lang: code, selected: code === stage()?.language ? '' : null,
            }, name))));
    }

    say_again() {
        this.build();
        for (const side of this.sides) side.label(), side.list(this.shipped);
        if (this.found) this.compare(this.at_ms());
    }

    set_theme(name) {
        for (const side of this.sides) side.stage.set_theme(name);
    }

    async open(side, name) {
        if (!name) return;
        this.pause();
        await side.stage.open_shipped(name);
    }

    // Another scenario stands there.
    change(side) {
        this.pause();
        side.list(this.shipped);
        this.compare(0);
    }

    // --- the clock ---

    at_ms() {
        return this.step === 0 ? 0 : this.found.times[this.step - 1][0];
    }

    // Both runs, put side by side anew; then the step that comes next to `ms` on the common clock.
    async compare(ms) {
        const answer = await this.ask(ms);
        if (!answer) return;
        this.found = answer;
        this.slider.max = String(answer.times.length);
        this.write_outcome();
        this.step = -1;
        this.go(step_at(answer, ms));
    }

    async ask(at) {
        const asked = ++this.asked;
        try {
            const language = this.sides[0].stage.language_text();
            const answer = await desk.ask({ ask: 'compare', runs: this.sides.map((side) => side.run()), at, language });
            return asked === this.asked ? answer : null; // a later question has its own answer
        } catch (error) {
            set_text(part('remark'), error.message);
            return null;
        }
    }

    async go(step) {
        const { times } = this.found;
        const wanted = Math.max(0, Math.min(step, times.length));
        if (wanted === this.step) return;
        this.step = wanted;
        const [at, ...entries] = wanted === 0 ? [0, 0, 0] : times[wanted - 1];
        this.is_going = true;
        this.sides.forEach((side, i) => side.show(entries[i]));
        this.is_going = false;
        this.slider.value = String(wanted);
        this.slider.setAttribute('aria-valuetext', t('Step {step} of {steps}', { step: wanted, steps: times.length }));
        set_text(this.where, t('Step {step} of {steps}', { step: wanted, steps: times.length }));
        const answer = await this.ask(at);
        if (answer) this.sides.forEach((side, i) => side.write(answer.sides[i], wanted > 0 && wanted === parting_steps(this.found)[i]));
        return answer;
    }

    // Somebody stepped in one of the pictures: the other comes along.
    follow(side, entry) {
        if (this.is_going || !this.found) return;
        const column = this.sides.indexOf(side) + 1;
        const step = entry === 0 ? 0 : this.found.times.findIndex((row) => row[column] >= entry) + 1;
        if (step > 0 || entry === 0) this.pause(), this.go(step);
    }

    play() {
        if (this.step === this.found.times.length) this.go(0);
        this.timer = setInterval(() => {
            if (this.step >= this.found.times.length) return this.pause();
            this.go(this.step + 1);
        }, step_ms);
        set_text(this.play_key, t('Pause'));
    }

    pause() {
        clearInterval(this.timer);
        this.timer = 0;
        set_text(this.play_key, t('Play'));
    }

    // --- what they come to ---

    write_outcome() {
        const { sides, rows, remarks, has_diverged } = this.found;
        this.parting.hidden = !has_diverged;
        set_text(part('remark'), remarks.join(' '));
        const said = (sentence) => (sentence ? element('td', {}, sentence) : element('td', {}, t('nothing more happens')));
        part('outcome').replaceChildren(element('table', {},
            element('caption', {}, t('What each comes to')),
            element('thead', {}, element('tr', {}, element('td'), ...sides.map(({ title }) => element('th', { scope: 'col' }, title)))),
            element('tbody', {},
                ...(has_diverged ? [element('tr', { class: 'differs' },
                    element('th', { scope: 'row' }, t('Where they part')), ...sides.map((side) => said(side.parted_sentence)))] : []),
                ...rows.map(({ label, values, is_different }) => element('tr', { class: is_different ? 'differs' : null },
                    element('th', { scope: 'row' }, label), ...values.map((value) => element('td', {}, value)))))));
    }

    async copy_link() {
        const words = [];
        for (const { letter, stage } of this.sides)
            words.push(...(await words_of_run(stage.bridge.json('app_link', [], 1), stage.opened, letter)));
        words.push(`at=${this.at_ms()}`);
        if (this.sides[0].stage.language !== 'en') words.push(`lang=${this.sides[0].stage.language}`);
        const fragment = words.join('&'), { stage } = this.sides[0];
        if (fragment.length > fragment_length_max) return stage.toast(t('This scenario is too long for a link'));
        const link = own_link(fragment, 'compare');
        stage.toast((await copy_text(link)) ? t('Link copied, {length} characters', { length: link.length }) : t('The browser did not allow copying'));
    }
}

const all = new URLSearchParams(own_words().slice(0, 256 * 1024));
const comparison = new Comparison(all);
// For tests: where both stand, and the stages themselves.
window.airlock_compare = {
    ready: comparison.begin(),
    state: () => ({
        step: comparison.step, steps: comparison.found?.times.length ?? 0, at_ms: comparison.found ? comparison.at_ms() : 0,
        sides: comparison.sides.map(({ stage }) => stage.state()), parted: comparison.found?.sides.map(({ parted }) => parted?.entry ?? 0),
    }),
    go: (step) => comparison.go(step),
    stages: comparison.sides,
};
