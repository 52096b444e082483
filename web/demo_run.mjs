// A demonstration's run while it is on the stage: fetched when somebody wants it. It sets up a stage, tells what happens
// there, goes where it is asked to, and leaves behind what the same moment needs to come back.

import { no_such_marker, problem_of, quoted } from './demo_options.mjs';
import { make_frame } from './frame.mjs';
import { markers_of } from './moments.mjs';
import { Stage } from './stage.mjs';
import { load_style, run_of, text_of } from './tool.mjs';
import { t } from './words.mjs';

// Before a story that is over begins again.
export const loop_ms = 2500;

// What the desk writes (docs/desk.md), of this moment or of the whole story as it goes from here.
const whole = { from: 1, to: 'end' };
const documents = { svg: null, markdown: whole, mermaid: whole, trace: whole, scenario: {}, cloudtrail: {}, cli: {} };
export const export_kinds = ['png', ...Object.keys(documents)];

export class DemoRun {
    // `wanted`: { scenario, seed, at, speed, theme, language, panels, loops, supplies, kept }, as demo_options.mjs has them;
    // `kept` is what leave() gave. `tell(event, detail)` hears: supplies, alive, shown, language, and the element's own
    // events.
    constructor(place, wanted, tell) {
        this.place = place;
        this.wanted = wanted;
        this.loops = wanted.loops;
        this.tell = (event, detail) => this.is_over || tell(event, detail);
        this.stage = null;
        this.is_over = false;
        this.is_alive = false;
        this.is_playing = false;
        this.markers = [];
        this.shown = null; // { entry, ms, marker, is_end }
        this.packed = null; // { opened, words }: a scenario that no address leads to, as words of one
        this.loop_timer = 0;
        this.has_complained = false;
    }

    // Settled when it is alive, or cannot be; then the stage says why and offers another try.
    async open() {
        const { wanted, place } = this;
        const frame = make_frame();
        await load_style({ root: place }, 'page.css');
        if (this.is_over) return;
        place.replaceChildren(frame);
        const { kept } = wanted;
        const at = kept?.at ?? wanted.at?.entry;
        const stage = (this.stage = new Stage(frame, {
            values: {
                scenario: kept?.scenario ?? wanted.scenario, theme: wanted.theme, lang: wanted.language, at: at === undefined ? undefined : String(at),
                seed: kept?.seed ?? wanted.seed ?? undefined, live: kept?.live, inputs: kept?.inputs,
            },
            supplies: wanted.supplies,
            panels: wanted.panels,
            is_guest: true,
            link_page: 'index', // the page around it is somebody else's and reads no words of ours
        }));
        stage.api.on('problem', (problems) => {
            this.has_complained = true;
            // What did not arrive has a sentence and nothing more.
            this.tell('problem', { problems: problems.map((one) => ({ suggestion: '', text: one.sentence, ...one })) });
        });
        stage.ready.then(() => this.is_over || this.come_alive());
        const opened = stage.open();
        this.tell('supplies', stage.supplies);
        await opened;
    }

    come_alive() {
        const { stage, wanted } = this;
        this.tell('supplies', stage.supplies);
        stage.tell(); // out of sight no frame has told yet
        this.know_markers();
        const { kept } = wanted;
        const problems = !kept && wanted.at ? this.seek(wanted.at) : [];
        const speed = kept?.speed ?? wanted.speed;
        if (speed !== 1) stage.api.dispatch({ type: 'set_speed', speed });
        this.listen();
        stage.write_views();
        this.is_alive = true;
        this.tell('alive', { state: stage.state(), problems });
        if (wanted.plays) stage.api.dispatch({ type: 'play' });
    }

    know_markers() {
        this.markers = this.stage.opened ? markers_of(JSON.parse(text_of(this.stage))) : [];
    }

    listen() {
        const { api, watchers } = this.stage;
        api.on('scenario', () => this.know_markers()); // the reader has chosen another one
        api.on('language', (detail) => this.tell('language', detail));
        api.on('entry', ({ entry, entries }) => {
            clearTimeout(this.loop_timer);
            this.tell('entry', { entry, entries });
        });
        api.on('playing', ({ playing, speed }) => {
            if (playing === this.is_playing) return;
            this.is_playing = playing;
            this.tell(playing ? 'play' : 'pause', { speed });
        });
        api.on('decision', (detail) => this.tell('decision', detail));
        api.on('selection', (detail) => this.tell('selection', detail));
        api.on('ended', (detail) => {
            this.tell('ended', detail);
            if (this.loops && this.is_playing && !this.is_over) this.loop_timer = setTimeout(() => this.begin_again(), loop_ms);
        });
        api.on('stopped', ({ text }) => this.tell('problem', { problems: [problem_of('', text.split('\n')[0])] }));
        watchers.add(({ page }, signal) => this.watch(page, signal));
    }

