//! What is made, changed and removed of what a tenant rests on: Azure, networks, directories, people. Each is declared once;
//! [`crate::environment`] carries it out. Whoever does it is not asked for a role: it is the environment of the tenant that changes.

use super::declaration::{self, Declaration, Declared, Label, Said, commands};
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
    /// What is done, with fields in braces.
    pub does: &'static str,
}

commands! {
    /// Something that is made, changed or removed.
    pub enum Change with ChangeEntry in CHANGES, said in SAID, called in LABELS {
        /// A region is used.
        AddRegion "addRegion" {
            /// Which one.
            region "region": RegionName,
            /// How many Cloud PCs it can hold in all.
            capacity "capacity": u32 [.between(0, 1_000_000)],
        } as ("Add a region", "Add region") => {
            does: "Use the region {region}",
        },
        /// A region can hold another number of Cloud PCs.
        SetCapacity "setCapacity" {
            /// Which region.
            region "region": RegionId,
            /// How many it can hold in all; not less than it holds.
            capacity "capacity": u32 [.between(0, 1_000_000)],
        } as ("Change the capacity of a region", "Change capacity") => {
            does: "Let {region} hold {capacity} Cloud PCs",
        },
        /// A region is not used any more.
        RemoveRegion "removeRegion" {
            /// Which region.
            region "region": RegionId,
        } as ("Remove a region", "Remove") => {
            does: "Use the region {region} no more",
        },
        /// A subscription is made.
        AddSubscription "addSubscription" {
            /// Its name.
            name "name": Name [.new_name(EntityKind::Subscription)],
        } as ("Add a subscription", "Add subscription") => {
            does: "Add subscription {name}",
        },
        /// A subscription is removed.
        RemoveSubscription "removeSubscription" {
            /// Which.
            subscription "subscription": SubscriptionId,
        } as ("Remove a subscription", "Remove") => {
            does: "Remove subscription {subscription}",
        },
        /// A resource group is made.
        AddResourceGroup "addResourceGroup" {
            /// Its name.
            name "name": Name [.new_name(EntityKind::ResourceGroup)],
            /// In which subscription; left out: in the first one.
            subscription "subscription": SubscriptionId [.or_first()],
        } as ("Add a resource group", "Add resource group") => {
            does: "Add resource group {name}",
        },
        /// A resource group is removed.
        RemoveResourceGroup "removeResourceGroup" {
            /// Which.
            resource_group "resourceGroup": ResourceGroupId,
        } as ("Remove a resource group", "Remove") => {
            does: "Remove resource group {resourceGroup}",
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
        } as ("Add a virtual network", "Add virtual network") => {
            does: "Add virtual network {name}",
        },
        /// A virtual network gets other DNS servers.
        SetDnsServers "setDnsServers" {
            /// Which network.
            vnet "vnet": VnetId,
            /// Which ones; left out: Azure's own.
            dns "dns": Vec<ControllerId> [.entries(0, 20)],
        } as ("Change the DNS servers of a virtual network", "Change DNS servers") => {
            does: "Give {vnet} other DNS servers",
        },
        /// A virtual network gets another way to the Internet.
        SetOutbound "setOutbound" {
            /// Which network.
            vnet "vnet": VnetId,
            /// Which way.
            outbound "outbound": Outbound,
        } as ("Change the way of a virtual network to the Internet", "Change way to the Internet") => {
            does: "Give {vnet} another way to the Internet",
        },
        /// A resolver in Azure answers for the AD domains in a virtual network, or none does.
        SetResolver "setResolver" {
            /// Which network.
            vnet "vnet": VnetId,
            /// Whether there is one from now on.
            on "on": bool [.required()],
        } as ("Put a resolver into a virtual network, or take it out", "Change resolver") => {
            does: "Turn the resolver of {vnet} {on}",
        },
        /// A virtual network is removed.
        RemoveVnet "removeVnet" {
            /// Which.
            vnet "vnet": VnetId,
        } as ("Remove a virtual network", "Remove") => {
            does: "Remove virtual network {vnet}",
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
        } as ("Add a subnet", "Add subnet") => {
            does: "Add subnet {name}",
        },
        /// A subnet is removed.
        RemoveSubnet "removeSubnet" {
            /// Which.
            subnet "subnet": SubnetId,
        } as ("Remove a subnet", "Remove") => {
            does: "Remove subnet {subnet}",
        },
        /// A link to on-premises is made.
        AddLink "addLink" {
            /// Its name.
            name "name": Name [.new_name(EntityKind::Link)],
            /// From which virtual network.
            vnet "vnet": VnetId,
            /// What it is.
            kind "kind": LinkKind,
        } as ("Add a link to on-premises", "Add link") => {
            does: "Add link {name}",
        },
        /// A link to on-premises is removed.
        RemoveLink "removeLink" {
            /// Which.
            link "link": LinkId,
        } as ("Remove a link to on-premises", "Remove") => {
            does: "Remove link {link}",
        },
        /// Two virtual networks are peered.
        AddPeering "addPeering" {
            /// Its name.
            name "name": Name [.new_name(EntityKind::Peering)],
            /// The one network.
            from "from": VnetId,
            /// The other one.
            to "to": VnetId,
        } as ("Peer two virtual networks", "Add peering") => {
            does: "Add peering {name}",
        },
        /// A peering is removed.
        RemovePeering "removePeering" {
            /// Which.
            peering "peering": PeeringId,
        } as ("Remove a peering", "Remove") => {
            does: "Remove peering {peering}",
        },
        /// An AD domain is made, without controllers.
        AddDomain "addDomain" {
            /// Its DNS name.
            name "name": Name [.new_name(EntityKind::Domain)],
            /// Its join account; left out: `svc-join` at the domain.
            join_account "joinAccount": Option<Name>,
        } as ("Add an AD domain", "Add AD domain") => {
            does: "Add AD domain {name}",
        },
        /// An AD domain is removed.
        RemoveDomain "removeDomain" {
            /// Which.
            domain "domain": DomainId,
        } as ("Remove an AD domain", "Remove") => {
            does: "Remove AD domain {domain}",
        },
        /// A domain controller is set up.
        AddController "addController" {
            /// Its name.
            name "name": Name [.new_name(EntityKind::Controller)],
            /// Of which domain; left out: the first one.
            domain "domain": DomainId [.or_first()],
            /// In which subnet; left out: on-premises.
            subnet "subnet": Option<SubnetId>,
        } as ("Add a domain controller", "Add domain controller") => {
            does: "Add domain controller {name}",
        },
        /// A domain controller is removed.
        RemoveController "removeController" {
            /// Which.
            controller "controller": ControllerId,
        } as ("Remove a domain controller", "Remove") => {
            does: "Remove domain controller {controller}",
        },
        /// An organizational unit is made.
        AddUnit "addUnit" {
            /// In which domain; left out: the first one.
            domain "domain": DomainId [.or_first()],
            /// Its distinguished name.
            unit "unit": Name,
        } as ("Add an organizational unit", "Add organizational unit") => {
            does: "Add the organizational unit {unit} to {domain}",
        },
        /// An organizational unit is removed.
        RemoveUnit "removeUnit" {
            /// In which domain; left out: the first one.
            domain "domain": DomainId [.or_first()],
            /// Its distinguished name.
            unit "unit": Name,
        } as ("Remove an organizational unit", "Remove organizational unit") => {
            does: "Remove the organizational unit {unit} from {domain}",
        },
        /// A domain gets another join account, with a password that no connection knows yet.
        SetJoinAccount "setJoinAccount" {
            /// Of which domain; left out: the first one.
            domain "domain": DomainId [.or_first()],
            /// Its user principal name.
            user_name "userName": Name,
            /// Whether the right to create computers is delegated to it; left out: yes.
            delegated "delegated": bool [.or_yes()],
        } as ("Change the join account of an AD domain", "Change join account") => {
            does: "Give {domain} the join account {userName}",
        },
        /// A domain is federated with Microsoft Entra ID, or not any more.
        SetFederation "setFederation" {
            /// Which; left out: the first one.
            domain "domain": DomainId [.or_first()],
            /// Whether it is from now on.
            federated "federated": bool [.required()],
        } as ("Change the federation of an AD domain", "Change federation") => {
            does: "Turn the federation of {domain} {federated}",
        },
        /// Microsoft Entra Connect synchronizes at another interval.
        SetSyncInterval "setSyncInterval" {
            /// How often.
            interval "interval": i64 [.duration()],
        } as ("Change how often Microsoft Entra Connect synchronizes", "Change interval") => {
            does: "Let Microsoft Entra Connect synchronize at another interval",
        },
        /// An administrator gets another role in Intune.
        SetIntuneRole "setIntuneRole" {
            /// Who.
            admin "admin": AdminId,
            /// Which role.
            role "role": IntuneRole,
        } as ("Change a role in Intune", "Change role in Intune") => {
            does: "Give {admin} another role in Intune",
        },
        /// An administrator gets another role on subscriptions.
        SetAzureRole "setAzureRole" {
            /// Who.
            admin "admin": AdminId,
            /// On which subscription; left out: on all that have none of their own.
            subscription "subscription": Option<SubscriptionId>,
            /// Which role.
            role "role": AzureRole,
        } as ("Change a role in Azure", "Change role in Azure") => {
            does: "Give {admin} another role in Azure",
        },
        /// A group is made, with numbered people in it.
        AddGroup "addGroup" {
            /// Its name.
            name "name": Name [.new_name(EntityKind::Group)],
            /// How many people are in it.
            people "people": u32 [.between(0, limits::PEOPLE_MAX)],
        } as ("Add a group", "Add group") => {
            does: "Add group {name} with {people} people",
        },
        /// The tenant has this many licences of a size.
        SetLicences "setLicences" {
            /// What the size is called.
            size "size": Name,
            /// How many.
            count "count": u32 [.between(0, limits::PEOPLE_MAX)],
        } as ("Change how many licences there are", "Change licences") => {
            does: "Have {count} licences of {size}",
        },
        /// Somebody gets a licence of another size, in the place of the one before.
        ChangeLicence "changeLicence" {
            /// Who.
            user "user": UserId,
            /// Of which size.
            size "size": Name,
        } as ("Give somebody a licence of another size", "Change licence") => {
            does: "Give {user} a licence of {size}",
        },
        /// Somebody gets another licence besides, and with it another Cloud PC.
        AddLicence "addLicence" {
            /// Who.
            user "user": UserId,
            /// What it is called in files, and its Cloud PC by it.
            name "name": Name [.new_name(EntityKind::User)],
            /// The name on the screen; left out: the same.
            title "title": Option<Name>,
            /// Of which size; left out: of the first one.
            size "size": Option<Name>,
        } as ("Give somebody another licence besides", "Add licence") => {
            does: "Give {user} another licence, {name}",
        },
        /// The people of a group sign in at these times of working days, or not by themselves.
        SetWorkday "setWorkday" {
            /// Which group.
            group "group": GroupId,
            /// When, in UTC; left out: not by themselves.
            sign_ins "signIns": Vec<ClockTime> [.entries(0, 24)],
        } as ("Change when the people of a group sign in", "Change working day") => {
            does: "Give group {group} another working day",
        },
        /// A group is removed, and its people leave the tenant.
        RemoveGroup "removeGroup" {
            /// Which.
            group "group": GroupId,
        } as ("Remove a group", "Remove") => {
            does: "Remove group {group} with its people",
        },
        /// Somebody with a name of their own joins a group.
        AddPerson "addPerson" {
            /// The name in files.
            name "name": Name [.new_name(EntityKind::User)],
            /// The name on the screen; left out: the same.
            title "title": Option<Name>,
            /// Which group.
            group "group": GroupId,
        } as ("Add a person", "Add person") => {
            does: "Add {name} to {group}",
        },
        /// Somebody leaves the tenant.
        RemovePerson "removePerson" {
            /// Who.
            user "user": UserId,
        } as ("Remove a person", "Remove person") => {
            does: "Remove {user} from the tenant",
        },
        /// A network resource is set up.
        AddResource "addResource" {
            /// Its name.
            name "name": Name [.new_name(EntityKind::Resource)],
            /// In which subnet; left out: on-premises.
            subnet "subnet": Option<SubnetId>,
        } as ("Add a network resource", "Add network resource") => {
            does: "Add network resource {name}",
        },
        /// A network resource is removed.
        RemoveResource "removeResource" {
            /// Which.
            resource "resource": ResourceId,
        } as ("Remove a network resource", "Remove") => {
            does: "Remove network resource {resource}",
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
