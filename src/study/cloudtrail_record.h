// One CloudTrail record in AWS's order of members, filled by cloudtrail.cpp (API calls) and service_events.cpp.
#pragma once

#include <string>
#include <string_view>

#include "sim/log.h"
#include "sim/simulation.h"
#include "study/aws_value.h"

namespace airlock::study {

struct TrailResource {
    std::string account;
    std::string type;  // "AWS::MPA::Session"
    std::string arn;
};

struct TrailRecord {
    AwsStructure user_identity;
    Instant at;
    std::string event_source;
    std::string event_name;
    std::string region;
    std::string source_ip;
    std::string user_agent;
    std::string error_code;  // "" = none
    std::string error_message;
    AwsStructure request;
    bool has_request = false;  // else null
    AwsStructure response;
    bool has_response = false;
    bool is_read_only = false;
    bool is_service_event = false;
    std::vector<TrailResource> resources;
    std::string recipient;  // account
    AwsStructure details;   // serviceEventDetails
};

// Numbers records and writes them; ids are made of scenario, seed and number, so that a run gives the same text.
class Trail {
  public:
    explicit Trail(const Simulation& simulation);
    void add(const TrailRecord& record);
    std::string take() { return std::move(out_); }

  private:
    std::string uuid(std::string_view what) const;

    std::string base_;
    std::string out_;
    std::uint32_t count_ = 0;
};

// The records of AWS itself that the event brings about; `world` is the world right after it.
void add_service_events(Trail& trail, const World& world, const Entry& entry, const Event& event,
                        std::string_view default_region);

// Who asked, as CloudTrail shows a principal; `person` names the role's session.
AwsStructure identity_of(const World& world, Id<Principal> principal, std::string_view person,
                         Instant at);

}  // namespace airlock::study
