// One stage: a canvas, its program, the text view and the screens around them, all below one root element. Several
// may live in one document, also behind shadow roots: a stage touches nothing outside its root, and `dispose` gives
// everything back. It loads what it needs and says how far it is, starts the program, keeps canvas, text view and
// its `api` in step with it, and knows a way on from everything that can go wrong.
//
// The root holds elements with data-part: frame, canvas, typing, text, screen, message, toast, drop, file, say,
// say-now. index.html has them for the page; frame.mjs makes them for everybody else.

import { make_api, tell_changes } from './api.mjs';
import { Bridge } from './bridge.mjs';
import { focus_near, set_text } from './dom.mjs';
import {
    DownloadError, Progress, bytes_of, counted, json_of, path_of, scenario_bytes_max, too_large, url_of,
} from './download.mjs';
import { open_window } from './files.mjs';
import { copy_text, make_host } from './host.mjs';
import { follow_size, is_embedded, listen } from './input.mjs';
import { language_of, letters_of, wanted_language } from './languages.mjs';
import { Screens } from './screens.mjs';
import { default_scenario, shipped_scenario } from './shipped.mjs';
import { TextView } from './text_view.mjs';
import { fill_words, on_words, set_words, t } from './words.mjs';

const font_files = [
    'fonts/inter-regular.ttf', 'fonts/inter-semibold.ttf', 'fonts/jetbrains-mono-regular.ttf', 'fonts/lucide.ttf',
    'fonts/ja-name.ttf',
];
// How often the text view is written while the story plays: a reader cannot use more.
const text_view_ms = 120;
// How long the screen after a stop waits for its link.
const link_ms_max = 1500;

// Modules that are fetched when they are asked for.
const tools = {
    export: () => import('./export.mjs'),
    composer: () => import('./composer.mjs'),
    comparing: () => import('./comparing.mjs'),
    about: () => import('./about.mjs'),
};
const part_names = ['frame', 'canvas', 'typing', 'text', 'screen', 'message', 'toast', 'drop', 'file', 'say', 'say-now'];
const less_motion = () => matchMedia('(prefers-reduced-motion: reduce)');

export class Stage {
    // Options, each with its own default:
    //   values, problems  what to show first and what was wrong with the words that said so, as read_fragment gives
    //   supplies          a promise of { module, fonts, shipped }: another stage's, so that nothing is loaded twice
    //   theme_root        the element whose data-theme is 'dark' or 'light'; the root itself
    //   drop_area         where files may be dropped; the root
    //   panels            what is shown beside the picture, of 'header', 'layers', 'timeline', 'side'; all of it
    //   is_guest          the page around the stage is somebody else's: take no keys and no wheel that were not offered
    //   link_page         the page that links lead to, of those in files.mjs; the one that the stage is in
    //   again             what "Try again" does when trying again in place cannot help
    constructor(root, options = {}) {
        this.root = root;
        this.options = options;
        this.parts = Object.fromEntries(part_names.map((name) => [name, root.querySelector(`[data-part="${name}"]`)]));
        this.canvas = this.parts.canvas;
        this.theme_root = options.theme_root ?? root;
        const is_light = matchMedia('(prefers-color-scheme: light)').matches;
        this.theme_root.dataset.theme = options.values?.theme ?? (this.theme_root.dataset.theme || (is_light ? 'light' : 'dark'));
        this.is_guest = options.is_guest ?? is_embedded;
        this.ended = new AbortController();
        this.bridge = null;
        this.shipped = []; // [{ name, title }]
        this.opened = null; // what is running: { name, url?, is_file?, text, live, seed }
        this.first = { values: options.values ?? {}, problems: options.problems ?? [] };
        this.supplies = options.supplies ?? null;
        this.is_started = false;
        this.is_text_shown = false;
        this.language = 'en';
        this.frame_asked = 0; // the number of the frame that has been asked for
        this.text_view_timer = 0;
        this.last_signal = null;
        this.last_link = null; // what the program said last about the moment: a stopped one says nothing
        this.watchers = new Set(); // called with (view, signal) as often as the text view is written

        this.ready = new Promise((resolve) => (this.resolve_ready = resolve));
        this.screens = new Screens(this.parts);
        const { api, emit } = make_api(this);
        this.api = api;
        this.emit = emit;
        this.host = make_host(this);
        this.text_view = new TextView(this.parts.text, {
            dispatch: (intent) => api.dispatch(intent),
            open_shipped: (name) => this.open_shipped(name),
            open_file: () => this.pick_file(),
            set_theme: (name) => this.set_theme(name),
            theme: () => this.theme,
            set_language: (code) => this.set_language(code),
            language: () => this.language,
            copy_link: () => this.host.wish('copy_link', ''),
            open_portal: (person, where) => this.open_portal(person, where),
            open_tool: (name) => this.open_tool(name),
            say: (text) => set_text(this.parts.say, text),
            say_now: (text) => set_text(this.parts['say-now'], text),
        });
        this.stop_words = on_words(() => this.say_again());
        fill_words(root);
        this.wire_canvas();
        this.wire_root();
    }

