//! The identity of records, so that anything in the world can name what made it so.

use super::entity::Entity;
use super::time::Instant;

/// What a record tells. The order is part of nothing: digests and files use [`RecordKind::name`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum RecordKind {
    /// The run begins with the world as the scenario describes it. A root.
    Opened,
    /// An administrator did something. A root.
    AdminActed,
    /// A user did something. A root.
    UserActed,
    /// Something broke. A root.
    FaultStruck,
    /// Something was repaired. A root.
    RepairMade,
    /// People joined a group. A root.
    PeopleJoined,
    /// The service refused an action.
    Refused,
    /// A connection was created.
    ConnectionCreated,
    /// A connection's settings were changed.
    ConnectionEdited,
    /// The service gave itself roles that it lacked.
    RolesGranted,
    /// A run of health checks began.
    RunStarted,
    /// A check found something else than the run before.
    CheckChanged,
    /// A run of health checks ended and its results were posted.
    RunEnded,
    /// A policy was created.
    PolicyCreated,
    /// A policy was assigned to a group.
    PolicyAssigned,
    /// A Cloud PC was asked for.
    CloudPcRequested,
    /// A connection was chosen for an attempt.
    ConnectionChosen,
    /// No connection could be chosen for an attempt.
    NoConnection,
    /// A stage of provisioning is done.
    StageDone,
    /// An attempt to provision failed.
    AttemptFailed,
    /// What a failed attempt held is free again.
    CleanedUp,
    /// A Cloud PC is ready.
    Provisioned,
    /// A Cloud PC could not be provisioned.
    ProvisioningFailed,
    /// A user signed in. Routine: counted beyond a limit.
    SignedIn,
    /// A user could not sign in.
    SignInFailed,
}

impl RecordKind {
    /// All kinds.
    pub const ALL: [Self; 25] = [
        Self::Opened,
        Self::AdminActed,
        Self::UserActed,
        Self::FaultStruck,
        Self::RepairMade,
        Self::PeopleJoined,
        Self::Refused,
        Self::ConnectionCreated,
        Self::ConnectionEdited,
        Self::RolesGranted,
        Self::RunStarted,
        Self::CheckChanged,
        Self::RunEnded,
        Self::PolicyCreated,
        Self::PolicyAssigned,
        Self::CloudPcRequested,
        Self::ConnectionChosen,
        Self::NoConnection,
        Self::StageDone,
        Self::AttemptFailed,
        Self::CleanedUp,
        Self::Provisioned,
        Self::ProvisioningFailed,
        Self::SignedIn,
        Self::SignInFailed,
    ];

    /// The name in digests, logs and JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::AdminActed => "adminActed",
            Self::UserActed => "userActed",
            Self::FaultStruck => "faultStruck",
            Self::RepairMade => "repairMade",
            Self::PeopleJoined => "peopleJoined",
            Self::Refused => "refused",
            Self::ConnectionCreated => "connectionCreated",
            Self::ConnectionEdited => "connectionEdited",
            Self::RolesGranted => "rolesGranted",
            Self::RunStarted => "runStarted",
            Self::CheckChanged => "checkChanged",
            Self::RunEnded => "runEnded",
            Self::PolicyCreated => "policyCreated",
            Self::PolicyAssigned => "policyAssigned",
            Self::CloudPcRequested => "cloudPcRequested",
            Self::ConnectionChosen => "connectionChosen",
            Self::NoConnection => "noConnection",
            Self::StageDone => "stageDone",
            Self::AttemptFailed => "attemptFailed",
            Self::CleanedUp => "cleanedUp",
            Self::Provisioned => "provisioned",
            Self::ProvisioningFailed => "provisioningFailed",
            Self::SignedIn => "signedIn",
            Self::SignInFailed => "signInFailed",
        }
    }

    /// Whether a record of this kind may be a beginning: only these have no cause.
    pub const fn is_root(self) -> bool {
        matches!(
            self,
            Self::Opened
                | Self::AdminActed
                | Self::UserActed
                | Self::FaultStruck
                | Self::RepairMade
                | Self::PeopleJoined
        )
    }

    /// Whether records of this kind are only counted past a limit. They are never the cause of another.
    pub const fn is_routine(self) -> bool {
        matches!(self, Self::SignedIn)
    }
}

/// A record's identity: when, about what, which kind, and the how-many-th of these. Not its position, so that what is
/// added elsewhere renumbers nothing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct RecordKey {
    /// When it happened.
    pub at: Instant,
    /// What it is about.
    pub entity: Entity,
    /// What it tells.
    pub kind: RecordKind,
    /// 0 for the first record of this kind about this entity at this instant.
    pub n: u32,
}

impl RecordKey {
    /// The first record of every run: the cause of whatever was so from the start.
    pub const OPENED: Self =
        Self { at: Instant::ZERO, entity: Entity::Scenario, kind: RecordKind::Opened, n: 0 };
}
