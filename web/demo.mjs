// Defines <airlock-demo>. For those who want the class without that: demo_element.mjs.

import { AirlockDemo } from './demo_element.mjs';

export { AirlockDemo };

// Twice in one page, from two copies of the folder, the first one counts.
if (globalThis.customElements && !customElements.get('airlock-demo')) customElements.define('airlock-demo', AirlockDemo);
