// The page's side of the approval portals: one link to each that is open, as a panel over the stage or in a window
// of its own. A portal is told what its person may see and nothing else, and may do what its person may do and
// nothing else: whatever comes from it is read as if a stranger had written it. Only fetched when a portal is wanted.
//
// Windows find the page through `window.opener` and are handed one end of a MessageChannel; where the opener is gone
// a BroadcastChannel serves in its place. The page's other half of the talk is portal_view.mjs.
//
//   page   -> portal  words {words}, state {portal, person, user, theme}, said {text, is_bad}, code {subject, code}, gone, pong,
//                     messages {version, messages: [{id, title, from, text, answers, answered}]}
//   portal -> page    hello, sign_in {user}, sign_out, send_code {subject}, answer {subject, approve, code}, take_over, ping,
//                     reply {version, message, answer}
//
// Messages are cards that a workshop (workshop.mjs) gives to persons, whoever is signed in; `answers` are what may be
// said to one, `answered` is the number of what was.

import { element, focus_near, set_attribute } from './dom.mjs';
import { add_style } from './files.mjs';
import { PortalView, messages_version } from './portal_view.mjs';
import { current_words, t } from './words.mjs';

const channel_name = 'airlock-portals'; // where portals without an opener ask for a page
const closed_ms = 400; // how often windows are looked at: closing one sends nothing that can be relied on
const messages_max = 40; // at once …
const messages_a_second = 10; // … and after that
const text_length_max = 200;
const code_tries_max = 3;

// file: and sandboxed pages have no origin to name, whatever their address says; there the window itself is the proof.
const to_origin = () => (self.origin === 'null' ? '*' : self.origin);
const is_text = (value) => typeof value === 'string' && value.length <= text_length_max;
const new_code = () => String(crypto.getRandomValues(new Uint32Array(1))[0] % 1_000_000).padStart(6, '0');

// One portal that is connected. `port` is a MessagePort, or a BroadcastChannel of its own.
class Link {
    constructor(portals, person, port, told_window = null) {
        this.portals = portals;
        this.person = person;
        this.port = port;
        this.window = told_window;
        this.user = null; // who is signed in: the number of a user of this person
        this.codes = new Map(); // subject -> { code, tries }
        this.told = '';
        this.words = told_window === window ? null : undefined; // the panel speaks what the page speaks
        this.budget = messages_max;
        this.filled_at = performance.now();
        port.onmessage = (event) => this.receive(event.data);
    }

    close(is_gone = true) {
        if (is_gone) this.post({ kind: 'gone' });
        this.port.onmessage = null;
        this.port.close();
    }

    post(message) {
        try {
            this.port.postMessage(message);
        } catch {
            // A port that has been closed under us has nobody to tell.
        }
    }

    say(text, is_bad = false) {
        this.post({ kind: 'said', text, is_bad });
    }

    // What the person may see: before signing in, only the door.
    tell() {
        const { stage } = this.portals;
        const portal = stage.bridge?.json('app_portal', [this.person]) ?? null;
        this.portal = portal;
        if (portal && !portal.sign_ins.some(({ user, is_running }) => user === this.user && is_running)) this.user = null;
        const seen = portal && {
            ...portal,
            requests: portal.requests.filter(({ user }) => user === this.user),
            answers: portal.answers.filter(({ user }) => user === this.user),
        };
        if (this.words !== null && this.words !== current_words()) {
            this.words = current_words();
            this.post({ kind: 'words', words: this.words });
        }
        const message = { kind: 'state', portal: seen, person: this.person, user: this.user, theme: stage.theme };
        const text = JSON.stringify(message);
        if (text === this.told) return;
        this.told = text;
        this.post(message);
    }

    // To one that has just come, or come back.
    tell_all() {
        this.told = '';
        if (this.words) this.words = undefined;
        this.tell();
        this.tell_messages();
    }

    tell_messages() {
        const messages = this.portals.messages.get(this.person);
        if (messages || this.has_messages) this.post({ kind: 'messages', version: messages_version, messages: messages ?? [] });
        this.has_messages = Boolean(messages);
    }

    // False when this portal talks too much; then it is told once.
    may_speak() {
        const now = performance.now();
        this.budget = Math.min(messages_max, this.budget + ((now - this.filled_at) / 1000) * messages_a_second);
        this.filled_at = now;
        if (this.budget < 1) {
            if (!this.is_flooding) this.say(t('Too many messages at once: some were not read.'), true);
            this.is_flooding = true;
            return false;
        }
        this.is_flooding = false;
        this.budget -= 1;
        return true;
    }

