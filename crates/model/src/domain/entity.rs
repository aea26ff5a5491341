//! Whatever a record can be about.

use super::id::{
    AdminId, CloudPcId, ConnectionId, ControllerId, DomainId, GroupId, Id as _, LinkId, PeeringId, PolicyId,
    RegionId, ResourceGroupId, ResourceId, SubnetId, SubscriptionId, UserId, VnetId,
};
use super::word::words;

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

words! {
    /// The kinds of things of which a world has any number, as files call one.
    pub enum EntityKind {
        /// An Azure region.
        Region "region",
        /// An Azure subscription.
        Subscription "subscription",
        /// An Azure resource group.
        ResourceGroup "resourceGroup",
        /// A virtual network.
        Vnet "vnet",
        /// A subnet.
        Subnet "subnet",
        /// A link to on-premises.
        Link "link",
        /// A peering of two virtual networks.
        Peering "peering",
        /// A network resource.
        Resource "resource",
        /// An Active Directory domain.
        Domain "domain",
        /// A domain controller.
        Controller "controller",
        /// An administrator.
        Admin "admin",
        /// A group of users.
        Group "group",
        /// A user.
        User "user",
        /// An Azure network connection.
        Connection "connection",
        /// A provisioning policy.
        Policy "policy",
        /// A Cloud PC.
        CloudPc "cloudPc",
    }
}

/// A typed position in a list of the world.
pub trait Listed: Sized {
    /// The kind of what stands there.
    const KIND: EntityKind;

    /// What stands there.
    fn entity(self) -> Entity;

    /// From an entity; none if that is of another kind.
    fn of_entity(entity: Entity) -> Option<Self>;
}

macro_rules! lists {
    ($($kind:ident $id:ty,)+) => {
        impl EntityKind {
            /// The thing of this kind at a position.
            pub fn at(self, position: usize) -> Entity {
                match self { $(Self::$kind => Entity::$kind(<$id>::new(position)),)+ }
            }
        }

        impl Entity {
            /// In which list of the world it stands, and where; for tables. Things of which there is one share a list.
            // Asked for each record of a digest: one jump.
            pub fn place(self) -> (usize, usize) {
                match self {
                    Self::Scenario => (0, 0),
                    Self::Intune => (0, 1),
                    Self::Service => (0, 2),
                    Self::EntraId => (0, 3),
                    $(Self::$kind(id) => (EntityKind::$kind as usize + 1, id.position()),)+
                }
            }

            /// The kind and the position, of something of which there can be any number.
            pub fn listed(self) -> Option<(EntityKind, usize)> {
                match self {
                    $(Self::$kind(id) => Some((EntityKind::$kind, id.position())),)+
                    Self::Scenario | Self::Intune | Self::Service | Self::EntraId => None,
                }
            }
        }

        $(impl Listed for $id {
            const KIND: EntityKind = EntityKind::$kind;

            fn entity(self) -> Entity {
                Entity::$kind(self)
            }

            fn of_entity(entity: Entity) -> Option<Self> {
                if let Entity::$kind(id) = entity { Some(id) } else { None }
            }
        })+
    };
}

lists! {
    Region RegionId,
    Subscription SubscriptionId,
    ResourceGroup ResourceGroupId,
    Vnet VnetId,
    Subnet SubnetId,
    Link LinkId,
    Peering PeeringId,
    Resource ResourceId,
    Domain DomainId,
    Controller ControllerId,
    Admin AdminId,
    Group GroupId,
    User UserId,
    Connection ConnectionId,
    Policy PolicyId,
    CloudPc CloudPcId,
}
