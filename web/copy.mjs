// What a reader should know about this copy of the page, in sentences, and where its documentation is; about.mjs shows
// both. The build in one file has single/copy.mjs in this place.

import { url_of } from './files.mjs';
import { t } from './words.mjs';

export const about_copy = () => [
    t('This copy is a folder of static files on the host that you see in the address. It fetches nothing from anywhere else, and nothing of what you do here is sent anywhere.'),
];

export const documentation = url_of('docs/index.html');
