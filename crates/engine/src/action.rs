//! What people do: administrators and users. The service carries it out, or refuses it with the rule it would break.
//! A refused action changes nothing.

use std::sync::Arc;

use crate::domain::id::Id as _;
use crate::domain::{
    AdminId, AzureRole, Connection, ConnectionId, ConnectionSettings, ConnectionStatus, DomainId, Entity,
    GroupId, JoinType, Name, PolicyId, ProvisioningPolicy, Purpose, RecordKey, RecordKind, ResourceGroupId,
    Rule, RunTrigger, SubnetId, UserId, World,
};
use crate::fault::Fault;
use crate::kernel::Canonical;
use crate::record::{self, Detail};
use crate::state::State;
use crate::{health, limits, provisioning, sign_in};

/// What an administrator can do. Connections and policies are called by name: they may come to be during the run.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum AdminAction {
    /// Create a connection.
    CreateConnection {
        /// Its name.
        name: Name,
        /// Its join type.
        join_type: JoinType,
        /// Its subnet.
        subnet: SubnetId,
        /// Its resource group.
        resource_group: ResourceGroupId,
        /// Its domain, for hybrid join.
        domain: Option<DomainId>,
        /// Its organizational unit.
        organizational_unit: Option<Name>,
    },
    /// Edit a connection: what is none stays.
    EditConnection {
        /// Which.
        connection: Name,
        /// Another subnet.
        subnet: Option<SubnetId>,
        /// Another organizational unit.
        organizational_unit: Option<Name>,
    },
    /// Retry its health checks.
    RetryChecks {
        /// Which.
        connection: Name,
    },
    /// Enter the present password of the join account.
    UpdatePassword {
        /// Which.
        connection: Name,
    },
    /// Create a provisioning policy.
    CreatePolicy {
        /// Its name.
        name: Name,
        /// Its connections, in order of priority.
        connections: Vec<Name>,
        /// The groups it is assigned to at once.
        groups: Vec<GroupId>,
    },
    /// Assign a policy to a group.
    AssignPolicy {
        /// Which.
        policy: Name,
        /// To whom.
        group: GroupId,
    },
    /// Try again to provision a Cloud PC that failed.
    RetryProvisioning {
        /// Whose.
        user: UserId,
    },
}

impl AdminAction {
    /// The name in files, digests and JSON.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::CreateConnection { .. } => "createConnection",
            Self::EditConnection { .. } => "editConnection",
            Self::RetryChecks { .. } => "retryChecks",
            Self::UpdatePassword { .. } => "updatePassword",
            Self::CreatePolicy { .. } => "createPolicy",
            Self::AssignPolicy { .. } => "assignPolicy",
            Self::RetryProvisioning { .. } => "retryProvisioning",
        }
    }

    /// All names.
    pub const NAMES: [&'static str; 7] = [
        "createConnection",
        "editConnection",
        "retryChecks",
        "updatePassword",
        "createPolicy",
        "assignPolicy",
        "retryProvisioning",
    ];

    pub(crate) fn write(&self, world: &World, out: &mut Canonical) {
        out.text(self.name());
        match self {
            Self::CreateConnection {
                name,
                join_type,
                subnet,
                resource_group,
                domain,
                organizational_unit,
            } => {
                out.text(name);
                out.text(join_type.graph());
                out.text(world.name(Entity::Subnet(*subnet)));
                out.text(world.name(Entity::ResourceGroup(*resource_group)));
                out.text(domain.map_or("", |domain| world.name(Entity::Domain(domain))));
                out.text(organizational_unit.as_ref().map_or("", Name::as_str));
            }
            Self::EditConnection { connection, subnet, organizational_unit } => {
                out.text(connection);
                out.text(subnet.map_or("", |subnet| world.name(Entity::Subnet(subnet))));
                out.text(organizational_unit.as_ref().map_or("", Name::as_str));
            }
            Self::RetryChecks { connection } | Self::UpdatePassword { connection } => out.text(connection),
            Self::CreatePolicy { name, connections, groups } => {
                out.text(name);
                out.number(connections.len() as i64);
                for connection in connections {
                    out.text(connection);
                }
                out.number(groups.len() as i64);
                for &group in groups {
                    out.text(world.name(Entity::Group(group)));
                }
            }
            Self::AssignPolicy { policy, group } => {
                out.text(policy);
                out.text(world.name(Entity::Group(*group)));
            }
            Self::RetryProvisioning { user } => out.text(world.name(Entity::User(*user))),
        }
    }
}

