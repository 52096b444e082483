// What people call moments: the number of an entry, a time of the story, a marker, which is a chapter's English title in
// small letters. src/view/locate.h is the same in the program, and knows which of them there are.

// A moment by what people call it: { entry }, { ms } of the story, { marker }; null where it means nothing. As
// src/view/locate.h has them, with "entry:", "time:" or "marker:" before it for those who like to be clear.
export function read_place(text) {
    if (typeof text === 'number') return Number.isInteger(text) && text >= 0 && text < 1e9 ? { entry: text } : null;
    if (typeof text !== 'string') return null;
    const [, kind, word] = /^(?:(entry|time|marker):)?(.{1,200})$/.exec(text.trim()) ?? [];
    if (word === undefined) return null;
    if (kind !== 'time' && kind !== 'marker' && /^[0-9]{1,9}$/.test(word)) return { entry: Number(word) };
    if (kind === 'entry') return null;
    const ms = kind === 'marker' ? null : milliseconds_of(word);
    if (ms !== null) return { ms };
    if (kind === 'time') return null;
    return /^[a-z0-9][a-z0-9-]*$/.test(word) && /[a-z]/.test(word) ? { marker: word } : null;
}

// "+26:13", "26:13:00.250", "90m", "1d12h", "45s": as src/base/time.h reads them.
function milliseconds_of(text) {
    const word = text.replace(/^\+/, '');
    if (word === '0') return 0;
    const clock = /^([0-9]{1,7}):([0-5][0-9])(?::([0-5][0-9])(?:\.([0-9]{3}))?)?$/.exec(word);
    if (clock) {
        const [hours, minutes, seconds, ms] = clock.slice(1).map((part) => Number(part ?? 0));
        return ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms;
    }
    const units = /^(?:([0-9]{1,5})d)?(?:([0-9]{1,7})h)?(?:([0-9]{1,9})m)?(?:([0-9]{1,9})s)?(?:([0-9]{1,12})ms)?$/.exec(word);
    if (!units || word === '') return null;
    const [days, hours, minutes, seconds, ms] = units.slice(1).map((part) => Number(part ?? 0));
    return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000 + ms;
}

// The marker of a chapter; `title` is a text, or texts by language.
export const marker_of = (title) =>
    (typeof title === 'string' ? title : title.en).toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');

// The markers of a scenario, as its file has it, in the order of its chapters.
export const markers_of = ({ chapters = [] }) => chapters.map(({ title }) => marker_of(title));
