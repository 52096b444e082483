// The page: loads what it needs and says how far it is, starts the program, keeps canvas, text view and
// window.airlock in step with it, and knows a way on from everything that can go wrong.

import { make_api, tell_changes } from './api.mjs';
import { Bridge } from './bridge.mjs';
import { by_id, set_attribute, set_text } from './dom.mjs';
import { DownloadError, Progress, bytes_of, counted, json_of, scenario_bytes_max } from './download.mjs';
import { link_of, read_fragment } from './fragment.mjs';
import { copy_text, make_host } from './host.mjs';
import { follow_size, listen } from './input.mjs';
import * as screens from './screens.mjs';
import { TextView } from './text_view.mjs';

const font_files = [
    'fonts/inter-regular.ttf', 'fonts/inter-semibold.ttf', 'fonts/jetbrains-mono-regular.ttf', 'fonts/lucide.ttf',
];
const default_scenario = 'cross-account';
// How often the text view is written while the story plays: a reader cannot use more.
const text_view_ms = 120;

let canvas = by_id('canvas');
let bridge = null;
let compiled = null; // the WebAssembly module, kept for starting again
let fonts = null;
let shipped = []; // [{ name, title }]
let opened = null; // what is running: { name, url?, is_file?, text, live }
let first_fragment = { values: {}, problems: [] };
let size = null;
let is_lost = false;
let is_visible = true;
let is_frame_asked = false;
let last_signal = null;
let text_view_timer = 0;
let is_text_shown = false;
let is_started = false;

let resolve_ready;
const ready = new Promise((resolve) => (resolve_ready = resolve));

// --- frames ---

function request_frame() {
    if (is_frame_asked || is_lost || !bridge || bridge.is_dead || !is_visible) return;
    is_frame_asked = true;
    requestAnimationFrame(run_frame);
}

function run_frame(now) {
    is_frame_asked = false;
    if (is_lost || !bridge || bridge.is_dead) return;
    const is_more = bridge.call('app_frame', [], now);
    tell();
    if (is_more) request_frame();
}

// --- what the program shows, told to everybody who mirrors it ---

function tell() {
    if (!bridge || bridge.is_dead) return;
    const signal = bridge.json('app_signal');
    if (!signal) return;
    const before = last_signal;
    last_signal = signal;
    if (before && before.revision === signal.revision && before.run === signal.run) return;
    tell_changes(before, signal, emit, () => view()?.page?.decisions ?? view()?.decisions ?? []);
    if (before && before.entry === signal.entry && before.run === signal.run && before.playing === signal.playing) {
        later_text_view();
    } else if (signal.playing) {
        later_text_view();
    } else {
        write_text_view();
    }
}

function later_text_view() {
    text_view_timer ||= setTimeout(write_text_view, text_view_ms);
}

function write_text_view() {
    clearTimeout(text_view_timer);
    text_view_timer = 0;
    if (!bridge || bridge.is_dead || !last_signal) return;
    const from = text_view.lines_known(last_signal.run);
    const shown = bridge.json('app_page', [], from);
    if (shown) text_view.write(shown, last_signal, from);
}

const view = () => bridge?.json('app_page', [], 0) ?? null;

// --- opening scenarios ---

// `wrong`: sentences about words of the link that were not well formed.
function open_text(text, what, options = {}, wrong = []) {
    // The file goes as bytes: the program says what is wrong with them, as the command line does.
    const words = ['seed', 'live', 'inputs', 'at'].map((key) => options[key] ?? '');
    const is_open = bridge.call('app_open', [text, what.file ?? what.name, ...words, (wrong ?? []).join('\n')]);
    if (bridge.is_dead) return [];
    const problems = JSON.parse(bridge.result());
    if (problems.length) emit('problem', problems);
    if (is_open) {
        opened = { ...what, text, live: options.live ?? '', seed: options.seed ?? '1' };
        if (is_started) screens.hide_screen();
    }
    request_frame();
    return problems;
}

