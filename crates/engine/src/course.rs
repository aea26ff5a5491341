//! The course of a run: what was believed of each connection and what was true, how many could not sign in, and other figures over
//! time. Played once more, beside the run that is looked at.
//!
//! What is true changes when something is done, breaks or is repaired: those moments are looked at exactly. What comes about by the
//! work of the service itself (addresses that are taken, Cloud PCs that become ready) is looked at in grains of the run, `GRAINS` at
//! the most, so that two years cost no more than a day.

use crate::broken::broken;
use crate::domain::directory::MACHINE_ACCOUNT_QUOTA;
use crate::domain::id::Id as _;
use crate::domain::ordered::Table;
use crate::domain::{
    CandidateVerdict, CloudPcStatus, ConnectionStatus, Entity, Instant, Network, Offset, RecordKey,
    RecordKind, SubnetId, World,
};
use crate::record::{Detail, Record};
use crate::simulation::{RunError, TakenAction};
use crate::{Simulation, health, sign_in};

/// Looks at a run that nothing of note happens in, at the most.
const GRAINS: i64 = 4_000;
/// Values that one line of figures has at the most: beyond it every second one of them is left out.
const VALUES_MAX: usize = 100_000;
/// Spans in which something was broken that are followed at the most.
const KEPT_MAX: usize = 100_000;

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

    /// Forgets what came after a moment.
    fn cut(&mut self, at: Instant) {
        self.0.truncate(self.0.partition_point(|(of, _)| *of <= at));
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

/// A run of health checks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Checked {
    /// When it began: the record.
    pub began: RecordKey,
    /// When it ended, and with what status. None: it still runs; or there was nothing left to be checked.
    pub ended: Option<(Instant, Option<ConnectionStatus>)>,
}

/// From when to when something was broken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Outage {
    /// What.
    pub entity: Entity,
    /// In what way.
    pub words: String,
    /// Since when.
    pub from: Instant,
    /// Until when. None: it still is.
    pub to: Option<Instant>,
}

/// What became of a Cloud PC that was to be provisioned.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Turn {
    /// A network was chosen: this one of its policy's, the first is 0.
    Chosen(Network, usize),
    /// An attempt failed.
    AttemptFailed,
    /// It was ready.
    Provisioned,
    /// It could not be provisioned.
    GaveUp,
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
    /// Whether something happened since then by which somebody could sign in, or not any more.
    touched: bool,
    /// What was left behind by what happens of itself when it was looked at last.
    left: Vec<bool>,
    /// The actions of the run that were known when it was followed last.
    actions: Vec<TakenAction>,
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
    /// What was broken, in the order in which it broke.
    pub outages: Vec<Outage>,
    /// What records say.
    pub happened: Happened,
}

/// What the records of a run say, as far as they were read.
#[derive(Clone, Debug, Default)]
pub struct Happened {
    /// When a Cloud PC was asked for, by itself.
    asked: Table<Entity, Instant>,
    /// The runs of health checks of each connection, by its position, in order.
    pub runs: Vec<Vec<Checked>>,
    /// How long each Cloud PC took that was provisioned, from when it was asked for, in the order in which they became ready.
    pub waits: Vec<Offset>,
    /// How many could not be provisioned.
    pub gave_up: usize,
    /// How many actions the service refused.
    pub refused: usize,
    /// What was done, and what came about by itself: actions, faults, repairs, people who come.
    pub done: Vec<RecordKey>,
    /// What became of Cloud PCs that were to be provisioned, in order.
    pub turns: Vec<(RecordKey, Turn)>,
}

impl Happened {
    fn read(&mut self, record: &Record) {
        let key = record.key;
        let turn = match &record.detail {
            Detail::CloudPcRequested { .. } | Detail::Reprovisioned => {
                self.asked.insert(key.entity, key.at);
                None
            }
            Detail::NetworkChosen { network, candidates, .. } => {
                let taken = |of: &crate::domain::Candidate| of.verdict == CandidateVerdict::Taken;
                // Regions of the Microsoft hosted network take turns: none of them is an alternate.
                let place = candidates.iter().position(taken).filter(|_| network.connection().is_some());
                Some(Turn::Chosen(*network, place.unwrap_or_default()))
            }
            Detail::AttemptFailed { .. } | Detail::NoNetwork { .. } => Some(Turn::AttemptFailed),
            Detail::Provisioned(..) => {
                self.waits.extend(self.asked.get(&key.entity).map(|since| key.at.since(*since)));
                Some(Turn::Provisioned)
            }
            Detail::ProvisioningFailed => {
                self.gave_up += 1;
                Some(Turn::GaveUp)
            }
            Detail::Refused { .. } => {
                self.refused += 1;
                None
            }
            _ => None,
        };
        self.turns.extend(turn.map(|turn| (key, turn)));
        if key.kind.is_root() && !matches!(key.kind, RecordKind::Opened) {
            self.done.push(key);
        }
        let Entity::Connection(id) = key.entity else { return };
        if self.runs.len() <= id.position() {
            self.runs.resize_with(id.position() + 1, Vec::new);
        }
        let runs = &mut self.runs[id.position()];
        match record.detail {
            Detail::RunStarted { .. } => runs.push(Checked { began: key, ended: None }),
            Detail::RunEnded { status, .. } => end(runs, key.at, Some(status)),
            Detail::ConnectionDeleted | Detail::ConnectionInactive => end(runs, key.at, None),
            _ => {}
        }
    }
}

