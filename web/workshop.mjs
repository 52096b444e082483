// A workshop on one machine, as its facilitator sees it (docs/workshop.md): one stage for the projector, the plan with
// notes that only stand here, roles that go out to portal windows, injects, ways back, the report. What happens is
// workshop_run.mjs; here it is shown and pressed.
//
//     workshop.html#plan=cross-organization&theme=dark&lang=ja

import { element, focus_near, set_attribute, set_text } from './dom.mjs';
import { bytes_of } from './download.mjs';
import { own_words } from './files.mjs';
import { read_fragment } from './fragment.mjs';
import { make_frame } from './frame.mjs';
import { languages } from './languages.mjs';
import { Stage } from './stage.mjs';
import { check_plan, plan_bytes_max, read_plan, said } from './workshop_plan.mjs';
import { gather, how_words, report_markdown, report_node } from './workshop_report.mjs';
import { WorkshopRun } from './workshop_run.mjs';
import { fill_words, on_words, t } from './words.mjs';

const default_plan = 'cross-organization';
const speeds = [1, 2, 4, 8, 16, 64];
const paces = [1, 10, 60, 600];
const armed_ms = 5000;
const part = (name) => document.querySelector(`[data-part="${name}"]`);
const button = (label, act, more = {}) => element('button', { type: 'button', onclick: act, ...more }, label);
const row = (...nodes) => element('div', { class: 'row' }, ...nodes);
const clock = (minutes) => {
    const seconds = Math.floor(Math.abs(minutes) * 60);
    return `${minutes < 0 ? '−' : ''}${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};

class Workshop {
    constructor() {
        const all = new URLSearchParams(own_words().slice(0, 4096));
        this.words = ['theme', 'lang'].filter((key) => all.has(key)).map((key) => `${key}=${encodeURIComponent(all.get(key))}`);
        this.wanted = all.get('plan') ?? default_plan;
        this.are_notes_shown = false;
        this.written = new Map(); // part -> what it shows, as text
        this.report = null;
        part('plan-file').addEventListener('change', ({ target }) => {
            const [file] = target.files;
            if (file) this.open_file(file);
            target.value = '';
        });
        document.addEventListener('keydown', (event) => {
            if (event.key === 'Escape' && this.is_projector && !event.defaultPrevented) this.set_projector(false);
        });
        addEventListener('afterprint', () => delete document.body.dataset.print);
    }

    async begin() {
        fill_words(document);
        let plan = null;
        try {
            if (!/^[a-z0-9][a-z0-9_-]{0,63}$/.test(this.wanted)) throw new Error(t('"plan" in the address is not the name of a plan'));
            const bytes = await bytes_of(`workshops/${this.wanted}.json`, null, plan_bytes_max);
            plan = this.read(new TextDecoder().decode(bytes), `workshops/${this.wanted}.json`);
        } catch (error) {
            this.show_problems([{ pointer: '', sentence: error.message }], this.wanted);
        }
        if (!plan) return this.build_tools(); // a plan of one's own can still be opened
        await this.start(plan);
    }

    // --- plans ---

    read(text, name) {
        const { plan, problems } = read_plan(text);
        if (problems.length) this.show_problems(problems, name);
        return plan;
    }

    async open_file(file) {
        if (file.size > plan_bytes_max) return this.show_problems([{ pointer: '', sentence: t('it is larger than {kilobytes} KB', { kilobytes: plan_bytes_max / 1024 }) }], file.name);
        const plan = this.read(await file.text().catch(() => ''), file.name);
        if (!plan) return;
        if (!this.stage) return this.start(plan);
        const before = this.stage.opened;
        await this.stage.open_shipped(plan.scenario, { seed: String(plan.seed ?? 1) });
        if (this.stage.opened === before) return; // the stage says why
        const problems = check_plan(plan, JSON.parse(new TextDecoder().decode(this.stage.opened.text)));
        if (problems.length) {
            this.show_problems(problems, file.name);
            this.stage.open_text(before.text, { ...before }, { seed: before.seed });
            return;
        }
        this.hide_problems();
        this.run.take_plan(plan);
        this.run.look(this.stage.view());
        this.written.clear();
        this.write();
    }

    show_problems(problems, name) {
        part('problems').replaceChildren(
            element('p', {}, t('{name} cannot be used as a plan:', { name })),
            element('ul', {}, ...problems.map(({ pointer, sentence }) => element('li', {}, pointer ? element('code', {}, pointer) : null, ' ', sentence))),
            button(t('Close'), () => this.hide_problems(), { 'data-id': 'close-problems' }));
        part('problems').hidden = false;
    }

    hide_problems() {
        part('problems').hidden = true;
        part('problems').replaceChildren();
    }

    // --- the stage ---

    async start(plan) {
        const frame = make_frame({ label: 'Stage' });
        part('picture').replaceChildren(frame);
        const { values, problems } = read_fragment([`scenario=${plan.scenario}`, `seed=${plan.seed ?? 1}`, ...this.words].join('&'));
        this.stage = new Stage(frame, { values, problems, panels: ['layers', 'timeline'], theme_root: document.documentElement, is_guest: true, drop_area: frame });
        window.airlock = this.stage.api;
        this.stage.open();
        await this.stage.ready;
        this.run = new WorkshopRun(this.stage, plan, { changed: () => this.write_soon(), told: (text, is_shown) => this.tell(text, is_shown) });
        const wrong = check_plan(plan, this.run.scenario);
        if (wrong.length) this.show_problems(wrong, said(plan.title, 'en'));
        this.run.view = this.stage.view();
        await this.run.begin();
        on_words(() => this.say_again());
        this.stage.api.on('theme', () => this.write());
        this.say_again();
    }

    say_again() {
        fill_words(document);
        this.written.clear();
        this.build_tools();
        this.build_minutes();
        this.build_transport();
        this.write();
        if (this.report) this.show_report(false);
    }

    // `is_shown`: it stands on the page anyhow, and is only to be heard.
    tell(text, is_shown = false) {
        set_text(part('announce'), text);
        if (!is_shown) this.stage.toast(text);
    }

    // --- the unchanging frame ---

    build_tools() {
        const open = button(t('Open a plan…'), () => part('plan-file').click(), { 'data-id': 'open-plan' });
        if (!this.stage) return part('tools').replaceChildren(open);
        this.projector_key = button(t('Projector'), () => this.set_projector(!this.is_projector), { 'data-id': 'projector' });
        part('tools').replaceChildren(
            this.projector_key,
            button(t('After-action report'), () => this.show_report(), { 'data-id': 'report' }),
            button(t('Print role cards'), () => this.print_roles(), { 'data-id': 'print-roles' }), open,
            button(t('Dark or light'), () => this.stage.set_theme(this.stage.theme === 'dark' ? 'light' : 'dark'), { 'data-id': 'theme' }),
            element('select', {
                'aria-label': t('Language'), 'data-id': 'language', onchange: ({ target }) => this.stage.set_language(target.value),
            }, ...languages.map(({ code, name }) => element('option', { value: code, lang: code, selected: code === this.stage.language ? '' : null }, name))));
    }

    build_minutes() {
        const { run } = this;
        this.minutes = element('output', { class: 'minutes', 'data-id': 'minutes' });
        this.begin_key = button('', () => (run.is_running ? run.pause() : run.resume()), { class: 'primary', 'data-id': 'begin' });
        const pace = element('select', { 'aria-label': t('How fast minutes pass'), 'data-id': 'pace', onchange: () => run.set_pace(Number(pace.value)) },
            ...paces.map((value) => element('option', { value, selected: value === run.pace ? '' : null }, value === 1 ? t('Real minutes') : t('Rehearsal, {pace}×', { pace: value }))));
        part('minutes').replaceChildren(this.minutes, this.begin_key, pace);
    }

    build_transport() {
        const { run, stage } = this;
        this.play_key = button('', () => (run.is_story_on ? run.hold() : run.play()), { class: 'primary', 'data-id': 'play' });
        this.mode = element('select', { 'aria-label': t('How the clock goes'), 'data-id': 'mode', onchange: () => run.set_mode(this.mode.value) },
            element('option', { value: 'wait' }, t('Wait for persons')), element('option', { value: 'run' }, t('Run on: silence counts')));
        this.mode.value = run.mode;
        this.speed = element('select', { 'aria-label': t('Speed'), 'data-id': 'speed', onchange: () => run.dispatch({ type: 'set_speed', speed: Number(this.speed.value) }) },
            ...speeds.map((speed) => element('option', { value: speed }, t('Speed {speed}×', { speed }))));
        this.where = element('p', { class: 'quiet', 'data-id': 'where' });
        part('transport').replaceChildren(
            row(this.play_key, button(t('Step back'), () => run.step('step_back'), { 'data-id': 'back' }),
                button(t('Step forward'), () => run.step('step_forward'), { 'data-id': 'forward' }),
                button(t('Skip to the next decision'), () => run.skip(), { 'data-id': 'skip' }),
                button(t('Back to now'), () => run.go_to_now(), { 'data-id': 'now' }), this.mode, this.speed),
            this.where);
        this.speed.value = String(stage.last_signal.speed);
    }

    // --- the changing rest ---

    write_soon() {
        this.writing ??= Promise.resolve().then(() => ((this.writing = null), this.write()));
    }

    // Writes a part when what it shows has changed; what had the focus has it afterwards.
    part(name, data, make) {
        const key = JSON.stringify(data);
        if (this.written.get(name) === key) return;
        this.written.set(name, key);
        const node = part(name);
        const id = node.contains(focus_near(node)) ? focus_near(node).dataset.id : null;
        node.replaceChildren(...make().filter((one) => one !== null));
        if (id) node.querySelector(`[data-id="${CSS.escape(id)}"]`)?.focus({ preventScroll: true });
    }

    write() {
        const { run, stage } = this;
        if (!this.minutes || stage.is_dead) return;
        const { page } = run.view;
        const signal = stage.last_signal;
        set_text(part('title'), said(run.plan.title, stage.language));
        set_text(part('summary'), run.plan.summary ? said(run.plan.summary, stage.language) : '');
        set_text(this.minutes, t('{now} of {minutes}:00', { now: clock(run.minute()), minutes: run.plan.minutes }));
        set_text(this.begin_key, run.is_running ? t('Break') : run.has_begun ? t('Go on') : t('Begin'));
        set_text(this.play_key, run.is_story_on ? t('Hold the story') : t('Play the story'));
        const waits = page.decisions.map(({ person }) => person).join(', ');
        set_text(this.where, [
            page.cursor.entry === 0 ? t('Before the first entry') : t('Entry {entry} of {entries}', { entry: page.cursor.entry, entries: page.entries }), page.time,
            waits ? t('asked: {persons}', { persons: waits }) : run.is_over() ? t('The story is over') : '',
        ].filter(Boolean).join(' · '));
        if (this.speed.value !== String(signal.speed)) this.speed.value = String(signal.speed);
        set_attribute(this.projector_key, 'aria-pressed', this.is_projector ? 'true' : 'false');
        this.write_now(page);
        this.write_plan();
        this.write_roles();
        this.write_injects();
        this.write_cards();
        this.write_back(page);
    }

    // What a room reads from the last row.
    write_now(page) {
        const { run, stage } = this;
        const plan_part = run.plan.parts[run.part];
        // With nothing selected, the inspector tells of the entry.
        const sentence = (!stage.last_signal.selection && page.inspector.text.split('\n')[0]) || page.headline;
        this.part('now', [sentence, page.clocks, run.part, this.is_projector, stage.language], () => [
            element('p', { class: 'sentence' }, sentence),
            element('dl', {}, ...page.clocks.map(({ label, value, condition }) => element('div', {}, element('dt', {}, label), element('dd', { class: condition }, value)))),
            this.is_projector ? element('div', { class: 'questions' }, element('h2', {}, said(plan_part.title, stage.language)),
                ...(plan_part.ask ?? []).map((question) => element('p', {}, said(question, stage.language)))) : null,
        ]);
    }

    texts(label, texts, kind) {
        if (!texts?.length) return null;
        return element('div', { class: kind }, element('h4', {}, label), ...texts.map((text) => element('p', {}, said(text, this.stage.language))));
    }

    // Stands in this window and nowhere else, and here only while it is asked for.
    notes(texts) {
        return this.are_notes_shown && !this.is_projector ? this.texts(t('For you only'), texts, 'notes') : null;
    }

    write_plan() {
        const { run, stage } = this;
        const { parts } = run.plan;
        const now = parts[run.part];
        const reached = parts.map(({ marker }) => Boolean(marker && run.entry_of(marker)));
        this.part('plan', [run.plan, run.part, run.part_minutes, reached, this.are_notes_shown, this.is_projector, stage.language], () => {
            let minute = 0;
            const list = parts.map((one, index) => {
                const from = minute;
                minute += run.part_minutes[index];
                return element('li', {}, element('button', {
                    type: 'button', onclick: () => run.show_part(index), 'data-id': `part:${index}`, 'aria-current': index === run.part ? 'true' : null,
                }, element('span', { class: 'quiet' }, t('from {minute}', { minute: from })), ` ${said(one.title, stage.language)}`,
                    reached[index] ? element('span', { class: 'good' }, ' ✓\uFE0E') : null));
            });
            this.part_left = element('output', { class: 'part-left', 'data-id': 'part-left' });
            return [
                row(element('h2', {}, t('Plan')), button(this.are_notes_shown ? t('Hide my notes') : t('Show my notes'), () => this.set_notes(!this.are_notes_shown), { 'data-id': 'notes', 'aria-pressed': this.are_notes_shown ? 'true' : 'false' })),
                element('div', { class: 'part' },
                    row(element('h3', {}, said(now.title, stage.language)), this.part_left, button(t('+1 minute'), () => run.extend(1), { 'data-id': 'extend' })),
                    this.texts(t('Say'), now.say, 'say'), this.texts(t('Ask'), now.ask, 'ask'), this.notes(now.notes),
                    row(button(t('Part before'), () => run.show_part(run.part - 1), { 'data-id': 'part-before' }),
                        button(t('Next part'), () => run.show_part(run.part + 1), { class: 'primary', 'data-id': 'part-next' }),
                        now.marker ? button(t('Go to its moment'), () => run.go_to(now.marker), { 'data-id': 'part-moment' }) : null)),
                element('ol', { class: 'parts' }, ...list),
            ];
        });
        set_text(this.part_left, run.has_begun ? t('{left} left', { left: clock(run.part_left()) }) : t('{minutes} min', { minutes: run.part_minutes[run.part] }));
        this.part_left.classList.toggle('is-over', run.has_begun && run.part_left() < 0);
    }

    set_notes(are_shown) {
        this.are_notes_shown = are_shown;
        this.write();
    }

    write_roles() {
        const { run, stage } = this;
        const seats = new Map(run.seats().map((seat) => [seat.name, seat]));
        const windows = run.plan.roles.map(({ person }) => Boolean(person) && run.has_window(person));
        const waiting = run.view.page.decisions.map(({ person }) => person);
        this.part('roles', [run.plan.roles, [...seats.values()], windows, waiting, this.are_notes_shown, this.is_projector, stage.language], () => [
            element('h2', {}, t('Roles')),
            element('ul', { class: 'list' }, ...run.plan.roles.map((role, index) => {
                const seat = seats.get(role.person);
                const state = !seat?.has_portal ? t('at the table, with a card')
                    : windows[index] ? t('in a window') : seat.is_live ? t('played, without a window') : t('simulated');
                const name = said(role.name, stage.language);
                return element('li', { 'data-role': role.person ?? '' },
                    element('p', {}, element('strong', {}, name), ' ', element('span', { class: 'quiet' }, state),
                        waiting.includes(role.person) ? element('span', { class: 'portal-count' }, t('asked')) : null),
                    element('p', { class: 'quiet' }, said(role.about, stage.language)),
                    this.notes(role.notes),
                    seat?.has_portal ? row(
                        button(t('Hand out a window'), () => run.hand_out(role.person, 'window'), { 'data-id': `window:${role.person}`, 'aria-label': t('Hand out a window to {name}', { name }) }),
                        button(t('Here'), () => run.hand_out(role.person, 'panel'), { 'data-id': `panel:${role.person}`, 'aria-label': t('Portal of {name}, over the stage', { name }) }),
                        seat.is_live ? button(t('Let it be simulated'), () => run.simulate(role.person), { 'data-id': `simulate:${role.person}`, 'aria-label': t('Let {name} be simulated', { name }) }) : null) : null);
            })),
        ]);
    }

    when_words({ when }) {
        const milestone = ({ chapter, session }) => (chapter === undefined ? session : (this.run.chapter(chapter)?.title ?? chapter));
        if (when.minute !== undefined) return t('at minute {minute}', when);
        if (when.story !== undefined) return t('when the story comes to its time');
        if (when.not_reached) return t('when “{milestone}” is not reached by minute {minute}', { milestone: milestone(when.not_reached), minute: when.by_minute });
        if (when.chapter !== undefined) return t('with the chapter “{milestone}”', { milestone: milestone(when) });
        if (when.session !== undefined) return t('when {operation} is put to a team', { operation: when.session });
        return t('by hand');
    }

    write_injects() {
        const { run, stage } = this;
        const sent = run.plan.injects.map(({ id }) => {
            const one = run.sent.get(id);
            return one && [one.how, one.minute, [...one.replies].map(([person, { answer }]) => [person, answer]), run.late(one)];
        });
        this.part('injects', [run.plan.injects, sent, this.are_notes_shown, this.is_projector, stage.language], () => [
            element('h2', {}, t('Injects')),
            element('ul', { class: 'list' }, ...run.plan.injects.map((inject, index) => {
                const one = run.sent.get(inject.id);
                const title = said(inject.title, stage.language);
                const to = inject.to === 'everybody' ? t('everybody') : inject.to.join(', ');
                return element('li', { 'data-inject': inject.id },
                    element('p', {}, element('strong', {}, title), ' ', element('span', { class: 'quiet' }, `${this.when_words(inject)} · ${to}`)),
                    element('p', {}, said(inject.text, stage.language)),
                    this.notes(inject.notes),
                    one ? element('p', { class: 'good' }, t('Sent at minute {minute}, {how}', { minute: Math.floor(one.minute), how: how_words(one.how) })) : null,
                    one ? element('ul', {}, ...[...one.replies].map(([person, { answer }]) => element('li', {}, t('{person}: “{answer}”', { person, answer }))),
                        ...sent[index][3].filter((person) => !one.replies.has(person)).map((person) => element('li', { class: 'bad' }, t('{person}: no answer in time', { person })))) : null,
                    row(button(one ? t('Send again') : t('Send now'), () => run.send(inject), { 'data-id': `send:${inject.id}`, 'aria-label': one ? t('Send “{title}” again', { title }) : t('Send “{title}” now', { title }) })));
            })),
        ]);
    }

    // The newest inject stands under the picture, for the room.
    write_cards() {
        const { run, stage } = this;
        const newest = [...run.sent.values()].at(-1);
        const is_shown = newest && newest !== this.dismissed;
        this.part('cards', [is_shown ? [newest.inject.id, newest.wall] : null, stage.language], () => (is_shown ? [
            element('article', { class: 'card', 'data-card': newest.inject.id },
                element('p', { class: 'quiet' }, newest.inject.from ? said(newest.inject.from, stage.language) : t('Inject')),
                element('h3', {}, said(newest.inject.title, stage.language)),
                element('p', {}, said(newest.inject.text, stage.language)),
                button(t('Take it off'), () => ((this.dismissed = newest), this.write()), { 'data-id': 'take-off' })),
        ] : []));
    }

    write_back(page) {
        const { run } = this;
        const chapters = page.timeline.chapters.filter(({ entry }) => entry > 0 && entry <= page.entries);
        const { entry } = page.cursor;
        this.part('back', [chapters.map(({ title, entry: at }) => [title, at]), entry, page.entries, page.branches.length, this.armed, run.attempt], () => {
            const select = element('select', { 'aria-label': t('Marker'), 'data-id': 'marker', onchange: () => (this.marker = select.value) },
                ...chapters.map(({ title, entry: at }) => element('option', { value: at, selected: String(at) === this.marker ? '' : null }, t('{title}, entry {entry}', { title, entry: at }))));
            // Both throw work away that nobody may want to lose: pressed twice.
            const twice = (id, label, deed) => button(this.armed === id ? t('Press again: {label}', { label }) : label, () => this.arm(id, deed), { class: this.armed === id ? 'danger' : null, 'data-id': id });
            return [
                element('h2', {}, t('Ways back')),
                row(select, twice('rollback', t('Roll back to this marker'), () => select.value && run.rollback(Math.max(0, Number(select.value) - 1))),
                    entry < page.entries ? twice('rollback-here', t('Roll back to the moment shown'), () => run.rollback(entry)) : null),
                row(twice('reset', t('Begin again'), () => run.reset(false)), twice('new-deal', t('Begin again with another deal'), () => run.reset(true))),
                element('p', { class: 'quiet' }, t('Windows stay as they are. What is rolled back stays as a branch.')),
            ];
        });
    }

    arm(id, deed) {
        clearTimeout(this.armed_timer);
        if (this.armed === id) {
            this.armed = null;
            deed();
        } else {
            this.armed = id;
            this.armed_timer = setTimeout(() => ((this.armed = null), this.write()), armed_ms);
        }
        this.write();
    }

    set_projector(is_on) {
        this.is_projector = is_on;
        document.body.classList.toggle('is-projector', is_on);
        this.write();
        this.projector_key.focus({ preventScroll: true });
    }

    // --- report and role cards ---

    async show_report(is_wanted = true) {
        const box = part('report');
        try {
            this.report = await gather(this.run);
        } catch (error) {
            return this.tell(t('There is no report: {reason}', { reason: error.message }));
        }
        const node = report_node(this.report, (entry) => this.show_moment(entry));
        box.replaceChildren(
            element('div', { class: 'row no-print' },
                button(t('Print'), () => this.print('report'), { 'data-id': 'print-report' }),
                button(t('Download as Markdown'), () => this.download(), { 'data-id': 'download-report' }),
                button(t('Close'), () => ((this.report = null), (box.hidden = true), box.replaceChildren(), part('tools').querySelector('[data-id="report"]').focus()), { 'data-id': 'close-report' })),
            node);
        box.hidden = false;
        if (is_wanted) node.querySelector('h2').focus();
    }

    show_moment(entry) {
        this.run.hold();
        this.stage.api.seek(entry);
        part('picture').scrollIntoView({ block: 'start' });
        this.tell(this.stage.view().page.announcement || t('Entry {entry}', { entry }));
    }

    download() {
        const url = URL.createObjectURL(new Blob([report_markdown(this.report)], { type: 'text/markdown' }));
        element('a', { href: url, download: `${this.report.scenario.toLowerCase().replace(/[^a-z0-9]+/g, '-')}-report.md` }).click();
        setTimeout(() => URL.revokeObjectURL(url), 10_000);
    }

    print_roles() {
        const { language } = this.stage;
        part('role-cards').replaceChildren(...this.run.plan.roles.map((role) => element('article', { class: 'role-card' },
            element('h2', {}, said(role.name, language)), element('p', { class: 'quiet' }, said(role.about, language)),
            ...(role.card ?? []).map((text) => element('p', {}, said(text, language))))));
        this.print('roles');
    }

    print(what) {
        document.body.dataset.print = what;
        part('role-cards').hidden = what !== 'roles';
        window.print();
        part('role-cards').hidden = true;
    }
}

const workshop = new Workshop();
// For tests: the workshop itself.
window.airlock_workshop = { workshop, ready: workshop.begin() };