async function fetch_scenario(where, progress) {
    const path = where.url;
    return bytes_of(path, progress, scenario_bytes_max);
}

async function open_shipped(name, options = {}) {
    const where = { name, url: new URL(`scenarios/${name}.json`, document.baseURI).href, file: `scenarios/${name}.json` };
    try {
        open_text(await fetch_scenario(where), where, options);
    } catch (error) {
        show_problem(error.message, name);
    }
}

async function open_dropped(file) {
    if (file.size > scenario_bytes_max) {
        return show_problem(`it is larger than ${scenario_bytes_max / 1024 / 1024} MB`, file.name);
    }
    let text;
    try {
        text = new Uint8Array(await file.arrayBuffer());
    } catch {
        return show_problem('it could not be read', file.name);
    }
    open_text(text, { name: file.name, file: file.name });
}

function show_problem(sentence, of) {
    bridge?.call('app_show_problem', [sentence, of], 0);
    emit('problem', [{ sentence, file: of }]);
    request_frame();
}

function show_link_problems(sentences) {
    bridge?.call('app_show_problem', [sentences.join('\n'), ''], 1);
    emit('problem', sentences.map((sentence) => ({ sentence, file: '' })));
    request_frame();
}

// --- what the reader chooses for the page ---

function set_theme(name) {
    document.documentElement.dataset.theme = name;
    bridge?.call('app_theme', [], name === 'dark' ? 1 : 0);
    request_frame();
}

function show_text_view(is_shown) {
    is_text_shown = is_shown;
    by_id('frame').classList.toggle('with-text', is_shown);
    by_id('text').classList.toggle('unseen', !is_shown);
    bridge?.call('app_text_view', [], is_shown ? 1 : 0);
    request_frame();
}

function set_text_input(is_wanted, x, y, height) {
    const typing = by_id('typing');
    typing.style.left = `${x}px`;
    typing.style.top = `${y}px`;
    typing.style.height = `${height}px`;
    if (is_wanted) typing.focus({ preventScroll: true });
    else if (document.activeElement === typing) canvas.focus({ preventScroll: true });
}

const page = {
    ready,
    request_frame,
    set_theme,
    show_text_view,
    set_text_input,
    open_shipped,
    is_text_view_shown: () => is_text_shown,
    link: () => link_of(bridge?.json('app_link'), opened),
    dispatch(text) {
        const problems = bridge?.json('app_dispatch', [text]) ?? [];
        tell();
        return problems;
    },
    state: () => bridge?.json('app_state') ?? null,
    probe: (id) => bridge?.json('app_probe', [id]) ?? null,
    probes: () => bridge?.json('app_probes') ?? [],
    cuts: () => bridge?.json('app_cuts') ?? [],
    frames: () => bridge?.call('app_frames_drawn') ?? 0,
    is_idle: () => !is_frame_asked,
    view,
};
const { api, emit } = make_api(page);
window.airlock = api;

const text_view = new TextView(by_id('text'), {
    dispatch: (intent) => api.dispatch(intent),
    open_shipped,
    open_file: () => by_id('file').click(),
    set_theme,
    theme: () => document.documentElement.dataset.theme,
    copy_link: () => host.wish('copy_link', ''),
    say: (text) => set_text(by_id('say'), text),
    say_now: (text) => set_text(by_id('say-now'), text),
});
const host = make_host(page);

// --- loading and starting ---

async function load() {
    const progress = new Progress(screens.show_loading());
    const { values } = first_fragment;
    const wanted = values.scenario ?? { name: default_scenario, url: `scenarios/${default_scenario}.json` };
    const sizes = json_of('sizes.json').then((known) => progress.learn(known), () => {});
    const index = json_of('scenarios/index.json').catch(() => []);
    const scenario = fetch_scenario({ ...wanted, url: short(wanted.url) }, progress).then(
        (text) => ({ text }),
        (error) => ({ error }),
    );
    const [module, ...files] = await Promise.all([
        compiled ?? counted('airlock.wasm', progress).then(compile),
        ...font_files.map((path) => bytes_of(path, progress)),
        sizes,
    ]);
    compiled = module;
    fonts = files.slice(0, font_files.length);
    shipped = await index;
    await start({ ...(await scenario), wanted });
}

