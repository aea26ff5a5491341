//! What connections rest on: Microsoft Entra ID, Intune, Azure, on-premises, other networks.

use anc_engine::domain::{ConnectionId, Entity, ResourceId, Site, VnetId};
use anc_engine::{path, sign_in};

use super::part::{Look, Panel, Part, Row, Target};
use super::places::Shown;
use super::{Link, Scene};
use crate::shell::address::Page;
use crate::tell::badge::Badge;
use crate::tell::shape::Shape;
use crate::words;

/// Lines of a panel that are shown; of more, how many there are.
const LINES_MAX: usize = 4;

fn titled(title: &str) -> Row {
    Row::new(Part::Title(title.to_owned()))
}

/// Whether something answers, under its name.
fn answers(name: &str, up: bool) -> Part {
    let (shape, words) = if up { (Shape::Success, "answers") } else { (Shape::Error, "does not answer") };
    Part::Badge(Badge::new(shape, format!("{name} {words}")))
}

/// Whether a network resource answers; where it does, the connections from which it is not reached all the same.
fn resource(scene: &Scene<'_>, shown: &Shown, id: ResourceId, place: &str) -> Row {
    let world = scene.world;
    let of = &world.resources[id];
    let name = format!("{}{place}", of.name);
    let not_reached = |&connection: &ConnectionId| {
        !sign_in::is_reached(world, Some(world.connections[connection].settings.subnet), id)
    };
    let from: Vec<ConnectionId> = shown.connections.iter().copied().filter(not_reached).collect();
    let part = match from[..] {
        [first, ref rest @ ..] if of.up => {
            let first = &world.connections[first].name;
            let words = match rest.len() {
                0 => words::out_of_reach(&name, first.as_str()),
                more => words::out_of_reach_of_more(&name, first.as_str(), &more.to_string()),
            };
            Part::Badge(Badge::new(Shape::Error, words))
        }
        _ => answers(&name, of.up),
    };
    scene.about(part, Entity::Resource(id))
}

/// A panel that is well, or says what is broken.
fn well_or(title: &str, well: &str, mut broken: Vec<Row>, target: Option<Target>) -> Panel {
    let mut rows = vec![titled(title).to(target)];
    if broken.is_empty() {
        rows.push(Row::new(Part::Badge(Badge::new(Shape::Success, well))));
    }
    let more = broken.len().saturating_sub(LINES_MAX);
    broken.truncate(LINES_MAX);
    rows.extend(broken);
    if more > 0 {
        rows.push(Row::new(Part::Caption(words::and_more(&more.to_string()))));
    }
    Panel::new(Look::Plain, rows)
}

/// Microsoft Entra ID.
pub(super) fn entra_id(scene: &Scene<'_>) -> Panel {
    let of = Entity::EntraId;
    well_or("Microsoft Entra ID", "answers", scene.bare_lines(of), Target::of(scene.world, of))
}

/// Intune, and Azure with its subscriptions and resource groups.
pub(super) fn others(scene: &Scene<'_>) -> Vec<Panel> {
    let azure = |entity: Entity| matches!(entity, Entity::Subscription(_) | Entity::ResourceGroup(_));
    vec![
        well_or(
            "Intune",
            "lets devices enroll",
            scene.bare_lines(Entity::Intune),
            Target::of(scene.world, Entity::Intune),
        ),
        well_or(
            "Azure",
            "roles and policies are well",
            scene.lines(azure),
            Some(Target::Page(Page::Environment)),
        ),
    ]
}

