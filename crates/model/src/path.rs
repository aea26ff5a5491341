//! The way from a subnet to a domain controller. Health checks, provisioning and sign-in all ask here, so that they
//! cannot disagree about the world.

pub mod service;

use crate::domain::{
    ControllerId, DomainId, Entity, LinkId, PeeringId, RecordKey, Rule, SignInProblem, Site, SubnetId,
    VnetId, World,
};

/// How a subnet and a domain controller are connected.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// It stands in the same subnet.
    SameSubnet,
    /// It stands in another subnet of the same virtual network.
    SameVnet,
    /// It stands in a virtual network that is peered with the subnet's.
    Peered(PeeringId),
    /// It stands behind a link.
    Over(LinkId),
    /// It stands behind a link of a peered virtual network.
    PeeredOver(PeeringId, LinkId),
}

/// What is in the way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Obstacle {
    /// Why the controller cannot be asked.
    pub problem: SignInProblem,
    /// The link that is down, if that is why.
    pub link: Option<LinkId>,
    /// The peering that is down, if that is why.
    pub peering: Option<PeeringId>,
    /// The controller that was tried.
    pub controller: Option<ControllerId>,
    /// How the network would lead to it, where it does.
    pub way: Option<Way>,
    /// What made it so.
    pub because: RecordKey,
}

impl Obstacle {
    const fn new(problem: SignInProblem, because: RecordKey) -> Self {
        Self { problem, link: None, peering: None, controller: None, way: None, because }
    }

    /// No way leads from a network: because of what took the last one, or because it was made without any.
    fn no_way(world: &World, vnet: VnetId, taken: impl Iterator<Item = RecordKey>) -> Self {
        Self::new(SignInProblem::NoLink, last(taken).unwrap_or(world.vnets[vnet].made_by))
    }
}

/// What happened last.
fn last(keys: impl Iterator<Item = RecordKey>) -> Option<RecordKey> {
    keys.max_by_key(|key| key.at)
}

/// The peerings that a network has, or had until they were removed: what removed one, and the other network.
fn peerings_ever(world: &World, vnet: VnetId) -> impl Iterator<Item = (Option<RecordKey>, VnetId)> {
    world.peerings.iter().filter_map(move |(id, of)| {
        let other = match of.vnets {
            [one, other] | [other, one] if one == vnet => other,
            _ => return None,
        };
        let removed = world.is_removed(Entity::Peering(id)).then_some(of.changed_by);
        Some((removed, other))
    })
}

/// What took a way to on-premises from a network: a link of its own or of a network that it was peered with, or a peering with a network
/// that had one.
fn taken_to_on_premises(world: &World, vnet: VnetId) -> impl Iterator<Item = RecordKey> {
    let links_ever = |of: VnetId| world.links.iter().filter(move |(_, link)| link.vnet == of);
    let links = move |of: VnetId| {
        let removed = links_ever(of).filter(|(id, _)| world.is_removed(Entity::Link(*id)));
        removed.map(|(_, link)| link.changed_by)
    };
    let peerings = peerings_ever(world, vnet)
        .filter_map(move |(removed, other)| removed.filter(|_| links_ever(other).next().is_some()));
    let over_them = peerings_ever(world, vnet).flat_map(move |(_, other)| links(other));
    links(vnet).chain(peerings).chain(over_them)
}

/// The way of packets from a subnet to a site, whether or not anything answers there.
pub fn way_to_site(world: &World, from: SubnetId, site: Site) -> Result<Way, Obstacle> {
    let vnet = world.vnet_of(from);
    let site_vnet = match site {
        Site::Subnet(subnet) if subnet == from && world.rules.holds(Rule::ControllerInSubnet) => {
            return Ok(Way::SameSubnet);
        }
        Site::Subnet(subnet) if world.vnet_of(subnet) == vnet && subnet != from => return Ok(Way::SameVnet),
        Site::Subnet(subnet) => Some(world.vnet_of(subnet)),
        Site::OnPremises => None,
    };
    match site_vnet.filter(|&other| other != vnet) {
        Some(other) => peered(world, vnet, other).map(Way::Peered),
        None => on_premises(world, vnet),
    }
}

/// A peering that carries traffic to another virtual network.
fn peered(world: &World, vnet: VnetId, other: VnetId) -> Result<PeeringId, Obstacle> {
    let between = || world.peerings_of(vnet).filter(move |&(_, to)| to == other).map(|(id, _)| id);
    let no_way = || {
        let taken = peerings_ever(world, vnet).filter(|&(_, to)| to == other);
        Obstacle::no_way(world, vnet, taken.filter_map(|(removed, _)| removed))
    };
    match between().find(|&id| world.peerings[id].up) {
        Some(peering) => Ok(peering),
        None => Err(between().next().map_or_else(no_way, |peering| peering_down(world, peering))),
    }
}

