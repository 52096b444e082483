// The stage on the screen: where the scene lies (pan, zoom, fit), what the pointer is on, and the drawing of all
// its parts in order. What the parts look like is in the draw_*.cpp files; where they stand, in view/layout.
#pragma once

#include "app/context.h"
#include "app/stage.h"

namespace airlock::ui {

class Canvas {
  public:
    // Draws the scene into `box` and turns what the pointer does there into intents and a new camera.
    void draw(const Context& context, const Box& box);

    // All of the scene, in a moment.
    void fit();
    // What is selected, as large as it can be read; all of it when it is so already, or when nothing is.
    void focus(const view::Scene& scene);
    void zoom_by(float factor, ImVec2 around);
    // Two fingers: the middle between them moves by `pan` while their distance changes by `factor`.
    void pinch(float factor, ImVec2 around, ImVec2 pan);
    bool contains(ImVec2 point) const { return box_.contains(point); }

  private:
    void follow_fit(Ui& ui, const view::Rect& bounds);
    void use_pointer(const Context& context);
    void use_press(const Context& context, const Press& press, Ref under);
    void focus_on(const view::Rect& box);
    void stop_gliding() { glided_ = 1; }
    void keep_in_sight(const view::Rect& bounds);
    void use_minimap(const Context& context);
    void draw_minimap(const Stage& stage) const;
    void probe_all(const Stage& stage) const;

    Box box_;
    float zoom_ = 1;
    ImVec2 origin_;
    float fit_zoom_ = 1;
    bool is_fitted_ = true;  // until the reader moves the stage
    bool is_dragged_ = false;
    bool is_held_long_ = false;  // this press has been answered before it was let go
    ImVec2 origin_grabbed_;
    Ref hovered_;
    // On its way from one view to another: the moved stage's own, or the fitting one.
    float glided_ = 1, zoom_from_ = 1, zoom_to_ = 1;
    ImVec2 origin_from_, origin_to_;
    Box map_;              // the minimap; empty while all is in sight
    float map_scale_ = 0;  // of the scene's units
};

}  // namespace airlock::ui
