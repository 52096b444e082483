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

    void fit() { is_fitted_ = true; }
    void zoom_by(float factor, ImVec2 around);
    // Two fingers: the middle between them moves by `pan` while their distance changes by `factor`.
    void pinch(float factor, ImVec2 around, ImVec2 pan);
    bool contains(ImVec2 point) const { return box_.contains(point); }

  private:
    void follow_fit(const view::Rect& bounds);
    void use_pointer(const Context& context);
    void probe_all(const Stage& stage) const;

    Box box_;
    float zoom_ = 1;
    ImVec2 origin_;
    float fit_zoom_ = 1;
    bool is_fitted_ = true;  // until the reader moves the stage
    bool is_dragged_ = false;
    ImVec2 origin_grabbed_;
    Ref hovered_;
};

}  // namespace airlock::ui
