//! Faults and their repairs: one typed catalogue. A fault changes the world; checks and sign-ins notice by themselves.

use crate::domain::directory::PASSWORD_AT_START;
use crate::domain::endpoint::EndpointService;
use crate::domain::{
    ControllerId, DomainId, Entity, LinkId, RecordKey, RegionId, ResourceGroupId, SubnetId, SubscriptionId,
    VnetId, World,
};
use crate::kernel::Canonical;

/// Something that can break. Its repair sets the same part of the world back to how it was at the start.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Fault {
    /// A link carries no traffic.
    LinkDown(LinkId),
    /// A domain controller does not answer.
    ControllerDown(ControllerId),
    /// Microsoft Entra ID does not answer.
    EntraIdDown,
    /// Other tenants hold so much of a region's capacity; none: all that is left.
    RegionTaken(RegionId, Option<u32>),
    /// Other machines use so many addresses of a subnet; none: all that are left.
    AddressesTaken(SubnetId, Option<u32>),
    /// A firewall blocks the endpoints of a service.
    EndpointsBlocked(VnetId, EndpointService),
    /// A virtual network uses other DNS servers; none: Azure's own.
    DnsServersChanged(VnetId, Vec<ControllerId>),
    /// The service principal lost Reader on a subscription.
    SubscriptionRoleRemoved(SubscriptionId),
    /// The service principal lost its role on a resource group.
    ResourceGroupRoleRemoved(ResourceGroupId),
    /// The service principal lost its role on a virtual network.
    VnetRoleRemoved(VnetId),
    /// Somebody changed the password of the join account in the directory.
    PasswordChanged(DomainId),
    /// The password of the join account expired.
    PasswordExpired(DomainId),
    /// The join account is locked.
    AccountLocked(DomainId),
    /// The join account may no longer create computer objects.
    JoinRightRemoved(DomainId),
}

/// What the catalogue says of a fault.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FaultEntry {
    /// Its name in files.
    pub name: &'static str,
    /// What happens, in words.
    pub title: &'static str,
    /// What its repair is called.
    pub repair_title: &'static str,
    /// Who notices.
    pub noticed_by: &'static str,
}

impl Fault {
    /// What the catalogue says of it.
    pub const fn entry(&self) -> FaultEntry {
        let (name, title, repair_title, noticed_by) = match self {
            Self::LinkDown(_) => (
                "linkDown",
                "is down",
                "is up again",
                "DNS and domain join checks; sign-in of hybrid Cloud PCs",
            ),
            Self::ControllerDown(_) => (
                "controllerDown",
                "does not answer",
                "answers again",
                "DNS and domain join checks; sign-in of hybrid Cloud PCs",
            ),
            Self::EntraIdDown => (
                "entraIdDown",
                "does not answer",
                "answers again",
                "endpoint connectivity check; every sign-in; every new Cloud PC",
            ),
            Self::RegionTaken(..) => (
                "regionTaken",
                "is filled by other tenants",
                "has its capacity back",
                "the choice of a connection",
            ),
            Self::AddressesTaken(..) => (
                "addressesTaken",
                "has its addresses used by other machines",
                "has its addresses back",
                "subnet address check; the choice of a connection",
            ),
            Self::EndpointsBlocked(..) => (
                "endpointsBlocked",
                "blocks required endpoints",
                "lets required endpoints through again",
                "endpoint connectivity or localization check; enrolment; sign-in when Microsoft Entra ID is blocked",
            ),
            Self::DnsServersChanged(..) => (
                "dnsServersChanged",
                "uses other DNS servers",
                "uses its DNS servers again",
                "DNS check; domain join",
            ),
            Self::SubscriptionRoleRemoved(_) => (
                "subscriptionRoleRemoved",
                "no longer gives Windows 365 the Reader role",
                "gives Windows 365 the Reader role again",
                "subscription permission check",
            ),
            Self::ResourceGroupRoleRemoved(_) => (
                "resourceGroupRoleRemoved",
                "no longer lets Windows 365 make network interfaces",
                "lets Windows 365 make network interfaces again",
                "resource group permission check; new Cloud PCs",
            ),
            Self::VnetRoleRemoved(_) => (
                "vnetRoleRemoved",
                "no longer lets Windows 365 join its subnets",
                "lets Windows 365 join its subnets again",
                "virtual network permission check; new Cloud PCs",
            ),
            Self::PasswordChanged(_) => (
                "passwordChanged",
                "has a new password for its join account",
                "has the old password for its join account again",
                "domain join check; new hybrid Cloud PCs",
            ),
            Self::PasswordExpired(_) => (
                "passwordExpired",
                "let the password of its join account expire",
                "renewed the password of its join account",
                "domain join check; new hybrid Cloud PCs",
            ),
            Self::AccountLocked(_) => (
                "accountLocked",
                "locked its join account",
                "unlocked its join account",
                "domain join check; new hybrid Cloud PCs",
            ),
            Self::JoinRightRemoved(_) => (
                "joinRightRemoved",
                "no longer lets its join account create computers",
                "lets its join account create computers again",
                "domain join check; new hybrid Cloud PCs",
            ),
        };
        FaultEntry { name, title, repair_title, noticed_by }
    }

