// Two runs of a demonstration beside one another under one clock: fetched when `compare` is wanted. To the element it is
// what demo_run.mjs is: it holds one DemoRun for each side, and what is asked of it that has no side means the first one.
// What stands with each picture comes from its own stage; when something happens on either side, and where they part, the
// desk tells (docs/desk.md, "compare"), anew whenever somebody has taken another way.

import { parting_step, parting_steps, step_at, step_ms } from './common_clock.mjs';
import { DemoRun, loop_ms } from './demo_run.mjs';
import { problem_of } from './demo_options.mjs';
import { Desk } from './desk.mjs';
import { element, set_text } from './dom.mjs';
import { load_style, run_of } from './tool.mjs';
import { on_words, t } from './words.mjs';

export class DemoComparison {
    // As those of DemoRun; `wanted.compare` is what stands on the second side.
    constructor(place, wanted, tell) {
        this.place = place;
        this.wanted = wanted;
        this.loops = wanted.loops;
        this.tell = (event, detail) => this.is_over || tell(event, detail);
        this.is_over = false;
        this.is_alive = false;
        this.is_playing = false;
        this.has_complained = false;
        this.has_parting = false;
        this.shown = null; // of the first side
        this.found = null; // the desk's answer
        this.desk = null;
        this.asked = 0;
        this.step_shown = 0; // of the common clock
        this.is_going = false;
        this.timer = this.loop_timer = 0;
        this.bringing = null;
        const hear = (side) => (event, detail) => this.hear(side, event, detail);
        const { kept } = wanted;
        const sides = { ...wanted, plays: false, loops: false };
        this.first = new Side(sides, hear);
        this.second = new Side({ ...sides, scenario: wanted.compare, at: null, kept: kept?.second, supplies: null }, hear);
        this.sides = [this.first, this.second];
        this.root = element('div', { class: 'pair' }, this.first.root, this.second.root);
        this.stop_words = on_words(() => this.write());
    }

    // Settled when both are alive and can be compared, or cannot be; then the stage that is not says why, and offers another try.
    async open() {
        const { place } = this;
        await Promise.all(['page.css', 'demo_comparison.css'].map((file) => load_style({ root: place }, file)));
        if (this.is_over) return;
        place.replaceChildren(this.root);
        await this.bring();
    }

    bring() {
        this.bringing = this.bring_both().finally(() => (this.bringing = null));
        return this.bringing;
    }

    // One after the other, for the second takes what the first has fetched.
    async bring_both() {
        const { first, second } = this;
        if (!first.run.stage) await first.run.open();
        if (!first.run.is_alive || this.is_over) return;
        if (!second.run.stage) {
            second.run.wanted.supplies = first.run.stage.supplies;
            await second.run.open();
        }
        if (!second.run.is_alive || this.is_over || this.is_alive) return;
        for (const side of this.sides) side.know_all();
        await this.compare();
        if (!this.is_over) this.come_alive();
    }

    come_alive() {
        const { first, second, wanted } = this;
        const { kept, plays } = wanted;
        this.is_alive = true;
        if (kept || wanted.at) this.follow(first);
        this.write();
        this.tell('alive', { state: this.state(), problems: [...first.problems, ...second.problems] });
        if (this.is_over) return;
        for (const side of this.sides) side.watch(() => this.compare_again());
        if (plays) this.play();
    }

    // --- what happens on the two stages ---

    hear(side, event, detail) {
        const is_first = side === this.first;
        const deeds = {
            alive: () => {
                side.problems = detail.problems;
                // One that could not be shown was tried again.
                if (!this.bringing) this.bring().catch((error) => this.complain(error));
            },
            problem: () => {
                this.has_complained = true;
                this.tell('problem', detail);
            },
            supplies: () => is_first && this.tell('supplies', detail),
            shown: () => {
                if (is_first) this.shown = side.run.shown;
                side.page = detail;
                this.write();
            },
            entry: () => {
                if (!this.is_alive) return;
                if (is_first) this.tell('entry', detail);
                // One that begins to play tells of its first step before it tells that it plays.
                if (!this.is_going && !side.run.stage.last_signal.playing) this.pause(), this.follow(side);
            },
            // The key of one picture is the key of both.
            play: () => {
                side.run.dispatch({ type: 'pause' });
                this.follow(side);
                this.toggle();
            },
            pause() {},
            ended() {}, // of one side: told when both are
        };
        if (Object.hasOwn(deeds, event)) deeds[event]();
        else if (is_first && this.is_alive) this.tell(event, detail);
    }

    complain({ message }) {
        this.tell('problem', { problems: [problem_of('', message)] });
    }

    // --- the common clock ---

    async compare() {
        const asked = ++this.asked;
        this.desk?.close();
        const desk = (this.desk = new Desk()); // for one question, so that thread and memory are given back at once
        try {
            const [{ run: { stage } }] = this.sides;
            const runs = this.sides.map(({ run }) => run_of(run.stage));
            const answer = await desk.ask({ ask: 'compare', runs, language: stage.language_text() });
            if (asked !== this.asked || this.is_over) return;
            this.found = answer;
            this.second.offset_ms = answer.offset_ms;
            this.sides.forEach((side, i) => side.learn_end(answer.times, i + 1));
            this.has_parting = parting_step(answer) > 0;
        } finally {
            desk.close();
        }
    }

