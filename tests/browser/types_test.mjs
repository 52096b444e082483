// The types of the package (demo.d.ts): what an author writes compiles, what is wrong is refused, and what is declared is
// what the documentation promises and what a demonstration really has and tells.

import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import ts from 'typescript';

import { host, until_phase } from './demo_test.mjs';
import { check, check_equal } from './harness.mjs';

const author = 'tests/browser/author.ts';
// Each is wrong in one place; the compiler's sentence names it.
const wrong_uses = [
    ['demo.seek({});', "Argument of type '{}' is not assignable to parameter of type 'Place'"],
    ['demo.seek();', 'Expected 1 arguments, but got 0'],
    ['demo.step("2");', "Argument of type 'string' is not assignable to parameter of type 'number'"],
    ['demo.export("pdf");', `Argument of type '"pdf"' is not assignable to parameter of type 'ExportKind'`],
    ['demo.dispatch({ type: "fly" });', `Type '"fly"' is not assignable to type`],
    ['demo.dispatch({ type: "seek" });', "Property 'to' is missing"],
    ['demo.autoplay = "yes";', "Type 'string' is not assignable to type 'boolean'"],
    ['demo.scenaro = "cross-account";', "Property 'scenaro' does not exist on type 'AirlockDemo'. Did you mean 'scenario'?"],
    ['demo.addEventListener("entry", ({ detail }) => detail.entires);', "Property 'entires' does not exist on type"],
    ['demo.addEventListener("problem", ({ detail }) => detail.problems[0].sentense);', "Property 'sentense' does not exist on type 'Problem'"],
    ['demo.addEventListener("decision", ({ detail }) => detail.decisions.map(({ who }) => who));', "Property 'who' does not exist on type 'DecisionCard'"],
    ['demo.state().then((state) => state.at);', "'state' is possibly 'null'"],
    ['demo.state().then((state) => state?.vaults[0]?.access === "closed");', `This comparison appears to be unintentional`],
    ['document.querySelector("airlock-dem")!.seek(1);', "Property 'seek' does not exist on type 'Element'"],
];

// A project that has the built page as its package, as npm would put it there.
async function in_a_project(dist, deed) {
    const root = await mkdtemp(join(tmpdir(), 'airlock-types-'));
    try {
        await mkdir(join(root, 'node_modules'));
        await symlink(resolve(dist), join(root, 'node_modules/airlock-demo'));
        await writeFile(join(root, 'package.json'), '{"type": "module"}');
        return await deed(root);
    } finally {
        await rm(root, { recursive: true });
    }
}

const ways = {
    'of a bundler': { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler },
    'of Node.js': { module: ts.ModuleKind.Node16, moduleResolution: ts.ModuleResolutionKind.Node16 },
};
const strict = {
    strict: true, noEmit: true, noUnusedLocals: true, skipDefaultLibCheck: true, target: ts.ScriptTarget.ES2022, lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'], types: [],
};
// The browser's own declarations are long, and read once.
const read = new Map();
function compile(files, way) {
    const options = { ...strict, ...way };
    const system = ts.createCompilerHost(options);
    const { getSourceFile } = system;
    system.getSourceFile = (name, ...more) => {
        if (!/\blib\.[\w.]+\.d\.ts$/.test(name)) return getSourceFile(name, ...more);
        if (!read.has(name)) read.set(name, getSourceFile(name, ...more));
        return read.get(name);
    };
    return ts.createProgram(files, options, system);
}
const said = (program) => ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => ({
    path: file?.fileName, line: file?.getLineAndCharacterOfPosition(start).line, text: ts.flattenDiagnosticMessageText(messageText, ' '),
}));

