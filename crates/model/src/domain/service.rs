//! What belongs to no customer: Intune with its restrictions, and the Windows 365 service itself.

use super::cause::RecordKey;
use super::check_run::Check;
use super::region::Geography;
use super::word::words;

words! {
    /// Which platform restriction of Intune keeps Windows devices out.
    pub enum Restriction {
        /// None.
        None "none",
        /// The default one: nobody can enroll.
        Default "default",
        /// A custom one, for some users.
        Custom "custom",
    }

    /// What policies let PowerShell do on Cloud PCs.
    pub enum ScriptPolicy {
        /// Scripts run.
        Allowed "allowed",
        /// Only signed scripts run: the set-up times out.
        AllSigned "allSigned",
        /// PowerShell is blocked.
        Blocked "blocked",
    }

    /// What becomes of the deployment of a temporary virtual machine.
    pub enum Deployment {
        /// It works.
        Works "works",
        /// It is canceled.
        Canceled "canceled",
        /// There is no capacity for it.
        NoCapacity "noCapacity",
    }

    /// How the service fails a check.
    pub enum ServiceFailure {
        /// For a moment.
        Transient "transient",
        /// For a reason that it does not know.
        Unknown "unknown",
    }

    /// A step of setting up Windows whose failure only warns. Source: service.md, *Provisioning*.
    pub enum SetupStep {
        /// Device preparation.
        DevicePreparation "devicePreparation",
        /// The operating system's partition grows.
        Disk "disk",
        /// The local administrator is added.
        LocalAdmin "localAdmin",
        /// Teams is optimized.
        Teams "teams",
        /// Power icons are hidden.
        PowerIcons "powerIcons",
        /// The time zone is redirected.
        TimeZone "timeZone",
        /// Windows reset is disabled.
        WindowsReset "windowsReset",
        /// High-risk ports are blocked.
        HighRiskPorts "highRiskPorts",
    }
}

impl SetupStep {
    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::DevicePreparation => "device preparation",
            Self::Disk => "the partition of the operating system",
            Self::LocalAdmin => "the local administrator",
            Self::Teams => "Teams",
            Self::PowerIcons => "the power icons",
            Self::TimeZone => "the time zone",
            Self::WindowsReset => "Windows reset",
            Self::HighRiskPorts => "high-risk ports",
        }
    }
}

/// Intune, as far as Cloud PCs need it.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Intune {
    /// Whether Windows 365 can read its restrictions.
    pub reader_role: bool,
    /// The restriction that keeps Windows devices out.
    pub restriction: Restriction,
    /// What policies let PowerShell do.
    pub scripts: ScriptPolicy,
    /// What keeps the apps of device preparation from being installed.
    pub preparation_stuck: Option<RecordKey>,
    /// What last changed one of these.
    pub changed_by: RecordKey,
}

/// The Windows 365 service.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Service {
    /// Checks that the service fails, in the order of the catalogue.
    pub failing: Vec<(Check, ServiceFailure)>,
    /// What becomes of temporary virtual machines.
    pub deployment: Deployment,
    /// Steps of the set-up that fail.
    pub failing_steps: Vec<SetupStep>,
    /// What last changed one of these.
    pub changed_by: RecordKey,
    /// For Cloud PCs of which geographies the gateway does not answer, none standing for all of them; and what made it so.
    pub gateway_out: Vec<(Option<Geography>, RecordKey)>,
}
