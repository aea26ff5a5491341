//! Why an attempt to provision a Cloud PC failed.

use super::error_type::ErrorType;

/// Why an attempt failed. Source: service.md, *Provisioning*.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum AttemptProblem {
    /// No connection could be chosen.
    NoConnection,
    /// No connection could be chosen, because no subnet has an address left.
    NotEnoughAddresses,
    /// No region of the Microsoft hosted network could be chosen.
    NoRegion,
    /// The checks of the chosen connection failed while the attempt was under way.
    ConnectionUnhealthy,
    /// A stage met what a health check would report.
    Found(ErrorType),
    /// An Azure Policy forbids what Windows 365 makes.
    DisallowedByPolicy,
    /// The region is not supported.
    RegionNotListed,
    /// The service connection point is missing or wrong.
    ConnectionPointMisconfigured,
    /// The device did not reach Microsoft Entra ID in time.
    SyncTimedOut,
    /// The Cloud PC could not be enrolled in Intune.
    EnrollmentFailed,
    /// The user lost the licence meanwhile.
    LicenceNotFound,
    /// The user left the group meanwhile.
    UserNotFound,
    /// The policy was taken from the group, or deleted, meanwhile.
    PolicyNotFound,
    /// A step of setting up Windows failed, where that does not only warn.
    SetupFailed,
    /// Device preparation was not done in time.
    PreparationTimedOut,
}

impl AttemptProblem {
    /// The problems that are not what a check would report.
    pub const OWN: [Self; 14] = [
        Self::NoConnection,
        Self::NotEnoughAddresses,
        Self::NoRegion,
        Self::ConnectionUnhealthy,
        Self::DisallowedByPolicy,
        Self::RegionNotListed,
        Self::ConnectionPointMisconfigured,
        Self::SyncTimedOut,
        Self::EnrollmentFailed,
        Self::LicenceNotFound,
        Self::UserNotFound,
        Self::PolicyNotFound,
        Self::SetupFailed,
        Self::PreparationTimedOut,
    ];

    /// The name in digests and JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NoConnection => "noConnection",
            Self::NotEnoughAddresses => "notEnoughAddresses",
            Self::NoRegion => "noRegion",
            Self::ConnectionUnhealthy => "connectionUnhealthy",
            Self::Found(error) => error.entry().graph,
            Self::DisallowedByPolicy => "disallowedByPolicy",
            Self::RegionNotListed => "regionNotListed",
            Self::ConnectionPointMisconfigured => "connectionPointMisconfigured",
            Self::SyncTimedOut => "hybridJoinTimedOut",
            Self::EnrollmentFailed => "enrollmentFailed",
            Self::LicenceNotFound => "licenceNotFound",
            Self::UserNotFound => "userNotFound",
            Self::PolicyNotFound => "policyNotFound",
            Self::SetupFailed => "setupFailed",
            Self::PreparationTimedOut => "devicePreparationTimedOut",
        }
    }

    /// What to do about it.
    pub const fn remedy(self) -> &'static str {
        match self {
            Self::NoConnection => {
                "Make one of the policy's connections available: look at their checks and their regions."
            }
            Self::NotEnoughAddresses => {
                "Free addresses in the subnets, or add a connection with another one to the policy."
            }
            Self::NoRegion => "Add regions to the policy, or wait until one of them has room.",
            Self::ConnectionUnhealthy => "Repair what the checks of the connection found, then choose Retry.",
            Self::Found(error) => error.entry().action,
            Self::DisallowedByPolicy => {
                "Exempt what Windows 365 makes from the Azure Policy, then choose Retry."
            }
            Self::RegionNotListed => "Use a connection in a supported region.",
            Self::ConnectionPointMisconfigured => {
                "Repair the service connection point of the forest, then choose Retry."
            }
            Self::SyncTimedOut => {
                "Look at Microsoft Entra Connect: whether it is on, how often it runs, and its scope. Then choose Retry."
            }
            Self::EnrollmentFailed => {
                "Let the Cloud PC reach Intune, and let Windows devices enroll; then choose Retry."
            }
            Self::LicenceNotFound => "Give the user a licence.",
            Self::UserNotFound => "Put the user into a group with a policy.",
            Self::PolicyNotFound => "Assign a policy to the user's group.",
            Self::SetupFailed => "Choose Retry; if it stays, ask support.",
            Self::PreparationTimedOut => {
                "Look at the apps and scripts of device preparation in Intune, or give it more time; then choose Retry."
            }
        }
    }

    /// What happened, in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::NoConnection => "No connection of the policy is available.",
            Self::NotEnoughAddresses => "No subnet of the policy's connections has an address left.",
            Self::NoRegion => "No region of the policy can take another Cloud PC.",
            Self::ConnectionUnhealthy => "The health checks of the chosen connection failed meanwhile.",
            Self::Found(error) => error.entry().meaning,
            Self::DisallowedByPolicy => "An Azure Policy forbids what Windows 365 makes.",
            Self::RegionNotListed => "Windows 365 does not provision in the region.",
            Self::ConnectionPointMisconfigured => "The service connection point is missing or wrong.",
            Self::SyncTimedOut => "The device did not reach Microsoft Entra ID within 90 minutes.",
            Self::EnrollmentFailed => "The Cloud PC could not be enrolled in Intune.",
            Self::LicenceNotFound => "The user lost the licence meanwhile.",
            Self::UserNotFound => "The user left the group meanwhile.",
            Self::PolicyNotFound => "The policy was taken from the group meanwhile, or deleted.",
            Self::SetupFailed => "A step of setting up Windows failed.",
            Self::PreparationTimedOut => "Device preparation was not done in time.",
        }
    }
}