    // Everything is given back: listeners, observers, frames, timers, the graphics context, the program's memory.
    dispose() {
        if (this.is_disposed) return;
        this.is_disposed = true;
        this.emit('disposed', {});
        this.ended.abort();
        this.stop_words();
        cancelAnimationFrame(this.frame_asked);
        this.frame_asked = 0;
        clearTimeout(this.text_view_timer);
        this.screens.dispose();
        this.watchers.clear();
        this.bridge?.dispose();
        this.bridge = null;
        if (this.is_started) lose_context(this.canvas);
        this.parts.text.replaceChildren();
        this.opened = this.last_signal = this.last_link = this.supplies = null;
    }

    get is_dead() {
        return !this.bridge || this.bridge.is_dead;
    }

    // --- frames ---

    request_frame() {
        if (this.frame_asked || this.is_lost || this.is_dead || this.is_out_of_sight) return;
        this.frame_asked = requestAnimationFrame((now) => this.run_frame(now));
    }

    run_frame(now) {
        this.frame_asked = 0;
        if (this.is_lost || this.is_dead) return;
        const is_more = this.bridge.call('app_frame', [], now);
        this.tell();
        if (is_more) this.request_frame();
    }

    // --- what the program shows, told to everybody who mirrors it ---

    tell() {
        if (this.is_dead) return;
        const signal = this.bridge.json('app_signal');
        if (!signal) return;
        const before = this.last_signal;
        this.last_signal = signal;
        if (before && before.revision === signal.revision && before.run === signal.run) return;
        tell_changes(before, signal, this.emit, () => this.bridge.json('app_page_from', [], signal.entries)?.page?.decisions ?? []);
        const is_same = before && before.entry === signal.entry && before.run === signal.run && before.playing === signal.playing;
        if (is_same || signal.playing) this.text_view_timer ||= setTimeout(() => this.write_views(), text_view_ms);
        else this.write_views();
    }

    write_views() {
        clearTimeout(this.text_view_timer);
        this.text_view_timer = 0;
        if (this.is_dead || !this.last_signal) return;
        this.keep_link();
        const from = this.text_view.lines_known(this.last_signal.run);
        const shown = this.bridge.json('app_page_from', [], from);
        if (!shown) return;
        this.text_view.write(shown, this.last_signal, from);
        // A long log comes in pieces.
        const is_whole = this.text_view.lines_known(this.last_signal.run) >= shown.page.entries;
        if (!is_whole) this.text_view_timer ||= setTimeout(() => this.write_views(), 0);
        for (const watch of [...this.watchers]) watch(shown, this.last_signal);
    }

    // For when the program can no longer be asked. Only what persons do changes what a link holds, but for the moment.
    keep_link() {
        const { run, branch, inputs } = this.last_signal;
        const known = [run, branch, inputs].join();
        if (this.last_link?.known !== known) this.last_link = { ...this.bridge.json('app_link', [], 0), known };
    }

    // The same in other words, after a change of language.
    say_again() {
        fill_words(this.root);
        this.text_view.keep_focus(() => {
            this.text_view.forget();
            this.text_view.build();
            this.write_views();
        });
    }

    view() {
        return this.bridge?.json('app_page') ?? null;
    }

    // --- what make_api, make_host and the text view ask for ---

