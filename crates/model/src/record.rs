//! Records: what happened, each with its cause.

use crate::command::{AdminAction, Change, Fault, UserAction};
use crate::domain::sign_in::Hop;
use crate::domain::{
    AttemptProblem, Candidate, Check, CloudPcId, CloudPcStatus, ConnectionStatus, ControllerId, Entity,
    Freed, GroupId, HopVerdict, Instant, Name, Network, PolicyId, RecordKey, RegionId, Rule, RunTrigger,
    SessionQuality, SetupStep, Size, Stage, UserId, Verdict, World,
};
use crate::kernel::Canonical;

/// Something that happened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Record {
    /// Its identity.
    pub key: RecordKey,
    /// What triggered it; none for a root.
    pub cause: Option<RecordKey>,
    /// What it rested on: a status, a fault.
    pub because: Vec<RecordKey>,
    /// What happened.
    pub detail: Detail,
}

/// What happened. The subject is the entity of the record's key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Detail {
    /// The run begins.
    Opened,
    /// An administrator acted.
    AdminActed(AdminAction),
    /// A user asked to sign in, in one way or another.
    UserActed(UserAction),
    /// Something broke.
    FaultStruck(Fault),
    /// Something was repaired.
    RepairMade(Fault),
    /// Something was made, changed or removed.
    EnvironmentChanged(Change),
    /// A line of the scenario named what is not there, by this name.
    LineFailed {
        /// What the line does.
        command: &'static str,
        /// What is not there.
        name: Name,
    },
    /// So many people joined the group.
    PeopleJoined(u32),
    /// The service refused what the administrator did.
    Refused {
        /// By which rule.
        rule: Rule,
        /// Which action.
        action: &'static str,
        /// What it was about.
        about: String,
    },
    /// A connection was created.
    ConnectionCreated,
    /// A connection was edited; renamed, if it was called otherwise before.
    ConnectionEdited(Option<Name>),
    /// A connection was deleted.
    ConnectionDeleted,
    /// A connection became inactive.
    ConnectionInactive,
    /// Support raised the limit of connections to this number.
    LimitRaised(u32),
    /// A user got a licence, or lost it.
    LicenceChanged(bool),
    /// A user came into the group again, or left it.
    MembershipChanged(bool),
    /// A user is in another group besides.
    GroupJoined(GroupId),
    /// A user is not in a group any more.
    GroupLeft(GroupId),
    /// A user moved to another group.
    GroupMoved(GroupId),
    /// The service gave itself roles.
    RolesGranted,
    /// A run began.
    RunStarted {
        /// Why.
        trigger: RunTrigger,
        /// Whether the temporary VM got an address.
        vm: bool,
    },
    /// A check found something else than before.
    CheckChanged {
        /// Which check.
        check: Check,
        /// What it found.
        verdict: Verdict,
        /// Failing targets.
        detail: String,
        /// What support asks for.
        correlation_id: u64,
    },
    /// A run ended.
    RunEnded {
        /// The status before.
        before: ConnectionStatus,
        /// The status from now on.
        status: ConnectionStatus,
        /// What checks found, without those that could not run.
        found: Vec<(Check, Verdict)>,
    },
    /// A policy was created, with these networks.
    PolicyCreated(Vec<Network>),
    /// A policy got these networks.
    PolicyEdited(Vec<Network>),
    /// A policy was assigned to a group.
    PolicyAssigned(GroupId),
    /// A policy was taken from a group.
    PolicyUnassigned(GroupId),
    /// A policy was deleted.
    PolicyDeleted,
    /// A Cloud PC was asked for.
    CloudPcRequested {
        /// For whom.
        user: UserId,
        /// By which policy.
        policy: PolicyId,
    },
    /// No licence is free.
    LicenceAwaited(Size),
    /// A network was chosen.
    NetworkChosen {
        /// Which attempt.
        attempt: u8,
        /// The network.
        network: Network,
        /// Its region.
        region: RegionId,
        /// All candidates, in the order in which they are asked.
        candidates: Vec<Candidate>,
    },
    /// No network could be chosen.
    NoNetwork {
        /// Which attempt.
        attempt: u8,
        /// All candidates, in the order in which they are asked.
        candidates: Vec<Candidate>,
    },
    /// A stage is done.
    StageDone(Stage),
    /// An attempt failed.
    AttemptFailed {
        /// Which attempt.
        attempt: u8,
        /// In which stage; none when no connection could be chosen.
        stage: Option<Stage>,
        /// Why.
        problem: AttemptProblem,
    },
    /// What an attempt held is free again.
    CleanedUp(Freed),
    /// The Cloud PC is ready; these steps of its set-up failed.
    Provisioned(Network, Vec<SetupStep>),
    /// The Cloud PC could not be provisioned.
    ProvisioningFailed,
    /// A grace period began; it ends at this moment.
    GraceBegan(Instant),
    /// A grace period is over because its cause is.
    GraceEnded,
    /// The Cloud PC is being removed; whether it can be recovered for some time.
    Deprovisioning {
        /// Whether it can.
        recoverable: bool,
    },
    /// The Cloud PC is no more, and what it held is free again.
    Deprovisioned(Freed),
    /// The Cloud PC is made anew.
    Reprovisioned,
    /// A move or a resize began; a move has a target.
    WorkBegan(CloudPcStatus, Option<Network>),
    /// It is done.
    WorkDone(CloudPcStatus),
    /// It failed.
    WorkFailed(CloudPcStatus),
    /// The user signed in.
    SignedIn {
        /// To which Cloud PC.
        cloud_pc: CloudPcId,
        /// Which domain controller answered; none for Microsoft Entra join.
        controller: Option<ControllerId>,
        /// How the session goes over the network.
        session: SessionQuality,
        /// Whether a password was asked for.
        prompted: bool,
    },
    /// The user could not sign in.
    SignInFailed(Vec<Hop>),
    /// The user's session was cut.
    SessionCut,
}

