//! What things are called, and since when. A run tells records of its whole past, and of a future that it has seen before:
//! each with the names of its own time, whatever the world of the present calls them, or does not have yet.

use crate::domain::id::Id as _;
use crate::domain::{Entity, EntityKind, Instant, Name, RecordKind, World};
use crate::record::Record;

/// The names of what comes to be during a run, and of what can be renamed. Everything else is called as at the start.
#[derive(Clone, Debug, Default)]
pub(crate) struct Naming {
    /// Each with the moments from which on it was called so, oldest first.
    connections: Vec<Vec<(Instant, Name)>>,
    /// Name and title of what is new, kind by kind.
    others: [Vec<(Name, Name)>; EntityKind::ALL.len()],
    /// How many there were of each kind when the run began.
    at_start: [usize; EntityKind::ALL.len()],
}

impl Naming {
    /// The names of a run that begins with a world.
    pub(crate) fn begin(world: &World) -> Self {
        let at_start = std::array::from_fn(|kind| world.count(EntityKind::ALL[kind]));
        Self { at_start, ..Self::default() }
    }

    /// Takes down what is new in a world after an event that made these records. What is known already stays.
    pub(crate) fn follow(&mut self, world: &World, now: Instant, records: &[Record]) {
        extend(&mut self.connections, world.connections.values(), |of| vec![(now, of.name.clone())]);
        for (place, known) in self.others.iter_mut().enumerate() {
            let kind = EntityKind::ALL[place];
            let all = self.at_start[place] + known.len()..world.count(kind);
            known.extend(all.map(|position| {
                let entity = kind.at(position);
                (Name::new(world.name(entity)), Name::new(world.title(entity)))
            }));
        }
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
        for (place, known) in self.others.iter_mut().enumerate() {
            known.truncate(world.count(EntityKind::ALL[place]).saturating_sub(self.at_start[place]));
        }
        for names in &mut self.connections {
            names.retain(|&(since, _)| since <= now);
        }
    }

    /// Name and title of something that came to be during the run.
    fn later(&self, entity: Entity) -> Option<&(Name, Name)> {
        let (kind, position) = entity.listed()?;
        let place = kind as usize;
        self.others[place].get(position.checked_sub(self.at_start[place])?)
    }

    /// What an entity was called at a moment, in files. `world` is that of the start.
    pub(crate) fn name<'a>(&'a self, world: &'a World, entity: Entity, at: Instant) -> &'a str {
        if let Entity::Connection(id) = entity {
            let known = self.connections.get(id.position()).and_then(|names| {
                let last = names.iter().rev().find(|&&(since, _)| since <= at);
                last.or(names.first()).map(|(_, name)| name)
            });
            return known.map_or(entity.kind(), Name::as_str);
        }
        match self.later(entity) {
            Some((name, _)) => name,
            None if world.has(entity) => world.name(entity),
            None => entity.kind(),
        }
    }

    /// The same, on the screen.
    pub(crate) fn title<'a>(&'a self, world: &'a World, entity: Entity, at: Instant) -> &'a str {
        match (entity, self.later(entity)) {
            (Entity::Connection(_), _) => self.name(world, entity, at),
            (_, Some((_, title))) => title,
            (_, None) if world.has(entity) => world.title(entity),
            (_, None) => entity.kind(),
        }
    }
}

/// Adds what a list has that was not taken down yet.
fn extend<T, N>(known: &mut Vec<N>, list: impl ExactSizeIterator<Item = T>, name: impl Fn(T) -> N) {
    if known.len() < list.len() {
        known.extend(list.skip(known.len()).map(name));
    }
}
