// Every browser test there is, in the order in which they are begun. One that says `measures` is about time: it comes last,
// in a browser that compiles as thoroughly as any visitor's.

import { tests as axe } from './axe_test.mjs';
import { tests as broken } from './broken_test.mjs';
import { tests as compare } from './compare_test.mjs';
import { tests as demo } from './demo_test.mjs';
import { tests as desk } from './desk_test.mjs';
import { tests as embed } from './embed_test.mjs';
import { tests as firefox } from './firefox_test.mjs';
import { tests as guest } from './guest_test.mjs';
import { tests as host } from './host_test.mjs';
import { tests as link } from './link_test.mjs';
import { tests as look } from './look_test.mjs';
import { tests as offline } from './offline_test.mjs';
import { tests as picture } from './picture_test.mjs';
import { tests as portal } from './portal_test.mjs';
import { tests as proof } from './proof_test.mjs';
import { tests as recipe } from './recipe_test.mjs';
import { tests as screens } from './screens_test.mjs';
import { tests as single } from './single_test.mjs';
import { tests as site } from './site_test.mjs';
import { tests as stage } from './stage_test.mjs';
import { tests as story } from './story_test.mjs';
import { tests as tools } from './tools_test.mjs';
import { tests as types } from './types_test.mjs';
import { tests as walk } from './walk_test.mjs';
import { tests as workshop } from './workshop_test.mjs';

export const all_tests = [
    ...look, ...picture, ...screens, ...story,
    ...link, ...stage, ...portal, ...workshop, ...guest, ...host, ...embed, ...offline, ...firefox,
    ...desk, ...demo, ...types, ...tools, ...compare, ...proof, ...single, ...axe, ...site, ...recipe, ...walk, ...broken,
];
