//! What administrators do to provisioning policies. Sources: overview, *Alternate ANCs*; service.md, *Provisioning*.

use super::{Refusal, find_connection, find_policy, forbid, require};
use crate::domain::{
    ConnectionId, ConnectionStatus, Entity, GroupId, HostedPlace, JoinType, Name, Networks, Offset, PolicyId,
    Preparation, ProvisioningPolicy, RecordKey, RecordKind, Rule, World,
};
use crate::environment;
use crate::health::inactivity;
use crate::provisioning::{self, lifecycle};
use crate::record::Detail;
use crate::state::State;

/// The connections of a list, each of which a policy may name.
fn assignable(
    world: &World,
    names: &[Name],
    join_type: Option<JoinType>,
) -> Result<Vec<ConnectionId>, Refusal> {
    let mut ids: Vec<ConnectionId> = Vec::with_capacity(names.len());
    for name in names {
        let id = find_connection(world, name)?;
        let of = &world.connections[id];
        let status = of.status();
        let first = matches!(status, ConnectionStatus::Pending | ConnectionStatus::Running);
        forbid(world, first, Rule::FirstCheckUnderWay, &of.name)?;
        forbid(world, status == ConnectionStatus::Failed, Rule::ChecksFailed, &of.name)?;
        forbid(world, status == ConnectionStatus::Inactive, Rule::ConnectionInactive, &of.name)?;
        let region = &world.regions[world.region_of(id)];
        forbid(world, region.recovery_only, Rule::RecoveryRegions, &of.name)?;
        let wanted = join_type.or_else(|| ids.first().map(|&first| world.connections[first].join_type));
        let other = wanted.is_some_and(|wanted| wanted != of.join_type);
        forbid(world, other, Rule::OneJoinType, &of.name)?;
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    Ok(ids)
}

/// The regions of places of the Microsoft hosted network, each of which is used from now on.
fn hosted(world: &mut World, places: &[HostedPlace], record: RecordKey) -> Result<Networks, Refusal> {
    let names = HostedPlace::regions_of(places);
    environment::use_regions(world, &names, record).map(Networks::Hosted)
}

fn runs(world: &World, connections: &[ConnectionId]) -> Vec<RecordKey> {
    connections.iter().filter_map(|&id| world.connections[id].last_run().map(|run| run.record)).collect()
}

pub(super) fn create(
    state: &mut State,
    name: &Name,
    connections: &[Name],
    single_sign_on: bool,
    record: RecordKey,
) -> Result<(PolicyId, RecordKey), Refusal> {
    let world = &state.world;
    may_be_called(world, name)?;
    let ids = assignable(world, connections, None)?;
    let &first = require(ids.first(), Rule::NoSuchConnection, "")?;
    let join_type = world.connections[first].join_type;
    let because = runs(world, &ids);
    let networks = Networks::Connections(ids);
    Ok(add(state, name, join_type, networks, single_sign_on, record, because))
}

/// The same on the Microsoft hosted network.
pub(super) fn create_hosted(
    state: &mut State,
    name: &Name,
    places: &[HostedPlace],
    single_sign_on: bool,
    record: RecordKey,
) -> Result<(PolicyId, RecordKey), Refusal> {
    may_be_called(&state.world, name)?;
    let networks = hosted(&mut state.world, places, record)?;
    Ok(add(state, name, JoinType::AzureAdJoin, networks, single_sign_on, record, Vec::new()))
}

fn may_be_called(world: &World, name: &Name) -> Result<(), Refusal> {
    forbid(world, name.contains(['<', '>', '&', '|', '"', '^']), Rule::PolicyNameCharacters, name)?;
    forbid(world, world.policy_named(name).is_some(), Rule::PolicyNameTaken, name)
}

fn add(
    state: &mut State,
    name: &Name,
    join_type: JoinType,
    networks: Networks,
    single_sign_on: bool,
    record: RecordKey,
    because: Vec<RecordKey>,
) -> (PolicyId, RecordKey) {
    let policy = ProvisioningPolicy::new(name.clone(), join_type, networks, single_sign_on);
    let detail = Detail::PolicyCreated(policy.all_networks());
    let policy = state.world.policies.push(policy);
    for id in state.world.policies[policy].connections().to_vec() {
        inactivity::touch(state, id);
    }
    (policy, state.emit(Entity::Policy(policy), RecordKind::PolicyCreated, record, because, detail))
}

/// Assigns a policy that was just created.
pub(super) fn assign_at_once(state: &mut State, created: (PolicyId, RecordKey), groups: &[GroupId]) {
    for &group in groups {
        if !state.world.policies[created.0].groups.contains(&group) {
            assign(state, created.0, group, created.1);
        }
    }
}

/// Gives a policy other connections. Only Cloud PCs that are provisioned later see it.
pub(super) fn edit(
    state: &mut State,
    name: &Name,
    connections: &[Name],
    record: RecordKey,
) -> Result<(), Refusal> {
    let world = &state.world;
    let policy = find_policy(world, name)?;
    let of = &world.policies[policy];
    // A connection that the policy has already may stay, whatever its status.
    let mut ids = Vec::new();
    for name in connections {
        let kept = world.connection_named(name).filter(|id| of.connections().contains(id));
        match kept {
            Some(id) => ids.push(id),
            None => ids.extend(assignable(world, std::slice::from_ref(name), Some(of.join_type))?),
        }
    }
    let mut seen = Vec::new();
    ids.retain(|id| {
        !seen.contains(id) && {
            seen.push(*id);
            true
        }
    });
    require(ids.first(), Rule::NoSuchConnection, "")?;
    let because = runs(world, &ids);
    give(state, policy, Networks::Connections(ids), record, because);
    Ok(())
}

/// Gives a policy the Microsoft hosted network. Only Cloud PCs that are provisioned later see it.
pub(super) fn host(
    state: &mut State,
    name: &Name,
    places: &[HostedPlace],
    record: RecordKey,
) -> Result<(), Refusal> {
    let policy = find_policy(&state.world, name)?;
    let hybrid = state.world.policies[policy].join_type == JoinType::HybridAzureAdJoin;
    // Whatever rules hold: there is no domain in that network.
    if hybrid {
        return Err(Refusal { rule: Rule::HostedIsEntraOnly, about: name.to_string() });
    }
    let networks = hosted(&mut state.world, places, record)?;
    give(state, policy, networks, record, Vec::new());
    Ok(())
}

fn give(state: &mut State, policy: PolicyId, networks: Networks, record: RecordKey, because: Vec<RecordKey>) {
    let before = state.world.policies[policy].connections().to_vec();
    state.world.policies[policy].networks = networks;
    let of = &state.world.policies[policy];
    let detail = Detail::PolicyEdited(of.all_networks());
    for id in before.into_iter().chain(of.connections().to_vec()) {
        inactivity::touch(state, id);
    }
    state.emit(Entity::Policy(policy), RecordKind::PolicyEdited, record, because, detail);
}

/// Unlike other settings of a policy, single sign-on reaches Cloud PCs that exist (Edit provisioning policies).
pub(super) fn apply_single_sign_on(
    state: &mut State,
    name: &Name,
    on: bool,
    record: RecordKey,
) -> Result<(), Refusal> {
    let policy = find_policy(&state.world, name)?;
    let of = &mut state.world.policies[policy];
    (of.single_sign_on, of.single_sign_on_by) = (on, record);
    Ok(())
}

/// What is provisioned from now on is prepared, or not. Before May 2026 it never was.
pub(super) fn set_preparation(
    state: &mut State,
    name: &Name,
    minutes: Option<u32>,
    prevents_connection: bool,
) -> Result<(), Refusal> {
    let policy = find_policy(&state.world, name)?;
    forbid(&state.world, true, Rule::PreparationNotOffered, name)?;
    state.world.policies[policy].preparation = minutes
        .map(|minutes| Preparation { timeout: Offset::minutes(i64::from(minutes)), prevents_connection });
    Ok(())
}

pub(super) fn assign_named(
    state: &mut State,
    name: &Name,
    group: GroupId,
    record: RecordKey,
) -> Result<(), Refusal> {
    let world = &state.world;
    let policy = find_policy(world, name)?;
    let already = world.policies[policy].groups.contains(&group);
    forbid(world, already, Rule::AlreadyAssigned, &world.groups[group].name)?;
    if !already {
        assign(state, policy, group, record);
    }
    Ok(())
}

/// Assigns a policy to a group; members who have no Cloud PC ask for one.
pub(crate) fn assign(state: &mut State, policy: PolicyId, group: GroupId, cause: RecordKey) {
    state.world.policies[policy].groups.push(group);
    let first_wins = state.world.rules.holds(Rule::FirstPolicyWins);
    let place = |count: usize| if first_wins { count } else { 0 };
    let (assigned, policies) = (&mut state.world.assigned, &mut state.world.groups[group].policies);
    assigned.insert(place(assigned.len()), (policy, group));
    policies.insert(place(policies.len()), policy);
    let detail = Detail::PolicyAssigned(group);
    let record = state.emit(Entity::Policy(policy), RecordKind::PolicyAssigned, cause, Vec::new(), detail);
    provisioning::request_group(state, group, record);
    for user in state.world.groups[group].people.clone() {
        lifecycle::entitlement_changed(state, user, record);
    }
}

/// Takes a policy from a group: whoever has no other one goes into the grace period.
pub(super) fn unassign(
    state: &mut State,
    name: &Name,
    group: GroupId,
    record: RecordKey,
) -> Result<(), Refusal> {
    let world = &state.world;
    let policy = find_policy(world, name)?;
    let assigned = world.policies[policy].groups.contains(&group);
    forbid(world, !assigned, Rule::NotAssigned, &world.groups[group].name)?;
    state.world.policies[policy].groups.retain(|other| *other != group);
    state.world.groups[group].policies.retain(|other| *other != policy);
    state.world.assigned.retain(|other| *other != (policy, group));
    let detail = Detail::PolicyUnassigned(group);
    let entity = Entity::Policy(policy);
    let taken = state.emit(entity, RecordKind::PolicyUnassigned, record, Vec::new(), detail);
    for user in state.world.groups[group].people.clone() {
        state.world.users[user].changed_by = taken;
        lifecycle::entitlement_changed(state, user, taken);
    }
    Ok(())
}

pub(super) fn delete(state: &mut State, name: &Name, record: RecordKey) -> Result<(), Refusal> {
    let world = &state.world;
    let policy = find_policy(world, name)?;
    let assigned = world.policies[policy].groups.first().copied();
    let group = assigned.map_or("", |group| world.name(Entity::Group(group)));
    forbid(world, assigned.is_some(), Rule::PolicyAssigned, group)?;
    let entity = Entity::Policy(policy);
    let deleted = state.emit(entity, RecordKind::PolicyDeleted, record, Vec::new(), Detail::PolicyDeleted);
    for group in state.world.groups.values_mut() {
        group.policies.retain(|other| *other != policy);
    }
    state.world.assigned.retain(|(other, _)| *other != policy);
    let of = &mut state.world.policies[policy];
    of.deleted = Some(deleted);
    of.groups.clear();
    for id in of.connections().to_vec() {
        inactivity::touch(state, id);
    }
    Ok(())
}
