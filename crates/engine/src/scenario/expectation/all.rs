//! Several things hold at once.

use super::{Kind, What, what};
use crate::record::Record;
use crate::scenario::file::ExpectAll;
use crate::simulation::Simulation;

impl ExpectAll {
    fn each(&self) -> impl Iterator<Item = What> {
        self.0.iter().filter_map(|expect| what(expect).ok().flatten())
    }
}

impl Kind for ExpectAll {
    fn wrong(&self) -> Option<&'static str> {
        self.0.iter().find_map(|expect| what(expect).err())
    }

    fn words(&self) -> String {
        let each: Vec<String> = self.each().map(|what| what.words()).collect();
        each.join(" and ")
    }

    fn concerns(&self, record: &Record) -> bool {
        self.each().any(|what| what.concerns(record))
    }

    // What was done or refused counts from then on: it need not be now that the rest holds.
    fn holds(&self, simulation: &Simulation, _: bool) -> Result<(), String> {
        self.each().try_for_each(|what| what.holds(simulation, false))
    }
}
