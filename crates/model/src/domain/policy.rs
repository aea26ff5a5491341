//! Provisioning policies.

use super::cause::RecordKey;
use super::connection::JoinType;
use super::entity::Entity;
use super::id::{ConnectionId, GroupId, RegionId};
use super::name::Name;
use super::time::Offset;

/// Where a Cloud PC gets its network: over a connection, or in a region of the Microsoft hosted network.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Network {
    /// A connection leads into a network of the tenant.
    Connection(ConnectionId),
    /// Microsoft has a network in that region: no health checks, no address of the tenant, no way on-premises.
    Hosted(RegionId),
}

impl Network {
    /// What it is called by.
    pub const fn entity(self) -> Entity {
        match self {
            Self::Connection(connection) => Entity::Connection(connection),
            Self::Hosted(region) => Entity::Region(region),
        }
    }

    /// The connection, where there is one.
    pub const fn connection(self) -> Option<ConnectionId> {
        match self {
            Self::Connection(connection) => Some(connection),
            Self::Hosted(_) => None,
        }
    }
}

/// The networks that a policy may take.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Networks {
    /// Connections: the first is the primary, the rest are alternates. Never empty.
    Connections(Vec<ConnectionId>),
    /// Regions of the Microsoft hosted network. Never empty.
    Hosted(Vec<RegionId>),
}

/// Autopilot device preparation of a policy: how long it may take, and what becomes of a Cloud PC that is not ready by then.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Preparation {
    /// So long at most.
    pub timeout: Offset,
    /// Whether the Cloud PC has failed then; otherwise it is provisioned with warnings.
    pub prevents_connection: bool,
}

/// A provisioning policy: who gets Cloud PCs, and over which connections, in order of priority.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct ProvisioningPolicy {
    /// Its name, unique in the tenant.
    pub name: Name,
    /// The join type of all its Cloud PCs.
    pub join_type: JoinType,
    /// Where its Cloud PCs are put.
    pub networks: Networks,
    /// Which region of the Microsoft hosted network was taken last.
    pub last_taken: Option<RegionId>,
    /// The groups it is assigned to, in the order of assignment.
    pub groups: Vec<GroupId>,
    /// Whether users sign in without a password prompt.
    pub single_sign_on: bool,
    /// What last changed that.
    pub single_sign_on_by: RecordKey,
    /// Whether its Cloud PCs are prepared before their users may sign in.
    pub preparation: Option<Preparation>,
    /// What deleted it.
    pub deleted: Option<RecordKey>,
}

impl ProvisioningPolicy {
    /// A policy that is assigned to nobody.
    pub const fn new(name: Name, join_type: JoinType, networks: Networks, single_sign_on: bool) -> Self {
        Self {
            name,
            join_type,
            networks,
            last_taken: None,
            groups: Vec::new(),
            single_sign_on,
            single_sign_on_by: RecordKey::OPENED,
            preparation: None,
            deleted: None,
        }
    }

    /// Its connections, in order of priority. None: it uses the Microsoft hosted network.
    pub fn connections(&self) -> &[ConnectionId] {
        match &self.networks {
            Networks::Connections(connections) => connections,
            Networks::Hosted(_) => &[],
        }
    }

    /// Whose turn is next, by its place in the list: of the region after the one that was taken last.
    pub fn next_turn(&self) -> usize {
        let Networks::Hosted(regions) = &self.networks else { return 0 };
        let place = regions.iter().position(|region| Some(*region) == self.last_taken);
        place.map_or(0, |place| (place + 1) % regions.len())
    }

    /// All its networks, in the order in which they were chosen.
    pub fn all_networks(&self) -> Vec<Network> {
        match &self.networks {
            Networks::Connections(all) => all.iter().copied().map(Network::Connection).collect(),
            Networks::Hosted(all) => all.iter().copied().map(Network::Hosted).collect(),
        }
    }
}
