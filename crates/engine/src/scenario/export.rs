//! A run as a file: the scenario that it began with, its seed, and what was done to it live as events of the file. Played
//! again, the file gives the same records.

use serde_json::{Map, Value, json};

use super::FileError;
use crate::command::{AdminAction, Command};
use crate::domain::{Entity, JoinType, Name, UserId, World};
use crate::fault::Fault;
use crate::setup::ScriptLine;
use crate::simulation::Simulation;
use crate::{Scenario, limits};

type Fields = Map<String, Value>;

/// The file of a run. `text` is the file that it began with.
///
/// # Errors
/// What keeps it from being a scenario file: too many actions, a seed that JSON has no number for, or an action that a file
/// cannot say. These are all refused ones: a file names nothing that never was, and leaves no domain out where one is needed.
pub fn export(text: &str, simulation: &Simulation) -> Result<String, Vec<FileError>> {
    let mut file: Fields =
        serde_json::from_str(text).map_err(|error| vec![FileError::new("", error.to_string())])?;
    let world = simulation.world();
    if simulation.actions().iter().any(|taken| lacks_domain(&taken.command)) {
        let message =
            "A connection for hybrid join was asked for without a domain: a file would take the first one.";
        return Err(vec![FileError::new("", message)]);
    }
    file.insert("seed".to_owned(), world.seed.into());
    let events = file.entry("events").or_insert_with(|| Value::Array(Vec::new()));
    if let Value::Array(events) = events {
        events.extend(simulation.actions().iter().map(|taken| {
            // Whoever acts does so after everything else of the moment.
            let line = ScriptLine { at: taken.at, command: taken.command.clone(), last: true, late: None };
            Value::from(event(&line, world))
        }));
    }
    let pretty = serde_json::to_string_pretty(&file).unwrap_or_default();
    let text = if pretty.len() <= limits::FILE_BYTES_MAX {
        pretty
    } else {
        serde_json::to_string(&file).unwrap_or_default()
    };
    Scenario::parse(text.as_bytes()).map(|_| text)
}

fn lacks_domain(command: &Command) -> bool {
    let Command::Admin(_, AdminAction::CreateConnection { join_type, domain, .. }) = command else {
        return false;
    };
    *join_type == JoinType::HybridAzureAdJoin && domain.is_none()
}

/// A line as an event of a file.
pub fn event(line: &ScriptLine, world: &World) -> Map<String, Value> {
    let user = |id| line.late.as_deref().unwrap_or_else(|| world.name(Entity::User(id)));
    let mut event = match &line.command {
        Command::Admin(admin, action) => {
            let acting_as = world.name(Entity::Admin(*admin));
            fields(json!({ "as": acting_as, "admin": admin_action(action, world, user) }))
        }
        Command::SignIn(id) => fields(json!({ "signIn": user(*id) })),
        Command::Fault(of) => fields(json!({ "fault": fault(of, world, user) })),
        Command::Repair(of) => fields(json!({ "repair": fault(of, world, user) })),
        Command::Licence(id, has) => fields(json!({ "licence": { "user": user(*id), "has": has } })),
        Command::Membership(id, member) => {
            fields(json!({ "membership": { "user": user(*id), "member": member } }))
        }
        Command::PeopleJoin { group, count } => {
            fields(json!({ "peopleJoin": { "group": world.name(Entity::Group(*group)), "people": count } }))
        }
    };
    event.insert("at".to_owned(), line.at.to_string().into());
    if line.last {
        event.insert("last".to_owned(), true.into());
    }
    event
}

fn fields(value: Value) -> Fields {
    if let Value::Object(fields) = value { fields } else { Fields::new() }
}

/// How files call the field with something of that kind.
const fn field_of(entity: Entity) -> Option<&'static str> {
    match entity {
        Entity::Scenario | Entity::Intune | Entity::Service | Entity::EntraId => None,
        Entity::Region(_) => Some("region"),
        Entity::Subscription(_) => Some("subscription"),
        Entity::ResourceGroup(_) => Some("resourceGroup"),
        Entity::Vnet(_) => Some("vnet"),
        Entity::Subnet(_) => Some("subnet"),
        Entity::Link(_) => Some("link"),
        Entity::Peering(_) => Some("peering"),
        Entity::Resource(_) => Some("resource"),
        Entity::Domain(_) => Some("domain"),
        Entity::Controller(_) => Some("controller"),
        Entity::Admin(_) => Some("as"),
        Entity::Group(_) => Some("group"),
        Entity::User(_) => Some("user"),
        Entity::Connection(_) => Some("connection"),
        Entity::Policy(_) => Some("policy"),
        Entity::CloudPc(_) => Some("cloudPc"),
    }
}

