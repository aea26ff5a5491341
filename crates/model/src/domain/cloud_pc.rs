//! Cloud PCs, the attempts to provision them, and the stages of an attempt.

use std::sync::Arc;

use super::cause::RecordKey;
use super::connection::ConnectionSettings;
use super::id::{ConnectionId, DomainId, PolicyId, RegionId, UserId};
use super::licence::Size;
use super::name::Name;
use super::network::Address;
use super::policy::Network;
use super::service::SetupStep;
use super::sign_in::{SESSION, Session};
use super::stream::Stream;
use super::time::{Instant, Offset};
use super::word::words;

words! {
    /// The status of a Cloud PC, spelt as in Microsoft Graph.
    pub enum CloudPcStatus {
        /// It is no more.
        NotProvisioned "notProvisioned",
        /// An attempt is under way, or the next one is waited for.
        Provisioning "provisioning",
        /// Ready for its user.
        Provisioned "provisioned",
        /// Ready for its user, but a step of the set-up failed.
        ProvisionedWithWarnings "provisionedWithWarnings",
        /// Its user lost the licence or the assignment, and works on for some days.
        InGracePeriod "inGracePeriod",
        /// It is being removed.
        Deprovisioning "deprovisioning",
        /// Three attempts failed.
        Failed "failed",
        /// It gets another size.
        Resizing "resizing",
        /// It moves to another connection.
        MovingRegion "movingRegion",
        /// It waits for a licence: the tenant has fewer than are wanted.
        PendingProvision "pendingProvision",
        /// Its resize waits for its user's new licence.
        ResizePendingLicense "resizePendingLicense",
        /// It was removed after its user's licence expired, and is recovered.
        Restoring "restoring",
        /// It gets the apps and scripts of device preparation, before its user may sign in.
        Preparing "preparing",
    }
}

impl CloudPcStatus {
    /// As the admin center says it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::NotProvisioned => "Not provisioned",
            Self::Provisioning => "Provisioning",
            Self::Provisioned => "Provisioned",
            Self::ProvisionedWithWarnings => "Provisioned with warnings",
            Self::InGracePeriod => "In grace period",
            Self::Deprovisioning => "Deprovisioning",
            Self::Failed => "Failed",
            Self::Resizing => "Resizing",
            Self::MovingRegion => "Moving region",
            Self::PendingProvision => "Pending",
            Self::ResizePendingLicense => "Resize pending license",
            Self::Restoring => "Restoring",
            Self::Preparing => "Preparing",
        }
    }

    /// Whether it is provisioned, and nothing else is done to it.
    pub const fn is_provisioned(self) -> bool {
        matches!(self, Self::Provisioned | Self::ProvisionedWithWarnings)
    }

    /// Whether its user may sign in.
    pub const fn is_ready(self) -> bool {
        matches!(
            self,
            Self::Provisioned
                | Self::ProvisionedWithWarnings
                | Self::InGracePeriod
                | Self::ResizePendingLicense
        )
    }

    /// Whether it holds a licence: whatever there is of a Cloud PC that is not being removed.
    pub const fn holds_licence(self) -> bool {
        !matches!(self, Self::NotProvisioned | Self::PendingProvision | Self::Deprovisioning)
    }
}

/// A stage of provisioning. The order is documented (service.md, *Provisioning*); durations stand in
/// [`crate::provisioning::stages`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Stage {
    /// Azure capacity is allocated and the virtual machine is made.
    CreateVm,
    /// The network interface is made and put into the subnet.
    AttachNetwork,
    /// The Cloud PC joins the AD domain, or Microsoft Entra ID.
    Join,
    /// Hybrid join only: the computer object reaches Microsoft Entra ID.
    SyncDevice,
    /// The Cloud PC is enrolled in Intune and gets its primary user.
    Enroll,
    /// Windows is set up.
    Configure,
    /// Where the policy wants it: Autopilot device preparation installs apps and runs scripts.
    Prepare,
    /// The user is told and may sign in.
    Assign,
}

impl Stage {
    /// All stages, in order.
    pub const ALL: [Self; 8] = [
        Self::CreateVm,
        Self::AttachNetwork,
        Self::Join,
        Self::SyncDevice,
        Self::Enroll,
        Self::Configure,
        Self::Prepare,
        Self::Assign,
    ];
}

/// The shortest and the longest time that each stage takes, in the order of [`Stage::ALL`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct StageDurations(pub [(Offset, Offset); Stage::ALL.len()]);