// sizes.json names files by their path below the page.
const short = (url) => {
    const folder = new URL('.', document.baseURI).href;
    return url.startsWith(folder) ? url.slice(folder.length) : url;
};

async function compile(response) {
    try {
        return await WebAssembly.compileStreaming(response);
    } catch (error) {
        // Bytes that are no program are one thing, bytes that stopped coming another.
        throw error instanceof WebAssembly.CompileError ? error : new DownloadError('airlock.wasm', error.message);
    }
}

async function start({ text, error, wanted }) {
    bridge = await Bridge.create(compiled, host, crashed);
    fonts.forEach((bytes, face) => bridge.call('app_font', [bytes], face));
    if (!bridge.call('app_start', ['#canvas'])) {
        if (!bridge.is_dead) screens.show_no_webgl(again);
        bridge = null;
        return;
    }
    bridge.call('app_shipped', [shipped.map(({ name, title }) => `${name}\t${title}`).join('\n')]);
    bridge.call('app_theme', [], document.documentElement.dataset.theme === 'dark' ? 1 : 0);
    bridge.call('app_still', [], matchMedia('(prefers-reduced-motion: reduce)').matches ? 1 : 0);
    size = follow_size(canvas, (width, height, ratio) => {
        bridge.call('app_resize', [], width, height, ratio);
        run_frame(performance.now()); // at once: a canvas of a new size is empty
    });

    is_started = true;
    const { values, problems } = first_fragment;
    let wrong = [];
    const what = { ...wanted, file: wanted.is_file ? wanted.name : `scenarios/${wanted.name}.json` };
    if (text !== undefined) wrong = open_text(text, what, values, problems).map((problem) => problem.text);
    else wrong = [error.message];
    if (bridge.is_dead) return;
    if (!opened) {
        // There is nothing else to show yet: the first one shipped stands in, and the problems lie over it.
        const fallback = shipped.find(({ name }) => name === default_scenario) ?? shipped[0];
        if (!fallback) return screens.show_failed_download(new Error(wrong.join('\n')), again);
        await open_shipped(fallback.name);
        if (!opened) return screens.show_nothing_to_open(wrong, again, () => by_id('file').click());
        if (text !== undefined) open_text(text, what, values);
        else show_problem(wrong[0], wanted.name);
    }
    if (bridge.is_dead) return;
    by_id('text').hidden = false;
    text_view.know({ shipped });
    write_text_view();
    screens.hide_screen();
    request_frame();
    await new Promise((done) => requestAnimationFrame(done));
    if (bridge.is_dead) return;
    resolve_ready(api);
    emit('ready', page.state());
}

function again() {
    location.reload();
}

function crashed(text) {
    emit('stopped', { text });
    const signal = last_signal ?? {};
    screens.show_crash({
        scenario: opened?.name ?? 'none',
        seed: opened?.seed ?? 1,
        entry: signal.entry ?? 0,
        text,
        copy: async (report) => screens.toast((await copy_text(report)) ? 'Copied' : 'The browser did not allow copying'),
        again: () => revive(opened),
        other: opened?.name !== default_scenario ? () => revive(null) : null,
    });
}

// A fresh instance of the same program on a fresh canvas; the old one's memory is not to be trusted.
async function revive(what) {
    size?.stop();
    const fresh = canvas.cloneNode(false);
    canvas.replaceWith(fresh);
    canvas = fresh;
    opened = null;
    last_signal = null;
    is_lost = false;
    is_visible = true;
    wire_canvas();
    first_fragment = { values: {}, problems: [] };
    text_view.forget();
    const wanted = what ?? { name: default_scenario, url: `scenarios/${default_scenario}.json` };
    try {
        const text = what?.text ?? (await fetch_scenario(wanted));
        await start({ text, wanted });
    } catch (error) {
        screens.show_cannot_start(error, again);
    }
}