fn fault<'a>(of: &Fault, world: &'a World, user: impl Fn(UserId) -> &'a str) -> Value {
    let more = match of {
        Fault::RegionTaken(_, Some(others)) => json!({ "others": others }),
        Fault::AddressesTaken(_, Some(used)) => json!({ "used": used }),
        Fault::SubnetBroken(_, how) => json!({ "how": how.name() }),
        Fault::VnetBroken(_, how) => json!({ "how": how.name() }),
        Fault::SubscriptionBroken(_, how) => json!({ "how": how.name() }),
        Fault::ResourceGroupBroken(_, how) => json!({ "how": how.name() }),
        Fault::DeploymentFails(how) => json!({ "how": how.name() }),
        Fault::ResourceGroupLocked(_, lock) => json!({ "lock": lock.name() }),
        Fault::EndpointsBlocked(_, service) => json!({ "service": service.name() }),
        Fault::UdpBlocked(_, way) => json!({ "way": way.name() }),
        Fault::DnsServersChanged(_, servers) => {
            let servers: Vec<&str> =
                servers.iter().map(|&server| world.name(Entity::Controller(server))).collect();
            json!({ "dns": servers })
        }
        Fault::OrganizationalUnitRemoved(_, unit) => json!({ "unit": unit.as_str() }),
        Fault::SyncSlow(interval) => json!({ "interval": crate::domain::Offset(*interval).to_string() }),
        Fault::EnrollmentRestricted(restriction) => json!({ "restriction": restriction.name() }),
        Fault::ScriptsRestricted(scripts) => json!({ "scripts": scripts.name() }),
        Fault::CheckFails(check, how) => json!({ "check": check.entry().name, "how": how.name() }),
        Fault::SetupFails(step) => json!({ "step": step.name() }),
        _ => json!({}),
    };
    let mut fields = fields(more);
    fields.insert("kind".to_owned(), of.entry().name.into());
    let subject = of.subject();
    if let Some(field) = field_of(subject) {
        let name = if let Entity::User(id) = subject { user(id) } else { world.name(subject) };
        fields.insert(field.to_owned(), name.into());
    }
    fields.into()
}

fn admin_action<'a>(action: &AdminAction, world: &'a World, user: impl Fn(UserId) -> &'a str) -> Value {
    let name = |entity| world.name(entity);
    let texts = |names: &[Name]| names.iter().map(|name| Value::from(name.as_str())).collect::<Vec<_>>();
    let more = match action {
        AdminAction::CreateConnection {
            name: called,
            join_type,
            subnet,
            resource_group,
            domain,
            organizational_unit,
            user_name,
            passwords_match,
        } => json!({
            "name": called.as_str(),
            "joinType": join_type.graph(),
            "subnet": name(Entity::Subnet(*subnet)),
            "resourceGroup": name(Entity::ResourceGroup(*resource_group)),
            "domain": domain.map(|id| name(Entity::Domain(id))),
            "organizationalUnit": organizational_unit.as_deref(),
            "userName": user_name.as_deref(),
            "passwordsMatch": passwords_match,
        }),
        AdminAction::EditConnection { connection, rename, subnet, organizational_unit } => json!({
            "connection": connection.as_str(),
            "rename": rename.as_deref(),
            "subnet": subnet.map(|id| name(Entity::Subnet(id))),
            "organizationalUnit": organizational_unit.as_deref(),
        }),
        AdminAction::DeleteConnection { connection }
        | AdminAction::ReactivateConnection { connection }
        | AdminAction::RetryChecks { connection }
        | AdminAction::UpdatePassword { connection } => json!({ "connection": connection.as_str() }),
        AdminAction::RequestLimit { connections } => json!({ "connections": connections }),
        AdminAction::CreatePolicy { name: called, connections, groups, single_sign_on } => {
            let groups: Vec<&str> = groups.iter().map(|&group| name(Entity::Group(group))).collect();
            json!({
                "name": called.as_str(),
                "connections": texts(connections),
                "groups": groups,
                "singleSignOn": single_sign_on,
            })
        }
        AdminAction::EditPolicy { policy, connections } => {
            json!({ "policy": policy.as_str(), "connections": texts(connections) })
        }
        AdminAction::AssignPolicy { policy, group } | AdminAction::UnassignPolicy { policy, group } => {
            json!({ "policy": policy.as_str(), "group": name(Entity::Group(*group)) })
        }
        AdminAction::DeletePolicy { policy } => json!({ "policy": policy.as_str() }),
        AdminAction::RetryProvisioning { user: of }
        | AdminAction::Reprovision { user: of }
        | AdminAction::MoveCloudPc { user: of }
        | AdminAction::ResizeCloudPc { user: of }
        | AdminAction::EndGracePeriod { user: of } => json!({ "user": user(*of) }),
    };
    let mut fields = fields(more);
    // What was left out when it was done is left out of the file.
    fields.retain(|_, value| !value.is_null());
    fields.insert("action".to_owned(), action.name().into());
    fields.into()
}
