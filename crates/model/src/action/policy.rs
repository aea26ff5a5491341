//! What administrators do to provisioning policies. Sources: overview, *Alternate ANCs*; service.md, *Provisioning*.

use super::{Refusal, find_connection, find_policy, forbid, require};
use crate::domain::{
    ConnectionId, ConnectionStatus, Entity, GroupId, JoinType, Name, PolicyId, ProvisioningPolicy, RecordKey,
    RecordKind, Rule, World,
};
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
        let wanted = join_type.or_else(|| ids.first().map(|&first| world.connections[first].join_type));
        let other = wanted.is_some_and(|wanted| wanted != of.join_type);
        forbid(world, other, Rule::OneJoinType, &of.name)?;
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    Ok(ids)
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
    forbid(world, name.contains(['<', '>', '&', '|', '"', '^']), Rule::PolicyNameCharacters, name)?;
    forbid(world, world.policy_named(name).is_some(), Rule::PolicyNameTaken, name)?;
    let ids = assignable(world, connections, None)?;
    let &first = require(ids.first(), Rule::NoSuchConnection, "")?;
    let join_type = world.connections[first].join_type;
    let because = runs(world, &ids);
    let policy = state.world.policies.push(ProvisioningPolicy {
        name: name.clone(),
        join_type,
        connections: ids.clone(),
        groups: Vec::new(),
        single_sign_on,
        deleted: None,
    });
    for &id in &ids {
        inactivity::touch(state, id);
    }
    let entity = Entity::Policy(policy);
    let created = state.emit(entity, RecordKind::PolicyCreated, record, because, Detail::PolicyCreated(ids));
    Ok((policy, created))
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
        let kept = world.connection_named(name).filter(|id| of.connections.contains(id));
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
    let touched: Vec<ConnectionId> = of.connections.iter().chain(&ids).copied().collect();
    state.world.policies[policy].connections.clone_from(&ids);
    for id in touched {
        inactivity::touch(state, id);
    }
    let entity = Entity::Policy(policy);
    state.emit(entity, RecordKind::PolicyEdited, record, because, Detail::PolicyEdited(ids));
    Ok(())
}

/// Unlike other settings of a policy, single sign-on reaches Cloud PCs that exist (Edit provisioning policies).
pub(super) fn apply_single_sign_on(state: &mut State, name: &Name, on: bool) -> Result<(), Refusal> {
    let policy = find_policy(&state.world, name)?;
    state.world.policies[policy].single_sign_on = on;
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
    for id in of.connections.clone() {
        inactivity::touch(state, id);
    }
    Ok(())
}
