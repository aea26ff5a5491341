//! Whatever a record can be about.

use super::id::{
    AdminId, CloudPcId, ConnectionId, ControllerId, DomainId, GroupId, Id as _, LinkId, PeeringId, PolicyId,
    RegionId, ResourceGroupId, ResourceId, SubnetId, SubscriptionId, UserId, VnetId,
};

/// Something with a name in the world; the subject of a record.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Entity {
    /// The run itself.
    Scenario,
    /// An Azure region.
    Region(RegionId),
    /// An Azure subscription.
    Subscription(SubscriptionId),
    /// An Azure resource group.
    ResourceGroup(ResourceGroupId),
    /// A virtual network.
    Vnet(VnetId),
    /// A subnet.
    Subnet(SubnetId),
    /// A link to on-premises.
    Link(LinkId),
    /// A peering of two virtual networks.
    Peering(PeeringId),
    /// A network resource.
    Resource(ResourceId),
    /// Intune.
    Intune,
    /// The Windows 365 service.
    Service,
    /// An Active Directory domain.
    Domain(DomainId),
    /// A domain controller.
    Controller(ControllerId),
    /// Microsoft Entra ID.
    EntraId,
    /// An administrator.
    Admin(AdminId),
    /// A group of users.
    Group(GroupId),
    /// A user.
    User(UserId),
    /// An Azure network connection.
    Connection(ConnectionId),
    /// A provisioning policy.
    Policy(PolicyId),
    /// A Cloud PC.
    CloudPc(CloudPcId),
}

impl Entity {
    /// The kind, as digests and JSON spell it.
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Scenario => "scenario",
            Self::Region(_) => "region",
            Self::Subscription(_) => "subscription",
            Self::ResourceGroup(_) => "resourceGroup",
            Self::Vnet(_) => "virtualNetwork",
            Self::Subnet(_) => "subnet",
            Self::Link(_) => "link",
            Self::Peering(_) => "peering",
            Self::Resource(_) => "networkResource",
            Self::Intune => "intune",
            Self::Service => "service",
            Self::Domain(_) => "domain",
            Self::Controller(_) => "domainController",
            Self::EntraId => "entraId",
            Self::Admin(_) => "admin",
            Self::Group(_) => "group",
            Self::User(_) => "user",
            Self::Connection(_) => "connection",
            Self::Policy(_) => "policy",
            Self::CloudPc(_) => "cloudPc",
        }
    }

    /// In which list of the world it stands, and where; for tables. Things of which there is one share a list.
    pub fn place(self) -> (usize, usize) {
        match self {
            Self::Scenario => (0, 0),
            Self::Intune => (0, 1),
            Self::Service => (0, 2),
            Self::EntraId => (0, 3),
            Self::Region(id) => (1, id.position()),
            Self::Subscription(id) => (2, id.position()),
            Self::ResourceGroup(id) => (3, id.position()),
            Self::Vnet(id) => (4, id.position()),
            Self::Subnet(id) => (5, id.position()),
            Self::Link(id) => (6, id.position()),
            Self::Peering(id) => (7, id.position()),
            Self::Resource(id) => (8, id.position()),
            Self::Domain(id) => (9, id.position()),
            Self::Controller(id) => (10, id.position()),
            Self::Admin(id) => (11, id.position()),
            Self::Group(id) => (12, id.position()),
            Self::User(id) => (13, id.position()),
            Self::Connection(id) => (14, id.position()),
            Self::Policy(id) => (15, id.position()),
            Self::CloudPc(id) => (16, id.position()),
        }
    }
}
