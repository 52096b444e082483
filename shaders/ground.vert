#version 300 es
// One rectangle of the canvas, given in CSS pixels; the fragment shader learns where in it a pixel lies.
precision highp float;

uniform vec4 box;     // x, y, width, height
uniform vec2 screen;  // the whole canvas

out vec2 at;

void main() {
    vec2 corner = vec2(float(gl_VertexID & 1), float(gl_VertexID >> 1));
    at = box.xy + corner * box.zw;
    vec2 part = at / screen;
    gl_Position = vec4(part.x * 2.0 - 1.0, 1.0 - part.y * 2.0, 0.0, 1.0);
}