/// Something that is done to the world, by a scenario or live.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Command {
    /// An administrator acts.
    Admin(AdminId, AdminAction),
    /// A user signs in.
    SignIn(UserId),
    /// Something breaks.
    Fault(Fault),
    /// Something is repaired.
    Repair(Fault),
    /// People join a group.
    PeopleJoin {
        /// Which group.
        group: GroupId,
        /// How many.
        count: u32,
    },
}

impl Command {
    /// Whether everybody it names is there now. Only people can come to be later and be bound by position; connections
    /// and policies are called by name.
    pub(crate) fn is_possible(&self, world: &World) -> bool {
        match self {
            Self::SignIn(user) | Self::Admin(_, AdminAction::RetryProvisioning { user }) => {
                user.position() < world.users.len()
            }
            _ => true,
        }
    }
}

/// Why the service refused an action.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refusal {
    /// The rule it would break.
    pub rule: Rule,
    /// What it was about.
    pub about: String,
}

/// What became of a command.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Outcome {
    /// The record of the command itself.
    pub record: RecordKey,
    /// Why it was refused; none: it was carried out.
    pub refused: Option<Refusal>,
}

/// Carries out a command, or refuses it.
pub(crate) fn carry_out(state: &mut State, command: &Command) -> Outcome {
    let subject = record::subject(command);
    match command {
        Command::Admin(admin, action) => {
            let detail = Detail::AdminActed(action.clone());
            let record = state.emit_root(subject, RecordKind::AdminActed, detail);
            let refused = administer(state, *admin, action, record).err();
            if let Some(Refusal { rule, about }) = &refused {
                let detail = Detail::Refused { rule: *rule, action: action.name(), about: about.clone() };
                state.emit(subject, RecordKind::Refused, record, Vec::new(), detail);
            }
            Outcome { record, refused }
        }
        Command::SignIn(user) => {
            let record = state.emit_root(subject, RecordKind::UserActed, Detail::UserActed);
            sign_in::sign_in(state, *user, record);
            Outcome { record, refused: None }
        }
        Command::Fault(fault) => {
            let record =
                state.emit_root(subject, RecordKind::FaultStruck, Detail::FaultStruck(fault.clone()));
            fault.strike(&mut state.world, record);
            Outcome { record, refused: None }
        }
        Command::Repair(fault) => {
            let record = state.emit_root(subject, RecordKind::RepairMade, Detail::RepairMade(fault.clone()));
            fault.repair(&mut state.world, record);
            Outcome { record, refused: None }
        }
        Command::PeopleJoin { group, count } => {
            let room = limits::PEOPLE_MAX.saturating_sub(state.world.users.len() as u32);
            let count = (*count).min(room);
            let record = state.emit_root(subject, RecordKind::PeopleJoined, Detail::PeopleJoined(count));
            for _ in 0..count {
                add_member(&mut state.world, *group);
            }
            if let Some(policy) = state.world.groups[*group].policy {
                provisioning::request_group(state, policy, *group, record);
            }
            Outcome { record, refused: None }
        }
    }
}

/// Adds the next numbered member to a group: `sales-01`, `sales-02`.
pub(crate) fn add_member(world: &mut World, group: GroupId) -> UserId {
    let of = &mut world.groups[group];
    of.members += 1;
    let name = Name::new(format!("{}-{:02}", of.name, of.members));
    add_user(world, name.clone(), name, group)
}