/// On-premises: domains with their controllers, and resources.
pub(super) fn on_premises(scene: &Scene<'_>, shown: &Shown) -> Option<Panel> {
    let world = scene.world;
    let mut rows = Vec::new();
    for (id, domain) in world.domains.iter() {
        let here = world.controllers_of(id).filter(|&id| world.controllers[id].site == Site::OnPremises);
        let controller = |id| {
            let of = &world.controllers[id];
            scene.about(answers(&of.name, of.up), Entity::Controller(id))
        };
        let controllers: Vec<Row> = here.map(controller).collect();
        let broken = scene.bare_lines(Entity::Domain(id));
        if !controllers.is_empty() || !broken.is_empty() {
            rows.push(scene.about(Part::Name(domain.name.to_string()), Entity::Domain(id)));
            rows.extend(controllers);
            rows.extend(broken);
        }
    }
    let resources = world.present_resources().filter(|&id| world.resources[id].site == Site::OnPremises);
    rows.extend(resources.map(|id| resource(scene, shown, id, "")));
    if rows.is_empty() {
        return None;
    }
    rows.insert(0, titled("On-premises"));
    Some(Panel::new(Look::Dashed, rows))
}

/// Other networks, with the resources that stand in them; and the peerings that lead there.
pub(super) fn networks(scene: &Scene<'_>, shown: &Shown) -> (Option<Panel>, Vec<Link>) {
    let world = scene.world;
    let resources: Vec<_> = world
        .present_resources()
        .filter_map(|id| match world.resources[id].site {
            Site::Subnet(subnet) => Some((id, world.vnet_of(subnet))),
            Site::OnPremises => None,
        })
        .collect();
    if resources.is_empty() {
        return (None, Vec::new());
    }
    let mut rows = vec![titled("Other networks")];
    for &(id, vnet) in &resources {
        rows.push(resource(scene, shown, id, &format!(" in {}", world.vnets[vnet].name)));
    }
    let mut links = Vec::new();
    for &connection in &shown.connections {
        let own = world.vnet_of(world.connections[connection].settings.subnet);
        let leads = |other: VnetId| resources.iter().any(|&(_, vnet)| vnet == other);
        for (peering, _) in world.peerings_of(own).filter(|&(_, other)| leads(other)) {
            let of = &world.peerings[peering];
            let (kind, name) = ("Peering".to_owned(), of.name.to_string());
            let target = Target::of(world, Entity::Peering(peering));
            links.push(Link { from: connection, kind, name, up: of.up, on_premises: false, target });
        }
    }
    (Some(Panel::new(Look::Plain, rows)), links)
}

/// What leads from the connections to on-premises, where somebody needs it: for a domain, for names, or for a resource.
pub(super) fn links(scene: &Scene<'_>, shown: &Shown) -> Vec<Link> {
    let world = scene.world;
    let resources = world.present_resources().any(|id| world.resources[id].site == Site::OnPremises);
    let asks_there = |vnet: VnetId| {
        let mut servers = world.vnets[vnet].dns_servers.iter();
        servers.any(|&server| world.controllers[server].site == Site::OnPremises)
    };
    let link = |&connection: &ConnectionId| {
        let settings = &world.connections[connection].settings;
        let vnet = world.vnet_of(settings.subnet);
        if settings.domain.is_none() && !resources && !asks_there(vnet) {
            return None;
        }
        let (peering, link, up) = match path::way_to_site(world, settings.subnet, Site::OnPremises) {
            Ok(way) => {
                let (peering, link) = way.passes();
                (peering, link, true)
            }
            Err(obstacle) => (obstacle.peering, obstacle.link, false),
        };
        let passed = || [peering.map(Entity::Peering), link.map(Entity::Link)].into_iter().flatten();
        let names: Vec<&str> = passed().map(|entity| world.name(entity)).collect();
        let broken = |entity: &Entity| scene.broken(|of| of == *entity).next().is_some();
        let target = passed().find(broken).or_else(|| passed().last());
        let target = target.and_then(|entity| Target::of(world, entity));
        let kind = match (peering, link) {
            (Some(_), _) => "Peering",
            (None, Some(link)) => world.links[link].kind.title(),
            (None, None) => return None,
        };
        let kind = kind.to_owned();
        Some(Link { from: connection, kind, name: names.join(", "), up, on_premises: true, target })
    };
    shown.connections.iter().filter_map(link).collect()
}
