// What a reader should know about this copy of the page, in sentences; about.mjs shows them. The build in one file has
// single/copy.mjs in this place.

import { t } from './words.mjs';

export const about_copy = () => [
    t('This copy is a folder of static files on the host that you see in the address. It fetches nothing from anywhere else, and nothing of what you do here is sent anywhere.'),
];