    receive(message) {
        if (!this.may_speak()) return;
        const deeds = {
            hello: () => this.tell_all(),
            ping: () => this.post({ kind: 'pong' }),
            sign_in: () => this.sign_in(message.user),
            sign_out: () => ((this.user = null), this.tell()),
            send_code: () => this.send_code(message.subject),
            answer: () => this.answer(message),
            take_over: () => this.portals.take_over(this.person),
            reply: () => this.reply(message),
        };
        const kind = typeof message === 'object' && message !== null && is_text(message.kind) ? message.kind : '';
        if (!Object.hasOwn(deeds, kind)) return this.say(t('The page did not understand this portal.'), true);
        deeds[kind]();
    }

    // One of the answers that were offered to this very person, once.
    reply({ version, message, answer }) {
        const found = version === messages_version && is_text(message) &&
            this.portals.messages.get(this.person)?.find(({ id }) => id === message);
        if (!found || !Number.isInteger(answer) || answer < 0 || answer >= found.answers.length) {
            return this.say(t('The page did not understand this portal.'), true);
        }
        if (found.answered !== null) return this.say(t('That has been answered already.'), true);
        found.answered = answer;
        this.portals.tell_messages(this.person);
        this.portals.replied?.(this.person, message, answer);
    }

    sign_in(user) {
        const found = this.portal?.sign_ins.find((one) => one.user === user);
        if (!found) return this.say(t('There is no such user here.'), true);
        if (!found.is_open) return this.say(t('Sign-in refused: {reason}', found), true);
        this.user = user;
        this.codes.clear();
        this.tell();
    }

    request_of(subject) {
        const found = is_text(subject) &&
            this.portal?.requests.find((request) => request.subject === subject && request.user === this.user);
        if (!found) this.say(t('Nobody asks {person} about that now.', { person: this.person }), true);
        return found || null;
    }

    send_code(subject) {
        const request = this.request_of(subject);
        if (!request?.requires_code) return;
        if (!request.is_code_ours) return this.post({ kind: 'code', subject, code: null });
        const known = this.codes.get(subject) ?? { code: new_code(), tries: 0 };
        this.codes.set(subject, known);
        this.post({ kind: 'code', subject, code: known.code });
    }

    is_verified({ subject, code }) {
        const known = this.codes.get(subject);
        if (known && code === known.code) return true;
        if (known && (known.tries += 1) < code_tries_max) {
            this.say(t('This is not the one-time password that was sent.'), true);
            return false;
        }
        this.codes.delete(subject);
        this.say(t('A one-time password is needed: a new one has been sent.'), true);
        this.send_code(subject);
        return false;
    }

    answer(message) {
        const { subject, approve } = message;
        if (typeof approve !== 'boolean') return this.say(t('The page did not understand this portal.'), true);
        const request = this.request_of(subject);
        if (!request || (request.requires_code && !this.is_verified(message))) return;
        const { stage } = this.portals;
        const key = request.is_invitation ? 'team' : 'session';
        const problems = stage.api.dispatch({ type: 'answer', person: this.person, [key]: subject, approve });
        this.codes.delete(subject);
        this.tell();
        if (problems.length) return this.say(problems[0].sentence, true);
        const is_open = this.portal?.requests.some((one) => one.subject === subject && one.user === request.user);
        if (!is_open) return this.say(approve ? t('Your yes has been recorded.') : t('Your no has been recorded.'));
        this.say(stage.last_signal?.notice || (stage.view()?.page.announcement ?? ''), true);
    }
}

export class Portals {
    constructor(stage) {
        this.stage = stage;
        this.links = new Set();
        this.panel = null; // { node, link, view, … } while one is shown
        this.windows = new Map(); // window -> person, of those that this page has opened or let in
        this.closed = new Set(); // persons whose last portal was closed and who may be handed back
        this.refused = new Set(); // windows and ids that were not let in
        this.messages = new Map(); // person -> the messages that were given to it
        this.replied = null; // called with (person, id of a message, number of the answer)
        const { signal } = stage.ended;
        window.addEventListener('message', (event) => this.hear(event), { signal });
        window.addEventListener('pagehide', () => this.say_gone(), { signal });
        signal.addEventListener('abort', () => this.dispose());
        this.timer = setInterval(() => this.look_after(), closed_ms);
        this.watch = (view) => this.write(view);
        stage.watchers.add(this.watch);
        stage.api.on('theme', () => this.tell());
        if (window.BroadcastChannel) {
            this.channel = new BroadcastChannel(channel_name);
            this.channel.onmessage = ({ data }) => this.hear_orphan(data);
        }
        this.run = stage.last_signal?.run;
        this.story = stage.opened;
        this.shown = stage.view();
    }

    dispose() {
        clearInterval(this.timer);
        this.say_gone();
        this.channel?.close();
        this.panel?.node.remove();
        this.offer_box?.remove();
    }

    say_gone() {
        for (const link of this.links) link.close();
        this.links.clear();
    }

    // --- persons ---

