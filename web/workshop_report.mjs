// What came of a workshop: decisions with who and when on both clocks, recovery time and point, what was missed. Every
// line knows the entry that it is about. `gather` makes plain data of it, `report_node` a document, `report_markdown` a file.

import { desk } from './desk.mjs';
import { element } from './dom.mjs';
import { own_link } from './files.mjs';
import { said } from './workshop_plan.mjs';
import { t } from './words.mjs';

const two = (number) => String(number).padStart(2, '0');

// Milliseconds of the story as the trace writes times.
export function story_time(ms) {
    const minutes = Math.floor(ms / 60_000);
    const seconds = Math.floor(ms / 1000) % 60;
    return `+${two(Math.floor(minutes / 60))}:${two(minutes % 60)}${seconds ? `:${two(seconds)}` : ''}`;
}

const length_of = (ms) => {
    const minutes = Math.round(ms / 60_000);
    const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
    const parts = [[days, t('d')], [hours, t('h')], [rest, t('min')]].filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`);
    return parts.join(' ') || t('none');
};

export const wall_time = (wall) => new Date(wall).toTimeString().slice(0, 5);

// The lines of the canonical trace that tell of votes: sessions with their teams, members and who answered what.
export function read_votes(trace) {
    const [teams, sessions, votes] = [new Map(), new Map(), []]; // team -> members, session -> {…}
    let entry = 0, who = '';
    for (const line of trace.split('\n')) {
        const head = /^(\d{4,})\s+\+\S+\s+(\S+)/.exec(line);
        if (head) [entry, who] = [Number(head[1]), head[2]];
        const event = /^ {5}event {3}(\w+) (\S+) ?(.*)$/.exec(line);
        if (!event) continue;
        const [, kind, subject, rest] = event;
        const fields = Object.fromEntries(rest.split(' ').map((field) => field.split('=')));
        if (kind === 'TeamInvitationAnswered') {
            votes.push({ entry, who, subject, is_yes: fields.accepted === 'yes', is_invitation: true });
            if (fields.accepted === 'yes') teams.set(subject, [...(teams.get(subject) ?? []), who]);
        } else if (kind === 'SessionStarted') {
            sessions.set(subject, { entry, action: fields.action, team: fields.team, members: [...(teams.get(fields.team) ?? [])], voted: new Set(), end: null });
        } else if (kind === 'VoteCast') {
            votes.push({ entry, who, subject, is_yes: fields.response === 'APPROVED', is_invitation: false });
            sessions.get(subject)?.voted.add(who);
        } else if (/^Session(Approved|Failed|Expired|Cancelled)$/.test(kind) && sessions.has(subject)) {
            sessions.get(subject).end ??= { entry, word: kind.slice('Session'.length).toUpperCase(), code: fields.code ?? '' };
        } else if (kind === 'TeamActivationFailed') {
            votes.push({ entry, who: '', subject, is_failure: true });
        }
    }
    return { sessions, votes };
}

export async function gather(run) {
    const { stage, plan } = run;
    const { language } = stage;
    const { seed, live, inputs } = stage.state();
    const question = {
        scenario: JSON.stringify(run.scenario), name: `${stage.opened.name}.json`, seed,
        live, inputs, entries: stage.last_signal.entries,
    };
    const [{ text: trace }, { report }] = await Promise.all([
        desk.ask({ ask: 'export', run: question, format: 'trace' }),
        desk.ask({ ask: 'report', run: question, to: stage.last_signal.entries }),
    ]);
    const view = stage.view();
    const { story } = view.page;
    const { sessions, votes } = read_votes(trace);
    const when = (entry) => ({ entry, story: entry > 0 ? story[entry - 1].time : story_time(0), wall: run.seen[entry - 1]?.wall ?? null, minute: run.seen[entry - 1]?.minute ?? null });
    const by_hand = new Set(question.inputs.filter(({ call }) => call === 'Vote' || call === 'AnswerTeamInvitation')
        .map(({ person, call, with: members }) => `${person}/${members.Session ?? members.Team}`));

    const decisions = votes.filter(({ is_failure }) => !is_failure).map((vote) => ({
        ...when(vote.entry), who: vote.who, is_live: by_hand.has(`${vote.who}/${vote.subject}`), sentence: story[vote.entry - 1].sentence, subject: vote.subject,
    }));
    const outcomes = [...sessions].map(([name, session]) => ({
        ...when(session.end?.entry ?? session.entry),
        sentence: session.end ? t('{name} ({action}) ended {word} with {count} of {members} answers', {
            name, action: session.action, word: session.end.word, count: session.voted.size, members: session.members.length,
        }) : t('{name} ({action}) is still open', { name, action: session.action }),
    }));

    const missed = [];
    for (const sent of run.sent.values()) {
        const title = said(sent.inject.title, language);
        const at = { entry: sent.entry, story: story_time(sent.at), wall: sent.wall, minute: sent.minute };
        for (const person of run.late(sent)) {
            missed.push({ ...at, kind: 'inject', sentence: sent.replies.has(person) ? t('{person} answered “{title}” too late', { person, title }) : t('{person} did not answer “{title}” in time', { person, title }) });
        }
        if (sent.how === 'not_reached') {
            missed.push({ ...at, kind: 'milestone', sentence: t('Not reached by minute {minute}: {milestone}', { minute: sent.inject.when.by_minute, milestone: milestone_words(run, sent.inject.when.not_reached) }) });
        }
    }
    for (const [name, session] of sessions) {
        const silent = session.members.filter((person) => !session.voted.has(person));
        for (const person of silent) {
            const fields = { person, name, action: session.action, word: session.end?.word };
            missed.push({ ...when(session.entry), kind: 'silent', sentence: session.end ? t('{person} was silent about {name} ({action}), which ended {word}', fields) : t('{person} has not answered {name} ({action}), which is still open', fields) });
        }
    }
    for (const { entry, subject } of votes.filter(({ is_failure }) => is_failure)) {
        missed.push({ ...when(entry), kind: 'team', sentence: t('The team {subject} never came to be: too few accepted in time', { subject }) });
    }
    plan.parts.forEach((part) => {
        if (!part.marker || run.entry_of(part.marker) > 0) return;
        const sentence = t('The story did not come to: {milestone}', { milestone: milestone_words(run, { chapter: part.marker }) });
        if (!missed.some((line) => line.sentence === sentence)) missed.push({ ...when(view.page.entries), kind: 'milestone', sentence });
    });

    const injects = [...run.sent.values()].map((sent) => ({
        entry: sent.entry, story: story_time(sent.at), wall: sent.wall, minute: sent.minute, title: said(sent.inject.title, language), how: how_words(sent.how),
        replies: sent.to.map((person) => {
            const reply = sent.replies.get(person);
            return { person, answer: reply?.answer ?? null, minute: reply?.minute ?? null, is_asked: sent.asked.includes(person) };
        }).filter(({ answer, is_asked }) => answer !== null || is_asked),
    }));

    const { recovery } = report;
    const moments = [
        ['attacked', t('The attack begins')], ['damaged', t('The first workload is lost')], ['asked', t('Access is asked for')], ['agreed', t('The team has agreed')],
        ['opened', t('The vault can be read')], ['recovered', t('The first clean workload is back')],
    ].map(([key, label]) => ({ label, ...(recovery[key] ? { ...when(recovery[key].entry), story: story_time(recovery[key].at) } : { entry: null }) }));
    return {
        title: said(plan.title, language), scenario: view.page.title, seed, attempt: run.attempt, language,
        began: run.seen[0]?.wall ?? Date.now(), minutes: run.minute(), time: view.page.time, link: await link_to(stage),
        recovery_time: recovery.recovery_time_ms === null ? null : length_of(recovery.recovery_time_ms),
        recovery_point: recovery.recovery_point_ms === null ? null : length_of(recovery.recovery_point_ms),
        lost: report.losses.for_good, clocks: view.page.clocks, moments, decisions, outcomes, injects, missed,
        notes: run.notes.map((note) => ({ ...note, story: '' })),
    };
}

const milestone_words = (run, { chapter, session }) => (chapter === undefined ? session : (run.chapter(chapter)?.title ?? chapter));
export const how_words = (how) => ({ hand: t('by hand'), time: t('by time'), milestone: t('by milestone'), not_reached: t('a milestone was not reached') })[how];

// The page that shows one entry of this very run, or null for a scenario that is too long for a link.
async function link_to(stage) {
    const { link } = await stage.link();
    if (!link) return null;
    const words = link.slice(link.indexOf('#') + 1);
    return (entry) => own_link(words.replace(/&at=\d+/, `&at=${entry}`), 'index');
}

const minute_words = (minute) => (minute === null ? '' : t('minute {minute}', { minute: Math.floor(minute) }));
const wall_words = ({ wall, minute }) => (wall === null ? '' : `${wall_time(wall)}, ${minute_words(minute)}`);
const who_words = (one) => (one.is_live ? one.who : t('{who}, simulated', one));
const reply_words = ({ person, answer, minute }) => (answer === null ? t('{person}: no answer', { person }) : t('{person}: “{answer}” ({when})', { person, answer, when: minute_words(minute) }));
const result_rows = (report) => [
    [t('Recovery time, from the attack to the first clean workload'), report.recovery_time ?? t('not recovered')],
    [t('Recovery point, how old the restored data was'), report.recovery_point ?? t('nothing was restored')],
    [t('Lost for good'), report.lost.join(', ') || t('nothing')],
];

// --- as a document ---

// `show(entry)` leads back to a moment.
export function report_node(report, show) {
    const back = (entry, words) => (entry === null ? t('never')
        : element('button', { type: 'button', class: 'to-moment', 'data-entry': entry, onclick: () => show(entry), 'aria-label': t('Show this moment: {moment}', { moment: words }) }, words));
    const cell = (content, more = {}) => element('td', more, content);
    const table = (caption, heads, rows) => element('table', {}, element('caption', {}, caption),
        element('thead', {}, element('tr', {}, ...heads.map((head) => element('th', { scope: 'col' }, head)))), element('tbody', {}, ...rows));
    const section = (id, title, ...nodes) => element('section', { 'data-report': id }, element('h3', {}, title), ...nodes);
    const none = (text) => element('p', { class: 'quiet' }, text);
    const line = (one, ...cells) => element('tr', {}, cell(back(one.entry, one.story || t('Entry {entry}', one))), cell(wall_words(one), { class: 'wall' }), ...cells.map((content) => cell(content)));
    const heads = [t('In the story'), t('In the room')];
    return element('article', { class: 'report' },
        element('h2', { tabindex: '-1' }, t('After-action report: {title}', report)),
        element('p', { class: 'quiet' }, t('{scenario}, deal {seed}, attempt {attempt}, {minutes} minutes, up to {time}', { ...report, minutes: Math.round(report.minutes) })),
        section('recovery', t('Recovery'),
            element('dl', {}, ...result_rows(report).flatMap(([label, value]) => [element('dt', {}, label), element('dd', {}, value)])),
            table(t('Moments'), [...heads, t('What')], report.moments.map((one) => (one.entry === null
                ? element('tr', {}, cell(t('never')), cell(''), cell(one.label)) : line(one, one.label))))),
        section('decisions', t('Decisions'), report.decisions.length
            ? table(t('Who decided what, and when'), [...heads, t('Who'), t('What')], report.decisions.map((one) => line(one, who_words(one), one.sentence)))
            : none(t('Nobody has decided anything yet.')),
            element('ul', {}, ...report.outcomes.map((one) => element('li', {}, back(one.entry, one.story), ' ', one.sentence)))),
        section('missed', t('What was missed'), report.missed.length
            ? table(t('Silence, late answers, milestones'), [...heads, t('What'), t('Who takes care of it')], report.missed.map((one) => line(one, one.sentence, '')))
            : none(t('Nothing.'))),
        section('injects', t('Injects'), report.injects.length
            ? table(t('What was put in, and what was said to it'), [...heads, t('What'), t('Answers')],
                report.injects.map((one) => line(one, `${one.title} (${one.how})`, one.replies.map(reply_words).join('; '))))
            : none(t('None was sent.'))),
        report.notes.length ? section('notes', t('Ways back and new beginnings'),
            element('ul', {}, ...report.notes.map((one) => element('li', {}, `${wall_words(one)}: `, t('attempt {attempt}: {text}', one))))) : null);
}

// --- as a file ---

const plain = (text) => String(text).replace(/\s+/g, ' ').replace(/[\\`*_{}[\]<>#|]/g, (sign) => `\\${sign}`);

export function report_markdown(report) {
    const back = (entry, words) => (entry === null ? t('never') : report.link ? `[${plain(words)}](${report.link(entry)})` : `${plain(words)} (${t('Entry {entry}', { entry })})`);
    const table = (heads, rows) => [`| ${heads.join(' | ')} |`, `|${heads.map(() => '---').join('|')}|`, ...rows.map((cells) => `| ${cells.join(' | ')} |`), ''];
    const line = (one, ...cells) => [back(one.entry, one.story || t('Entry {entry}', one)), plain(wall_words(one)), ...cells.map(plain)];
    const heads = [t('In the story'), t('In the room')];
    return [
        `# ${plain(t('After-action report: {title}', report))}`, '',
        plain(t('{scenario}, deal {seed}, attempt {attempt}, {minutes} minutes, up to {time}', { ...report, minutes: Math.round(report.minutes) })), '',
        `## ${t('Recovery')}`, '', ...result_rows(report).map(([label, value]) => `- ${plain(label)}: **${plain(value)}**`), '',
        ...table([...heads, t('What')], report.moments.map((one) => (one.entry === null ? [t('never'), '', plain(one.label)] : line(one, one.label)))),
        `## ${t('Decisions')}`, '', ...table([...heads, t('Who'), t('What')], report.decisions.map((one) => line(one, who_words(one), one.sentence))),
        ...report.outcomes.map((one) => `- ${back(one.entry, one.story)} ${plain(one.sentence)}`), '',
        `## ${t('What was missed')}`, '', ...table([...heads, t('What'), t('Who takes care of it')], report.missed.map((one) => line(one, one.sentence, ''))),
        `## ${t('Injects')}`, '', ...table([...heads, t('What'), t('Answers')], report.injects.map((one) => line(one, `${one.title} (${one.how})`, one.replies.map(reply_words).join('; ')))),
        ...(report.notes.length ? [`## ${t('Ways back and new beginnings')}`, '', ...report.notes.map((one) => `- ${plain(wall_words(one))}: ${plain(t('attempt {attempt}: {text}', one))}`), ''] : []),
    ].join('\n');
}