    // { link, length }; `link` is null where a scenario of the reader's own is too long for one.
    async link() {
        const parts = this.is_dead ? this.last_link : this.bridge.json('app_link', [], 1);
        if (!parts || !this.opened) return { link: null, length: 0 };
        const { link_of } = await import('./link.mjs');
        return link_of(parts, this.opened, {
            language: this.language, is_text_shown: this.is_text_shown, page: this.options.link_page,
        });
    }
    dispatch(text) {
        const problems = this.bridge?.json('app_dispatch', [text]) ?? [];
        this.tell();
        return problems;
    }
    state() {
        return this.bridge?.json('app_state') ?? null;
    }
    probe(id) {
        return this.bridge?.json('app_probe', [id]) ?? null;
    }
    probes() {
        return this.bridge?.json('app_probes') ?? [];
    }
    cuts() {
        return this.bridge?.json('app_cuts') ?? [];
    }
    // What a frame costs in which only motion goes on; `tokens` puts as many calls on the stage, to measure.
    cost(tokens) {
        return this.bridge?.json('app_cost', [], tokens);
    }
    frames() {
        return this.bridge?.call('app_frames_drawn') ?? 0;
    }
    is_idle() {
        return !this.frame_asked;
    }
    toast(text) {
        this.screens.toast(text);
    }
    pick_file() {
        this.parts.file.click();
    }

    // --- approval portals (portals.mjs) ---

    portals() {
        this.portals_loading ??= import('./portals.mjs').then(({ Portals }) =>
            this.is_disposed ? null : (this.portals_open = new Portals(this)));
        return this.portals_loading;
    }

    // `where`: a 'panel' over the stage, or a 'window', which browsers only allow at the moment of a press.
    async open_portal(person, where = 'panel') {
        if (where === 'window' && !this.portals_open?.raise(person)) {
            const opened = open_window('portal', encodeURIComponent(person), 'popup,width=560,height=900');
            (await this.portals())?.adopt(person, opened);
        } else if (where === 'panel') {
            await (await this.portals())?.show_panel(person);
        }
    }

    async open_tool(name) {
        try {
            await (await tools[name]()).open(this);
        } catch (error) {
            this.toast(t('This could not be loaded: {reason}', { reason: error.message }));
        }
    }

    // --- opening scenarios ---

    // `wrong`: sentences about words of the link that were not well formed.
    open_text(text, what, options = {}, wrong = []) {
        // The file goes as bytes: the program says what is wrong with them, as the command line does.
        const words = ['seed', 'live', 'inputs', 'at', 'sum', 'expect'].map((key) => options[key] ?? '');
        const is_open = this.bridge.call('app_open', [text, file_name(what), ...words, wrong.join('\n')]);
        if (this.is_dead) return [];
        const problems = JSON.parse(this.bridge.result());
        if (problems.length) this.emit('problem', problems);
        if (is_open) {
            this.add_letters(text);
            this.opened = { ...what, text, live: options.live ?? '', seed: options.seed ?? '1' };
            if (this.is_started) this.screens.hide();
            this.emit('scenario', { scenario: what.name });
            this.look_at(options);
        }
        this.request_frame();
        return problems;
    }

    // What a link says of how its moment was looked at; what is not there is not worth a word.
    look_at({ select, view }) {
        if (select) {
            const [kind, name] = [select.slice(0, select.indexOf(':')), select.slice(select.indexOf(':') + 1)];
            this.dispatch(JSON.stringify({ type: 'select', kind, name }));
        }
        if (view === 'text') this.show_text_view(true);
    }

    // Letters that only some scenarios have; until they have come, and where they cannot, "?" stands for each.
    async add_letters(text) {
        const words = typeof text === 'string' ? text : new TextDecoder().decode(text);
        if (!/[\u00a1-\u017f]|\\u0[01]/.test(words)) return;
        const fonts = await letters_of('latin').catch(() => null);
        if (!fonts || this.is_dead || this.bridge.has_latin) return;
        this.bridge.has_latin = true;
        fonts.forEach((bytes, face) => this.bridge.call('app_font', [bytes], 5 + face));
        this.bridge.call('app_letters');
        this.request_frame();
    }

    async open_shipped(name, options = {}) {
        const where = shipped_scenario(name);
        try {
            const text = await scenario_text(where);
            if (!this.is_dead) this.open_text(text, where, options);
        } catch (error) {
            this.show_problem(error.message, name);
        }
    }

    async open_file(file) {
        if (file.size > scenario_bytes_max) return this.show_problem(too_large(scenario_bytes_max), file.name);
        let text;
        try {
            text = new Uint8Array(await file.arrayBuffer());
        } catch {
            return this.show_problem(t('it could not be read'), file.name);
        }
        if (!this.is_dead) this.open_text(text, { name: file.name });
    }