    // Somebody has decided something: the story goes another way from there.
    async compare_again() {
        try {
            await this.compare();
        } catch (error) {
            if (error.code !== 'closed') this.complain(error); // else a later question has its own answer
            return;
        }
        if (!this.is_over) this.follow(this.first);
    }

    go_to_step(step) {
        clearTimeout(this.loop_timer);
        const { times } = this.found;
        const wanted = Math.max(0, Math.min(step, times.length));
        const is_next = wanted === this.step_shown + 1;
        this.step_shown = wanted;
        const [ms, ...entries] = wanted === 0 ? [-Infinity, 0, 0] : times[wanted - 1];
        this.is_going = true;
        this.sides.forEach((side, i) => side.show(entries[i], ms, is_next));
        this.is_going = false;
        this.write();
    }

    // One side stands somewhere of its own accord: the other comes to the same time.
    follow(side) {
        const other = side === this.first ? this.second : this.first;
        const ms = side.common_ms();
        this.step_shown = step_at(this.found, ms);
        const row = this.found.times[this.step_shown - 1] ?? [ms, 0, 0];
        this.is_going = true;
        other.show(row[1 + this.sides.indexOf(other)], ms);
        this.is_going = false;
        this.write();
    }

    play() {
        if (this.is_playing) return;
        if (this.step_shown >= this.found.times.length) this.go_to_step(0);
        this.is_playing = true;
        this.keep_time();
        this.tell('play', { speed: this.speed });
    }

    pause() {
        clearTimeout(this.loop_timer);
        if (!this.is_playing) return;
        this.is_playing = false;
        clearInterval(this.timer);
        this.tell('pause', { speed: this.speed });
    }

    toggle() {
        if (this.is_playing) this.pause();
        else this.play();
    }

    keep_time() {
        clearInterval(this.timer);
        if (this.is_over) return; // who heard of the first step has sent it away
        this.timer = setInterval(() => this.tick(), step_ms / this.speed);
    }

    tick() {
        // Out of sight no time passes.
        if (document.hidden || this.sides.every(({ run }) => run.stage.is_out_of_sight)) return;
        this.go_to_step(this.step_shown + 1);
        if (this.step_shown < this.found.times.length) return;
        this.tell('ended', { entries: this.state().entries });
        this.pause();
        if (this.loops && !this.is_over) this.loop_timer = setTimeout(() => this.loops && this.play(), loop_ms);
    }

    get speed() {
        return this.first.run.stage.last_signal?.speed ?? 1;
    }

    // --- what is asked of it; each answers with the problems there were ---

    dispatch(intent) {
        const deeds = {
            play: () => this.play(),
            pause: () => this.pause(),
            toggle_play: () => this.toggle(),
            step_forward: () => this.step(1),
            step_back: () => this.step(-1),
        };
        if (typeof intent?.type === 'string' && Object.hasOwn(deeds, intent.type)) return deeds[intent.type](), [];
        const problems = this.first.run.dispatch(intent);
        if (intent?.type === 'set_speed' && problems.length === 0) {
            this.second.run.dispatch(intent);
            if (this.is_playing) this.keep_time();
        } else if (['seek', 'seek_entry', 'seek_time'].includes(intent?.type)) {
            this.come_along(problems);
        }
        return problems;
    }

    go(place) {
        return this.come_along(this.first.run.go(place));
    }

    // A time between two entries is told by nobody.
    come_along(problems) {
        if (problems.length === 0) this.pause(), this.follow(this.first);
        return problems;
    }

    step(by) {
        this.pause();
        this.go_to_step(this.step_shown + by);
        return [];
    }

    // To the moment at which they part.
    part() {
        if (!this.has_parting) return;
        this.pause();
        this.go_to_step(parting_step(this.found));
    }

    state() {
        return { ...this.first.run.state(), playing: this.is_playing };
    }

    written(kind) {
        return this.first.run.written(kind);
    }

    get opened() {
        return this.first.run.opened;
    }

    moment() {
        return this.first.run.moment();
    }

    link() {
        return this.first.run.link();
    }

    focus() {
        this.first.run.focus();
    }

    set_theme(name) {
        for (const { run } of this.sides) run.set_theme(name);
    }

    set_language(code) {
        for (const { run } of this.sides) run.set_language(code);
    }

    set_panels(names) {
        for (const { run } of this.sides) run.set_panels(names);
    }

    // --- what stands with the pictures ---

    write() {
        const { found, step_shown: step } = this;
        const partings = found && this.is_alive ? parting_steps(found) : [0, 0];
        this.sides.forEach((side, i) => side.write(partings[i] > 0 && Math.sign(step - partings[i]) + 1));
        if (!this.is_alive || !this.first.page) return;
        const said = [t('Step {step} of {steps}', { step, steps: found.times.length })];
        if (step > 0 && partings.includes(step)) said.push(t('here they part'));
        this.tell('shown', { headline: this.first.page.time, announcement: said.join(' · ') });
    }

