//! What administrators do to connections. Sources: overview; service.md, *Connections*.

use std::sync::Arc;

use super::{AdminAction, Refusal, find_connection, forbid, require};
use crate::command::Fault;
use crate::domain::{
    AdminId, AzureRole, Connection, ConnectionId, ConnectionSettings, DomainId, Entity, JoinType, Name,
    Offset, Purpose, RecordKey, RecordKind, RoleModel, Rule, RunTrigger, SubnetId, World,
};
use crate::fault;
use crate::health::checks::is_distinguished_name;
use crate::health::{self, inactivity};
use crate::record::Detail;
use crate::state::State;

/// From a request to support to its answer: assumed.
pub(super) const SUPPORT_ANSWERS: Offset = Offset::days(1);

/// What an edit changes; what is none stays.
pub(super) struct Edit<'a> {
    pub(super) rename: Option<&'a Name>,
    pub(super) subnet: Option<SubnetId>,
    pub(super) organizational_unit: Option<&'a Name>,
}

fn while_running(world: &World, connection: ConnectionId) -> Result<(), Refusal> {
    let of = &world.connections[connection];
    forbid(world, of.current_run.is_some(), Rule::ChecksRunning, &of.name)
}

/// At least Reader is needed on the very subscription of the virtual network.
///
/// # Errors
/// The role that is missing.
pub fn without_reader(world: &World, admin: AdminId, subnet: SubnetId) -> Result<(), Refusal> {
    let subscription = world.vnets[world.vnet_of(subnet)].subscription;
    let of = &world.admins[admin];
    let lacks = of.azure_role(subscription) < AzureRole::Reader;
    forbid(world, lacks, Rule::SubscriptionReaderNeeded, &of.title)
}

fn unsupported(world: &World, subnet: SubnetId) -> Result<(), Refusal> {
    let region = world.vnets[world.vnet_of(subnet)].region;
    let takes = world.takes_connections(region);
    forbid(world, !takes, Rule::RegionNotSupported, &world.regions[region].title)
}

fn bad_unit(world: &World, unit: Option<&Name>) -> Result<(), Refusal> {
    let Some(unit) = unit else { return Ok(()) };
    forbid(world, !is_distinguished_name(unit), Rule::OrganizationalUnitFormat, unit)
}

fn domain_of(world: &World, name: &Name, domain: Option<DomainId>) -> Result<DomainId, Refusal> {
    let domain = require(domain, Rule::DomainNeeded, name)?;
    let domain_name = &world.domains[domain].name;
    let valid = domain_name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.'));
    forbid(world, !valid, Rule::DomainNameInvalid, domain_name)?;
    Ok(domain)
}

pub(super) fn create(
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
        user_name,
        passwords_match,
    } = action
    else {
        return Ok(());
    };
    let world = &state.world;
    without_reader(world, admin, *subnet)?;
    let full = world.present_connections().count() >= world.connections_max();
    forbid(world, full, Rule::ConnectionLimit, name)?;
    forbid(world, world.connection_named(name).is_some(), Rule::ConnectionNameTaken, name)?;
    unsupported(world, *subnet)?;
    let group = &world.resource_groups[*resource_group];
    let elsewhere = group.subscription != world.vnets[world.vnet_of(*subnet)].subscription;
    forbid(world, elsewhere, Rule::ResourceGroupElsewhere, &group.name)?;
    let domain = match join_type {
        JoinType::AzureAdJoin => None,
        JoinType::HybridAzureAdJoin => {
            let domain = domain_of(world, name, *domain)?;
            if let Some(user_name) = user_name {
                forbid(world, !user_name.contains('@'), Rule::UserNameFormat, user_name)?;
            }
            forbid(world, !passwords_match, Rule::PasswordsDiffer, name)?;
            bad_unit(world, organizational_unit.as_ref())?;
            Some(domain)
        }
    };
    let settings = ConnectionSettings {
        subnet: *subnet,
        resource_group: *resource_group,
        domain,
        organizational_unit: organizational_unit.clone().filter(|_| domain.is_some()),
    };
    let connection = add(&mut state.world, name.clone(), *join_type, settings);
    let entity = Entity::Connection(connection);
    let created =
        state.emit(entity, RecordKind::ConnectionCreated, record, Vec::new(), Detail::ConnectionCreated);
    state.world.connections[connection].changed_by = created;
    grant_roles(state, admin, connection, created);
    inactivity::touch(state, connection);
    if state.world.rules.holds(Rule::FirstCheckOnCreation) {
        health::begin(state, connection, RunTrigger::Creation, created, Vec::new());
    }
    Ok(())
}

