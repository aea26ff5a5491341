//! Provisioning policies.

use super::cause::RecordKey;
use super::connection::JoinType;
use super::id::{ConnectionId, GroupId};
use super::name::Name;

/// A provisioning policy: who gets Cloud PCs, and over which connections, in order of priority.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct ProvisioningPolicy {
    /// Its name, unique in the tenant.
    pub name: Name,
    /// The join type of all its connections.
    pub join_type: JoinType,
    /// The connections: the first is the primary, the rest are alternates. Never empty.
    pub connections: Vec<ConnectionId>,
    /// The groups it is assigned to, in the order of assignment.
    pub groups: Vec<GroupId>,
    /// Whether users sign in without a password prompt.
    pub single_sign_on: bool,
    /// What deleted it.
    pub deleted: Option<RecordKey>,
}
