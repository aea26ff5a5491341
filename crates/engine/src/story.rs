//! The story of a run: of all that happens, what is of note, and where *Skip ahead* stops.
//!
//! Nineteen people who cannot sign in for one reason are one part of the story; when the reason changes, or the last of
//! them is an hour ago, the next one begins another.

use crate::Simulation;
use crate::domain::id::Id as _;
use crate::domain::ordered::{self, Table};
use crate::domain::{Candidate, CandidateVerdict, PassedOver};
use crate::domain::{
    Check, CloudPcStatus, Entity, HopVerdict, Instant, Network, Offset, RecordKey, RecordKind, Verdict,
};
use crate::narration::{Narration, Tone, narrate};
use crate::record::{Detail, Record};
use crate::words;

/// What is alike and comes later than this after the last one begins a new part.
pub const BURST: Offset = Offset::hours(1);

/// A part of the story: one record of note, or many alike.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mark {
    /// The first record.
    pub first: RecordKey,
    /// How it is meant.
    pub tone: Tone,
    /// The moments of its records, the first one's among them, in order.
    pub times: Vec<Instant>,
}

impl Mark {
    /// When it begins.
    pub const fn at(&self) -> Instant {
        self.first.at
    }

    /// How many of its records happened up to a moment.
    pub fn count(&self, now: Instant) -> usize {
        self.times.partition_point(|&at| at <= now)
    }

    /// In words, as known at a moment.
    pub fn tell(&self, simulation: &Simulation, now: Instant) -> Option<Narration> {
        let mut told = narrate(simulation.known_record(self.first)?, simulation);
        let count = self.count(now);
        if count > 1 {
            told.title = words::and_more_like_it(&told.title, &(count - 1).to_string());
        }
        Some(told)
    }
}

