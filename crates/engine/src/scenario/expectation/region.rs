//! A region has room for so many.

use super::Kind;
use crate::domain::{Entity, Region};
use crate::record::Record;
use crate::scenario::file::ExpectRegion;
use crate::simulation::Simulation;

impl Kind for ExpectRegion {
    fn words(&self) -> String {
        format!("{} has room for {} Cloud PCs", self.name.0, self.free)
    }

    fn concerns(&self, record: &Record) -> bool {
        matches!(record.key.entity, Entity::CloudPc(_) | Entity::Region(_))
    }

    fn holds(&self, simulation: &Simulation, _: bool) -> Result<(), String> {
        let region = simulation.world().regions.values().find(|region| *region.name == *self.name.0);
        let free = region.map_or(0, Region::free);
        if free == self.free { Ok(()) } else { Err(format!("there is room for {free}")) }
    }
}
