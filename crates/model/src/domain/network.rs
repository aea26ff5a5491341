//! Virtual networks, subnets with their addresses, and links to on-premises.

use std::fmt;
use std::net::Ipv4Addr;

use super::cause::RecordKey;
use super::endpoint::{Endpoint, EndpointService};
use super::id::{ControllerId, RegionId, SubscriptionId, VnetId};
use super::name::Name;
use super::subscription::Lock;
use super::time::UtcStart;
use super::word::words;

/// An Azure virtual network. Its region is the region of every connection that uses it.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Vnet {
    /// Its name.
    pub name: Name,
    /// Where it is.
    pub region: RegionId,
    /// Whose it is.
    pub subscription: SubscriptionId,
    /// The custom DNS servers: domain controllers that answer names. Empty: Azure's own DNS, which knows no AD domain.
    pub dns_servers: Vec<ControllerId>,
    /// The DNS servers that somebody gave it on purpose during the run: a repair brings them back, and not those of the start.
    pub meant_dns: Option<Vec<ControllerId>>,
    /// What last changed the DNS servers.
    pub dns_changed_by: RecordKey,
    /// What made it.
    pub made_by: RecordKey,
    /// Services whose endpoints the firewall or proxy blocks, in the order of the catalogue.
    pub blocked: Vec<EndpointService>,
    /// Single endpoints that it blocks, each with what made it so.
    pub endpoints_blocked: Vec<(Endpoint, RecordKey)>,
    /// What made its firewall let through what FQDN tags carry, and nothing else.
    pub tags_only: Option<RecordKey>,
    /// What made somebody open its encrypted traffic on the way.
    pub inspected: Option<RecordKey>,
    /// What made a route table send everything on-premises.
    pub forced_tunnel: Option<RecordKey>,
    /// The way to the Internet.
    pub outbound: Outbound,
    /// The way that somebody gave it on purpose during the run, likewise.
    pub meant_outbound: Option<Outbound>,
    /// Whether it was made after 31 March 2026, when Azure began to make networks private by default.
    pub made_private: bool,
    /// Whether a resolver in Azure answers for AD domains, whatever becomes of the domain controllers.
    pub resolver: bool,
    /// Whether UDP to STUN and to TURN is let through.
    pub udp: UdpPaths,
    /// Whether a firewall keeps the ports of Active Directory closed.
    pub ad_ports_blocked: bool,
    /// What last changed the way out: the firewall, the gateway.
    pub firewall_changed_by: RecordKey,
    /// Its lock.
    pub lock: Lock,
    /// What last changed that.
    pub locked_by: RecordKey,
    /// How it is.
    pub state: VnetState,
    /// What last changed that.
    pub changed_by: RecordKey,
    /// Whether the service principal has *Windows 365 Network User* on it.
    pub network_user_role: bool,
    /// What last changed the role assignments.
    pub roles_changed_by: RecordKey,
}

/// Networks that are made later are private by default (Default outbound access in Azure).
pub const LAST_DAY_OF_OPEN_NETWORKS: UtcStart = UtcStart(1_774_915_200_000);

impl Vnet {
    /// A network without subnets, that lets everything through. `made`: when, for Azure made networks private from some day on.
    pub fn new(
        name: Name,
        region: RegionId,
        subscription: SubscriptionId,
        made: Option<UtcStart>,
        by: RecordKey,
    ) -> Self {
        Self {
            name,
            region,
            subscription,
            dns_servers: Vec::new(),
            meant_dns: None,
            dns_changed_by: by,
            made_by: by,
            blocked: Vec::new(),
            endpoints_blocked: Vec::new(),
            tags_only: None,
            inspected: None,
            forced_tunnel: None,
            outbound: Outbound::NatGateway,
            meant_outbound: None,
            made_private: made.is_some_and(|made| made > LAST_DAY_OF_OPEN_NETWORKS),
            resolver: false,
            udp: UdpPaths { stun: true, turn: true },
            ad_ports_blocked: false,
            firewall_changed_by: by,
            lock: Lock::None,
            locked_by: by,
            state: VnetState::Ready,
            changed_by: by,
            network_user_role: true,
            roles_changed_by: by,
        }
    }
}

/// Which of the two ways of a session over UDP are open. Source: service.md, *Health checks*.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct UdpPaths {
    /// STUN: straight to the client.
    pub stun: bool,
    /// TURN: over a relay.
    pub turn: bool,
}

