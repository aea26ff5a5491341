//! What is made, changed and removed of what a tenant rests on: Azure, networks, directories, people. Each is declared once;
//! [`crate::environment`] carries it out. Whoever does it is not asked for a role: it is the environment of the tenant that changes.

use super::declaration::{self, Declaration, Declared, Said, commands};
use super::field::{Field, FieldType, FieldValue};
use crate::domain::region::RegionName;
use crate::domain::{
    AdminId, AzureRole, ClockTime, ControllerId, DomainId, Entity, EntityKind, GroupId, IntuneRole, LinkId,
    LinkKind, Name, Outbound, PeeringId, Prefix, RegionId, ResourceGroupId, ResourceId, SubnetId,
    SubscriptionId, UserId, VnetId, World,
};
use crate::kernel::Canonical;
use crate::limits;

/// What is declared of a change.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ChangeEntry {
    /// Its name and its fields.
    pub declaration: Declaration,
    /// What a form is called in which it is prepared.
    pub title: &'static str,
    /// What its button says.
    pub button: &'static str,
    /// What was done, with fields in braces.
    pub done: &'static str,
}

commands! {
    /// Something that is made, changed or removed.
    pub enum Change with ChangeEntry in CHANGES, said in SAID {
        /// A region is used.
        AddRegion "addRegion" {
            /// Which one.
            region "region": RegionName,
            /// How many Cloud PCs it can hold in all.
            capacity "capacity": u32 [.between(0, 1_000_000)],
        } => {
            title: "Add a region",
            button: "Add region",
            done: "The region {region} is used",
        },
        /// A region can hold another number of Cloud PCs.
        SetCapacity "setCapacity" {
            /// Which region.
            region "region": RegionId,
            /// How many it can hold in all; not less than it holds.
            capacity "capacity": u32 [.between(0, 1_000_000)],
        } => {
            title: "Change the capacity of a region",
            button: "Change capacity",
            done: "{region} can hold {capacity} Cloud PCs",
        },
        /// A region is not used any more.
        RemoveRegion "removeRegion" {
            /// Which region.
            region "region": RegionId,
        } => {
            title: "Remove a region",
            button: "Remove",
            done: "The region {region} is not used any more",
        },
        /// A subscription is made.
        AddSubscription "addSubscription" {
            /// Its name.
            name "name": Name [.new_name(EntityKind::Subscription)],
        } => {
            title: "Add a subscription",
            button: "Add subscription",
            done: "Subscription {name} is there",
        },
        /// A subscription is removed.
        RemoveSubscription "removeSubscription" {
            /// Which.
            subscription "subscription": SubscriptionId,
        } => {
            title: "Remove a subscription",
            button: "Remove",
            done: "Subscription {subscription} is removed",
        },
        /// A resource group is made.
        AddResourceGroup "addResourceGroup" {
            /// Its name.
            name "name": Name [.new_name(EntityKind::ResourceGroup)],
            /// In which subscription; left out: in the first one.
            subscription "subscription": SubscriptionId [.or_first()],
        } => {
            title: "Add a resource group",
            button: "Add resource group",
            done: "Resource group {name} is there",
        },
        /// A resource group is removed.
        RemoveResourceGroup "removeResourceGroup" {
            /// Which.
            resource_group "resourceGroup": ResourceGroupId,
        } => {
            title: "Remove a resource group",
            button: "Remove",
            done: "Resource group {resourceGroup} is removed",
        },
        /// A virtual network is made, without subnets.
        AddVnet "addVnet" {
            /// Its name.
            name "name": Name [.new_name(EntityKind::Vnet)],
            /// In which region.
            region "region": RegionName,
            /// In which subscription; left out: in the first one.
            subscription "subscription": SubscriptionId [.or_first()],
            /// Its DNS servers; left out: Azure's own.
            dns "dns": Vec<ControllerId> [.entries(0, 20)],
        } => {
            title: "Add a virtual network",
            button: "Add virtual network",
            done: "Virtual network {name} is there",
        },
        /// A virtual network gets other DNS servers.
        SetDnsServers "setDnsServers" {
            /// Which network.
            vnet "vnet": VnetId,
            /// Which ones; left out: Azure's own.
            dns "dns": Vec<ControllerId> [.entries(0, 20)],
        } => {
            title: "Change the DNS servers of a virtual network",
            button: "Change DNS servers",
            done: "{vnet} has other DNS servers",
        },
        /// A virtual network gets another way to the Internet.
        SetOutbound "setOutbound" {
            /// Which network.
            vnet "vnet": VnetId,
            /// Which way.
            outbound "outbound": Outbound,
        } => {
            title: "Change the way of a virtual network to the Internet",
            button: "Change way to the Internet",
            done: "{vnet} has another way to the Internet",
        },
        /// A resolver in Azure answers for the AD domains in a virtual network, or none does.
        SetResolver "setResolver" {
            /// Which network.
            vnet "vnet": VnetId,
            /// Whether there is one from now on.
            on "on": bool [.required()],
        } => {
            title: "Put a resolver into a virtual network, or take it out",
            button: "Change resolver",
            done: "The resolver of {vnet} is {on}",
        },
        /// A virtual network is removed.
        RemoveVnet "removeVnet" {
            /// Which.
            vnet "vnet": VnetId,
        } => {
            title: "Remove a virtual network",
            button: "Remove",
            done: "Virtual network {vnet} is removed",
        },
        /// A subnet is made.
        AddSubnet "addSubnet" {
            /// Its name.
            name "name": Name [.new_name(EntityKind::Subnet)],
            /// In which virtual network.
            vnet "vnet": VnetId,
            /// Its addresses.
            prefix "prefix": Prefix,
            /// Whether Azure gives it no way out by default; left out: no.
            private "private": bool,
        } => {
            title: "Add a subnet",
            button: "Add subnet",
            done: "Subnet {name} is there",
        },
        /// A subnet is removed.
        RemoveSubnet "removeSubnet" {
            /// Which.
            subnet "subnet": SubnetId,
        } => {
            title: "Remove a subnet",
            button: "Remove",
            done: "Subnet {subnet} is removed",
        },
        /// A link to on-premises is made.
        AddLink "addLink" {
            /// Its name.
            name "name": Name [.new_name(EntityKind::Link)],
            /// From which virtual network.
            vnet "vnet": VnetId,
            /// What it is.
            kind "kind": LinkKind,
        } => {
            title: "Add a link to on-premises",
            button: "Add link",
            done: "Link {name} is there",
        },
        /// A link to on-premises is removed.
        RemoveLink "removeLink" {
            /// Which.
            link "link": LinkId,
        } => {
            title: "Remove a link to on-premises",
            button: "Remove",
            done: "Link {link} is removed",
        },
        /// Two virtual networks are peered.
        AddPeering "addPeering" {
            /// Its name.
            name "name": Name [.new_name(EntityKind::Peering)],
            /// The one network.
            from "from": VnetId,
            /// The other one.
            to "to": VnetId,
        } => {
            title: "Peer two virtual networks",
            button: "Add peering",
            done: "Peering {name} is there",
        },
        /// A peering is removed.
        RemovePeering "removePeering" {
            /// Which.
            peering "peering": PeeringId,
        } => {
            title: "Remove a peering",
            button: "Remove",
            done: "Peering {peering} is removed",
        },
        /// An AD domain is made, without controllers.
        AddDomain "addDomain" {
            /// Its DNS name.
            name "name": Name [.new_name(EntityKind::Domain)],
            /// Its join account; left out: `svc-join` at the domain.
            join_account "joinAccount": Option<Name>,
        } => {
            title: "Add an AD domain",
            button: "Add AD domain",
            done: "AD domain {name} is there",
        },
        /// An AD domain is removed.
        RemoveDomain "removeDomain" {
            /// Which.
            domain "domain": DomainId,
        } => {
            title: "Remove an AD domain",
            button: "Remove",
            done: "AD domain {domain} is removed",
        },
        /// A domain controller is set up.
        AddController "addController" {
            /// Its name.
            name "name": Name [.new_name(EntityKind::Controller)],
            /// Of which domain; left out: the first one.
            domain "domain": DomainId [.or_first()],
            /// In which subnet; left out: on-premises.
            subnet "subnet": Option<SubnetId>,
        } => {
            title: "Add a domain controller",
            button: "Add domain controller",
            done: "Domain controller {name} is there",
        },
        /// A domain controller is removed.
        RemoveController "removeController" {
            /// Which.
            controller "controller": ControllerId,
        } => {
            title: "Remove a domain controller",
            button: "Remove",
            done: "Domain controller {controller} is removed",
        },
        /// An organizational unit is made.
        AddUnit "addUnit" {
            /// In which domain; left out: the first one.
            domain "domain": DomainId [.or_first()],
            /// Its distinguished name.
            unit "unit": Name,
        } => {
            title: "Add an organizational unit",
            button: "Add organizational unit",
            done: "{domain} has the organizational unit {unit}",
        },
        /// An organizational unit is removed.
        RemoveUnit "removeUnit" {
            /// In which domain; left out: the first one.
            domain "domain": DomainId [.or_first()],
            /// Its distinguished name.
            unit "unit": Name,
        } => {
            title: "Remove an organizational unit",
            button: "Remove organizational unit",
            done: "{domain} has no organizational unit {unit} any more",
        },
        /// A domain gets another join account, with a password that no connection knows yet.
        SetJoinAccount "setJoinAccount" {
            /// Of which domain; left out: the first one.
            domain "domain": DomainId [.or_first()],
            /// Its user principal name.
            user_name "userName": Name,
            /// Whether the right to create computers is delegated to it; left out: yes.
            delegated "delegated": bool [.or_yes()],
        } => {
            title: "Change the join account of an AD domain",
            button: "Change join account",
            done: "{domain} has {userName} as its join account",
        },
        /// Microsoft Entra Connect synchronizes at another interval.
        SetSyncInterval "setSyncInterval" {
            /// How often.
            interval "interval": i64 [.duration()],
        } => {
            title: "Change how often Microsoft Entra Connect synchronizes",
            button: "Change interval",
            done: "Microsoft Entra Connect synchronizes at another interval",
        },
        /// An administrator gets another role in Intune.
        SetIntuneRole "setIntuneRole" {
            /// Who.
            admin "admin": AdminId,
            /// Which role.
            role "role": IntuneRole,
        } => {
            title: "Change a role in Intune",
            button: "Change role in Intune",
            done: "{admin} has another role in Intune",
        },
        /// An administrator gets another role on subscriptions.
        SetAzureRole "setAzureRole" {
            /// Who.
            admin "admin": AdminId,
            /// On which subscription; left out: on all that have none of their own.
            subscription "subscription": Option<SubscriptionId>,
            /// Which role.
            role "role": AzureRole,
        } => {
            title: "Change a role in Azure",
            button: "Change role in Azure",
            done: "{admin} has another role in Azure",
        },
        /// A group is made, with numbered people in it.
        AddGroup "addGroup" {
            /// Its name.
            name "name": Name [.new_name(EntityKind::Group)],
            /// How many people are in it.
            people "people": u32 [.between(0, limits::PEOPLE_MAX)],
        } => {
            title: "Add a group",
            button: "Add group",
            done: "Group {name} is there, with {people} people",
        },
        /// The people of a group sign in at these times of working days, or not by themselves.
        SetWorkday "setWorkday" {
            /// Which group.
            group "group": GroupId,
            /// When, in UTC; left out: not by themselves.
            sign_ins "signIns": Vec<ClockTime> [.entries(0, 24)],
        } => {
            title: "Change when the people of a group sign in",
            button: "Change working day",
            done: "Group {group} has another working day",
        },
        /// A group is removed.
        RemoveGroup "removeGroup" {
            /// Which.
            group "group": GroupId,
        } => {
            title: "Remove a group",
            button: "Remove",
            done: "Group {group} is removed",
        },
        /// Somebody with a name of their own joins a group.
        AddPerson "addPerson" {
            /// The name in files.
            name "name": Name [.new_name(EntityKind::User)],
            /// The name on the screen; left out: the same.
            title "title": Option<Name>,
            /// Which group.
            group "group": GroupId,
        } => {
            title: "Add a person",
            button: "Add person",
            done: "{name} joins {group}",
        },
        /// Somebody leaves the tenant.
        RemovePerson "removePerson" {
            /// Who.
            user "user": UserId,
        } => {
            title: "Remove a person",
            button: "Remove person",
            done: "{user} leaves the tenant",
        },
        /// A network resource is set up.
        AddResource "addResource" {
            /// Its name.
            name "name": Name [.new_name(EntityKind::Resource)],
            /// In which subnet; left out: on-premises.
            subnet "subnet": Option<SubnetId>,
        } => {
            title: "Add a network resource",
            button: "Add network resource",
            done: "Network resource {name} is there",
        },
        /// A network resource is removed.
        RemoveResource "removeResource" {
            /// Which.
            resource "resource": ResourceId,
        } => {
            title: "Remove a network resource",
            button: "Remove",
            done: "Network resource {resource} is removed",
        },
    }
}

impl Change {
    /// What it is about: the first thing that it names; of what it makes, nothing is there yet.
    pub fn subject(&self) -> Entity {
        declaration::first_thing(&self.values()).unwrap_or(Entity::Scenario)
    }

    pub(crate) fn write(&self, world: &World, out: &mut Canonical) {
        declaration::write_all(self.declaration(), &self.values(), world, out);
    }
}
