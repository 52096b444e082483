// What the demonstrations of one document have in common: one of them is live and the others keep a picture, so that a
// page with ten of them holds one graphics context; the program is fetched once; the sentences before it is there come
// in the language of the page; and words of the prose lead to moments (demo_prose.mjs).

import { json_of } from './download.mjs';
import { Prose } from './demo_prose.mjs';
import { set_words } from './words.mjs';

const companies = new WeakMap(); // document -> Company, as long as it has members

export class Company {
    // Members have: is_in_sight, wants_to_start, start_alone(), freeze(), show_moment(where), place_shown().
    static join(demo) {
        const { ownerDocument } = demo;
        let company = companies.get(ownerDocument);
        if (!company) companies.set(ownerDocument, (company = new Company(ownerDocument)));
        company.members.add(demo);
        company.prose.know_root(demo.getRootNode());
        return company;
    }

    constructor(of_document) {
        this.document = of_document;
        this.members = new Set();
        this.live = null; // the member on the stage, or on its way there
        this.supplies = null; // of the last stage, for the next one
        this.language = 'en';
        this.prose = new Prose(of_document, () => this.members);
    }

    leave(demo) {
        this.members.delete(demo);
        this.clear(demo);
        this.prose.forget_roots();
        this.prose.write();
        if (this.members.size > 0) return this.reconsider();
        this.prose.dispose();
        this.supplies = null;
        companies.delete(this.document);
    }

    // `demo` comes upon the stage; whoever was there keeps a picture.
    take_stage(demo) {
        const before = this.live;
        this.live = demo;
        if (before && before !== demo) before.freeze();
    }

    // What a stage has fetched, or is fetching; where that fails the next one asks again.
    share(supplies) {
        if (!supplies) return;
        this.supplies = supplies;
        supplies.catch(() => this.supplies === supplies && (this.supplies = null));
    }

    clear(demo) {
        if (this.live === demo) this.live = null;
    }

    // Somebody came into sight or left it. Nobody who is being watched is sent off for one who was not asked for.
    reconsider() {
        if (this.live?.is_in_sight) return;
        const waiting = [...this.members].filter((demo) => demo !== this.live && demo.wants_to_start);
        const next = waiting.find((demo) => demo.is_in_sight) ?? (this.live ? null : waiting[0]);
        next?.start_alone();
    }

    // Sentences before the program and its languages are there. A document speaks one language at a time: that of the
    // demonstration that was started last, before that of the first one.
    async speak(code) {
        if (this.language === code || this.live) return;
        this.language = code;
        const tables = code === 'en' ? {} : await json_of('languages/demo.json').catch(() => ({}));
        if (this.language === code && !this.live) set_words(tables[code] ?? {});
    }

    // A stage in English sets no words of its own; what another one left must not stay.
    speak_for_stage(code) {
        this.language = code;
        if (code === 'en') set_words({});
    }
}
