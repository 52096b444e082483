// What the page's tools (export.mjs, composer.mjs, comparing.mjs) share. Fetched with the first of them.

import { element } from './dom.mjs';
import { url_of } from './download.mjs';

// The run that is shown, as the desk wants it (docs/desk.md). Without `entries` it goes to its end.
export function run_of(stage, more = {}) {
    const { seed, live, inputs } = stage.state();
    const { text, name } = stage.opened;
    const scenario = typeof text === 'string' ? text : new TextDecoder().decode(text);
    return { scenario, name: name.endsWith('.json') ? name : `${name}.json`, seed, live, inputs, ...more };
}

// Settled when the styles are there, or cannot be had: a tool without its looks still works.
export function load_style(stage, file) {
    const root = stage.root.getRootNode();
    const place = root === document ? document.head : root;
    const href = url_of(file);
    if (place.querySelector(`link[href="${href}"]`)) return Promise.resolve();
    return new Promise((done) => place.append(element('link', { rel: 'stylesheet', href, onload: done, onerror: done })));
}

// Told in sentences, one below the other.
export const sentences_of = (error) =>
    (error.problems?.length ? error.problems.map(({ sentence, suggestion }) => (suggestion ? `${sentence}; ${suggestion}` : sentence)) : [error.message]).join('\n');

export const button = (label, act, attributes = {}) => element('button', { type: 'button', onclick: act, ...attributes }, label);

let ids = 0;
export const new_id = () => `tool-${++ids}`;

// A label with what it names below it.
export function field(label, control, ...more) {
    control.id ||= new_id();
    return element('div', { class: 'tool-field' }, element('label', { for: control.id }, label), control, ...more);
}

export const option = (value, label, chosen) => element('option', { value, selected: value === chosen ? '' : null }, label);
