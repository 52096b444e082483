// The whole page once more as semantic DOM, written from the same view model as the canvas: landmarks,
// headings, lists, real buttons. Screen readers always have it; the 'Text view' button shows it to everybody.
// A live region says what is new and nothing else. Each part is only written when its data has changed, and
// the transcript (transcript.mjs) only ever grows or changes its marks: nothing is torn from under a reader's cursor.

import { element, focus_near, set_attribute, set_text } from './dom.mjs';
import { page_link } from './files.mjs';
import { languages } from './languages.mjs';
import { Transcript } from './transcript.mjs';
import { t } from './words.mjs';

const speeds = [1, 2, 4, 8, 16];
const tools = [['export', 'Export…'], ['composer', 'Compose a call…'], ['comparing', 'Compare with another design…'], ['about', 'About Airlock']];
// The program's own words for states are English, and keys: t() says them.
const said_condition = (condition) => t(condition === 'regained' ? 'recovered' : condition);
const said_points = (count) => (count === 1 ? t('1 recovery point') : t('{count} recovery points', { count }));
let views = 0; // how many there have been: ids are unique in a document

const button = (label, act, attributes = {}) => element('button', { type: 'button', onclick: act, ...attributes }, label);
const facts_list = (facts) =>
    element(
        'dl',
        {},
        ...facts.flatMap((fact) => [
            element('dt', {}, fact.label),
            element('dd', {}, fact.is_code ? element('code', {}, fact.value) : fact.value),
        ]),
    );

export class TextView {
    constructor(root, deeds) {
        this.root = root;
        this.deeds = deeds;
        this.shipped = [];
        this.uid = `text-${++views}`;
        this.written = new Map(); // part -> JSON of what it shows
        this.forget();
        this.build();
    }

    forget() {
        this.run = null;
        this.transcript?.clear();
        this.announced = '';
        this.decisions_announced = '';
        this.written?.clear();
    }

    know({ shipped }) {
        this.shipped = shipped;
        this.written.delete('scenario');
    }

    // How many lines of the story the view holds of this run; the program leaves them out.
    lines_known(run) {
        return run === this.run ? this.transcript.length : 0;
    }

    dispatch(intent) {
        this.deeds.dispatch(intent);
    }

    // --- the unchanging frame ---

    build() {
        const act = (type, more = {}) => () => this.dispatch({ type, ...more });
        this.title = element('h2');
        this.summary = element('p', { class: 'quiet' });
        this.time = element('p');
        this.clocks = element('dl', { 'aria-label': t('Clocks') });

        this.scenario = element('select', {
            'aria-label': t('Scenario'),
            onchange: () => this.scenario.value && this.deeds.open_shipped(this.scenario.value),
        });
        this.play = button(t('Play'), act('toggle_play'), { 'data-id': 'play' });
        this.back = button(t('Step back'), act('step_back'), { 'data-id': 'back' });
        this.forward = button(t('Step forward'), act('step_forward'), { 'data-id': 'forward' });
        this.to_start = button(t('To the start'), act('seek_entry', { entry: 0 }), { 'data-id': 'to_start' });
        this.to_end = button(t('To the end'), act('seek_entry', { entry: 4294967295 }), {
            'data-id': 'to_end',
        });
        this.next = button(t('Next decision'), act('next_decision'), { 'data-id': 'next_decision' });
        this.speed = element(
            'select',
            { 'aria-label': t('Speed'), onchange: () => this.dispatch({ type: 'set_speed', speed: Number(this.speed.value) }) },
            ...speeds.map((speed) => element('option', { value: speed }, t('Speed {speed}×', { speed }))),
        );
        this.place = element('p', { class: 'quiet' });
        this.branches = element('div', { class: 'row' });
        this.decisions = element('section', { 'aria-labelledby': `${this.uid}-decisions`, hidden: true },
            element('h3', { id: `${this.uid}-decisions` }, t('Decisions that wait for you')), (this.cards = element('div')));
        this.entry_box = element('div');
        this.layers = element('ul');
        this.estate = element('ul');
        this.seats = element('ul');
        this.transcript = new Transcript((entry) => this.dispatch({ type: 'seek_entry', entry }));
        this.chapters = element('ul');
        this.legend = element('div');

        const part = (id, title, ...nodes) =>
            element('section', { 'aria-labelledby': `${this.uid}-${id}` }, element('h3', { id: `${this.uid}-${id}` }, title), ...nodes);
        this.root.replaceChildren(
            element('header', {}, this.title, this.summary, this.time, this.clocks,
                element('div', { class: 'row' }, this.scenario,
                    button(t('Open a file…'), () => this.deeds.open_file(), { 'data-id': 'open_file' }),
                    button(t('Copy a link'), () => this.deeds.copy_link()),
                    element('a', { class: 'button', href: page_link('workshop') }, t('Workshop')),
                    element('a', { class: 'button', href: page_link('proof') }, t('Proofs')),
                    button(t('Dark or light'), () => this.deeds.set_theme(this.deeds.theme() === 'dark' ? 'light' : 'dark'), {
                        'data-id': 'theme',
                    }),
                    element('select', {
                        'aria-label': t('Language'), 'data-id': 'language',
                        onchange: ({ target }) => this.deeds.set_language(target.value),
                    }, ...languages.map(({ code, name }) => element('option', {
                        value: code, lang: code, selected: code === this.deeds.language() ? '' : null,
                    }, name)))),
                element('div', { class: 'row' }, ...tools.map(([name, label]) =>
                    button(t(label), () => this.deeds.open_tool(name), { 'data-id': name })))),
            this.decisions,
            element('nav', { 'aria-label': t('Timeline') },
                element('h3', {}, t('Timeline')),
                element('div', { class: 'row' }, this.play, this.back, this.forward, this.next),
                element('div', { class: 'row' }, this.to_start, this.to_end, this.speed),
                this.place, this.branches, this.chapters),
            part('now', t('Now'), this.entry_box),
            part('layers', t('Layers of protection'), this.layers),
            part('estate', t('Organizations, accounts and what they hold'), this.estate),
            part('people', t('Approvers'), this.seats),
            part('legend', t('What the picture means'), this.legend),
            part('story', t('Transcript'), this.transcript.node),
            element('footer', {}, element('p', { class: 'quiet' },
                t('Airlock simulates from public documentation. It is not affiliated with AWS.'))),
        );
    }