async function compiled({ dist }) {
    await in_a_project(dist, async (root) => {
        const good = join(root, 'author.ts'), bad = join(root, 'wrong.ts');
        await writeFile(good, await readFile(author));
        await writeFile(bad, [...wrong_uses.map(([line]) => line), 'import "airlock-demo"; declare const demo: import("airlock-demo").AirlockDemo;'].join('\n'));
        for (const [name, way] of Object.entries(ways)) {
            const all = said(compile([good, bad], way));
            check_equal(all.filter(({ path }) => path !== bad), [], `what is right, resolved in the way ${name}`);
            const refused = all.filter(({ path }) => path === bad);
            wrong_uses.forEach(([use, sentence], line) => {
                const heard = refused.filter((one) => one.line === line).map(({ text }) => text);
                check(heard.some((text) => text.includes(sentence)), `${use} resolved in the way ${name}: ${heard.join('\n') || 'taken'}`);
            });
            check_equal(refused.filter(({ line }) => line >= wrong_uses.length), [], 'what else was refused');
        }
    });
}

// What demo.d.ts declares, by names: { demo, events: {name: members}, state, kinds, intents: {type: members} }. Members that
// need not be there end with "?".
function declared_in(file) {
    const program = compile([file], ways['of a bundler']);
    const checker = program.getTypeChecker();
    const exported = new Map(checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(file))).map((symbol) => [symbol.name, symbol]));
    const type = (name) => checker.getDeclaredTypeOfSymbol(exported.get(name));
    const members = (of) => of.getProperties().map(({ name, flags }) => name + (flags & ts.SymbolFlags.Optional ? '?' : ''));
    const type_of = (symbol) => checker.getTypeOfSymbol(symbol);
    const events = Object.fromEntries(type('AirlockDemoEventMap').getProperties().map((symbol) => {
        const [detail] = checker.getTypeArguments(type_of(symbol));
        return [symbol.name, members(detail)];
    }));
    const intents = {};
    for (const one of type('Intent').types) {
        const name = type_of(one.getProperty('type'));
        for (const { value } of name.types ?? [name]) intents[value] = members(one).filter((member) => member !== 'type');
    }
    return {
        exported: [...exported.keys()],
        demo: [...exported.get('AirlockDemo').members.keys()].filter((name) => !/EventListener$/.test(name)),
        events, intents, members: (name) => members(type(name)),
        kinds: type('ExportKind').types.map(({ value }) => value),
    };
}

