//! The state of a run: the world, the agenda, and the counters from which records get their identities.

use std::collections::BTreeMap;
use std::hash::Hash as _;
use std::sync::Arc;

use crate::command::Command;
use crate::curve::Curve;
use crate::domain::{Entity, Instant, RecordKey, RecordKind, Stream, World, ordered};
use crate::event::Event;
use crate::kernel::{Agenda, Canonical, Digest, StateHasher};
use crate::limits;
use crate::record::{self, Detail, Record};
use crate::setup::Setup;

/// The state of a run. Verbs change it and emit records; [`crate::Simulation`] drives it.
#[derive(Clone, Debug)]
pub struct State {
    /// What exists, as it is now.
    pub world: World,
    /// What the run began with: what repairs go back to.
    pub(crate) setup: Arc<Setup>,
    pub(crate) agenda: Agenda<Event>,
    /// Events that were taken from the agenda.
    pub(crate) events: u64,
    /// Events at the present instant.
    pub(crate) events_at_once: u32,
    /// Actions of the log that were applied.
    pub(crate) actions: usize,
    /// Records that were kept, and all routine ones.
    pub(crate) kept: u64,
    pub(crate) routine: u64,
    /// Records of the event that is being handled; drained after each.
    pub(crate) fresh: Vec<Record>,
    /// Where records are digested; nowhere in a run without a digest.
    canonical: Option<Canonical>,
    /// How many records of a kind an entity has at this instant.
    at_this_instant: Counts,
    instant: Instant,
    /// Sign-ins so far.
    pub(crate) curve: Curve,
    /// What was planned during the run.
    pub(crate) planned: Vec<Command>,
    /// What fails now and then: how often each stream was asked.
    pub(crate) failures: Vec<Stream>,
}

impl State {
    pub(crate) fn new(setup: &Arc<Setup>, is_digested: bool) -> Self {
        let mut world = World::clone(&setup.world);
        if world.seed != setup.seed {
            world.reseed(setup.seed);
        }
        Self {
            world,
            setup: Arc::clone(setup),
            agenda: Agenda::default(),
            events: 0,
            events_at_once: 0,
            actions: 0,
            kept: 0,
            routine: 0,
            fresh: Vec::new(),
            planned: Vec::new(),
            canonical: is_digested.then(Canonical::default),
            at_this_instant: Counts::default(),
            instant: Instant::ZERO,
            curve: Curve::default(),
            failures: Vec::new(),
        }
    }

    /// The present moment.
    pub const fn now(&self) -> Instant {
        self.agenda.now()
    }

    /// Puts an event on the agenda.
    pub(crate) fn schedule(&mut self, at: Instant, event: Event) {
        self.agenda.schedule(at, event);
    }

    /// Emits a record that something triggered.
    pub(crate) fn emit(
        &mut self,
        entity: Entity,
        kind: RecordKind,
        cause: RecordKey,
        because: Vec<RecordKey>,
        detail: Detail,
    ) -> RecordKey {
        debug_assert!(!kind.is_root(), "a root has no cause");
        self.push(entity, kind, Some(cause), because, detail)
    }

    /// Emits a record that is a beginning.
    pub(crate) fn emit_root(&mut self, entity: Entity, kind: RecordKind, detail: Detail) -> RecordKey {
        debug_assert!(kind.is_root(), "only roots lack a cause");
        self.push(entity, kind, None, Vec::new(), detail)
    }

    fn push(
        &mut self,
        entity: Entity,
        kind: RecordKind,
        cause: Option<RecordKey>,
        rested_on: Vec<RecordKey>,
        detail: Detail,
    ) -> RecordKey {
        let mut because = Vec::new();
        for key in rested_on {
            ordered::insert_by(&mut because, key, |left, right| self.canonical_order(left, right));
        }
        let key = RecordKey { at: self.now(), entity, kind, n: self.next_number(entity, kind) };
        debug_assert!(
            cause.iter().chain(&because).all(|earlier| earlier.at <= key.at),
            "causes lie in the past"
        );
        if let Some(canonical) = &mut self.canonical {
            record::write(key, cause, &because, &detail, &self.world, canonical);
        }
        if kind.is_routine() {
            self.routine += 1;
            // Most records of a long run end here, and are never put together.
            if self.routine > limits::ROUTINE_RECORDS_MAX {
                return key;
            }
        }
        self.kept += 1;
        self.fresh.push(Record { key, cause, because, detail });
        key
    }

