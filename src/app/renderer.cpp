// OpenGL ES 3 under Dear ImGui's draw lists, and the programs for shaders/ground.frag and shaders/way.frag.
#include "app/renderer.h"

#include <GLES3/gl3.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

#include "imgui_impl_opengl3.h"
#include "shaders.h"

namespace airlock::ui {
namespace {

struct GroundProgram {
    GLuint program = 0, vertex_array = 0;
    GLint box, screen, density, zoom, origin, struck, is_dark, layer;
    GLint vaults, vaults_count, places, places_loss, places_from, places_count;
};
GroundProgram ground_program;

struct WayProgram {
    GLuint program = 0;
    GLint screen, run;
};
WayProgram way_program;

GLuint compile(GLenum kind, const char* source) {
    const GLuint shader = glCreateShader(kind);
    glShaderSource(shader, 1, &source, nullptr);
    glCompileShader(shader);
    GLint is_compiled = 0;
    glGetShaderiv(shader, GL_COMPILE_STATUS, &is_compiled);
    if (!is_compiled) {
        char text[1024] = "";
        glGetShaderInfoLog(shader, sizeof text, nullptr, text);
        std::fprintf(stderr, "shader: %s\n", text);
    }
    return shader;
}

// 0 when the driver refuses the shaders: the stage then goes without.
GLuint link(const char* vertex_source, const char* fragment_source) {
    const GLuint vertex = compile(GL_VERTEX_SHADER, vertex_source);
    const GLuint fragment = compile(GL_FRAGMENT_SHADER, fragment_source);
    const GLuint program = glCreateProgram();
    glAttachShader(program, vertex);
    glAttachShader(program, fragment);
    glLinkProgram(program);
    glDeleteShader(vertex);
    glDeleteShader(fragment);
    GLint is_linked = 0;
    glGetProgramiv(program, GL_LINK_STATUS, &is_linked);
    if (is_linked) return program;
    glDeleteProgram(program);
    return 0;
}

void start_shaders() {
    WayProgram& w = way_program;
    w.program = link(shaders::way_vert, shaders::way_frag);
    if (w.program != 0) {
        w.screen = glGetUniformLocation(w.program, "screen");
        w.run = glGetUniformLocation(w.program, "run");
    }
    GroundProgram& g = ground_program;
    g.program = link(shaders::ground_vert, shaders::ground_frag);
    if (g.program == 0) return;
    glGenVertexArrays(1, &g.vertex_array);
    const auto uniform = [&](const char* name) { return glGetUniformLocation(g.program, name); };
    g.box = uniform("box"), g.screen = uniform("screen"), g.density = uniform("density");
    g.zoom = uniform("zoom"), g.origin = uniform("origin"), g.struck = uniform("struck");
    g.is_dark = uniform("is_dark"), g.layer = uniform("layer");
    g.vaults = uniform("vaults"), g.vaults_count = uniform("vaults_count");
    g.places = uniform("places"), g.places_loss = uniform("places_loss");
    g.places_from = uniform("places_from");
    g.places_count = uniform("places_count");
}

void draw_ground(const ImDrawList*, const ImDrawCmd* command) {
    const GroundProgram& g = ground_program;
    if (g.program == 0) return;
    const Ground& ground = *static_cast<const Ground*>(command->UserCallbackData);
    const ImGuiIO& io = ImGui::GetIO();
    const ImVec2 density = io.DisplayFramebufferScale;
    // Dear ImGui's scissor holds whatever was drawn last; the draw list's own clip counts here.
    const ImVec4 clip = command->ClipRect;
    const auto pixel = [](float at, float scale) { return static_cast<GLint>(at * scale + 0.5f); };
    glEnable(GL_SCISSOR_TEST);
    glScissor(pixel(clip.x, density.x), pixel(io.DisplaySize.y - clip.w, density.y),
              std::max(0, pixel(clip.z - clip.x, density.x)),
              std::max(0, pixel(clip.w - clip.y, density.y)));
    if (ground.layer != Ground::Layer::ground) {
        glEnable(GL_BLEND);
        glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    } else {
        glDisable(GL_BLEND);
    }
    glUseProgram(g.program);
    glBindVertexArray(g.vertex_array);
    glUniform4f(g.box, ground.box.x, ground.box.y, ground.box.w, ground.box.h);
    glUniform2f(g.screen, io.DisplaySize.x, io.DisplaySize.y);
    glUniform1f(g.density, density.x);
    glUniform1f(g.zoom, ground.zoom);
    glUniform2f(g.origin, ground.origin.x, ground.origin.y);
    glUniform3f(g.struck, ground.struck_at.x, ground.struck_at.y, ground.struck);
    glUniform1f(g.is_dark, ground.is_dark ? 1.f : 0.f);
    glUniform1i(g.layer, static_cast<GLint>(ground.layer));

    std::array<float, 4 * Ground::vaults_max> vaults{};
    for (std::uint32_t i = 0; i < ground.vaults_count; ++i) {
        const Ground::Vault& v = ground.vaults[i];
        vaults[4 * i] = v.centre.x, vaults[4 * i + 1] = v.centre.y;
        vaults[4 * i + 2] = v.radius, vaults[4 * i + 3] = v.light;
    }
    glUniform4fv(g.vaults, Ground::vaults_max, vaults.data());
    glUniform1i(g.vaults_count, static_cast<GLint>(ground.vaults_count));

    std::array<float, 4 * Ground::places_max> places{};
    std::array<float, 2 * Ground::places_max> loss{};
    std::array<float, 3 * Ground::places_max> from{};
    for (std::uint32_t i = 0; i < ground.places_count; ++i) {
        const Ground::Place& p = ground.places[i];
        places[4 * i] = p.box.x, places[4 * i + 1] = p.box.y;
        places[4 * i + 2] = p.box.w, places[4 * i + 3] = p.box.h;
        loss[2 * i] = p.loss, loss[2 * i + 1] = p.corner;
        from[3 * i] = p.from.x, from[3 * i + 1] = p.from.y, from[3 * i + 2] = p.spread;
    }
    glUniform4fv(g.places, Ground::places_max, places.data());
    glUniform2fv(g.places_loss, Ground::places_max, loss.data());
    glUniform3fv(g.places_from, Ground::places_max, from.data());
    glUniform1i(g.places_count, static_cast<GLint>(ground.places_count));
    glDrawArrays(GL_TRIANGLE_STRIP, 0, 4);
}

// The strip that follows in the draw list is drawn with our program; its vertices are Dear ImGui's.
void use_way(const ImDrawList*, const ImDrawCmd* command) {
    const WayProgram& w = way_program;
    const Run& run = *static_cast<const Run*>(command->UserCallbackData);
    glUseProgram(w.program);
    glUniform2f(w.screen, ImGui::GetIO().DisplaySize.x, ImGui::GetIO().DisplaySize.y);
    glUniform4f(w.run, run.head, run.train, run.pulse, run.glow);
}

}  // namespace

bool Renderer::start() {
    is_started_ = ImGui_ImplOpenGL3_Init("#version 300 es");
    if (is_started_) start_shaders();
    return is_started_;
}

void Renderer::forget() {
    if (!is_started_) return;
    // Deleting what is gone already is harmless; ImGui has to learn that its textures must be made anew.
    ImGui_ImplOpenGL3_Shutdown();
    ground_program = {};
    way_program = {};
    is_started_ = false;
}

void Renderer::begin_frame() { ImGui_ImplOpenGL3_NewFrame(); }

void Renderer::draw(ImDrawData& data, ImU32 background) {
    const ImVec4 colour = ImGui::ColorConvertU32ToFloat4(background);
    glViewport(0, 0, static_cast<GLsizei>(data.DisplaySize.x * data.FramebufferScale.x + 0.5f),
               static_cast<GLsizei>(data.DisplaySize.y * data.FramebufferScale.y + 0.5f));
    glDisable(GL_SCISSOR_TEST);
    glClearColor(colour.x, colour.y, colour.z, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(&data);
}

void add_ground(ImDrawList& list, const Ground& ground) {
    // Dear ImGui copies the struct into the list: it is drawn after this frame's variables are gone.
    list.AddCallback(draw_ground, const_cast<Ground*>(&ground), sizeof ground);
    list.AddCallback(ImDrawCallback_ResetRenderState, nullptr);
}

void add_way(ImDrawList& list, std::span<const ImVec2> path, float reach, ImU32 colour,
             const Run& run) {
    if (path.size() < 2 || way_program.program == 0) return;
    list.AddCallback(use_way, const_cast<Run*>(&run), sizeof run);
    const auto count = static_cast<int>(path.size());
    list.PrimReserve(6 * (count - 1), 2 * count);
    float along = 0;
    for (std::size_t i = 0; i < path.size(); ++i) {
        const ImVec2 before = path[i == 0 ? 0 : i - 1],
                     after = path[std::min(i + 1, path.size() - 1)];
        const float dx = after.x - before.x, dy = after.y - before.y;
        const float scale = reach / std::max(0.01f, std::hypot(dx, dy));
        if (i > 0) {
            along += std::hypot(path[i].x - before.x, path[i].y - before.y);
            for (const unsigned corner : {0u, 1u, 2u, 1u, 3u, 2u})
                list.PrimWriteIdx(static_cast<ImDrawIdx>(list._VtxCurrentIdx - 2 + corner));
        }
        const ImVec2 aside{-dy * scale, dx * scale};
        list.PrimWriteVtx({path[i].x - aside.x, path[i].y - aside.y}, {along, -1}, colour);
        list.PrimWriteVtx({path[i].x + aside.x, path[i].y + aside.y}, {along, 1}, colour);
    }
    list.AddCallback(ImDrawCallback_ResetRenderState, nullptr);
}

}  // namespace airlock::ui