/// Adds a user.
pub(crate) fn add_user(world: &mut World, name: Name, title: Name, group: GroupId) -> UserId {
    let spread = world.stream("user", &name, Purpose::SignInSpread);
    let user = world.users.push(crate::domain::User {
        name,
        title,
        group,
        cloud_pc: None,
        last_sign_in: None,
        planned_sign_in: None,
        spread,
    });
    world.groups[group].people.push(user);
    user
}

fn refuse<T>(rule: Rule, about: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal { rule, about: about.into() })
}

/// Checks everything first, then changes: a refused action changes nothing.
fn administer(
    state: &mut State,
    admin: AdminId,
    action: &AdminAction,
    record: RecordKey,
) -> Result<(), Refusal> {
    let of = &state.world.admins[admin];
    if !of.intune.manages_connections() {
        return refuse(Rule::IntuneRoleNeeded, of.title.as_str());
    }
    match action {
        AdminAction::CreateConnection { .. } => create_connection(state, admin, action, record),
        AdminAction::EditConnection { connection, subnet, organizational_unit } => {
            edit_connection(state, admin, connection, *subnet, organizational_unit.as_ref(), record)
        }
        AdminAction::RetryChecks { connection } => {
            let id = find_connection(&state.world, connection)?;
            refuse_while_running(&state.world, id)?;
            grant_roles(state, admin, id, record);
            health::begin(state, id, RunTrigger::Retry, record, Vec::new());
            Ok(())
        }
        AdminAction::UpdatePassword { connection } => {
            refuse_without_reader(&state.world, admin)?;
            let id = find_connection(&state.world, connection)?;
            let Some(domain) = state.world.connections[id].settings.domain else {
                return refuse(Rule::PasswordOfHybridOnly, connection.as_str());
            };
            refuse_while_running(&state.world, id)?;
            let version = state.world.domains[domain].join_account.password_version;
            state.world.connections[id].password_version = version;
            edited(state, id, record);
            Ok(())
        }
        AdminAction::CreatePolicy { name, connections, groups } => {
            create_policy(state, name, connections, groups, record)
        }
        AdminAction::AssignPolicy { policy, group } => {
            let id = state.world.policies.find(|other| other.name == *policy);
            let Some(id) = id else { return refuse(Rule::NoSuchPolicy, policy.as_str()) };
            if state.world.policies[id].groups.contains(group) {
                return refuse(Rule::AlreadyAssigned, state.world.groups[*group].name.as_str());
            }
            assign(state, id, *group, record);
            Ok(())
        }
        AdminAction::RetryProvisioning { user } => {
            let of = &state.world.users[*user];
            match of.cloud_pc.filter(|&id| provisioning::may_retry(&state.world.cloud_pcs[id])) {
                Some(cloud_pc) => provisioning::retry(state, cloud_pc, record),
                None => return refuse(Rule::NothingToRetry, of.title.as_str()),
            }
            Ok(())
        }
    }
}

fn find_connection(world: &World, name: &Name) -> Result<ConnectionId, Refusal> {
    world.connection_named(name).map_or_else(|| refuse(Rule::NoSuchConnection, name.as_str()), Ok)
}

fn refuse_while_running(world: &World, connection: ConnectionId) -> Result<(), Refusal> {
    let of = &world.connections[connection];
    if of.current_run.is_some() { refuse(Rule::ChecksRunning, of.name.as_str()) } else { Ok(()) }
}

fn refuse_without_reader(world: &World, admin: AdminId) -> Result<(), Refusal> {
    let of = &world.admins[admin];
    if of.azure < AzureRole::Reader {
        return refuse(Rule::SubscriptionReaderNeeded, of.title.as_str());
    }
    Ok(())
}

