// The elements of a stage, for whoever shows one outside index.html: beside another, or behind a shadow root. Only
// fetched by those who need it; the page has the same in its HTML.

import { element } from './dom.mjs';

let frames = 0;

// A root for `new Stage(root, …)`. It fills whatever it is put into; page.css must reach it.
export function make_frame({ label = 'Stage' } = {}) {
    const help = `airlock-help-${++frames}`;
    return element('div', { class: 'frame-root' },
        element('div', { class: 'frame', 'data-part': 'frame' },
            element('section', { class: 'stage', 'aria-label': label, 'data-t': 'aria-label' },
                element('canvas', {
                    class: 'canvas', 'data-part': 'canvas', tabindex: '0', role: 'application',
                    'aria-roledescription': 'interactive picture', 'aria-label': 'Airlock: the recovery as a moving picture',
                    'aria-describedby': help, 'data-t': 'aria-label aria-roledescription',
                }),
                element('p', { id: help, class: 'unseen', 'data-t': true },
                    'Space plays and pauses, the left and right arrow step, N goes on to the next decision, A and R ' +
                    'pressed twice approve and reject, Escape leaves. Everything here also stands in the text view that follows.'),
                element('textarea', {
                    class: 'typing', 'data-part': 'typing', tabindex: '-1', 'aria-hidden': 'true', autocapitalize: 'off',
                    autocomplete: 'off', autocorrect: 'off', spellcheck: 'false', rows: '1',
                })),
            element('div', {
                class: 'text-view unseen', role: 'region', 'data-part': 'text', tabindex: '-1', 'aria-label': 'Text view',
                'data-t': 'aria-label', hidden: true,
            }),
            element('div', { class: 'screen', 'data-part': 'screen' },
                element('div', { class: 'poster' }, element('div', { 'data-part': 'message', 'aria-live': 'polite' }))),
            element('p', { class: 'toast', 'data-part': 'toast', role: 'status', hidden: true }),
            element('div', { class: 'drop', 'data-part': 'drop', hidden: true },
                element('p', { 'data-t': true }, 'Drop a scenario to open it'))),
        element('input', {
            class: 'unseen', 'data-part': 'file', type: 'file', accept: '.json,application/json', tabindex: '-1', 'aria-hidden': 'true',
        }),
        element('p', { class: 'unseen', 'data-part': 'say', 'aria-live': 'polite' }),
        element('p', { class: 'unseen', 'data-part': 'say-now', role: 'alert' }));
}
