// One approver's portal as it is seen and used: the door with its directory, what waits, an answer with its
// confirmation and one-time password, what was answered before. It knows what the page tells it through `port` and
// nothing else; portals.mjs describes the talk. Cards are kept by request, so that time can tick beside a field that
// is being typed into.

import { element, focus_near, form, set_text } from './dom.mjs';
import { on_words, set_words, t } from './words.mjs';

const day_ms = 24 * 60 * 60 * 1000;
export const messages_version = 1;
const messages_max = 200;
const message_length_max = 2000;

// What a page says that somebody has been told: a list as portals.mjs describes it, or null for what is none.
export function checked_messages({ version, messages }) {
    const is_text = (value) => typeof value === 'string' && value.length <= message_length_max;
    const is_message = (one) => typeof one === 'object' && one !== null &&
        [one.id, one.title, one.from, one.text].every(is_text) && Array.isArray(one.answers) && one.answers.length <= 4 && one.answers.every(is_text) &&
        (one.answered === null || (Number.isInteger(one.answered) && Object.hasOwn(one.answers, one.answered)));
    if (version !== messages_version || !Array.isArray(messages) || messages.length > messages_max) return null;
    return messages.every(is_message) ? messages : null;
}

const button = (label, act, more = {}) => element('button', { type: 'button', onclick: act, ...more }, label);
const row = (...nodes) => element('div', { class: 'row' }, ...nodes);
const facts_list = (facts) =>
    element('dl', {}, ...facts.flatMap((fact) => [
        element('dt', {}, fact.label),
        element('dd', {}, fact.is_code ? element('code', {}, fact.value) : fact.value),
    ]));

// Writes a node when what it shows has changed.
const written = new WeakMap(); // node -> JSON of what it shows
function write(node, data, make) {
    const key = JSON.stringify(data);
    if (written.get(node) === key) return;
    written.set(node, key);
    node.replaceChildren(...[make()].flat().filter((part) => part !== null && part !== undefined));
}

export class PortalView {
    // `told(state)` is called with every state, with null when the page is gone.
    constructor(root, port, { told = () => {} } = {}) {
        this.root = root;
        this.told = told;
        this.cards = new Map(); // subject -> Card
        this.said = null;
        this.state = null;
        this.clock = element('p', { class: 'portal-clock' });
        this.who = element('div', { class: 'portal-who' });
        this.note = element('p', { class: 'portal-said', role: 'status', 'aria-live': 'polite' });
        this.body = element('div', { class: 'portal-body', tabindex: '-1' });
        this.letters = element('div', { class: 'portal-letters', role: 'log', 'aria-live': 'polite', 'aria-label': t('Messages to you') });
        this.messages = [];
        this.name = element('p', { class: 'portal-name' });
        root.replaceChildren(
            element('header', { class: 'portal-bar' }, element('span', { class: 'portal-mark', 'aria-hidden': 'true' }), element('div', {}, this.name, this.clock), this.who),
            this.note, this.letters, this.body);
        this.stop_words = on_words(() => this.write_again());
        if (port) this.listen(port);
        else this.write_again();
    }

    dispose() {
        this.stop_words();
        this.hang_up();
    }

    listen(port) {
        this.hang_up();
        this.port = port;
        this.heard_at = performance.now();
        port.onmessage = ({ data }) => this.receive(data);
        this.send({ kind: 'hello' });
    }

    hang_up() {
        if (!this.port) return;
        this.port.onmessage = null;
        this.port.close();
        this.port = null;
    }

    send(message) {
        this.port?.postMessage(message);
    }

    focus() {
        this.body.focus({ preventScroll: true });
    }

    receive(message) {
        this.heard_at = performance.now();
        if (message.kind === 'state') {
            const had_focus = this.root.contains(focus_near(this.root));
            const is_elsewhere = this.state?.user !== message.user;
            this.state = message;
            this.write();
            if (had_focus && is_elsewhere) this.focus();
            this.told(message);
        } else if (message.kind === 'words') {
            set_words(message.words);
        } else if (message.kind === 'said') {
            this.say(message.text, message.is_bad);
        } else if (message.kind === 'code') {
            this.cards.get(message.subject)?.take_code(message.code);
        } else if (message.kind === 'messages') {
            const messages = checked_messages(message);
            if (!messages) return this.say(t('The page sent messages that this portal cannot read.'), true);
            this.messages = messages;
            this.write_messages();
        } else if (message.kind === 'gone') {
            this.lose();
        }
    }

    // The page is not there any more, or does not answer.
    lose() {
        this.hang_up();
        this.state = null;
        this.write_again();
        this.told(null);
    }

