// Answers the glGet* questions that Dear ImGui's OpenGL backend asks in every frame without asking the GPU.
// Force-included into imgui_impl_opengl3.cpp only (cmake/dependencies.cmake); upstream stays untouched.
//
// Why: the backend saves and restores about twenty pieces of GL state a frame. In a browser each question
// waits for the GPU process: 57 ms a frame were measured with them, 1.2 ms without. Nobody else draws into
// our context, so what is restored does not matter: the answers are the defaults of a fresh context.
#pragma once

#include <GLES3/gl3.h>

namespace airlock::gl_no_readback {

inline void get_integer(GLenum what, GLint* out) {
    switch (what) {
        case GL_ACTIVE_TEXTURE: *out = GL_TEXTURE0; return;
        case GL_TEXTURE_BINDING_2D:
        case GL_CURRENT_PROGRAM:
        case GL_SAMPLER_BINDING:
        case GL_ARRAY_BUFFER_BINDING:
        case GL_ELEMENT_ARRAY_BUFFER_BINDING:
        case GL_VERTEX_ARRAY_BINDING: *out = 0; return;
        case GL_VIEWPORT:
        case GL_SCISSOR_BOX: out[0] = out[1] = out[2] = out[3] = 0; return;
        case GL_BLEND_SRC_RGB:
        case GL_BLEND_SRC_ALPHA: *out = GL_ONE; return;
        case GL_BLEND_DST_RGB:
        case GL_BLEND_DST_ALPHA: *out = GL_ZERO; return;
        case GL_BLEND_EQUATION_RGB:
        case GL_BLEND_EQUATION_ALPHA: *out = GL_FUNC_ADD; return;
        default: glGetIntegerv(what, out); return;  // asked once, at the start
    }
}

inline GLboolean is_enabled(GLenum) { return GL_FALSE; }

}  // namespace airlock::gl_no_readback

#define glGetIntegerv ::airlock::gl_no_readback::get_integer
#define glIsEnabled ::airlock::gl_no_readback::is_enabled