/// How far an attempt is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum AttemptState {
    /// In a stage, from when until when.
    InStage(Stage, Instant, Instant),
    /// Failed at this moment; what it holds is freed later.
    Failed(Instant),
    /// Failed, and what it held is free again.
    CleanedUp,
    /// All stages are done.
    Done,
}

/// Where a Cloud PC was placed.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Placement {
    /// The region, whose capacity it holds.
    pub region: RegionId,
    /// How it was connected; none: it is in the Microsoft hosted network.
    pub over: Option<Over>,
}

/// The connection over which a Cloud PC was placed, with its settings as they were then.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Over {
    /// The connection that was chosen.
    pub connection: ConnectionId,
    /// Its settings at that moment. Later edits of the connection do not reach the Cloud PC.
    pub settings: Arc<ConnectionSettings>,
    /// The address it holds in the subnet of the settings.
    pub address: Address,
}

/// What is free again after a Cloud PC or an attempt.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Freed {
    /// Its address and the capacity of its region.
    AddressAndCapacity,
    /// The capacity: a lock keeps the address.
    AddressKept,
    /// The capacity: in the Microsoft hosted network it had no address.
    Capacity,
    /// It held nothing.
    Nothing,
}

impl Placement {
    /// The network that was chosen.
    pub const fn network(&self) -> Network {
        match &self.over {
            Some(over) => Network::Connection(over.connection),
            None => Network::Hosted(self.region),
        }
    }

    /// The connection that was chosen, if it was one.
    pub fn connection(&self) -> Option<ConnectionId> {
        self.over.as_ref().map(|over| over.connection)
    }

    /// The domain that the Cloud PC was joined to.
    pub fn domain(&self) -> Option<DomainId> {
        self.over.as_ref()?.settings.domain
    }
}

/// One attempt to provision a Cloud PC.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Attempt {
    /// 1, 2 or 3 within a request or a retry of an administrator.
    pub number: u8,
    /// The how-many-th attempt of this Cloud PC: timers name it.
    pub serial: u32,
    /// When it began.
    pub started: Instant,
    /// Where it was placed; none when no connection could be chosen.
    pub placement: Option<Placement>,
    /// How far it is.
    pub state: AttemptState,
    /// The last record of this attempt: the cause of the next one.
    pub record: RecordKey,
}

/// What is done to a Cloud PC that was ready.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Work {
    /// It moves to this place.
    Move(Placement, RecordKey),
    /// It is resized; a hybrid one needs a second address meanwhile.
    Resize(Option<Address>, RecordKey),
    /// It waits for its user's licence of this size, and is resized then.
    AwaitLicence(Size, RecordKey),
    /// It is removed.
    Remove(RecordKey),
    /// It is recovered as it was.
    Recover(RecordKey),
}

/// What a Cloud PC is after provisioning: four facts. Source: overview, *Provisioning*.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Facts {
    /// It is on the network.
    pub on_network: bool,
    /// It is registered in Microsoft Entra ID.
    pub registered: bool,
    /// It is enrolled in Intune.
    pub enrolled: bool,
    /// It is ready for sign-in.
    pub ready: bool,
}

/// A Cloud PC.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct CloudPc {
    /// Its computer name.
    pub name: Name,
    /// Whose it is.
    pub user: UserId,
    /// The policy that asked for it.
    pub policy: PolicyId,
    /// Its status.
    pub status: CloudPcStatus,
    /// Its size, of which it holds a licence.
    pub size: Size,
    /// What said that it waits for a licence, while it does.
    pub awaits_licence: Option<RecordKey>,
    /// Its attempts, oldest first; cleaned-up ones go when an administrator asks again.
    pub attempts: Vec<Attempt>,
    /// How many attempts it has had.
    pub attempts_begun: u32,
    /// When it was asked for.
    pub requested: Instant,
    /// When it became ready.
    pub provisioned: Option<Instant>,
    /// The steps of the set-up that failed.
    pub warnings: Vec<SetupStep>,
    /// When its grace period ends, and what began it.
    pub grace: Option<(Instant, RecordKey)>,
    /// A move or a resize that is under way.
    pub work: Option<Work>,
    /// How many moves, resizes and removals have begun: a timer set for an earlier one has no meaning.
    pub works_begun: u32,
    /// Whether its user allowed connections to it: single sign-on asks for that once.
    pub allowed: bool,
    /// The session of its user: over after some hours, when it is cut, and when something is done to the Cloud PC.
    pub session: Option<Session>,
    /// What ails it alone. A new machine has none of it.
    pub ailments: Ailments,
    /// Draws how long stages take.
    pub durations: Stream,
}

