// The call composer: anybody may take any role at any time. A panel beside the stage that stays while the story goes on:
// whose credential, which call, with which parameters; what would come of it, gate by gate, before it is sent; and
// then it happens, in another branch where what is shown is past.

import { desk } from './desk.mjs';
import { element, focus_near, form, set_attribute, set_text } from './dom.mjs';
import { button, field, load_style, new_id, option, run_of, sentences_of } from './tool.mjs';
import { on_words, t } from './words.mjs';

const follow_ms = 250; // after the story has moved
const typing_ms = 220; // after a key
const outcome_signs = { done: '✓', pending: '◔', refused: '✕', failed: '!' };
const said_outcome = (outcome) => t(outcome === 'pending' ? 'waits for a vote' : outcome);
const said_gate = (gate) => t(gate.replaceAll('_', ' '));
// Long names may break between their words.
const breakable = (name) => name.split(/(?<=[a-z])(?=[A-Z])/).flatMap((word, i) => (i ? [element('wbr'), word] : [word]));
const key_of = ({ person, as }) => JSON.stringify([person, as]);

const open_composers = new WeakMap(); // stage -> its composer

export async function open(stage) {
    await load_style(stage, 'composer.css');
    if (stage.is_dead) return;
    const known = open_composers.get(stage);
    if (known) return known.focus();
    const composer = new Composer(stage);
    open_composers.set(stage, composer);
    composer.show();
}

class Composer {
    constructor(stage) {
        this.stage = stage;
        this.credentials = [];
        this.chosen = null; // { person, as }
        this.groups = [];
        this.operation = null; // what the form is for
        this.with = {};
        this.filter = '';
        this.wish = 'all';
        this.came_from = focus_near(stage.canvas);
        this.ended = new AbortController();
        stage.ended.signal.addEventListener('abort', () => this.close(), { signal: this.ended.signal });
    }

    show() {
        this.node = element('aside', { class: 'composer', 'aria-label': t('Call composer'), tabindex: '-1' });
        this.node.addEventListener('keydown', (event) => {
            event.stopPropagation();
            if (event.key !== 'Escape') return;
            event.preventDefault();
            if (this.operation) this.back();
            else this.close();
        });
        this.stage.parts.frame.append(this.node);
        this.watch = () => this.follow();
        this.stage.watchers.add(this.watch);
        this.stop_words = on_words(() => (this.build(), this.refresh()));
        this.seen = this.moment_key();
        this.build();
        this.focus();
        this.refresh();
    }

    focus() {
        (this.operation ? this.heading : this.person_select).focus({ preventScroll: true });
    }

    close() {
        if (this.ended.signal.aborted) return;
        this.ended.abort();
        this.asking?.abort();
        this.previewing?.abort();
        clearTimeout(this.follow_timer);
        clearTimeout(this.typing_timer);
        this.stop_words();
        this.stage.watchers.delete(this.watch);
        open_composers.delete(this.stage);
        this.node.remove();
        if (this.stage.is_disposed) return;
        (this.came_from?.isConnected ? this.came_from : this.stage.canvas).focus({ preventScroll: true });
    }

    // --- the frame ---

    build() {
        set_attribute(this.node, 'aria-label', t('Call composer'));
        this.when = element('p', { class: 'quiet' });
        this.person_select = element('select', { 'data-id': 'person', onchange: () => this.choose_person(this.person_select.value) });
        this.as_select = element('select', { 'data-id': 'as', onchange: () => this.choose(this.of_person()[Number(this.as_select.value)]) });
        this.body = element('div', { class: 'composer-body' });
        this.said = element('p', { class: 'composer-said', role: 'status' });
        this.node.replaceChildren(
            element('header', {}, element('h2', {}, t('Compose a call')),
                button('✕', () => this.close(), { class: 'tool-sign', 'aria-label': t('Close'), title: t('Close'), 'data-id': 'close' })),
            element('div', { class: 'composer-who' }, field(t('Who'), this.person_select), field(t('With'), this.as_select), this.when),
            this.said, this.body);
        this.write_when();
        this.write_who();
        if (this.operation) this.build_form();
        else this.build_list();
    }

