// A workshop while it runs: its minutes, its clock of the story, what is put in and answered, the way back and the new
// beginning. It draws nothing: workshop.mjs shows it, workshop_report.mjs reads what it has written down. What a plan
// says it takes as read_plan gives it; what windows say has been checked by portals.mjs.

import { markers_of } from './moments.mjs';
import { text_of } from './tool.mjs';
import { said } from './workshop_plan.mjs';
import { t } from './words.mjs';

const tick_ms = 400;
const steps_max = 5000; // on the way to a marker
const seeds = 1_000_000;

export class WorkshopRun {
    // `changed()` is called after everything that there is to show; `told(text, is_shown)` for what somebody should hear.
    constructor(stage, plan, { changed, told }) {
        this.stage = stage;
        this.changed = changed;
        this.told = told;
        this.attempt = 1;
        this.mode = 'wait'; // for persons, or 'run' on
        this.decisions_known = 0;
        this.take_plan(plan);
        this.watch = (view) => this.look(view);
        stage.watchers.add(this.watch);
        stage.api.on('playing', ({ playing }) => this.played(playing));
        this.timer = setInterval(() => this.tick(), tick_ms);
    }

    async begin() {
        this.portals = await this.stage.portals();
        this.portals.replied = (person, id, answer) => this.take_reply(person, id, answer);
        this.look(this.stage.view());
    }

    take_plan(plan) {
        this.plan = plan;
        this.scenario = JSON.parse(text_of(this.stage));
        this.is_story_on = false;
        this.markers = markers_of(this.scenario);
        this.clear();
    }

    clear() {
        this.passed_ms = 0; // of the workshop, up to `since`
        this.since = null; // while it runs
        this.has_begun = false;
        this.pace = this.pace ?? 1;
        this.part = 0;
        this.part_from = 0; // minute
        this.part_minutes = this.plan.parts.map(({ minutes }) => minutes);
        this.is_story_on = false;
        this.sent = new Map(); // id -> { inject, how, wall, minute, entry, at, to, replies }
        this.seen = []; // for each entry { wall, minute }: when it came
        this.sessions = new Map(); // operation -> the entry at which a session about it was first seen
        this.notes = this.notes ?? []; // { attempt, wall, minute, entry, text }: rollbacks, resets, what went wrong
        this.portals?.keep_messages();
    }

    // --- the minutes of the workshop ---

    minute() {
        const running = this.since === null ? 0 : (performance.now() - this.since) * this.pace;
        return (this.passed_ms + running) / 60_000;
    }

    get is_running() {
        return this.since !== null;
    }

    // Begin, or go on after a break.
    resume() {
        if (this.is_running) return;
        this.since = performance.now();
        this.has_begun = true;
        this.tick();
    }

    pause() {
        this.passed_ms = this.minute() * 60_000;
        this.since = null;
        this.hold();
    }

    // A rehearsal passes faster: `pace` minutes in one.
    set_pace(pace) {
        this.passed_ms = this.minute() * 60_000;
        if (this.since !== null) this.since = performance.now();
        this.pace = pace;
        this.changed();
    }

    show_part(part) {
        this.part = Math.max(0, Math.min(part, this.plan.parts.length - 1));
        this.part_from = this.minute();
        this.changed();
    }

    extend(minutes) {
        this.part_minutes[this.part] += minutes;
        this.changed();
    }

    part_left() {
        return this.part_minutes[this.part] - (this.minute() - this.part_from);
    }

    // --- the clock of the story ---

    dispatch(intent) {
        const problems = this.stage.api.dispatch(intent);
        if (problems.length) this.told(problems[0].sentence);
        return problems;
    }

    is_at_head() {
        const { entry, entries } = this.stage.last_signal;
        return entry === entries;
    }

    is_over() {
        return this.stage.last_signal.over && this.is_at_head();
    }

    is_waiting() {
        return this.is_at_head() && this.stage.last_signal.decisions > 0;
    }

    play() {
        this.is_story_on = true;
        this.keep_going();
        this.changed();
    }

    hold() {
        this.is_story_on = false;
        if (this.stage.last_signal.playing) this.dispatch({ type: 'pause' });
        this.changed();
    }

    step(type) {
        this.hold();
        this.dispatch({ type });
    }

