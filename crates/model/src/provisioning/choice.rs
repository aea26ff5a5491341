//! Choosing a connection: the policy's list is walked in order, the first that is available is taken.
//!
//! A connection is unavailable when its last status is not a success, or when at this instant its region has no
//! capacity or its subnet no address (decisions.md, *Provisioning and sign-in*). Sources: overview, *Alternate ANCs*;
//! service.md, *Provisioning*.

use crate::domain::{
    Candidate, CandidateVerdict, ConnectionId, ConnectionStatus, PassedOver, PolicyId, RecordKey, Rule, World,
};

/// The result of a walk over the list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Choice {
    /// The connection that was taken.
    pub taken: Option<ConnectionId>,
    /// All candidates, in order of priority.
    pub candidates: Vec<Candidate>,
    /// What the verdicts rest on.
    pub because: Vec<RecordKey>,
}

/// Walks the list of a policy.
pub fn choose(world: &World, policy: PolicyId) -> Choice {
    let mut choice = Choice { taken: None, candidates: Vec::new(), because: Vec::new() };
    for &connection in &world.policies[policy].connections {
        let after_primary = !choice.candidates.is_empty() && !world.rules.holds(Rule::AlternatesInOrder);
        let verdict = if choice.taken.is_some() || after_primary {
            CandidateVerdict::NotAsked
        } else {
            let (verdict, because) = judge(world, connection);
            choice.because.push(because);
            verdict
        };
        if verdict == CandidateVerdict::Taken {
            choice.taken = Some(connection);
        }
        choice.candidates.push(Candidate { connection, verdict });
    }
    choice
}

/// Whether a connection would be taken now, were it the next on the list; and what that rests on.
pub fn judge(world: &World, connection: ConnectionId) -> (CandidateVerdict, RecordKey) {
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