    take_over(person) {
        this.stage.api.dispatch({ type: 'take_over', person });
        this.closed.delete(person);
        this.show_offer();
    }

    has_portal(person) {
        return [...this.links].some((link) => link.person === person) || [...this.windows.values()].includes(person);
    }

    // Somebody whose last portal is gone is still played here: say so, and offer to change it. Asked of the program, for
    // what is shown may be older than a window that was let in a moment ago.
    has_closed(person) {
        if (this.has_portal(person) || !this.stage.state()?.live.includes(person)) return;
        this.closed.add(person);
        this.show_offer();
    }

    seats() {
        return this.shown?.page.seats ?? this.stage.view()?.page.seats ?? [];
    }

    connect(person, port, told_window = null) {
        for (const link of this.links) if (told_window && link.window === told_window) this.disconnect(link, false);
        const link = new Link(this, person, port, told_window);
        this.links.add(link);
        this.take_over(person);
        link.tell();
        link.tell_messages();
        return link;
    }

    disconnect(link, is_gone = true) {
        link.close(is_gone);
        this.links.delete(link);
    }

    tell() {
        for (const link of this.links) link.tell();
    }

    // --- messages ---

    give_message(person, { id, title, from, text, answers }) {
        const others = (this.messages.get(person) ?? []).filter((one) => one.id !== id);
        this.messages.set(person, [...others, { id, title, from, text, answers, answered: null }]);
        this.tell_messages(person);
    }

    // Those for which `is_wanted(id)` says so; all others are taken back.
    keep_messages(is_wanted = () => false) {
        for (const [person, messages] of [...this.messages]) {
            const kept = messages.filter(({ id }) => is_wanted(id));
            if (kept.length) this.messages.set(person, kept);
            else this.messages.delete(person);
            this.tell_messages(person);
        }
    }

    tell_messages(person) {
        for (const link of this.links) if (link.person === person) link.tell_messages();
    }

    // --- windows ---

    // The window was opened by whoever was pressed: browsers allow it at that very moment only.
    adopt(person, opened) {
        if (!opened) {
            this.stage.toast(t('The browser did not allow another window.'));
            return this.show_panel(person);
        }
        this.windows.set(opened, person);
        this.take_over(person);
        if (this.panel?.link.person === person) this.close_panel();
    }

    // True when there is one already, which comes to the front.
    raise(person) {
        for (const [opened, of] of this.windows) {
            if (of !== person || opened.closed) continue;
            opened.focus();
            return true;
        }
        return false;
    }

    // Windows that have just loaded say hello, also when they have been loaded again.
    hear({ data, source, origin }) {
        if (data?.airlock !== 'portal' || origin !== self.origin || !source || source === window) return;
        const welcome = (person) => {
            const { port1, port2 } = new MessageChannel();
            source.postMessage({ airlock: 'page', kind: 'welcome' }, to_origin(), [port2]);
            this.connect(person, port1, source);
        };
        const person = this.windows.get(source);
        if (person !== undefined) return welcome(person);
        // A portal of an earlier page, or somebody else: the person at the page says.
        if (origin !== 'null') {
            this.ask_to_let_in(data.person, source, () => {
                this.windows.set(source, data.person);
                welcome(data.person);
            });
        }
    }

    hear_orphan(data) {
        if (data?.airlock !== 'portal' || !is_text(data.id)) return;
        this.ask_to_let_in(data.person, data.id, () => {
            const name = `${channel_name}-${crypto.getRandomValues(new Uint32Array(4)).join('-')}`;
            this.channel.postMessage({ airlock: 'page', kind: 'welcome', to: data.id, channel: name });
            this.connect(data.person, new BroadcastChannel(name));
        });
    }

    ask_to_let_in(person, who, let_in) {
        if (this.asking || this.refused.has(who) || !is_text(person)) return;
        if (!this.seats().some((seat) => seat.name === person && seat.has_portal)) return;
        this.asking = { who, person, let_in };
        this.show_offer();
    }

    look_after() {
        for (const [opened, person] of [...this.windows]) {
            if (!opened.closed) continue;
            this.windows.delete(opened);
            for (const link of [...this.links]) if (link.window === opened) this.disconnect(link, false);
            this.has_closed(person);
        }
    }

    // --- the panel over the stage ---

