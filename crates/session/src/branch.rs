//! One run of a document with everybody who watches it.

use anc_engine::domain::Instant;
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
    pub(crate) simulation: Simulation,
    pub(crate) judge: Judge,
    pub(crate) story: Story,
}

impl Branch {
    pub(crate) fn begin(id: BranchId, scenario: &Scenario) -> Self {
        let simulation = Simulation::new(&scenario.setup);
        let mut judge = Judge::new(&scenario.expectations);
        judge.begin(&simulation);
        let mut story = Story::default();
        story.follow(&simulation);
        Self { id, parted: None, simulation, judge, story }
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