/// What runs of checks and Cloud PCs leave behind, as far as a check asks for it: used up addresses and capacity, a temporary VM that
/// stands in a full subnet, used up quotas.
fn left_by_runs(world: &World) -> Vec<bool> {
    let full = |subnet: SubnetId| world.subnets[subnet].free() == 0;
    let subnets = world.subnets.ids().map(full);
    let regions = world.regions.iter().map(|(_, of)| of.free() == 0);
    let connections = world
        .connections
        .iter()
        .map(|(_, of)| full(of.settings.subnet) && of.current_run.as_ref().is_some_and(|run| run.vm));
    let quotas = world.domains.iter().map(|(_, of)| of.join_account.joined >= MACHINE_ACCOUNT_QUOTA);
    subnets.chain(regions).chain(connections).chain(quotas).collect()
}

/// Whether what a record tells can change who can sign in, and what becomes of Cloud PCs. Checks look, and who signs in changes nothing.
pub const fn touches(kind: RecordKind) -> bool {
    !matches!(
        kind,
        RecordKind::RunStarted
            | RecordKind::RunEnded
            | RecordKind::CheckChanged
            | RecordKind::SignedIn
            | RecordKind::SignInFailed
            | RecordKind::SessionCut
            | RecordKind::UserActed
    )
}

fn end(runs: &mut [Checked], at: Instant, status: Option<ConnectionStatus>) {
    if let Some(last) = runs.last_mut().filter(|last| last.ended.is_none()) {
        last.ended = Some((at, status));
    }
}

impl Course {
    /// Of a run up to its present: [`Course::go_on`] plays it. The run itself is not touched.
    ///
    /// # Errors
    /// A limit, where the beginning of the run cannot be played.
    pub fn begin(of: &Simulation) -> Result<Self, RunError> {
        Self::begin_until(of, of.now())
    }

    /// Of a run up to a moment: beyond its present as it goes on when nothing else is done.
    ///
    /// # Errors
    /// A limit, where the beginning of the run cannot be played.
    pub fn begin_until(of: &Simulation, end: Instant) -> Result<Self, RunError> {
        let mut simulation = of.clone();
        simulation.seek(Instant::default())?;
        Ok(Self {
            end: end.min(of.horizon()),
            simulation,
            read: 0,
            looked: None,
            touched: true,
            left: Vec::new(),
            actions: of.known_actions().to_vec(),
            connections: Vec::new(),
            shut_out: Steps::default(),
            groups: Vec::new(),
            cloud_pcs: Steps::default(),
            regions: Vec::new(),
            subnets: Vec::new(),
            outages: Vec::new(),
            happened: Happened::default(),
        })
    }

    /// Follows a run that goes on, or became another one: up to the last moment that is known of it. What was played and still is as
    /// it was stays; [`Course::go_on`] plays the rest.
    ///
    /// # Errors
    /// A limit, where the beginning of the run cannot be played.
    pub fn follow(&mut self, run: &Simulation) -> Result<(), RunError> {
        let known = run.known_records();
        let end = known.last().map_or(run.now(), |last| last.key.at.max(run.now())).min(run.horizon());
        let acts_alike = self.actions == run.known_actions();
        if !acts_alike {
            self.actions = run.known_actions().to_vec();
        }
        let mine = self.simulation.records();
        if !std::sync::Arc::ptr_eq(run.setup(), self.simulation.setup()) {
            *self = Self::begin_until(run, end)?;
            return Ok(());
        }
        let is_same = acts_alike
            && known.len() >= mine.len()
            && mine.last().is_none_or(|last| *last == known[mine.len() - 1]);
        // What was seen of a run that goes on is known, also where nothing happened.
        self.end = if is_same { end.max(self.end) } else { end };
        if !is_same {
            let apart = (0..mine.len()).find(|&place| known.len() <= place || known[place] != mine[place]);
            let parted = apart.map(|place| {
                let theirs = (known.len() > place).then(|| known[place].key.at);
                theirs.map_or(mine[place].key.at, |theirs| theirs.min(mine[place].key.at))
            });
            let alike = parted.map_or(self.simulation.now(), |parted| Offset(parted.0 - 1));
            // What is planned makes no record yet: beyond its present nothing of the run is sure to be as it was.
            return self.cut(run, alike.min(self.simulation.now()).min(run.now()));
        }
        Ok(())
    }

