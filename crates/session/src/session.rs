//! A session: the one door for everybody who does something.

use anc_engine::Simulation;
use anc_engine::action::Outcome as TriedOutcome;
use anc_engine::command::Command;
use anc_engine::domain::{AdminId, Entity, Instant, Offset};
use anc_engine::scenario::lesson::HINTS_COST;
use anc_engine::scenario::{Judge, Outcome};
use anc_engine::simulation::{ActError, Rehearsal, RunError, Seek};
use anc_engine::story::{Mark, Story};

use crate::branch::{Branch, BranchId};
use crate::change::Change;
use crate::document::Document;
use crate::intent::Intent;
use crate::limits;
use crate::pace::Pace;
use crate::rejected::Rejected;
use crate::speed::{SPEED_AT_FIRST, SPEEDS};

/// Events that one frame of playing handles at the most: what is more waits for the next one.
const EVENTS_A_FRAME_MAX: u32 = 20_000;
/// Steps of a long way between two looks at whether there is time for more.
const STEPS_AT_ONCE: u32 = 2_000;

/// Whether time passes.
#[derive(Clone, Copy, Debug)]
pub enum Motion {
    /// It stands still.
    Still,
    /// It passes, frame by frame.
    Playing,
    /// The run is on its way to where it was sent.
    Underway {
        /// The way.
        seek: Seek,
        /// Skipping ahead from here: it ends where the story goes on.
        skipping_from: Option<Instant>,
        /// It goes no further than this.
        until: Option<Instant>,
    },
}

/// A session.
#[derive(Clone, Debug)]
pub struct Session {
    document: Document,
    /// At least one, in the order in which they came to be.
    branches: Vec<Branch>,
    open: usize,
    branches_begun: u32,
    actor: AdminId,
    motion: Motion,
    speed: usize,
    pace: Pace,
    caption: Option<String>,
    halted: Option<RunError>,
    /// How many hints were taken, goal by goal of a lesson.
    hints: Vec<u8>,
    /// Whether nobody may act in it.
    locked: bool,
}

/// How a run stood before an intent.
struct Before {
    now: Instant,
    records: usize,
    goals: Vec<Option<Outcome>>,
}

impl Session {
    /// Opens a document, at its start. Whoever is first among its administrators acts.
    pub fn open(document: Document) -> Self {
        Self::open_without(document, Vec::new())
    }

    /// The same, without these lines of its scenario, in order.
    pub(crate) fn open_without(document: Document, left_out: Vec<usize>) -> Self {
        let branch = Branch::begin(BranchId(1), &document.scenario, left_out);
        Self {
            actor: first_admin(branch.simulation()),
            document,
            branches: vec![branch],
            open: 0,
            branches_begun: 1,
            motion: Motion::Still,
            speed: SPEED_AT_FIRST,
            pace: Pace::default(),
            caption: None,
            halted: None,
            hints: Vec::new(),
            locked: false,
        }
    }

    /// The document.
    pub const fn document(&self) -> &Document {
        &self.document
    }

    /// The open branch.
    pub fn branch(&self) -> &Branch {
        &self.branches[self.open]
    }

    /// All branches, in the order in which they came to be.
    pub fn branches(&self) -> &[Branch] {
        &self.branches
    }

    /// As whom one acts.
    pub const fn actor(&self) -> AdminId {
        self.actor
    }

    /// Whether time passes.
    pub const fn motion(&self) -> Motion {
        self.motion
    }

    /// Whether frames are wanted.
    pub const fn is_moving(&self) -> bool {
        !matches!(self.motion, Motion::Still)
    }

    /// The position of the speed.
    pub const fn speed(&self) -> usize {
        self.speed
    }

    /// What playing slows down for.
    pub fn caption(&self) -> Option<&str> {
        self.caption.as_deref()
    }

    /// Why the run cannot go on.
    pub const fn halted(&self) -> Option<RunError> {
        self.halted
    }

    /// From now on time passes in it, and nobody acts.
    pub const fn lock(&mut self) {
        self.locked = true;
    }

    /// Whether nobody may act in it.
    pub const fn is_locked(&self) -> bool {
        self.locked
    }

    /// How many hints were taken for a goal of a lesson.
    pub fn hints(&self, goal: usize) -> usize {
        self.hints.get(goal).map_or(0, |&taken| usize::from(taken))
    }