    /// By time, then by name: positions in lists would change when something is added.
    fn canonical_order(&self, left: &RecordKey, right: &RecordKey) -> std::cmp::Ordering {
        let rank = |key: &RecordKey| (key.at, key.entity.kind(), key.kind.name(), key.n);
        rank(left)
            .cmp(&rank(right))
            .then_with(|| self.world.name(left.entity).cmp(self.world.name(right.entity)))
    }

    fn next_number(&mut self, entity: Entity, kind: RecordKind) -> u32 {
        let now = self.now();
        if self.instant != now {
            self.instant = now;
            self.at_this_instant.clear();
        }
        self.at_this_instant.next((entity, kind))
    }

    /// The digest of all records so far, kept or counted.
    pub fn records_digest(&self) -> Option<Digest> {
        self.canonical.as_ref().map(Canonical::digest)
    }

    /// The digest of the world and of what is to come. What was refused does not show in it.
    pub fn state_digest(&self) -> Digest {
        let mut hasher = StateHasher::default();
        self.world.hash(&mut hasher);
        self.now().hash(&mut hasher);
        for (position, (at, event)) in self.agenda.in_order().into_iter().enumerate() {
            (position, at, event).hash(&mut hasher);
            if let Event::Planned(number) = event {
                self.planned.get(number as usize).hash(&mut hasher);
            }
        }
        hasher.digest()
    }

    /// About how many bytes a copy takes.
    pub(crate) fn bytes(&self) -> usize {
        let world = &self.world;
        let history: usize = world.connections.values().map(|connection| connection.history.len()).sum();
        let attempts: usize = world.cloud_pcs.values().map(|cloud_pc| cloud_pc.attempts.capacity()).sum();
        self.agenda.len() * 40
            + self.canonical.as_ref().map_or(0, Canonical::bytes)
            + self.curve.bytes()
            + world.users.len() * size_of::<crate::domain::User>()
            + world.cloud_pcs.len() * size_of::<crate::domain::CloudPc>()
            + attempts * size_of::<crate::domain::Attempt>()
            + world.connections.len() * size_of::<crate::domain::Connection>()
            + history * 16
            + self.planned.len() * size_of::<Command>()
            + 4_096
    }
}

/// Counts by key. Most instants have one record, for which a short list in order is faster than a map; a crowded one moves
/// into a map.
#[derive(Clone, Debug, Default)]
struct Counts {
    few: Vec<((Entity, RecordKind), u32)>,
    many: BTreeMap<(Entity, RecordKind), u32>,
}

impl Counts {
    const FEW: usize = 32;

    /// How often the key was asked for before.
    fn next(&mut self, key: (Entity, RecordKind)) -> u32 {
        if self.many.is_empty() {
            match self.few.binary_search_by_key(&key, |&(of, _)| of) {
                Ok(place) => {
                    self.few[place].1 += 1;
                    return self.few[place].1 - 1;
                }
                Err(place) if self.few.len() < Self::FEW => {
                    self.few.insert(place, (key, 1));
                    return 0;
                }
                Err(_) => self.many.extend(self.few.drain(..)),
            }
        }
        let count = self.many.entry(key).or_insert(0);
        *count += 1;
        *count - 1
    }

    fn clear(&mut self) {
        self.few.clear();
        self.many.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::UserId;
    use crate::domain::id::Id as _;

    #[test]
    fn a_crowded_instant_is_counted_like_a_lonely_one() {
        let mut counts = Counts::default();
        for round in 0..3 {
            for user in (0..100).rev() {
                let key = (Entity::User(UserId::new(user)), RecordKind::SignedIn);
                assert_eq!(counts.next(key), round, "{user}");
            }
        }
        counts.clear();
        assert_eq!(counts.next((Entity::Scenario, RecordKind::Opened)), 0);
    }
}
