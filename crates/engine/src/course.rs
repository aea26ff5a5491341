//! The course of a run: what was believed of each connection and what was true, how many could not sign in, and other figures over
//! time. Played once more, beside the run that is looked at.
//!
//! What is true changes when something is done, breaks or is repaired: those moments are looked at exactly. What comes about by the
//! work of the service itself (addresses that are taken, Cloud PCs that become ready) is looked at in grains of the run, `GRAINS` at
//! the most, so that two years cost no more than a day.

use crate::domain::id::Id as _;
use crate::domain::ordered::Table;
use crate::domain::{CloudPcStatus, ConnectionStatus, Entity, Instant, Offset, RecordKind};
use crate::record::{Detail, Record};
use crate::simulation::RunError;
use crate::{Simulation, health, sign_in};

/// Looks at a run that nothing of note happens in, at the most.
const GRAINS: i64 = 4_000;
/// Values that one line of figures has at the most: beyond it every second one of them is left out.
const VALUES_MAX: usize = 20_000;

/// A value that changes in steps: from each moment on it is another one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Steps<T>(Vec<(Instant, T)>);

impl<T> Default for Steps<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: PartialEq> Steps<T> {
    /// From this moment on it is this. Moments come in order.
    fn set(&mut self, at: Instant, value: T) {
        if self.0.last().is_some_and(|(last, _)| *last == at) {
            self.0.pop();
        }
        if self.0.last().is_none_or(|(_, last)| *last != value) {
            self.0.push((at, value));
        }
        if self.0.len() > VALUES_MAX {
            let mut position = 0;
            self.0.retain(|_| {
                position += 1;
                position % 2 == 1
            });
        }
    }

    /// What it was at a moment. None: it was not yet.
    pub fn at(&self, moment: Instant) -> Option<&T> {
        let past = self.0.partition_point(|(at, _)| *at <= moment);
        Some(&self.0.get(past.checked_sub(1)?)?.1)
    }

    /// The moments at which it became another one, with what it was from then on.
    pub fn changes(&self) -> &[(Instant, T)] {
        &self.0
    }

    /// From when to when it was what: the last span ends at `end`.
    pub fn spans(&self, end: Instant) -> impl Iterator<Item = (Instant, Instant, &T)> {
        let ends = self.0.iter().skip(1).map(move |(at, _)| *at).chain([end]);
        self.0.iter().zip(ends).map(|((from, value), to)| (*from, to, value))
    }
}

/// A connection over time.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Belief {
    /// The status. None: it was deleted.
    pub believed: Steps<Option<ConnectionStatus>>,
    /// What a run of checks would have found. None: it was deleted, or inactive.
    pub truth: Steps<Option<ConnectionStatus>>,
}

impl Belief {
    /// For how long the status was another one than what was true, up to `end`. While the first checks run nothing is believed.
    pub fn stale(&self, end: Instant) -> Offset {
        let mut truths = self.truth.spans(end).peekable();
        let mut sum = Offset::default();
        for (from, to, believed) in self.believed.spans(end) {
            let believed = believed.filter(|of| of.is_usable() || *of == ConnectionStatus::Failed);
            while let Some(&(since, until, truth)) = truths.peek() {
                let differs = believed.is_some_and(|believed| truth.is_some_and(|truth| truth != believed));
                let (begins, ends) = (from.max(since), to.min(until));
                if differs && begins < ends {
                    sum = sum.after(ends.since(begins));
                }
                // What goes on beyond the status is looked at again beside the next one.
                if until > to {
                    break;
                }
                truths.next();
            }
        }
        sum
    }
}

/// Everything that is followed over time.
#[derive(Clone, Debug)]
pub struct Course {
    simulation: Simulation,
    /// Up to where it is played.
    end: Instant,
    /// How many records were read.
    read: usize,
    looked: Option<Instant>,
    /// When a Cloud PC was asked for, by itself.
    asked: Table<Entity, Instant>,
    /// Each connection, by its position.
    pub connections: Vec<Belief>,
    /// How many people who have a Cloud PC could not sign in.
    pub shut_out: Steps<usize>,
    /// The same of each group, by its position.
    pub groups: Vec<Steps<usize>>,
    /// How many Cloud PCs have each status, in the order of [`CloudPcStatus::ALL`].
    pub cloud_pcs: Steps<[u32; CloudPcStatus::ALL.len()]>,
    /// Free capacity of each region, by its position.
    pub regions: Vec<Steps<u32>>,
    /// Free addresses of each subnet, by its position.
    pub subnets: Vec<Steps<u32>>,
    /// How long each Cloud PC took that was provisioned, from when it was asked for, in the order in which they became ready.
    pub waits: Vec<Offset>,
    /// How many could not be provisioned.
    pub gave_up: usize,
    /// How many actions the service refused.
    pub refused: usize,
}

impl Course {
    /// Of a run up to its present: [`Course::go_on`] plays it. The run itself is not touched.
    ///
    /// # Errors
    /// A limit, where the beginning of the run cannot be played.
    pub fn begin(of: &Simulation) -> Result<Self, RunError> {
        let mut simulation = of.clone();
        simulation.seek(Instant::default())?;
        Ok(Self {
            end: of.now(),
            simulation,
            read: 0,
            looked: None,
            asked: Table::default(),
            connections: Vec::new(),
            shut_out: Steps::default(),
            groups: Vec::new(),
            cloud_pcs: Steps::default(),
            regions: Vec::new(),
            subnets: Vec::new(),
            waits: Vec::new(),
            gave_up: 0,
            refused: 0,
        })
    }