    say(text, is_bad = false) {
        this.note.classList.toggle('is-bad', is_bad);
        set_text(this.note, text);
        clearTimeout(this.note_timer);
        if (!is_bad) this.note_timer = setTimeout(() => set_text(this.note, ''), 8000);
    }

    write_again() {
        this.cards.clear();
        this.body.replaceChildren();
        for (const node of [this.who, this.body]) written.delete(node);
        this.shown = null;
        this.write();
        this.letters.replaceChildren();
        this.write_messages();
    }

    // The newest first; one that is written already stays, so that only what is new is read out.
    write_messages() {
        const kept = new Map([...this.letters.children].map((node) => [node.dataset.key, node]));
        const nodes = this.messages.map((message) => {
            const key = JSON.stringify(message);
            return kept.get(key) ?? this.message_card(message, key);
        });
        const had_focus = this.letters.contains(focus_near(this.root)) ? focus_near(this.root).closest('article')?.dataset.message : null;
        for (const node of [...this.letters.children]) if (!nodes.includes(node)) node.remove();
        nodes.reverse().forEach((node, index) => {
            if (this.letters.children[index] !== node) this.letters.insertBefore(node, this.letters.children[index] ?? null);
        });
        if (had_focus) this.letters.querySelector(`[data-message="${CSS.escape(had_focus)}"]`)?.focus({ preventScroll: true });
    }

    message_card({ id, title, from, text, answers, answered }, key) {
        return element('article', { class: 'portal-card portal-letter', tabindex: '-1', 'aria-label': title, 'data-key': key, 'data-message': id },
            element('p', { class: 'quiet' }, from),
            element('h3', {}, title),
            element('p', {}, text),
            answers.length === 0 ? null
            : answered !== null ? element('p', { class: 'good' }, t('You said: {answer}', { answer: answers[answered] }))
            : row(...answers.map((answer, number) =>
                button(answer, () => this.send({ kind: 'reply', version: messages_version, message: id, answer: number }), { 'data-id': `reply:${id}:${number}` }))));
    }

    write() {
        set_text(this.name, t('Approval portal'));
        const { portal, user } = this.state ?? {};
        set_text(this.clock, portal?.time ?? '');
        const signed_in = portal?.sign_ins.find((one) => one.user === user) ?? null;
        write(this.who, [signed_in?.name, signed_in?.directory], () => signed_in ? [
            element('span', {}, element('strong', {}, signed_in.name), ` · ${signed_in.directory}`),
            button(t('Sign out'), () => this.send({ kind: 'sign_out' }), { 'data-id': 'sign-out' }),
        ] : []);
        const kind = !this.state ? 'lost' : !portal ? 'nobody' : signed_in ? 'desk' : 'door';
        if (kind !== this.shown) {
            this.shown = kind;
            this.cards.clear();
            this.body.replaceChildren();
            written.delete(this.body);
            if (kind === 'desk') this.build_desk();
        }
        if (kind === 'lost') this.write_lost();
        else if (kind === 'nobody') this.write_nobody();
        else if (kind === 'door') this.write_door(portal);
        else this.write_desk(portal, signed_in);
    }

    // --- nobody to talk to ---

    write_lost() {
        write(this.body, 'lost', () => element('section', { class: 'portal-door' },
            element('h2', {}, t('No page to talk to')),
            element('p', {}, t('This portal belongs to a page of Airlock that shows the story. It connects by itself as soon as that page is there again; a page that has been loaded anew asks first.')),
            element('p', { class: 'quiet' }, t('Nothing can be answered meanwhile, and silence counts as no.'))));
    }

    write_nobody() {
        write(this.body, this.state.person, () => element('section', { class: 'portal-door' },
            element('h2', {}, t('{person} has no part in this story', this.state)),
            element('p', {}, t('The page has opened another one.'))));
    }

    // --- the door ---

    write_door(portal) {
        write(this.body, [portal.sign_ins, portal.person, portal.title, portal.is_live], () => element('section', { class: 'portal-door' },
            element('h2', {}, t('Sign in as {person}', portal)),
            portal.title ? element('p', { class: 'quiet' }, portal.title) : null,
            portal.sign_ins.length ? null : element('p', {}, t('No directory knows this person.')),
            ...portal.sign_ins.map((one) => this.sign_in_card(one)),
            element('p', { class: 'quiet' }, t('Approvers sign in through a directory of people, not with an AWS account: whoever holds the accounts has no vote by that.'))));
    }

