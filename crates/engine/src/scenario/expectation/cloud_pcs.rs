//! So many Cloud PCs are somewhere, somehow.

use super::{Kind, status_of};
use crate::domain::{Entity, Placement};
use crate::record::Record;
use crate::scenario::file::ExpectCloudPcs;
use crate::simulation::Simulation;

impl Kind for ExpectCloudPcs {
    fn wrong(&self) -> Option<&'static str> {
        (self.count.is_none() && self.at_least.is_none() && self.at_most.is_none())
            .then_some("expected one of count, atLeast, atMost")
    }

    fn words(&self) -> String {
        let over = self.connection.as_ref().map(|name| format!(" on {}", name.0));
        let hosted =
            self.hosted.as_ref().map(|name| format!(" on the Microsoft hosted network in {}", name.0));
        let place = over.or(hosted).unwrap_or_default();
        let status = self.status.map(|status| format!(" {}", status.name())).unwrap_or_default();
        let count = [(self.count, "exactly"), (self.at_least, "at least"), (self.at_most, "at most")];
        let count: Vec<String> = count
            .into_iter()
            .filter_map(|(count, word)| count.map(|count| format!("{word} {count}")))
            .collect();
        format!("{} Cloud PCs{status}{place}", count.join(" and "))
    }

    fn concerns(&self, record: &Record) -> bool {
        matches!(record.key.entity, Entity::CloudPc(_))
    }

    fn holds(&self, simulation: &Simulation, _: bool) -> Result<(), String> {
        let world = simulation.world();
        let seen = world.cloud_pcs.values().filter(|cloud_pc| {
            let placed = cloud_pc.placement();
            let over = placed.and_then(Placement::connection).map(|id| &world.connections[id].name);
            let hosted = placed.filter(|place| place.over.is_none());
            let hosted = hosted.map(|place| &world.regions[place.region].name);
            self.connection.as_ref().is_none_or(|name| over.is_some_and(|over| **over == *name.0))
                && self.hosted.as_ref().is_none_or(|name| hosted.is_some_and(|region| **region == *name.0))
                && self.status.is_none_or(|status| status_of(Some(cloud_pc)) == status.0)
        });
        let seen = seen.count() as u64;
        let fits = self.count.is_none_or(|count| seen == u64::from(count))
            && self.at_least.is_none_or(|least| seen >= u64::from(least))
            && self.at_most.is_none_or(|most| seen <= u64::from(most));
        if fits { Ok(()) } else { Err(format!("there are {seen}")) }
    }
}