    say(text, is_bad = false) {
        set_text(this.said, text);
        this.said.classList.toggle('is-bad', is_bad);
    }

    // --- the moment ---

    moment_key() {
        const { at, branch, entries, seed, scenario, inputs, live } = this.stage.state();
        return JSON.stringify([at, branch, entries, seed, scenario, inputs.length, live, this.stage.last_signal?.run]);
    }

    // The story has gone on: what is offered follows, soon.
    follow() {
        if (this.moment_key() === this.seen) return;
        this.write_when();
        this.follow_timer ||= setTimeout(() => {
            this.follow_timer = 0;
            if (this.ended.signal.aborted || this.stage.is_dead) return;
            this.seen = this.moment_key();
            this.refresh();
        }, follow_ms);
    }

    write_when() {
        const { at, entries } = this.stage.state();
        const { time } = this.stage.view().page;
        const where = at === 0 ? t('Before the first entry') : `${time}, ${t('Entry {entry} of {entries}', { entry: at, entries })}`;
        set_text(this.when, at < entries ? `${where}. ${t('What is sent here begins a branch of its own; the run as it was stays.')}` : where);
    }

    question(ask, more = {}) {
        const state = this.stage.state();
        return {
            ask, run: run_of(this.stage, { entries: state.entries }), at: state.at, language: this.stage.language_text(),
            ...(this.chosen ? { person: this.chosen.person, as: this.chosen.as } : {}), ...more,
        };
    }

    // Asks anew what can be done here; what was chosen stays chosen where it still can be.
    async refresh() {
        this.asking?.abort();
        const { signal } = (this.asking = new AbortController());
        const is_busy = (busy) => set_attribute(this.body, 'aria-busy', busy ? 'true' : null);
        is_busy(true);
        try {
            const { person, as, ...plain } = this.question('compose');
            const { credentials } = await desk.ask(plain, { signal });
            if (signal.aborted) return;
            this.credentials = credentials;
            const before = this.chosen && key_of(this.chosen);
            const is_still = this.credentials.find((one) => key_of(one) === before);
            if (before && !is_still) this.say(t('{person} does not hold that credential at this moment.', this.chosen), true);
            this.chosen = is_still ?? this.credentials.find((one) => one.person === this.chosen?.person) ??
                this.credentials.find(({ is_stolen }) => is_stolen) ?? this.credentials[0] ?? null;
            this.write_who();
            if (!this.chosen) return (this.groups = []), this.build_list();
            const { groups } = await desk.ask(this.question('compose'), { signal });
            if (signal.aborted) return;
            this.groups = groups;
            if (this.operation) this.keep_operation();
            else this.write_list();
        } catch (error) {
            if (!signal.aborted) this.say(sentences_of(error), true);
        } finally {
            if (!signal.aborted) is_busy(false);
        }
    }

    // --- who ---

    of_person() {
        return this.credentials.filter(({ person }) => person === this.chosen?.person);
    }

    choose_person(person) {
        this.choose(this.credentials.find((one) => one.person === person));
    }

    choose(credential) {
        if (!credential) return;
        this.chosen = credential;
        this.operation = null;
        this.groups = [];
        this.say('');
        this.write_who();
        this.build_list();
        this.refresh();
    }

    write_who() {
        const key = JSON.stringify([this.credentials, this.chosen && key_of(this.chosen)]);
        if (this.node.dataset.who === key && this.person_select.options.length) return;
        this.node.dataset.who = key;
        const people = new Map(this.credentials.map(({ person, title }) => [person, title]));
        this.person_select.replaceChildren(...[...people].map(([person, title]) =>
            option(person, title ? `${person}, ${title}` : person, this.chosen?.person)));
        this.as_select.replaceChildren(...this.of_person().map((one, i) => option(
            String(i), one.is_stolen && !/stolen/.test(one.words) ? t('{words}, stolen', one) : one.words,
            key_of(one) === (this.chosen && key_of(this.chosen)) ? String(i) : null)));
    }

