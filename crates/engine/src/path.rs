//! The way from a subnet to a domain controller. Health checks, provisioning and sign-in all ask here, so that they
//! cannot disagree about the world.

use crate::domain::{ControllerId, DomainId, LinkId, RecordKey, SignInProblem, Site, SubnetId, World};

/// How a subnet and a domain controller are connected.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// The controller stands in the same subnet.
    SameSubnet,
    /// The controller stands in another subnet of the same virtual network.
    SameVnet,
    /// The controller stands behind a link.
    Over(LinkId),
}

/// What is in the way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Obstacle {
    /// Why the controller cannot be asked.
    pub problem: SignInProblem,
    /// The link that is down, if that is why.
    pub link: Option<LinkId>,
    /// The controller that was tried.
    pub controller: Option<ControllerId>,
    /// How the network would lead to it, where it does.
    pub way: Option<Way>,
    /// What made it so.
    pub because: RecordKey,
}

/// The way of packets from a subnet to a controller, whether or not the controller answers.
pub fn way(world: &World, from: SubnetId, to: ControllerId) -> Result<Way, Obstacle> {
    let controller = &world.controllers[to];
    let vnet = world.vnet_of(from);
    let no_link = Obstacle {
        problem: SignInProblem::NoLink,
        link: None,
        controller: Some(to),
        way: None,
        because: RecordKey::OPENED,
    };
    match controller.site {
        Site::Subnet(subnet) if subnet == from => Ok(Way::SameSubnet),
        Site::Subnet(subnet) if world.vnet_of(subnet) == vnet => Ok(Way::SameVnet),
        Site::Subnet(_) => Err(no_link),
        Site::OnPremises => {
            if let Some(link) = world.links_of(vnet).find(|&link| world.links[link].up) {
                return Ok(Way::Over(link));
            }
            Err(world.links_of(vnet).next().map_or(no_link, |link| Obstacle {
                problem: SignInProblem::LinkDown,
                link: Some(link),
                because: world.links[link].changed_by,
                ..no_link
            }))
        }
    }
}

/// Asks one controller: the way to it, and whether it answers.
pub fn ask(world: &World, from: SubnetId, to: ControllerId) -> Result<Way, Obstacle> {
    let way = way(world, from, to)?;
    let controller = &world.controllers[to];
    if controller.up {
        return Ok(way);
    }
    let link = match way {
        Way::Over(link) => Some(link),
        Way::SameSubnet | Way::SameVnet => None,
    };
    Err(Obstacle {
        problem: SignInProblem::ControllerDown,
        link,
        controller: Some(to),
        way: Some(way),
        because: controller.changed_by,
    })
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
    Err(furthest.unwrap_or(Obstacle {
        problem: SignInProblem::NoController,
        link: None,
        controller: None,
        way: None,
        because: RecordKey::OPENED,
    }))
}

/// What made it so that no controller of a domain can be asked: every obstacle's cause.
pub fn obstacles(world: &World, from: SubnetId, domain: DomainId) -> Vec<RecordKey> {
    world
        .controllers_of(domain)
        .filter_map(|controller| ask(world, from, controller).err())
        .map(|obstacle| obstacle.because)
        .collect()
}