    // What an address asks for, while something else is running: what read_fragment made of it.
    async open_link(words) {
        const { values, problems } = await whole(words);
        if (this.is_disposed) return;
        if (values.theme) this.set_theme(values.theme);
        if (!this.bridge) return;
        if (values.lang) await this.set_language(values.lang);
        if (!values.scenario) return problems.length ? this.show_link_problems(problems) : undefined;
        try {
            const what = values.scenario;
            const text = await scenario_text(what);
            if (!this.is_dead) this.open_text(text, what, values, problems);
        } catch (error) {
            this.show_problem(error.message, values.scenario.name);
        }
    }

    show_problem(sentence, of) {
        this.bridge?.call('app_show_problem', [sentence, of], 0);
        this.emit('problem', [{ sentence, file: of }]);
        this.request_frame();
    }

    show_link_problems(sentences) {
        this.bridge?.call('app_show_problem', [sentences.join('\n'), ''], 1);
        this.emit('problem', sentences.map((sentence) => ({ sentence, file: '' })));
        this.request_frame();
    }

    // --- what the reader chooses ---

    get theme() {
        return this.theme_root.dataset.theme === 'light' ? 'light' : 'dark';
    }

    set_theme(name) {
        this.theme_root.dataset.theme = name;
        this.bridge?.call('app_theme', [], name === 'dark' ? 1 : 0);
        this.emit('theme', { theme: name });
        this.request_frame();
    }

    set_panels(names) {
        this.options.panels = names;
        this.bridge?.call('app_panels', [], panel_bits(names));
        this.request_frame();
    }

    // The moment stays; what cannot be fetched leaves the language as it is.
    async set_language(code) {
        let wanted;
        try {
            wanted = await language_of(code);
        } catch (error) {
            return this.toast(t('The language could not be loaded: {reason}', { reason: error.message }));
        }
        if (this.is_dead) return;
        this.speak(code, wanted);
        this.emit('language', { language: code });
    }

    speak(code, { file, fonts, words }) {
        fonts.forEach((bytes, face) => this.bridge.call('app_font', [bytes], 5 + face));
        const problems = this.bridge.json('app_language', [file]);
        if (!problems || problems.length) return console.error('airlock:', problems);
        this.language = code;
        this.language_file = file;
        this.theme_root.lang = code;
        set_words(words); // say_again follows
        this.request_frame();
    }

    // The language as the desk wants it: 'en', or the text of its file.
    language_text() {
        return this.language === 'en' ? 'en' : new TextDecoder().decode(this.language_file);
    }

    show_text_view(is_shown) {
        this.is_text_shown = is_shown;
        this.parts.frame.classList.toggle('with-text', is_shown);
        this.parts.text.classList.toggle('unseen', !is_shown);
        this.bridge?.call('app_text_view', [], is_shown ? 1 : 0);
        this.request_frame();
    }

    set_text_input(is_wanted, x, y, height) {
        const { typing } = this.parts;
        typing.style.left = `${x}px`;
        typing.style.top = `${y}px`;
        typing.style.height = `${height}px`;
        if (is_wanted) typing.focus({ preventScroll: true });
        else if (focus_near(typing) === typing) this.canvas.focus({ preventScroll: true });
    }

    // --- loading and starting ---

    async begin() {
        try {
            await this.load();
        } catch (error) {
            if (this.is_disposed) return;
            this.emit('problem', [{ sentence: error.message, file: '', text: error.message }]);
            if (error instanceof DownloadError) this.screens.show_failed_download(error, () => this.begin());
            else this.screens.show_cannot_start(error, () => this.again());
        }
    }

    // Before the first byte is fetched: can it be shown at all, and is it wanted now?
    open() {
        if (!has_webgl2()) this.screens.show_no_webgl(() => this.again());
        else if (this.first.values.load === 'click') this.screens.show_invitation(() => this.begin());
        else return this.begin();
    }

    async load() {
        const progress = new Progress(this.screens.show_loading());
        this.supplies ??= load_supplies(progress); // before anything else: another stage may want the same meanwhile
        this.first = await whole(this.first);
        const wanted = this.first.values.scenario ?? shipped_scenario(default_scenario);
        const scenario = scenario_text(wanted, progress).then(
            (text) => ({ text }),
            (error) => ({ error }),
        );
        // A language that cannot be had is no reason to show nothing.
        const code = wanted_language(this.first.values.lang);
        const language = language_of(code).then((found) => ({ code, ...found }), () => null);
        let supplies;
        try {
            supplies = await this.supplies;
        } catch (error) {
            this.supplies = null; // the next try asks again
            throw error;
        }
        await this.start({ ...(await scenario), wanted, language: await language }, supplies);
    }

