//! What must hold after every event. Checked in debug builds and tests (design.md §5).

use crate::domain::{AttemptState, CloudPcStatus, World};

/// The first invariant that does not hold, in words.
pub fn broken(world: &World) -> Option<String> {
    addresses(world).or_else(|| capacity(world)).or_else(|| policies(world)).or_else(|| cloud_pcs(world))
}

fn held_placements(world: &World) -> impl Iterator<Item = &crate::domain::Placement> {
    world
        .cloud_pcs
        .values()
        .flat_map(|cloud_pc| &cloud_pc.attempts)
        .filter(|attempt| attempt.state != AttemptState::CleanedUp)
        .filter_map(|attempt| attempt.placement.as_ref())
}

/// Every address that is held is held by exactly one Cloud PC, attempt or temporary VM.
fn addresses(world: &World) -> Option<String> {
    for (id, subnet) in world.subnets.iter() {
        let machines = world
            .connections
            .values()
            .filter(|connection| connection.settings.subnet == id)
            .filter_map(|connection| connection.current_run.as_ref()?.vm_address);
        let placed =
            held_placements(world).filter(|place| place.settings.subnet == id).map(|place| place.address);
        let mut held: Vec<_> = machines.chain(placed).collect();
        let count = held.len();
        held.sort_unstable();
        held.dedup();
        if count != held.len() || count != subnet.held() as usize || subnet.held() != subnet.held_in_list() {
            return Some(format!(
                "addresses of {} do not add up: {count} held, {} counted",
                subnet.name,
                subnet.held()
            ));
        }
        if subnet.held() + subnet.used_by_others > subnet.size() {
            return Some(format!("{} has more addresses in use than it has", subnet.name));
        }
    }
    None
}

/// A region's share of ours is what our placements reserve, and never more than it has.
fn capacity(world: &World) -> Option<String> {
    for (id, region) in world.regions.iter() {
        let placed = held_placements(world).filter(|place| place.region == id).count();
        if placed != region.ours as usize {
            return Some(format!("{} counts {} Cloud PCs, {placed} are placed", region.name, region.ours));
        }
        if region.ours + region.others > region.capacity {
            return Some(format!("{} holds more than its capacity", region.name));
        }
    }
    None
}

/// A policy names connections that exist, of its join type, and has at least one.
fn policies(world: &World) -> Option<String> {
    world
        .policies
        .values()
        .find(|policy| {
            policy.connections.is_empty()
                || policy
                    .connections
                    .iter()
                    .any(|&connection| world.connections[connection].join_type != policy.join_type)
        })
        .map(|policy| format!("{} names a connection that it cannot use", policy.name))
}

/// A Cloud PC has one status, and its attempts agree with it.
fn cloud_pcs(world: &World) -> Option<String> {
    world
        .cloud_pcs
        .values()
        .find(|cloud_pc| {
            let done = cloud_pc.attempts.last().is_some_and(|attempt| attempt.state == AttemptState::Done);
            done != (cloud_pc.status == CloudPcStatus::Provisioned)
                || (cloud_pc.status == CloudPcStatus::Failed && cloud_pc.stage().is_some())
                || cloud_pc
                    .attempts
                    .iter()
                    .rev()
                    .skip(1)
                    .any(|attempt| matches!(attempt.state, AttemptState::InStage(..) | AttemptState::Done))
        })
        .map(|cloud_pc| format!("{} has a status that its attempts do not have", cloud_pc.name))
}
