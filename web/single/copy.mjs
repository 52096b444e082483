// What a reader should know about the one file, in sentences.

import { t } from '../words.mjs';

export const about_copy = () => [
    t('This copy is one file. It holds all stories, languages and tools, and it contacts nobody: its own policy forbids the browser to load or send anything.'),
    t('It opens no scenario by a web address, for that would be contacting somebody: open such a scenario as a file, or drop it here.'),
    t('A frame around it decides more than this file can: without “allow-popups” a portal opens in a panel and the comparison in this very place; without “allow-downloads” exports can only be copied.'),
    t('What is left out: the scripts that put a stage into a page of your own. For those take the folder that ./airlock build web leaves in dist/.'),
];

// It holds none, and what leads out of it may lead nowhere.
export const documentation = null;
