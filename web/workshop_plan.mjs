// Reading a workshop's plan (docs/workshop.md): a file that anybody may have written. What is read is built anew, member
// by member, so that nothing else of the file lives on; everything wrong with it is told at once, each with its place.

import { markers_of } from './moments.mjs';
import { t } from './words.mjs';

export const plan_bytes_max = 256 * 1024;
const text_length_max = 2000;
const problems_max = 50;
const pattern = {
    scenario: /^(?:[a-z0-9][a-z0-9_-]{0,63}\/)?[a-z0-9][a-z0-9_-]{0,63}$/,
    marker: /^[a-z0-9](?:[a-z0-9-]{0,98}[a-z0-9])?$/,
    id: /^[a-z0-9][a-z0-9_-]{0,63}$/,
    name: /^[^\u0000-\u001f]{1,100}$/u,
    call: /^[A-Za-z]{1,100}$/,
    story_time: /^\+?(\d{1,5}):([0-5]\d)(?::([0-5]\d))?$/,
    language: /^[a-z]{2}$/,
};

// A text of the plan in the language that is spoken: plain, or {"en": …, "ja": …}.
export const said = (text, language) => (typeof text === 'string' ? text : (text[language] ?? text.en));

// "+50:34" in milliseconds of the story.
const story_ms = (text) => {
    const [, hours, minutes, seconds = '0'] = pattern.story_time.exec(text);
    return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
};

const is_object = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const shown = (value) => JSON.stringify(String(value).slice(0, 40));

// Reads one value after another and gathers what is wrong. A `read…` gives undefined where there is nothing to have.
class Reader {
    constructor() {
        this.problems = [];
    }

    wrong(pointer, sentence) {
        if (this.problems.length < problems_max) this.problems.push({ pointer: pointer || '/', sentence });
        return undefined;
    }

    // An object with exactly these members; `members` is {name: (value, pointer) => …}, required those with a star.
    object(value, pointer, members) {
        if (!is_object(value)) return this.wrong(pointer, t('this must be an object'));
        const names = Object.keys(members).map((name) => name.replace('*', ''));
        for (const name of Object.keys(value)) {
            if (!names.includes(name)) {
                this.wrong(`${pointer}/${name.slice(0, 60)}`, t('there is no member {name} here; there are {names}', { name: shown(name), names: names.join(', ') }));
            }
        }
        const made = {};
        for (const [key, read] of Object.entries(members)) {
            const name = key.replace('*', '');
            if (Object.hasOwn(value, name)) made[name] = read(value[name], `${pointer}/${name}`);
            else if (key.endsWith('*')) this.wrong(pointer, t('the member {name} is missing', { name: shown(name) }));
        }
        return made;
    }

    list(count_max, read) {
        return (value, pointer) => {
            if (!Array.isArray(value)) return this.wrong(pointer, t('this must be a list'));
            if (value.length > count_max) return this.wrong(pointer, t('there may be at most {count} here', { count: count_max }));
            return value.map((one, index) => read(one, `${pointer}/${index}`)).filter((one) => one !== undefined);
        };
    }

    text() {
        const plain = (value, pointer) => {
            if (typeof value === 'string' && value.trim() !== '' && value.length <= text_length_max) return value;
            return this.wrong(pointer, t('this must be a text of 1 to {length} characters', { length: text_length_max }));
        };
        return (value, pointer) => {
            if (!is_object(value)) return plain(value, pointer);
            const made = {};
            for (const [code, text] of Object.entries(value)) {
                if (!pattern.language.test(code)) this.wrong(`${pointer}/${code.slice(0, 40)}`, t('this is not the code of a language, such as "en"'));
                else made[code] = plain(text, `${pointer}/${code}`);
            }
            return made.en === undefined ? this.wrong(pointer, t('a text in several languages needs one in English, "en"')) : made;
        };
    }

    matching(regexp, sentence) {
        return (value, pointer) => (typeof value === 'string' && regexp.test(value) ? value : this.wrong(pointer, sentence()));
    }

    number(min, max) {
        return (value, pointer) => (typeof value === 'number' && value >= min && value <= max ? value
            : this.wrong(pointer, t('this must be a number from {min} to {max}', { min, max })));
    }

    whole(min, max) {
        return (value, pointer) => (Number.isInteger(value) && value >= min && value <= max ? value
            : this.wrong(pointer, t('this must be a whole number from {min} to {max}', { min, max })));
    }
}

