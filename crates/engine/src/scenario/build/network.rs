//! Directories and networks.

use super::{Builder, first};
use crate::domain::endpoint::EndpointService;
use crate::domain::{
    AdDomain, ControllerId, DomainController, Link, LinkKind, Name, NetworkResource, Peering, Prefix,
    RecordKey, Site, Subnet, UtcStart, Vnet, VnetId, ordered,
};
use crate::scenario::file;

impl Builder {
    /// Domains come before networks, because networks name controllers as DNS servers; controllers get their subnets
    /// when those exist.
    pub(super) fn directory(&mut self, world: &file::World) {
        for domain in &world.domains {
            let account = domain.join_account.clone().unwrap_or_else(|| format!("svc-join@{}", domain.name));
            let mut of = AdDomain::new(Name::new(&domain.name), Name::new(account), RecordKey::OPENED);
            of.organizational_units = domain.organizational_units.iter().map(Name::new).collect();
            of.kerberos_server = domain.kerberos_server.0;
            of.federated = domain.federated;
            let id = self.world.domains.push(of);
            for controller in &domain.controllers {
                self.world.controllers.push(DomainController {
                    name: Name::new(&controller.name.0),
                    domain: id,
                    site: Site::OnPremises,
                    up: controller.up.0,
                    changed_by: RecordKey::OPENED,
                });
            }
        }
    }

    pub(super) fn networks(&mut self, world: &file::World) {
        let mut prefixes: Vec<(String, VnetId, Prefix)> = Vec::new();
        for (position, vnet) in world.vnets.iter().enumerate() {
            let region = self.region_of_name(&vnet.region.0);
            let dns: Vec<ControllerId> =
                vnet.dns.iter().flatten().map(|server| self.controller(server)).collect();
            let made = vnet.made.as_ref().and_then(|day| UtcStart::parse_day(&day.0));
            if made.is_some_and(|made| made > self.world.start) {
                let message = "a network of the world was made before the start";
                self.error(format!("/world/vnets/{position}/made"), message);
            }
            let mut blocked: Vec<EndpointService> = Vec::new();
            for &service in &vnet.blocked {
                ordered::insert(&mut blocked, service.0);
            }
            let subscription = vnet.subscription.as_ref().map(|name| self.subscription_named(name));
            let subscription =
                subscription.or_else(|| self.world.subscriptions.ids().next()).unwrap_or_else(first);
            let mut of = Vnet::new(Name::new(&vnet.name.0), region, subscription, made, RecordKey::OPENED);
            of.dns_servers = dns;
            of.blocked = blocked;
            of.outbound = vnet.outbound.map_or(of.outbound, |way| way.0);
            of.resolver = vnet.resolver;
            of.network_user_role = vnet.network_user.0;
            let id = self.world.vnets.push(of);
            for (place, subnet) in vnet.subnets.iter().enumerate() {
                let pointer = format!("/world/vnets/{position}/subnets/{place}");
                let Some(prefix) = Prefix::parse(&subnet.prefix.0) else { continue };
                if let Some((other, ..)) =
                    prefixes.iter().find(|(_, of, other)| *of == id && other.overlaps(prefix))
                {
                    let message = format!("{prefix} overlaps subnet {other:?} of the same virtual network");
                    self.error(format!("{pointer}/prefix"), message);
                }
                prefixes.push((subnet.name.0.clone(), id, prefix));
                let name = Name::new(&subnet.name.0);
                let mut subnet_of = Subnet::new(name, id, prefix, subnet.used, RecordKey::OPENED);
                subnet_of.private = subnet.private;
                if subnet.used > subnet_of.size() {
                    let message = format!(
                        "{} addresses are used, but {prefix} has {}: Azure keeps five",
                        subnet.used,
                        subnet_of.size()
                    );
                    self.error(format!("{pointer}/used"), message);
                }
                self.world.subnets.push(subnet_of);
            }
        }
        for link in &world.links {
            let vnet = self.vnet(&link.vnet);
            self.world.links.push(Link {
                name: Name::new(&link.name.0),
                kind: match link.kind {
                    Some(file::LinkKind::ExpressRoute) => LinkKind::ExpressRoute,
                    Some(file::LinkKind::Vpn) | None => LinkKind::Vpn,
                },
                vnet,
                up: link.up.0,
                changed_by: RecordKey::OPENED,
            });
        }
        for (position, peering) in world.peerings.iter().enumerate() {
            let [one, other] = &peering.between[..] else { continue };
            if one == other {
                let message = "a virtual network is peered with another one";
                self.error(format!("/world/peerings/{position}/between"), message);
            }
            self.world.peerings.push(Peering {
                name: Name::new(&peering.name.0),
                vnets: [self.vnet(one), self.vnet(other)],
                up: peering.up.0,
                changed_by: RecordKey::OPENED,
            });
        }
        for resource in &world.resources {
            let subnet = resource.subnet.as_ref().map(|subnet| self.subnet(subnet));
            self.world.resources.push(NetworkResource {
                name: Name::new(&resource.name.0),
                site: subnet.map_or(Site::OnPremises, Site::Subnet),
                up: true,
                changed_by: RecordKey::OPENED,
            });
        }
        self.routed_prefixes_do_not_overlap(world, &prefixes);
        let sites = world.domains.iter().flat_map(|domain| &domain.controllers).map(|of| of.subnet.as_ref());
        let sites: Vec<Site> = sites
            .map(|subnet| subnet.map_or(Site::OnPremises, |subnet| Site::Subnet(self.subnet(subnet))))
            .collect();
        for (controller, site) in self.world.controllers.values_mut().zip(sites) {
            controller.site = site;
        }
        for (id, vnet) in self.world.vnets.ids().collect::<Vec<_>>().into_iter().zip(&world.vnets) {
            if vnet.dns.is_none() {
                let servers = self.controllers_in_reach(id);
                self.world.vnets[id].dns_servers = servers;
            }
        }
    }

