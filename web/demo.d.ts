// Types of <airlock-demo> (demo.mjs, demo_element.mjs). What each member does: docs/embedding.md, "One tag".

/** 12, "12", "entry:12"; "+26:13", "90m", "time:+26:13"; "vote", "marker:vote", "end". */
export type Place = number | string;

export interface Problem {
    /** The attribute that was wrong, where it was one. */
    name?: string;
    sentence: string;
    suggestion?: string;
    /** All of it in one line. */
    text?: string;
    /** Where in a scenario it stands. */
    file?: string;
    line?: number;
    column?: number;
    pointer?: string;
}

export type Intent =
    | { type: 'play' | 'pause' | 'toggle_play' | 'step_forward' | 'step_back' | 'next_decision' | 'fork' }
    | { type: 'seek'; to: string }
    | { type: 'seek_entry'; entry: number }
    | { type: 'seek_time'; at: number }
    | { type: 'set_speed'; speed: number }
    | { type: 'select'; entry?: number; kind?: string; name?: string }
    | { type: 'take_over' | 'hand_back'; person: string }
    | { type: 'answer'; person: string; approve: boolean; session?: string; team?: string }
    | { type: 'submit'; person: string; as: string; call: string; with: Record<string, unknown> }
    | { type: 'switch_branch'; branch: number }
    | { type: 'restart'; seed?: number | string };

/** What awaits somebody's answer: that of `person` to a session, or to a team that it was invited to. */
export interface Decision {
    person: string;
    session?: string;
    team?: string;
    expires_at: number;
}

/** The same as its card shows it: `subject` is the session or the team. */
export interface DecisionCard {
    person: string;
    subject: string;
    title: string;
    advice: string;
    time_left: string;
    expires_at: number;
    approvals: number;
    required: number;
    user: number;
    is_invitation: boolean;
    requires_code: boolean;
    is_code_ours: boolean;
    facts: { label: string; value: string; is_code: boolean }[];
}

export interface Session {
    id: string;
    team: string;
    action: string;
    status: string;
    status_code: string;
    approvals: number;
    rejections: number;
    required: number;
    approvers: number;
    expires_at: number;
}

export interface Vault {
    name: string;
    account: string;
    type: string;
    state: string;
    lock: string;
    access: 'open' | 'pending' | 'none';
    recovery_points: number;
}

/** Where a run stands; its members are listed in docs/embedding.md, "State". */
export interface State {
    scenario: string;
    title: string;
    seed: number | string;
    at: number;
    at_ms: number;
    playing: boolean;
    speed: number;
    entries: number;
    is_over: boolean;
    live: string[];
    branch: number;
    branches: { name: string; parent: number; forked_after: number }[];
    sessions: Session[];
    vaults: Vault[];
    decisions: Decision[];
    trace_hash: string;
    inputs: unknown[];
}

export type ExportKind = 'png' | 'svg' | 'markdown' | 'mermaid' | 'trace' | 'scenario' | 'cloudtrail' | 'cli';
export type Exported = { name: string; type: string; text: string } | { name: string; type: string; blob: Blob };

export interface AirlockDemoEventMap {
    ready: CustomEvent<State>;
    play: CustomEvent<{ speed: number }>;
    pause: CustomEvent<{ speed: number }>;
    ended: CustomEvent<{ entries: number }>;
    time: CustomEvent<{ at_ms: number; entry: number; time: string }>;
    marker: CustomEvent<{ marker: string | null; title: string; text: string; entry: number }>;
    entry: CustomEvent<{ entry: number; entries: number }>;
    decision: CustomEvent<{ waiting: number; decisions: DecisionCard[] }>;
    selection: CustomEvent<{ selection: string }>;
    problem: CustomEvent<{ problems: Problem[] }>;
}

export class AirlockDemo extends HTMLElement {
    scenario: string | null;
    /** What stands beside it under one clock. What is asked and told means the first run: docs/embedding.md, "Two beside one another". */
    compare: string | null;
    get at(): string | null;
    set at(place: Place | null);
    get seed(): string | null;
    set seed(dice: string | number | null);
    theme: 'dark' | 'light' | 'auto' | string | null;
    controls: 'full' | 'minimal' | 'none' | string | null;
    panels: string | null;
    autoplay: boolean;
    loop: boolean;
    get speed(): string | null;
    set speed(times: string | number | null);
    loading: 'click' | 'visible' | 'eager' | string | null;
    poster: string | null;

    /** Each settles with the problems there were: none when it was taken. */
    play(): Promise<Problem[]>;
    pause(): Promise<Problem[]>;
    step(n?: number): Promise<Problem[]>;
    seek(where: Place): Promise<Problem[]>;
    fork(): Promise<Problem[]>;
    dispatch(intent: Intent): Promise<Problem[]>;
    /** null where it cannot be had; a `problem` has said why. */
    state(): Promise<State | null>;
    transcript(): Promise<string | null>;
    export(kind: ExportKind): Promise<Exported | null>;
    /** Back to the picture; thread, memory and graphics context are given back. */
    dispose(): void;

    addEventListener<K extends keyof AirlockDemoEventMap>(
        type: K, listener: (this: AirlockDemo, event: AirlockDemoEventMap[K]) => unknown, options?: boolean | AddEventListenerOptions): void;
    addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
    removeEventListener<K extends keyof AirlockDemoEventMap>(
        type: K, listener: (this: AirlockDemo, event: AirlockDemoEventMap[K]) => unknown, options?: boolean | EventListenerOptions): void;
    removeEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions): void;
}

declare global {
    interface HTMLElementTagNameMap {
        'airlock-demo': AirlockDemo;
    }
}