    async start({ text, error, wanted, language }, { module, fonts, shipped }) {
        if (this.is_disposed) return;
        const bridge = await Bridge.create(module, this.host, (report, is_out_of_memory) => this.crashed(report, is_out_of_memory));
        if (this.is_disposed) return bridge.dispose();
        this.bridge = bridge;
        this.shipped = shipped;
        fonts.forEach((bytes, face) => bridge.call('app_font', [bytes], face));
        if (!bridge.call('app_start')) {
            if (!bridge.is_dead) this.screens.show_no_webgl(() => this.again());
            this.bridge = null;
            return;
        }
        if (this.options.panels) bridge.call('app_panels', [], panel_bits(this.options.panels));
        if (language && language.code !== 'en') this.speak(language.code, language);
        bridge.call('app_shipped', [shipped.map(({ name, title }) => `${name}\t${title}`).join('\n')]);
        bridge.call('app_theme', [], this.theme === 'dark' ? 1 : 0);
        bridge.call('app_still', [], less_motion().matches ? 1 : 0);
        this.size = follow_size(this.canvas, (width, height, ratio) => {
            bridge.call('app_resize', [], width, height, ratio);
            this.run_frame(performance.now()); // at once: a canvas of a new size is empty
        }, this.canvas_ended.signal);

        this.is_started = true;
        const { values, problems } = this.first;
        let wrong = [];
        if (text !== undefined) wrong = this.open_text(text, wanted, values, problems).map((problem) => problem.text);
        else wrong = [error.message];
        if (this.is_dead) return;
        if (!this.opened) {
            // There is nothing else to show yet: the first one shipped stands in, and the problems lie over it.
            const fallback = shipped.find(({ name }) => name === default_scenario) ?? shipped[0];
            if (!fallback) return this.screens.show_failed_download(new Error(wrong.join('\n')), () => this.again());
            await this.open_shipped(fallback.name);
            if (this.is_disposed) return;
            if (!this.opened) {
                return this.screens.show_nothing_to_open(wrong, () => this.again(), () => this.pick_file());
            }
            if (text !== undefined) this.open_text(text, wanted, values);
            else this.show_problem(wrong[0], wanted.name);
        }
        if (this.is_dead) return;
        this.parts.text.hidden = false;
        this.text_view.know({ shipped });
        this.write_views();
        this.screens.hide();
        this.request_frame();
        await new Promise((done) => requestAnimationFrame(done));
        if (this.is_dead) return;
        this.resolve_ready(this.api);
        this.emit('ready', this.state());
    }

    again() {
        if (this.options.again) this.options.again();
        else this.begin();
    }

    async crashed(text, is_out_of_memory) {
        if (this.last_link && this.last_signal) this.last_link.at = this.last_signal.entry;
        this.emit('stopped', { text });
        // Writing a link may need a file; where that does not come the screen does without.
        const late = new Promise((done) => setTimeout(done, link_ms_max, {}));
        const { link } = await Promise.race([this.link().catch(() => ({})), late]);
        if (this.is_disposed) return;
        this.screens.show_crash({
            scenario: this.opened?.name ?? 'none',
            seed: this.opened?.seed ?? 1,
            entry: this.last_signal?.entry ?? 0,
            link,
            text,
            is_out_of_memory,
            copy: async (report) =>
                this.toast((await copy_text(report)) ? t('Copied') : t('The browser did not allow copying')),
            again: () => this.revive(this.opened),
            other: this.opened?.name !== default_scenario ? () => this.revive(null) : null,
        });
    }

    // A fresh instance of the same program on a fresh canvas; the old one's memory is not to be trusted.
    async revive(what) {
        const old = this.canvas;
        this.canvas = this.parts.canvas = old.cloneNode(false);
        old.replaceWith(this.canvas);
        this.opened = null;
        this.last_signal = this.last_link = null;
        this.is_lost = this.is_out_of_sight = false;
        this.wire_canvas();
        lose_context(old);
        this.first = { values: {}, problems: [] };
        this.text_view.forget();
        const wanted = what ?? shipped_scenario(default_scenario);
        try {
            const text = what?.text ?? (await scenario_text(wanted));
            const language = { code: this.language, ...(await language_of(this.language)) };
            await this.start({ text, wanted, language }, await this.supplies);
        } catch (error) {
            this.screens.show_cannot_start(error, () => this.again());
        }
    }

    // --- the canvas and its context ---