    /// Takes up another run, of which everything up to a moment is as it was.
    fn cut(&mut self, run: &Simulation, at: Instant) -> Result<(), RunError> {
        let end = self.end;
        if at < Instant::default() {
            *self = Self::begin_until(run, end)?;
            return Ok(());
        }
        let mut simulation = run.clone();
        simulation.seek(at)?;
        for of in &mut self.connections {
            of.believed.cut(at);
            of.truth.cut(at);
        }
        self.shut_out.cut(at);
        self.groups.iter_mut().for_each(|of| of.cut(at));
        self.cloud_pcs.cut(at);
        self.regions.iter_mut().for_each(|of| of.cut(at));
        self.subnets.iter_mut().for_each(|of| of.cut(at));
        self.outages.retain(|of| of.from <= at);
        for of in &mut self.outages {
            of.to = of.to.filter(|to| *to <= at);
        }
        self.happened = Happened::default();
        for record in simulation.records() {
            self.happened.read(record);
        }
        self.read = simulation.records().len();
        self.looked = Some(at);
        self.touched = true;
        self.simulation = simulation;
        Ok(())
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
        let mut began = false;
        for record in self.simulation.records().from(self.read) {
            began |= record.key.kind.is_root() || record.key.kind == RecordKind::ConnectionInactive;
            self.touched |= touches(record.key.kind);
            if let (Detail::RunEnded { .. }, Entity::Connection(id)) = (&record.detail, record.key.entity)
                && let Some(of) = self.connections.get_mut(id.position())
            {
                // One that is inactive stays so, whatever a run that was under way still found.
                of.believed.set(now, Some(self.simulation.world().connections[id].status()));
            }
            self.happened.read(record);
        }
        self.read = self.simulation.records().len();
        let grain = Offset((self.simulation.horizon().0 / GRAINS).max(1));
        let due = self.looked.is_none_or(|looked| now.0 / grain.0 > looked.0 / grain.0);
        if began || due || at_all_events {
            self.looked = Some(now);
            self.sample(now);
            // What is true, and everybody's way, is most of the work: it is looked at only where something happened that can change it.
            let touched = std::mem::take(&mut self.touched) || at_all_events;
            let left = left_by_runs(self.simulation.world());
            if touched || began || left != self.left {
                self.left = left;
                self.look_for_outages(now);
                self.sample_truth(now);
            }
            if touched {
                self.sample_people(now);
            }
        }
    }

    fn sample(&mut self, now: Instant) {
        let world = self.simulation.world();
        self.regions.resize_with(world.regions.len(), Steps::default);
        for (id, region) in world.regions.iter() {
            self.regions[id.position()].set(now, region.free());
        }
        self.subnets.resize_with(world.subnets.len(), Steps::default);
        for (id, subnet) in world.subnets.iter() {
            self.subnets[id.position()].set(now, subnet.free());
        }
    }

    fn sample_truth(&mut self, now: Instant) {
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
    }

    fn sample_people(&mut self, now: Instant) {
        let world = self.simulation.world();
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
    }

    fn look_for_outages(&mut self, now: Instant) {
        let mut lines = broken(&self.simulation);
        for of in self.outages.iter_mut().filter(|of| of.to.is_none()) {
            match lines.iter().position(|line| line.entity == of.entity && line.words == of.words) {
                Some(place) => {
                    lines.swap_remove(place);
                }
                None => of.to = Some(now),
            }
        }
        let room = KEPT_MAX.saturating_sub(self.outages.len());
        let new = lines.into_iter().take(room);
        self.outages.extend(new.map(|line| Outage {
            entity: line.entity,
            words: line.words,
            from: now,
            to: None,
        }));
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
        let mut waits = self.happened.waits.clone();
        waits.sort_unstable();
        waits.get(waits.len() / 2).copied()
    }
}

/// The time of each, of all of them together.
pub fn people_time(of: &Steps<usize>, end: Instant) -> Offset {
    let spans = of.spans(end);
    Offset(spans.map(|(from, to, &people)| to.since(from).0.saturating_mul(people as i64)).sum())
}