impl Record {
    /// Whether the record tells of something that went wrong or was refused, or of a changed status: where *Skip
    /// ahead* stops.
    pub fn is_of_note(&self) -> bool {
        match &self.detail {
            Detail::FaultStruck(_)
            | Detail::RepairMade(_)
            | Detail::Refused { .. }
            | Detail::LineFailed { .. }
            | Detail::NoNetwork { .. }
            | Detail::AttemptFailed { .. }
            | Detail::ProvisioningFailed
            | Detail::ConnectionInactive
            | Detail::GraceBegan(_)
            | Detail::LicenceAwaited(_)
            | Detail::Deprovisioned(_)
            | Detail::WorkFailed(_)
            | Detail::SessionCut
            | Detail::SignInFailed(_) => true,
            Detail::RunEnded { before, status, .. } => before != status,
            _ => false,
        }
    }
}

/// Adds the canonical fields of a record: identity, cause, what it rested on, and what happened. No display text.
pub(crate) fn write(
    key: RecordKey,
    cause: Option<RecordKey>,
    because: &[RecordKey],
    detail: &Detail,
    world: &World,
    out: &mut Canonical,
) {
    out.begin_record(key.at);
    write_key(key, world, out);
    // One number for what is nearly always alike: no number of its own, the beginning as cause, nothing else.
    let origin = match cause {
        None => 0,
        Some(RecordKey::OPENED) => 1,
        Some(_) => 2,
    };
    let numbered = i64::from(key.n > 0);
    out.number((because.len() as i64) << 3 | numbered << 2 | origin);
    if key.n > 0 {
        out.number(i64::from(key.n));
    }
    let cause = cause.filter(|&cause| cause != RecordKey::OPENED);
    for earlier in cause.iter().chain(because) {
        out.earlier(earlier.at);
        write_key(*earlier, world, out);
        out.number(i64::from(earlier.n));
    }
    detail.write(world, out);
    out.end_record();
}

/// What a record is about, and what it tells.
fn write_key(key: RecordKey, world: &World, out: &mut Canonical) {
    write_entity(key.entity, world, out);
    out.name(KINDS, key.kind as usize, || ("", key.kind.name()));
}

fn write_entity(entity: Entity, world: &World, out: &mut Canonical) {
    let (list, position) = entity.place();
    out.name(list, position, || (entity.kind(), world.name(entity)));
}

/// A network: by its connection, or by its region.
fn write_network(network: Network, world: &World, out: &mut Canonical) {
    write_entity(network.entity(), world, out);
}

/// The list of names that has the kinds of records, after those of [`Entity::place`].
const KINDS: usize = 17;

/// The list of names that has the qualities of sessions.
const SESSIONS: usize = 18;