    watch(page, signal) {
        const before = this.shown;
        const chapter = page.timeline.chapters.findIndex(({ is_current }) => is_current);
        const { entry, at: ms } = page.cursor;
        const is_end = signal.over && entry === signal.entries;
        this.shown = { entry, ms, marker: this.markers[chapter] ?? null, is_end };
        this.tell('shown', page);
        if (!before || !this.is_alive) return;
        if (before.ms !== ms || before.entry !== entry) this.tell('time', { at_ms: ms, entry, time: page.time });
        if (before.marker !== this.shown.marker && chapter >= 0) {
            const { title, text, entry: begins } = page.timeline.chapters[chapter];
            this.tell('marker', { marker: this.shown.marker, title, text, entry: begins });
        }
    }

    begin_again() {
        if (!this.loops) return;
        this.stage.api.seek(0);
        this.stage.api.dispatch({ type: 'play' });
    }

    // --- what is asked of it; each answers with the problems there were ---

    go(place) {
        const problems = this.seek(place);
        if (problems.length) this.tell('problem', { problems });
        return problems;
    }

    // What was wrong, as a list of problems that nobody has been told yet.
    seek({ entry, ms, marker }) {
        if (marker !== undefined && marker !== 'end' && !this.markers.includes(marker)) {
            return [problem_of('', ...no_such_marker(marker, [...this.markers, 'end']))];
        }
        const intent = ms === undefined ? { type: 'seek', to: String(marker ?? entry) } : { type: 'seek_time', at: ms };
        return this.stage.dispatch(JSON.stringify(intent));
    }

    dispatch(intent) {
        if (intent?.type === 'pause') clearTimeout(this.loop_timer); // at the end, too
        return this.stage.api.dispatch(intent);
    }

    state() {
        return this.stage.state();
    }

    get opened() {
        return this.stage.opened;
    }

    focus() {
        this.stage.canvas.focus({ preventScroll: true });
    }

    set_theme(name) {
        if (this.stage.theme !== name) this.stage.set_theme(name);
    }

    set_language(code) {
        return this.stage.set_language(code);
    }

    set_panels(names) {
        this.stage.set_panels(names);
    }

    step(by) {
        const { api, last_signal } = this.stage;
        if (by === 1) return api.dispatch({ type: 'step_forward' });
        if (by === -1) return api.dispatch({ type: 'step_back' });
        return api.seek(Math.max(0, last_signal.entry + by));
    }

    // { name, type, text }, or { name, type, blob } for a picture of the canvas. It throws where that cannot be had.
    async written(kind) {
        const { stage } = this;
        const [{ canvas_png, stem_of }, { Desk }] = await Promise.all([import('./export.mjs'), import('./desk.mjs')]);
        const { at, entries } = stage.state();
        if (kind === 'png') {
            const blob = await canvas_png(stage);
            return { name: `${stem_of(stage.opened.name)}-entry-${at}.png`, type: blob.type, blob };
        }
        const of_moment = { at, theme: stage.theme, frame: true };
        const desk = new Desk(); // of its own, so that thread and memory are given back at once
        try {
            const answer = await desk.ask({
                ask: 'export', format: kind, language: stage.language_text(),
                run: run_of(stage, kind === 'svg' ? { entries } : {}), ...(documents[kind] ?? of_moment),
            });
            return { name: answer.name, type: answer.type, text: answer.text };
        } finally {
            desk.close();
        }
    }

    // What an address needs to lead here, at once; null while the program begins anew. Who is live is not the same as in
    // state(): who was taken over on the way is so by what was done.
    moment() {
        const { stage } = this;
        if (!stage.is_dead && stage.last_signal) stage.keep_link();
        if (!stage.last_link) return null;
        const { seed, live, inputs } = stage.last_link;
        const file = this.packed?.opened === stage.opened ? this.packed.words : undefined;
        return { seed, live, inputs, at: stage.last_signal.entry, file };
    }
    // That says how the run went, too; null where it would be too long. A scenario of somebody's own is packed with the
    // first of them.
    async link() {
        const { opened } = this.stage;
        const { link } = await this.stage.link();
        const [words] = /\bname=[^&]*&file=[^&]*/.exec(link) ?? [];
        if (words) this.packed = { opened, words };
        return link;
    }

    // --- leaving the stage ---

    // { kept, state, still }: what another stage needs, where it stood, and its last picture. Nothing goes on afterwards.
    leave() {
        const { stage } = this;
        let left = { kept: null, state: null, still: null };
        if (this.is_alive && !stage.is_dead) {
            const state = stage.state();
            const { speed, playing } = state;
            left = {
                kept: { ...this.moment(), scenario: stage.opened, speed, was_playing: playing },
                state: { ...state, playing: false },
                still: still_of(stage),
            };
            if (playing) this.tell('pause', { speed });
        }
        this.dispose();
        return left;
    }

    dispose() {
        this.is_over = true;
        clearTimeout(this.loop_timer);
        this.stage?.dispose();
        this.place.replaceChildren();
    }
}

// Drawn anew, since a canvas that was shown may be empty again; on a canvas that needs no graphics context.
function still_of(stage) {
    const still = document.createElement('canvas');
    if (stage.is_lost || !stage.size) return still;
    stage.size.force();
    still.width = stage.canvas.width;
    still.height = stage.canvas.height;
    still.getContext('2d').drawImage(stage.canvas, 0, 0);
    return still;
}

export const no_such_kind = (kind) =>
    problem_of('', t('{value} is none of {allowed}', { value: quoted(String(kind)), allowed: export_kinds.join(', ') }));
