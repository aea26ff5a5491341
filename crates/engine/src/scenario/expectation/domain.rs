//! What health checks left in the directory.

use super::Kind;
use crate::domain::RecordKind;
use crate::record::Record;
use crate::scenario::file::ExpectDomain;
use crate::simulation::Simulation;

impl Kind for ExpectDomain {
    fn words(&self) -> String {
        format!("the directory holds at least {} computers of health checks", self.test_computers_at_least)
    }

    fn concerns(&self, record: &Record) -> bool {
        record.key.kind == RecordKind::RunEnded
    }

    fn holds(&self, simulation: &Simulation, _: bool) -> Result<(), String> {
        let world = simulation.world();
        let domain = match &self.name {
            Some(name) => world.domains.values().find(|domain| *domain.name == *name.0),
            None => world.domains.values().next(),
        };
        let seen = domain.map_or(0, |domain| domain.test_computers);
        if seen >= self.test_computers_at_least { Ok(()) } else { Err(format!("it holds {seen}")) }
    }
}