/// What ails one Cloud PC alone: each with the record that made it so.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Ailments {
    /// The domain does not trust its computer account.
    pub trust_broken: Option<RecordKey>,
    /// An agent on it keeps sessions out.
    pub agent_in_the_way: Option<RecordKey>,
    /// Its device object in Microsoft Entra ID is disabled or deleted.
    pub device_object_gone: Option<RecordKey>,
    /// Its device object in Intune is deleted.
    pub managed_object_gone: Option<RecordKey>,
}

impl Ailments {
    /// All there are, in words that follow "has a Cloud PC", each with what made it so.
    pub const fn all(&self) -> [(&'static str, Option<RecordKey>); 4] {
        [
            ("that the domain does not trust", self.trust_broken),
            ("on which an agent keeps sessions out", self.agent_in_the_way),
            ("whose device object in Microsoft Entra ID is disabled or deleted", self.device_object_gone),
            ("whose device object in Intune is deleted", self.managed_object_gone),
        ]
    }

    /// Which ones it has: whoever has the same ones fares alike.
    pub fn which(&self) -> impl PartialEq + use<> {
        self.all().map(|(_, because)| because.is_some())
    }
}

impl CloudPc {
    /// The attempt that is under way or was the last.
    pub fn last_attempt(&self) -> Option<&Attempt> {
        self.attempts.last()
    }

    /// The session that lasts at a moment.
    pub fn session_at(&self, now: Instant) -> Option<Session> {
        self.session.filter(|session| self.status.is_ready() && now.since(session.since) < SESSION)
    }

    /// Why its user cannot use it, while it is not ready: what is done to it, what it waits for, or how far its attempt is.
    pub fn not_ready_because(&self) -> RecordKey {
        let done = self.work.as_ref().map(|work| match work {
            Work::Move(_, record)
            | Work::Resize(_, record)
            | Work::AwaitLicence(_, record)
            | Work::Remove(record)
            | Work::Recover(record) => *record,
        });
        let attempt = self.last_attempt().map(|attempt| attempt.record);
        done.or(self.awaits_licence).or(attempt).unwrap_or(RecordKey::OPENED)
    }

    /// Where it stood at a moment. None: it was made anew or moved since, or nobody knows.
    pub fn placement_at(&self, at: Instant) -> Option<&Placement> {
        let stayed = self.works_begun == 0 && self.last_attempt()?.started <= at;
        self.placement().filter(|_| stayed)
    }

    /// Where it is, while it is provisioned or being provisioned.
    #[inline]
    pub fn placement(&self) -> Option<&Placement> {
        match self.status {
            CloudPcStatus::Failed | CloudPcStatus::NotProvisioned | CloudPcStatus::PendingProvision => None,
            _ => self.last_attempt().and_then(|attempt| match attempt.state {
                AttemptState::InStage(..) | AttemptState::Done => attempt.placement.as_ref(),
                AttemptState::Failed(_) | AttemptState::CleanedUp => None,
            }),
        }
    }

    /// Its status when nothing is done to it: steps of the set-up that failed are warnings.
    pub fn status_when_ready(&self) -> CloudPcStatus {
        if self.warnings.is_empty() {
            CloudPcStatus::Provisioned
        } else {
            CloudPcStatus::ProvisionedWithWarnings
        }
    }

    /// What it is by now: each stage that is done makes one of the facts true.
    pub fn facts(&self) -> Facts {
        let Some(attempt) = self.last_attempt().filter(|_| self.placement().is_some()) else {
            return Facts { on_network: false, registered: false, enrolled: false, ready: false };
        };
        let hybrid = attempt.placement.as_ref().is_some_and(|place| place.domain().is_some());
        let registers = if hybrid { Stage::SyncDevice } else { Stage::Join };
        let done = |stage: Stage| match attempt.state {
            AttemptState::InStage(now, ..) => now > stage,
            AttemptState::Done => true,
            AttemptState::Failed(_) | AttemptState::CleanedUp => false,
        };
        Facts {
            on_network: done(Stage::AttachNetwork),
            registered: done(registers),
            enrolled: done(Stage::Enroll) && self.ailments.managed_object_gone.is_none(),
            ready: self.status.is_ready(),
        }
    }

    /// The stage that is under way.
    pub fn stage(&self) -> Option<Stage> {
        match self.last_attempt()?.state {
            AttemptState::InStage(stage, ..) => Some(stage),
            _ => None,
        }
    }
}