    /// How many percent of a long way are done.
    pub fn progress(&self) -> Option<i64> {
        let Motion::Underway { seek, .. } = self.motion else { return None };
        let simulation = self.branch().simulation();
        let goal = match seek {
            Seek::To(moment) => moment,
            Seek::Next { .. } => simulation.horizon(),
        };
        Some(simulation.now().0.saturating_mul(100) / goal.0.max(1))
    }

    /// Whether the run is at its end.
    pub fn is_at_end(&self) -> bool {
        let simulation = self.branch().simulation();
        simulation.now() >= simulation.horizon()
    }

    /// What would become of a command now.
    ///
    /// # Errors
    /// Why the run would not take it.
    pub fn rehearse(&self, command: Command) -> Result<Rehearsal, ActError> {
        self.branch().simulation().rehearse(command)
    }

    /// The run as it would be right after a command, and what became of that: the run itself stays as it is.
    ///
    /// # Errors
    /// Why the run would not take it.
    pub fn tried(&self, command: Command) -> Result<(Simulation, TriedOutcome), ActError> {
        let mut copy = self.branch().simulation().clone();
        let outcome = copy.act(command)?;
        Ok((copy, outcome))
    }

    /// Does what is wanted, and says what changed. Long ways are gone as long as `more` says that there is time; frames go on
    /// with them.
    ///
    /// # Errors
    /// Why nothing changed.
    pub fn apply(&mut self, intent: Intent, more: &mut dyn FnMut() -> bool) -> Result<Vec<Change>, Rejected> {
        let mut changes = Vec::new();
        match intent {
            Intent::Open(document) => return Ok(self.begin(*document)),
            Intent::Seed(seed) => return Ok(self.begin(self.document.clone().with_seed(seed))),
            Intent::StartOver => return Ok(self.begin(self.document.clone())),
            Intent::Act(command) => self.act(vec![command], None, &mut changes)?,
            Intent::ActAll(commands) => self.act(commands, None, &mut changes)?,
            Intent::Plan(due, command) => self.act(vec![command], Some(due), &mut changes)?,
            Intent::Undo => {
                let begin = |simulation: &mut Simulation| simulation.begin_undo();
                self.rewrite(Rejected::NothingToUndo, begin, more, &mut changes)?;
            }
            Intent::Redo => {
                let begin = |simulation: &mut Simulation| simulation.begin_redo();
                self.rewrite(Rejected::NothingToRedo, begin, more, &mut changes)?;
            }
            Intent::Play => {
                self.stand();
                if self.is_at_end() {
                    self.set_out(
                        None,
                        None,
                        |simulation| simulation.begin_seek(Offset::ZERO),
                        &mut || true,
                        &mut changes,
                    );
                }
                self.pace = Pace::default();
                self.motion = Motion::Playing;
                changes.push(Change::Motion);
            }
            Intent::Pause => {
                if matches!(self.motion, Motion::Playing) {
                    self.motion = Motion::Still;
                }
                changes.push(Change::Motion);
            }
            Intent::Speed(position) => {
                self.speed = position.min(SPEEDS.len() - 1);
                self.pace = Pace::default();
                changes.push(Change::Motion);
            }
            Intent::Seek(moment) => {
                self.set_out(None, None, |simulation| simulation.begin_seek(moment), more, &mut changes);
            }
            Intent::Next => {
                let until = self.stop();
                let begin = |simulation: &mut Simulation| simulation.begin_seek_next(|_| true);
                self.set_out(None, until, begin, more, &mut changes);
            }
            Intent::Previous => {
                let now = self.branch().simulation().now();
                let records = self.branch().simulation().records();
                let earlier = records.iter().rev().find(|record| record.key.at < now);
                let moment = earlier.map_or(Offset::ZERO, |record| record.key.at);
                self.set_out(None, None, |simulation| simulation.begin_seek(moment), more, &mut changes);
            }
            Intent::SkipAhead => self.skip_ahead(more, &mut changes),
            Intent::SkipBack => {
                let now = self.branch().simulation().now();
                let moment = self.branch().story.before(now).map_or(Offset::ZERO, Mark::at);
                self.set_out(None, None, |simulation| simulation.begin_seek(moment), more, &mut changes);
            }
            Intent::Frame(real_ms) => match self.motion {
                Motion::Still => {}
                Motion::Playing => self.watched(&mut changes, |session| session.play(real_ms)),
                Motion::Underway { .. } => self.watched(&mut changes, |session| session.travel(more)),
            },
            Intent::Actor(admin) => {
                if !self.branch().simulation.world().has(Entity::Admin(admin)) {
                    return Err(ActError::NotThere.into());
                }
                self.actor = admin;
                changes.push(Change::Actor);
            }
            Intent::Branch => {
                let open = self.part()?;
                self.stand();
                self.switch(open, &mut changes);
            }
            Intent::Instead(_) if self.locked => return Err(Rejected::Locked),
            Intent::Without(made) | Intent::Instead(made) => {
                let Some(branch) = made.branch() else { return Err(Rejected::NoSuchBranch) };
                if self.branches.len() >= limits::BRANCHES_MAX {
                    return Err(Rejected::Branches);
                }
                let id = self.next_id();
                self.branches.push(Branch { id, ..branch.clone() });
                self.stand();
                self.switch(self.branches.len() - 1, &mut changes);
            }
            Intent::Switch(id) => {
                let open = self.position(id)?;
                self.stand();
                self.switch(open, &mut changes);
            }
            Intent::Close(id) => self.close(id, &mut changes)?,
            Intent::Hint(goal) => {
                self.take_hint(goal)?;
                changes.push(Change::Hint { goal });
            }
        }
        Ok(changes)
    }

