//! The one door: a run that is built, played, acted on, looked at, explained, and taken back and forth in time.

mod history;

use std::fmt;
use std::sync::Arc;

use crate::action::{self, Outcome};
use crate::command::Command;
use crate::curve::Curve;
use crate::domain::{
    ConnectionId, Entity, Instant, Name, Offset, Purpose, RecordKey, RecordKind, Rule, RunTrigger, Stream,
    World,
};
use crate::event::Event;
use crate::health::{self, inactivity};
use crate::kernel::{Checkpoints, Digest, Entries, Log};
use crate::naming::Naming;
use crate::provisioning::lifecycle;
use crate::record::{Detail, Record};
use crate::setup::{Failure, ScriptLine, Setup};
use crate::state::State;
use crate::{invariants, limits, provisioning, sign_in};
pub use history::{Rehearsal, TakenAction};

/// A way through time that may take longer than a frame of a screen: it is gone piece by piece
/// ([`Simulation::go_on`]).
#[derive(Clone, Copy, Debug)]
pub enum Seek {
    /// To a moment, and to the end of its instant.
    To(Instant),
    /// To the next record that is wanted.
    Next {
        /// Later than this.
        after: Instant,
        /// Which records are.
        wanted: fn(&Record) -> bool,
    },
}

impl Seek {
    /// Goes on, for so many steps at the most, each made by `step`: by whoever watches the run. Says whether it is over.
    pub fn go_on(
        &mut self,
        simulation: &mut Simulation,
        steps_max: u32,
        step: &mut dyn FnMut(&mut Simulation, Instant) -> Result<bool, RunError>,
    ) -> Result<bool, RunError> {
        for _ in 0..steps_max {
            match *self {
                Self::To(moment) => {
                    if !step(simulation, moment)? {
                        return Ok(true);
                    }
                }
                Self::Next { after, wanted } => {
                    let known = simulation.records().len();
                    let horizon = simulation.horizon();
                    if !step(simulation, horizon)? {
                        return Ok(true);
                    }
                    if simulation.now() > after && simulation.records().from(known).iter().any(wanted) {
                        // The rest of its instant.
                        *self = Self::To(simulation.now());
                    }
                }
            }
        }
        Ok(false)
    }
}

/// Why a run is over before its horizon: it reached a limit, and goes no further.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RunError {
    /// [`limits::EVENTS_MAX`].
    Events,
    /// [`limits::EVENTS_AT_ONCE_MAX`].
    EventsAtOnce,
    /// [`limits::RECORDS_MAX`].
    Records,
}

impl fmt::Display for RunError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Events => write!(formatter, "the run has more than {} events", limits::EVENTS_MAX),
            Self::EventsAtOnce => {
                write!(formatter, "more than {} events happen at one instant", limits::EVENTS_AT_ONCE_MAX)
            }
            Self::Records => write!(formatter, "the run has more than {} records", limits::RECORDS_MAX),
        }
    }
}

/// Why something was not done. Nothing happened, and but for [`ActError::Over`] the run goes on as before. What the service
/// refuses is no error: it is an [`Outcome`] and a record.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ActError {
    /// The run is over.
    Over(RunError),
    /// [`limits::ACTIONS_MAX`] were done already.
    Actions,
    /// It names something or somebody that is not there at this moment of the run.
    NotThere,
    /// It was planned for a moment that is past, or after the end of the run.
    NotAhead,
}

impl From<RunError> for ActError {
    fn from(over: RunError) -> Self {
        Self::Over(over)
    }
}

impl fmt::Display for ActError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Over(over) => write!(formatter, "the run is over: {over}"),
            Self::Actions => write!(formatter, "more than {} actions were taken", limits::ACTIONS_MAX),
            Self::NotThere => {
                formatter.write_str("the action names something that is not there at this moment of the run")
            }
            Self::NotAhead => {
                formatter.write_str("what is planned comes later than now, and before the end of the run")
            }
        }
    }
}

impl std::error::Error for ActError {}

impl std::error::Error for RunError {}

impl Failure {
    fn stream(&self, world: &World) -> Stream {
        let subject = self.fault.subject();
        let name = Name::new(format!("{} {}", self.fault.name(), world.name(subject)));
        world.stream(subject.kind(), &name, Purpose::Failure)
    }

