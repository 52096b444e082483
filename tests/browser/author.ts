// What an author writes who embeds demonstrations with TypeScript: types_test.mjs compiles it, strictly, against the built
// package. Everything that demo.d.ts declares is used here once; nothing of it runs.

import { AirlockDemo } from 'airlock-demo';
import type {
    AirlockDemoEventMap, Decision, DecisionCard, Exported, ExportKind, Intent, Place, Problem, Session, State, Vault,
} from 'airlock-demo';
import { AirlockDemo as OfElement } from 'airlock-demo/element';

const is_same: typeof AirlockDemo = OfElement;
customElements.define('their-demo', class extends is_same {});

// By its name, with no cast.
const demo = document.createElement('airlock-demo');
const found: AirlockDemo | null = document.querySelector('airlock-demo');
document.body.append(demo, ...(found ? [found] : []));

demo.scenario = 'cross-organization';
demo.at = 12;
demo.at = 'marker:vote';
const at: string | null = demo.at;
demo.seed = 7;
demo.compare = 'cross-organization';
demo.lang = 'ja';
demo.theme = 'light';
demo.controls = 'minimal';
demo.panels = 'header timeline';
demo.autoplay = true;
demo.loop = !demo.autoplay;
demo.speed = 4;
demo.loading = 'visible';
demo.poster = 'none';
demo.poster = null;
const words: (string | null)[] = [demo.scenario, demo.compare, at, demo.seed, demo.theme, demo.controls, demo.panels, demo.speed, demo.loading];

const of_session = ({ id, team, action, status, status_code, expires_at }: Session): string =>
    `${id} ${team} ${action} ${status} ${status_code} ${new Date(expires_at).toISOString()}`;
const votes = ({ approvals, rejections, required, approvers }: Session): number => (approvals + rejections) / Math.max(required, approvers);
const of_vault = ({ name, account, type, state, lock, access, recovery_points }: Vault): string =>
    access === 'pending' ? `${name}: waiting` : `${account}/${name} ${type} ${state} ${lock} ${recovery_points}`;
const of_decision = ({ person, session, team, expires_at }: Decision): string => `${person} ${session ?? team ?? ''} ${expires_at + 1}`;
const of_card = ({ person, subject, title, advice, time_left, expires_at, approvals, required, user, facts, ...card }: DecisionCard): string[] => [
    `${person} ${subject} ${title} ${advice} ${time_left} ${expires_at + user} ${approvals / required}`,
    card.is_invitation || (card.requires_code && card.is_code_ours) ? 'no code' : 'a code',
    ...facts.map(({ label, value, is_code }) => (is_code ? `${label}: ${value}` : value)),
];
const of_problem = ({ name, sentence, suggestion, text, file, line, column, pointer }: Problem): string =>
    text ?? `${name ?? ''}${file ?? ''}:${line ?? 1}:${column ?? 1} ${pointer ?? ''} ${sentence} ${suggestion?.trim() ?? ''}`;

function of_state(state: State): string[] {
    const { scenario, title, seed, at: entry, at_ms, playing, speed, entries, is_over, live, branch, branches, trace_hash, inputs } = state;
    return [
        scenario, title, `${seed} ${(entry / entries).toFixed(2)} ${at_ms + speed}`, playing && !is_over ? 'goes on' : 'stands', live.join(),
        ...branches.map(({ name, parent, forked_after }) => `${name} ${parent + forked_after}`), `${branch + inputs.length} ${trace_hash}`,
        ...state.sessions.map(of_session), `${state.sessions.map(votes).length}`, ...state.vaults.map(of_vault), ...state.decisions.map(of_decision),
    ];
}

demo.addEventListener('ready', ({ detail }) => of_state(detail));
demo.addEventListener('play', ({ detail }) => detail.speed.toFixed());
demo.addEventListener('pause', ({ detail }) => detail.speed.toFixed());
demo.addEventListener('time', ({ detail: { at_ms, entry, time } }) => time.padStart(at_ms + entry));
demo.addEventListener('entry', ({ detail: { entry, entries } }) => entry < entries);
demo.addEventListener('marker', ({ detail: { marker, title, text, entry } }) => `${entry + 1} ${marker?.length ?? 0} ${title.length} ${text.length}`);
demo.addEventListener('decision', ({ detail: { waiting, decisions } }) => waiting > 0 && decisions.flatMap(of_card));
demo.addEventListener('selection', ({ detail }) => detail.selection.split(':'));
demo.addEventListener('ended', function ({ detail }) {
    void this.seek(detail.entries - 1);
}, { once: true });
const complain = ({ detail }: AirlockDemoEventMap['problem']) => detail.problems.map(of_problem);
demo.addEventListener('problem', complain);
demo.removeEventListener('problem', complain);
demo.addEventListener('click', (event) => event.preventDefault()); // those of every element as well
demo.removeEventListener('click', () => {});

const intents: Intent[] = [
    { type: 'play' }, { type: 'pause' }, { type: 'toggle_play' }, { type: 'step_forward' }, { type: 'step_back' }, { type: 'next_decision' },
    { type: 'seek', to: 'quorum' }, { type: 'seek_entry', entry: 3 }, { type: 'seek_time', at: 1000 }, { type: 'set_speed', speed: 8 },
    { type: 'select' }, { type: 'select', entry: 4 }, { type: 'select', kind: 'vault', name: 'prod-airgap' },
    { type: 'take_over', person: 'ana' }, { type: 'hand_back', person: 'ana' },
    { type: 'answer', person: 'ana', approve: true, session: 'session-1' }, { type: 'answer', person: 'ana', approve: false, team: 'guardians' },
    { type: 'submit', person: 'ana', as: 'production/ana', call: 'DeleteBackupVault', with: { BackupVaultName: 'prod-airgap' } },
    { type: 'fork' }, { type: 'switch_branch', branch: 0 }, { type: 'restart' }, { type: 'restart', seed: 7 }, { type: 'restart', seed: '7' },
];
const kinds: ExportKind[] = ['png', 'svg', 'markdown', 'mermaid', 'trace', 'scenario', 'cloudtrail', 'cli'];
const size_of = (document: Exported): number => document.name.length + document.type.length + ('blob' in document ? document.blob.size : document.text.length);

export async function everything(place: Place): Promise<unknown[]> {
    const problems: Problem[] = [
        ...(await demo.play()), ...(await demo.pause()), ...(await demo.step()), ...(await demo.step(-2)), ...(await demo.seek(place)),
        ...(await demo.seek('+26:13')), ...(await demo.fork()),
    ];
    for (const intent of intents) problems.push(...(await demo.dispatch(intent)));
    const state = await demo.state();
    const transcript = await demo.transcript();
    const documents = await Promise.all(kinds.map((kind) => demo.export(kind)));
    demo.dispose();
    return [problems.map(of_problem), state && of_state(state), transcript?.length, documents.map((one) => one && size_of(one)), words];
}
