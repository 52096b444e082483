// What stands in place of the canvas: the poster with its loading bar, and the messages that say what went
// wrong and what can be done about it. None is a dead end.

import { element, set_text } from './dom.mjs';
import { t } from './words.mjs';

const kb = (bytes) => `${Math.round(bytes / 1024).toLocaleString('en')} KB`;

const button = (label, act, kind = '') => element('button', { type: 'button', class: kind, onclick: act }, label);
const actions = (...buttons) => element('div', { class: 'actions' }, ...buttons);
const no_memory = () => [
    element('h2', {}, t('Not enough memory')),
    element('p', {}, t('The browser gave Airlock no more memory. Closing other tabs may help, and so may a smaller scenario.')),
];

export class Screens {
    // `parts`: screen, its message, the toast.
    constructor({ screen, message, toast }) {
        this.screen = screen;
        this.message = message;
        this.toast_box = toast;
        this.fade_timer = 0;
        this.toast_timer = 0;
    }

    dispose() {
        clearTimeout(this.fade_timer);
        clearTimeout(this.toast_timer);
    }

    show(...nodes) {
        clearTimeout(this.fade_timer); // or the message before this one would take it along
        this.screen.classList.remove('is-leaving');
        this.screen.hidden = false;
        this.message.replaceChildren(...nodes);
    }

    hide() {
        const { screen } = this;
        if (screen.hidden) return;
        screen.classList.add('is-leaving');
        const gone = () => {
            screen.hidden = true;
            screen.classList.remove('is-leaving');
            this.message.replaceChildren();
        };
        clearTimeout(this.fade_timer);
        if (matchMedia('(prefers-reduced-motion: reduce)').matches) gone();
        else this.fade_timer = setTimeout(gone, 260);
    }

    // Returns `changed(loaded, total)`.
    show_loading() {
        const bar = element('div');
        const meter = element('div', { class: 'meter', role: 'progressbar', 'aria-label': t('Loading') }, bar);
        const text = element('p', { class: 'meter-text' }, t('Loading…'));
        this.show(meter, text);
        return (loaded, total) => {
            if (total > 0) {
                const part = Math.min(1, loaded / total);
                bar.style.setProperty('--part', String(part));
                meter.setAttribute('aria-valuemin', '0');
                meter.setAttribute('aria-valuemax', '100');
                meter.setAttribute('aria-valuenow', String(Math.round(part * 100)));
                set_text(text, t('{loaded} of {total}', { loaded: kb(loaded), total: kb(total) }));
            } else {
                // How much is to come is not known: say what has come, and draw no bar that would lie.
                set_text(text, t('{loaded} loaded', { loaded: kb(loaded) }));
            }
        };
    }

    show_invitation(begin) {
        this.show(actions(button(t('Load and play'), begin, 'primary')));
    }

    show_failed_download(error, again) {
        this.show(
            element('h2', {}, t('Something did not arrive')),
            element('p', {}, error.message),
            actions(button(t('Try again'), again, 'primary')),
        );
    }

    show_no_webgl(again) {
        this.show(
            element('h2', {}, t('No WebGL 2 here')),
            element('p', {}, t('Airlock draws with WebGL 2, and this browser does not offer it: it may be switched off in the settings, hardware acceleration may be off, or the browser may be older than 2021. Another browser on the same machine often does.')),
            actions(button(t('Try again'), again, 'primary')),
        );
    }

    show_cannot_start(error, again) {
        this.show(
            ...(error?.is_out_of_memory
                ? no_memory()
                : [
                    element('h2', {}, t('Airlock could not start')),
                    element('p', {}, t('The program arrived but did not start in this browser.')),
                ]),
            element('pre', { class: 'report' }, String(error?.stack ?? error)),
            actions(button(t('Try again'), again, 'primary')),
        );
    }

    show_nothing_to_open(problems, again, open_file) {
        this.show(
            element('h2', {}, t('No scenario could be opened')),
            element('pre', { class: 'report' }, problems.slice(0, 20).join('\n')),
            actions(button(t('Try again'), again, 'primary'), button(t('Open a file…'), open_file)),
        );
    }

    show_lost_context() {
        this.show(
            element('h2', {}, t('The picture is gone for a moment')),
            element('p', {}, t('The graphics card was taken away. Airlock goes on at the same place as soon as it comes back.')),
        );
    }

    // Our own mistake, or memory that the browser did not give: everything that is needed to find it, in one block to
    // copy, and the moment as a link. It opens beside this page: here nothing would hear it.
    show_crash({ scenario, seed, entry, link, text, is_out_of_memory, copy, again, other }) {
        const report = ['Airlock stopped', `scenario=${scenario} seed=${seed} entry=${entry}`, link, text].filter(Boolean).join('\n');
        this.show(
            ...(is_out_of_memory
                ? no_memory()
                : [
                    element('h2', {}, t('Airlock stopped')),
                    element('p', {}, t('It found a mistake of its own and stopped rather than show something wrong. Nothing you did is to blame.')),
                ]),
            element('pre', { class: 'report', 'data-part': 'crash-report', tabindex: '0' }, report),
            actions(
                button(t('Start again'), again, 'primary'),
                link ? element('a', { class: 'button', href: link, target: '_blank', rel: 'noopener' }, t('This moment in a new tab')) : null,
                button(t('Copy this report'), () => copy(report)),
                other ? button(t('Open the introduction'), other) : null,
            ),
        );
    }

    toast(text) {
        this.toast_box.hidden = false;
        set_text(this.toast_box, text);
        clearTimeout(this.toast_timer);
        this.toast_timer = setTimeout(() => (this.toast_box.hidden = true), 2600);
    }
}