words! {
    /// The way of a virtual network to the Internet.
    pub enum Outbound {
        /// What Azure gives: a way out, and none to networks and subnets that are private.
        Default "default",
        /// A NAT gateway.
        NatGateway "natGateway",
        /// A firewall.
        Firewall "firewall",
        /// None.
        None "none",
    }

    /// How a virtual network is.
    pub enum VnetState {
        /// It can be used.
        Ready "ready",
        /// It is not there any more, or not healthy.
        Invalid "invalid",
        /// It is being moved.
        BeingMoved "beingMoved",
    }

    /// How a subnet is.
    pub enum SubnetState {
        /// It can be used.
        Ready "ready",
        /// It is not there any more, or not healthy.
        Invalid "invalid",
        /// It is delegated to another service.
        Delegated "delegated",
        /// It holds resources of others that are in conflict.
        ExternalResources "externalResources",
    }
}

/// A peering of two virtual networks: their subnets reach each other, and one uses the links of the other.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Peering {
    /// Its name.
    pub name: Name,
    /// The two networks.
    pub vnets: [VnetId; 2],
    /// Whether it carries traffic.
    pub up: bool,
    /// What last changed that.
    pub changed_by: RecordKey,
}

impl Peering {
    /// The network at the other end.
    pub fn other(&self, vnet: VnetId) -> Option<VnetId> {
        match self.vnets {
            [one, other] | [other, one] if one == vnet => Some(other),
            _ => None,
        }
    }
}

/// An IPv4 prefix such as `10.20.0.0/26`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Prefix {
    /// The first address.
    pub base: u32,
    /// How many leading bits are fixed: 8 to 29, the sizes that Azure allows for a subnet that can hold something.
    pub length: u8,
}

impl Prefix {
    /// Reads `10.20.0.0/26`.
    pub fn parse(text: &str) -> Option<Self> {
        let (address, length) = text.split_once('/')?;
        let base = u32::from(address.parse::<Ipv4Addr>().ok()?);
        let length: u8 = length.parse().ok().filter(|_| !length.starts_with('+'))?;
        let prefix = Self { base, length };
        ((8..=29).contains(&length) && base & (prefix.size() - 1) == 0).then_some(prefix)
    }

    /// How many addresses it spans.
    pub const fn size(self) -> u32 {
        1 << (32 - self.length)
    }

    /// Whether the two share an address.
    pub const fn overlaps(self, other: Self) -> bool {
        self.base <= other.base + (other.size() - 1) && other.base <= self.base + (self.size() - 1)
    }
}

impl fmt::Display for Prefix {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}", Ipv4Addr::from(self.base), self.length)
    }
}

/// Addresses that Azure keeps in every subnet: the first four and the last. Source: Azure `VNet` FAQ, service.md, *Networks*.
pub const RESERVED_BY_AZURE: u32 = 5;

/// A subnet of a virtual network. Each address in it is free, used by something else, or held by this tenant's
/// Cloud PCs, attempts and temporary VMs.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Subnet {
    /// Its name.
    pub name: Name,
    /// The virtual network it belongs to.
    pub vnet: VnetId,
    /// Its addresses.
    pub prefix: Prefix,
    /// Addresses that other machines use.
    pub used_by_others: u32,
    /// What last changed that.
    pub changed_by: RecordKey,
    /// How it is.
    pub state: SubnetState,
    /// What last changed that.
    pub state_changed_by: RecordKey,
    /// Whether it is private: without a gateway of its own it has no way to the Internet.
    pub private: bool,
    /// What made a network security group deny it the way to the Internet.
    pub outbound_denied: Option<RecordKey>,
    /// Addresses of network interfaces that a lock kept from being deleted.
    pub orphans: u32,
    /// One bit an address of the prefix, set while this tenant holds it. Sized to what is held, not to the prefix.
    held: Vec<u64>,
    held_count: u32,
}

/// An address in a subnet: its distance from the first usable one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Address(pub u32);

impl Subnet {
    /// An empty subnet.
    pub fn new(name: Name, vnet: VnetId, prefix: Prefix, used_by_others: u32, changed_by: RecordKey) -> Self {
        Self {
            name,
            vnet,
            prefix,
            used_by_others,
            changed_by,
            state: SubnetState::Ready,
            state_changed_by: changed_by,
            private: false,
            outbound_denied: None,
            orphans: 0,
            held: Vec::new(),
            held_count: 0,
        }
    }

    /// Addresses that something can use.
    pub const fn size(&self) -> u32 {
        self.prefix.size() - RESERVED_BY_AZURE
    }