    sign_in_card(one) {
        const is_known = one.teams !== '';
        const state = !is_known ? t('No approval team knows this user yet.')
            : one.is_open ? t('This directory lets you in.')
            : t('Sign-in refused: {reason}', one);
        return element('article', { class: `portal-card ${one.is_open ? 'is-open' : 'is-shut'}` },
            element('h3', {}, one.directory),
            element('p', { class: 'quiet' }, one.is_independent ? t('A directory of another vendor, outside the organization it serves') : t('The directory of the organization itself')),
            facts_list([{ label: t('User'), value: one.name }, ...(is_known ? [{ label: t('Approver in'), value: one.teams }] : [])]),
            element('p', { class: `portal-state ${one.is_open ? 'good' : is_known ? 'bad' : 'quiet'}` }, state),
            button(t('Sign in'), () => (one.is_open ? this.send({ kind: 'sign_in', user: one.user }) : this.say(state, true)), {
                class: one.is_open ? 'primary' : '', 'aria-disabled': one.is_open ? null : 'true', 'data-id': `sign-in:${one.user}`,
            }));
    }

    // --- the desk ---

    build_desk() {
        this.banner = element('div', { class: 'portal-banners' });
        this.waiting_title = element('h2', { tabindex: '-1' });
        this.waiting = element('div', { class: 'portal-waiting' });
        this.nothing = element('p', { class: 'portal-nothing' });
        this.past = element('div');
        this.body.replaceChildren(
            this.banner,
            element('section', { class: 'portal-requests' }, this.waiting_title, this.nothing, this.waiting),
            element('section', { class: 'portal-past' }, element('h2', {}, t('Your answers')), this.past));
    }

    write_desk(portal, signed_in) {
        const banner = (text, more = null) => element('div', { class: 'portal-banner' }, element('p', {}, text), more);
        write(this.banner, [portal.is_live, portal.is_at_head, signed_in.is_open, signed_in.reason], () => [
            signed_in.is_open ? null : banner(t('Whoever signs out now is not let in again: {reason}', signed_in)),
            portal.is_live ? null : banner(t('{person} is simulated now: what is asked is answered without you.', portal),
                button(t('Answer yourself'), () => this.send({ kind: 'take_over' }), { 'data-id': 'take-over' })),
            portal.is_at_head ? null : banner(t('The page shows an earlier moment. An answer given now begins another way from there.')),
        ]);
        const { requests } = portal;
        set_text(this.waiting_title, requests.length === 0 ? t('Requested operations')
            : requests.length === 1 ? t('1 request waits for you') : t('{count} requests wait for you', { count: requests.length }));
        set_text(this.nothing, requests.length ? '' : t('Nothing waits for you. A request stays for 24 hours; silence counts as no.'));
        this.nothing.hidden = requests.length > 0;
        const subjects = new Set(requests.map(({ subject }) => subject));
        for (const [subject, card] of [...this.cards]) {
            if (subjects.has(subject)) continue;
            const had_focus = card.node.contains(focus_near(this.root));
            card.node.remove();
            this.cards.delete(subject);
            if (had_focus) this.waiting_title.focus({ preventScroll: true });
        }
        for (const request of requests) {
            if (!this.cards.has(request.subject)) {
                this.cards.set(request.subject, new Card(this, request));
                this.waiting.append(this.cards.get(request.subject).node);
            }
            this.cards.get(request.subject).write(request, portal.at);
        }
        write(this.past, portal.answers, () => portal.answers.length
            ? element('ol', { class: 'portal-answers' }, ...portal.answers.map((answer) => this.answer_line(answer)))
            : element('p', { class: 'quiet' }, t('None yet. The portal keeps answers for a month.')));
    }

    answer_line(answer) {
        const word = answer.is_invitation
            ? answer.approves ? t('accepted') : t('declined')
            : answer.approves ? t('approved') : t('rejected');
        return element('li', { class: answer.is_own ? '' : 'is-foreign' },
            element('span', { class: `portal-verdict ${answer.approves ? 'good' : 'bad'}` }, word),
            element('div', {},
                element('p', {}, answer.title),
                element('p', { class: 'quiet' }, answer.is_invitation
                    ? t('{time} · the team is {outcome}', answer) : t('{time} · the request is {outcome}', answer)),
                answer.is_own ? null : element('p', { class: 'bad' }, t('You did not give this answer: somebody else signed in as you.'))));
    }
}