    /// Of a run up to its present, all of it.
    ///
    /// # Errors
    /// A limit of the run.
    pub fn of(run: &Simulation) -> Result<Self, RunError> {
        let mut course = Self::begin(run)?;
        while course.go_on(u32::MAX)? {}
        Ok(course)
    }

    /// Plays on, by this many instants at the most. `false`: it is all there.
    ///
    /// # Errors
    /// A limit of the run.
    pub fn go_on(&mut self, instants_max: u32) -> Result<bool, RunError> {
        for _ in 0..instants_max {
            let now = self.simulation.now();
            while self.simulation.step(now)? {}
            self.look(now >= self.end);
            if now >= self.end || !self.simulation.step(self.end)? && self.simulation.now() >= self.end {
                // Whatever is due at the end belongs to it.
                while self.simulation.step(self.end)? {}
                self.look(true);
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The run at the moment up to which it is played.
    pub const fn simulation(&self) -> &Simulation {
        &self.simulation
    }

    /// Up to where it is played when it is all there.
    pub const fn end(&self) -> Instant {
        self.end
    }

    fn look(&mut self, at_all_events: bool) {
        let now = self.simulation.now();
        let records = self.simulation.records();
        let mut began = false;
        let mut statuses = Vec::new();
        for record in records.from(self.read) {
            began |= record.key.kind.is_root() || record.key.kind == RecordKind::ConnectionInactive;
            if let Detail::RunEnded { status, .. } = record.detail {
                statuses.push((record.key.entity, status));
            }
            count(record, &mut self.asked, &mut self.waits, &mut self.gave_up, &mut self.refused);
        }
        self.read = records.len();
        for (entity, status) in statuses {
            if let Entity::Connection(id) = entity
                && let Some(of) = self.connections.get_mut(id.position())
            {
                of.believed.set(now, Some(status));
            }
        }
        let grain = Offset((self.simulation.horizon().0 / GRAINS).max(1));
        let due = self.looked.is_none_or(|looked| now.since(looked) >= grain);
        if began || due || at_all_events {
            self.looked = Some(now);
            self.sample(now);
        }
    }

    fn sample(&mut self, now: Instant) {
        let world = self.simulation.world();
        self.connections.resize_with(world.connections.len(), Belief::default);
        for (id, connection) in world.connections.iter() {
            let is_there = world.is_there(Entity::Connection(id));
            let believed = is_there.then(|| connection.status());
            let is_looked_at = believed.filter(|status| *status != ConnectionStatus::Inactive);
            let truth = is_looked_at.map(|_| health::roll_up(&health::truth(self.simulation.state(), id)));
            let of = &mut self.connections[id.position()];
            of.believed.set(now, believed);
            of.truth.set(now, truth);
        }
        let abilities = sign_in::abilities(world);
        self.groups.resize_with(abilities.len(), Steps::default);
        for (group, of) in self.groups.iter_mut().zip(&abilities) {
            group.set(now, of.shut_out);
        }
        self.shut_out.set(now, abilities.iter().map(|of| of.shut_out).sum());
        let mut by_status = [0; CloudPcStatus::ALL.len()];
        for (_, cloud_pc) in world.cloud_pcs.iter() {
            if let Some(place) = CloudPcStatus::ALL.iter().position(|of| *of == cloud_pc.status) {
                by_status[place] += 1;
            }
        }
        self.cloud_pcs.set(now, by_status);
        self.regions.resize_with(world.regions.len(), Steps::default);
        for (id, region) in world.regions.iter() {
            self.regions[id.position()].set(now, region.free());
        }
        self.subnets.resize_with(world.subnets.len(), Steps::default);
        for (id, subnet) in world.subnets.iter() {
            self.subnets[id.position()].set(now, subnet.free());
        }
    }

    /// How long people who have a Cloud PC could not sign in, all of them together: two people for an hour are two hours.
    pub fn kept_out(&self) -> Offset {
        people_time(&self.shut_out, self.end)
    }

    /// For how long a status was another one than what was true, all connections together.
    pub fn stale(&self) -> Offset {
        self.connections.iter().fold(Offset::default(), |sum, of| sum.after(of.stale(self.end)))
    }

    /// The wait in the middle, of those that were provisioned. None: nobody was.
    pub fn median_wait(&self) -> Option<Offset> {
        let mut waits = self.waits.clone();
        waits.sort_unstable();
        waits.get(waits.len() / 2).copied()
    }
}

/// The time of each, of all of them together.
pub fn people_time(of: &Steps<usize>, end: Instant) -> Offset {
    let spans = of.spans(end);
    Offset(spans.map(|(from, to, &people)| to.since(from).0.saturating_mul(people as i64)).sum())
}

fn count(
    record: &Record,
    asked: &mut Table<Entity, Instant>,
    waits: &mut Vec<Offset>,
    gave_up: &mut usize,
    refused: &mut usize,
) {
    match &record.detail {
        Detail::CloudPcRequested { .. } | Detail::Reprovisioned => {
            asked.insert(record.key.entity, record.key.at);
        }
        Detail::Provisioned(..) => {
            if let Some(since) = asked.get(&record.key.entity) {
                waits.push(record.key.at.since(*since));
            }
        }
        Detail::ProvisioningFailed => *gave_up += 1,
        Detail::Refused { .. } => *refused += 1,
        _ => {}
    }
}