/// What makes records alike.
type Kin = (RecordKind, &'static str);

/// The marks of a run, as far as it is known.
#[derive(Clone, Debug, Default)]
pub struct Story {
    /// How many known records were read.
    read: usize,
    /// The last of them: when it is another one, the run is another one.
    last: Option<RecordKey>,
    marks: Vec<Mark>,
    /// The mark that goes on with each kin.
    open: Table<Kin, usize>,
    /// Why each connection was passed over last; none: it was taken.
    passed_over: Table<Network, Option<PassedOver>>,
    /// What each connection's checks found last.
    found: Table<Entity, Vec<(Check, Verdict)>>,
    /// The connections on which Cloud PCs were ready before.
    ready: Vec<Network>,
    /// Why each user, by position, could not sign in last time; empty: they could. There can be 20,000 of them.
    shut_out: Vec<&'static str>,
}

impl Story {
    /// Reads what is known of a run beyond what was read before.
    pub fn follow(&mut self, simulation: &Simulation) {
        let known = simulation.known_records();
        let same =
            self.read <= known.len() && self.read.checked_sub(1).map(|last| known[last].key) == self.last;
        if !same {
            *self = Self::default();
        }
        for record in known.from(self.read) {
            self.add(record, simulation);
        }
        self.read = known.len();
        self.last = known.last().map(|record| record.key);
    }

    /// All marks that are known, in order.
    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// The marks that began up to a moment.
    pub fn until(&self, now: Instant) -> &[Mark] {
        &self.marks[..self.marks.partition_point(|mark| mark.at() <= now)]
    }

    /// Whether a mark begins with a record.
    pub fn begins(&self, key: RecordKey) -> bool {
        let mut here = self.until(key.at).iter().rev().take_while(|mark| mark.at() == key.at);
        here.any(|mark| mark.first == key)
    }

    /// The first mark that begins after a moment.
    pub fn after(&self, now: Instant) -> Option<&Mark> {
        self.marks.get(self.marks.partition_point(|mark| mark.at() <= now))
    }

    /// The last mark that begins before a moment.
    pub fn before(&self, now: Instant) -> Option<&Mark> {
        self.marks[..self.marks.partition_point(|mark| mark.at() < now)].last()
    }

    /// Whether a record may begin a mark; whether it does depends on what was before.
    pub fn may_begin(record: &Record) -> bool {
        record.is_of_note()
            || matches!(
                record.key.kind,
                RecordKind::ConnectionChosen
                    | RecordKind::Provisioned
                    | RecordKind::PeopleJoined
                    | RecordKind::RunEnded
                    | RecordKind::SignedIn
                    | RecordKind::WorkDone
            )
    }

    fn add(&mut self, record: &Record, simulation: &Simulation) {
        let kind = record.key.kind;
        let begin = |story: &mut Self, tone: Option<Tone>| {
            let tone = tone.unwrap_or_else(|| narrate(record, simulation).tone);
            story.marks.push(Mark { first: record.key, tone, times: vec![record.key.at] });
        };
        let kin: Kin = match &record.detail {
            Detail::FaultStruck(fault) | Detail::RepairMade(fault) => (kind, fault.name()),
            Detail::Refused { rule, .. } => (kind, rule.text().name),
            Detail::LineFailed { command, .. } => (kind, command),
            Detail::AttemptFailed { problem, .. } => (kind, problem.name()),
            Detail::SignInFailed(hops) => {
                let problem = hops.iter().find_map(|hop| match hop.verdict {
                    HopVerdict::Failed(problem) => Some(problem.name()),
                    _ => None,
                });
                let problem = problem.unwrap_or_default();
                self.problem_replaced(record.key.entity, problem);
                (kind, problem)
            }
            Detail::SignedIn { .. } => {
                // The first of those who were shut out for a reason tells that it is over.
                let problem = self.problem_replaced(record.key.entity, "");
                if !problem.is_empty() && self.open.remove(&(RecordKind::SignInFailed, problem)).is_some() {
                    begin(self, None);
                }
                return;
            }
            Detail::ProvisioningFailed
            | Detail::ConnectionInactive
            | Detail::GraceBegan(_)
            | Detail::LicenceAwaited(_)
            | Detail::Deprovisioned(_)
            | Detail::WorkFailed(_)
            | Detail::SessionCut => (kind, ""),
            Detail::NoNetwork { candidates, .. } => {
                self.passes_over_anew(candidates);
                (kind, "")
            }
            Detail::PeopleJoined(_) | Detail::WorkDone(CloudPcStatus::Restoring) => return begin(self, None),
            Detail::NetworkChosen { candidates, .. } => {
                if self.passes_over_anew(candidates) {
                    begin(self, Some(Tone::Warning));
                }
                return;
            }
            Detail::Provisioned(network, warnings) => {
                let first = ordered::insert(&mut self.ready, *network);
                if first || warnings.is_empty() {
                    if first {
                        begin(self, None);
                    }
                    return;
                }
                (kind, "warnings")
            }
            Detail::RunEnded { before, status, found } => {
                let earlier = self.found.insert(record.key.entity, found.clone()).unwrap_or_default();
                if before != status || earlier != *found {
                    begin(self, None);
                }
                return;
            }
            _ => return,
        };
        let at = record.key.at;
        if let Some(mark) = self.open.get(&kin).and_then(|&place| self.marks.get_mut(place)) {
            let last = mark.times.last().copied().unwrap_or(mark.first.at);
            // Two faults of a kind are one part of the story at one moment only: each has its own consequences.
            let apart = matches!(kind, RecordKind::FaultStruck | RecordKind::RepairMade);
            if at.since(last) <= if apart { Offset::ZERO } else { BURST } {
                mark.times.push(at);
                return;
            }
        }
        self.open.insert(kin, self.marks.len());
        begin(self, None);
    }

    /// Keeps why a user could not sign in, empty where they could; gives why they could not the time before.
    fn problem_replaced(&mut self, user: Entity, problem: &'static str) -> &'static str {
        let Entity::User(user) = user else { return "" };
        if self.shut_out.len() <= user.position() {
            self.shut_out.resize(user.position() + 1, "");
        }
        std::mem::replace(&mut self.shut_out[user.position()], problem)
    }

    /// Whether a choice passes over a connection for another reason than the one before.
    fn passes_over_anew(&mut self, candidates: &[Candidate]) -> bool {
        let mut anew = false;
        for candidate in candidates {
            let reason = match candidate.verdict {
                CandidateVerdict::Taken => None,
                CandidateVerdict::PassedOver(why) => Some(why),
                CandidateVerdict::NotAsked => continue,
            };
            let before = self.passed_over.insert(candidate.network, reason).flatten();
            anew |= reason.is_some() && before != reason;
        }
        anew
    }
}
