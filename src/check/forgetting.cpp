// Which members these are.
#include "check/forgetting.h"

namespace airlock::check {

void forget(const Forgetting& forgetting, Ref row, void* bytes) {
    if (forgetting.approver_activity && row.kind == Kind::team) {
        for (Approver& approver : static_cast<Team*>(bytes)->approvers) {
            approver.last_activity_day = 0;
            approver.last_activity = LastActivity::none;
            approver.missed_sessions = 0;
        }
    }
    if (forgetting.finished_answers && row.kind == Kind::session) {
        Session& session = *static_cast<Session*>(bytes);
        if (session.status != SessionStatus::PENDING && session.status != SessionStatus::CREATING)
            session.approved = session.rejected = 0;
    }
}

}  // namespace airlock::check
