// The program's wishes (src/app/platform.h) carried out by the browser.

import { by_id } from './dom.mjs';
import { toast } from './screens.mjs';

export async function copy_text(text) {
    try {
        await navigator.clipboard.writeText(text);
        return true;
    } catch {
        // Inside a frame without the permission, or without https: the old way, from a selection.
        const area = document.createElement('textarea');
        area.value = text;
        area.className = 'typing';
        document.body.append(area);
        const had_focus = document.activeElement;
        area.select();
        const is_copied = document.execCommand('copy');
        area.remove();
        had_focus?.focus?.({ preventScroll: true });
        return is_copied;
    }
}

// `page` answers what concerns more than one of these lines.
export function make_host(page) {
    const canvas = by_id('canvas');
    const wishes = {
        open_file: () => by_id('file').click(),
        open_scenario: (name) => page.open_shipped(name),
        text_view: () => page.show_text_view(!page.is_text_view_shown()),
        theme: (name) => page.set_theme(name),
        copy: async (text) => toast((await copy_text(text)) ? 'Copied' : 'The browser did not allow copying'),
        copy_link: async () => {
            const link = page.link();
            if (!link) return toast('A scenario of your own cannot be linked to');
            return toast((await copy_text(link)) ? 'Link copied' : 'The browser did not allow copying');
        },
        leave: () => canvas.blur(),
        help: () => {},
    };
    return {
        wish: (name, text) => wishes[name]?.(text),
        request_frame: () => page.request_frame(),
        set_pointer: (name) => (canvas.style.cursor = name),
        set_text_input: (is_wanted, x, y, height) => page.set_text_input(is_wanted, x, y, height),
    };
}