    // Time-lapse: all that happens without anybody being asked passes at once.
    skip() {
        const is_asked = this.is_waiting();
        this.hold();
        if (is_asked) return this.told(t('Somebody is being asked right now.'));
        this.dispatch({ type: 'next_decision' });
    }

    set_mode(mode) {
        this.mode = mode;
        this.keep_going();
        this.changed();
    }

    keep_going() {
        if (!this.is_story_on || this.stage.is_dead || this.stage.last_signal.playing) return;
        if (this.is_over()) this.is_story_on = false;
        else if (this.mode === 'run' || !this.is_waiting()) this.dispatch({ type: 'play' });
    }

    // Playing stops by itself where somebody is asked; all other stops are somebody's wish.
    played(is_playing) {
        const { decisions } = this.stage.last_signal;
        const is_asked = this.mode === 'wait' ? this.is_waiting() : this.is_at_head() && decisions > this.decisions_known;
        if (is_playing) this.is_story_on = true;
        else if (!is_asked) this.is_story_on = false;
        this.changed();
    }

    go_to_now() {
        this.hold();
        this.stage.api.seek(this.stage.last_signal.entries);
    }

    // --- markers ---

    chapter(marker) {
        return this.view.page.timeline.chapters[this.markers.indexOf(marker)];
    }

    // The first entry of a chapter, or 0 as long as the story has not come to it.
    entry_of(marker) {
        const entry = this.chapter(marker)?.entry ?? 0;
        return entry <= this.view.page.entries ? entry : 0;
    }

    is_reached({ chapter, session }) {
        return chapter === undefined ? this.sessions.has(session) : this.entry_of(chapter) > 0;
    }

    // To the beginning of a chapter; where the story has not come so far, it goes on until it has or somebody is asked.
    go_to(marker) {
        this.hold();
        for (let step = 0; step < steps_max; ++step) {
            const entry = this.entry_of(marker);
            if (entry > 0) return this.stage.api.seek(entry);
            if (this.is_waiting()) return this.told(t('Before that somebody is asked.'));
            if (this.is_over()) return this.told(t('The story has ended without it.'));
            if (this.is_at_head()) this.dispatch({ type: 'step_forward' });
            else this.stage.api.seek(this.stage.last_signal.entries);
            this.view = this.stage.view();
        }
    }

    // Everything after entry `entry` is taken back: it stays as a branch, the windows stay as they are.
    rollback(entry) {
        this.hold();
        this.stage.api.seek(entry);
        if (entry >= this.stage.last_signal.entries) return this.told(t('There is nothing after this moment.'));
        this.note(t('Rolled back to entry {entry}', { entry }), entry);
        this.dispatch({ type: 'fork' });
        this.seen.length = Math.min(this.seen.length, entry);
        for (const [id, { entry: at, inject }] of [...this.sent]) {
            const { when } = inject;
            const is_of_story = when.story !== undefined || when.chapter !== undefined || when.session !== undefined || inject.submit;
            if (is_of_story && at > entry) this.sent.delete(id); // it will come again
        }
        for (const [operation, at] of [...this.sessions]) if (at > entry) this.sessions.delete(operation);
        this.portals.keep_messages((id) => this.sent.has(id));
        this.look(this.stage.view());
    }

    // From the beginning, with the same deal or another; whoever has a window keeps it.
    reset(is_new_deal) {
        this.hold();
        const { live, seed } = this.stage.state();
        const { opened } = this.stage;
        const deal = is_new_deal ? crypto.getRandomValues(new Uint32Array(1))[0] % seeds : seed;
        this.note(is_new_deal ? t('Begun again with another deal') : t('Begun again'), 0);
        this.stage.open_text(opened.text, { ...opened }, { seed: String(deal), live: live.join(',') });
        this.stage.tell();
        this.attempt += 1;
        this.clear();
        this.look(this.stage.view());
    }

    // --- injects ---

    tick() {
        if (this.stage.is_dead || !this.view) return;
        // Behind other windows, or scrolled away, browsers draw no frames: the story goes on all the same.
        if (this.stage.last_signal.playing && (document.hidden || this.stage.is_out_of_sight)) this.stage.run_frame(performance.now());
        this.send_due();
        this.keep_going();
        this.changed();
    }

