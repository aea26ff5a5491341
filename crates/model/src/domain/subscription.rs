//! The Azure subscription and resource group of a connection, and what the service may do there.

use super::cause::RecordKey;
use super::id::{SubnetId, SubscriptionId};
use super::name::Name;
use super::word::words;

words! {
    /// How a subscription is.
    pub enum SubscriptionState {
        /// It can be used.
        Enabled "enabled",
        /// It is disabled.
        Disabled "disabled",
        /// It is not there any more.
        NotFound "notFound",
        /// It belongs to another tenant.
        Transferred "transferred",
        /// It cannot be used, for another reason.
        Impaired "impaired",
    }

    /// How a resource group is.
    pub enum ResourceGroupState {
        /// It can be used.
        Ready "ready",
        /// It is not there any more.
        Deleted "deleted",
        /// It is being deleted.
        BeingDeleted "beingDeleted",
    }

    /// What a lock forbids.
    pub enum Lock {
        /// Nothing: there is no lock.
        None "none",
        /// Changes of any kind.
        ReadOnly "readOnly",
        /// Deleting: network interfaces stay, and keep their addresses.
        Delete "delete",
    }
}

/// An Azure subscription.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Subscription {
    /// Its name.
    pub name: Name,
    /// How it is.
    pub state: SubscriptionState,
    /// Whether an Azure Policy forbids what Windows 365 makes.
    pub policy_denies: bool,
    /// Whether its resource providers are registered for the regions of its networks.
    pub registered: bool,
    /// Its lock, which its resource groups inherit.
    pub lock: Lock,
    /// What last changed that.
    pub locked_by: RecordKey,
    /// Whether the *Windows 365* service principal has Reader on it.
    pub reader_role: bool,
    /// What last changed it.
    pub changed_by: RecordKey,
}

impl Subscription {
    /// A subscription that can be used.
    pub const fn new(name: Name, reader_role: bool, by: RecordKey) -> Self {
        Self {
            name,
            state: SubscriptionState::Enabled,
            policy_denies: false,
            registered: true,
            lock: Lock::None,
            locked_by: by,
            reader_role,
            changed_by: by,
        }
    }
}

/// An Azure resource group: where the network interfaces of Cloud PCs are made.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct ResourceGroup {
    /// Its name.
    pub name: Name,
    /// The subscription it is in.
    pub subscription: SubscriptionId,
    /// How it is.
    pub state: ResourceGroupState,
    /// Its lock.
    pub lock: Lock,
    /// Deployments in its history: Azure keeps [`DEPLOYMENTS_MAX`], and a lock stops it from dropping old ones.
    pub deployments: u32,
    /// Whether its deployment history is full, whatever is in it.
    pub history_full: bool,
    /// Network interfaces that a lock kept from being deleted, by subnet.
    pub left_behind: Vec<(SubnetId, u32)>,
    /// Whether the service principal has its role on it: *Windows 365 Network Interface Contributor*.
    pub network_interface_contributor_role: bool,
    /// What last changed it.
    pub changed_by: RecordKey,
}

impl ResourceGroup {
    /// A resource group that can be used.
    pub const fn new(
        name: Name,
        subscription: SubscriptionId,
        contributor_role: bool,
        by: RecordKey,
    ) -> Self {
        Self {
            name,
            subscription,
            state: ResourceGroupState::Ready,
            lock: Lock::None,
            deployments: 0,
            history_full: false,
            left_behind: Vec::new(),
            network_interface_contributor_role: contributor_role,
            changed_by: by,
        }
    }
}

/// Deployments that the history of a resource group holds. Source: Azure Resource Manager limits (service.md, *Error types*).
pub const DEPLOYMENTS_MAX: u32 = 800;
