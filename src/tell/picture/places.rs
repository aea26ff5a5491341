//! Azure: regions with their capacity, and in them connections with their subnets and Cloud PCs. Cloud PCs stand where they
//! were born.

use anc_engine::domain::ordered::Table;
use anc_engine::domain::{
    AttemptState, CloudPcId, ConnectionId, ControllerId, DomainId, Entity, Network, RegionId, Site, Stage,
    SubnetId, World,
};
use anc_engine::health::looks_now;
use anc_engine::path;

use super::part::{Anchor, Gauge, Look, Many, Panel, Part, Row, Target, Tile};
use super::{CONNECTIONS_MAX, Scene, more, regions_of, troubled_first};
use crate::shell::address::Page;
use crate::tell::badge::{Badge, connection_badge, seen, truth};
use crate::tell::numbers::counted;
use crate::tell::shape::Shape;
use crate::words;

/// Cloud PCs that a place shows one by one; the rest is a number.
const TILES_MAX: usize = 90;

/// What is shown of the connections.
pub(super) struct Shown {
    /// Those that are drawn.
    pub(super) connections: Vec<ConnectionId>,
    rest: Vec<ConnectionId>,
    rest_in_trouble: usize,
}

/// The connections that are drawn: all, or those in trouble first.
pub(super) fn shown(scene: &Scene<'_>) -> Shown {
    let all: Vec<ConnectionId> = scene.world.present_connections().map(|(id, _)| id).collect();
    let in_trouble = |id: ConnectionId| {
        let of = &scene.world.connections[id];
        !of.status().is_usable() || truth(scene.simulation, id).is_some()
    };
    let (connections, rest) = troubled_first(all, CONNECTIONS_MAX, in_trouble);
    let rest_in_trouble = rest.iter().filter(|&&id| in_trouble(id)).count();
    Shown { connections, rest, rest_in_trouble }
}

/// What stands somewhere: on a connection, in a subnet; or in a region of the Microsoft hosted network, in none.
type Places = Table<(Network, Option<SubnetId>), Vec<(Tile, String)>>;

/// Regions that are drawn for the Cloud PCs on the Microsoft hosted network alone.
const HOSTED_MAX: usize = 8;

/// All Cloud PCs, and what attempts still hold, by where they were put.
fn tiles(world: &World, signing_in: Option<CloudPcId>) -> Places {
    let mut places = Places::default();
    for (id, cloud_pc) in world.cloud_pcs.iter() {
        for attempt in &cloud_pc.attempts {
            let Some(placement) = &attempt.placement else { continue };
            let tile = match attempt.state {
                AttemptState::Done if signing_in == Some(id) => Tile::SigningIn,
                AttemptState::Done => Tile::Ready,
                AttemptState::InStage(stage, ..) => Tile::Under(stage as u8, Stage::ALL.len() as u8),
                AttemptState::Failed(_) => Tile::Held,
                AttemptState::CleanedUp => continue,
            };
            let name = cloud_pc.name.to_string();
            places.or_default((placement.network(), world.subnet_of(placement))).push((tile, name));
        }
    }
    places
}

fn per_mille(part: u32, whole: u32) -> u32 {
    (u64::from(part) * 1_000 / u64::from(whole.max(1))) as u32
}

