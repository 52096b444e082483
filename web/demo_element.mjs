// <airlock-demo>: one moment of a story in somebody's page. A picture first; the program comes when the reader wants it,
// and goes when another demonstration is wanted. Importing this module defines nothing; demo.mjs does.
//
// Attributes are read by demo_options.mjs; the picture and what stands around the stage is demo_shell.mjs; the run on the
// stage is demo_run.mjs, two of them beside one another demo_comparison.mjs; demo_company.mjs is what several in one
// document share. docs/embedding.md, "One tag", is the promise.

import { Company } from './demo_company.mjs';
import { link_to } from './demo_link.mjs';
import { no_such_marker, no_such_scenario, option_names, problem_of, quoted, read_options } from './demo_options.mjs';
import { moment_near, poster_of, posters_of, story_of } from './demo_posters.mjs';
import { Shell } from './demo_shell.mjs';
import { json_of, scenario_bytes_max, too_large } from './download.mjs';
import { wanted_language } from './languages.mjs';
import { read_place } from './moments.mjs';
import { on_words, t } from './words.mjs';

// Where pages are written on a server there are no elements: importing must do no harm there.
const Base = globalThis.HTMLElement ?? class {};
const light = () => matchMedia('(prefers-color-scheme: light)');
const less_motion = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
const flags = ['autoplay', 'loop'];
const not_loaded = ({ message }) => problem_of('', t('This could not be loaded: {reason}', { reason: message }));
// Answers that no event has told: who gets `null` instead hears of them by `problem`.
const untold = new WeakSet();
function silently(sentence) {
    const problems = [problem_of('', sentence)];
    untold.add(problems);
    return problems;
}
// Those who come late to a step that was given up are told why.
const was_replaced = () => silently(t('another demonstration was started, or this one was taken away'));

export class AirlockDemo extends Base {
    static observedAttributes = option_names;

    // Whether any of it is in the window; kept for the company.
    is_in_sight = false;

    #shell;
    #internals;
    #values = null; // as read_options gives them
    #problems = []; // what was wrong with the tag
    #stranger = null; // { name, problem } of what `compare` named and nobody has shipped
    #company = null;
    #connection = null; // ends what a connected element listens to
    #run = null; // DemoRun or DemoComparison, on the stage or on its way there
    #loading = null; // the promise of a start that is under way
    #give_up = () => {}; // answers those who wait for it
    #kept = null; // what a frozen one needs to come back to its moment
    #state = null; // where a frozen one stood
    #place_shown = null;
    #led = ''; // the moment that the link to the page was asked for
    #changed = new Set(); // names of attributes
    #late = new Set(); // of those that changed while a run was on its way
    #has_started = false;
    #is_resting = false; // disposed of by whoever owns the page: it does not start by itself

    constructor() {
        super();
        this.#internals = this.attachInternals?.();
        if (this.#internals) this.#internals.role = 'group';
        this.#shell = new Shell(this.attachShadow({ mode: 'open' }), {
            begin: ({ detail }) => this.#begin(detail === 0),
            step: (by) => this.step(by),
            toggle: () => (this.#run?.is_playing ? this.pause() : this.play()),
            part: () => this.#run?.part(),
            problems_read: () => this.#shell.show_problems([]),
            lead: ({ type }) => this.#lead({ is_wanted: true, is_pressed: type === 'click' }),
        });
    }

    // --- what a page may ask for; before it is there, it is fetched first ---

    play() {
        return this.dispatch({ type: 'play' });
    }
    pause() {
        return this.dispatch({ type: 'pause' });
    }
    fork() {
        return this.dispatch({ type: 'fork' });
    }
    dispatch(intent) {
        return this.#when_live((run) => run.dispatch(intent));
    }

    step(n = 1) {
        if (!Number.isInteger(n)) return this.#refuse(t('{value} is no whole number', { value: quoted(String(n)) }));
        return this.#when_live((run) => (n === 0 ? [] : run.step(n)));
    }

    // `where`: 12, "12", "entry:12", "+26:13", "time:+26:13", "vote", "marker:vote".
    seek(where) {
        const place = read_place(where);
        if (place) return this.#when_live((run) => run.go(place));
        const value = quoted(String(where));
        return this.#refuse(t('{value} is neither the number of an entry nor a time nor a marker', { value }));
    }

