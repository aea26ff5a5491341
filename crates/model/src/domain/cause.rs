//! The identity of records, so that anything in the world can name what made it so.

use super::entity::Entity;
use super::time::Instant;
use super::word::words;

words! {
    /// What a record tells. The order is part of nothing: digests and files use [`RecordKind::name`].
    pub enum RecordKind {
        /// The run begins with the world as the scenario describes it. A root.
        Opened "opened",
        /// An administrator did something. A root.
        AdminActed "adminActed",
        /// A user did something. A root.
        UserActed "userActed",
        /// Something broke. A root.
        FaultStruck "faultStruck",
        /// Something was repaired. A root.
        RepairMade "repairMade",
        /// Something that a tenant rests on was made, changed or removed. A root.
        EnvironmentChanged "environmentChanged",
        /// A line of the scenario could not be carried out: what it names is not there. A root.
        LineFailed "lineFailed",
        /// People joined a group. A root.
        PeopleJoined "peopleJoined",
        /// A user's licence or membership changed. A root.
        EntitlementChanged "entitlementChanged",
        /// The service refused an action.
        Refused "refused",
        /// A connection was created.
        ConnectionCreated "connectionCreated",
        /// A connection's settings were changed.
        ConnectionEdited "connectionEdited",
        /// A connection was deleted.
        ConnectionDeleted "connectionDeleted",
        /// A connection became inactive.
        ConnectionInactive "connectionInactive",
        /// The service gave itself roles that it lacked.
        RolesGranted "rolesGranted",
        /// Support raised the limit of connections.
        LimitRaised "limitRaised",
        /// A run of health checks began.
        RunStarted "runStarted",
        /// A check found something else than the run before.
        CheckChanged "checkChanged",
        /// A run of health checks ended and its results were posted.
        RunEnded "runEnded",
        /// A policy was created.
        PolicyCreated "policyCreated",
        /// A policy got other connections.
        PolicyEdited "policyEdited",
        /// A policy was assigned to a group.
        PolicyAssigned "policyAssigned",
        /// A policy was taken from a group.
        PolicyUnassigned "policyUnassigned",
        /// A policy was deleted.
        PolicyDeleted "policyDeleted",
        /// A Cloud PC was asked for.
        CloudPcRequested "cloudPcRequested",
        /// A Cloud PC waits for a licence.
        LicenceAwaited "licenceAwaited",
        /// A connection was chosen for an attempt.
        ConnectionChosen "connectionChosen",
        /// No connection could be chosen for an attempt.
        NoConnection "noConnection",
        /// A stage of provisioning is done.
        StageDone "stageDone",
        /// An attempt to provision failed.
        AttemptFailed "attemptFailed",
        /// What a failed attempt held is free again.
        CleanedUp "cleanedUp",
        /// A Cloud PC is ready.
        Provisioned "provisioned",
        /// A Cloud PC could not be provisioned.
        ProvisioningFailed "provisioningFailed",
        /// A grace period began.
        GraceBegan "graceBegan",
        /// A grace period is over because its cause is.
        GraceEnded "graceEnded",
        /// A Cloud PC is being removed.
        Deprovisioning "deprovisioning",
        /// A Cloud PC is no more.
        Deprovisioned "deprovisioned",
        /// A Cloud PC is made anew.
        Reprovisioned "reprovisioned",
        /// A Cloud PC begins to move, or to change its size.
        WorkBegan "workBegan",
        /// That is done.
        WorkDone "workDone",
        /// That failed.
        WorkFailed "workFailed",
        /// A user signed in. Routine: counted beyond a limit.
        SignedIn "signedIn",
        /// A user could not sign in.
        SignInFailed "signInFailed",
        /// The session of a user was cut.
        SessionCut "sessionCut",
    }
}

impl RecordKind {
    /// Whether a record of this kind may be a beginning: only these have no cause.
    pub const fn is_root(self) -> bool {
        matches!(
            self,
            Self::Opened
                | Self::AdminActed
                | Self::UserActed
                | Self::FaultStruck
                | Self::RepairMade
                | Self::EnvironmentChanged
                | Self::LineFailed
                | Self::PeopleJoined
                | Self::EntitlementChanged
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
