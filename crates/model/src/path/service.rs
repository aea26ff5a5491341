//! The way from a subnet to Microsoft's services: names, the way out, the firewall, and the service itself. Health checks,
//! provisioning, sign-in and a Cloud PC's own checks all ask here, so that they cannot disagree about the world.

use super::{ask_name, way_to_site};
use crate::domain::endpoint::{ENDPOINTS, Endpoint, EndpointService};
use crate::domain::{Outbound, RecordKey, Rule, Site, SubnetId, UdpPaths, VnetId, World};

/// What keeps a subnet from a service.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Hindrance {
    /// No DNS server of the virtual network answers: no name resolves.
    Names,
    /// There is no way to the Internet.
    WayOut,
    /// A firewall blocks the service.
    Firewall,
    /// A firewall blocks some of its endpoints.
    Endpoints,
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
    if let Some(because) = subnet.outbound_denied
        && world.rules.holds(Rule::SecurityGroupDenies)
    {
        return Err(because);
    }
    // The Internet begins where the route leads: on-premises, when everything is sent there.
    if let Some(forced) = vnet.forced_tunnel
        && world.rules.holds(Rule::ForcedTunnelGoesHome)
    {
        return way_to_site(world, from, Site::OnPremises)
            .map(|_| ())
            .map_err(|obstacle| if obstacle.because.at <= forced.at { forced } else { obstacle.because });
    }
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

/// Whether a service answers a subnet, all of it.
pub fn reaches(world: &World, from: SubnetId, service: EndpointService) -> Result<(), Unreached> {
    reaches_what(world, from, service, |_| true)
}

/// Whether it does as far as sessions and sign-ins of Cloud PCs that exist need it.
pub fn carries(world: &World, from: SubnetId, service: EndpointService) -> Result<(), Unreached> {
    reaches_what(world, from, service, |endpoint| endpoint.sessions)
}

fn reaches_what(
    world: &World,
    from: SubnetId,
    service: EndpointService,
    needed: fn(&Endpoint) -> bool,
) -> Result<(), Unreached> {
    way_to(world, from, service)?;
    if let Some((_, because)) = closed(world, from, service).find(|(endpoint, _)| needed(endpoint)) {
        return Err(Unreached { hindrance: Hindrance::Endpoints, because });
    }
    answers(world, service)
}

/// The endpoints of a service that the firewall of a subnet's network closes one by one, each with what made it so.
pub fn closed(
    world: &World,
    from: SubnetId,
    service: EndpointService,
) -> impl Iterator<Item = (&'static Endpoint, RecordKey)> {
    let vnet = &world.vnets[world.vnet_of(from)];
    let tags = vnet.tags_only.filter(|_| world.rules.holds(Rule::TagsCarryWebPorts));
    let single: &[(Endpoint, RecordKey)] =
        if world.rules.holds(Rule::EndpointByEndpoint) { &vnet.endpoints_blocked } else { &[] };
    let all: &[Endpoint] = if tags.is_some() || !single.is_empty() { &ENDPOINTS } else { &[] };
    all.iter().filter(move |endpoint| endpoint.service == service).filter_map(move |endpoint| {
        let blocked = single.iter().find(|(of, _)| of == endpoint).map(|(_, because)| *because);
        Some((endpoint, tags.filter(|_| !endpoint.is_in_tags()).or(blocked)?))
    })
}

/// Which of the two ways of a session over UDP a network leaves open, and what closed one: FQDN tags carry none, and from on-premises
/// there is the relay at most.
pub fn udp(world: &World, vnet: VnetId) -> (UdpPaths, Option<RecordKey>) {
    let of = &world.vnets[vnet];
    let tags = of.tags_only.filter(|_| world.rules.holds(Rule::TagsCarryWebPorts));
    let forced = of.forced_tunnel.filter(|_| world.rules.holds(Rule::ForcedTunnelGoesHome));
    let UdpPaths { stun, turn } = of.udp;
    let open = UdpPaths { stun: stun && tags.is_none() && forced.is_none(), turn: turn && tags.is_none() };
    let blocked = (!stun || !turn).then_some(of.firewall_changed_by);
    (open, blocked.or(tags).or(forced))
}

/// Whether packets from a subnet come to a service.
fn way_to(world: &World, from: SubnetId, service: EndpointService) -> Result<(), Unreached> {
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
    Ok(())
}

/// The same from where a Cloud PC is: in a subnet, or in the Microsoft hosted network, which is open to all services.
pub fn reaches_from(
    world: &World,
    from: Option<SubnetId>,
    service: EndpointService,
) -> Result<(), Unreached> {
    from.map_or_else(|| answers(world, service), |subnet| reaches(world, subnet, service))
}

/// The same as far as sessions need it.
pub fn carries_from(
    world: &World,
    from: Option<SubnetId>,
    service: EndpointService,
) -> Result<(), Unreached> {
    from.map_or_else(|| answers(world, service), |subnet| carries(world, subnet, service))
}

/// Whether a service answers whoever reaches it.
fn answers(world: &World, service: EndpointService) -> Result<(), Unreached> {
    if service == EndpointService::EntraId && !world.entra_id.up {
        let because = world.entra_id.changed_by;
        return Err(Unreached { hindrance: Hindrance::Service, because });
    }
    Ok(())
}
