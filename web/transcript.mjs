// The story line by line, as long as it is. Lines stand in blocks that the browser leaves out while they are out of sight
// (content-visibility); what is yet to come is a mark of whole blocks but for the one with the cursor. So one step
// costs as much in ten thousand lines as in ten. A long story comes from the program in pieces.

import { element, focus_near, set_attribute } from './dom.mjs';
import { t } from './words.mjs';

const lines_in_block = 100;

const said_outcome = (outcome) => t(outcome === 'pending' ? 'waits for a vote' : outcome);

function line_node(line) {
    const is_refused = line.outcome === 'refused' || line.outcome === 'failed';
    return element('div', { role: 'listitem', class: is_refused ? 'line refused' : 'line' },
        element('button', { type: 'button', 'data-entry': line.entry },
            element('span', { class: 'when' }, `${line.time} ${line.who} `),
            line.sentence,
            element('span', { class: 'unseen verdict' }, ` (${said_outcome(line.outcome)})`)));
}

function mark_past(line) {
    line.classList.remove('future');
    set_attribute(line.firstChild, 'aria-current', null);
}

export class Transcript {
    // `seek(entry)` is called for a line that is pressed. Its `node` is the list.
    constructor(seek) {
        this.node = element('div', { class: 'transcript', role: 'list', tabindex: '0', 'aria-label': t('Transcript') });
        this.node.onclick = (event) => {
            const entry = event.target.closest('button')?.dataset.entry;
            if (entry) seek(Number(entry));
        };
        this.clear();
    }

    clear() {
        this.length = 0;
        this.blocks = []; // {node, lines, nodes: those made of them}
        this.entry = -1;
        this.is_behind = false; // the cursor has moved, and the list has not yet followed
        this.node.replaceChildren();
    }

    // What was written of an entry.
    line(entry) {
        return this.blocks[this.block_of(entry)]?.lines[(entry - 1) % lines_in_block];
    }

    // The story from its line `from` on is this, what was there from then on goes; the cursor stands at an entry: line
    // `entry - 1`, or 0 for before the first.
    write(from, lines, entry) {
        this.cut(Math.min(from, this.length));
        for (let at = 0; at < lines.length;) at += this.add(lines.slice(at, at + lines_in_block - (this.length % lines_in_block)));
        this.mark(entry);
    }

    cut(length) {
        this.blocks.splice(Math.ceil(length / lines_in_block)).forEach(({ node }) => node.remove());
        const last = this.blocks.at(-1);
        if (last) {
            const kept = length - (this.blocks.length - 1) * lines_in_block;
            last.lines.length = kept;
            last.nodes.splice(kept).forEach((node) => node.remove());
        }
        this.length = length;
    }

    // Lines that the last block has room for; returns how many.
    add(lines) {
        if (this.length % lines_in_block === 0) {
            const node = element('div', { class: 'block' });
            this.blocks.push({ node, lines: [], nodes: [] });
            this.node.append(node);
        }
        const block = this.blocks.at(-1), made = lines.map(line_node);
        block.lines.push(...lines);
        block.nodes.push(...made);
        block.node.append(...made);
        this.length += lines.length;
        return lines.length;
    }

    block_of(entry) {
        return Math.floor((entry - 1) / lines_in_block);
    }

    mark(entry) {
        const before = this.blocks[this.block_of(this.entry)], now = this.blocks[this.block_of(entry)];
        this.is_behind ||= this.entry !== entry;
        this.entry = entry;
        this.blocks.forEach(({ node }, number) => {
            node.classList.toggle('future', number > this.block_of(entry));
            node.classList.toggle('now', number === this.block_of(entry));
        });
        if (before && before !== now) before.nodes.forEach(mark_past);
        if (!now) return;
        now.nodes.forEach((line, index) => {
            const number = now.lines[index].entry;
            line.classList.toggle('future', number > entry);
            set_attribute(line.firstChild, 'aria-current', number === entry ? 'true' : null);
        });
        const line = now.nodes[(entry - 1) % lines_in_block];
        if (!line || !this.is_behind) return;
        this.is_behind = false;
        this.bring_into_view(line);
    }

    // Within the list only: the page itself never jumps, and nobody who reads the list is moved.
    bring_into_view(line) {
        if (this.node.contains(focus_near(this.node))) return;
        const { scrollTop, clientHeight } = this.node;
        const box = line.getBoundingClientRect(), top = box.top - this.node.getBoundingClientRect().top;
        if (top < 0 || top + box.height > clientHeight) this.node.scrollTop = scrollTop + top - clientHeight / 3;
    }
}