/// The panels of regions.
pub(super) fn regions(scene: &Scene<'_>, shown: &Shown, signing_in: Option<CloudPcId>) -> Vec<Panel> {
    let world = scene.world;
    let places = tiles(world, signing_in);
    let mut regions = regions_of(world, &shown.connections);
    // Where Cloud PCs were left behind by an edit or a deletion, the region is drawn, too.
    let is_left = |connection: ConnectionId, subnet: SubnetId| {
        let of = &world.connections[connection];
        of.deleted.is_some() || of.settings.subnet != subnet
    };
    let left: Vec<(ConnectionId, SubnetId)> = places
        .keys()
        .filter_map(|&(network, subnet)| network.connection().zip(subnet))
        .filter(|&(connection, subnet)| is_left(connection, subnet))
        .filter(|(connection, _)| !shown.rest.contains(connection))
        .collect();
    let region_of = |subnet: SubnetId| world.vnets[world.vnet_of(subnet)].region;
    for &(_, subnet) in &left {
        if !regions.contains(&region_of(subnet)) {
            regions.push(region_of(subnet));
        }
    }
    let mut hosted: Vec<(RegionId, usize)> = places
        .keys()
        .filter_map(|of| match of.0 {
            Network::Hosted(region) => Some((region, places.get(of).map_or(0, Vec::len))),
            Network::Connection(_) => None,
        })
        .collect();
    // A region that is drawn already has room for them.
    hosted.sort_by_key(|(region, _)| !regions.contains(region));
    let rest = hosted.split_off(hosted.len().min(HOSTED_MAX));
    for (region, _) in &hosted {
        if !regions.contains(region) {
            regions.push(*region);
        }
    }
    let mut panels: Vec<Panel> = regions
        .into_iter()
        .map(|region| {
            let mut rows = region_rows(scene, region);
            for &connection in shown.connections.iter().filter(|&&id| world.region_of(id) == region) {
                rows.push(Row::new(Part::Rule));
                rows.extend(connection_rows(scene, connection, &places));
            }
            for &(connection, subnet) in left.iter().filter(|&&(_, subnet)| region_of(subnet) == region) {
                rows.push(Row::new(Part::Rule));
                rows.extend(left_rows(world, connection, subnet, &places));
            }
            if hosted.iter().any(|(of, _)| *of == region) {
                rows.push(Row::new(Part::Rule));
                rows.extend(hosted_rows(region, &places));
            }
            Panel::new(Look::Plain, rows)
        })
        .collect();
    if !rest.is_empty() {
        let there = rest.iter().map(|(_, count)| count).sum();
        let words = words::more_hosted(
            &counted(rest.len(), "more region", "more regions"),
            &counted(there, "Cloud PC", "Cloud PCs"),
        );
        let row = Row::new(Part::Caption(words)).to(Target::Page(Page::CloudPcs));
        panels.push(Panel::new(Look::Bare, vec![row]));
    }
    if !shown.rest.is_empty() {
        let what = counted(shown.rest.len(), "more connection", "more connections");
        let line = |id: ConnectionId| {
            let of = &world.connections[id];
            let Badge { shape, words } = connection_badge(of);
            let name = words::in_region(&of.name, &world.regions[world.region_of(id)].title);
            let row = Row::new(Part::Badge(Badge::new(shape, words::named(&name, &words))));
            row.to(Target::Page(Page::Connection(of.name.to_string())))
                .at(Anchor::Network(Network::Connection(id)))
        };
        panels.push(more(scene, Many::Connections, &what, &shown.rest, shown.rest_in_trouble, line));
    }
    panels
}

fn region_rows(scene: &Scene<'_>, id: RegionId) -> Vec<Row> {
    let region = &scene.world.regions[id];
    let words = match region.free() {
        0 => "full".to_owned(),
        free => words::free_of(&free.to_string(), &region.capacity.to_string()),
    };
    let gauge = Gauge {
        title: "Capacity",
        words,
        others: per_mille(region.others, region.capacity),
        ours: per_mille(region.ours, region.capacity),
    };
    let of = Entity::Region(id);
    let mut rows =
        vec![scene.about(Part::Title(region.title.to_string()), of), scene.about(Part::Gauge(gauge), of)];
    rows.extend(scene.bare_lines(of));
    rows
}

fn connection_rows(scene: &Scene<'_>, id: ConnectionId, places: &Places) -> Vec<Row> {
    let world = scene.world;
    let of = &world.connections[id];
    let subnet = &world.subnets[of.settings.subnet];
    let page = Target::Page(Page::Connection(of.name.to_string()));
    let to = |row: Row| row.to(page.clone());
    let mut rows = vec![
        to(Row::new(Part::Name(of.name.to_string())).at(Anchor::Network(Network::Connection(id)))),
        scene.about(
            Part::Caption(format!("{} {}", subnet.name, subnet.prefix)),
            Entity::Subnet(of.settings.subnet),
        ),
        to(Row::new(Part::Badge(connection_badge(of)))),
        Row::new(Part::Caption(seen(scene.simulation, id))),
    ];
    if let Some(run) = &of.current_run {
        let done = counted(run.results.len(), "check", "checks");
        let minutes = scene.now.since(run.started).0 / 60_000;
        let words = match run.vm_address {
            Some(address) => {
                let address = subnet.address(address);
                words::vm_at_work(&address.to_string(), &done, &minutes.to_string())
            }
            None => words::no_address_for_vm(&done),
        };
        let words = match looks_now(scene.simulation.state(), id) {
            Some(check) => words::asks_now(&words, check.entry().short),
            None => words,
        };
        rows.push(to(Row::new(Part::Badge(Badge::new(Shape::Running, words))).at(Anchor::Checks(id))));
    }
    if let Some(truth) = truth(scene.simulation, id) {
        rows.push(to(Row::new(Part::Truth(truth))));
    }
    let vnet = subnet.vnet;
    let of_network = |entity: Entity| match entity {
        Entity::Vnet(of) => of == vnet,
        Entity::Subnet(one) => one == of.settings.subnet,
        Entity::Link(link) => world.links[link].vnet == vnet,
        Entity::Peering(peering) => world.peerings[peering].other(vnet).is_some(),
        _ => false,
    };
    rows.extend(scene.lines(of_network));
    let gauge = Gauge {
        title: "Addresses",
        words: match subnet.free() {
            0 => "none free".to_owned(),
            free => words::free_of(&free.to_string(), &subnet.size().to_string()),
        },
        others: per_mille(subnet.used_by_others + subnet.orphans, subnet.size()),
        ours: per_mille(subnet.held(), subnet.size()),
    };
    rows.push(scene.about(Part::Gauge(gauge), Entity::Subnet(of.settings.subnet)));
    rows.extend(tile_rows(Network::Connection(id), Some(of.settings.subnet), places));
    let domain = of.settings.domain;
    rows.extend(domain.map_or_else(Vec::new, |domain| controllers_in(world, of.settings.subnet, domain)));
    rows
}

