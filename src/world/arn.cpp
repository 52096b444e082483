// How ARNs are made. Formats: domain.md §1; ids that AWS draws at random are numbered in order of creation.
#include "world/arn.h"

#include <algorithm>
#include <cstring>

#include "world/catalog.h"

namespace airlock {
namespace {

// A UUID that says which row it is.
void add_uuid(TextBuffer& out, std::uint32_t index) {
    out.add("00000000-0000-4000-8000-");
    out.add_number(index + 1, 12);
}

void begin(TextBuffer& out, std::string_view service, std::string_view region, const World& world,
           Id<Account> account) {
    out.add("arn:aws:");
    out.add(service);
    out.add(":");
    out.add(region);
    out.add(":");
    if (account) add_account_number(out, world, account);
    out.add(":");
}

void add_workload(TextBuffer& out, const World& world, const Workload& row) {
    const Names& names = world.catalog->names;
    struct Form {
        std::string_view service, prefix;
    };
    static constexpr std::array<Form, 7> forms{{{"ec2", "volume/"},
                                                {"ec2", "instance/"},
                                                {"elasticfilesystem", "file-system/"},
                                                {"s3", ""},
                                                {"dynamodb", "table/"},
                                                {"rds", "db:"},
                                                {"rds", "cluster:"}}};
    const Form& form = forms[static_cast<std::size_t>(row.resource_type)];
    if (row.resource_type == ResourceType::S3) out.add("arn:aws:s3:::");
    else begin(out, form.service, names.text(row.region), world, row.account);
    out.add(form.prefix);
    out.add(names.text(row.name));
}

void add_principal(TextBuffer& out, const World& world, const Principal& row) {
    begin(out, "iam", "", world, row.account);
    if (row.kind == PrincipalKind::root) return out.add("root");
    out.add(row.kind == PrincipalKind::role ? "role/" : "user/");
    out.add(world.catalog->names.text(row.name));
}

void add_vault(TextBuffer& out, const World& world, const Vault& row) {
    const Names& names = world.catalog->names;
    begin(out, "backup", names.text(row.region), world, row.account);
    out.add("backup-vault:");
    out.add(names.text(row.name));
}

// A share stands in the Region of what it carries: a team's in us-east-1, a vault's in the vault's.
std::string_view share_region(const World& world, Id<ResourceShare> share) {
    for (const SharedResource& row : world.shared_resources)
        if (row.share == share && row.resource.kind == Kind::vault)
            return world.catalog->names.text(world.vaults[row.resource.as<Vault>()].region);
    return mpa_region;
}

void add_team(TextBuffer& out, const World& world, Id<Team> id) {
    const Team& row = world.teams[id];
    begin(out, "mpa", mpa_region, world, row.account);
    out.add("approval-team/");
    out.add(world.catalog->names.text(row.name));
    out.add("-");
    add_uuid(out, id.index);
}

}  // namespace

void TextBuffer::add(std::string_view text) {
    const std::size_t n = std::min(text.size(), bytes_.size() - end_);
    if (n > 0) std::memcpy(bytes_.data() + end_, text.data(), n);
    end_ += n;
}

void TextBuffer::add_number(std::int64_t number, std::size_t digits_min) {
    std::array<char, 24> digits;
    std::size_t n = 0;
    for (auto rest = static_cast<std::uint64_t>(number); rest > 0 || n < digits_min; rest /= 10)
        digits[n++] = static_cast<char>('0' + rest % 10);
    std::reverse(digits.begin(), digits.begin() + static_cast<std::ptrdiff_t>(n));
    add({digits.data(), n});
}

void add_account_number(TextBuffer& out, const World& world, Id<Account> account) {
    out.add_number(world.accounts[account].number, 12);
}

void add_arn(TextBuffer& out, const World& world, Ref ref) {
    if (!ref) return;
    const Names& names = world.catalog->names;
    switch (ref.kind) {
        case Kind::principal:
            return add_principal(out, world, world.principals[ref.as<Principal>()]);
        case Kind::vault: return add_vault(out, world, world.vaults[ref.as<Vault>()]);
        case Kind::team: return add_team(out, world, ref.as<Team>());
        case Kind::workload: return add_workload(out, world, world.workloads[ref.as<Workload>()]);
        case Kind::recovery_point: {
            const Vault& vault = world.vaults[world.recovery_points[ref.as<RecoveryPoint>()].vault];
            begin(out, "backup", names.text(vault.region), world, vault.account);
            out.add("recovery-point:");
            return add_uuid(out, ref.index);
        }
        case Kind::session: {
            const Team& team = world.teams[world.sessions[ref.as<Session>()].team];
            begin(out, "mpa", mpa_region, world, team.account);
            out.add("session/");
            out.add(names.text(team.name));
            out.add("/");
            return add_uuid(out, ref.index);
        }
        case Kind::share: {
            const Id<ResourceShare> share = ref.as<ResourceShare>();
            begin(out, "ram", share_region(world, share), world, world.shares[share].account);
            out.add("resource-share/");
            return add_uuid(out, ref.index);
        }
        case Kind::identity_source: {
            begin(out, "mpa", mpa_region, world,
                  world.identity_sources[ref.as<IdentitySource>()].account);
            return out.add("identity-source/IamIdentityCenter");
        }
        case Kind::identity_center: {
            out.add("arn:aws:sso:::instance/ssoins-");
            return out.add_number(ref.index + 1, 16);
        }
        case Kind::key: {
            const Key& key = world.keys[ref.as<Key>()];
            begin(out, "kms", names.text(key.region), world, key.account);
            out.add("key/");
            return add_uuid(out, ref.index);
        }
        case Kind::organizational_unit: {
            const auto& unit = world.organizational_units[ref.as<OrganizationalUnit>()];
            begin(out, "organizations", "", world,
                  world.organizations[unit.organization].management_account);
            out.add("ou/");
            out.add(names.text(world.organizations[unit.organization].name));
            out.add("/");
            return out.add(names.text(unit.name));
        }
        case Kind::account: {
            begin(out, "iam", "", world, ref.as<Account>());
            return out.add("root");
        }
        default: return;
    }
}

}  // namespace airlock
