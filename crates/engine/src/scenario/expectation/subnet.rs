//! A subnet has so many free addresses.

use super::Kind;
use crate::domain::{Entity, Subnet};
use crate::record::Record;
use crate::scenario::file::ExpectSubnet;
use crate::simulation::Simulation;

impl Kind for ExpectSubnet {
    fn words(&self) -> String {
        format!("{} has {} free addresses", self.name.0, self.free)
    }

    fn concerns(&self, record: &Record) -> bool {
        matches!(record.key.entity, Entity::CloudPc(_) | Entity::Connection(_) | Entity::Subnet(_))
    }

    fn holds(&self, simulation: &Simulation, _: bool) -> Result<(), String> {
        let subnet = simulation.world().subnets.values().find(|subnet| *subnet.name == *self.name.0);
        let free = subnet.map_or(0, Subnet::free);
        if free == self.free { Ok(()) } else { Err(format!("{free} are free")) }
    }
}
