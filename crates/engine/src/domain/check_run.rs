//! Runs of health checks and what they found.

use super::cause::RecordKey;
use super::connection::ConnectionStatus;
use super::network::Address;
use super::time::Instant;

/// A health check. What each one is about stands in [`crate::health::catalogue`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Check {
    /// First party app permissions exist on Azure subscription.
    SubscriptionPermission,
    /// First party app permissions exist on Azure resource group.
    ResourceGroupPermission,
    /// First party app permissions exist on Azure virtual network.
    VnetPermission,
    /// Azure subnet IP address usage.
    SubnetAddresses,
    /// DNS can resolve Active Directory domain.
    Dns,
    /// Active directory domain join.
    DomainJoin,
    /// Endpoint connectivity.
    Endpoints,
    /// Localization language package readiness.
    Localization,
}

/// What a check that did not pass saw. Spelt as in Microsoft Graph
/// (`cloudPcOnPremisesConnectionHealthCheckErrorType`); numbers and advice stand in the catalogue.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[allow(missing_docs, reason = "the catalogue says in words what each one means")]
pub enum ErrorType {
    DnsFqdnNotFound,
    DnsNameWithInvalidCharacter,
    AdJoinFqdnNotFound,
    AdJoinIncorrectCredentials,
    AdJoinOrganizationalUnitNotFound,
    AdJoinOrganizationalUnitIncorrectFormat,
    AdJoinAccessDenied,
    AdJoinCredentialsExpired,
    AdJoinAccountLockedOrDisabled,
    AdJoinServerNotOperational,
    EndpointsWindows365,
    EndpointsAzureVirtualDesktop,
    EndpointsIntune,
    EndpointsEntraId,
    EndpointsLocalization,
    NoSubnetAddress,
    NoSubscriptionReaderRole,
    NoNetworkUserRole,
    NoNetworkInterfaceContributorRole,
}

/// How a check ended.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Verdict {
    /// Nothing was found.
    Passed,
    /// Something was found that does not stop provisioning.
    Warning(ErrorType),
    /// Something was found.
    Error(ErrorType),
    /// It could not run, because of what this check found.
    NotRun(Check),
}

impl Verdict {
    /// As the admin center says it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Passed => "Passed",
            Self::Warning(_) => "Warning",
            Self::Error(_) => "Error",
            Self::NotRun(_) => "Not run",
        }
    }
}

/// What one check saw.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct CheckResult {
    /// Which check.
    pub check: Check,
    /// When it looked.
    pub at: Instant,
    /// What it saw.
    pub verdict: Verdict,
    /// What made the world so.
    pub because: Vec<RecordKey>,
    /// Failing targets in the form `host:port;`, or names of what is concerned.
    pub detail: String,
}

/// What began a run.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum RunTrigger {
    /// The connection was created.
    Creation,
    /// Its time had come.
    Period,
    /// An administrator asked for it.
    Retry,
    /// The connection was edited.
    Edit,
    /// It was over before the scenario began.
    BeforeStart,
}

impl RunTrigger {
    /// The name in digests and JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Creation => "creation",
            Self::Period => "period",
            Self::Retry => "retry",
            Self::Edit => "edit",
            Self::BeforeStart => "beforeStart",
        }
    }
}

/// A run of all health checks of a connection.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct CheckRun {
    /// The how-many-th run of the connection: 0 was before the start.
    pub number: u32,
    /// What began it.
    pub trigger: RunTrigger,
    /// When it began.
    pub started: Instant,
    /// When it ends or ended.
    pub ends: Instant,
    /// The temporary VM's address, from the start of the run to its end.
    pub vm_address: Option<Address>,
    /// What the checks saw so far, in the order in which they looked.
    pub results: Vec<CheckResult>,
    /// What the results add up to; [`ConnectionStatus::Running`] until the run is over.
    pub status: ConnectionStatus,
    /// The record of its beginning, then of its end.
    pub record: RecordKey,
}

impl CheckRun {
    /// What a check saw in this run, if it was looked at.
    pub fn result(&self, check: Check) -> Option<&CheckResult> {
        self.results.iter().find(|result| result.check == check)
    }
}
