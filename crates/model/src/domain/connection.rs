//! Azure network connections.

use std::sync::Arc;

use super::cause::RecordKey;
use super::check_run::CheckRun;
use super::id::{DomainId, ResourceGroupId, SubnetId};
use super::name::Name;
use super::stream::Stream;
use super::time::Instant;
use super::word::words;

words! {
    /// How Cloud PCs of a connection are joined. Spelt as in Microsoft Graph (`cloudPcOnPremisesConnectionType`).
    pub enum JoinType {
        /// Hybrid Microsoft Entra join: to an AD domain, and registered in Entra ID.
        HybridAzureAdJoin "hybridAzureADJoin",
        /// Microsoft Entra join.
        AzureAdJoin "azureADJoin",
    }
}

impl JoinType {
    /// As the admin center says it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::HybridAzureAdJoin => "Hybrid Microsoft Entra Join",
            Self::AzureAdJoin => "Microsoft Entra Join",
        }
    }
}

/// What a connection tells a Cloud PC, and what stays with the Cloud PC from then on.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct ConnectionSettings {
    /// Where the network interface goes.
    pub subnet: SubnetId,
    /// Where the network interface is made.
    pub resource_group: ResourceGroupId,
    /// The domain to join; none for Microsoft Entra join.
    pub domain: Option<DomainId>,
    /// The organizational unit, as a distinguished name; none for the domain's default container.
    pub organizational_unit: Option<Name>,
}

words! {
    /// The status of a connection: what the last finished run of health checks saw.
    /// Spelt as in Microsoft Graph (`cloudPcOnPremisesConnectionStatus`), which has no word for inactive.
    pub enum ConnectionStatus {
        /// Just created; the first run has not begun.
        Pending "pending",
        /// The first run is under way.
        Running "running",
        /// Checks successful.
        Passed "passed",
        /// Checks successful; an add-on such as single sign-on is not ready.
        Informational "informational",
        /// Checks successful with warnings.
        Warning "warning",
        /// Checks failed.
        Failed "failed",
        /// Unused for weeks: its checks are paused.
        Inactive "inactive",
    }

    /// Which roles the service uses: those of its first connections, of older ones, or of today
    /// (service.md, *Connections*; the errors 601 to 603).
    pub enum RoleModel {
        /// Owner on the resource group, Network Contributor on the virtual network.
        Owner "owner",
        /// Network Contributor on both: before 26 November 2023.
        NetworkContributor "networkContributor",
        /// Windows 365's own two roles.
        Windows365 "windows365",
    }
}

impl ConnectionStatus {
    /// As the admin center says it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Pending => "Pending",
            Self::Running => "Running checks",
            Self::Passed | Self::Informational => "Checks successful",
            Self::Warning => "Checks successful with warnings",
            Self::Failed => "Checks failed",
            Self::Inactive => "Inactive",
        }
    }

    /// Whether new Cloud PCs may be placed on it, and policies may name it.
    pub const fn is_usable(self) -> bool {
        matches!(self, Self::Passed | Self::Informational | Self::Warning)
    }
}

/// Finished runs that a connection keeps, newest last.
pub const HISTORY_MAX: usize = 20;

/// An Azure network connection.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Connection {
    /// Its name, unique in the tenant.
    pub name: Name,
    /// Its join type; never edited.
    pub join_type: JoinType,
    /// Its present settings. A Cloud PC keeps the ones of its birth.
    pub settings: Arc<ConnectionSettings>,
    /// The version of the join account's password that an admin typed; 0 for Microsoft Entra join.
    pub password_version: u32,
    /// The run that is under way.
    pub current_run: Option<CheckRun>,
    /// The runs that are over, newest last, at most [`HISTORY_MAX`].
    pub history: Vec<Arc<CheckRun>>,
    /// How many runs have begun: a timer set for an earlier one has no meaning.
    pub runs_begun: u32,
    /// When the next periodic run begins, while none is under way.
    pub next_run_at: Option<Instant>,
    /// What last changed the settings: the creation, or an edit.
    pub changed_by: RecordKey,
    /// Which roles the service uses for it.
    pub role_model: RoleModel,
    /// Whether its checks are paused because nothing uses it, and what paused them.
    pub inactive: Option<RecordKey>,
    /// Whether the results of its next run are waited for, as after a reactivation.
    pub awaited: bool,
    /// When it was last created, edited, reactivated or used.
    pub active_at: Instant,
    /// When its checks were last asked for.
    pub retried_at: Option<Instant>,
    /// What deleted it.
    pub deleted: Option<RecordKey>,
    /// Draws the gaps between periodic runs.
    pub gaps: Stream,
    /// Draws how long runs take.
    pub durations: Stream,
    /// Draws what runs are called.
    pub test_runs: Stream,
}

impl Connection {
    /// The last run that was over at a moment, as far back as runs are kept.
    pub fn last_run_at(&self, at: Instant) -> Option<&CheckRun> {
        self.history.iter().rev().find(|run| run.ends <= at).map(|run| &**run)
    }

    /// What the last finished run saw, whatever runs now.
    pub fn status(&self) -> ConnectionStatus {
        match (self.history.last(), &self.current_run) {
            _ if self.inactive.is_some() => ConnectionStatus::Inactive,
            (Some(run), _) if !self.awaited => run.status,
            (_, Some(_)) => ConnectionStatus::Running,
            (_, None) => ConnectionStatus::Pending,
        }
    }

    /// The last finished run.
    pub fn last_run(&self) -> Option<&Arc<CheckRun>> {
        self.history.last()
    }
}
