// Scenarios that come with the page, by their names: "cross-account", "threats/th05".

import { url_of } from './files.mjs';

export const default_scenario = 'cross-account';

// One folder at most, and no dots. Whether there is such a scenario only fetching tells.
export const is_shipped_name = (text) => /^(?:[a-z0-9][a-z0-9_-]{0,63}\/)?[a-z0-9][a-z0-9_-]{0,63}$/.test(text);

export const shipped_scenario = (name) => ({ name, url: url_of(`scenarios/${name}.json`) });
