//! The history of a run: what was done to it, undone and done again, and the runs that it branches into.

use super::{ActError, RunError, Seek, Simulation};
use crate::action::Refusal;
use crate::command::Command;
use crate::domain::{Entity, Instant};
use crate::record::Record;
use crate::state::State;

/// An action that was taken in a run, and where in the order of events.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TakenAction {
    /// After how many events of the run.
    pub after_events: u64,
    /// When.
    pub at: Instant,
    /// What.
    pub command: Command,
    /// For when it was planned; none: it was done at once.
    pub due: Option<Instant>,
    /// Whether it was done together with the one before it: they are undone together.
    pub with_former: bool,
}

/// What would become of a command.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rehearsal {
    /// Why the service would refuse it; none: it would carry it out.
    pub refused: Option<Refusal>,
    /// What would be other than now, at once.
    pub changes: Vec<Entity>,
    /// What would happen at once. The first record is the command itself.
    pub records: Vec<Record>,
}

impl Simulation {
    /// The actions that were taken so far, without those of the scenario.
    pub fn actions(&self) -> &[TakenAction] {
        &self.taken[..self.state.actions.min(self.taken.len())]
    }

    /// All actions that are known, also those of a future that was seen before.
    pub fn known_actions(&self) -> &[TakenAction] {
        &self.taken
    }

    /// The actions that were undone; the last of them is the next that [`Self::redo`] does again.
    pub fn undone(&self) -> &[TakenAction] {
        &self.undone
    }

    /// A second run that shares the past up to a moment. What was scheduled stays; actions taken later do not. Until the two
    /// differ they share their records and checkpoints too.
    pub fn branch(&self, moment: Instant) -> Result<Self, RunError> {
        let mut branch = self.clone();
        branch.seek(moment)?;
        branch.forget_future();
        branch.undone.clear();
        Ok(branch)
    }

    /// Sets out to undo the last action that was taken up to now: the run stands before it, and goes on to the present moment
    /// without it. A future that was known is dropped. None: there is nothing to undo.
    pub fn begin_undo(&mut self) -> Option<Seek> {
        let moment = self.now();
        let first = self.actions().iter().rposition(|taken| !taken.with_former)?;
        self.taken.truncate(self.state.actions);
        let together = self.taken.split_off(first);
        self.back_before(together.first()?, first);
        self.undone.extend(together.into_iter().rev());
        Some(Seek::To(moment))
    }

    /// Sets out to do again what was undone last, where it was done, and goes on to the present moment. None: nothing was
    /// undone.
    pub fn begin_redo(&mut self) -> Option<Seek> {
        let moment = self.now();
        let again = self.undone.pop()?;
        // Whoever went back behind it finds it there when time passes again.
        let position = self.taken.partition_point(|taken| taken.after_events <= again.after_events);
        self.taken.truncate(position);
        self.back_before(&again, position);
        self.taken.push(again);
        while self.undone.last().is_some_and(|next| next.with_former) {
            self.taken.extend(self.undone.pop());
        }
        Some(Seek::To(moment))
    }

    /// Undoes the last action, at once. Says whether there was one.
    pub fn undo(&mut self) -> Result<bool, RunError> {
        let seek = self.begin_undo();
        self.arrive(seek)
    }

    /// Does again what was undone last, at once. Says whether there was something.
    pub fn redo(&mut self) -> Result<bool, RunError> {
        let seek = self.begin_redo();
        self.arrive(seek)
    }

    fn arrive(&mut self, seek: Option<Seek>) -> Result<bool, RunError> {
        let Some(mut seek) = seek else { return Ok(false) };
        while !self.go_on(&mut seek, u32::MAX)? {}
        Ok(true)
    }

    /// Goes to a state that is known from before an action, and forgets what came after.
    fn back_before(&mut self, action: &TakenAction, actions: usize) {
        let is_before = |state: &State| {
            state.now() <= action.at && state.events <= action.after_events && state.actions <= actions
        };
        if let Some(state) = self.checkpoints.latest(is_before).filter(|_| !is_before(&self.state)) {
            self.state = state.clone();
        }
        self.log.truncate(self.state.kept as usize);
        self.checkpoints.forget_after(self.state.events);
        self.naming.forget_future(&self.state.world, self.state.now());
    }

    /// What would become of a command now. Tried on a copy: the run stays as it is.
    ///
    /// # Errors
    /// Whatever [`Self::act`] would say.
    pub fn rehearse(&self, command: Command) -> Result<Rehearsal, ActError> {
        let mut copy = self.clone();
        // The end of the instant comes first, as it would.
        copy.run_until(copy.now())?;
        let before = copy.state.world.clone();
        let known = copy.records().len();
        let outcome = copy.act(command)?;
        Ok(Rehearsal {
            refused: outcome.refused,
            changes: copy.world().changes_since(&before),
            records: copy.records().from(known).iter().cloned().collect(),
        })
    }
}
