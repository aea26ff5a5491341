//! One run of a document with everybody who watches it.

use std::any::Any;
use std::fmt;
use std::sync::Arc;

use anc_engine::command::Command;
use anc_engine::domain::{Instant, RecordKey};
use anc_engine::scenario::Judge;
use anc_engine::simulation::{RunError, Seek};
use anc_engine::story::Story;
use anc_engine::{Scenario, Simulation};

/// Which branch: a number that is never given again.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct BranchId(pub u32);

/// A run, what became of its goals, and its story.
#[derive(Clone, Debug)]
pub struct Branch {
    /// Which.
    pub id: BranchId,
    /// From which branch it parted, and when; none: it began with the document.
    pub parted: Option<(BranchId, Instant)>,
    /// What was left out of it last; none: nothing was, or it was opened again.
    pub without: Option<Without>,
    /// The positions of the scenario's lines that do not happen in it, in order.
    pub left_out: Vec<usize>,
    pub(crate) simulation: Simulation,
    pub(crate) judge: Judge,
    pub(crate) story: Story,
}

/// What was left out of a branch.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Without {
    /// Its record in the run in which it was.
    pub key: RecordKey,
    /// Its words there.
    pub words: String,
    /// What was done in its place.
    pub instead: Option<Instead>,
}

/// What was done in the place of something.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Instead {
    /// What.
    pub command: Command,
    /// When.
    pub at: Instant,
    /// Its words.
    pub words: String,
    /// Whether the service refused it there.
    pub refused: bool,
}

/// A branch that was made beside a session, to be opened in it. Who passes it on need not know what it is made of: the page's first
/// part has none of that.
#[derive(Clone)]
pub struct Made(Arc<dyn Any + Send + Sync>);

impl Made {
    /// Of a branch.
    pub fn new(branch: Branch) -> Self {
        Self(Arc::new(branch))
    }

    pub(crate) fn branch(&self) -> Option<&Branch> {
        self.0.downcast_ref()
    }
}

impl fmt::Debug for Made {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Made")
    }
}

impl Branch {
    pub(crate) fn begin(id: BranchId, scenario: &Scenario, left_out: Vec<usize>) -> Self {
        let simulation = if left_out.is_empty() {
            Simulation::new(&scenario.setup)
        } else {
            let mut setup = (*scenario.setup).clone();
            let mut position = 0;
            setup.lines.retain(|_| {
                position += 1;
                !left_out.contains(&(position - 1))
            });
            Simulation::new(&Arc::new(setup))
        };
        let mut judge = Judge::new(&scenario.expectations);
        judge.begin(&simulation);
        let mut story = Story::default();
        story.follow(&simulation);
        Self { id, parted: None, without: None, left_out, simulation, judge, story }
    }

    /// Where a line of this run stands in the scenario, of which some are left out.
    pub(crate) fn position_in_scenario(&self, position: usize) -> usize {
        self.left_out
            .iter()
            .fold(position, |position, &left_out| position + usize::from(left_out <= position))
    }

    /// The run.
    pub const fn simulation(&self) -> &Simulation {
        &self.simulation
    }

    /// What became of its goals.
    pub const fn judge(&self) -> &Judge {
        &self.judge
    }

    /// Its story.
    pub const fn story(&self) -> &Story {
        &self.story
    }

    /// Whether something of its future was seen.
    pub fn knows_more(&self) -> bool {
        self.simulation.known_records().len() > self.simulation.records().len()
            || self.simulation.known_actions().len() > self.simulation.actions().len()
    }

    pub(crate) fn step(&mut self, limit: Instant) -> Result<bool, RunError> {
        self.judge.step(&mut self.simulation, limit)
    }

    /// Handles the rest of the events of the present moment.
    pub(crate) fn step_to_end_of_instant(&mut self) -> Result<(), RunError> {
        let now = self.simulation.now();
        while self.step(now)? {}
        Ok(())
    }

    /// Goes on with a way, no further than to a moment.
    pub(crate) fn go_on(&mut self, seek: &mut Seek, steps: u32, until: Instant) -> Result<bool, RunError> {
        self.judge.go_on(&mut self.simulation, seek, steps, until)
    }

    /// After something was done or undone: what was known of the future does not count any more.
    pub(crate) fn rewritten(&mut self) {
        self.judge.rewind(&self.simulation);
        self.story = Story::default();
        self.story.follow(&self.simulation);
    }

    pub(crate) fn follow(&mut self) {
        self.story.follow(&self.simulation);
    }
}