    /// Plans the repair of what is broken, or the next failure.
    fn plan(&self, state: &mut State, position: u32, broken: bool) {
        let mean = if broken { self.repair_ms } else { self.between_ms };
        let Some(stream) = state.failures.get_mut(position as usize) else { return };
        let wait = stream.exponential(mean).max(1);
        state.schedule(state.now().after(Offset(wait)), Event::Failure { position, broken });
    }
}

/// A run.
///
/// Records that were seen once stay known: after [`Self::seek`] into the past, [`Self::records`] ends at the present,
/// and the known future is replayed, not made anew. [`Self::act`] in the past drops that future; take a
/// [`Self::branch`] first to keep it.
#[derive(Debug)]
pub struct Simulation {
    setup: Arc<Setup>,
    state: State,
    /// All records that are known; the first `state.kept` of them have happened.
    log: Log<Record>,
    /// All actions that are known; the first `state.actions` of them were applied.
    taken: Vec<TakenAction>,
    /// Actions that were undone, the last one first to come back.
    undone: Vec<TakenAction>,
    checkpoints: Checkpoints<State>,
    /// What everything that is known is called, and since when.
    naming: Naming,
}

// By hand: what is derived would be compiled into every crate that copies a run, 14 KB each time.
impl Clone for Simulation {
    fn clone(&self) -> Self {
        Self {
            setup: Arc::clone(&self.setup),
            state: self.state.clone(),
            log: self.log.clone(),
            taken: self.taken.clone(),
            undone: self.undone.clone(),
            checkpoints: self.checkpoints.clone(),
            naming: self.naming.clone(),
        }
    }
}

impl Simulation {
    /// A run at its start: the first checks have begun, nothing has ended.
    pub fn new(setup: &Arc<Setup>) -> Self {
        Self::begin(setup, true)
    }

    /// The same without a digest of its records: for experiments, of which nobody asks whether they were the same.
    pub fn undigested(setup: &Arc<Setup>) -> Self {
        Self::begin(setup, false)
    }

    fn begin(setup: &Arc<Setup>, is_digested: bool) -> Self {
        let mut state = State::new(setup, is_digested);
        // The scenario's own lines come first at every instant, in the order of the file, unless they say otherwise.
        for (position, line) in setup.lines.iter().enumerate() {
            let event = Event::Line(position as u32);
            if line.last {
                state.agenda.schedule_last(line.at, event);
            } else {
                state.schedule(line.at, event);
            }
        }
        let mut simulation = Self {
            setup: Arc::clone(setup),
            state,
            log: Log::default(),
            taken: Vec::new(),
            undone: Vec::new(),
            checkpoints: Checkpoints::new(limits::CHECKPOINT_BYTES_MAX),
            naming: Naming::begin(&setup.world),
        };
        simulation.open();
        simulation
    }

    fn open(&mut self) {
        let setup = Arc::clone(&self.setup);
        let state = &mut self.state;
        let opened = state.emit_root(Entity::Scenario, RecordKind::Opened, Detail::Opened);
        let connections: Vec<ConnectionId> = state.world.connections.ids().collect();
        for &connection in &connections {
            if !setup.new_connections.contains(&connection) {
                let run = health::run_before_start(state, connection);
                state.world.connections[connection].history.push(Arc::new(run));
            }
        }
        for &(policy, group, new) in &setup.assignments {
            if new {
                continue;
            }
            state.world.policies[policy].groups.push(group);
            state.world.groups[group].policies.push(policy);
            state.world.assigned.push((policy, group));
            provisioning::place_before_start(state, policy, group);
        }
        for connection in connections {
            if setup.new_connections.contains(&connection)
                && !state.world.rules.holds(Rule::FirstCheckOnCreation)
            {
                continue;
            }
            if setup.new_connections.contains(&connection) {
                health::begin(state, connection, RunTrigger::Creation, opened, Vec::new());
            } else {
                health::plan_next(state, connection);
            }
        }
        for connection in state.world.connections.ids().collect::<Vec<_>>() {
            inactivity::watch(state, connection);
        }
        for (position, failure) in setup.failures.iter().enumerate() {
            let stream = failure.stream(&state.world);
            state.failures.push(stream);
            failure.plan(state, position as u32, false);
        }
        for &(policy, group, new) in &setup.assignments {
            if new {
                action::assign(state, policy, group, opened);
            }
        }
        self.collect();
        self.keep_checkpoint();
    }

