//! What happens.

use serde::Serialize;
use serde_json::Value;

use super::read::{Read, camel_case, file_choices, file_types, take};
use super::text::{
    AdminRef, ConnectionRef, ControllerRef, DomainRef, GroupRef, LinkRef, NewName, OffsetText, PolicyRef,
    RegionRef, ResourceGroupRef, SubnetRef, SubscriptionRef, UserRef, VnetRef,
};
use super::world::{JoinType, Service};

file_types! {
    /// Something that happens: exactly one of `admin`, `signIn`, `fault`, `repair`, `peopleJoin`.
    pub struct Event {
        /// When.
        pub at: OffsetText,
        /// As whom an administrator acts; left out: the first one.
        #[serde(rename = "as", default, skip_serializing_if = "Option::is_none")]
        pub acting_as: Option<AdminRef>,
        /// An administrator acts.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub admin: Option<AdminAction>,
        /// A user signs in.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub sign_in: Option<UserRef>,
        /// Something breaks.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub fault: Option<Fault>,
        /// Something that broke is repaired.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub repair: Option<Fault>,
        /// People join a group.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub people_join: Option<PeopleJoin>,
    }

    /// People join a group.
    pub struct PeopleJoin {
        /// Which group.
        pub group: GroupRef,
        /// How many.
        #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 20_000)))]
        pub people: u32,
    }
}

file_choices! {
    /// What an administrator does.
    pub enum AdminAction by "action" {
        /// Create a connection; its first checks begin.
        CreateConnection {
            /// Its name.
            name: NewName,
            /// Its join type.
            join_type: JoinType,
            /// Its subnet.
            subnet: SubnetRef,
            /// Its resource group; left out: the first one.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            resource_group: Option<ResourceGroupRef>,
            /// Its domain, for hybrid join; left out: the first one.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            domain: Option<DomainRef>,
            /// Its organizational unit.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            #[cfg_attr(feature = "schema", schemars(length(max = 200)))]
            organizational_unit: Option<String>,
        },
        /// Edit a connection; its checks run.
        EditConnection {
            /// Which.
            connection: ConnectionRef,
            /// Another subnet.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            subnet: Option<SubnetRef>,
            /// Another organizational unit.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            #[cfg_attr(feature = "schema", schemars(length(max = 200)))]
            organizational_unit: Option<String>,
        },
        /// Retry the health checks of a connection.
        RetryChecks {
            /// Which.
            connection: ConnectionRef,
        },
        /// Enter the present password of the join account; the checks run.
        UpdatePassword {
            /// Of which connection.
            connection: ConnectionRef,
        },
        /// Create a provisioning policy.
        CreatePolicy {
            /// Its name.
            name: NewName,
            /// Its connections, in order of priority.
            #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 100)))]
            connections: Vec<ConnectionRef>,
            /// The groups it is assigned to at once.
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            #[cfg_attr(feature = "schema", schemars(length(max = 1_000)))]
            groups: Vec<GroupRef>,
        },
        /// Assign a policy to a group.
        AssignPolicy {
            /// Which.
            policy: PolicyRef,
            /// To whom.
            group: GroupRef,
        },
        /// Try again to provision a Cloud PC that failed.
        RetryProvisioning {
            /// Whose.
            user: UserRef,
        },
    }

    /// Something that breaks, or is repaired: a repair names the fault that it undoes.
    pub enum Fault by "kind" {
        /// A link carries no traffic.
        LinkDown {
            /// Which.
            link: LinkRef,
        },
        /// A domain controller does not answer.
        ControllerDown {
            /// Which.
            controller: ControllerRef,
        },
        /// Microsoft Entra ID does not answer.
        EntraIdDown {},
        /// Other tenants take capacity of a region.
        RegionTaken {
            /// Which.
            region: RegionRef,
            /// How much they hold in all; left out: all that is left.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            #[cfg_attr(feature = "schema", schemars(range(max = 1_000_000)))]
            others: Option<u32>,
        },
        /// Other machines take addresses of a subnet.
        AddressesTaken {
            /// Which.
            subnet: SubnetRef,
            /// How many they use in all; left out: all that are left.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            used: Option<u32>,
        },
        /// A firewall blocks the endpoints of a service.
        EndpointsBlocked {
            /// On which virtual network.
            vnet: VnetRef,
            /// Of which service.
            service: Service,
        },
        /// A virtual network uses other DNS servers.
        DnsServersChanged {
            /// Which.
            vnet: VnetRef,
            /// Which ones; left out: Azure's own.
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            #[cfg_attr(feature = "schema", schemars(length(max = 20)))]
            dns: Vec<ControllerRef>,
        },
        /// Windows 365 loses Reader on a subscription.
        SubscriptionRoleRemoved {
            /// Which.
            subscription: SubscriptionRef,
        },
        /// Windows 365 loses its role on a resource group.
        ResourceGroupRoleRemoved {
            /// Which.
            resource_group: ResourceGroupRef,
        },
        /// Windows 365 loses its role on a virtual network.
        VnetRoleRemoved {
            /// Which.
            vnet: VnetRef,
        },
        /// Somebody changes the password of the join account in the directory.
        PasswordChanged {
            /// Of which domain; left out: the first one.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            domain: Option<DomainRef>,
        },
        /// The password of the join account expires.
        PasswordExpired {
            /// Of which domain; left out: the first one.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            domain: Option<DomainRef>,
        },
        /// The join account is locked.
        AccountLocked {
            /// Of which domain; left out: the first one.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            domain: Option<DomainRef>,
        },
        /// The join account may no longer create computer objects.
        JoinRightRemoved {
            /// Of which domain; left out: the first one.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            domain: Option<DomainRef>,
        },
    }
}