    // Writes a part when what it shows has changed.
    part(name, data, write) {
        const key = JSON.stringify(data);
        if (this.written.get(name) === key) return;
        this.written.set(name, key);
        this.keep_focus(write);
    }

    // What had the focus has it afterwards, also where it was written anew.
    keep_focus(write) {
        const had_focus = this.root.contains(focus_near(this.root)) ? focus_near(this.root) : null;
        write();
        const id = had_focus?.dataset.id;
        if (id && focus_near(this.root) !== had_focus) {
            this.root.querySelector(`[data-id="${CSS.escape(id)}"]`)?.focus({ preventScroll: true });
        }
    }

    // --- the changing rest ---

    // `view` is the program's view model, with the story from line `from` on; `signal` the player's state.
    write(view, signal, from) {
        const { page, scene } = view;
        this.signal = signal;
        const is_new_run = signal.run !== this.run;
        if (is_new_run) this.transcript.clear();
        this.transcript.write(from, page.story, page.cursor.entry);
        set_text(this.title, page.title);
        set_text(this.summary, page.summary);
        set_text(this.time, page.time);
        this.part('clocks', page.clocks, () => this.clocks.replaceChildren(
            ...page.clocks.flatMap((clock) => [element('dt', {}, clock.label), element('dd', {}, clock.value)])));
        this.part('legend', view.legend, () => this.legend.replaceChildren(
            ...view.legend.flatMap(({ title, marks }) => [element('h4', {}, title), element('dl', {},
                ...marks.flatMap(({ name, meaning }) => [element('dt', {}, name), element('dd', {}, meaning)]))])));
        this.write_scenarios(page);
        this.write_transport(page, signal);
        this.write_branches(page);
        this.part('chapters', page.timeline.chapters, () => this.write_chapters(page));
        this.part('decisions', page.decisions, () => this.write_decisions(page));
        this.part('inspector', [page.inspector, page.since], () => this.write_inspector(page.inspector, page.since));
        this.part('layers', page.layers, () => this.layers.replaceChildren(...page.layers.map((layer) =>
            element('li', { class: layer.condition }, `${layer.name}: ${layer.word || said_condition(layer.condition)}`))));
        this.part('estate', [scene.places, scene.marks], () => this.write_estate(scene));
        this.part('seats', page.seats, () => this.write_seats(page));
        this.announce(page, is_new_run);
        this.run = signal.run;
    }

