// What the reader holds: what this copy of the page is and does not do, and the licences of what others have made of it.

import { about_copy, documentation } from './copy.mjs';
import { element } from './dom.mjs';
import { bytes_of } from './download.mjs';
import { button, load_style, new_id } from './tool.mjs';
import { t } from './words.mjs';

// As tools/dist.mjs collects them.
const works = [
    ['Dear ImGui', 'dear-imgui'], ['nlohmann/json', 'nlohmann-json'], ['Emscripten', 'emscripten'], ['Inter', 'inter'],
    ['JetBrains Mono', 'jetbrains-mono'], ['BIZ UDPGothic', 'biz-udpgothic'], ['Lucide', 'lucide'],
];

// Read when it is unfolded.
function licence([name, file]) {
    const text = element('pre', { class: 'report', tabindex: '0', 'aria-label': t('Licence of {name}', { name }) });
    const read = async () => {
        if (text.textContent) return;
        text.textContent = await bytes_of(`licenses/${file}.txt`).then((bytes) => new TextDecoder().decode(bytes), (error) => error.message);
    };
    return element('details', { ontoggle: read, 'data-id': `licence:${file}` }, element('summary', {}, name), text);
}

export async function open(stage) {
    await load_style(stage, 'dialogs.css');
    if (stage.is_dead) return;
    const title = new_id();
    const node = element('dialog', { class: 'tool-dialog is-small', 'aria-labelledby': title },
        element('header', {}, element('h2', { id: title }, t('About Airlock')),
            button('✕', () => node.close(), { class: 'tool-sign', 'aria-label': t('Close'), title: t('Close'), 'data-id': 'close' })),
        element('div', { class: 'tool-body is-plain' },
            element('p', {}, t('A simulation, made from public documentation. Not affiliated with AWS.')),
            ...about_copy().map((sentence) => element('p', {}, sentence)),
            ...(documentation ? [element('p', {},
                t('What is simulated, and by which rule; how to write a story of your own; how to put a moment into a page of yours:'), ' ',
                element('a', { href: documentation, target: '_blank', rel: 'noopener', hreflang: 'en', 'data-id': 'documentation' }, t('Documentation')))] : []),
            element('h3', {}, t('Licences')),
            element('p', { class: 'quiet' }, t('Airlock holds work of others. Each may be used and passed on under its licence:')),
            ...works.map(licence)));
    node.addEventListener('keydown', (event) => event.stopPropagation()); // the page's keys are not for here
    node.addEventListener('close', () => node.remove());
    stage.parts.frame.append(node);
    node.showModal();
    stage.ended.signal.addEventListener('abort', () => node.close(), { once: true });
}