impl Detail {
    fn write(&self, world: &World, out: &mut Canonical) {
        match self {
            Self::Opened => out.text(world.rules.set.name()),
            Self::AdminActed(action) => action.write(world, out),
            // How does not matter here: what came of it follows.
            Self::UserActed(_)
            | Self::ConnectionCreated
            // The action says both names.
            | Self::ConnectionEdited(_)
            | Self::ConnectionDeleted
            | Self::ConnectionInactive
            | Self::PolicyDeleted
            | Self::GraceEnded
            | Self::Deprovisioning { .. }
            | Self::Deprovisioned(_)
            | Self::Reprovisioned
            | Self::RolesGranted
            | Self::CleanedUp(_)
            | Self::SessionCut
            | Self::ProvisioningFailed => {}
            Self::FaultStruck(fault) | Self::RepairMade(fault) => fault.write(world, out),
            Self::EnvironmentChanged(change) => change.write(world, out),
            Self::LineFailed { command, name } => {
                out.text(command);
                out.text(name);
            }
            Self::PeopleJoined(count) | Self::LimitRaised(count) => out.number(i64::from(*count)),
            Self::LicenceChanged(has) | Self::MembershipChanged(has) => out.number(i64::from(*has)),
            Self::GraceBegan(ends) => out.number(ends.0),
            Self::WorkBegan(status, target) => {
                out.text(status.name());
                if let Some(target) = target {
                    write_network(*target, world, out);
                }
            }
            Self::WorkDone(status) | Self::WorkFailed(status) => out.text(status.name()),
            Self::Refused { rule, action, about } => {
                out.text(rule.text().name);
                out.text(action);
                out.text(about);
            }
            Self::RunStarted { trigger, vm } => {
                out.text(trigger.name());
                out.number(i64::from(*vm));
            }
            Self::CheckChanged { check, verdict, detail, correlation_id } => {
                out.text(check.entry().name);
                write_verdict(*verdict, out);
                out.text(detail);
                out.number(*correlation_id as i64);
            }
            Self::RunEnded { before, status, found: _ } => {
                out.text(before.name());
                out.text(status.name());
            }
            Self::PolicyCreated(networks) | Self::PolicyEdited(networks) => {
                out.number(networks.len() as i64);
                for &network in networks {
                    write_network(network, world, out);
                }
            }
            Self::PolicyAssigned(group)
            | Self::PolicyUnassigned(group)
            | Self::GroupJoined(group)
            | Self::GroupLeft(group)
            | Self::GroupMoved(group) => {
                write_entity(Entity::Group(*group), world, out);
            }
            Self::CloudPcRequested { user, policy } => {
                write_entity(Entity::User(*user), world, out);
                write_entity(Entity::Policy(*policy), world, out);
            }
            Self::LicenceAwaited(size) => out.number(i64::from(size.0)),
            Self::NetworkChosen { attempt, network, region, candidates } => {
                out.number(i64::from(*attempt));
                write_network(*network, world, out);
                write_entity(Entity::Region(*region), world, out);
                write_candidates(candidates, world, out);
            }
            Self::NoNetwork { attempt, candidates } => {
                out.number(i64::from(*attempt));
                write_candidates(candidates, world, out);
            }
            Self::StageDone(stage) => out.text(stage.entry().name),
            Self::AttemptFailed { attempt, stage, problem } => {
                out.number(i64::from(*attempt));
                out.text(stage.map_or("", |stage| stage.entry().name));
                out.text(problem.name());
            }
            Self::Provisioned(network, warnings) => {
                write_network(*network, world, out);
                for step in warnings {
                    out.text(step.name());
                }
            }
            Self::SignedIn { cloud_pc, controller, session, prompted } => {
                write_entity(Entity::CloudPc(*cloud_pc), world, out);
                out.name(SESSIONS, *session as usize, || ("", session.name()));
                out.number(i64::from(*prompted));
                if let Some(controller) = controller {
                    write_entity(Entity::Controller(*controller), world, out);
                }
            }
            Self::SignInFailed(hops) => write_hops(hops, out),
        }
    }
}

fn write_verdict(verdict: Verdict, out: &mut Canonical) {
    out.text(verdict.name());
    if let Some(error) = verdict.error() {
        out.text(error.entry().graph);
    } else if let Verdict::NotRun(check) = verdict {
        out.text(check.entry().name);
    }
}

fn write_candidates(candidates: &[Candidate], world: &World, out: &mut Canonical) {
    out.number(candidates.len() as i64);
    for candidate in candidates {
        write_network(candidate.network, world, out);
        out.text(candidate.verdict.name());
    }
}

fn write_hops(hops: &[Hop], out: &mut Canonical) {
    out.number(hops.len() as i64);
    for hop in hops {
        out.text(hop.place.name());
        match hop.verdict {
            HopVerdict::Passed => out.text("passed"),
            HopVerdict::NotReached => out.text("notReached"),
            HopVerdict::Failed(problem) => out.text(problem.name()),
        }
    }
}
