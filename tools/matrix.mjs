// The matrix of the shipped designs in the README: which single thing breaks which promise, from the program's own answer.
//
//     node tools/matrix.mjs [--check]      writes it, or says whether it is as the program has it
//
// AIRLOCK_CLI is the program; build/native/airlock-cli if nothing else is said.

import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const cli = process.env.AIRLOCK_CLI ?? `${root}build/native/airlock-cli`;
const designs = ['traditional', 'cross-account', 'cross-organization', 'reference-architecture'];
const begin = '<!-- matrix: tools/matrix.mjs -->';
const end = '<!-- end of matrix -->';

const kinds = {
    credential_stolen: (of) => `${of} stolen`,
    person_phished: (of) => `${of} phished`,
    person_bribed: (of) => `${of} bribed`,
    organization_lost: (of) => `all of ${of} lost`,
    person_absent: (of) => `${of} absent`,
    device_lost: (of) => `${of} without device`,
    credential_lost: (of) => `${of} locked out`,
    provider_down: (of) => `${of} down`,
    vault_lost: (of) => `${of} lost`,
    key_disabled: (of) => `key ${of} disabled`,
    region_down: (of) => `${of} down`,
    backup_infected: (of) => `a newer ${of} infected`,
};

// One promise a line; who breaks none of them has exit code 0, others 1.
function ask(design) {
    try {
        return execFileSync(cli, ['blast', design, '--order', '1', '--json'], { cwd: root, encoding: 'utf8' });
    } catch (error) {
        if (error.status !== 1) throw error;
        return error.stdout;
    }
}

function cell({ applies, total, sets, complete, complete_to_order }) {
    if (!applies) return '–';
    if (total === 0) return complete || complete_to_order >= 1 ? 'nothing single' : 'open';
    return sets
        .map(({ events: [part] }) => {
            if (!part) return '**nothing has to happen**';
            const said = kinds[part.event[0]](part.of);
            return part.peers > 1 ? `${said}, or another of the ${part.peers} like that` : said;
        })
        .join('<br>');
}

const answers = designs.map((design) => ask(design).trim().split('\n').map((line) => JSON.parse(line)));
const promises = answers[0].map(({ promise }) => promise);
const row = (cells) => `| ${cells.join(' | ')} |`;
const table = [
    row(['promise', ...designs.map((design) => `\`${design}\``)]),
    row(['---', ...designs.map(() => '---')]),
    ...promises.map((promise, i) => row([`\`${promise}\``, ...answers.map((answer) => cell(answer[i]))])),
].join('\n');

const readme = readFileSync(`${root}README.md`, 'utf8');
const from = readme.indexOf(begin);
const to = readme.indexOf(end);
if (from < 0 || to < from) throw new Error(`README.md has no place for it: ${begin} … ${end}`);
const written = `${readme.slice(0, from + begin.length)}\n${table}\n${readme.slice(to)}`;
if (!process.argv.includes('--check')) writeFileSync(`${root}README.md`, written);
else if (written !== readme) {
    console.error('README.md: the matrix is not what the program answers; run node tools/matrix.mjs');
    process.exit(1);
}