// The rows below a heading of docs/embedding.md that begin with code: [its words, the rest of the row].
function rows_below(text, heading) {
    const [, part] = text.split(`\n### ${heading}\n`);
    check(part, `docs/embedding.md has no part ${heading}`);
    return part.split(/\n##+ /)[0].split('\n').filter((line) => line.startsWith('| `')).map((line) => {
        const [, first, second] = line.split(' | ').length > 1 ? /^\| (.*?) \| (.*?)(?: \||$)/.exec(line) : [];
        return [[...first.matchAll(/`([^`]+)`/g)].map(([, word]) => word), second];
    });
}
const sorted = (names) => [...names].sort();

async function promised(tools) {
    const declared = declared_in(resolve(tools.dist, 'demo.d.ts'));
    const text = await readFile('docs/embedding.md', 'utf8');
    const { AirlockDemo } = await import(pathToFileURL(resolve(tools.dist, 'demo_element.mjs')));

    const attributes = rows_below(text, 'Attributes').flatMap(([names]) => names);
    const methods = rows_below(text, 'Methods').flatMap(([names]) => names.map((call) => call.split('(')[0]));
    check_equal(sorted(attributes), sorted(AirlockDemo.observedAttributes), 'attributes that are documented, and those that are observed');
    // `lang` is one of every element.
    check_equal(sorted(declared.demo), sorted([...attributes.filter((name) => name !== 'lang'), ...methods]), 'what is declared of a demonstration');
    for (const name of methods) check(typeof AirlockDemo.prototype[name] === 'function', `${name}()`);

    const documented = rows_below(text, 'Events').flatMap(([names, detail]) => names.map((name) => [name, detail]));
    check_equal(sorted(Object.keys(declared.events)), sorted(documented.map(([name]) => name)), 'events that are documented');
    for (const [name, detail] of documented) {
        const members = /`\{(\w[^[}]*?)(?:: \[.*)?\}`/.exec(detail)?.[1].split(', ') ?? declared.members('State');
        check_equal(sorted(declared.events[name]), sorted(members), `the detail of ${name}`);
    }
    const sources = await Promise.all(['demo_run', 'demo_element'].map((name) => readFile(`web/${name}.mjs`, 'utf8')));
    const told = sources.join('').matchAll(/(?:\btell|#emit)\((?:playing \? )?'(\w+)'(?: : '(\w+)')?/g);
    const inner = new Set(['supplies', 'alive', 'shown', 'language']); // from the run to its element
    const names = new Set([...told].flatMap(([, ...all]) => all).filter((name) => name && !inner.has(name)));
    check_equal(sorted(names), sorted(Object.keys(declared.events)), 'events that are told');
    const { relayed } = /relayed_events = \[(?<relayed>[^\]]*)\]/.exec(await readFile('web/embed_protocol.mjs', 'utf8')).groups;
    check_equal(sorted([...relayed.matchAll(/'(\w+)'/g)].map(([, name]) => name)), sorted(names), 'events that a frame hands on');

    const { export_kinds } = await import(pathToFileURL(resolve(tools.dist, 'demo_run.mjs')));
    check_equal(sorted(declared.kinds), sorted(export_kinds), 'kinds of exports');
    const intents = rows_below(text, 'Intents').flatMap(([types]) => types).filter((type) => type !== 'type'); // the head of the table
    check_equal(sorted(Object.keys(declared.intents)), sorted(intents), 'intents');

    // Nothing is declared that the author's page does not use, so that none of it goes untried.
    const written = await readFile(author, 'utf8');
    const parts = ['State', 'Session', 'Vault', 'Decision', 'DecisionCard', 'Problem'].flatMap(declared.members).map((name) => name.replace('?', ''));
    for (const name of [...declared.exported, ...declared.demo, ...Object.keys(declared.events), ...Object.keys(declared.intents), ...declared.kinds, ...parts]) {
        check(new RegExp(`\\b${name}\\b`).test(written), `${author} does not use ${name}`);
    }
}

// Whatever is really told has the members that are declared, and no other.
async function told(tools) {
    const declared = declared_in(resolve(tools.dist, 'demo.d.ts'));
    const { page, errors } = await host(tools, '<airlock-demo scenario="approval-workflow" controls="minimal"></airlock-demo>');
    await page.evaluate(() => window.demo().dispatch({ type: 'take_over', person: 'ana' }));
    await until_phase(page, 'live');
    const state = await page.evaluate(async () => {
        const demo = window.demo();
        await demo.dispatch({ type: 'select', kind: 'vault', name: 'prod-airgap' });
        await demo.dispatch({ type: 'next_decision' });
        await demo.play();
        await demo.pause();
        const shown = await demo.state();
        await demo.seek('no-such-moment');
        await demo.dispatch({ type: 'hand_back', person: 'ana' });
        await demo.seek('end');
        return shown;
    });
    await page.waitForFunction(() => window.happened.some(([name]) => name === 'ended'));
    const happened = await page.evaluate(() => window.happened);
    const fits = (value, members, what) => {
        const known = new Set(members.map((name) => name.replace('?', '')));
        check_equal(Object.keys(value).filter((name) => !known.has(name)), [], `members of ${what} that are not declared`);
        check_equal(members.filter((name) => !name.endsWith('?') && !Object.hasOwn(value, name)), [], `members of ${what} that are missing`);
    };
    for (const [name, detail] of happened) fits(detail, declared.events[name], name);
    check_equal(sorted(new Set(happened.map(([name]) => name))), sorted(Object.keys(declared.events)), 'events that happened');
    const problems = happened.filter(([name]) => name === 'problem').flatMap(([, detail]) => detail.problems);
    const decisions = happened.filter(([name]) => name === 'decision').flatMap(([, detail]) => detail.decisions);
    const lists = { Session: state.sessions, Vault: state.vaults, Decision: state.decisions, DecisionCard: decisions, Problem: problems };
    for (const [name, list] of Object.entries(lists)) {
        check(list.length > 0, `no ${name} was seen`);
        for (const one of list) fits(one, declared.members(name), name);
    }
    check_equal(errors, [], 'errors');
}

export const tests = [
    { name: 'types: what an author writes compiles strictly, and what is wrong is refused', run: compiled },
    { name: 'types: what is documented, observed and told is what is declared', run: promised },
    { name: 'types: every detail has the members that are declared', run: told },
];