    // --- leaving the stage ---

    // As DemoRun does it; the picture shows both.
    leave() {
        const { is_alive, is_playing } = this;
        this.pause();
        const [state, pictures] = is_alive ? [this.state(), this.sides.map((side) => side.copy())] : [];
        const [first, second] = this.sides.map(({ run }) => run.leave());
        this.dispose();
        if (!is_alive || !first.kept || !second.kept) return { kept: null, state: null, still: null };
        [first, second].forEach(({ still }, i) => pictures[i].querySelector('.pair-picture').append(still));
        return {
            kept: { ...first.kept, was_playing: is_playing, second: second.kept },
            state: { ...state, playing: false },
            still: element('div', { class: 'pair' }, ...pictures),
        };
    }

    dispose() {
        this.is_over = true;
        this.stop_words();
        clearInterval(this.timer);
        clearTimeout(this.loop_timer);
        this.desk?.close();
        for (const { run } of this.sides) run.dispose();
        this.place.replaceChildren();
    }
}

// One run with what stands above and below its picture.
class Side {
    constructor(wanted, hear) {
        this.title = element('strong');
        this.mark = element('span', { class: 'pair-mark' });
        this.clocks = element('dl');
        this.when = element('span', { class: 'pair-when' });
        this.sentence = element('span', { class: 'pair-sentence' });
        this.picture = element('div', { class: 'pair-picture' });
        this.root = element('section', { class: 'pair-side' },
            element('div', { class: 'pair-head' }, element('p', {}, this.title, this.mark), this.clocks),
            this.picture,
            element('p', { class: 'pair-now' }, this.when, this.sentence));
        this.page = null; // as its stage has it
        this.problems = [];
        this.offset_ms = 0; // of the common clock
        this.end_ms = Infinity; // when its story is over its clocks stand still
        this.run = new DemoRun(this.picture, wanted, hear(this));
    }

    // A run that is known to its end can go back to a time between any two entries. One in which somebody acts is not run
    // ahead of them.
    know_all() {
        const { api } = this.run.stage;
        const { at, at_ms, inputs, live } = this.run.state();
        if (inputs.length > 0 || live.length > 0) return;
        api.dispatch({ type: 'seek', to: 'end' });
        api.seek(at);
        if (this.run.state().at_ms < at_ms) api.dispatch({ type: 'seek_time', at: at_ms });
    }

    // `column`: of this side, in rows of the common clock.
    learn_end(times, column) {
        const last = times.find((row) => row[column] === times.at(-1)[column]);
        this.end_ms = last ? last[0] - this.offset_ms : Infinity;
    }

    // Where it stands on the common clock; before everything where nothing has happened yet.
    common_ms() {
        const { at, at_ms } = this.run.state() ?? { at: 0, at_ms: 0 };
        return at === 0 && at_ms === 0 ? -Infinity : at_ms + this.offset_ms;
    }

    // One entry on is shown as it happens, anything else at once. Between two entries its clocks go on all the same.
    show(entry, common_ms, is_next = false) {
        const { api, last_signal } = this.run.stage;
        const at = Math.min(common_ms - this.offset_ms, this.end_ms);
        if (is_next && entry === last_signal?.entry + 1) api.dispatch({ type: 'step_forward' });
        else if (at < 0) api.seek(0);
        else api.dispatch({ type: 'seek_time', at });
    }

    // Calls `changed` when the run is no longer the one that it was.
    watch(changed) {
        const { stage } = this.run;
        const which = ({ run, branch, inputs }) => [run, branch, inputs].join();
        let before = which(stage.last_signal);
        stage.watchers.add((_, signal) => {
            if (which(signal) === before) return;
            before = which(signal);
            changed();
        });
    }

    // `parting`: 1 where it parts from the other one, 2 after that, else 0 or nothing.
    write(parting) {
        const { page, run } = this;
        if (!page) return;
        const { title, time, clocks, cursor } = page;
        this.root.setAttribute('aria-label', title);
        set_text(this.title, title);
        // Not by a colour alone.
        set_text(this.mark, parting === 1 ? t('here they part') : parting === 2 ? t('parted') : '');
        this.root.toggleAttribute('data-parted', parting > 0);
        this.mark.toggleAttribute('data-now', parting === 1);
        set_text(this.when, time);
        const [line] = run.stage.bridge?.json('app_page_from', [], Math.max(0, cursor.entry - 1))?.page.story ?? [];
        set_text(this.sentence, cursor.entry === 0 ? t('Before the first entry') : line?.sentence ?? '');
        this.clocks.replaceChildren(...clocks.map(({ label, value, condition }) =>
            element('div', {}, element('dt', {}, label), element('dd', { class: condition }, value))));
    }

    // The same without a stage, for when the stage is gone.
    copy() {
        const copy = this.root.cloneNode(false);
        const [head, , now] = this.root.children;
        copy.append(head.cloneNode(true), element('div', { class: 'pair-picture' }), now.cloneNode(true));
        return copy;
    }
}