    /// What breaks.
    pub const fn subject(&self) -> Entity {
        match *self {
            Self::LinkDown(link) => Entity::Link(link),
            Self::ControllerDown(controller) => Entity::Controller(controller),
            Self::EntraIdDown => Entity::EntraId,
            Self::RegionTaken(region, _) => Entity::Region(region),
            Self::AddressesTaken(subnet, _) => Entity::Subnet(subnet),
            Self::EndpointsBlocked(vnet, _)
            | Self::DnsServersChanged(vnet, _)
            | Self::VnetRoleRemoved(vnet) => Entity::Vnet(vnet),
            Self::SubscriptionRoleRemoved(subscription) => Entity::Subscription(subscription),
            Self::ResourceGroupRoleRemoved(group) => Entity::ResourceGroup(group),
            Self::PasswordChanged(domain)
            | Self::PasswordExpired(domain)
            | Self::AccountLocked(domain)
            | Self::JoinRightRemoved(domain) => Entity::Domain(domain),
        }
    }

    pub(crate) fn write(&self, world: &World, out: &mut Canonical) {
        out.text(self.entry().name);
        match self {
            Self::RegionTaken(_, count) | Self::AddressesTaken(_, count) => {
                out.number(count.map_or(-1, i64::from));
            }
            Self::EndpointsBlocked(_, service) => out.text(service.title()),
            Self::DnsServersChanged(_, servers) => {
                for &server in servers {
                    out.text(world.name(Entity::Controller(server)));
                }
            }
            _ => {}
        }
    }

    /// Breaks it. `by` is the record that says so.
    pub(crate) fn strike(&self, world: &mut World, by: RecordKey) {
        self.set(world, true, by);
    }

    /// Repairs it.
    pub(crate) fn repair(&self, world: &mut World, by: RecordKey) {
        self.set(world, false, by);
    }

    fn set(&self, world: &mut World, broken: bool, by: RecordKey) {
        match self {
            Self::LinkDown(id) => {
                let link = &mut world.links[*id];
                (link.up, link.changed_by) = (!broken, by);
            }
            Self::ControllerDown(id) => {
                let controller = &mut world.controllers[*id];
                (controller.up, controller.changed_by) = (!broken, by);
            }
            Self::EntraIdDown => (world.entra_id.up, world.entra_id.changed_by) = (!broken, by),
            Self::RegionTaken(id, count) => {
                let region = &mut world.regions[*id];
                let left = region.capacity.saturating_sub(region.ours);
                let others = if broken { count.unwrap_or(left) } else { region.others_at_start };
                region.others = others.min(left);
                region.changed_by = by;
            }
            Self::AddressesTaken(id, count) => {
                let subnet = &mut world.subnets[*id];
                let left = subnet.size().saturating_sub(subnet.held());
                let others = if broken { count.unwrap_or(left) } else { subnet.used_by_others_at_start };
                subnet.used_by_others = others.min(left);
                subnet.changed_by = by;
            }
            Self::EndpointsBlocked(id, service) => {
                let vnet = &mut world.vnets[*id];
                vnet.blocked.retain(|blocked| blocked != service);
                if broken {
                    vnet.blocked.push(*service);
                    vnet.blocked.sort_unstable();
                }
                vnet.firewall_changed_by = by;
            }
            Self::DnsServersChanged(id, servers) => {
                let vnet = &mut world.vnets[*id];
                vnet.dns_servers = if broken { servers.clone() } else { vnet.dns_servers_at_start.clone() };
                vnet.dns_changed_by = by;
            }
            Self::SubscriptionRoleRemoved(id) => {
                let subscription = &mut world.subscriptions[*id];
                (subscription.reader_role, subscription.changed_by) = (!broken, by);
            }
            Self::ResourceGroupRoleRemoved(id) => {
                let group = &mut world.resource_groups[*id];
                (group.network_interface_contributor_role, group.changed_by) = (!broken, by);
            }
            Self::VnetRoleRemoved(id) => {
                let vnet = &mut world.vnets[*id];
                (vnet.network_user_role, vnet.roles_changed_by) = (!broken, by);
            }
            Self::PasswordChanged(id) => {
                let account = &mut world.domains[*id].join_account;
                if broken {
                    account.passwords_set = account.passwords_set.saturating_add(1);
                }
                account.password_version = if broken { account.passwords_set } else { PASSWORD_AT_START };
                account.changed_by = by;
            }
            Self::PasswordExpired(id) => {
                let account = &mut world.domains[*id].join_account;
                (account.expired, account.changed_by) = (broken, by);
            }
            Self::AccountLocked(id) => {
                let account = &mut world.domains[*id].join_account;
                (account.locked, account.changed_by) = (broken, by);
            }
            Self::JoinRightRemoved(id) => {
                let account = &mut world.domains[*id].join_account;
                (account.may_join, account.changed_by) = (!broken, by);
            }
        }
    }
}
