// What a demonstration consists of around its stage, below its shadow root: the picture of the moment with its caption
// and the button that starts it, the place of the stage, keys for those who want no more than that, a link to the page,
// and a note of what was wrong. It knows how these look in each phase and nothing about runs.
//
// Parts for styles from outside: picture, poster, bar, caption, button, controls, link, problems.

import { demo_sheet } from './demo_style.mjs';
import { element, set_text } from './dom.mjs';
import { t } from './words.mjs';

// Phases: waiting (for somebody to start it), loading, live, frozen (another one is live), failed.
export class Shell {
    // `deeds`: begin(event), step(by), toggle(), part(), problems_read(); lead(event): somebody presses the link, or is
    // about to.
    constructor(root, deeds) {
        this.root = root;
        this.phase = 'waiting';
        this.controls = 'full';
        this.is_playing = false;
        this.is_inviting = false;
        this.is_pair = false;
        this.has_parting = false;
        root.adoptedStyleSheets = [demo_sheet()];
        this.chapter = element('strong');
        this.sentence = element('span');
        this.begin_label = element('span');
        this.begin = element('button', { type: 'button', class: 'demo-begin', part: 'button', onclick: deeds.begin },
            element('slot', { name: 'button' }, this.begin_label));
        const key = (name, onclick) => element('button', { type: 'button', class: `demo-${name}`, 'data-id': name, onclick });
        this.back = key('back', () => deeds.step(-1));
        this.play = key('play', deeds.toggle);
        this.forward = key('forward', () => deeds.step(1));
        this.parting = element('button', { type: 'button', class: 'demo-parting', 'data-id': 'parting', onclick: deeds.part });
        this.keys = element('div', { class: 'demo-keys', part: 'controls', role: 'group' },
            this.back, this.play, this.forward, this.parting);
        this.open_label = element('span');
        this.open = element('a', {
            class: 'demo-open', part: 'link', target: '_blank', rel: 'noopener', hidden: '',
            onpointerenter: deeds.lead, onpointerdown: deeds.lead, onfocus: deeds.lead, onclick: deeds.lead,
        }, this.open_label);
        this.picture = element('div', { class: 'demo-picture', part: 'picture' });
        this.place = element('div', { class: 'demo-place', tabindex: '-1', hidden: '' });
        this.bar = element('div', { class: 'demo-bar', part: 'bar' },
            element('p', { class: 'demo-caption', part: 'caption' }, this.chapter, this.sentence),
            (this.deeds = element('div', { class: 'demo-deeds' }, this.begin, this.keys, this.open)));
        this.foot = element('div', { class: 'demo-foot', hidden: '' });
        this.list = element('ul');
        this.close = element('button', { type: 'button', onclick: deeds.problems_read }, '✕');
        this.note = element('div', { class: 'demo-problems', part: 'problems', role: 'status', hidden: '' }, this.list, this.close);
        this.frame = element('div', { class: 'demo' }, this.picture, this.place, this.bar, this.foot, this.note);
        root.append(this.frame);
        this.write();
    }

    // --- what is shown ---

    // `poster`: { src, alt, chapter, sentence, language }, or { title } where there is no picture.
    show_poster(poster) {
        const old = this.picture.firstElementChild;
        if (poster.src === undefined) {
            this.picture.replaceChildren(element('p', { class: 'demo-blank' }, poster.title));
        } else if (old?.getAttribute('src') !== poster.src || old.alt !== poster.alt) {
            // Without a picture its words are shown in its place.
            this.picture.replaceChildren(element('img', {
                part: 'poster', src: poster.src, alt: poster.alt, lang: poster.language, decoding: 'async', loading: 'lazy',
                draggable: 'false',
            }));
        }
        this.caption(poster.chapter ?? '', poster.sentence ?? '');
    }