fn create_connection(
    state: &mut State,
    admin: AdminId,
    action: &AdminAction,
    record: RecordKey,
) -> Result<(), Refusal> {
    let AdminAction::CreateConnection {
        name,
        join_type,
        subnet,
        resource_group,
        domain,
        organizational_unit,
    } = action
    else {
        return Ok(());
    };
    let world = &state.world;
    refuse_without_reader(world, admin)?;
    if world.connections.len() >= world.rules.connections_max() {
        return refuse(Rule::ConnectionLimit, name.as_str());
    }
    if world.connection_named(name).is_some() {
        return refuse(Rule::ConnectionNameTaken, name.as_str());
    }
    let region = &world.regions[world.vnets[world.vnet_of(*subnet)].region];
    if !region.supported {
        return refuse(Rule::RegionNotSupported, region.title.as_str());
    }
    let domain = match (join_type, domain) {
        (JoinType::AzureAdJoin, _) => None,
        (JoinType::HybridAzureAdJoin, None) => return refuse(Rule::DomainNeeded, name.as_str()),
        (JoinType::HybridAzureAdJoin, Some(domain)) => Some(*domain),
    };
    let settings = ConnectionSettings {
        subnet: *subnet,
        resource_group: *resource_group,
        domain,
        organizational_unit: organizational_unit.clone(),
    };
    let connection = add_connection(&mut state.world, name.clone(), *join_type, settings);
    let entity = Entity::Connection(connection);
    let created =
        state.emit(entity, RecordKind::ConnectionCreated, record, Vec::new(), Detail::ConnectionCreated);
    state.world.connections[connection].changed_by = created;
    grant_roles(state, admin, connection, created);
    health::begin(state, connection, RunTrigger::Creation, created, Vec::new());
    Ok(())
}

/// Adds a connection that has never been checked.
pub(crate) fn add_connection(
    world: &mut World,
    name: Name,
    join_type: JoinType,
    settings: ConnectionSettings,
) -> ConnectionId {
    let password_version =
        settings.domain.map_or(0, |domain| world.domains[domain].join_account.password_version);
    let gaps = world.stream("connection", &name, Purpose::Gap);
    let durations = world.stream("connection", &name, Purpose::RunDuration);
    world.connections.push(Connection {
        name,
        join_type,
        settings: Arc::new(settings),
        password_version,
        current_run: None,
        history: Vec::new(),
        runs_begun: 0,
        next_run_at: None,
        changed_by: RecordKey::OPENED,
        gaps,
        durations,
    })
}

fn edit_connection(
    state: &mut State,
    admin: AdminId,
    name: &Name,
    subnet: Option<SubnetId>,
    organizational_unit: Option<&Name>,
    record: RecordKey,
) -> Result<(), Refusal> {
    let world = &state.world;
    refuse_without_reader(world, admin)?;
    let id = find_connection(world, name)?;
    refuse_while_running(world, id)?;
    let in_use = world.policies_using(id).next().is_some() || world.cloud_pcs_on(id).next().is_some();
    if in_use && !world.rules.edits_in_use() {
        return refuse(Rule::ConnectionInUse, name.as_str());
    }
    let region = subnet.map(|subnet| &world.regions[world.vnets[world.vnet_of(subnet)].region]);
    if let Some(region) = region.filter(|region| !region.supported) {
        return refuse(Rule::RegionNotSupported, region.title.as_str());
    }
    // A new value: Cloud PCs that were provisioned with the old one keep theirs.
    let mut settings = (*world.connections[id].settings).clone();
    settings.subnet = subnet.unwrap_or(settings.subnet);
    settings.organizational_unit = organizational_unit.cloned().or(settings.organizational_unit);
    state.world.connections[id].settings = Arc::new(settings);
    edited(state, id, record);
    Ok(())
}