    look(view) {
        if (!view || this.stage.is_dead) return;
        this.view = view;
        const { decisions } = this.stage.last_signal;
        while (this.seen.length < view.page.entries) this.seen.push({ wall: Date.now(), minute: this.minute() });
        for (const { action } of this.stage.state().sessions)
            if (!this.sessions.has(action)) this.sessions.set(action, view.page.cursor.entry);
        this.send_due();
        this.keep_going();
        this.decisions_known = decisions;
        this.changed();
    }

    send_due() {
        if (!this.is_running) return;
        for (const inject of this.plan.injects) {
            if (this.sent.has(inject.id)) continue;
            const { when } = inject;
            if (when.minute !== undefined && this.minute() >= when.minute) this.send(inject, 'time');
            else if (when.story !== undefined && this.view.page.cursor.at >= when.story) this.send(inject, 'time');
            else if ((when.chapter ?? when.session) !== undefined && this.is_reached(when)) this.send(inject, 'milestone');
            else if (when.not_reached && this.minute() >= when.by_minute && !this.is_reached(when.not_reached)) this.send(inject, 'not_reached');
        }
    }

    seats() {
        return this.view.page.seats;
    }

    // `how`: hand, time, milestone, not_reached. Once more is a new one: answers to the old one are gone.
    send(inject, how = 'hand') {
        const { language } = this.stage;
        const can = this.seats().filter((seat) => seat.has_portal).map(({ name }) => name);
        const to = inject.to === 'everybody' ? can : inject.to;
        const answers = (inject.answers ?? (inject.answer_within ? [t('Understood')] : [])).map((answer) => said(answer, language));
        const sent = {
            inject, how, answers, to, attempt: this.attempt, wall: Date.now(), minute: this.minute(), entry: this.view.page.cursor.entry, at: this.view.page.cursor.at,
            asked: answers.length ? to.filter((name) => this.seats().some((seat) => seat.name === name && seat.is_live)) : [],
            replies: new Map(),
        };
        this.sent.delete(inject.id);
        this.sent.set(inject.id, sent);
        for (const person of to) {
            this.portals.give_message(person, {
                id: inject.id, title: said(inject.title, language), from: said(inject.from ?? '', language), text: said(inject.text, language), answers,
            });
        }
        if (inject.submit) this.submit(inject, sent);
        this.told(said(inject.title, language), true);
        this.changed();
    }

    // What an inject does in the story it does now: not in a past that somebody is looking at.
    submit(inject, sent) {
        if (!this.is_at_head()) this.stage.api.seek(this.stage.last_signal.entries);
        const problems = this.dispatch({ type: 'submit', ...inject.submit });
        sent.entry = this.stage.last_signal.entry;
        const reason = problems[0]?.sentence || this.stage.last_signal.notice;
        if (reason) this.note(t('The inject “{title}” could not act: {reason}', { title: said(inject.title, this.stage.language), reason }), sent.entry);
        if (reason && !problems.length) this.told(reason);
    }

    take_reply(person, id, answer) {
        const sent = this.sent.get(id);
        if (!sent) return;
        sent.replies.set(person, { answer: sent.answers[answer], wall: Date.now(), minute: this.minute(), entry: this.view.page.cursor.entry, at: this.view.page.cursor.at });
        this.changed();
    }

    // Who has not answered in the time that there was, or not within it.
    late(sent) {
        const { answer_within } = sent.inject;
        if (!answer_within) return [];
        const by = sent.minute + answer_within;
        return sent.asked.filter((person) => {
            const reply = sent.replies.get(person);
            return reply ? reply.minute > by : this.minute() > by;
        });
    }

    note(text, entry) {
        this.notes.push({ attempt: this.attempt, wall: Date.now(), minute: this.minute(), entry, text });
    }

    // --- roles ---

    hand_out(person, where) {
        return this.stage.open_portal(person, where);
    }

    // The seat is the simulation's again, and the window goes.
    simulate(person) {
        this.dispatch({ type: 'hand_back', person });
        for (const [opened, of] of this.portals.windows) if (of === person) opened.close();
        if (this.portals.panel?.link.person === person) this.portals.close_panel();
    }

    has_window(person) {
        return Boolean(this.portals?.has_portal(person));
    }

    dispose() {
        clearInterval(this.timer);
        this.stage.watchers.delete(this.watch);
    }
}
