//! What things are called, and since when. A run tells records of its whole past, and of a future that it has seen before:
//! each with the names of its own time, whatever the world of the present calls them, or does not have yet.

use crate::domain::id::Id as _;
use crate::domain::{Entity, Instant, Name, RecordKind, World};
use crate::record::Record;

/// The names of what comes to be during a run, and of what can be renamed. Everything else is called as at the start.
#[derive(Clone, Debug, Default)]
pub(crate) struct Naming {
    /// Each with the moments from which on it was called so, oldest first.
    connections: Vec<Vec<(Instant, Name)>>,
    policies: Vec<Name>,
    cloud_pcs: Vec<Name>,
    /// Name and title.
    users: Vec<(Name, Name)>,
}

impl Naming {
    /// Takes down what is new in a world after an event that made these records. What is known already stays.
    pub(crate) fn follow(&mut self, world: &World, now: Instant, records: &[Record]) {
        extend(&mut self.connections, world.connections.values(), |of| vec![(now, of.name.clone())]);
        extend(&mut self.policies, world.policies.values(), |of| of.name.clone());
        extend(&mut self.cloud_pcs, world.cloud_pcs.values(), |of| of.name.clone());
        extend(&mut self.users, world.users.values(), |of| (of.name.clone(), of.title.clone()));
        for record in records.iter().filter(|record| record.key.kind == RecordKind::ConnectionEdited) {
            let Entity::Connection(id) = record.key.entity else { continue };
            let Some(names) = self.connections.get_mut(id.position()) else { continue };
            let name = &world.connections[id].name;
            if names.last().is_some_and(|(since, last)| *since <= now && last != name) {
                names.push((now, name.clone()));
            }
        }
    }

    /// Forgets what is not in this world yet.
    pub(crate) fn forget_future(&mut self, world: &World, now: Instant) {
        self.connections.truncate(world.connections.len());
        self.policies.truncate(world.policies.len());
        self.cloud_pcs.truncate(world.cloud_pcs.len());
        self.users.truncate(world.users.len());
        for names in &mut self.connections {
            names.retain(|&(since, _)| since <= now);
        }
    }

    /// What an entity was called at a moment, in files. `world` is any world of the run.
    pub(crate) fn name<'a>(&'a self, world: &'a World, entity: Entity, at: Instant) -> &'a str {
        let known = match entity {
            Entity::Connection(id) => self.connections.get(id.position()).and_then(|names| {
                let last = names.iter().rev().find(|&&(since, _)| since <= at);
                last.or(names.first()).map(|(_, name)| name)
            }),
            Entity::Policy(id) => self.policies.get(id.position()),
            Entity::CloudPc(id) => self.cloud_pcs.get(id.position()),
            Entity::User(id) => self.users.get(id.position()).map(|(name, _)| name),
            _ => return world.name(entity),
        };
        known.map_or(entity.kind(), Name::as_str)
    }

    /// The same, on the screen.
    pub(crate) fn title<'a>(&'a self, world: &'a World, entity: Entity, at: Instant) -> &'a str {
        match entity {
            Entity::User(id) => {
                self.users.get(id.position()).map_or(entity.kind(), |(_, title)| title.as_str())
            }
            Entity::Connection(_) | Entity::Policy(_) | Entity::CloudPc(_) => self.name(world, entity, at),
            _ => world.title(entity),
        }
    }
}

/// Adds what a list has that was not taken down yet.
fn extend<T, N>(known: &mut Vec<N>, list: impl ExactSizeIterator<Item = T>, name: impl Fn(T) -> N) {
    if known.len() < list.len() {
        known.extend(list.skip(known.len()).map(name));
    }
}