    fn begin(&mut self, document: Document) -> Vec<Change> {
        let (speed, locked) = (self.speed, self.locked);
        *self = Self { speed, locked, ..Self::open(document) };
        vec![Change::Opened]
    }

    fn current(&mut self) -> &mut Branch {
        &mut self.branches[self.open]
    }

    fn before(&self) -> Before {
        let branch = self.branch();
        let now = branch.simulation.now();
        Before { now, records: branch.simulation.records().len(), goals: goals(&branch.judge, now) }
    }

    /// Lets something happen to the open run, and takes down what is other than before.
    fn watched(&mut self, changes: &mut Vec<Change>, happen: impl FnOnce(&mut Self)) {
        let before = self.before();
        let (moved, halted) = (self.is_moving(), self.halted);
        let caption = self.caption.clone();
        happen(self);
        self.take_down(&before, changes);
        if self.is_moving() || moved || self.caption != caption {
            changes.push(Change::Motion);
        }
        if self.halted.is_some() && self.halted != halted {
            changes.push(Change::Halted);
        }
    }

    fn take_down(&self, before: &Before, changes: &mut Vec<Change>) {
        let simulation = &self.branch().simulation;
        let (now, records) = (simulation.now(), simulation.records().len());
        if now != before.now || records != before.records {
            changes.push(Change::Run { now, known: before.records.min(records) });
        }
        self.take_down_goals(&before.goals, changes);
    }

    fn take_down_goals(&self, before: &[Option<Outcome>], changes: &mut Vec<Change>) {
        let goals = goals(&self.branch().judge, self.branch().simulation.now());
        for (position, (outcome, was)) in goals.into_iter().zip(before).enumerate() {
            if outcome != *was {
                changes.push(Change::Goal { position, outcome });
            }
        }
    }

    /// Stays at this moment: does not play, and goes nowhere.
    fn stand(&mut self) {
        self.motion = Motion::Still;
        self.caption = None;
        self.halted = None;
    }

    /// Stands, and says that the run cannot go on.
    fn halt(&mut self, limit: RunError) {
        self.stand();
        self.halted = Some(limit);
    }

    /// Tried on a copy: what is rejected changes nothing, not even where the run stands.
    fn act(
        &mut self,
        commands: Vec<Command>,
        due: Option<Instant>,
        changes: &mut Vec<Change>,
    ) -> Result<(), Rejected> {
        if self.locked {
            return Err(Rejected::Locked);
        }
        if !(1..=limits::ACTED_AT_ONCE_MAX).contains(&commands.len()) {
            return Err(Rejected::Together);
        }
        let mut branch = self.branch().clone();
        // The end of this instant comes first.
        branch.step_to_end_of_instant().map_err(ActError::Over)?;
        let seen = branch.knows_more();
        if seen && self.branches.len() >= limits::BRANCHES_MAX {
            return Err(Rejected::Branches);
        }
        let known = branch.simulation.records().len();
        let mut done = Vec::new();
        for (position, command) in commands.into_iter().enumerate() {
            done.push(match due {
                None => {
                    let outcome = branch.simulation.act(command)?;
                    Change::Acted { record: outcome.record, refused: outcome.refused }
                }
                Some(due) => {
                    branch.simulation.plan(command, due)?;
                    Change::Planned
                }
            });
            if position > 0 {
                branch.simulation.join_with_former();
            }
        }
        branch.rewritten();
        branch.judge.acted(&branch.simulation, known);

        let before = self.before();
        self.stand();
        if seen {
            // The run as it was keeps its name, and the other one gets a new one.
            branch.parted = Some((branch.id, branch.simulation.now()));
            branch.id = self.next_id();
            self.open += 1;
            self.branches.insert(self.open, branch);
            changes.push(Change::Branches);
        } else {
            self.branches[self.open] = branch;
        }
        changes.extend(done);
        self.take_down(&before, changes);
        changes.push(Change::Motion);
        Ok(())
    }

