// What the page's tools (export.mjs, composer.mjs, comparing.mjs) share. Fetched with the first of them.

import { element } from './dom.mjs';
import { add_style } from './files.mjs';

// The file of the scenario that runs.
export function text_of({ opened: { text } }) {
    return typeof text === 'string' ? text : new TextDecoder().decode(text);
}

// The run that is shown, as the desk wants it (docs/desk.md). Without `entries` it goes to its end.
export function run_of(stage, more = {}) {
    const { seed, live, inputs } = stage.state();
    const { name } = stage.opened;
    return { scenario: text_of(stage), name: name.endsWith('.json') ? name : `${name}.json`, seed, live, inputs, ...more };
}

export const load_style = (stage, file) => add_style(stage.root, file);

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