function members_of(reader) {
    const text = reader.text();
    const texts = reader.list(40, text);
    const marker = reader.matching(pattern.marker, () => t('this must be a chapter in small letters and dashes, such as "everything-falls"'));
    const person = reader.matching(pattern.name, () => t('this must be the name of a person'));
    const operation = reader.matching(pattern.call, () => t('this must be the name of an operation'));
    const time = reader.matching(pattern.story_time, () => t('this must be a time of the story, such as "+50:34"'));
    const minutes = reader.number(0, 600);

    const milestone = (value, pointer) => {
        const made = reader.object(value, pointer, { chapter: marker, session: operation });
        if (made && Object.keys(made).length !== 1) return reader.wrong(pointer, t('a milestone is either a "chapter" or a "session"'));
        return made;
    };
    const when = (value, pointer) => {
        if (value === 'by hand') return {};
        const made = reader.object(value, pointer, { minute: minutes, story: time, chapter: marker, session: operation, not_reached: milestone, by_minute: minutes });
        if (!made) return undefined;
        const keys = Object.keys(made).sort().join();
        if (!['minute', 'story', 'chapter', 'session', 'by_minute,not_reached'].includes(keys)) {
            return reader.wrong(pointer, t('write "by hand", or one of "minute", "story", "chapter", "session", or "not_reached" with "by_minute"'));
        }
        if (made.story !== undefined) made.story = story_ms(made.story);
        return made;
    };
    const call_members = (value, pointer) => {
        if (is_object(value) && JSON.stringify(value).length <= text_length_max) return structuredClone(value);
        return reader.wrong(pointer, t('this must be an object of at most {length} characters', { length: text_length_max }));
    };
    const to = (value, pointer) => (value === 'everybody' ? value : reader.list(100, person)(value, pointer));

    return {
        'airlock_workshop*': (value, pointer) => (value === 1 ? 1 : reader.wrong(pointer, t('this must be 1, the version of the format'))),
        'title*': text,
        summary: text,
        'scenario*': reader.matching(pattern.scenario, () => t('this must be the name of a shipped scenario, such as "cross-organization"')),
        seed: reader.whole(0, Number.MAX_SAFE_INTEGER),
        'minutes*': reader.number(1, 600),
        'parts*': reader.list(40, (value, pointer) => reader.object(value, pointer, {
            'title*': text, 'minutes*': reader.number(0.1, 600), marker, say: texts, ask: texts, notes: texts,
        })),
        'roles*': reader.list(100, (value, pointer) => reader.object(value, pointer, {
            'name*': text, person, 'about*': text, card: texts, notes: texts,
        })),
        'injects*': reader.list(200, (value, pointer) => reader.object(value, pointer, {
            'id*': reader.matching(pattern.id, () => t('this must be a short name of small letters, digits and dashes')),
            'title*': text, 'text*': text, from: text, 'to*': to, 'when*': when,
            answers: reader.list(4, text), answer_within: reader.number(0.1, 600), notes: texts,
            submit: (call, at) => reader.object(call, at, { 'person*': person, as: reader.matching(/^.{1,200}$/u, () => t('this must be a credential, such as "account/principal"')), 'call*': operation, with: call_members }),
        })),
    };
}

// { plan, problems }: without a plan where there is a problem. `text` as it came from a file.
export function read_plan(text) {
    const reader = new Reader();
    const fail = () => ({ plan: null, problems: reader.problems });
    if (text.length > plan_bytes_max) return reader.wrong('', t('it is larger than {kilobytes} KB', { kilobytes: plan_bytes_max / 1024 })), fail();
    let file;
    try {
        file = JSON.parse(text);
    } catch (error) {
        return reader.wrong('', t('this is not JSON: {reason}', { reason: String(error.message).slice(0, 200) })), fail();
    }
    const plan = reader.object(file, '', members_of(reader));
    if (!plan || reader.problems.length) return fail();
    if (plan.parts.length === 0) reader.wrong('/parts', t('a plan needs at least one part'));
    const sum = plan.parts.reduce((minutes, part) => minutes + part.minutes, 0);
    if (Math.abs(sum - plan.minutes) > 0.001) {
        reader.wrong('/minutes', t('the parts come to {sum} minutes, not to {minutes}', { sum, minutes: plan.minutes }));
    }
    const ids = new Set();
    plan.injects.forEach(({ id }, index) => {
        if (ids.has(id)) reader.wrong(`/injects/${index}/id`, t('there is another inject with this id'));
        ids.add(id);
    });
    return reader.problems.length ? fail() : { plan, problems: [] };
}

// What of a plan does not fit its story. `scenario` is the story's file, which has been loaded and so is well formed.
export function check_plan(plan, scenario) {
    const reader = new Reader();
    const persons = new Set((scenario.persons ?? []).map(({ name }) => name));
    const markers = new Set(markers_of(scenario));
    const person = (name, pointer) => persons.has(name) || reader.wrong(pointer, t('this story has no person named {name}', { name: shown(name) }));
    const marker = (name, pointer) => name === undefined || markers.has(name) ||
        reader.wrong(pointer, t('this story has no chapter {name}; there are {names}', { name: shown(name), names: [...markers].join(', ') }));
    plan.parts.forEach((part, index) => marker(part.marker, `/parts/${index}/marker`));
    plan.roles.forEach((role, index) => role.person === undefined || person(role.person, `/roles/${index}/person`));
    plan.injects.forEach((inject, index) => {
        const at = `/injects/${index}`;
        if (inject.to !== 'everybody') inject.to.forEach((name, number) => person(name, `${at}/to/${number}`));
        if (inject.submit) person(inject.submit.person, `${at}/submit/person`);
        marker(inject.when.chapter, `${at}/when/chapter`);
        marker(inject.when.not_reached?.chapter, `${at}/when/not_reached/chapter`);
    });
    return reader.problems;
}