/// Over a link of the virtual network, or of one that is peered with it.
fn on_premises(world: &World, vnet: VnetId) -> Result<Way, Obstacle> {
    let mut obstacle = None;
    for link in world.links_of(vnet) {
        if world.links[link].up {
            return Ok(Way::Over(link));
        }
        obstacle = Some(link_down(world, link));
    }
    for (peering, other) in world.peerings_of(vnet) {
        for link in world.links_of(other) {
            if !world.links[link].up {
                obstacle = Some(link_down(world, link));
            } else if world.peerings[peering].up {
                return Ok(Way::PeeredOver(peering, link));
            } else {
                obstacle = Some(peering_down(world, peering));
            }
        }
    }
    Err(obstacle.unwrap_or_else(|| Obstacle::no_way(world, vnet, taken_to_on_premises(world, vnet))))
}

fn link_down(world: &World, link: LinkId) -> Obstacle {
    let because = world.links[link].changed_by;
    Obstacle { link: Some(link), ..Obstacle::new(SignInProblem::LinkDown, because) }
}

fn peering_down(world: &World, peering: PeeringId) -> Obstacle {
    let because = world.peerings[peering].changed_by;
    Obstacle { peering: Some(peering), ..Obstacle::new(SignInProblem::PeeringDown, because) }
}

/// The way of packets from a subnet to a controller, whether or not the controller answers.
pub fn way(world: &World, from: SubnetId, to: ControllerId) -> Result<Way, Obstacle> {
    way_to_site(world, from, world.controllers[to].site)
        .map_err(|obstacle| Obstacle { controller: Some(to), ..obstacle })
}

/// Asks one controller for a name: DNS is let through where the ports of Active Directory are not.
pub fn ask_name(world: &World, from: SubnetId, to: ControllerId) -> Result<Way, Obstacle> {
    ask(world, from, to).or_else(|obstacle| match (obstacle.problem, obstacle.way) {
        (SignInProblem::PortsBlocked, Some(way)) if world.controllers[to].up => Ok(way),
        _ => Err(obstacle),
    })
}

/// Asks one controller: the way to it, whether a firewall lets it be asked, and whether it answers.
pub fn ask(world: &World, from: SubnetId, to: ControllerId) -> Result<Way, Obstacle> {
    let way = way(world, from, to)?;
    let controller = &world.controllers[to];
    let vnet = &world.vnets[world.vnet_of(from)];
    let (problem, because) = if vnet.ad_ports_blocked && way != Way::SameSubnet {
        (SignInProblem::PortsBlocked, vnet.firewall_changed_by)
    } else if controller.up {
        return Ok(way);
    } else {
        (SignInProblem::ControllerDown, controller.changed_by)
    };
    let (peering, link) = way.passes();
    Err(Obstacle { problem, link, peering, controller: Some(to), way: Some(way), because })
}

impl Way {
    /// The peering and the link that it passes.
    pub const fn passes(self) -> (Option<PeeringId>, Option<LinkId>) {
        match self {
            Self::SameSubnet | Self::SameVnet => (None, None),
            Self::Peered(peering) => (Some(peering), None),
            Self::Over(link) => (None, Some(link)),
            Self::PeeredOver(peering, link) => (Some(peering), Some(link)),
        }
    }
}

/// Asks the controllers of a domain in turn. When none can be asked, the obstacle is the one that was met last on the
/// way: a controller that does not answer rather than a link that is down.
pub fn ask_any(world: &World, from: SubnetId, domain: DomainId) -> Result<(ControllerId, Way), Obstacle> {
    let mut furthest: Option<Obstacle> = None;
    for controller in world.controllers_of(domain) {
        match ask(world, from, controller) {
            Ok(way) => return Ok((controller, way)),
            Err(obstacle) => {
                if furthest.is_none_or(|other| obstacle.problem > other.problem) {
                    furthest = Some(obstacle);
                }
            }
        }
    }
    let none = || {
        let its = world.controllers.iter().filter(|(_, of)| of.domain == domain);
        let removed = its.filter(|(id, _)| world.is_removed(Entity::Controller(*id)));
        let because = last(removed.map(|(_, of)| of.changed_by)).unwrap_or(world.domains[domain].made_by);
        Obstacle::new(SignInProblem::NoController, because)
    };
    Err(furthest.unwrap_or_else(none))
}

/// What made it so that no controller of a domain can be asked: every obstacle's cause.
pub fn obstacles(world: &World, from: SubnetId, domain: DomainId) -> Vec<RecordKey> {
    world
        .controllers_of(domain)
        .filter_map(|controller| ask(world, from, controller).err())
        .map(|obstacle| obstacle.because)
        .collect()
}