/// Adds a connection that has never been checked.
pub fn add(world: &mut World, name: Name, join_type: JoinType, settings: ConnectionSettings) -> ConnectionId {
    let password_version =
        settings.domain.map_or(0, |domain| world.domains[domain].join_account.password_version);
    let gaps = world.stream("connection", &name, Purpose::Gap);
    let durations = world.stream("connection", &name, Purpose::RunDuration);
    let test_runs = world.stream("connection", &name, Purpose::TestRun);
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
        role_model: RoleModel::Windows365,
        inactive: None,
        awaited: false,
        active_at: Offset::ZERO,
        retried_at: None,
        deleted: None,
        gaps,
        durations,
        test_runs,
    })
}

pub(super) fn edit(
    state: &mut State,
    admin: AdminId,
    name: &Name,
    edit: &Edit<'_>,
    record: RecordKey,
) -> Result<(), Refusal> {
    let world = &state.world;
    let id = find_connection(world, name)?;
    let present = &world.connections[id].settings;
    without_reader(world, admin, present.subnet)?;
    while_running(world, id)?;
    let changes_settings = edit.subnet.is_some() || edit.organizational_unit.is_some();
    let in_use = world.policies_using(id).next().is_some() || world.cloud_pcs_on(id).next().is_some();
    forbid(world, changes_settings && in_use, Rule::ConnectionInUse, name)?;
    if let Some(rename) = edit.rename {
        let taken = world.connection_named(rename).is_some_and(|other| other != id);
        forbid(world, taken, Rule::ConnectionNameTaken, rename)?;
    }
    if let Some(subnet) = edit.subnet {
        without_reader(world, admin, subnet)?;
        unsupported(world, subnet)?;
    }
    bad_unit(world, edit.organizational_unit)?;
    // A new value: Cloud PCs that were provisioned with the old one keep theirs.
    let mut settings = (**present).clone();
    settings.subnet = edit.subnet.unwrap_or(settings.subnet);
    settings.organizational_unit = edit.organizational_unit.cloned().or(settings.organizational_unit);
    let of = &mut state.world.connections[id];
    let was = match edit.rename {
        Some(rename) if *rename != of.name => Some(std::mem::replace(&mut of.name, rename.clone())),
        _ => None,
    };
    state.world.connections[id].settings = Arc::new(settings);
    grant_roles(state, admin, id, record);
    edited(state, id, was, record);
    Ok(())
}

pub(super) fn retry(
    state: &mut State,
    admin: AdminId,
    name: &Name,
    record: RecordKey,
) -> Result<(), Refusal> {
    let world = &state.world;
    let id = find_connection(world, name)?;
    while_running(world, id)?;
    forbid(world, world.connections[id].inactive.is_some(), Rule::ConnectionInactive, name)?;
    grant_roles(state, admin, id, record);
    state.world.connections[id].retried_at = Some(state.now());
    inactivity::watch(state, id);
    if state.world.rules.holds(Rule::RetryRunsAll) {
        health::begin(state, id, RunTrigger::Retry, record, Vec::new());
    }
    Ok(())
}

pub(super) fn update_password(
    state: &mut State,
    admin: AdminId,
    name: &Name,
    record: RecordKey,
) -> Result<(), Refusal> {
    let world = &state.world;
    let id = find_connection(world, name)?;
    let settings = &world.connections[id].settings;
    without_reader(world, admin, settings.subnet)?;
    let domain = require(settings.domain, Rule::PasswordOfHybridOnly, name)?;
    while_running(world, id)?;
    let version = world.domains[domain].join_account.password_version;
    state.world.connections[id].password_version = version;
    edited(state, id, None, record);
    Ok(())
}

