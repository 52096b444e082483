// What stands in place of the canvas: the poster with its loading bar, and the messages that say what went
// wrong and what can be done about it. None is a dead end.

import { by_id, element, set_text } from './dom.mjs';

const kb = (bytes) => `${Math.round(bytes / 1024).toLocaleString('en')} KB`;

let fade_timer = 0;

function message(...nodes) {
    clearTimeout(fade_timer); // or the message before this one would take it along
    const screen = by_id('screen');
    screen.classList.remove('is-leaving');
    screen.hidden = false;
    by_id('screen-message').replaceChildren(...nodes);
}

const button = (label, act, kind = '') => element('button', { type: 'button', class: kind, onclick: act }, label);
const actions = (...buttons) => element('div', { class: 'actions' }, ...buttons);

export function hide_screen() {
    const screen = by_id('screen');
    if (screen.hidden) return;
    screen.classList.add('is-leaving');
    const gone = () => {
        screen.hidden = true;
        screen.classList.remove('is-leaving');
        by_id('screen-message').replaceChildren();
    };
    clearTimeout(fade_timer);
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) gone();
    else fade_timer = setTimeout(gone, 260);
}

// Returns `changed(loaded, total)`.
export function show_loading() {
    const bar = element('div');
    const meter = element('div', { class: 'meter', role: 'progressbar', 'aria-label': 'Loading' }, bar);
    const text = element('p', { class: 'meter-text' }, 'Loading…');
    message(meter, text);
    return (loaded, total) => {
        if (total > 0) {
            const part = Math.min(1, loaded / total);
            bar.style.setProperty('--part', String(part));
            meter.setAttribute('aria-valuemin', '0');
            meter.setAttribute('aria-valuemax', '100');
            meter.setAttribute('aria-valuenow', String(Math.round(part * 100)));
            set_text(text, `${kb(loaded)} of ${kb(total)}`);
        } else {
            // How much is to come is not known: say what has come, and draw no bar that would lie.
            set_text(text, `${kb(loaded)} loaded`);
        }
    };
}

export function show_invitation(begin) {
    message(actions(button('Load and play', begin, 'primary')));
}

export function show_failed_download(error, again) {
    message(
        element('h2', {}, 'Something did not arrive'),
        element('p', {}, error.message),
        actions(button('Try again', again, 'primary')),
    );
}

export function show_no_webgl(again) {
    message(
        element('h2', {}, 'No WebGL 2 here'),
        element(
            'p',
            {},
            'Airlock draws with WebGL 2, and this browser does not offer it: it may be switched off in the settings, ' +
                'hardware acceleration may be off, or the browser may be older than 2021. Another browser on the same ' +
                'machine often does.',
        ),
        actions(button('Try again', again, 'primary')),
    );
}

export function show_cannot_start(error, again) {
    message(
        element('h2', {}, 'Airlock could not start'),
        element('p', {}, 'The program arrived but did not start in this browser.'),
        element('pre', { class: 'report' }, String(error?.stack ?? error)),
        actions(button('Try again', again, 'primary')),
    );
}

export function show_nothing_to_open(problems, again, open_file) {
    message(
        element('h2', {}, 'No scenario could be opened'),
        element('pre', { class: 'report' }, problems.slice(0, 20).join('\n')),
        actions(button('Try again', again, 'primary'), button('Open a file…', open_file)),
    );
}

export function show_lost_context() {
    message(
        element('h2', {}, 'The picture is gone for a moment'),
        element('p', {}, 'The graphics card was taken away. Airlock goes on at the same place as soon as it comes back.'),
    );
}

// Our own mistake: everything that is needed to find it, in one block to copy.
export function show_crash({ scenario, seed, entry, text, copy, again, other }) {
    const report = `Airlock stopped\nscenario=${scenario} seed=${seed} entry=${entry}\n${text}`;
    message(
        element('h2', {}, 'Airlock stopped'),
        element('p', {}, 'It found a mistake of its own and stopped rather than show something wrong. Nothing you did is to blame.'),
        element('pre', { class: 'report', id: 'crash-report', tabindex: '0' }, report),
        actions(
            button('Start again', again, 'primary'),
            button('Copy this report', () => copy(report)),
            other ? button('Open the introduction', other) : null,
        ),
    );
}

let toast_timer = 0;
export function toast(text) {
    const node = by_id('toast');
    node.hidden = false;
    set_text(node, text);
    clearTimeout(toast_timer);
    toast_timer = setTimeout(() => (node.hidden = true), 2600);
}