    // --- what could be tried ---

    build_list() {
        this.search = element('input', {
            type: 'search', value: this.filter, 'data-id': 'filter', oninput: () => ((this.filter = this.search.value), this.write_list()),
        });
        this.wanted = element('select', { 'data-id': 'wish', onchange: () => ((this.wish = this.wanted.value), this.write_list()) },
            option('all', t('Everything that could be tried'), this.wish), option('done', t('What would go through'), this.wish),
            option('refused', t('What would be refused'), this.wish), option('changes', t('What changes something'), this.wish));
        this.list = element('div', { class: 'composer-list' });
        this.list.addEventListener('keydown', (event) => this.move_in_list(event));
        this.body.replaceChildren(
            element('div', { class: 'composer-find' }, field(t('Find a call'), this.search), field(t('Show'), this.wanted)), this.list);
        this.write_list();
    }

    write_list() {
        const had_focus = this.list.contains(focus_near(this.list)) ? focus_near(this.list).dataset.id : null;
        const words = this.filter.trim().toLowerCase();
        const is_wanted = (one) => (!words || `${one.name} ${one.label}`.toLowerCase().includes(words)) &&
            (this.wish === 'all' || (this.wish === 'changes' ? !one.is_read
                : this.wish === 'done' ? one.outcome === 'done' || one.outcome === 'pending' : one.outcome === 'refused' || one.outcome === 'failed'));
        const shown = this.groups.map((group) => ({ ...group, operations: group.operations.filter(is_wanted) })).filter(({ operations }) => operations.length);
        this.list.replaceChildren(...(shown.length ? shown.map(({ title, operations }) => {
            const id = new_id();
            return element('section', { 'aria-labelledby': id }, element('h3', { id }, title),
                element('ul', {}, ...operations.map((one) => element('li', {}, this.offer(one)))));
        }) : [element('p', { class: 'quiet' }, this.groups.length ? t('Nothing like that.') : t('Looking what could be tried…'))]));
        if (had_focus) this.list.querySelector(`[data-id="${CSS.escape(had_focus)}"]`)?.focus({ preventScroll: true });
    }

    offer(one) {
        const outcome = one.outcome === 'refused' && one.gate ? t('refused: {gate}', { gate: said_gate(one.gate) }) : said_outcome(one.outcome);
        return element('button', { type: 'button', class: `composer-offer is-${one.outcome}`, 'data-id': `call:${one.name}`, onclick: () => this.pick(one) },
            element('span', { class: 'composer-sign', 'aria-hidden': 'true' }, outcome_signs[one.outcome] ?? '·'),
            element('span', { class: 'composer-name' }, ...breakable(one.label)),
            element('span', { class: 'composer-outcome' }, outcome),
            one.is_foreign ? element('span', { class: 'composer-foreign' }, t('not meant for this credential')) : null);
    }

    // The arrows go through the calls, as they do in a menu.
    move_in_list(event) {
        const by = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
        if (by === undefined) return;
        const all = [...this.list.querySelectorAll('button')];
        const at = all.indexOf(focus_near(this.list));
        event.preventDefault();
        all[Math.max(0, Math.min(all.length - 1, at + by))]?.focus();
    }

    // --- one call ---

    pick(operation) {
        this.operation = operation;
        this.with = structuredClone(operation.with);
        this.say('');
        this.build_form();
        this.heading.focus({ preventScroll: true });
        this.preview();
    }

    back() {
        const { name } = this.operation;
        this.operation = null;
        this.previewing?.abort();
        this.build_list();
        (this.list.querySelector(`[data-id="call:${CSS.escape(name)}"]`) ?? this.search).focus();
    }

