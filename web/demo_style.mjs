// How a demonstration looks around its stage: the picture before it is started, the bar below it, what went wrong. A sheet
// of its own, made from this text once: a strict policy allows that where it forbids <style>, and it is there with the
// first picture, so that nothing jumps. Colours are those of page.css unless the page around says otherwise; the stage
// itself has page.css.

const text = `
:host {
    display: block; position: relative; aspect-ratio: var(--airlock-ratio, 16 / 10); overflow: hidden; contain: layout paint;
    border-radius: var(--airlock-radius, 12px);
}
:host([hidden]) { display: none; }
@media (max-width: 560px) {
    :host { aspect-ratio: var(--airlock-ratio, 4 / 5); }
    :host([compare]) { aspect-ratio: var(--airlock-ratio, 1 / 2); }
}
.demo {
    --demo-ground: var(--airlock-ground, #090d18); --demo-panel: var(--airlock-panel, #10182a);
    --demo-line: var(--airlock-line, #283552);
    --demo-text: var(--airlock-text, #edf2fc); --demo-quiet: var(--airlock-quiet, #a3b1cb);
    --demo-focus: var(--airlock-focus, #62cbff);
    --demo-button: var(--airlock-button, #3fcf8e); --demo-button-text: var(--airlock-button-text, #04170e);
    --demo-red: #ff8266;
    color-scheme: dark;
    position: absolute; inset: 0; display: grid; grid-template: minmax(0, 1fr) auto / minmax(0, 1fr); container-type: size;
    background: var(--demo-ground); color: var(--demo-text);
    font: 15px/1.45 var(--airlock-font, system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif); text-align: start;
    /* Words that stand in a page of another direction, in a heading or in a table are still these. */
    direction: ltr; white-space: normal; text-transform: none; letter-spacing: normal; text-indent: 0;
}
.demo[data-look='light'] {
    --demo-ground: var(--airlock-ground, #ecf0f7); --demo-panel: var(--airlock-panel, #ffffff);
    --demo-line: var(--airlock-line, #d0d9e8);
    --demo-text: var(--airlock-text, #0f1728); --demo-quiet: var(--airlock-quiet, #46546f);
    --demo-focus: var(--airlock-focus, #07639e);
    --demo-button: var(--airlock-button, #0a7d4f); --demo-button-text: var(--airlock-button-text, #ffffff);
    --demo-red: #a01a1e;
    color-scheme: light;
}
.demo::after {
    content: ''; position: absolute; inset: 0; z-index: 9; pointer-events: none;
    border: var(--airlock-border, 1.25px solid var(--demo-line)); border-radius: var(--airlock-radius, 12px);
}
.demo [hidden] { display: none !important; }
.demo-picture, .demo-place { grid-area: 1 / 1; min-width: 0; min-height: 0; position: relative; overflow: hidden; }
.demo-picture > * { position: absolute; inset: 0; width: 100%; height: 100%; object-fit: contain; }
.demo-blank {
    display: grid; place-content: center; justify-items: center; gap: 4px; margin: 0; padding: 24px; text-align: center;
    font-size: 20px; font-weight: 600;
}
.demo-blank::before {
    content: ''; width: 44px; height: 44px; border: 4px solid var(--demo-focus); border-radius: 50%; opacity: 0.7;
}
.demo-place { z-index: 2; outline: none; }
.demo-place[hidden] { display: none; }
/* While it loads the picture stays, behind the bar that tells how far it is. */
.demo[data-phase='loading'] .demo-place .frame-root { background: none; }
.demo[data-phase='loading'] .demo-place .screen { background: color-mix(in srgb, var(--demo-ground) 74%, transparent); }
.demo[data-phase='loading'] .demo-place .canvas { visibility: hidden; }
.demo[data-whole] { grid-template-rows: minmax(0, 1fr) 0; }
.demo-bar {
    grid-area: 2 / 1; z-index: 3; display: flex; align-items: center; gap: 12px 16px; min-height: 80px;
    box-sizing: border-box; padding: 10px 14px;
    background: var(--demo-panel); border-top: 1.25px solid var(--demo-line);
}
.demo-caption { flex: 1 1 0; min-width: 0; margin: 0; font-size: 14px; color: var(--demo-quiet); }
.demo-caption > * {
    display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 1; overflow: hidden; overflow-wrap: anywhere;
}
.demo-caption > strong { color: var(--demo-text); font-weight: 600; }
.demo-caption > span { -webkit-line-clamp: 2; line-height: 1.35; }
.demo-bar button, .demo-problems button {
    flex: none; min-height: 40px; padding: 6px 16px; border: 1.25px solid var(--demo-line); border-radius: 8px;
    background: none; color: var(--demo-text); font: inherit; font-weight: 600; cursor: pointer; text-align: center;
}
.demo-bar button:hover, .demo-problems button:hover { border-color: currentColor; }
.demo-bar .demo-begin { border-color: transparent; background: var(--demo-button); color: var(--demo-button-text); }
.demo-bar .demo-begin::before {
    content: ''; display: inline-block; width: 10px; height: 12px; margin-inline-end: 10px; vertical-align: -1px;
    background: currentColor; clip-path: polygon(0 0, 100% 50%, 0 100%);
}
.demo[data-phase='loading'] .demo-begin { visibility: hidden; }
/* The whole picture is its target. */
.demo-bar .demo-begin::after { content: ''; position: absolute; inset: 0; }
.demo-bar button:focus-visible, .demo-problems button:focus-visible {
    outline: 2px solid var(--demo-focus); outline-offset: 2px;
}
/* No box of its own: one that grows when keys come for the button would count as a jump. */
.demo-deeds { display: contents; }
.demo-keys { display: flex; flex: none; gap: 6px; }
.demo-bar .demo-keys button { width: 40px; padding: 0; display: grid; place-items: center; }
.demo-bar .demo-keys .demo-parting { width: auto; padding: 0 14px; }
.demo-keys button::before {
    content: ''; width: 12px; height: 14px; background: currentColor; clip-path: polygon(8% 0, 100% 50%, 8% 100%);
}
.demo-keys .demo-parting::before { content: none; }
.demo-keys .demo-back::before { clip-path: polygon(0 0, 16% 0, 16% 44%, 100% 0, 100% 100%, 16% 56%, 16% 100%, 0 100%); }
.demo-keys .demo-forward::before { clip-path: polygon(100% 0, 84% 0, 84% 44%, 0 0, 0 100%, 84% 56%, 84% 100%, 100% 100%); }
.demo-keys [data-playing]::before { clip-path: polygon(0 0, 34% 0, 34% 100%, 66% 100%, 66% 0, 100% 0, 100% 100%, 0 100%); }
/* Above the target that the whole picture is. */
.demo-open {
    position: relative; flex: none; display: grid; place-items: center; width: 40px; height: 40px; margin-inline-start: -6px;
    border-radius: 8px;
    color: var(--demo-quiet); font-size: 13px; text-decoration: none;
}
.demo-open:hover { color: var(--demo-text); }
.demo-open:focus-visible { outline: 2px solid var(--demo-focus); outline-offset: 2px; }
.demo-open > span { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.demo-open::after {
    content: ''; width: 12px; height: 12px; background: currentColor;
    clip-path: polygon(22% 0, 100% 0, 100% 78%, 84% 78%, 84% 27%, 12% 100%, 0 88%, 73% 16%, 22% 16%);
}
.demo-foot {
    grid-area: 2 / 1; z-index: 3; display: flex; justify-content: end; padding: 0 14px;
    background: var(--demo-panel); border-top: 1.25px solid var(--demo-line);
}
.demo-foot > .demo-open { grid-auto-flow: column; gap: 8px; width: auto; height: 34px; }
.demo-foot > .demo-open > span { position: static; width: auto; height: auto; clip-path: none; }
.demo-foot > .demo-open::after { width: 9px; height: 9px; }
.demo-problems {
    position: absolute; z-index: 8; inset: 8px 8px auto; display: flex; gap: 12px; align-items: start;
    max-height: calc(100% - 16px); box-sizing: border-box;
    overflow: auto; padding: 10px 14px; border: 1.25px solid var(--demo-red); border-radius: 8px;
    background: var(--demo-panel); font-size: 14px;
}
.demo-problems ul { flex: 1; margin: 0; padding: 0; list-style: none; overflow-wrap: anywhere; }
.demo-problems button { min-height: 28px; padding: 0 10px; }
/* Two pictures say themselves what happens: the bar is as low as its keys, in every phase, so that nothing jumps. */
.demo[data-pair] .demo-bar { min-height: 52px; padding-block: 5px; }
.demo[data-pair] .demo-caption > span { -webkit-line-clamp: 1; }
/* Narrow and high: the words stand above the button. */
@container (max-width: 520px) and (min-height: 320px) {
    .demo-bar { flex-direction: column; align-items: stretch; min-height: 148px; }
    .demo-caption > span { -webkit-line-clamp: 4; }
    .demo-bar .demo-begin { flex: 1; }
    .demo-deeds { display: flex; align-items: center; justify-content: center; gap: 6px; }
    .demo[data-pair] .demo-bar { gap: 6px; min-height: 118px; justify-content: center; }
    .demo[data-pair] .demo-caption { flex: none; }
    .demo[data-pair] .demo-caption > strong { -webkit-line-clamp: 2; }
}
@container (max-height: 319.98px) {
    .demo-bar { min-height: 52px; padding-block: 5px; }
    .demo-caption > span { display: none; }
}
@media (forced-colors: active) {
    .demo-keys button::before, .demo-bar .demo-begin::before { background: ButtonText; forced-color-adjust: none; }
    .demo-open::after { background: LinkText; forced-color-adjust: none; }
}
`;

let sheet = null;

export function demo_sheet() {
    if (!sheet) {
        sheet = new CSSStyleSheet();
        sheet.replaceSync(text);
    }
    return sheet;
}
