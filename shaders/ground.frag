#version 300 es
// The ground under the stage. Where an organization or account is lost, embers seep through it; around an
// air-gapped vault its own light holds them off, so that the eye sees at once where the attack ends.
// A still picture: nothing here depends on the time, only on how far things have come.
precision highp float;

const int vaults_max = 4;
const int places_max = 16;

uniform vec4 box;
uniform float density;  // device pixels a CSS pixel
uniform float zoom;
uniform vec2 origin;    // of the stage's own units
uniform vec3 struck;    // where an attack was stopped, and how fresh that is
uniform float is_dark;
uniform int layer;  // 0 the ground, 1 what the vaults shed over the places around them, 2 a veil over all but the places
uniform vec4 vaults[vaults_max];  // centre, radius, light
uniform int vaults_count;
uniform vec4 places[places_max];  // x, y, width, height
uniform vec2 places_loss[places_max];  // loss, corner radius
uniform vec3 places_from[places_max];  // where the loss came in, and how far it has spread
uniform int places_count;

in vec2 at;
out vec4 colour;

float hash(vec2 p) {
    vec3 q = fract(vec3(p.xyx) * 0.1031);
    q += dot(q, q.yzx + 33.33);
    return fract((q.x + q.y) * q.z);
}

float noise(vec2 p) {
    vec2 i = floor(p), f = fract(p);
    f = f * f * (3.0 - 2.0 * f);
    return mix(mix(hash(i), hash(i + vec2(1, 0)), f.x), mix(hash(i + vec2(0, 1)), hash(i + vec2(1, 1)), f.x), f.y);
}

float clouds(vec2 p) {
    return 0.5 * noise(p) + 0.27 * noise(p * 2.03 + 7.1) + 0.15 * noise(p * 4.1 + 3.7) + 0.08 * noise(p * 8.3);
}

// Below zero inside a rectangle with round corners.
float rounded(vec2 p, vec4 r, float corner) {
    vec2 q = abs(p - r.xy - r.zw * 0.5) - r.zw * 0.5 + corner;
    return length(max(q, 0.0)) + min(max(q.x, q.y), 0.0) - corner;
}

// Premultiplied: what it covers, and what it adds.
vec4 light_over_places() {
    vec3 glow = mix(vec3(0.10, 0.55, 0.86), vec3(0.30, 0.76, 1.0), is_dark);
    vec3 clean = mix(vec3(0.965, 0.982, 1.0), vec3(0.040, 0.072, 0.128), is_dark);
    vec4 sum = vec4(0.0);
    for (int i = 0; i < vaults_max; ++i) {
        if (i >= vaults_count) break;
        vec4 v = vaults[i];
        float away = max((length(at - v.xy) - v.z) / max(v.z, 1.0), 0.0);
        float within = 1.0 - smoothstep(-1.0, 1.0, rounded(at, places[i], places_loss[i].y));
        float cover = smoothstep(0.62, 0.0, away) * v.w * places_loss[i].x * within * 0.92;
        float falls = exp(-away * 4.2) * smoothstep(1.2, 0.0, away) * v.w;
        vec4 one = vec4(clean * cover, cover);
        one.rgb += glow * falls * mix(0.0, 0.34, is_dark);
        // On a light ground light can only be a colour, not a brightness.
        float tint = falls * (1.0 - is_dark) * 0.30;
        one = vec4(one.rgb * (1.0 - tint) + glow * tint, one.a + tint * (1.0 - one.a));
        sum = one + sum * (1.0 - one.a);
    }
    sum.rgb += (hash(floor(at * density)) - 0.5) / 255.0 * step(0.002, sum.a + sum.b);
    return sum;
}

// All that does not belong to what is selected steps back.
vec4 veil(vec3 ground) {
    float lit = 0.0;
    for (int i = 0; i < places_max; ++i) {
        if (i >= places_count) break;
        lit = max(lit, smoothstep(10.0, -2.0, rounded(at, places[i], places_loss[i].y)));
    }
    float cover = (1.0 - lit) * struck.z;
    return vec4(ground * cover, cover);
}

