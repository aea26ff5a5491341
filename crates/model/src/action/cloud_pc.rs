//! What administrators do to Cloud PCs. Source: service.md, *Provisioning*.

use super::{Refusal, forbid, require};
use crate::domain::{
    CloudPc, CloudPcId, CloudPcStatus, GroupId, Name, Placement, RecordKey, Rule, UserId, World,
};
use crate::provisioning::{self, lifecycle};
use crate::state::State;

/// The Cloud PC of a user, if a condition holds.
fn of_user(
    world: &World,
    user: UserId,
    rule: Rule,
    fits: impl FnOnce(&CloudPc) -> bool,
) -> Result<CloudPcId, Refusal> {
    let of = &world.users[user];
    require(of.cloud_pc.filter(|&id| fits(&world.cloud_pcs[id])), rule, &of.title)
}

pub(super) fn retry(state: &mut State, user: UserId, record: RecordKey) -> Result<(), Refusal> {
    let cloud_pc = of_user(&state.world, user, Rule::NothingToRetry, provisioning::may_retry)?;
    provisioning::retry(state, cloud_pc, record);
    Ok(())
}

pub(super) fn reprovision(state: &mut State, user: UserId, record: RecordKey) -> Result<(), Refusal> {
    let world = &state.world;
    let fits = |of: &CloudPc| lifecycle::may_reprovision(world, of);
    let cloud_pc = of_user(world, user, Rule::NotReprovisionable, fits)?;
    lifecycle::reprovision(state, cloud_pc, record);
    Ok(())
}

pub(super) fn move_on(state: &mut State, user: UserId, record: RecordKey) -> Result<(), Refusal> {
    let world = &state.world;
    let title = &world.users[user].title;
    forbid(world, true, Rule::MoveNotOffered, title)?;
    let cloud_pc = require(world.users[user].cloud_pc, Rule::NotMovable, title)?;
    let target = require(lifecycle::move_target(state, cloud_pc), Rule::NotMovable, title)?;
    let now = world.cloud_pcs[cloud_pc].placement().and_then(Placement::domain);
    let to = target.connection().map(|connection| &world.connections[connection]);
    let there = to.and_then(|connection| connection.settings.domain);
    forbid(world, now != there, Rule::MoveWithinDomain, to.map_or("", |connection| &connection.name))?;
    lifecycle::begin_move(state, cloud_pc, target, record);
    Ok(())
}

pub(super) fn resize(
    state: &mut State,
    user: UserId,
    size: Option<&Name>,
    record: RecordKey,
) -> Result<(), Refusal> {
    let fits = |of: &CloudPc| of.status.is_provisioned();
    let cloud_pc = of_user(&state.world, user, Rule::NotResizable, fits)?;
    let world = &state.world;
    let title = world.users[user].title.clone();
    let unmanaged = world.cloud_pcs[cloud_pc].ailments.managed_object_gone.is_some();
    forbid(world, unmanaged, Rule::ResizeNeedsManagedDevice, &title)?;
    forbid(world, size.is_none() && !world.licences.is_empty(), Rule::NoSuchSize, &title)?;
    let wanted = size.map(|name| require(world.size_called(name), Rule::NoSuchSize, name)).transpose()?;
    if let Some((wanted, name)) = wanted.zip(size) {
        let is_free = wanted != world.cloud_pcs[cloud_pc].size && world.licence_is_free(wanted);
        forbid(world, !is_free, Rule::ResizeNeedsLicence, name)?;
        if wanted != world.users[user].size && world.rules.holds(Rule::ResizeWaitsForLicence) {
            lifecycle::await_licence(state, cloud_pc, wanted, record);
            return Ok(());
        }
    }
    let begun = lifecycle::begin_resize(state, cloud_pc, wanted, record);
    require(begun.then_some(()), Rule::ResizeNeedsAddress, &title)
}

pub(super) fn end_grace(state: &mut State, user: UserId, record: RecordKey) -> Result<(), Refusal> {
    let fits = |of: &CloudPc| of.status == CloudPcStatus::InGracePeriod;
    let cloud_pc = of_user(&state.world, user, Rule::NoGracePeriod, fits)?;
    lifecycle::remove(state, cloud_pc, record);
    Ok(())
}

/// All at once, as it was not offered before September 2026.
pub(super) fn end_all_grace(
    state: &mut State,
    group: Option<GroupId>,
    record: RecordKey,
) -> Result<(), Refusal> {
    let world = &state.world;
    forbid(world, true, Rule::OneGracePeriodAtATime, "")?;
    let ends = |id: &CloudPcId| world.cloud_pcs[*id].status == CloudPcStatus::InGracePeriod;
    let ending: Vec<CloudPcId> = match group {
        None => world.cloud_pcs.ids().filter(ends).collect(),
        Some(group) => {
            let people = world.groups[group].people.iter().filter(|&&user| world.is_in(user, group));
            people.filter_map(|&user| world.users[user].cloud_pc).filter(ends).collect()
        }
    };
    let name = group.map_or("", |group| world.groups[group].name.as_str());
    require(ending.first(), Rule::NoGracePeriod, name)?;
    lifecycle::remove_all(state, &ending, record);
    Ok(())
}
