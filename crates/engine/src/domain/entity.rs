//! Whatever a record can be about.

use super::id::{
    AdminId, CloudPcId, ConnectionId, ControllerId, DomainId, GroupId, LinkId, PeeringId, PolicyId, RegionId,
    ResourceGroupId, ResourceId, SubnetId, SubscriptionId, UserId, VnetId,
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
}