    write_scenarios(page) {
        this.part('scenario', [page.scenario, page.title, this.shipped], () => {
            const is_shipped = this.shipped.some(({ name }) => name === page.scenario);
            const option = ({ name, title }) => element('option', { value: name }, title);
            const is_threat = ({ name }) => name.startsWith('threats/');
            const group = (label, list) => (list.length ? [element('optgroup', { label }, ...list.map(option))] : []);
            const options = [
                ...group(t('Stories'), this.shipped.filter((one) => !is_threat(one))),
                ...group(t('Threats'), this.shipped.filter(is_threat)),
            ];
            if (!is_shipped) options.unshift(element('option', { value: '' }, page.title));
            this.scenario.replaceChildren(...options);
            this.scenario.value = is_shipped ? page.scenario : '';
        });
    }

    write_transport(page, signal) {
        const is_at_end = page.is_at_head && page.is_over;
        set_text(this.play, signal.playing ? t('Pause') : t('Play'));
        // A button that is off keeps the focus that it has, so that nobody falls back to the top of the page.
        const off = (node, is_off) => set_attribute(node, 'aria-disabled', is_off ? 'true' : null);
        off(this.back, page.cursor.entry === 0);
        off(this.to_start, page.cursor.entry === 0);
        off(this.forward, is_at_end);
        off(this.to_end, is_at_end);
        off(this.next, is_at_end);
        if (this.speed.value !== String(signal.speed)) this.speed.value = String(signal.speed);
        set_text(this.place, page.cursor.entry === 0
            ? t('Before the first entry')
            : t('Entry {entry} of {entries}', { entry: page.cursor.entry, entries: page.entries }));
    }

    write_branches(page) {
        this.part('branches', [page.branches, page.branch], () => this.branches.replaceChildren(
            ...(page.branches.length > 1 ? page.branches.map((branch, number) =>
                button(branch.name, () => this.dispatch({ type: 'switch_branch', branch: number }), {
                    'aria-pressed': number === page.branch ? 'true' : 'false',
                })).concat(button(t('Compare branches'), () => this.deeds.open_tool('comparing'), { 'data-id': 'branches' })) : []),
            button(t('Another way from here'), () => this.dispatch({ type: 'fork' }), { 'data-id': 'fork' })));
    }

    write_chapters(page) {
        this.chapters.replaceChildren(...page.timeline.chapters.filter((chapter) => chapter.entry > 0).map((chapter) =>
            element('li', {}, button(chapter.title, () => this.dispatch({ type: 'seek_entry', entry: chapter.entry }), {
                'aria-current': chapter.is_current ? 'true' : null,
            }))));
    }

    write_decisions(page) {
        this.decisions.hidden = page.decisions.length === 0;
        // Cards are kept by who decides about what, so that the focus stays on the button that has it.
        const kept = new Map([...this.cards.children].map((node) => [node.dataset.key, node]));
        const wanted = page.decisions.map((card) => {
            const key = `${card.person}/${card.subject}`;
            const old = kept.get(key);
            if (old && old.dataset.json === JSON.stringify(card)) return old;
            const answer = (approve) => () =>
                this.dispatch({ type: 'answer', person: card.person, [card.is_invitation ? 'team' : 'session']: card.subject, approve });
            const node = element('article', { class: 'decision', 'data-key': key, 'aria-label': `${card.person}: ${card.title}` },
                element('h4', {}, `${card.person}: ${card.title}`),
                facts_list(card.facts),
                element('p', {}, card.is_invitation ? '' : `${t('{approvals} of {required} have agreed.', card)} `,
                    card.time_left ? t('{time_left} left; silence counts as no.', card) : ''),
                card.advice ? element('p', { class: 'quiet' }, card.advice) : null,
                element('div', { class: 'row' },
                    button(card.is_invitation ? t('Accept') : t('Approve'), answer(true), { class: 'primary', 'data-id': `approve:${card.person}` }),
                    button(card.is_invitation ? t('Decline') : t('Reject'), answer(false), { class: 'danger', 'data-id': `reject:${card.person}` })));
            node.dataset.json = JSON.stringify(card);
            return node;
        });
        this.cards.replaceChildren(...wanted);
    }