// --- the canvas and its context ---

let stop_watching = () => {};

function wire_canvas() {
    // A canvas that was replaced goes on sending: it is gone, out of sight, its context lost. None of that is news.
    stop_watching();
    const wired = canvas;
    const is_gone = () => wired !== canvas;
    listen(canvas, by_id('typing'), () => bridge ?? { call() {} }, request_frame);
    canvas.addEventListener('webglcontextlost', (event) => {
        if (is_gone()) return;
        event.preventDefault(); // or it is never given back
        is_lost = true;
        bridge?.call('app_context_lost');
        screens.show_lost_context();
    });
    canvas.addEventListener('webglcontextrestored', () => {
        if (is_gone()) return;
        is_lost = false;
        if (!bridge?.call('app_context_restored')) return screens.show_no_webgl(again);
        screens.hide_screen();
        size.force();
        request_frame();
    });
    // Out of sight nothing is drawn.
    const sight = new IntersectionObserver((entries) => {
        if (is_gone()) return;
        is_visible = entries[entries.length - 1].isIntersecting;
        if (is_visible) request_frame();
    });
    sight.observe(canvas);
    stop_watching = () => sight.disconnect();
}

function wire_page() {
    const file = by_id('file');
    file.addEventListener('change', () => {
        if (file.files.length) open_dropped(file.files[0]);
        file.value = ''; // the same file again is a change, too
    });
    const drop = by_id('drop');
    let depth = 0;
    const has_file = (event) => [...(event.dataTransfer?.types ?? [])].includes('Files');
    window.addEventListener('dragenter', (event) => {
        if (has_file(event) && bridge) (depth += 1), (drop.hidden = false);
    });
    window.addEventListener('dragleave', (event) => {
        if (has_file(event) && --depth <= 0) (depth = 0), (drop.hidden = true);
    });
    window.addEventListener('dragover', (event) => {
        if (has_file(event)) event.preventDefault();
    });
    window.addEventListener('drop', (event) => {
        if (!has_file(event)) return;
        event.preventDefault();
        depth = 0;
        drop.hidden = true;
        if (bridge && event.dataTransfer.files.length) open_dropped(event.dataTransfer.files[0]);
    });
    document.addEventListener('visibilitychange', () => {
        if (!document.hidden) request_frame();
    });
    matchMedia('(prefers-reduced-motion: reduce)').addEventListener('change', (query) => {
        bridge?.call('app_still', [], query.matches ? 1 : 0);
        request_frame();
    });
    window.addEventListener('hashchange', async () => {
        const { values, problems } = read_fragment(location.hash);
        if (values.theme) set_theme(values.theme);
        if (!bridge) return;
        if (!values.scenario) return problems.length ? show_link_problems(problems) : undefined;
        try {
            const file = values.scenario.is_file ? values.scenario.name : `scenarios/${values.scenario.name}.json`;
            open_text(await fetch_scenario(values.scenario), { ...values.scenario, file }, values, problems);
        } catch (error) {
            show_problem(error.message, values.scenario.name);
        }
    });
}

async function begin() {
    try {
        await load();
    } catch (error) {
        if (error instanceof DownloadError) screens.show_failed_download(error, begin);
        else screens.show_cannot_start(error, again);
    }
}

first_fragment = read_fragment(location.hash);
set_attribute(document.documentElement, 'data-theme',
    first_fragment.values.theme ?? (matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark'));
wire_canvas();
wire_page();
if (!has_webgl2()) screens.show_no_webgl(again);
else if (first_fragment.values.load === 'click') screens.show_invitation(begin);
else begin();

// Asked of a canvas of its own: the real one would be bound to what the test asked for.
function has_webgl2() {
    try {
        const probe = document.createElement('canvas');
        const context = probe.getContext('webgl2');
        context?.getExtension('WEBGL_lose_context')?.loseContext();
        return Boolean(context);
    } catch {
        return false;
    }
}