    /// Addresses that this tenant holds.
    pub const fn held(&self) -> u32 {
        self.held_count
    }

    /// Addresses that are free.
    pub const fn free(&self) -> u32 {
        self.size()
            .saturating_sub(self.used_by_others)
            .saturating_sub(self.held_count)
            .saturating_sub(self.orphans)
    }

    /// Takes the lowest address that is not held. Others' machines sit at the upper end.
    pub fn take(&mut self) -> Option<Address> {
        if self.free() == 0 {
            return None;
        }
        let word = self.held.iter().position(|&bits| bits != u64::MAX).unwrap_or(self.held.len());
        if word == self.held.len() {
            self.held.push(0);
        }
        let bit = self.held[word].trailing_ones();
        self.held[word] |= 1 << bit;
        self.held_count += 1;
        Some(Address(word as u32 * 64 + bit))
    }

    /// Gives an address back. Giving back what is not held changes nothing.
    pub fn give_back(&mut self, address: Address) {
        let (word, bit) = (address.0 as usize / 64, address.0 % 64);
        if let Some(bits) = self.held.get_mut(word).filter(|bits| **bits >> bit & 1 == 1) {
            *bits &= !(1 << bit);
            self.held_count -= 1;
        }
    }

    /// The address as people write it. Azure keeps the first four.
    pub fn address(&self, address: Address) -> Ipv4Addr {
        Ipv4Addr::from(self.prefix.base + 4 + address.0)
    }

    /// How many addresses the list of held ones shows: for the invariant that the count agrees.
    pub fn held_in_list(&self) -> u32 {
        self.held.iter().map(|bits| bits.count_ones()).sum()
    }
}

words! {
    /// How a virtual network reaches on-premises.
    pub enum LinkKind {
        /// A site-to-site VPN.
        Vpn "vpn",
        /// An ExpressRoute circuit.
        ExpressRoute "expressRoute",
    }
}

impl LinkKind {
    /// As people say it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Vpn => "VPN",
            Self::ExpressRoute => "ExpressRoute",
        }
    }
}

/// A link from a virtual network to on-premises.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Link {
    /// Its name.
    pub name: Name,
    /// What it is.
    pub kind: LinkKind,
    /// The virtual network at its Azure end.
    pub vnet: VnetId,
    /// Whether it carries traffic.
    pub up: bool,
    /// What last changed that.
    pub changed_by: RecordKey,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::Id;

    fn subnet(prefix: &str, used_by_others: u32) -> Subnet {
        let prefix = Prefix::parse(prefix).expect("a prefix");
        Subnet::new("s".into(), VnetId::new(0), prefix, used_by_others, RecordKey::OPENED)
    }

    #[test]
    fn azure_keeps_five_addresses_of_every_subnet() {
        for (prefix, size) in [
            ("10.0.0.0/24", 251),
            ("10.0.0.0/26", 59),
            ("10.0.0.0/27", 27),
            ("10.0.0.0/28", 11),
            ("10.0.0.0/29", 3),
        ] {
            assert_eq!(subnet(prefix, 0).size(), size, "{prefix}");
        }
    }

    #[test]
    fn a_prefix_begins_where_its_length_says() {
        for text in
            ["10.0.0.1/24", "10.0.0.0/30", "10.0.0.0/7", "10.0.0/24", "10.0.0.0", "10.0.0.0/+9", "x/24"]
        {
            assert_eq!(Prefix::parse(text), None, "{text}");
        }
        let prefix = |text| Prefix::parse(text).expect("a prefix");
        assert!(prefix("10.0.0.0/24").overlaps(prefix("10.0.0.128/25")));
        assert!(!prefix("10.0.0.0/25").overlaps(prefix("10.0.0.128/25")));
        assert!(!prefix("255.255.255.0/24").overlaps(prefix("10.0.0.0/8")));
    }

    #[test]
    fn an_address_given_back_is_the_next_one_taken() {
        let mut subnet = subnet("10.0.0.0/28", 2);
        let taken: Vec<_> = std::iter::from_fn(|| subnet.take()).collect();
        assert_eq!((taken.len(), subnet.free()), (9, 0));
        assert_eq!(subnet.address(taken[0]).to_string(), "10.0.0.4");
        subnet.give_back(taken[3]);
        subnet.give_back(taken[3]);
        assert_eq!((subnet.held(), subnet.held_in_list()), (8, 8));
        assert_eq!(subnet.take(), Some(taken[3]));
    }
}
