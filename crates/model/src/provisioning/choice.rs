//! Choosing a network: the policy's list is walked in order, the first that is available is taken. Regions of the Microsoft hosted
//! network have no order of their own: the service takes them in turn.
//!
//! A connection is unavailable when its last status is not a success, or when at this instant its region has no
//! capacity or its subnet no address (decisions.md, *Provisioning and sign-in*). Sources: overview, *Alternate ANCs*;
//! service.md, *Provisioning*.

use std::cmp::Reverse;

use crate::domain::{
    Candidate, CandidateVerdict, ConnectionId, ConnectionStatus, Network, Networks, PassedOver, PolicyId,
    RecordKey, RegionId, Rule, World,
};

/// The result of a walk over the list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Choice {
    /// The network that was taken.
    pub taken: Option<Network>,
    /// All candidates, in the order in which they are asked.
    pub candidates: Vec<Candidate>,
    /// What the verdicts rest on.
    pub because: Vec<RecordKey>,
}

/// Walks the list of a policy.
pub fn choose(world: &World, policy: PolicyId) -> Choice {
    let mut choice = Choice { taken: None, candidates: Vec::new(), because: Vec::new() };
    for network in in_order(world, policy) {
        let is_alternate = !choice.candidates.is_empty() && network.connection().is_some();
        let after_primary = is_alternate && !world.rules.holds(Rule::AlternatesInOrder);
        let verdict = if choice.taken.is_some() || after_primary {
            CandidateVerdict::NotAsked
        } else {
            let (verdict, because) = judge(world, network);
            choice.because.push(because);
            verdict
        };
        if verdict == CandidateVerdict::Taken {
            choice.taken = Some(network);
        }
        choice.candidates.push(Candidate { network, verdict });
    }
    choice
}

/// What a policy chooses from, in the order in which it is asked. Connections have the order of the policy. Regions of the Microsoft
/// hosted network are taken in turn, so that Cloud PCs are spread; before December 2025 the one with most room came first.
fn in_order(world: &World, policy: PolicyId) -> Vec<Network> {
    let of = &world.policies[policy];
    // What a policy that is no more names may not be there, either.
    if of.deleted.is_some() {
        return Vec::new();
    }
    let mut all = of.all_networks();
    if let Networks::Hosted(_) = &of.networks {
        if world.rules.holds(Rule::HostedSpreads) {
            all.rotate_left(of.next_turn());
        } else {
            let room = |network: &Network| match network {
                Network::Hosted(region) => world.regions[*region].free(),
                Network::Connection(_) => 0,
            };
            all.sort_by_key(|network| Reverse(room(network)));
        }
    }
    all
}

/// Whether a network would be taken now, were it the next on the list; and what that rests on.
pub fn judge(world: &World, network: Network) -> (CandidateVerdict, RecordKey) {
    match network {
        Network::Connection(connection) => judge_connection(world, connection),
        Network::Hosted(region) => judge_region(world, region),
    }
}

/// A region is passed over where nothing can be made.
fn judge_region(world: &World, region: RegionId) -> (CandidateVerdict, RecordKey) {
    let of = &world.regions[region];
    if !of.supported && world.rules.holds(Rule::HostedSkipsRegions) {
        (CandidateVerdict::PassedOver(PassedOver::RegionUnsupported), of.support_changed_by)
    } else if of.free() == 0 {
        (CandidateVerdict::PassedOver(PassedOver::RegionFull), of.changed_by)
    } else {
        (CandidateVerdict::Taken, of.changed_by)
    }
}

fn judge_connection(world: &World, connection: ConnectionId) -> (CandidateVerdict, RecordKey) {
    let of = &world.connections[connection];
    let status = of.status();
    let seen = of.last_run().map_or(of.changed_by, |run| run.record);
    let region = &world.regions[world.region_of(connection)];
    let subnet = &world.subnets[of.settings.subnet];
    let rules = world.rules;
    let is_success = match status {
        ConnectionStatus::Warning => rules.holds(Rule::WarningIsUsable),
        ConnectionStatus::Informational => rules.holds(Rule::InformationalIsUsable),
        _ => status.is_usable(),
    };
    if !is_success && rules.holds(Rule::UnavailableWithoutSuccess) {
        (CandidateVerdict::PassedOver(PassedOver::Status(status)), seen)
    } else if region.free() == 0 && rules.holds(Rule::UnavailableWithoutCapacity) {
        (CandidateVerdict::PassedOver(PassedOver::RegionFull), region.changed_by)
    } else if subnet.free() == 0 && rules.holds(Rule::UnavailableWithoutAddress) {
        (CandidateVerdict::PassedOver(PassedOver::SubnetFull), subnet.changed_by)
    } else {
        (CandidateVerdict::Taken, seen)
    }
}
