// What people do to the canvas, told to the program. A guest in somebody's page takes nothing that was not
// offered: keys only while the canvas has the focus, the wheel only then or with a modifier, a finger's vertical
// swipe scrolls the page until the canvas has been tapped.

import { focus_near } from './dom.mjs';

export const is_embedded = (() => {
    try {
        return window.self !== window.top;
    } catch {
        return true;
    }
})();

// `bridge()` is the program to tell; `wake()` asks for a frame; `signal` ends it all; `is_guest` says that the page
// around the canvas is somebody else's.
export function listen(canvas, typing, { bridge, wake, signal, is_guest }) {
    const on = (kind, deed, options = {}) => canvas.addEventListener(kind, deed, { signal, ...options });
    const has_focus = () => focus_near(canvas) === canvas;
    const place = (event) => {
        const box = canvas.getBoundingClientRect();
        return [event.clientX - box.left, event.clientY - box.top];
    };
    const is_touch = (event) => (event.pointerType === 'touch' ? 1 : 0);
    const call = (name, ...numbers) => {
        bridge().call(name, [], ...numbers);
        wake();
    };

    // --- pointers; two fingers pan and pinch ---
    const fingers = new Map();
    let pinch = null; // { distance, x, y } while two fingers are down
    let is_swallowed = false; // the fingers left over from a pinch

    const pinch_now = () => {
        const [a, b] = [...fingers.values()];
        return { distance: Math.max(10, Math.hypot(a[0] - b[0], a[1] - b[1])), x: (a[0] + b[0]) / 2, y: (a[1] + b[1]) / 2 };
    };

    const down = (event) => {
        const [x, y] = place(event);
        if (!has_focus() && focus_near(canvas) !== typing) canvas.focus({ preventScroll: true });
        if (event.pointerType === 'touch') {
            fingers.set(event.pointerId, [x, y]);
            if (fingers.size === 2) {
                call('app_pointer_cancel');
                pinch = pinch_now();
                is_swallowed = true;
            }
            if (is_swallowed) return;
        }
        if (event.button > 2) return;
        canvas.setPointerCapture(event.pointerId);
        call('app_pointer_press', x, y, event.button === 2 ? 1 : event.button === 1 ? 2 : 0, 1, is_touch(event));
        // The focus stays where it was put; no drag of the canvas as an image, no selection of text.
        if (event.pointerType !== 'touch') event.preventDefault();
    };
    const move = (event) => {
        const [x, y] = place(event);
        if (fingers.has(event.pointerId)) fingers.set(event.pointerId, [x, y]);
        if (pinch && fingers.size >= 2) {
            const now = pinch_now();
            call('app_pinch', now.distance / pinch.distance, now.x, now.y, now.x - pinch.x, now.y - pinch.y);
            pinch = now;
        }
        if (!is_swallowed) call('app_pointer_move', x, y, is_touch(event));
    };
    const up = (event) => {
        const was_swallowed = is_swallowed;
        fingers.delete(event.pointerId);
        if (fingers.size < 2) pinch = null;
        if (fingers.size === 0) is_swallowed = false;
        if (was_swallowed) return;
        if (event.type === 'pointercancel') return call('app_pointer_cancel');
        const [x, y] = place(event);
        call('app_pointer_press', x, y, event.button === 2 ? 1 : event.button === 1 ? 2 : 0, 0, is_touch(event));
    };
    on('pointerdown', down);
    on('pointermove', move);
    on('pointerup', up);
    on('pointercancel', up);
    on('pointerleave', (event) => {
        if (!canvas.hasPointerCapture(event.pointerId)) call('app_pointer_leave');
    });
    on('contextmenu', (event) => event.preventDefault());

    // --- wheel ---
    on(
        'wheel',
        (event) => {
            const is_zoom = event.ctrlKey || event.metaKey;
            if (is_guest && !has_focus() && !is_zoom) return;
            event.preventDefault();
            const scale = event.deltaMode === 1 ? 18 : event.deltaMode === 2 ? canvas.clientHeight : 1;
            const limit = (delta) => Math.max(-400, Math.min(400, delta * scale));
            call('app_wheel', limit(event.deltaX), limit(event.deltaY), is_zoom ? 1 : 0);
        },
        { passive: false },
    );

    // --- keys and focus ---
    on('keydown', (event) => {
        if (event.isComposing || event.key === 'Tab') return;
        const has_modifier = event.ctrlKey || event.metaKey || event.altKey ? 1 : 0;
        if (bridge().call('app_key', [event.key], has_modifier)) event.preventDefault();
        wake();
    });
    const touch_action = () => {
        const is_mine = !is_guest || has_focus();
        canvas.classList.toggle('guest', !is_mine);
    };
    let is_pressed = false;
    on('pointerdown', () => (is_pressed = true), { capture: true });
    on('pointerup', () => (is_pressed = false));
    for (const kind of ['focus', 'blur']) {
        on(kind, () => {
            touch_action();
            canvas.classList.toggle('by-key', kind === 'focus' && !is_pressed);
            call('app_focus', kind === 'focus' ? 1 : 0);
        });
    }
    touch_action();
}

// Keeps the canvas as many device pixels large as it is on the screen, also where only its box has changed.
export function follow_size(canvas, resized, signal) {
    let last = '';
    const apply = (width, height, pixels) => {
        if (width < 1 || height < 1) return;
        const ratio = window.devicePixelRatio || 1;
        let w = Math.round(width * ratio), h = Math.round(height * ratio);
        // The browser knows the exact number; under an emulated ratio some tell that of the real screen instead.
        if (pixels && Math.abs(pixels.inlineSize - w) <= 1 && Math.abs(pixels.blockSize - h) <= 1) {
            w = pixels.inlineSize;
            h = pixels.blockSize;
        }
        const key = `${w}x${h}@${ratio}`;
        if (key === last) return;
        last = key;
        canvas.width = w;
        canvas.height = h;
        resized(w / ratio, h / ratio, ratio);
    };
    const observer = new ResizeObserver((entries) => {
        const entry = entries[entries.length - 1];
        apply(entry.contentRect.width, entry.contentRect.height, entry.devicePixelContentBoxSize?.[0]);
    });
    try {
        observer.observe(canvas, { box: 'device-pixel-content-box' });
    } catch {
        observer.observe(canvas);
    }
    // A window moved to a screen of another ratio changes no box.
    const watch_ratio = () => {
        matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`).addEventListener(
            'change',
            () => {
                apply(canvas.clientWidth, canvas.clientHeight, null);
                watch_ratio();
            },
            { once: true, signal },
        );
    };
    watch_ratio();
    const force = () => {
        last = '';
        apply(canvas.clientWidth, canvas.clientHeight, null);
    };
    force();
    signal.addEventListener('abort', () => observer.disconnect());
    return { force };
}
