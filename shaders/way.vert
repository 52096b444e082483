#version 300 es
// A strip along a way, out of a draw list of Dear ImGui: its texture coordinates say where on the way a pixel lies.
precision highp float;

uniform vec2 screen;  // the whole canvas, in CSS pixels

layout(location = 0) in vec2 position;
layout(location = 1) in vec2 place;  // pixels along the way; -1 … 1 across it
layout(location = 2) in vec4 tint;

out vec2 at;
out vec4 ink;

void main() {
    at = place;
    ink = tint;
    vec2 part = position / screen;
    gl_Position = vec4(part.x * 2.0 - 1.0, 1.0 - part.y * 2.0, 0.0, 1.0);
}