pub(super) fn reactivate(state: &mut State, name: &Name, record: RecordKey) -> Result<(), Refusal> {
    let world = &state.world;
    let id = find_connection(world, name)?;
    forbid(world, world.connections[id].inactive.is_none(), Rule::NotInactive, name)?;
    inactivity::reactivate(state, id, record);
    Ok(())
}

/// A deleted connection is gone; Cloud PCs that were provisioned with it keep their settings (decisions.md, *Provisioning and sign-in*).
pub(super) fn delete(state: &mut State, name: &Name, record: RecordKey) -> Result<(), Refusal> {
    let world = &state.world;
    let id = find_connection(world, name)?;
    while_running(world, id)?;
    let named = world.policies_using(id).next();
    let policy = named.map_or("", |policy| world.name(Entity::Policy(policy)));
    forbid(world, named.is_some(), Rule::ConnectionNamedByPolicy, policy)?;
    let used = world.cloud_pcs_on(id).next();
    let cloud_pc = used.map_or("", |cloud_pc| world.name(Entity::CloudPc(cloud_pc)));
    forbid(world, used.is_some(), Rule::ConnectionUsedByCloudPc, cloud_pc)?;
    let entity = Entity::Connection(id);
    let kind = RecordKind::ConnectionDeleted;
    let deleted = state.emit(entity, kind, record, Vec::new(), Detail::ConnectionDeleted);
    let of = &mut state.world.connections[id];
    of.deleted = Some(deleted);
    of.next_run_at = None;
    Ok(())
}

/// After each change of a connection its checks run.
fn edited(state: &mut State, connection: ConnectionId, was: Option<Name>, cause: RecordKey) {
    let entity = Entity::Connection(connection);
    let detail = Detail::ConnectionEdited(was);
    let record = state.emit(entity, RecordKind::ConnectionEdited, cause, Vec::new(), detail);
    state.world.connections[connection].changed_by = record;
    inactivity::touch(state, connection);
    if state.world.connections[connection].inactive.is_some() {
        inactivity::reactivate(state, connection, record);
    } else {
        health::begin(state, connection, RunTrigger::Edit, record, Vec::new());
    }
}

/// Whoever may assign roles lets with a create, an edit or a retry the service give itself the roles that it lacks, silently (service.md, *Connections*).
fn grant_roles(state: &mut State, admin: AdminId, connection: ConnectionId, cause: RecordKey) {
    let settings = Arc::clone(&state.world.connections[connection].settings);
    let vnet = state.world.vnet_of(settings.subnet);
    let subscription = state.world.vnets[vnet].subscription;
    let world = &state.world;
    let may_assign = world.admins[admin].azure_role(subscription) >= AzureRole::UserAccessAdministrator;
    let has_all = world.subscriptions[subscription].reader_role
        && world.resource_groups[settings.resource_group].network_interface_contributor_role
        && world.vnets[vnet].network_user_role;
    if has_all || !may_assign || !world.rules.holds(Rule::OwnerGrantsRoles) {
        return;
    }
    let entity = Entity::Connection(connection);
    let record = state.emit(entity, RecordKind::RolesGranted, cause, Vec::new(), Detail::RolesGranted);
    for repair in [
        Fault::SubscriptionRoleRemoved { subscription },
        Fault::ResourceGroupRoleRemoved { resource_group: settings.resource_group },
        Fault::VnetRoleRemoved { vnet },
    ] {
        fault::repair(&repair, &mut state.world, &state.setup.world, record);
    }
    // The roles that it gives itself are those of today, whatever the connection used before.
    state.world.connections[connection].role_model = RoleModel::Windows365;
}

/// Support raises the limit of connections. It never lowers it.
pub(crate) fn raise_limit(state: &mut State, connections: u32) {
    if connections as usize <= state.world.connections_max()
        || !state.world.rules.holds(Rule::SupportRaisesLimit)
    {
        return;
    }
    let detail = Detail::LimitRaised(connections);
    state.emit(Entity::Service, RecordKind::LimitRaised, RecordKey::OPENED, Vec::new(), detail);
    state.world.raised_limit = Some(connections);
}
