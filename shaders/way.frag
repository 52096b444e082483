#version 300 es
// What flows along a way, and the glow of one that is selected. A still picture of how far things have come.
precision highp float;

uniform vec4 run;  // where the first pulse is, how long the train behind it, from pulse to pulse; glow all along

in vec2 at;
in vec4 ink;
out vec4 colour;

void main() {
    float halo = exp(-at.y * at.y * 7.0), core = smoothstep(0.36, 0.16, abs(at.y));
    float behind = run.x - at.x;
    float train = smoothstep(0.0, 8.0, behind) * smoothstep(run.y, run.y * 0.35, behind);
    float pulse = pow(0.5 + 0.5 * cos(behind / run.z * 6.2832), 4.0);
    float light = max(run.w * halo, train * (halo * (0.3 + 0.5 * pulse) + core * pulse));
    colour = vec4(ink.rgb, ink.a * min(light, 1.0));
}
