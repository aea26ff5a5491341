//! The Azure subscription and resource group of a connection, and what the service may do there.

use super::cause::RecordKey;
use super::name::Name;

/// An Azure subscription.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Subscription {
    /// Its name.
    pub name: Name,
    /// Whether the *Windows 365* service principal has Reader on it.
    pub reader_role: bool,
    /// What last changed the role assignments.
    pub changed_by: RecordKey,
}

/// An Azure resource group: where the network interfaces of Cloud PCs are made.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct ResourceGroup {
    /// Its name.
    pub name: Name,
    /// Whether the service principal has *Windows 365 Network Interface Contributor* on it.
    pub network_interface_contributor_role: bool,
    /// What last changed the role assignments.
    pub changed_by: RecordKey,
}
