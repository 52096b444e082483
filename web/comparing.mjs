// The way to the comparison page: what is shown here against another design, or against another branch of the same
// run. A real link, so that it opens wherever the reader wants it.

import { element, set_text } from './dom.mjs';
import { page_link } from './files.mjs';
import { fragment_length_max } from './fragment.mjs';
import { words_of_run } from './link.mjs';
import { shipped_scenario } from './shipped.mjs';
import { button, field, load_style, new_id, option } from './tool.mjs';
import { t } from './words.mjs';

export async function open(stage) {
    await load_style(stage, 'dialogs.css');
    if (!stage.is_dead) new Comparing(stage).show();
}

// What each branch was made of; the one that is shown, and where it is, stay as they are.
function branches_of(stage) {
    const { branch, at, branches } = stage.state();
    const found = branches.map((_, number) => {
        stage.dispatch(JSON.stringify({ type: 'switch_branch', branch: number }));
        return stage.bridge.json('app_link', [], 1);
    });
    if (branches.length > 1) {
        stage.dispatch(JSON.stringify({ type: 'switch_branch', branch }));
        stage.dispatch(JSON.stringify({ type: 'seek_entry', entry: at }));
    }
    return found;
}

class Comparing {
    constructor(stage) {
        this.stage = stage;
        this.state = stage.state();
        this.build();
    }

    show() {
        this.stage.parts.frame.append(this.node);
        this.node.showModal();
        this.stage.ended.signal.addEventListener('abort', () => this.node.close(), { once: true });
    }

    build() {
        const { stage, state } = this;
        const title = new_id();
        const branches = state.branches.map(({ name }, number) => ({ name, number })).filter(({ number }) => number !== state.branch);
        const others = stage.shipped.filter(({ name }) => name !== stage.opened.name || stage.opened.is_file);
        const is_threat = ({ name }) => name.startsWith('threats/');
        const likely = branches.length ? `branch:${branches[0].number}`
            : stage.opened.name === 'traditional' ? 'story:cross-organization' : 'story:traditional';
        const group = (label, list, value, said) =>
            (list.length ? [element('optgroup', { label }, ...list.map((one) => option(value(one), said(one), likely)))] : []);
        const story = ({ name }) => `story:${name}`, said = (one) => t(one.title);
        this.other = element('select', { 'data-id': 'other', onchange: () => this.write() },
            ...group(t('Branches of this run'), branches, ({ number }) => `branch:${number}`, ({ name }) => name),
            ...group(t('Stories'), others.filter((one) => !is_threat(one)), story, said),
            ...group(t('Threats'), others.filter(is_threat), story, said));
        this.said = element('p', { class: 'tool-said', role: 'status' });
        this.go = element('a', { class: 'button primary', target: '_blank', rel: 'noopener', 'data-id': 'go', onclick: () => this.node.close() }, t('Put side by side'));
        this.node = element('dialog', { class: 'tool-dialog is-small', 'aria-labelledby': title },
            element('header', {}, element('h2', { id: title }, t('Compare')),
                button('✕', () => this.node.close(), { class: 'tool-sign', 'aria-label': t('Close'), title: t('Close'), 'data-id': 'close' })),
            element('div', { class: 'tool-body is-plain' },
                element('p', {}, t('Both runs on one clock, stepping together: where they part, how long recovery takes in each, and what is lost.')),
                element('p', { class: 'quiet' }, t('This run: {title}', stage.view().page)),
                field(t('Against'), this.other)),
            element('footer', {}, this.said, this.go));
        this.node.addEventListener('keydown', (event) => event.stopPropagation());
        this.node.addEventListener('close', () => this.node.remove());
        this.write();
    }

    async write() {
        const { stage, state } = this;
        this.go.removeAttribute('href');
        const asked = this.other.value;
        const [kind, which] = [this.other.value.slice(0, this.other.value.indexOf(':')), this.other.value.slice(this.other.value.indexOf(':') + 1)];
        this.branches ??= branches_of(stage);
        const here = this.branches[state.branch];
        const there = kind === 'branch'
            ? words_of_run(this.branches[Number(which)], stage.opened, 'b') : words_of_run(null, shipped_scenario(which), 'b');
        const words = [...(await words_of_run(here, stage.opened, 'a')), ...(await there), `theme=${stage.theme}`];
        if (asked !== this.other.value) return; // another was chosen meanwhile
        if (state.at > 0) words.push(`at=${state.at_ms}`);
        if (stage.language !== 'en') words.push(`lang=${stage.language}`);
        const fragment = words.join('&');
        const is_short = fragment.length <= fragment_length_max;
        set_text(this.said, is_short ? '' : t('This scenario is too long for a link'));
        if (is_short) this.go.href = page_link('compare', fragment);
    }
}