    // The same call at another moment: other things may exist to name, what was written stays.
    keep_operation() {
        const now = this.groups.flatMap(({ operations }) => operations).find(({ name }) => name === this.operation.name);
        if (now && JSON.stringify(now.members) !== JSON.stringify(this.operation.members)) {
            this.operation = now;
            const had_focus = this.body.contains(focus_near(this.body)) ? focus_near(this.body).dataset.id : null;
            this.build_form();
            if (had_focus) this.body.querySelector(`[data-id="${CSS.escape(had_focus)}"]`)?.focus({ preventScroll: true });
        }
        this.preview();
    }

    build_form() {
        const { operation } = this;
        this.heading = element('h3', { tabindex: '-1' }, operation.label);
        const required = operation.members.filter(({ is_required }) => is_required);
        const optional = operation.members.filter(({ is_required }) => !is_required);
        const is_given = optional.some(({ name }) => this.with[name] !== undefined);
        this.outcome = element('div', { class: 'composer-outcome-box', 'aria-live': 'polite' });
        this.gates = element('ol', { class: 'composer-gates', 'aria-label': t('Gate by gate') });
        this.flip = element('p', { class: 'composer-flip', hidden: '' });
        this.events = element('ul', { class: 'composer-events' });
        const { live } = this.stage.state();
        const { person, is_sign_in } = this.chosen;
        this.take = element('input', { type: 'checkbox', 'data-id': 'take', checked: is_sign_in ? '' : null });
        this.send_key = button(t('Send as {person}', { person }), () => this.send(), { class: 'primary', 'data-id': 'send' });
        this.body.replaceChildren(
            element('div', { class: 'composer-call' },
                element('div', { class: 'composer-title' }, button(t('All calls'), () => this.back(), { 'data-id': 'back' }), this.heading),
                operation.is_foreign ? element('p', { class: 'quiet' }, t('not meant for this credential')) : null,
                form(() => this.send(), { novalidate: '' },
                    ...required.map((member) => this.member(member)),
                    optional.length ? element('details', { open: is_given || !required.length ? '' : null },
                        element('summary', {}, t('More parameters')), ...optional.map((member) => this.member(member))) : null,
                    live.includes(person) ? null : element('label', { class: 'tool-check' }, this.take,
                        t('I play {person} from now on', { person })),
                    element('div', { class: 'composer-send' }, this.send_key)),
                element('section', { 'aria-label': t('What would come of it') },
                    element('h4', {}, t('What would come of it')), this.outcome, this.gates, this.flip, this.events)));
    }

    member(member) {
        const { name, kind, is_required, is_list, allowed, count_max } = member;
        const set = (value) => {
            if (value === undefined || value === '' || (Array.isArray(value) && !value.length)) delete this.with[name];
            else this.with[name] = value;
            clearTimeout(this.typing_timer);
            this.typing_timer = setTimeout(() => this.preview(), typing_ms);
        };
        const value = this.with[name];
        const label = is_required ? name : t('{name}, if you like', { name });
        const more = { 'data-id': `member:${name}`, required: is_required ? '' : null };
        if (is_list && allowed.length) {
            const chosen = new Set(Array.isArray(value) ? value : []);
            const all = [...new Set([...allowed, ...chosen])];
            return element('fieldset', { class: 'composer-many' },
                element('legend', {}, count_max ? t('{label} (at most {count})', { label, count: count_max }) : label),
                ...all.map((one) => element('label', { class: 'tool-check' }, element('input', {
                    type: 'checkbox', value: one, checked: chosen.has(one) ? '' : null, 'data-id': `member:${name}:${one}`,
                    onchange: ({ target }) => {
                        if (target.checked) chosen.add(one);
                        else chosen.delete(one);
                        set(all.filter((each) => chosen.has(each)));
                    },
                }), element('code', {}, one))));
        }
        if (is_list) {
            const area = element('textarea', { ...more, rows: '2', oninput: () => set(area.value.split('\n').map((line) => line.trim()).filter(Boolean)) });
            area.value = Array.isArray(value) ? value.join('\n') : '';
            return field(t('{label}, one a line', { label }), area);
        }
        if (kind === 'boolean') {
            return field(label, element('select', { ...more, onchange: ({ target }) => set({ true: true, false: false }[target.value]) },
                ...(is_required ? [] : [option('', '–', '')]), option('true', 'true', String(value)), option('false', 'false', String(value))));
        }
        if (allowed.length) {
            const all = value !== undefined && !allowed.includes(value) ? [value, ...allowed] : allowed;
            return field(label, element('select', { ...more, onchange: ({ target }) => set(target.value) },
                ...(is_required && value !== undefined ? [] : [option('', '–', '')]), ...all.map((one) => option(one, one, value))));
        }
        const is_number = kind === 'integer';
        return field(label, element('input', {
            ...more, type: is_number ? 'number' : 'text', step: is_number ? '1' : null, value: value ?? '', autocomplete: 'off', spellcheck: 'false',
            maxlength: is_number ? null : '2000',
            oninput: ({ target }) => set(is_number ? (target.value === '' ? undefined : Math.trunc(Number(target.value))) : target.value),
        }));
    }

