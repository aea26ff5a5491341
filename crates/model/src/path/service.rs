//! The way from a subnet to Microsoft's services: names, the way out, the firewall, and the service itself. Health checks,
//! provisioning, sign-in and a Cloud PC's own checks all ask here, so that they cannot disagree about the world.

use super::ask_name;
use crate::domain::endpoint::EndpointService;
use crate::domain::{Outbound, RecordKey, Rule, SubnetId, World};

/// What keeps a subnet from a service.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Hindrance {
    /// No DNS server of the virtual network answers: no name resolves.
    Names,
    /// There is no way to the Internet.
    WayOut,
    /// A firewall blocks the service.
    Firewall,
    /// The service does not answer.
    Service,
}

/// A service that is not reached.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Unreached {
    /// What is in the way.
    pub hindrance: Hindrance,
    /// What made it so.
    pub because: RecordKey,
}

/// Whether names resolve in a subnet: Azure's own DNS always answers, DNS servers of one's own replace it for all names
/// (Network requirements of Windows 365; Connection errors). When none answers, the last to fall silent is the cause.
pub fn names(world: &World, from: SubnetId) -> Result<(), RecordKey> {
    let vnet = &world.vnets[world.vnet_of(from)];
    if vnet.resolver || vnet.dns_servers.is_empty() || !world.rules.holds(Rule::CustomDnsReplaces) {
        return Ok(());
    }
    let mut because: Option<RecordKey> = None;
    for &server in &vnet.dns_servers {
        match ask_name(world, from, server) {
            Ok(_) => return Ok(()),
            Err(obstacle) if because.is_none_or(|known| known.at < obstacle.because.at) => {
                because = Some(obstacle.because);
            }
            Err(_) => {}
        }
    }
    // Servers that never were in reach are of no use since somebody chose them.
    Err(because.filter(|&key| key != RecordKey::OPENED).unwrap_or(vnet.dns_changed_by))
}

/// Whether a subnet has a way to the Internet. What Azure gave every network until March 2026 stays with networks that are
/// older (Default outbound access).
pub fn way_out(world: &World, from: SubnetId) -> Result<(), RecordKey> {
    let subnet = &world.subnets[from];
    let vnet = &world.vnets[subnet.vnet];
    let is_open = match vnet.outbound {
        Outbound::Default => {
            let private = vnet.made_private && world.rules.holds(Rule::PrivateByDefault);
            !(private || subnet.private)
        }
        Outbound::NatGateway | Outbound::Firewall => true,
        Outbound::None => false,
    };
    if is_open { Ok(()) } else { Err(vnet.firewall_changed_by) }
}

/// Whether a service answers a subnet.
pub fn reaches(world: &World, from: SubnetId, service: EndpointService) -> Result<(), Unreached> {
    // Azure's platform addresses are numbers, and lie within Azure.
    if service != EndpointService::Platform {
        names(world, from).map_err(|because| Unreached { hindrance: Hindrance::Names, because })?;
        way_out(world, from).map_err(|because| Unreached { hindrance: Hindrance::WayOut, because })?;
    }
    let vnet = &world.vnets[world.vnet_of(from)];
    if vnet.blocked.contains(&service) {
        let because = vnet.firewall_changed_by;
        return Err(Unreached { hindrance: Hindrance::Firewall, because });
    }
    answers(world, service)
}

/// The same from where a Cloud PC is: in a subnet, or in the Microsoft hosted network, which is open to all services.
pub fn reaches_from(
    world: &World,
    from: Option<SubnetId>,
    service: EndpointService,
) -> Result<(), Unreached> {
    from.map_or_else(|| answers(world, service), |subnet| reaches(world, subnet, service))
}

/// Whether a service answers whoever reaches it.
fn answers(world: &World, service: EndpointService) -> Result<(), Unreached> {
    if service == EndpointService::EntraId && !world.entra_id.up {
        let because = world.entra_id.changed_by;
        return Err(Unreached { hindrance: Hindrance::Service, because });
    }
    Ok(())
}
