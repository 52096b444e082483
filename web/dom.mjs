// Elements from data. Text only ever becomes text: nothing here or elsewhere in the page parses markup.

// element('button', { class: 'x', onclick: f, 'aria-pressed': 'true' }, 'text', other, …)
export function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
        if (value === undefined || value === null || value === false) continue;
        if (typeof value === 'function') made.addEventListener(key.slice(2), value);
        else made.setAttribute(key, value === true ? '' : String(value));
    }
    made.append(...children.filter((child) => child !== null && child !== undefined));
    return made;
}

// A form of which `deed` is done, by Enter in a field; the button beside it calls the same. Nothing is ever submitted: a
// frame without allow-forms forbids that before anybody hears of it.
export function form(deed, attributes, ...children) {
    const made = element('form', { onsubmit: (event) => event.preventDefault(), ...attributes }, ...children);
    made.addEventListener('keydown', (event) => {
        if (event.key !== 'Enter' || event.isComposing || !event.target.matches('input')) return;
        event.preventDefault();
        deed();
    });
    return made;
}

// What has the focus, seen from where `node` stands: inside a shadow root that is not what the document says.
export const focus_near = (node) => node.getRootNode().activeElement ?? document.activeElement;

// Writes only what differs, so that a screen reader is not told what it knows.
export function set_text(node, text) {
    if (node.textContent !== text) node.textContent = text;
}

export function set_attribute(node, name, value) {
    if (value === null || value === undefined || value === false) {
        if (node.hasAttribute(name)) node.removeAttribute(name);
    } else if (node.getAttribute(name) !== String(value)) {
        node.setAttribute(name, String(value));
    }
}
