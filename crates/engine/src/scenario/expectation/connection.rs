//! A connection has a status.

use super::{Kind, equal};
use crate::domain::RecordKind;
use crate::record::Record;
use crate::scenario::file::ExpectConnection;
use crate::simulation::Simulation;

impl Kind for ExpectConnection {
    fn words(&self) -> String {
        format!("{} is {}", self.name.0, self.status.name())
    }

    fn concerns(&self, record: &Record) -> bool {
        changes_status(record.key.kind)
    }

    fn holds(&self, simulation: &Simulation, _: bool) -> Result<(), String> {
        let world = simulation.world();
        let Some(id) = world.connection_named(&self.name.0) else { return Err("it does not exist".into()) };
        equal(self.status.name(), world.connections[id].status().name())
    }
}

/// Records after which a connection may have another status, or other results.
pub(super) const fn changes_status(kind: RecordKind) -> bool {
    matches!(
        kind,
        RecordKind::RunStarted
            | RecordKind::RunEnded
            | RecordKind::ConnectionCreated
            | RecordKind::ConnectionInactive
            | RecordKind::ConnectionDeleted
    )
}