    async show_panel(person) {
        await this.load_style();
        if (this.stage.is_disposed) return;
        const from = this.panel?.came_from ?? focus_near(this.stage.canvas);
        if (this.panel) this.leave_panel();
        const { port1, port2 } = new MessageChannel();
        const place = element('div', { class: 'portal' });
        const people = element('div', { class: 'portal-people', role: 'group', 'aria-label': t('Whose portal') });
        const button = (label, act, more = {}) => element('button', { type: 'button', onclick: act, ...more }, label);
        const node = element('div', { class: 'portal-panel', role: 'dialog', 'aria-label': t('Approval portal of {person}', { person }) },
            element('div', { class: 'portal-chrome' }, people,
                button('↗\uFE0E', () => this.stage.open_portal(person, 'window'), {
                    class: 'portal-sign', 'data-id': 'to-window', 'aria-label': t('In a window of its own'), title: t('In a window of its own'),
                }),
                button('✕', () => this.close_panel(), { class: 'portal-sign', 'data-id': 'close', 'aria-label': t('Close'), title: t('Close') })),
            place);
        node.addEventListener('keydown', (event) => {
            if (event.key !== 'Escape') return;
            event.stopPropagation();
            this.close_panel();
        });
        this.stage.parts.frame.append(node);
        const view = new PortalView(place, port2);
        this.panel = { node, view, people, came_from: from, link: this.connect(person, port1, window) };
        this.write_people();
        view.focus();
    }

    // Another one takes its place.
    leave_panel() {
        const { node, view, link } = this.panel;
        view.dispose();
        node.remove();
        this.panel = null;
        this.disconnect(link, false);
        this.has_closed(link.person);
    }

    close_panel() {
        if (!this.panel) return;
        const { came_from } = this.panel;
        this.leave_panel();
        (came_from?.isConnected ? came_from : this.stage.canvas).focus({ preventScroll: true });
    }

    write_people() {
        if (!this.panel) return;
        const { people, link } = this.panel;
        const waiting = (name) => (this.shown?.page.decisions ?? []).filter(({ person }) => person === name).length;
        const seats = this.seats().filter(({ has_portal }) => has_portal);
        const key = JSON.stringify(seats.map(({ name }) => [name, waiting(name)]));
        if (people.dataset.key === key) return;
        people.dataset.key = key;
        const had_focus = people.contains(focus_near(people)) ? focus_near(people).dataset.person : null;
        people.replaceChildren(...seats.map(({ name }) =>
            element('button', {
                type: 'button', 'data-person': name, 'aria-pressed': name === link.person ? 'true' : 'false',
                onclick: () => name !== link.person && this.show_panel(name),
            }, name, waiting(name) ? element('span', { class: 'portal-count' }, String(waiting(name))) : null)));
        if (had_focus) people.querySelector(`[data-person="${CSS.escape(had_focus)}"]`)?.focus();
    }

    load_style() {
        this.style ??= add_style(this.stage.root, 'portal.css');
        return this.style;
    }

    // --- what the page says about its portals ---

    async show_offer() {
        await this.load_style();
        this.offer_box ??= element('div', { class: 'portal-offer', role: 'status' });
        const box = this.offer_box;
        if (!box.isConnected) this.stage.parts.frame.append(box);
        const button = (label, act, id) => element('button', { type: 'button', onclick: act, 'data-id': id }, label);
        const { asking } = this;
        if (asking) {
            const done = (is_in) => {
                this.asking = null;
                if (is_in) asking.let_in();
                else this.refused.add(asking.who);
                this.show_offer();
            };
            box.replaceChildren(
                element('p', {}, t('A portal of {person} asks to be let in again.', asking)),
                button(t('Let it in'), () => done(true), 'let-in'), button(t('No'), () => done(false), 'keep-out'));
        } else if (this.closed.size) {
            const persons = [...this.closed].join(', ');
            const done = (is_back) => {
                if (is_back) for (const person of this.closed) this.stage.api.dispatch({ type: 'hand_back', person });
                this.closed.clear();
                this.show_offer();
            };
            box.replaceChildren(
                element('p', {}, t('Without a portal, but played by you: {persons}', { persons })),
                button(t('Simulate again'), () => done(true), 'hand-back'), button(t('Go on playing'), () => done(false), 'keep'));
        } else {
            box.replaceChildren();
        }
        box.hidden = !box.firstChild;
    }

    // --- with every change of the page ---

    write(view) {
        this.shown = view;
        const { run } = this.stage.last_signal;
        for (const name of this.closed) {
            if (!view.page.seats.some((seat) => seat.name === name && seat.is_live)) this.closed.delete(name), this.show_offer();
        }
        // Another story or another deal: whoever has a portal is played at it there, too.
        if (run !== this.run) {
            this.run = run;
            // What was signed in there was somebody else.
            if (this.story !== this.stage.opened) for (const link of this.links) link.user = null;
            this.story = this.stage.opened;
            const persons = new Set([...this.links].map((link) => link.person));
            for (const { name, is_live } of view.page.seats) {
                if (persons.has(name) && !is_live) queueMicrotask(() => this.take_over(name));
            }
        }
        this.tell();
        this.write_people();
        if (this.panel) set_attribute(this.panel.node, 'aria-label', t('Approval portal of {person}', this.panel.link));
    }
}