    /// Says that what was done last was done together with what was done before it.
    pub(crate) fn join_with_former(&mut self) {
        self.current().simulation.join_with_former();
    }

    /// Undoes or does again: the run stands before it, and goes on to where it was.
    fn rewrite(
        &mut self,
        nothing: Rejected,
        begin: impl FnOnce(&mut Simulation) -> Option<Seek>,
        more: &mut dyn FnMut() -> bool,
        changes: &mut Vec<Change>,
    ) -> Result<(), Rejected> {
        let before = self.before();
        let branch = self.current();
        let Some(seek) = begin(&mut branch.simulation) else { return Err(nothing) };
        branch.rewritten();
        let known = branch.simulation.records().len().min(before.records);
        self.stand();
        self.motion = Motion::Underway { seek, skipping_from: None, until: None };
        self.travel(more);
        // What came after is another one, even where there is as much of it.
        changes.push(Change::Run { now: self.branch().simulation.now(), known });
        self.take_down_goals(&before.goals, changes);
        changes.push(Change::Motion);
        Ok(())
    }

    fn skip_ahead(&mut self, more: &mut dyn FnMut() -> bool, changes: &mut Vec<Change>) {
        let now = self.branch().simulation().now();
        let until = self.stop();
        match self.branch().story.after(now).map(Mark::at) {
            Some(moment) => {
                let moment = until.map_or(moment, |until| moment.min(until));
                self.set_out(None, None, |simulation| simulation.begin_seek(moment), more, changes);
            }
            None => {
                let begin = |simulation: &mut Simulation| simulation.begin_seek_next(Story::may_begin);
                self.set_out(Some(now), until, begin, more, changes);
            }
        }
    }

    /// Where time stops by itself: only a lesson has such moments.
    fn stop(&self) -> Option<Instant> {
        self.document.guide.and_then(|guide| (guide.stop)(self))
    }

    fn has_news(&self, since: Instant) -> bool {
        self.document.guide.is_some_and(|guide| (guide.has_news)(self, since))
    }

    fn set_out(
        &mut self,
        skipping_from: Option<Instant>,
        until: Option<Instant>,
        begin: impl FnOnce(&mut Simulation) -> Seek,
        more: &mut dyn FnMut() -> bool,
        changes: &mut Vec<Change>,
    ) {
        self.stand();
        self.watched(changes, |session| {
            let seek = begin(&mut session.current().simulation);
            session.motion = Motion::Underway { seek, skipping_from, until };
            session.travel(more);
        });
        if !self.is_moving() {
            changes.push(Change::Motion);
        }
    }

    /// Goes on with a way while there is time.
    fn travel(&mut self, more: &mut dyn FnMut() -> bool) {
        let Motion::Underway { mut seek, skipping_from, until } = self.motion else { return };
        loop {
            let branch = &mut self.branches[self.open];
            let mut over = match branch.go_on(&mut seek, STEPS_AT_ONCE, until.unwrap_or(Offset::FOREVER)) {
                Ok(over) => over,
                Err(limit) => {
                    branch.follow();
                    return self.halt(limit);
                }
            };
            if let Some(from) = skipping_from.filter(|_| over) {
                branch.follow();
                let branch = self.branch();
                let simulation = &branch.simulation;
                let end = simulation.horizon().min(until.unwrap_or(Offset::FOREVER));
                // What may go on with the story does not always.
                if branch.story.after(from).is_none() && simulation.now() < end && !self.has_news(from) {
                    seek = simulation.begin_seek_next(Story::may_begin);
                    over = false;
                }
            }
            self.motion = if over { Motion::Still } else { Motion::Underway { seek, skipping_from, until } };
            if over || !more() {
                break;
            }
        }
        self.current().follow();
    }