    wire_canvas() {
        // A canvas that was replaced goes on sending: it is gone, out of sight, its context lost. None of that is news.
        this.canvas_ended?.abort();
        this.canvas_ended = new AbortController();
        const { signal } = this.canvas_ended;
        this.ended.signal.addEventListener('abort', () => this.canvas_ended.abort(), { once: true, signal });
        listen(this.canvas, this.parts.typing, {
            bridge: () => this.bridge ?? { call() {} },
            wake: () => this.request_frame(),
            signal,
            is_guest: this.is_guest,
        });
        this.canvas.addEventListener('webglcontextlost', (event) => {
            event.preventDefault(); // or it is never given back
            this.is_lost = true;
            this.bridge?.call('app_context_lost');
            this.screens.show_lost_context();
        }, { signal });
        this.canvas.addEventListener('webglcontextrestored', () => {
            this.is_lost = false;
            if (!this.bridge?.call('app_context_restored')) return this.screens.show_no_webgl(() => this.again());
            this.screens.hide();
            this.size.force();
            this.request_frame();
        }, { signal });
        // Out of sight nothing is drawn.
        const sight = new IntersectionObserver((entries) => {
            this.is_out_of_sight = !entries[entries.length - 1].isIntersecting;
            if (!this.is_out_of_sight) this.request_frame();
        });
        sight.observe(this.canvas);
        signal.addEventListener('abort', () => sight.disconnect());
    }

    wire_root() {
        const { file, drop } = this.parts;
        const { signal } = this.ended;
        const area = this.options.drop_area ?? this.root;
        file.addEventListener('change', () => {
            if (file.files.length) this.open_file(file.files[0]);
            file.value = ''; // the same file again is a change, too
        }, { signal });
        let depth = 0;
        const has_file = (event) => [...(event.dataTransfer?.types ?? [])].includes('Files');
        const on = (target, kind, deed) => target.addEventListener(kind, deed, { signal });
        on(area, 'dragenter', (event) => {
            if (has_file(event) && this.bridge) (depth += 1), (drop.hidden = false);
        });
        on(area, 'dragleave', (event) => {
            if (has_file(event) && --depth <= 0) (depth = 0), (drop.hidden = true);
        });
        on(area, 'dragover', (event) => {
            if (has_file(event)) event.preventDefault();
        });
        on(area, 'drop', (event) => {
            if (!has_file(event)) return;
            event.preventDefault();
            depth = 0;
            drop.hidden = true;
            if (this.bridge && event.dataTransfer.files.length) this.open_file(event.dataTransfer.files[0]);
        });
        on(document, 'visibilitychange', () => {
            if (!document.hidden) this.request_frame();
        });
        on(less_motion(), 'change', (query) => {
            this.bridge?.call('app_still', [], query.matches ? 1 : 0);
            this.request_frame();
        });
    }
}

// As Panels in src/app/layout.h.
const panel_bits = (names) => names.reduce((bits, name) => bits | (1 << ['header', 'layers', 'timeline', 'side'].indexOf(name)), 0);
const file_name = ({ url, is_file, name }) => (url && !is_file ? `scenarios/${name}.json` : name);
const lose_context = (canvas) => canvas.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext();
// `text`: of a scenario that came with its name.
const scenario_text = async ({ url, text }, progress) => text ?? bytes_of(path_of(url), progress, scenario_bytes_max);

// With what a link has packed. Most have packed nothing, so that nothing more is fetched.
async function whole(words) {
    const { done, file } = words.values;
    return done === undefined && file === undefined ? words : (await import('./link.mjs')).unpacked(words);
}

// What every stage of a document can share.
async function load_supplies(progress) {
    const sizes = json_of('sizes.json').then((known) => progress.learn(known), () => {});
    const index = json_of('scenarios/index.json').catch(() => []);
    const [module, fonts] = await Promise.all([
        counted('airlock.wasm', progress).then(compile),
        Promise.all(font_files.map((path) => bytes_of(path, progress))),
        sizes,
    ]);
    return { module, fonts, shipped: await index };
}

async function compile(response) {
    try {
        return await WebAssembly.compileStreaming(response);
    } catch (error) {
        // Bytes that are no program are one thing, bytes that stopped coming another.
        throw error instanceof WebAssembly.CompileError ? error : new DownloadError('airlock.wasm', error.message);
    }
}

// Asked of a canvas of its own: the real one would be bound to what the test asked for.
function has_webgl2() {
    try {
        const context = document.createElement('canvas').getContext('webgl2');
        context?.getExtension('WEBGL_lose_context')?.loseContext();
        return Boolean(context);
    } catch {
        return false;
    }
}