// A request: what is asked, the time that runs out, and an answer in steps: chosen, confirmed.
class Card {
    constructor(view, request) {
        this.view = view;
        this.request = request;
        this.choice = null; // true or false once chosen, until confirmed or taken back
        this.code = undefined; // what arrived in the mailbox: a text, or null when nothing does
        this.time_left = element('span');
        this.bar = element('div', { class: 'portal-time-bar' }, element('div'));
        this.facts = element('div');
        this.votes = element('p', { class: 'portal-votes' });
        this.deed = element('div', { class: 'portal-deed' });
        this.node = element('article', { class: 'portal-card portal-request', 'aria-label': request.title, 'data-subject': request.subject },
            element('h3', {}, request.title),
            element('div', { class: 'portal-time' }, this.bar, element('p', {}, this.time_left)),
            this.facts,
            request.advice ? element('p', { class: 'portal-advice' }, request.advice) : null,
            this.votes, this.deed);
        this.write_deed();
    }

    write(request, now) {
        this.request = request;
        const left = request.time_left;
        set_text(this.time_left, left ? t('{time_left} left; silence counts as no.', request) : '');
        this.bar.hidden = !left;
        const part = Math.max(0, Math.min(1, (request.expires_at - now) / day_ms));
        this.bar.firstChild.style.setProperty('--part', part.toFixed(4));
        this.bar.classList.toggle('is-short', part < 0.125);
        write(this.facts, request.facts, () => facts_list(request.facts));
        set_text(this.votes, request.is_invitation ? '' : t('{approvals} of {required} have agreed.', request));
        this.votes.hidden = request.is_invitation;
    }

    words() {
        return this.request.is_invitation
            ? { yes: t('Accept'), no: t('Decline'), sure_yes: t('Yes, accept'), sure_no: t('Yes, decline') }
            : { yes: t('Approve'), no: t('Reject'), sure_yes: t('Yes, approve'), sure_no: t('Yes, reject') };
    }

    choose(choice) {
        this.choice = choice;
        this.code = undefined;
        if (choice !== null && this.request.requires_code) this.ask_for_code();
        this.write_deed();
        const first = choice === null ? '[data-id^="approve"]' : this.request.requires_code ? 'input' : '[data-id^="confirm"]';
        this.deed.querySelector(first)?.focus();
    }

    ask_for_code() {
        this.view.send({ kind: 'send_code', subject: this.request.subject });
    }

    take_code(code) {
        this.code = code;
        if (this.mail) this.write_mail();
    }

    write_deed() {
        const { request } = this;
        const { subject } = request;
        const words = this.words();
        this.mail = null;
        if (this.choice === null) {
            this.deed.replaceChildren(row(
                button(words.yes, () => this.choose(true), { class: 'primary', 'data-id': `approve:${subject}` }),
                button(words.no, () => this.choose(false), { class: 'danger', 'data-id': `reject:${subject}` })));
            return;
        }
        const confirm = () => {
            const code = this.deed.querySelector('input')?.value.replace(/\s/g, '');
            this.view.send({ kind: 'answer', subject, approve: this.choice, ...(code === undefined ? {} : { code }) });
        };
        const parts = [
            element('h4', {}, this.choice ? t('Confirm: {answer}', { answer: words.yes }) : t('Confirm: {answer}', { answer: words.no })),
            element('p', {}, t('It is recorded under your name, for everybody who reads the log.')),
        ];
        if (request.requires_code) {
            this.mail = element('div', { class: 'portal-mail', 'aria-live': 'polite' });
            parts.push(this.mail, element('label', { class: 'portal-code' }, element('span', {}, t('One-time password')),
                element('input', { type: 'text', inputmode: 'numeric', autocomplete: 'one-time-code', maxlength: '7', size: '8' })));
            this.write_mail();
        }
        this.deed.replaceChildren(form(confirm, {
            class: 'portal-confirm',
            onkeydown: (event) => {
                if (event.key !== 'Escape') return;
                event.stopPropagation(); // it takes the choice back, and closes nothing
                this.choose(null);
            },
        }, ...parts, row(
            button(this.choice ? words.sure_yes : words.sure_no, confirm, {
                class: this.choice ? 'primary' : 'danger', 'data-id': `confirm:${subject}`,
            }),
            button(t('Back'), () => this.choose(null), { 'data-id': `back:${subject}` }))));
    }

    // The simulated device: whatever reads the address that the team knows.
    write_mail() {
        const { code } = this;
        this.mail.replaceChildren(
            element('p', { class: 'portal-mail-from' }, t('Your mailbox')),
            code === undefined ? element('p', { class: 'quiet' }, t('A one-time password is on its way…'))
            : code === null ? element('p', {}, t('Nothing arrives: the code goes to the address that the team knows, and somebody else reads it.'))
            : element('p', {}, t('Your one-time password:'), ' ', element('output', {}, `${code.slice(0, 3)} ${code.slice(3)}`)),
            button(t('Send it again'), () => this.ask_for_code(), { class: 'plain' }));
    }
}
