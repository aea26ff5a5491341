//! Runs of health checks and what they found.

use super::cause::RecordKey;
use super::connection::ConnectionStatus;
use super::error_type::ErrorType;
use super::name::Name;
use super::network::Address;
use super::time::Instant;

/// A health check. What each one is about stands in [`crate::domain::check_catalogue`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Check {
    /// Azure tenant readiness.
    TenantReadiness,
    /// First party app permissions exist on Azure subscription.
    SubscriptionPermission,
    /// First party app permissions exist on Azure resource group.
    ResourceGroupPermission,
    /// First party app permissions exist on Azure virtual network.
    VnetPermission,
    /// Azure virtual network readiness.
    VnetReadiness,
    /// Azure subnet IP address usage.
    SubnetAddresses,
    /// Intune enrollment restrictions allow Windows enrollment.
    IntuneEnrollment,
    /// Single sign-on configuration.
    SingleSignOn,
    /// Environment and configuration is ready.
    Environment,
    /// DNS can resolve Active Directory domain.
    Dns,
    /// Active directory domain join.
    DomainJoin,
    /// Microsoft Entra device sync.
    DeviceSync,
    /// Endpoint connectivity.
    Endpoints,
    /// Localization language package readiness.
    Localization,
    /// UDP connection check.
    Udp,
}

/// How a check ended.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Verdict {
    /// Nothing was found.
    Passed,
    /// Something was found that touches an add-on only.
    Informational(ErrorType),
    /// Something was found that does not stop provisioning.
    Warning(ErrorType),
    /// Something was found.
    Error(ErrorType),
    /// It could not run, because of what this check found.
    NotRun(Check),
}

impl Verdict {
    /// What was found, if anything.
    pub const fn error(self) -> Option<ErrorType> {
        match self {
            Self::Informational(error) | Self::Warning(error) | Self::Error(error) => Some(error),
            Self::Passed | Self::NotRun(_) => None,
        }
    }

    /// The name in files, digests and JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Informational(_) => "informational",
            Self::Warning(_) => "warning",
            Self::Error(_) => "error",
            Self::NotRun(_) => "notRun",
        }
    }

    /// As the admin center says it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Passed => "Passed",
            Self::Informational(_) => "Informational",
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
    /// The connection was inactive, and is used again.
    Reactivation,
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
            Self::Reactivation => "reactivation",
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
    /// Whether there is a temporary VM: without a free address there is none.
    pub vm: bool,
    /// The temporary VM's address, from the start of the run to its end.
    pub vm_address: Option<Address>,
    /// The computer that the trial join makes, for hybrid connections.
    pub computer: Option<Name>,
    /// What support asks for: one a run.
    pub correlation_id: u64,
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