    /// The present moment.
    pub const fn now(&self) -> Instant {
        self.state.now()
    }

    /// Where the run ends.
    pub fn horizon(&self) -> Instant {
        self.setup.horizon.min(Offset::days(limits::HORIZON_DAYS_MAX))
    }

    /// What the run began with.
    pub const fn setup(&self) -> &Arc<Setup> {
        &self.setup
    }

    /// What exists, as it is now.
    pub const fn world(&self) -> &World {
        &self.state.world
    }

    /// What an entity is called in files at a moment of the run that is known, past or future: records are told with
    /// the names of their own time.
    pub fn name_at(&self, entity: Entity, at: Instant) -> &str {
        self.naming.name(&self.setup.world, entity, at)
    }

    /// The same, on the screen.
    pub fn title_at(&self, entity: Entity, at: Instant) -> &str {
        self.naming.title(&self.setup.world, entity, at)
    }

    /// The state, for views that need more than the world.
    pub const fn state(&self) -> &State {
        &self.state
    }

    /// What happened so far, oldest first.
    pub fn records(&self) -> Entries<'_, Record> {
        self.log.first(self.state.kept as usize)
    }

    /// All records that are known, also those of a future that was seen before.
    pub fn known_records(&self) -> Entries<'_, Record> {
        self.log.first(usize::MAX)
    }

    /// How many routine records happened; more than [`limits::ROUTINE_RECORDS_MAX`] are counted and not kept.
    pub const fn routine_records(&self) -> u64 {
        self.state.routine
    }

    /// How many sign-ins succeeded and failed so far.
    pub const fn sign_ins(&self) -> (u64, u64) {
        self.state.curve.sums()
    }

    /// Sign-ins hour by hour.
    pub const fn curve(&self) -> &Curve {
        &self.state.curve
    }

    /// How many events happened so far.
    pub const fn events(&self) -> u64 {
        self.state.events
    }

    /// How many records the digest is of: those that are kept, and the routine ones that are only counted.
    pub fn records_written(&self) -> u64 {
        let State { kept, routine, .. } = self.state;
        kept + routine.saturating_sub(limits::ROUTINE_RECORDS_MAX)
    }

    /// The digest of all records so far; none of a run that has none.
    pub fn records_digest(&self) -> Option<Digest> {
        self.state.records_digest()
    }

    /// The digest of the present state.
    pub fn state_digest(&self) -> Digest {
        self.state.state_digest()
    }

    /// Handles the next event that is due at `limit` or earlier. `false`: there was none, and the present is `limit`.
    pub fn step(&mut self, limit: Instant) -> Result<bool, RunError> {
        let limit = limit.min(self.horizon());
        let next_action = self.taken.get(self.state.actions);
        if let Some(taken) = next_action.filter(|taken| taken.after_events == self.state.events) {
            if taken.at > limit {
                self.state.agenda.advance_to(limit);
                return Ok(false);
            }
            let taken = taken.clone();
            self.state.agenda.advance_to(taken.at);
            match taken.due {
                None => drop(self.apply(&taken.command)),
                Some(due) => self.put_off(taken.command, due),
            }
            return Ok(true);
        }
        let before = self.now();
        let Some(event) = self.state.agenda.take_until(limit) else {
            self.state.agenda.advance_to(limit);
            return Ok(false);
        };
        self.state.events_at_once = if self.now() == before { self.state.events_at_once + 1 } else { 0 };
        self.handle(event);
        self.state.events += 1;
        self.collect();
        if self.checkpoints.wants(self.state.events) {
            self.keep_checkpoint();
        }
        if self.state.events >= limits::EVENTS_MAX {
            Err(RunError::Events)
        } else if self.state.events_at_once >= limits::EVENTS_AT_ONCE_MAX {
            Err(RunError::EventsAtOnce)
        } else if self.state.kept >= limits::RECORDS_MAX {
            Err(RunError::Records)
        } else {
            Ok(true)
        }
    }

    /// Lets time pass up to a moment: all events of that instant are handled. The horizon is the end.
    pub fn run_until(&mut self, moment: Instant) -> Result<(), RunError> {
        while self.step(moment)? {}
        Ok(())
    }

    /// Lets time pass up to the next kept record for which `wanted` holds, and to the end of its instant. Without one,
    /// to the horizon. Says whether there was one.
    pub fn run_to_next(&mut self, wanted: fn(&Record) -> bool) -> Result<bool, RunError> {
        let mut seek = self.begin_seek_next(wanted);
        while !self.go_on(&mut seek, u32::MAX)? {}
        Ok(matches!(seek, Seek::To(_)))
    }

    /// Sets out for a moment, back or forth: the run stands at the nearest state that is known, or stays where it is.
    pub fn begin_seek(&mut self, moment: Instant) -> Seek {
        let moment = moment.min(self.horizon()).max(Offset::ZERO);
        let back = moment < self.now();
        let checkpoint = self.checkpoints.latest(|state| state.now() <= moment);
        if let Some(state) = checkpoint.filter(|state| back || state.events > self.state.events) {
            self.state = state.clone();
        }
        Seek::To(moment)
    }

    /// Sets out for the next kept record for which `wanted` holds.
    pub const fn begin_seek_next(&self, wanted: fn(&Record) -> bool) -> Seek {
        Seek::Next { after: self.now(), wanted }
    }

    /// Goes on with a seek, for so many events at the most. Says whether it is over.
    pub fn go_on(&mut self, seek: &mut Seek, events_max: u32) -> Result<bool, RunError> {
        seek.go_on(self, events_max, &mut Self::step)
    }

    /// Does something to the world, now: after everything else of this instant. A future that was known is dropped.
    pub fn act(&mut self, command: Command) -> Result<Outcome, ActError> {
        self.begin_act(&command)?;
        let outcome = self.apply(&command);
        let (after_events, at) = (self.state.events, self.now());
        self.taken.push(TakenAction { after_events, at, command, due: None, with_former: false });
        Ok(outcome)
    }

    /// Says that the last action was done together with the one before it: they are undone together, too.
    pub fn join_with_former(&mut self) {
        if let Some(last) = self.state.actions.checked_sub(1).and_then(|last| self.taken.get_mut(last)) {
            last.with_former = true;
        }
    }

    /// Plans something for a time to come: it is done then, after everything else of that instant. Until then it can be undone like
    /// anything else. A future that was known is dropped.
    pub fn plan(&mut self, command: Command, due: Instant) -> Result<(), ActError> {
        if due <= self.now() || due > self.horizon() {
            return Err(ActError::NotAhead);
        }
        self.begin_act(&command)?;
        let (after_events, at) = (self.state.events, self.now());
        self.put_off(command.clone(), due);
        self.taken.push(TakenAction { after_events, at, command, due: Some(due), with_former: false });
        Ok(())
    }

    /// What was planned and did not happen yet, in the order in which it was planned.
    pub fn planned(&self) -> impl Iterator<Item = &TakenAction> {
        let now = self.now();
        self.actions().iter().filter(move |taken| taken.due.is_some_and(|due| due > now))
    }

    fn begin_act(&mut self, command: &Command) -> Result<(), ActError> {
        self.run_until(self.now())?;
        if self.state.actions >= limits::ACTIONS_MAX {
            return Err(ActError::Actions);
        }
        if !command.is_possible(&self.state.world) {
            return Err(ActError::NotThere);
        }
        self.forget_future();
        self.undone.clear();
        Ok(())
    }

    fn put_off(&mut self, command: Command, due: Instant) {
        let position = self.state.planned.len() as u32;
        self.state.planned.push(command);
        self.state.agenda.schedule_last(due, Event::Planned(position));
        self.state.actions += 1;
    }

    /// Goes to a moment, back or forth: the result is the same as that of a run up to there.
    pub fn seek(&mut self, moment: Instant) -> Result<(), RunError> {
        let mut seek = self.begin_seek(moment);
        while !self.go_on(&mut seek, u32::MAX)? {}
        Ok(())
    }

    /// The record of that identity, if it happened and was kept.
    pub fn record(&self, key: RecordKey) -> Option<&Record> {
        find(self.records(), key)
    }

    /// The same, also in a future that was seen before.
    pub fn known_record(&self, key: RecordKey) -> Option<&Record> {
        find(self.known_records(), key)
    }

    /// Why a record happened: the record, what triggered it, what triggered that, down to a root.
    pub fn why(&self, key: RecordKey) -> Vec<&Record> {
        let mut chain = Vec::new();
        let mut next = Some(key);
        while let Some(record) = next.and_then(|key| self.record(key)) {
            chain.push(record);
            next = record.cause.filter(|_| chain.len() < limits::CAUSE_DEPTH_MAX);
        }
        chain
    }

    fn forget_future(&mut self) {
        self.taken.truncate(self.state.actions);
        self.log.truncate(self.state.kept as usize);
        self.checkpoints.forget_after(self.state.events);
        self.naming.forget_future(&self.state.world, self.state.now());
    }

    fn apply(&mut self, command: &Command) -> Outcome {
        let outcome = action::carry_out(&mut self.state, command);
        self.state.actions += 1;
        self.collect();
        outcome
    }

    fn handle(&mut self, event: Event) {
        let state = &mut self.state;
        match event {
            Event::Line(position) => {
                let setup = Arc::clone(&self.setup);
                let Some(line) = setup.lines.get(position as usize) else { return };
                carry_out_line(state, line);
            }
            Event::Planned(position) => {
                let planned = state.planned.get(position as usize).cloned();
                if let Some(command) = planned {
                    let line = ScriptLine { at: state.now(), command, last: true, late: Vec::new() };
                    carry_out_line(state, &line);
                }
            }
            Event::Check { connection, run, step } => health::next_check(state, connection, run, step),
            Event::RunEnd { connection, run } => {
                // Attempts that counted on the connection fail with it.
                if let Some(failed) = health::end(state, connection, run) {
                    provisioning::connection_failed(state, connection, failed);
                }
            }
            Event::PeriodicRun { connection, run } => health::period(state, connection, run),
            Event::StageEnd { cloud_pc, attempt } => provisioning::stage_end(state, cloud_pc, attempt),
            Event::NextAttempt { cloud_pc, attempt } => provisioning::next_attempt(state, cloud_pc, attempt),
            Event::CleanUp { cloud_pc, attempt } => provisioning::clean_up(state, cloud_pc, attempt),
            Event::SignIn(user) => sign_in::planned(state, user),
            Event::Idle(connection) => inactivity::pause_if_over(state, connection),
            Event::GraceEnd(cloud_pc) => lifecycle::grace_end(state, cloud_pc),
            Event::WorkEnd { cloud_pc, work } => lifecycle::work_end(state, cloud_pc, work),
            Event::LimitRaised(connections) => action::raise_limit(state, connections),
            Event::Failure { position, broken } => {
                let setup = Arc::clone(&self.setup);
                if let Some(failure) = setup.failures.get(position as usize) {
                    let fault = failure.fault.clone();
                    let command = if broken { Command::Repair(fault) } else { Command::Fault(fault) };
                    // What is no more neither breaks nor is repaired.
                    if !command.is_possible(&state.world) {
                        return;
                    }
                    action::carry_out(state, &command);
                    failure.plan(state, position, !broken);
                }
            }
        }
    }

    /// Moves the records of the last event into the log. Known ones are not added again.
    fn collect(&mut self) {
        debug_assert_eq!(invariants::broken(&self.state.world), None, "at {}", self.state.now());
        if self.state.fresh.is_empty() {
            return;
        }
        self.naming.follow(&self.state.world, self.state.now(), &self.state.fresh);
        let happened_before = self.state.kept as usize - self.state.fresh.len();
        let known = self.log.len().saturating_sub(happened_before);
        for record in self.state.fresh.drain(..).skip(known) {
            self.log.push(record);
        }
        debug_assert!(self.log.len() >= self.state.kept as usize, "a record was lost");
    }

    fn keep_checkpoint(&mut self) {
        let bytes = self.state.bytes();
        self.checkpoints.keep(self.state.events, self.state.clone(), bytes);
    }
}

/// A record by its key; records are in the order of their moments.
fn find(records: Entries<'_, Record>, key: RecordKey) -> Option<&Record> {
    let first = records.partition_point(|record| record.key.at < key.at);
    records.from(first).iter().take_while(|record| record.key.at == key.at).find(|record| record.key == key)
}

/// Carries out a line, or says that what it names is not there.
fn carry_out_line(state: &mut State, line: &ScriptLine) {
    match line.bound(&state.world) {
        Ok(command) => drop(action::carry_out(state, &command)),
        // Nothing of the world changes; the run says so.
        Err(name) => {
            let detail = Detail::LineFailed { command: line.command.declaration().name, name };
            state.emit_root(Entity::Scenario, RecordKind::LineFailed, detail);
        }
    }
}
