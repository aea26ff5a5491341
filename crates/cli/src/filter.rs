//! Which records `anc log` prints.

use anc_engine::domain::id::Id;
use anc_engine::domain::{Arena, Entity, Offset, RecordKind, World};
use anc_engine::narration::Narration;
use anc_engine::scenario::error::nearest;
use anc_engine::{Record, Simulation};
use clap::Args;

/// What is wanted of a run; without any of these, everything.
#[derive(Args)]
pub(crate) struct Filter {
    /// Only what names this user, connection, Cloud PC, policy, link: anything that has a name.
    #[arg(long, value_name = "NAME")]
    about: Option<String>,
    /// Only records of these kinds, as `log --format json` calls them; separated by commas.
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = kind)]
    kind: Vec<RecordKind>,
    /// Only from this moment on.
    #[arg(long, value_name = "2h30m", value_parser = crate::offset)]
    from: Option<Offset>,
    /// Only failures, refusals, faults, repairs, and what changes: statuses, results, choices, people.
    #[arg(long)]
    changes: bool,
}

fn kind(name: &str) -> Result<RecordKind, String> {
    RecordKind::named(name).ok_or_else(|| {
        let names = || RecordKind::ALL.iter().map(|kind| kind.name());
        let near = nearest(name, names()).map(|near| format!("; did you mean {near}")).unwrap_or_default();
        format!("no such kind{near}. There are: {}", names().collect::<Vec<_>>().join(", "))
    })
}

impl Filter {
    /// Whether everything that it asks for exists in the run.
    ///
    /// # Errors
    /// A sentence: nothing of the run has the name.
    pub(crate) fn check(&self, simulation: &Simulation) -> Result<(), String> {
        let Some(about) = &self.about else { return Ok(()) };
        let world = simulation.world();
        let all = names(world);
        let named_once = |record: &Record| simulation.name_at(record.key.entity, record.key.at) == about;
        if all.iter().any(|name| name == about) || simulation.records().iter().any(named_once) {
            return Ok(());
        }
        let near = nearest(about, all.iter().map(String::as_str));
        let near = near.map(|near| format!(" — did you mean {near:?}?")).unwrap_or_default();
        Err(format!("nothing in this run is called {about:?}{near}"))
    }

    /// Whether a record is wanted, told in these words.
    pub(crate) fn wants(&self, record: &Record, told: &Narration, simulation: &Simulation) -> bool {
        self.from.is_none_or(|from| record.key.at >= from)
            && (self.kind.is_empty() || self.kind.contains(&record.key.kind))
            && (!self.changes || record.is_of_note())
            && self.about.as_ref().is_none_or(|about| is_about(about, record, told, simulation))
    }
}

fn is_about(name: &str, record: &Record, told: &Narration, simulation: &Simulation) -> bool {
    let world = simulation.world();
    let called = |entity: Entity| {
        simulation.name_at(entity, record.key.at) == name
            || simulation.title_at(entity, record.key.at) == name
    };
    let owner = match record.key.entity {
        cloud_pc @ Entity::CloudPc(id) if world.has(cloud_pc) => Some(world.cloud_pcs[id].user),
        _ => None,
    };
    called(record.key.entity)
        || owner.is_some_and(|user| called(Entity::User(user)))
        || mentions(&told.title, name)
        || mentions(&told.text, name)
}

/// Whether a text has a name in it, and not as a part of a longer one.
fn mentions(text: &str, name: &str) -> bool {
    let part = |letter: char| letter.is_alphanumeric() || letter == '-' || letter == '_';
    text.match_indices(name)
        .any(|(place, _)| !text[..place].ends_with(part) && !text[place + name.len()..].starts_with(part))
}

/// What everything in a world is called.
fn names(world: &World) -> Vec<String> {
    fn of<I: Id, T>(list: &Arena<I, T>, entity: fn(I) -> Entity) -> Vec<Entity> {
        list.ids().map(entity).collect()
    }
    [
        of(&world.regions, Entity::Region),
        of(&world.subscriptions, Entity::Subscription),
        of(&world.resource_groups, Entity::ResourceGroup),
        of(&world.vnets, Entity::Vnet),
        of(&world.subnets, Entity::Subnet),
        of(&world.links, Entity::Link),
        of(&world.peerings, Entity::Peering),
        of(&world.resources, Entity::Resource),
        of(&world.domains, Entity::Domain),
        of(&world.controllers, Entity::Controller),
        of(&world.admins, Entity::Admin),
        of(&world.groups, Entity::Group),
        of(&world.users, Entity::User),
        of(&world.connections, Entity::Connection),
        of(&world.policies, Entity::Policy),
        of(&world.cloud_pcs, Entity::CloudPc),
        vec![Entity::EntraId, Entity::Intune, Entity::Service],
    ]
    .concat()
    .into_iter()
    .flat_map(|entity| [world.name(entity).to_owned(), world.title(entity).to_owned()])
    .collect()
}

#[cfg(test)]
mod tests {
    use super::mentions;

    #[test]
    fn a_name_is_no_part_of_a_longer_one() {
        assert!(mentions("anc-weu: Checks failed", "anc-weu"));
        assert!(
            !mentions("anc-weu-2: Checks failed", "anc-weu") && !mentions("office-011 signs in", "office-01")
        );
    }
}
