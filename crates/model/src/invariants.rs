//! What must hold after every event. Checked in debug builds and tests (decisions.md, *The program*).

use crate::domain::network::Address;
use crate::domain::{
    AttemptState, CloudPc, CloudPcStatus, JoinType, Networks, SubnetId, User, UserId, Work, World,
};

/// The first invariant that does not hold, in words.
pub fn broken(world: &World) -> Option<String> {
    // With a rule switched off, a world may be what no world is.
    if world.rules.off.is_some() {
        return None;
    }
    addresses(world)
        .or_else(|| capacity(world))
        .or_else(|| policies(world))
        .or_else(|| groups(world))
        .or_else(|| persons(world))
        .or_else(|| licences(world))
        .or_else(|| cloud_pcs(world))
}

/// Second addresses that Cloud PCs hold while they are resized.
fn second_addresses(world: &World, subnet: SubnetId) -> impl Iterator<Item = Address> {
    world.cloud_pcs.values().filter_map(move |cloud_pc| match cloud_pc.work {
        Some(Work::Resize(address, _)) => address.filter(|_| {
            let over = cloud_pc.placement().and_then(|place| place.over.as_ref());
            over.is_some_and(|over| over.settings.subnet == subnet)
        }),
        _ => None,
    })
}

/// Every address that is held is held by exactly one Cloud PC, attempt or temporary VM.
fn addresses(world: &World) -> Option<String> {
    for (id, subnet) in world.subnets.iter() {
        let machines = world
            .connections
            .values()
            .filter(|connection| connection.settings.subnet == id)
            .filter_map(|connection| connection.current_run.as_ref()?.vm_address);
        let over = world.held_placements().filter_map(|place| place.over.as_ref());
        let placed = over.filter(|over| over.settings.subnet == id).map(|over| over.address);
        let mut held: Vec<_> = machines.chain(placed).chain(second_addresses(world, id)).collect();
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
        if subnet.held() + subnet.used_by_others + subnet.orphans > subnet.size() {
            return Some(format!("{} has more addresses in use than it has", subnet.name));
        }
    }
    None
}

/// A region's share of ours is what our placements reserve, and never more than it has.
fn capacity(world: &World) -> Option<String> {
    for (id, region) in world.regions.iter() {
        let placed = world.held_placements().filter(|place| place.region == id).count();
        if placed != region.ours as usize {
            return Some(format!("{} counts {} Cloud PCs, {placed} are placed", region.name, region.ours));
        }
        if region.ours + region.others > region.capacity {
            return Some(format!("{} holds more than its capacity", region.name));
        }
    }
    None
}

/// A policy names connections that exist, of its join type, and has at least one; or regions of the Microsoft hosted network, which
/// takes no domain.
fn policies(world: &World) -> Option<String> {
    world
        .policies
        .values()
        .find(|policy| {
            let hybrid = policy.join_type == JoinType::HybridAzureAdJoin;
            policy.deleted.is_none() && policy.all_networks().is_empty()
                || hybrid && matches!(policy.networks, Networks::Hosted(_))
                || policy.connections().iter().any(|&connection| {
                    let of = &world.connections[connection];
                    of.join_type != policy.join_type || (of.deleted.is_some() && policy.deleted.is_none())
                })
        })
        .map(|policy| format!("{} names a network that it cannot use", policy.name))
}

/// Whoever is in a group is among its people, and nobody else; and what is assigned stands in both lists.
fn groups(world: &World) -> Option<String> {
    let strange = world.groups.iter().find(|(id, of)| {
        let is_of = |user: &UserId| {
            let user = &world.users[*user];
            user.group == *id || user.others.contains(id)
        };
        !of.people.iter().all(is_of)
    });
    let lost = world
        .users
        .iter()
        .find(|(id, of)| of.others.iter().any(|&group| !world.groups[group].people.contains(id)));
    let assigned: usize = world.policies.values().map(|of| of.groups.len()).sum();
    strange
        .map(|(_, of)| format!("{} has people of other groups", of.name))
        .or_else(|| lost.map(|(_, of)| format!("{} is in a group that does not know it", of.name)))
        .or_else(|| (assigned != world.assigned.len()).then(|| "assignments do not add up".to_owned()))
}

/// What is of a person is the same in all licences.
fn persons(world: &World) -> Option<String> {
    let differs = |(_, of): &(UserId, &User)| {
        let Some(first) = of.further_of.map(|first| &world.users[first]) else { return false };
        (of.group, &of.others, of.member) != (first.group, &first.others, first.member)
            || (of.client_trouble, of.per_user_mfa, of.cloud_only)
                != (first.client_trouble, first.per_user_mfa, first.cloud_only)
    };
    let strange = world.present_users().find(differs);
    strange.map(|(_, of)| format!("{} is a licence of somebody other than its person", of.name))
}

/// Nobody waits for a licence while one is free.
fn licences(world: &World) -> Option<String> {
    let waits = |of: &&CloudPc| of.status == CloudPcStatus::PendingProvision;
    let waiting = world.cloud_pcs.values().filter(waits).find(|of| world.licence_is_free(of.size));
    waiting.map(|of| format!("{} waits for a licence, and one is free", of.name))
}

/// A Cloud PC has one status, and its attempts agree with it.
fn cloud_pcs(world: &World) -> Option<String> {
    world
        .cloud_pcs
        .values()
        .find(|cloud_pc| {
            let done = cloud_pc.attempts.last().is_some_and(|attempt| attempt.state == AttemptState::Done);
            let has_place = !matches!(
                cloud_pc.status,
                CloudPcStatus::Provisioning
                    | CloudPcStatus::Preparing
                    | CloudPcStatus::PendingProvision
                    | CloudPcStatus::Failed
                    | CloudPcStatus::NotProvisioned
            );
            // A failed Cloud PC is removed too, without a place.
            let agrees = done == has_place || (!done && cloud_pc.status == CloudPcStatus::Deprovisioning);
            !agrees
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