    /// The domain controllers that a link, a peering or the network itself leads to, up or down: whoever set up the network
    /// chose them as DNS servers because they could be asked.
    fn controllers_in_reach(&self, vnet: VnetId) -> Vec<ControllerId> {
        let world = &self.world;
        let near = || std::iter::once(vnet).chain(world.peerings_of(vnet).map(|(_, other)| other));
        let linked = near().any(|one| world.links_of(one).next().is_some());
        let in_reach = |site: Site| match site {
            Site::OnPremises => linked,
            Site::Subnet(subnet) => near().any(|one| one == world.vnet_of(subnet)),
        };
        world.controllers.iter().filter(|(_, of)| in_reach(of.site)).map(|(id, _)| id).collect()
    }

    /// Networks that reach on-premises share one address space: an address can be in one of them only.
    fn routed_prefixes_do_not_overlap(&mut self, world: &file::World, prefixes: &[(String, VnetId, Prefix)]) {
        let linked = |vnet| self.world.links_of(vnet).next().is_some();
        let mut found = Vec::new();
        for (number, (name, vnet, prefix)) in prefixes.iter().enumerate() {
            let other = prefixes[..number]
                .iter()
                .find(|(_, of, other)| of != vnet && other.overlaps(*prefix) && linked(*of) && linked(*vnet));
            if let Some((other, ..)) = other {
                found.push((
                    name,
                    format!(
                        "{prefix} overlaps subnet {other:?}, and both networks are linked to on-premises"
                    ),
                ));
            }
        }
        for (name, message) in found {
            let place = world.vnets.iter().enumerate().find_map(|(position, vnet)| {
                let place = vnet.subnets.iter().position(|subnet| subnet.name.0 == *name)?;
                Some(format!("/world/vnets/{position}/subnets/{place}/prefix"))
            });
            self.error(place.unwrap_or_default(), message);
        }
    }
}