void main() {
    if (layer == 1) {
        colour = light_over_places();
        return;
    }
    vec3 ground = mix(vec3(0.925, 0.941, 0.969), vec3(0.035, 0.051, 0.094), is_dark);
    vec3 ember = mix(vec3(0.94, 0.36, 0.18), vec3(1.0, 0.33, 0.16), is_dark);
    vec3 light = mix(vec3(0.10, 0.55, 0.86), vec3(0.27, 0.73, 1.0), is_dark);
    vec2 unit = (at - origin) / zoom;
    if (layer == 2) {
        colour = veil(ground);
        return;
    }

    // A faint lift towards the middle keeps a large empty ground from looking flat.
    vec2 middle = (at - box.xy) / box.zw - 0.5;
    ground += mix(vec3(0.02), vec3(0.012, 0.016, 0.026), is_dark) * (1.0 - 2.0 * dot(middle, middle));

    // A quiet lattice of points, 24 units apart: the stage's own paper.
    vec2 cell = abs(fract(unit / 24.0 + 0.5) - 0.5) * 24.0 * zoom;
    float point = 1.0 - smoothstep(0.7, 1.2, length(cell));
    ground += point * mix(vec3(-0.05, -0.045, -0.03), vec3(0.035, 0.045, 0.07), is_dark);

    // How strongly vaults shine here, and how surely they keep embers out.
    float shine = 0.0, shelter = 0.0;
    for (int i = 0; i < vaults_max; ++i) {
        if (i >= vaults_count) break;
        vec4 v = vaults[i];
        float away = (length(at - v.xy) - v.z) / max(v.z, 1.0);
        float falls = exp(-max(away, 0.0) * 3.2) * smoothstep(1.5, 0.0, away);
        shine = max(shine, falls * v.w);
        shelter = max(shelter, smoothstep(0.62, 0.10, away) * v.w);
    }

    // Embers: brighter along the lost boundary, broken up by slow clouds.
    float heat = 0.0;
    for (int i = 0; i < places_max; ++i) {
        if (i >= places_count) break;
        float inside = -rounded(at, places[i], places_loss[i].y) / zoom;
        float edge = exp(-max(inside, 0.0) / 70.0) * 0.75 + 0.25;
        float here = inside > 0.0 ? edge : exp(inside / 9.0) * 0.6;
        // It spreads from where it came in, with a bright front, until it fills the place.
        vec3 from = places_from[i];
        float front = from.z * 1.2 * length(places[i].zw) - length(at - from.xy);
        float spread = from.z < 1.0 ? smoothstep(0.0, 40.0 * zoom, front) : 1.0;
        float edge_of_fire = exp(-abs(front) / (14.0 * zoom)) * (1.0 - from.z) * 1.6 * step(0.0, inside);
        heat = max(heat, here * places_loss[i].x * spread + edge_of_fire);
    }
    float smoke = clouds(unit / 90.0);
    float veins = 1.0 - abs(2.0 * clouds(unit / 46.0 + 11.0) - 1.0);
    heat *= (0.30 + 0.85 * smoke * smoke) + 0.35 * pow(veins, 9.0);
    heat *= 1.0 - shelter;

    vec3 result = ground;
    result = mix(result, ember, heat * mix(0.22, 0.42, is_dark));
    result = mix(result, light, shine * mix(0.16, 0.26, is_dark));

    // Where the two meet, a thin bright seam: this far and no further.
    float seam = shelter * (1.0 - shelter) * 4.0;
    result += light * seam * min(heat * 3.0, 1.0) * 0.10;

    if (struck.z > 0.0) {
        float away = length(at - struck.xy);
        float wave = (1.0 - struck.z) * 90.0 * zoom;
        result += ember * struck.z * exp(-abs(away - wave) / (7.0 * zoom)) * 0.35;
    }

    // A grain finer than one step of eight bits hides the bands of a slow gradient.
    result += (hash(floor(at * density)) - 0.5) / 255.0;
    colour = vec4(clamp(result, 0.0, 1.0), 1.0);
}
