// The story line by line, as long as it is. Lines stand in blocks that the browser leaves out while they are out of sight
// (content-visibility), and what is yet to come is a mark of whole blocks but for the one with the cursor: one
// step costs as much in ten thousand lines as in ten. A long story's nodes are made block by block when
// there is time; the block with the cursor at once.

import { element, focus_near, set_attribute } from './dom.mjs';
import { t } from './words.mjs';

const lines_in_block = 200;
const blocks_at_once = 4;

const when_idle = (work) => (self.requestIdleCallback ? requestIdleCallback(work, { timeout: 200 }) : setTimeout(work, 8));
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
        this.is_waiting = false; // for a quiet moment, to make more lines
        this.clear();
    }

    clear() {
        this.length = 0;
        this.blocks = []; // {node, lines, nodes: those made of them}
        this.entry = -1;
        this.node.replaceChildren();
    }

    // What was written of an entry.
    line(entry) {
        return this.blocks[this.block_of(entry)]?.lines[(entry - 1) % lines_in_block];
    }

    // The story from its line `from` on is this; what was there from then on goes.
    write(from, lines) {
        this.cut(Math.min(from, this.length));
        for (const line of lines) {
            if (this.length % lines_in_block === 0) this.add_block();
            this.blocks.at(-1).lines.push(line);
            this.length += 1;
        }
        for (const block of this.unmade().slice(0, blocks_at_once)) this.make(block);
        this.make_the_others();
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

    add_block() {
        const block = { node: element('div', { class: 'block' }), lines: [], nodes: [] };
        this.blocks.push(block);
        this.node.append(block.node);
    }

    unmade() {
        return this.blocks.filter(({ lines, nodes }) => nodes.length < lines.length);
    }

    make(block) {
        const made = block.lines.slice(block.nodes.length).map(line_node);
        block.nodes.push(...made);
        block.node.append(...made);
        if (block === this.blocks[this.block_of(this.entry)]) this.mark_block(block);
    }

    make_the_others() {
        if (this.is_waiting || !this.unmade().length) return;
        this.is_waiting = true;
        when_idle(() => {
            this.is_waiting = false;
            const [block] = this.unmade();
            if (block) this.make(block);
            this.make_the_others();
        });
    }

    block_of(entry) {
        return Math.floor((entry - 1) / lines_in_block);
    }

    // The cursor stands at an entry: line `entry - 1`; 0 is before the first.
    mark(entry) {
        const before = this.blocks[this.block_of(this.entry)], now = this.blocks[this.block_of(entry)];
        const has_moved = this.entry !== entry;
        this.entry = entry;
        this.blocks.forEach(({ node }, number) => node.classList.toggle('future', number > this.block_of(entry)));
        if (before && before !== now) before.nodes.forEach(mark_past);
        if (!now) return;
        if (now.nodes.length < now.lines.length) this.make(now);
        else this.mark_block(now);
        if (has_moved) this.bring_into_view(now, entry);
    }

    mark_block({ lines, nodes }) {
        nodes.forEach((line, index) => {
            const { entry } = lines[index];
            line.classList.toggle('future', entry > this.entry);
            set_attribute(line.firstChild, 'aria-current', entry === this.entry ? 'true' : null);
        });
    }

    // Within the list only: the page itself never jumps, and nobody who reads the list is moved.
    bring_into_view(block, entry) {
        const line = block.nodes[(entry - 1) % lines_in_block];
        if (!line || this.node.contains(focus_near(this.node))) return;
        const { scrollTop, clientHeight } = this.node;
        const box = line.getBoundingClientRect(), top = box.top - this.node.getBoundingClientRect().top;
        if (top < 0 || top + box.height > clientHeight) this.node.scrollTop = scrollTop + top - clientHeight / 3;
    }
}