    /// Lets time pass for a frame of so many real milliseconds.
    fn play(&mut self, real_ms: i64) {
        let factor = SPEEDS[self.speed].factor;
        let auto = factor.is_none();
        let factor = factor.unwrap_or_else(|| self.pace.factor(real_ms));
        let stop = self.stop().unwrap_or(Offset::FOREVER);
        let branch = &mut self.branches[self.open];
        let from = branch.simulation.now();
        let mut target = from.after(Offset(real_ms.saturating_mul(factor))).min(stop);
        if auto && let Some(next) = branch.story.after(from) {
            target = target.min(next.at());
        }
        for _ in 0..EVENTS_A_FRAME_MAX {
            match branch.step(target) {
                Ok(true) => {}
                Ok(false) => break,
                Err(limit) => {
                    branch.follow();
                    return self.halt(limit);
                }
            }
            if auto {
                branch.follow();
                if let Some(next) = branch.story.after(from) {
                    // The rest of its instant, and no further.
                    target = target.min(next.at());
                }
            }
        }
        branch.follow();
        // Only where the story went on within this frame.
        let now = branch.simulation.now();
        let arrived = auto && branch.story.after(from).is_some_and(|mark| mark.at() <= now);
        if let Some(mark) = branch.story.until(now).last().filter(|_| arrived) {
            let words = mark.tell(&branch.simulation, now).map(|told| told.title);
            self.pace.slow_down(words.as_deref().unwrap_or_default());
            self.caption = words;
        }
        if self.is_at_end() || self.branch().simulation.now() >= stop {
            self.motion = Motion::Still;
        }
    }

    const fn next_id(&mut self) -> BranchId {
        self.branches_begun += 1;
        BranchId(self.branches_begun)
    }

    fn position(&self, id: BranchId) -> Result<usize, Rejected> {
        self.branches.iter().position(|branch| branch.id == id).ok_or(Rejected::NoSuchBranch)
    }

    /// A branch that shares the past of the open one; gives its position.
    fn part(&mut self) -> Result<usize, Rejected> {
        if self.branches.len() >= limits::BRANCHES_MAX {
            return Err(Rejected::Branches);
        }
        let open = self.branch();
        let now = open.simulation.now();
        let simulation = open.simulation.branch(now).map_err(|limit| Rejected::Act(ActError::Over(limit)))?;
        let mut branch = Branch { parted: Some((open.id, now)), simulation, ..open.clone() };
        branch.rewritten();
        branch.id = self.next_id();
        self.branches.push(branch);
        Ok(self.branches.len() - 1)
    }

    fn switch(&mut self, open: usize, changes: &mut Vec<Change>) {
        self.open = open;
        let now = self.branch().simulation.now();
        changes.extend([Change::Branches, Change::Run { now, known: 0 }, Change::Motion]);
        for (position, outcome) in goals(&self.branch().judge, now).into_iter().enumerate() {
            changes.push(Change::Goal { position, outcome });
        }
    }

    /// The next hint of a goal.
    pub(crate) fn take_hint(&mut self, goal: usize) -> Result<(), Rejected> {
        let goals = self.document.lesson.as_ref().map_or(0, |lesson| lesson.goals.len());
        if goal >= goals {
            return Err(Rejected::NoSuchGoal);
        }
        self.hints.resize(goals, 0);
        if usize::from(self.hints[goal]) >= HINTS_COST.len() {
            return Err(Rejected::NoMoreHints);
        }
        self.hints[goal] += 1;
        Ok(())
    }

    fn close(&mut self, id: BranchId, changes: &mut Vec<Change>) -> Result<(), Rejected> {
        let position = self.position(id)?;
        if self.branches.len() == 1 {
            return Err(Rejected::LastBranch);
        }
        let closes_open = position == self.open;
        if closes_open {
            self.stand();
        }
        self.branches.remove(position);
        let open =
            if position < self.open || self.open == self.branches.len() { self.open - 1 } else { self.open };
        if closes_open {
            self.switch(open, changes);
        } else {
            self.open = open;
            changes.push(Change::Branches);
        }
        Ok(())
    }
}

fn first_admin(simulation: &Simulation) -> AdminId {
    use anc_engine::domain::id::Id as _;
    simulation.world().admins.ids().next().unwrap_or_else(|| AdminId::new(0))
}

fn goals(judge: &Judge, now: Instant) -> Vec<Option<Outcome>> {
    judge.decided(now).map(|decided| decided.map(|(_, outcome)| outcome.clone())).collect()
}