    write_inspector(inspector, since) {
        const nodes = [element('h4', {}, inspector.title)];
        if (inspector.subtitle) nodes.push(element('p', { class: 'quiet' }, inspector.subtitle));
        if (inspector.text) nodes.push(element('p', {}, inspector.text));
        if (inspector.gates.length) {
            nodes.push(element('h4', {}, t('Gates on the way')));
            nodes.push(element('ol', {}, ...inspector.gates.map((gate) =>
                element('li', { class: gate.verdict === 'stopped' ? 'lost' : gate.verdict === 'passed' ? 'good' : '' },
                    `${gate.name}: ${t(gate.verdict)}${gate.reason ? `, ${gate.reason}` : ''}`))));
            if (inspector.would_flip) nodes.push(element('p', {}, t('Would flip it: {change}', { change: inspector.would_flip })));
        }
        if (inspector.events?.length) {
            nodes.push(element('h4', {}, t('What changed')));
            nodes.push(element('ul', {}, ...inspector.events.map((event) => element('li', {}, event))));
        }
        if (since?.is_new && since.lines.length) {
            nodes.push(element('h4', {}, since.title));
            nodes.push(element('ul', {}, ...since.lines.map((line) => element('li', {}, line))));
        }
        if (inspector.facts.length) nodes.push(element('h4', {}, t('Facts')), facts_list(inspector.facts));
        if (inspector.related?.length) {
            nodes.push(element('h4', {}, t('In the story')));
            nodes.push(element('ul', {}, ...inspector.related.map((entry) =>
                element('li', {}, button(this.sentence_of(entry), () => this.dispatch({ type: 'seek_entry', entry }))))));
        }
        this.entry_box.replaceChildren(...nodes);
    }

    sentence_of(entry) {
        const line = this.transcript.line(entry);
        return line ? `${line.time} ${line.sentence}` : t('Entry {entry}', { entry });
    }

    write_estate(scene) {
        const mark_item = (mark) => {
            const words = [mark.title];
            if (mark.state) words.push(mark.state);
            else if (mark.condition !== 'intact') words.push(said_condition(mark.condition));
            if (mark.is_sealed) words.push(t('locked for good'));
            if (mark.key) words.push(mark.key);
            if (mark.recovery_points) words.push(said_points(mark.recovery_points));
            if (mark.encrypted) words.push(t('of them encrypted: {count}', { count: mark.encrypted }));
            if (mark.lost) words.push(t('of them lost with their key: {count}', { count: mark.lost }));
            if (mark.centre) words.push(`${mark.centre}${mark.centre_detail ? `, ${mark.centre_detail}` : ''}`);
            const item = element('li', { class: mark.condition }, words.join(', '));
            if (mark.segments?.length) {
                item.append(element('ul', {}, ...mark.segments.map((segment) =>
                    element('li', {}, `${segment.name}: ${segment.word || t(segment.state)}`))));
            }
            return item;
        };
        const place_item = (place, index) => {
            const words = [place.title || t('{count} quiet accounts', { count: place.accounts })];
            if (place.number) words.push(place.number);
            words.push(place.badge || said_condition(place.condition));
            const children = [
                ...scene.marks.filter((mark) => mark.place === index).map(mark_item),
                ...scene.places.flatMap((child, at) => (child.parent === index && !child.is_tile ? [place_item(child, at)] : [])),
            ];
            return element('li', { class: place.condition }, words.join(', '), children.length ? element('ul', {}, ...children) : null);
        };
        this.estate.replaceChildren(...scene.places.flatMap((place, index) => (place.parent < 0 ? [place_item(place, index)] : [])));
    }

    write_seats(page) {
        this.seats.replaceChildren(...page.seats.map((seat) =>
            element('li', {},
                `${seat.name}${seat.title ? `, ${seat.title}` : ''}: `,
                element('span', { class: 'row', role: 'group', 'aria-label': t('Who plays {name}', seat) },
                    button(t('Simulated'), () => this.dispatch({ type: 'hand_back', person: seat.name }), {
                        'aria-pressed': seat.is_live ? 'false' : 'true', 'data-id': `simulated:${seat.name}`,
                    }),
                    button(t('Me'), () => this.dispatch({ type: 'take_over', person: seat.name }), {
                        'aria-pressed': seat.is_live ? 'true' : 'false', 'data-id': `me:${seat.name}`,
                    }),
                    ...(seat.has_portal ? [
                        button(t('Portal'), () => this.deeds.open_portal(seat.name, 'panel'), { 'data-id': `portal:${seat.name}` }),
                        button(t('Portal in a window'), () => this.deeds.open_portal(seat.name, 'window'), { 'data-id': `window:${seat.name}` }),
                    ] : [])))));
    }

    // --- the live regions ---

    announce(page, is_new_run) {
        const said = page.announcement ?? '';
        if (!is_new_run && said !== this.announced) this.deeds.say(said);
        this.announced = said;
        const waiting = page.decisions.map((card) => `${card.person}/${card.subject}`).join(' ');
        if (waiting && waiting !== this.decisions_announced) {
            const card = page.decisions[page.decisions.length - 1];
            this.deeds.say_now(t('{person} must decide: {title}', card));
        } else if (!waiting) {
            this.deeds.say_now('');
        }
        this.decisions_announced = waiting;
    }
}