    // As window.airlock.state(); of a frozen one it is where it stood. null where it cannot be had.
    async state() {
        this.#apply_changes();
        if (this.#state && !this.#run) return structuredClone(this.#state);
        return this.#answer((run) => run.state());
    }

    // The whole story as Markdown; null where it cannot be had.
    async transcript() {
        return (await this.export('markdown'))?.text ?? null;
    }

    // { name, type, text } or { name, type, blob }; null, after a `problem`, where it cannot be had.
    async export(kind) {
        const known = await import('./demo_run.mjs').catch((error) => ({ problem: not_loaded(error) }));
        const problem = known.problem ?? (known.export_kinds.includes(kind) ? null : known.no_such_kind(kind));
        if (problem) return this.#tell_problems([problem]), null;
        return this.#answer(async (run) => {
            try {
                return await run.written(kind);
            } catch (error) {
                const is_there = this.#run === run; // else what went wrong is only that it was given up
                this.#tell_problems(is_there ? error.problems ?? [problem_of('', error.message)] : was_replaced());
                return null;
            }
        });
    }

    // Back to the picture: thread, memory and graphics context are given back. Asked again, it begins again.
    dispose() {
        this.#stop();
        this.#is_resting = true;
    }

    // --- for its company ---

    // Does it want to start without being asked?
    get wants_to_start() {
        const loading = this.#values?.loading ?? 'click';
        if (this.#run || this.#is_resting || loading === 'click' || !this.isConnected) return false;
        return this.is_in_sight || (loading === 'eager' && !this.#has_started);
    }

    start_alone() {
        this.#load();
    }

    // Another one comes upon the stage: this one keeps its last picture.
    freeze() {
        if (!this.#run) return;
        const { kept, state, still } = this.#run.leave();
        this.#leave_stage();
        // One that was on its way back has the picture that it had.
        if (!kept) return this.#kept ? this.#settle('frozen') : this.#stop();
        this.#kept = kept;
        this.#state = state;
        this.#shell.show_still(still, t('Demonstration: {title}', { title: state.title }));
        this.#settle('frozen');
    }

    // { entry, ms, marker, is_end }, or null while nothing but a picture was seen.
    place_shown() {
        return this.#place_shown;
    }

    // A reader pressed words that lead to a moment: it is brought into sight, as an anchor would be.
    async show_moment(where) {
        this.scrollIntoView({ block: 'nearest', behavior: less_motion() ? 'auto' : 'smooth' });
        const problems = await this.seek(where);
        if (problems.length) this.#show_problems(problems);
    }

    // --- in and out of the document ---

    connectedCallback() {
        if (this.#connection) return this.#company.prose.know_root(this.getRootNode()); // it was only moved
        this.#take_properties();
        this.#connection = new AbortController();
        const { signal } = this.#connection;
        this.#is_resting = this.#has_started = false;
        this.#company = Company.join(this);
        const stop_words = on_words(() => (this.#shell.write(), this.#show_poster()));
        const sight = new IntersectionObserver((entries) => {
            this.is_in_sight = entries[entries.length - 1].isIntersecting;
            this.#company?.reconsider();
        });
        sight.observe(this);
        light().addEventListener('change', () => this.#apply_theme(), { signal });
        // Pages whose readers choose between dark and light write the choice there.
        const { documentElement, body } = this.ownerDocument;
        const choice = new MutationObserver(() => this.#follow_scheme());
        for (const node of [documentElement, body]) if (node) choice.observe(node, { attributes: true });
        signal.addEventListener('abort', () => (stop_words(), sight.disconnect(), choice.disconnect()));
        // What stands inside the tag may be parsed after it.
        queueMicrotask(() => {
            if (signal.aborted) return;
            if (!this.#values) this.#changed.clear(), this.#read();
            this.#company.speak(this.#language());
            this.#company.prose.write();
            this.#company.reconsider();
        });
    }

    disconnectedCallback() {
        // A node that is moved goes and comes in one breath.
        queueMicrotask(() => {
            if (this.isConnected || !this.#connection) return;
            this.#stop();
            this.#connection.abort();
            this.#connection = this.#values = null;
            this.is_in_sight = false;
            const company = this.#company;
            this.#company = null;
            company.leave(this);
        });
    }

    // What a page has set before this module had come lies on the element itself, where nobody would read it.
    #take_properties() {
        for (const name of option_names.filter((option) => Object.hasOwn(this, option))) {
            const value = this[name];
            delete this[name];
            this[name] = value;
        }
    }

    attributeChangedCallback(name) {
        if (!this.#connection) return;
        if (this.#changed.size === 0) queueMicrotask(() => this.#apply_changes());
        this.#changed.add(name);
    }

    // --- what the tag says ---

    #read() {
        const { values, problems } = read_options((name) => this.getAttribute(name));
        const inline = this.querySelector(':scope > script[type="application/json"]');
        if (inline && !this.hasAttribute('scenario')) {
            const text = inline.textContent;
            if (text.length > scenario_bytes_max) problems.push(problem_of('scenario', too_large(scenario_bytes_max)));
            else values.scenario = { name: 'scenario.json', text, is_file: true };
        }
        if (values.compare && values.compare.name === this.#stranger?.name) {
            values.compare = null;
            problems.push(this.#stranger.problem);
        }
        this.#values = values;
        this.#problems = [];
        this.#shell.set_controls(values.controls, values.autoplay && !less_motion(), values.compare !== null);
        this.#lead();
        this.#apply_theme();
        this.#show_problems(problems);
        if (problems.length) this.#tell_problems(problems);
    }

    #apply_changes() {
        const changed = new Set(this.#changed);
        this.#changed.clear();
        if (!this.#connection || changed.size === 0) return;
        const is = (...names) => names.some((name) => changed.has(name));
        const was_live = Boolean(this.#run);
        this.#read();
        if (is('scenario', 'compare', 'seed')) {
            this.#stop();
            if (was_live) this.#load();
        } else if (this.#run?.is_alive) {
            this.#tell_run(changed);
        } else if (this.#run) {
            for (const name of changed) this.#late.add(name);
        } else if (is('at')) {
            this.#stop();
        }
        if (is('lang') && !this.#run) this.#company.speak(this.#language());
        if (is('loading')) this.#is_resting = false;
        this.#company.reconsider();
    }

    // What the tag says anew, to a run that is alive.
    #tell_run(changed) {
        const run = this.#run;
        const { at, speed, loop } = this.#values;
        if (changed.has('at')) this.#show_problems(run.go(at ?? { entry: 0 }));
        if (changed.has('lang')) run.set_language(this.#language());
        if (changed.has('speed')) run.dispatch({ type: 'set_speed', speed });
        if (changed.has('panels') || changed.has('controls')) run.set_panels(this.#panels());
        run.loops = loop;
    }

    // As the tag says, or the page around it, or the reader's browser.
    #language() {
        const around = this.parentElement?.closest('[lang]') ?? this.ownerDocument.documentElement;
        const named = around.getAttribute('lang') ?? '';
        return wanted_language(this.#values.lang ?? named.split('-')[0].toLowerCase());
    }

    #theme() {
        const { theme } = this.#values;
        if (theme !== 'auto') return theme;
        // A page that has decided says so by its colour scheme.
        const schemes = getComputedStyle(this).colorScheme.split(' ').filter((word) => word === 'dark' || word === 'light');
        if (schemes.length === 1) return schemes[0];
        return light().matches ? 'light' : 'dark';
    }

    #apply_theme() {
        if (!this.#values) return;
        const theme = this.#theme();
        this.#shell.frame.dataset.look = theme;
        if (this.#run?.is_alive) this.#run.set_theme(theme);
        this.#show_poster();
    }

    // What a reader has chosen on the stage itself stays until the page says something else.
    #follow_scheme() {
        if (this.#values?.theme === 'auto' && this.#theme() !== this.#shell.frame.dataset.look) this.#apply_theme();
    }

    #panels() {
        const { panels, controls, compare } = this.#values;
        return panels ?? (controls === 'full' && !compare ? ['header', 'layers', 'timeline', 'side'] : []);
    }

    // --- the picture before it is started ---

    async #show_poster() {
        if (!this.#values || this.#shell.phase !== 'waiting') return;
        const values = this.#values;
        const { scenario, at, poster } = values;
        const [known, beside] = await Promise.all([known_of(scenario), this.#beside(values)]);
        if (values !== this.#values || this.#shell.phase !== 'waiting' || !this.#connection) return; // told otherwise meanwhile
        if (!known) {
            const title = this.getAttribute('aria-label') || both(title_of(scenario), beside);
            this.#name(title);
            const has_own = poster && poster !== 'none';
            return this.#shell.show_poster(has_own ? { src: poster, alt: title, chapter: title } : { title });
        }
        const { moment, is_known } = moment_near(known, at);
        if (!is_known) {
            const markers = known.moments.map(({ marker }) => marker);
            const wrong = problem_of('at', ...no_such_marker(at.marker, markers));
            if (!this.#problems.some(({ text }) => text === wrong.text)) {
                this.#show_problems([wrong]);
                this.#tell_problems([wrong]);
            }
        }
        const shown = poster_of(scenario.name, known, moment, this.#language(), this.#theme());
        if (beside) Object.assign(shown, { chapter: both(shown.title, beside), sentence: `${shown.chapter}: ${shown.sentence}` });
        this.#name(beside ? shown.chapter : `${shown.title}: ${shown.chapter}`);
        // A picture of the page's own is described by the page, too.
        const alt = (poster && this.getAttribute('aria-label')) || shown.alt;
        this.#shell.show_poster({ ...shown, alt, src: poster === 'none' ? undefined : poster ?? shown.src });
    }

    // The title of what `compare` names, or null. What was not shipped is told, and stands beside nothing.
    async #beside(values) {
        const { compare } = values;
        if (!compare) return null;
        const known = await known_of(compare);
        if (known) return story_of(known, this.#language());
        const shipped = compare.is_file ? null : await json_of('scenarios/index.json').catch(() => null);
        if (!shipped) return title_of(compare);
        if (values === this.#values && values.compare) {
            const problem = problem_of('compare', ...no_such_scenario(compare.name, shipped.map(({ name }) => name)));
            this.#stranger = { name: compare.name, problem };
            this.#read();
        }
        return null;
    }

    #name(title) {
        if (this.#internals) this.#internals.ariaLabel = t('Demonstration: {title}', { title });
    }

    // --- starting and stopping ---

    async #begin(is_by_key) {
        const problems = await this.#load();
        // Whoever came by key goes on by key.
        if (!is_by_key || problems.length > 0 || this.shadowRoot.activeElement !== this.#shell.place) return;
        this.#run?.focus();
    }

    // Settled with the problems there were; with none it is live.
    #load() {
        this.#apply_changes(); // what the tag was told just before is meant, too
        if (this.#run?.is_alive) return Promise.resolve([]);
        if (!this.#loading) {
            const loading = this.#start().finally(() => {
                if (this.#loading === loading) this.#loading = null;
            });
            this.#loading = loading;
        }
        return this.#loading;
    }

    async #start() {
        if (!this.#connection) return silently(t('the demonstration is not in the page'));
        if (!this.#values) this.#read();
        this.#stop_run();
        this.#company.take_stage(this);
        this.#has_started = true;
        this.#is_resting = false;
        // It holds the stage from here on, so that it can be sent off while it loads.
        let run = (this.#run = { is_alive: false, is_playing: false, leave: () => ({}), dispose() {} });
        this.#settle('loading');
        try {
            await this.#beside(this.#values); // is there anything to compare with?
            const Run = this.#values?.compare
                ? (await import('./demo_comparison.mjs')).DemoComparison : (await import('./demo_run.mjs')).DemoRun;
            if (this.#run !== run) return was_replaced();
            run = this.#run = new Run(this.#shell.place, this.#wanted(), (event, detail) => this.#hear(event, detail));
            // What it waits for may never come once its element has left the document.
            await Promise.race([run.open(), new Promise((resolve) => (this.#give_up = resolve))]);
        } catch (error) {
            if (this.#run !== run) return was_replaced();
            const problems = [not_loaded(error)];
            this.#stop();
            this.#show_problems(problems);
            this.#tell_problems(problems);
            return problems;
        }
        if (this.#run !== run) return was_replaced();
        if (run.is_alive) return [];
        this.#settle('failed'); // the stage says why, and offers to try again
        const [said] = ['p', 'h2'].map((part) => this.#shell.place.querySelector(`[data-part="message"] ${part}`)).filter(Boolean);
        const problems = [problem_of('', said?.textContent ?? '')];
        if (!run.has_complained) this.#tell_problems(problems);
        return problems;
    }

    #wanted() {
        const { scenario, compare, seed, at, speed, loop, autoplay } = this.#values;
        const kept = this.#kept;
        const language = this.#language();
        this.#company.speak_for_stage(language);
        return {
            scenario, compare, seed, at, speed, language, kept, theme: this.#theme(), panels: this.#panels(), loops: loop,
            plays: kept ? kept.was_playing : autoplay && !less_motion(), supplies: this.#company.supplies,
        };
    }

    #stop() {
        this.#kept = this.#state = this.#place_shown = null;
        this.#stop_run();
        this.#settle('waiting');
        this.#show_poster();
        this.#company?.prose.write();
    }

    #stop_run() {
        this.#run?.dispose();
        this.#leave_stage();
    }

    #leave_stage() {
        this.#run = null;
        this.#loading = null;
        this.#late.clear();
        this.#give_up();
        this.#company?.clear(this);
        this.#shell.set_playing(false);
    }

    #settle(phase) {
        if (this.#shell.phase === phase) return;
        this.#shell.set_phase(phase);
        this.#lead();
    }

    // Where the link to the page leads: to the moment that is shown when it is pressed. The run has a better link than can
    // be made at once, and is asked for it when somebody is about to press.
    async #lead({ is_wanted = false, is_pressed = false } = {}) {
        if (!this.#values) return;
        const { scenario, seed, at } = this.#values;
        const run = this.#run?.is_alive ? this.#run : null;
        const moment = run?.moment() ?? this.#kept ?? { seed, at };
        const led = run ? JSON.stringify(moment) : '';
        if (is_pressed && this.#led === led) return;
        const link = link_to(run?.opened ?? this.#kept?.scenario ?? scenario, moment, this.#language());
        if (link || !run) this.#shell.lead(link); // else the one there is stays until there is a better one
        this.#led = led;
        if (!run || is_pressed || (link && !is_wanted)) return;
        const better = await run.link().catch(() => null);
        if (better && this.#run === run && this.#led === led) this.#shell.lead(better);
    }

    // --- what happens on the stage ---

    #hear(event, detail) {
        const deeds = {
            supplies: () => this.#company.share(detail),
            alive: () => {
                this.#kept = this.#state = null;
                this.#settle('live');
                this.#emit('ready', detail.state);
                if (detail.problems.length) this.#show_problems(detail.problems), this.#tell_problems(detail.problems);
                if (!this.#run?.is_alive) return; // who heard that has sent it away
                this.#tell_run(new Set(this.#late));
                this.#late.clear();
                this.#apply_theme();
            },
            language: () => (this.#company.language = detail.language),
            shown: () => {
                this.#place_shown = this.#run.shown;
                this.#shell.caption(detail.headline, detail.announcement);
                this.#shell.set_parting(this.#run.has_parting);
                this.#company.prose.write();
            },
        };
        if (event === 'play' || event === 'pause') this.#shell.set_playing(event === 'play');
        if (Object.hasOwn(deeds, event)) deeds[event]();
        else this.#emit(event, detail);
    }

    // Neither bubbling nor composed, as the events of <video>; a listener that captures hears them all the same.
    #emit(name, detail) {
        this.dispatchEvent(new CustomEvent(name, { detail: structuredClone(detail) }));
    }

    #tell_problems(problems) {
        this.#emit('problem', { problems });
    }

    #show_problems(problems) {
        const is_new = ({ text }) => !this.#problems.some((other) => other.text === text);
        this.#problems = [...this.#problems, ...problems.filter(is_new)];
        this.#shell.show_problems(this.#problems);
    }

    #refuse(sentence) {
        const problems = [problem_of('', sentence)];
        this.#tell_problems(problems);
        return Promise.resolve(problems);
    }

    async #when_live(deed) {
        const problems = await this.#load();
        if (problems.length) return problems;
        return this.#run?.is_alive ? deed(this.#run) : was_replaced();
    }

    async #answer(deed) {
        const problems = await this.#load();
        if (problems.length === 0 && this.#run?.is_alive) return deed(this.#run);
        if (problems.length === 0) this.#tell_problems(was_replaced());
        else if (untold.has(problems)) this.#tell_problems(problems);
        return null;
    }
}

// Every attribute is a property as well; `lang` is one of every element.
for (const name of option_names.filter((option) => option !== 'lang')) {
    Object.defineProperty(AirlockDemo.prototype, name, {
        configurable: true,
        enumerable: true,
        get() {
            const text = this.getAttribute(name);
            return flags.includes(name) ? text !== null && !['false', '0'].includes(text) : text;
        },
        set(value) {
            const text = flags.includes(name) ? (value ? '' : null) : value;
            if (text === null || text === undefined) this.removeAttribute(name);
            else this.setAttribute(name, String(text));
        },
    });
}

const known_of = ({ is_file, name }) => (is_file ? null : posters_of(name));
const both = (title, beside) => (beside ? t('{title} beside {other}', { title, other: beside }) : title);

// Of a scenario that nobody has drawn: its own title, or the name of its file.
function title_of({ name, text }) {
    try {
        const { title } = JSON.parse(text);
        return String(typeof title === 'string' ? title : title.en);
    } catch {
        return name;
    }
}