/// Cloud PCs that stayed where they were born, though their connection is elsewhere by now, or is no more.
fn left_rows(world: &World, id: ConnectionId, subnet: SubnetId, places: &Places) -> Vec<Row> {
    let of = &world.connections[id];
    let words = if of.deleted.is_some() {
        words::born_by_deleted(of.name.as_str())
    } else {
        words::born_before_edit(of.name.as_str())
    };
    let place = &world.subnets[subnet];
    let mut rows = vec![
        Row::new(Part::Name(format!("{} {}", place.name, place.prefix))),
        Row::new(Part::Caption(words)),
    ];
    rows.extend(tile_rows(Network::Connection(id), Some(subnet), places));
    rows
}

/// The Cloud PCs on the Microsoft hosted network in a region.
fn hosted_rows(region: RegionId, places: &Places) -> Vec<Row> {
    let network = Network::Hosted(region);
    let mut rows = vec![
        Row::new(Part::Name("Microsoft hosted network".to_owned())).at(Anchor::Network(network)),
        Row::new(Part::Caption("no health checks, no network of the tenant".to_owned())),
    ];
    rows.extend(tile_rows(network, None, places));
    rows
}

fn tile_rows(network: Network, subnet: Option<SubnetId>, places: &Places) -> Vec<Row> {
    let mut tiles = places.get(&(network, subnet)).cloned().unwrap_or_default();
    let mut counts = [0_usize; 3];
    for (tile, _) in &tiles {
        match tile {
            Tile::Ready | Tile::SigningIn => counts[0] += 1,
            Tile::Under(..) => counts[1] += 1,
            Tile::Held => counts[2] += 1,
        }
    }
    let counts = [(counts[0], "ready"), (counts[1], "under way"), (counts[2], "held by failed attempts")];
    let counts: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    // Of too many, those that tell something stay.
    if tiles.len() > TILES_MAX {
        let (ready, mut telling): (Vec<_>, Vec<_>) =
            tiles.into_iter().partition(|(tile, _)| matches!(tile, Tile::Ready));
        telling.extend(ready);
        tiles = telling;
    }
    let more = tiles.len().saturating_sub(TILES_MAX);
    tiles.truncate(TILES_MAX);
    let words = match (counts.is_empty(), more) {
        (true, _) => "no Cloud PC yet".to_owned(),
        (false, 0) => counts.join(", "),
        (false, more) => words::not_drawn(&counts.join(", "), &more.to_string()),
    };
    let to = Target::Page(Page::CloudPcs);
    let caption = Row::new(Part::Caption(words)).at(Anchor::CloudPcs(network)).to(to);
    if tiles.is_empty() { vec![caption] } else { vec![Row::new(Part::Tiles(tiles, more)), caption] }
}

/// The domain controllers of a domain in the virtual network of a subnet, and in those that are peered with it, as they are
/// seen from there.
fn controllers_in(world: &World, subnet: SubnetId, domain: DomainId) -> Vec<Row> {
    let vnet = world.vnet_of(subnet);
    let seen = |id: ControllerId| {
        let of = &world.controllers[id];
        let Site::Subnet(stands_in) = of.site else { return None };
        let stands_in = world.vnet_of(stands_in);
        if stands_in != vnet && world.peerings_of(vnet).all(|(_, other)| other != stands_in) {
            return None;
        }
        let (shape, words) = match path::ask(world, subnet, id) {
            Ok(_) => (Shape::Success, "answers"),
            Err(_) if of.up => (Shape::Error, "is out of reach"),
            Err(_) => (Shape::Error, "does not answer"),
        };
        Some(Row::new(Part::Badge(Badge::new(shape, format!("{} {words}", of.name)))))
    };
    world.controllers_of(domain).filter_map(seen).collect()
}
