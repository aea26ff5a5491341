//! Why not? Why a connection was not taken, why no check had noticed, why somebody could sign in although a status was red.

use super::{moment, reasons, said_of};
use crate::domain::{
    CandidateVerdict, CheckRun, Connection, ConnectionStatus, Entity, Instant, Network, PassedOver, RecordKey,
};
use crate::record::{Detail, Record};
use crate::{Simulation, words};

/// Why a candidate of a choice was not taken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NotTaken {
    /// Which.
    pub network: Network,
    /// In a sentence.
    pub sentence: String,
    /// Whether it was asked, and passed over.
    pub asked: bool,
    /// The record on which that rested: it leads on. None: nobody asked, or it was so from the start.
    pub rested_on: Option<RecordKey>,
}

/// Why each of the others was not taken, in the order in which they stand; of what is no choice, nothing.
pub fn not_taken(simulation: &Simulation, record: &Record) -> Vec<NotTaken> {
    let (Detail::NetworkChosen { candidates, .. } | Detail::NoNetwork { candidates, .. }) = &record.detail
    else {
        return Vec::new();
    };
    let world = simulation.world();
    let name = |network: Network| simulation.title_at(network.entity(), record.key.at);
    let taken = candidates.iter().find(|of| of.verdict == CandidateVerdict::Taken);
    // A choice names what it rested on in the order of records: each is told by what it is about.
    let about = |entity: Entity| {
        record.because.iter().copied().filter(move |key| key.entity == entity).max_by_key(|key| key.at)
    };
    let told = candidates.iter().filter_map(|candidate| {
        let network = candidate.network;
        let (sentence, asked, rested_on) = match candidate.verdict {
            CandidateVerdict::Taken => return None,
            CandidateVerdict::NotAsked => {
                let first = taken.map_or("", |of| name(of.network));
                let told = if network.connection().is_some() { words::not_asked } else { words::not_in_turn };
                (told(name(network), first), false, None)
            }
            CandidateVerdict::PassedOver(why) => {
                let rested_on = match why {
                    PassedOver::Status(_) => about(network.entity()),
                    PassedOver::RegionFull | PassedOver::RegionUnsupported => {
                        about(Entity::Region(world.region_in(network)))
                    }
                    PassedOver::SubnetFull => network.connection().and_then(|connection| {
                        about(Entity::Subnet(world.connections[connection].settings.subnet))
                    }),
                };
                let because = rested_on.and_then(|key| simulation.record(key));
                let reasons: Vec<&Record> = because.map(|of| reasons(simulation, of)).unwrap_or_default();
                let reasons: Vec<&Record> =
                    reasons.into_iter().filter(|of| of.key != RecordKey::OPENED).collect();
                let sentence = if reasons.is_empty() {
                    words::not_taken(name(network), why.words())
                } else {
                    words::not_taken_because(name(network), why.words(), &said_of(simulation, &reasons))
                };
                (sentence, true, rested_on)
            }
        };
        Some(NotTaken { network, sentence, asked, rested_on })
    });
    told.collect()
}

/// Why not the first of a list: those that were passed over, in sentences. None: nobody was, or it is no choice.
pub(super) fn passed_over(simulation: &Simulation, record: &Record) -> Option<String> {
    let others = not_taken(simulation, record);
    let passed: Vec<&str> = others.iter().filter(|of| of.asked).map(|of| of.sentence.as_str()).collect();
    (!passed.is_empty()).then(|| passed.join(" "))
}

/// Why no check had noticed what broke something that somebody met, and when one did. None: one had, or nothing broke, or nobody met it.
pub fn not_noticed(simulation: &Simulation, record: &Record) -> Option<String> {
    let world = simulation.world();
    let cloud_pc = match (&record.detail, record.key.entity) {
        (Detail::SignInFailed(_), Entity::User(user)) => world.users[user].cloud_pc?,
        (
            Detail::AttemptFailed { .. } | Detail::ProvisioningFailed | Detail::WorkFailed(_),
            Entity::CloudPc(id),
        ) => id,
        _ => return None,
    };
    let faults =
        reasons(simulation, record).into_iter().filter(|of| matches!(of.detail, Detail::FaultStruck(_)));
    let faults: Vec<RecordKey> = faults.map(|of| of.key).collect();
    let broke = faults.iter().map(|key| key.at).max()?;
    let at = record.key.at;
    let cloud_pc = world.cloud_pcs.get(cloud_pc)?;
    let connection = match cloud_pc.placement_at(at) {
        Some(place) => place.connection()?,
        // Of what failed, the attempt of that time has the place.
        None => {
            cloud_pc.attempts.iter().rev().find(|of| of.started <= at)?.placement.as_ref()?.connection()?
        }
    };
    let of = &world.connections[connection];
    let believed = of.last_run_at(at)?;
    let tells = |run: &CheckRun| {
        let failed = run.results.iter().filter(|result| result.verdict.error().is_some());
        failed.flat_map(|result| &result.because).any(|key| faults.contains(key))
    };
    // Where a warning told of it, it had been noticed.
    if !believed.status.is_usable() || tells(believed) {
        return None;
    }
    let name = simulation.title_at(Entity::Connection(connection), at);
    let moment = |of: Instant| moment(simulation, of, at);
    let why = match under_way(of, at) {
        Some(run) => words::not_noticed_yet(name, &moment(run.started), &moment(run.ends)),
        _ if last_look(believed) < broke => words::not_noticed_before(name, &moment(believed.ends)),
        _ if believed.started < broke => words::not_noticed_between(name, &moment(believed.started)),
        _ => words::not_noticed_by_any(name, &moment(believed.ends)),
    };
    let later = of.history.iter().find(|run| run.ends > at && tells(run));
    Some(match later {
        Some(run) => words::noticed_at(&why, &moment(run.ends)),
        None => why,
    })
}

/// The run that went on at a moment.
fn under_way(of: &Connection, at: Instant) -> Option<&CheckRun> {
    let ended = of.history.iter().map(|run| &**run);
    ended.chain(&of.current_run).find(|run| run.started <= at && at < run.ends)
}

/// When a run looked last.
fn last_look(run: &CheckRun) -> Instant {
    run.results.iter().map(|result| result.at).max().unwrap_or(run.ends)
}

/// Why somebody could sign in although the status of the connection says that checks failed: a sign-in does not ask it.
pub(super) fn although(simulation: &Simulation, record: &Record) -> Option<String> {
    let Detail::SignedIn { cloud_pc, .. } = record.detail else { return None };
    let world = simulation.world();
    let of = &world.connections[world.cloud_pcs.get(cloud_pc)?.placement_at(record.key.at)?.connection()?];
    let run = of.last_run_at(record.key.at)?;
    (run.status == ConnectionStatus::Failed).then(|| {
        words::although(of.name.as_str(), run.status.title(), &record.key.at.since(run.ends).words())
    })
}
