// Puts a moment on the stage: takes each slot that the layout keeps and says what stands there now. Internal to
// the scene; its parts are in scene.cpp (places), scene_marks.cpp, scene_quorum.cpp, scene_ways.cpp
// (links and token) and scene_streams.cpp (what the entry sets going, and what belongs to the selection).
#pragma once

#include "view/layout.h"
#include "view/moment.h"
#include "view/route.h"

namespace airlock::view {

class SceneBuilder {
  public:
    SceneBuilder(const Moment& moment, const Plan& plan, const Layout& layout)
        : m_(moment), w_(moment.world), plan_(plan), layout_(layout) {}

    Scene build();

  private:
    // scene.cpp
    void add_organizations();
    void add_accounts();
    void add_account(const Account& account);
    void add_groups();
    Rect organization_box(Id<Organization> organization) const;
    void add_account_labels(Place& place) const;
    std::string account_badge(Id<Account> account, Condition condition, Label::Tone& tone) const;
    std::string organization_badge(Id<Organization> organization, Condition condition) const;
    std::int32_t parent_of(const Account& account, Rect box) const;

    // scene_marks.cpp
    void add_marks();
    void add_workload(const Workload& row);
    void add_running_restores();
    void add_vault(const Vault& row);
    void add_standard_vault(Mark& mark, const Vault& row);
    void add_air_gapped_vault(Mark& mark, const Vault& row);
    void add_restore_access_vault(Mark& mark, const Vault& row);
    void add_identity_center(const IdentityCenter& row);
    void add_person(const Credential& row);
    void add_pips(Mark& mark, Id<Vault> vault, Rect room, std::int32_t rows, Point size) const;
    // A mark at the slot of that key, or none when the account is collapsed or the key unknown.
    bool begin_mark(Mark& mark, Id<Account> account, const std::string& key, Ref ref, Shape shape);
    void end_mark(Mark mark);

    // scene_quorum.cpp
    void add_team(const Team& row);
    void add_segments(Mark& mark, const Team& row, const Session* session) const;
    void tell_centre(Mark& mark, const Team& row, const Session* session) const;
    void add_quorum_labels(Mark& mark, const Slot& slot) const;

    // scene_ways.cpp
    void add_links();
    bool is_shown(Ref ref) const;
    bool is_aside(const LinkNow& link) const;
    std::string link_label(const LinkNow& link, bool is_long) const;
    void name_link(Link& out, const LinkNow& link, const Route& route) const;
    void add_token();
    Rect box_of(Ref ref, bool* is_round = nullptr) const;
    Point start_at_caller(const Rect& target) const;
    Rect token_label_box(const Token& token) const;

    // scene_streams.cpp
    void add_streams();
    void add_stream(Stream::Kind kind, Ref from, Ref to);
    std::vector<Point> way_of(Stream::Kind kind, Ref from, Ref to) const;
    Ref attacker_mark() const;
    void relate();

    const AccountSlot* slot_of(Id<Account> account) const;

    const Moment& m_;
    const World& w_;
    const Plan& plan_;
    const Layout& layout_;
    Scene scene_;
    std::vector<std::int32_t> place_of_account_;  // index in scene_.places; −1 = not there
    std::vector<std::int32_t> place_of_organization_;
};

// A label that is sure to fit: cut when its text is too long for the box.
Label make_label(Rect box, Label::Style style, Label::Tone tone, Label::Align align,
                 std::string_view text);

// The point of a box or circle that faces `from`.
Point facing(const Rect& box, bool is_round, Point from);

}  // namespace airlock::view
