// The program's wishes (src/app/platform.h) carried out by the browser.

import { t } from './words.mjs';

// `place`: where a text can be selected; a modal dialog makes everything else inert.
export async function copy_text(text, place = document.body) {
    try {
        await navigator.clipboard.writeText(text);
        return true;
    } catch {
        // Inside a frame without the permission, or without https: the old way, from a selection.
        const area = document.createElement('textarea');
        area.value = text;
        area.className = 'typing';
        place.append(area);
        const had_focus = document.activeElement;
        area.select();
        const is_copied = document.execCommand('copy');
        area.remove();
        had_focus?.focus?.({ preventScroll: true });
        return is_copied;
    }
}

const not_allowed = () => t('The browser did not allow copying');

// `stage` answers what concerns more than one of these lines.
export function make_host(stage) {
    const wishes = {
        open_file: () => stage.pick_file(),
        open_scenario: (name) => stage.open_shipped(name),
        text_view: () => stage.show_text_view(!stage.is_text_shown),
        theme: (name) => stage.set_theme(name),
        language: (code) => stage.set_language(code),
        copy: async (text) => stage.toast((await copy_text(text)) ? t('Copied') : not_allowed()),
        copy_link: async () => {
            const { link, length } = await stage.link();
            if (!link) return stage.toast(t('This scenario is too long for a link'));
            return stage.toast((await copy_text(link)) ? t('Link copied, {length} characters', { length }) : not_allowed());
        },
        leave: () => stage.canvas.blur(),
        portal: (person) => stage.open_portal(person),
        help: () => {},
        export: () => stage.open_tool('export'),
        compose: () => stage.open_tool('composer'),
        compare: () => stage.open_tool('comparing'),
    };
    return {
        canvas: () => stage.canvas,
        wish: (name, text) => wishes[name]?.(text),
        request_frame: () => stage.request_frame(),
        set_pointer: (name) => (stage.canvas.style.cursor = name),
        set_text_input: (is_wanted, x, y, height) => stage.set_text_input(is_wanted, x, y, height),
    };
}