/// After each change of a connection its checks run.
fn edited(state: &mut State, connection: ConnectionId, cause: RecordKey) {
    let entity = Entity::Connection(connection);
    let record =
        state.emit(entity, RecordKind::ConnectionEdited, cause, Vec::new(), Detail::ConnectionEdited);
    state.world.connections[connection].changed_by = record;
    health::begin(state, connection, RunTrigger::Edit, record, Vec::new());
}

/// An owner's create or retry lets the service give itself the roles that it lacks, silently (facts.md §4.2).
fn grant_roles(state: &mut State, admin: AdminId, connection: ConnectionId, cause: RecordKey) {
    if state.world.admins[admin].azure < AzureRole::Owner {
        return;
    }
    let settings = Arc::clone(&state.world.connections[connection].settings);
    let vnet = state.world.vnet_of(settings.subnet);
    let subscription = state.world.vnets[vnet].subscription;
    let has_all = state.world.subscriptions[subscription].reader_role
        && state.world.resource_groups[settings.resource_group].network_interface_contributor_role
        && state.world.vnets[vnet].network_user_role;
    if has_all {
        return;
    }
    let entity = Entity::Connection(connection);
    let record = state.emit(entity, RecordKind::RolesGranted, cause, Vec::new(), Detail::RolesGranted);
    for repair in [
        Fault::SubscriptionRoleRemoved(subscription),
        Fault::ResourceGroupRoleRemoved(settings.resource_group),
        Fault::VnetRoleRemoved(vnet),
    ] {
        repair.repair(&mut state.world, record);
    }
}

fn create_policy(
    state: &mut State,
    name: &Name,
    connections: &[Name],
    groups: &[GroupId],
    record: RecordKey,
) -> Result<(), Refusal> {
    let world = &state.world;
    if name.contains(['<', '>', '&', '|', '"', '^']) {
        return refuse(Rule::PolicyNameCharacters, name.as_str());
    }
    if world.policies.find(|policy| policy.name == *name).is_some() {
        return refuse(Rule::PolicyNameTaken, name.as_str());
    }
    let mut ids = Vec::with_capacity(connections.len());
    for connection in connections {
        let id = find_connection(world, connection)?;
        let of = &world.connections[id];
        match of.status() {
            ConnectionStatus::Pending | ConnectionStatus::Running => {
                return refuse(Rule::FirstCheckUnderWay, of.name.as_str());
            }
            ConnectionStatus::Failed => return refuse(Rule::ChecksFailed, of.name.as_str()),
            ConnectionStatus::Passed | ConnectionStatus::Warning => {}
        }
        if ids.first().is_some_and(|&first: &ConnectionId| world.connections[first].join_type != of.join_type)
        {
            return refuse(Rule::OneJoinType, of.name.as_str());
        }
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    let Some(&first) = ids.first() else { return refuse(Rule::NoSuchConnection, "") };
    let join_type = world.connections[first].join_type;
    let because =
        ids.iter().filter_map(|&id| world.connections[id].last_run().map(|run| run.record)).collect();
    let policy = state.world.policies.push(ProvisioningPolicy {
        name: name.clone(),
        join_type,
        connections: ids.clone(),
        groups: Vec::new(),
    });
    let entity = Entity::Policy(policy);
    let created = state.emit(entity, RecordKind::PolicyCreated, record, because, Detail::PolicyCreated(ids));
    for &group in groups {
        if !state.world.policies[policy].groups.contains(&group) {
            assign(state, policy, group, created);
        }
    }
    Ok(())
}

/// Assigns a policy to a group; its members ask for their Cloud PCs.
pub(crate) fn assign(state: &mut State, policy: PolicyId, group: GroupId, cause: RecordKey) {
    state.world.policies[policy].groups.push(group);
    state.world.groups[group].policy.get_or_insert(policy);
    let detail = Detail::PolicyAssigned(group);
    let record = state.emit(Entity::Policy(policy), RecordKind::PolicyAssigned, cause, Vec::new(), detail);
    provisioning::request_group(state, policy, group, record);
}
