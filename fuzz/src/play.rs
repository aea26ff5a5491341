//! Any bytes as a scenario file; any bytes as a list of what people, admins and faults do to a running simulation.

use anc_engine::command::Command;
use anc_engine::command::random::Random;
use anc_engine::domain::{Offset, World};
use anc_engine::scenario;
use anc_engine::simulation::ActError;
use anc_engine::{Scenario, Simulation, invariants, limits};

/// Events that one input may cause: what is more is left for another input.
pub(super) const EVENTS_MAX: u64 = 4_000;

/// Reads any bytes as a scenario. A good one is played for a while, and its expectations are judged.
pub fn scenario(bytes: &[u8]) {
    match Scenario::parse(bytes) {
        Err(errors) => {
            assert!(!errors.is_empty() && errors.len() <= limits::FILE_ERRORS_MAX);
            for error in errors {
                assert!(!error.to_string().is_empty());
            }
        }
        Ok(scenario) => {
            let people = scenario.setup.world.users.len();
            if people <= 200 {
                let _ = scenario::run(&scenario, Some(Offset::hours(12)));
            }
        }
    }
}

/// Bytes at random: a multiplicative generator is random enough for bytes that choose.
pub fn bytes(seed: u64, count: usize) -> Vec<u8> {
    let mut state = seed.wrapping_mul(2).wrapping_add(1);
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005);
        (state >> 56) as u8
    };
    (0..count).map(|_| next()).collect()
}

/// The world in which commands are tried.
pub(super) const WORLD: &str = include_str!("../world.json");

/// Reads any bytes as commands, and gives them to a run. The run must end with its invariants, and a replay of it must
/// give the same records, and so must the file that it is exported to.
pub fn actions(bytes: &[u8]) {
    let scenario = Scenario::parse(WORLD.as_bytes()).expect("the world can be read");
    let mut simulation = Simulation::new(&scenario.setup);
    let mut input = Input { bytes };
    while let Some((wait, command)) = input.step(simulation.world()) {
        if simulation.events() > EVENTS_MAX {
            return;
        }
        let target = simulation.now().after(wait);
        if simulation.run_until(target).is_err() {
            return;
        }
        let before = simulation.state_digest();
        let world = simulation.world();
        let is_there = command.entities().into_iter().all(|entity| world.is_there(entity));
        let outcome = simulation.act(command);
        let refused_as_absent = matches!(outcome, Err(ActError::NotThere));
        assert_eq!(refused_as_absent, !is_there, "what is not there is refused, and nothing else as that");
        if refused_as_absent {
            assert_eq!(simulation.state_digest(), before, "something changed that is not there");
        }
        let Ok(outcome) = outcome else { continue };
        if outcome.refused.is_some() {
            assert_eq!(simulation.state_digest(), before, "a refused action changed something");
        }
        assert_eq!(invariants::broken(simulation.world()), None);
    }
    let end = simulation.now().after(Offset::hours(8));
    if simulation.run_until(end).is_err() {
        return;
    }
    let (records, state) = (simulation.records_digest(), simulation.state_digest());
    simulation.seek(Offset::ZERO).expect("the start can be reached");
    simulation.seek(end).expect("the end can be reached again");
    assert_eq!(
        (simulation.records_digest(), simulation.state_digest()),
        (records, state),
        "a replay differs"
    );
    // Not every run can be a file; one that can gives the same records.
    let Ok(file) = scenario::export::export(WORLD, &[], &simulation) else { return };
    let exported = Scenario::parse(file.as_bytes()).expect("it was read before");
    let mut again = Simulation::new(&exported.setup);
    again.run_until(end).expect("it did before");
    assert_eq!(again.records_digest(), records, "the exported run differs");
}

pub(super) struct Input<'a> {
    pub(super) bytes: &'a [u8],
}

impl Input<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (&first, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        Some(first)
    }

    /// A number below another one: of one byte, or of two where one does not reach.
    pub(super) fn draw(&mut self, below: u32) -> Option<u32> {
        let mut number = u32::from(self.byte()?);
        if below > 256 {
            number = number << 8 | u32::from(self.byte()?);
        }
        Some(number % below.max(1))
    }

    fn step(&mut self, world: &World) -> Option<(Offset, Command)> {
        let wait = match self.byte()? {
            short @ 0..=239 => Offset::minutes(i64::from(short)),
            long => Offset::hours((i64::from(long) - 239) * 24),
        };
        // What cannot be drawn for this world is passed over.
        let mut tries = 0;
        loop {
            let command = Random { world, beyond: true, draw: &mut |below| self.draw(below) }.command();
            if let Some(command) = command {
                return Some((wait, command));
            }
            tries += 1;
            if self.bytes.is_empty() || tries > 8 {
                return None;
            }
        }
    }
}