    // The last picture of the canvas, or of two. No <img>: a strict policy has no place for bytes that are not files.
    show_still(still, alt) {
        still.classList.add('demo-still');
        still.setAttribute('role', 'img');
        still.setAttribute('aria-label', alt);
        this.picture.replaceChildren(still);
    }

    caption(chapter, sentence) {
        set_text(this.chapter, chapter);
        set_text(this.sentence, sentence);
    }

    // Where the link to the page leads, or null.
    lead(address) {
        if (address === null) this.open.removeAttribute('href');
        else this.open.href = address;
        this.write();
    }

    show_problems(problems) {
        this.list.replaceChildren(...problems.map(({ text, sentence }) => element('li', {}, text || sentence)));
        this.note.hidden = problems.length === 0;
    }

    // --- phases ---

    // Whoever pressed a key that is gone now is led to what came in its place.
    set_phase(phase) {
        const { activeElement } = this.root;
        const had_focus = activeElement === this.begin || activeElement === this.place;
        this.phase = phase;
        this.write();
        if (had_focus) (this.place.hidden ? this.begin : this.place).focus({ preventScroll: true });
    }

    set_playing(is_playing) {
        this.is_playing = is_playing;
        this.write();
    }

    // `is_inviting`: it will play once it is there; `is_pair`: two runs with one clock, whose keys stand in the bar.
    set_controls(controls, is_inviting, is_pair) {
        this.controls = controls;
        this.is_inviting = is_inviting;
        this.is_pair = is_pair;
        this.write();
    }

    // Is there a moment at which they part?
    set_parting(has_parting = false) {
        if (has_parting === this.has_parting) return;
        this.has_parting = has_parting;
        this.write();
    }

    write() {
        const { phase, controls, is_pair } = this;
        const is_on_stage = phase === 'live' || phase === 'loading' || phase === 'failed';
        this.frame.dataset.phase = phase;
        this.place.hidden = !is_on_stage;
        this.picture.hidden = phase === 'live' || phase === 'failed';
        this.begin.hidden = phase === 'live' || phase === 'failed'; // while it loads its room stays, so that nothing jumps
        const has_keys = controls === 'minimal' || (controls === 'full' && is_pair);
        this.keys.hidden = phase !== 'live' || !has_keys;
        this.parting.hidden = controls !== 'full' || !this.has_parting;
        this.open.hidden = controls === 'none' || !this.open.hasAttribute('href');
        // Below a stage that has all its own there is room for a link, no more.
        const is_foot = phase === 'live' && controls === 'full' && !is_pair && !this.open.hidden;
        const place = is_foot ? this.foot : this.deeds;
        const had_focus = this.root.activeElement === this.open;
        if (this.open.parentNode !== place) place.append(this.open);
        this.foot.hidden = !is_foot;
        this.bar.hidden = (phase === 'live' || phase === 'failed') && !has_keys;
        if (had_focus && this.root.activeElement !== this.open) this.open.focus({ preventScroll: true }); // it was only moved
        this.frame.toggleAttribute('data-whole', this.bar.hidden && !is_foot);
        this.frame.toggleAttribute('data-pair', is_pair);
        const invitation = this.is_inviting ? t('Load and play') : t('Explore this moment');
        set_text(this.begin_label, phase === 'frozen' ? t('Go on here') : invitation);
        this.say(this.back, t('Step back'));
        this.say(this.play, this.is_playing ? t('Pause') : t('Play'));
        this.play.toggleAttribute('data-playing', this.is_playing);
        this.say(this.forward, t('Step forward'));
        set_text(this.parting, t('Where they part'));
        set_text(this.open_label, t('Open in full'));
        this.open.title = [
            t('This moment on a page of its own, with all that Airlock has'),
            t('A simulation, made from public documentation. Not affiliated with AWS.'),
        ].join('\n');
        this.keys.setAttribute('aria-label', t('Airlock: the recovery as a moving picture'));
        this.say(this.close, t('Close'));
    }

    say(button, words) {
        button.setAttribute('aria-label', words);
        button.title = words;
    }
}
