//! Which page tells of what: where everything that is touched leads to.

use anc_engine::domain::{Entity, World};

use crate::shell::address::Page;

/// The page of an entity; none for what has none of its own.
pub fn of_entity(world: &World, entity: Entity) -> Option<Page> {
    if !world.is_there(entity) {
        return None;
    }
    match entity {
        Entity::Connection(id) => {
            let of = &world.connections[id];
            of.deleted.is_none().then(|| Page::Connection(of.name.to_string()))
        }
        Entity::CloudPc(_) => Some(Page::CloudPc(world.name(entity).to_owned())),
        Entity::Policy(id) => {
            let of = &world.policies[id];
            of.deleted.is_none().then(|| Page::Policy(of.name.to_string()))
        }
        Entity::User(_) => Some(Page::SignIn(Some(world.name(entity).to_owned()))),
        _ => super::environment::page(world, entity),
    }
}