    async preview() {
        if (!this.operation) return;
        this.previewing?.abort();
        const { signal } = (this.previewing = new AbortController());
        try {
            const found = await desk.ask(this.question('preview', { call: this.operation.name, with: this.with }), { signal });
            if (!signal.aborted) this.write_preview(found);
        } catch (error) {
            if (!signal.aborted) this.write_preview({ outcome: 'failed', headline: sentences_of(error), sentence: '', gates: [], would_flip: '', events: [] });
        }
    }

    write_preview({ outcome, headline, sentence, gates, would_flip, events, error }) {
        const key = JSON.stringify([outcome, headline, sentence]);
        if (this.outcome.dataset.key !== key) {
            this.outcome.dataset.key = key;
            this.outcome.className = `composer-outcome-box is-${outcome}`;
            this.outcome.replaceChildren(
                element('p', { class: 'composer-headline' },
                    element('span', { class: 'composer-sign', 'aria-hidden': 'true' }, outcome_signs[outcome] ?? '·'), headline),
                ...(sentence ? [element('p', {}, sentence)] : []), ...(error ? [element('p', {}, element('code', {}, error))] : []));
        }
        this.gates.replaceChildren(...gates.map(({ name, verdict, reason }) => {
            const is_shut = verdict === 'refused' || verdict === 'stopped';
            return element('li', { class: is_shut ? 'is-shut' : verdict === 'passed' ? 'is-passed' : '' },
                element('span', { class: 'composer-sign', 'aria-hidden': 'true' }, is_shut ? '✕' : verdict === 'passed' ? '✓' : '·'),
                element('span', {}, element('b', {}, name), ` – ${t(verdict)}`, element('br'), element('span', { class: 'quiet' }, reason)));
        }));
        this.flip.hidden = !would_flip;
        set_text(this.flip, would_flip ? t('What would turn it: {what}', { what: would_flip }) : '');
        this.events.replaceChildren(...events.map((event) => element('li', {}, event)));
    }

    // --- sent ---

    send() {
        const { person, as } = this.chosen;
        const { name } = this.operation;
        const { api } = this.stage;
        const before = api.state();
        const is_taken = this.take.checked && !before.live.includes(person);
        const intent = { type: 'submit', person, call: name, with: this.with };
        if (as) intent.as = as;
        const problems = api.dispatch(intent);
        if (problems.length) return this.say(problems.map(({ sentence, suggestion }) => (suggestion ? `${sentence}; ${suggestion}` : sentence)).join('\n'), true);
        if (is_taken) api.dispatch({ type: 'take_over', person });
        const { page } = this.stage.view();
        const line = page.story.at(-1);
        const after = api.state();
        this.operation = null;
        this.build_list();
        this.search.focus({ preventScroll: true });
        const said = `${page.headline}. ${line?.sentence ?? ''}`;
        this.say(after.branch !== before.branch ? `${said} ${t('It happened in a branch of its own.')}` : said, line?.outcome === 'refused');
        this.seen = this.moment_key();
        this.write_when();
        this.refresh();
    }
}
