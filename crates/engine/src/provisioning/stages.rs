//! The stages of provisioning: their order, how long they take, and what of the world they meet.
//!
//! The order is documented; the durations are not, and each is marked as assumed (facts.md §3.2).

use super::{AttemptProblem, Obstruction};
use crate::domain::endpoint::EndpointService;
use crate::domain::{
    ConnectionSettings, ErrorType, JoinType, Offset, RecordKey, Stage, StageDurations, World,
};
use crate::health::checks::{self, Finding};

/// What the table says of a stage.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StageEntry {
    /// Its name in files.
    pub name: &'static str,
    /// What it is called on the screen.
    pub title: &'static str,
    /// Whether only hybrid Cloud PCs have it.
    pub hybrid_only: bool,
    /// The shortest and the longest time it takes, in minutes: assumed.
    pub minutes: (i64, i64),
}

impl Stage {
    /// What the table says of it.
    pub const fn entry(self) -> StageEntry {
        let (name, title, hybrid_only, minutes) = match self {
            Self::CreateVm => ("createVm", "Create the virtual machine", false, (6, 12)),
            Self::AttachNetwork => ("attachNetwork", "Attach to the network", false, (1, 3)),
            Self::Join => ("join", "Join", false, (3, 6)),
            // Besides the wait for the next cycle of Microsoft Entra Connect.
            Self::SyncDevice => ("syncDevice", "Wait for device sync", true, (1, 4)),
            Self::Enroll => ("enroll", "Enroll in Intune", false, (4, 9)),
            Self::Configure => ("configure", "Configure Windows", false, (4, 8)),
            Self::Assign => ("assign", "Assign to the user", false, (1, 2)),
        };
        StageEntry { name, title, hybrid_only, minutes }
    }

    /// The stage of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.entry().name == name)
    }
}

/// The durations of the table.
pub fn default_durations() -> StageDurations {
    StageDurations(Stage::ALL.map(|stage| {
        let (shortest, longest) = stage.entry().minutes;
        (Offset::minutes(shortest), Offset::minutes(longest))
    }))
}

/// The stage after this one, for Cloud PCs of that join type.
pub(super) fn next(stage: Stage, join_type: JoinType) -> Option<Stage> {
    Stage::ALL
        .into_iter()
        .skip_while(|&other| other <= stage)
        .find(|other| !other.entry().hybrid_only || join_type == JoinType::HybridAzureAdJoin)
}

/// The next cycle of Microsoft Entra Connect at or after a moment.
pub(super) fn next_sync(world: &World, from: Offset) -> Offset {
    let interval = world.entra_id.sync_interval_ms.max(1);
    Offset(from.0.saturating_add(interval - 1) / interval * interval)
}

/// What a stage meets in the world at its end.
pub(super) fn meet(
    world: &World,
    stage: Stage,
    settings: &ConnectionSettings,
    password_version: u32,
    now: Offset,
) -> Result<(), Obstruction> {
    let vnet = world.vnet_of(settings.subnet);
    let reaches = |service, problem| {
        checks::reaches(world, vnet, service)
            .map_err(|because| Obstruction { problem, because: vec![because] })
    };
    let entra_id = AttemptProblem::Found(ErrorType::EndpointsEntraId);
    match stage {
        Stage::CreateVm | Stage::Configure | Stage::Assign => Ok(()),
        Stage::AttachNetwork => checks::resource_group_permission(world, settings)
            .and_then(|()| checks::vnet_permission(world, settings))
            .map_err(found),
        Stage::Join if settings.domain.is_some() => checks::dns(world, settings)
            .and_then(|()| checks::domain_join(world, settings, password_version))
            .map_err(found),
        Stage::Join => reaches(EndpointService::EntraId, entra_id),
        Stage::SyncDevice => {
            // Only a cycle of Microsoft Entra Connect brings the device, and only into a directory that answers.
            let (up, in_cycle) = (world.entra_id.up, next_sync(world, now) == now);
            let because = vec![if up { RecordKey::OPENED } else { world.entra_id.changed_by }];
            let missing = Obstruction { problem: AttemptProblem::SyncTimedOut, because };
            if up && in_cycle { Ok(()) } else { Err(missing) }
        }
        Stage::Enroll => reaches(EndpointService::EntraId, entra_id)
            .and_then(|()| reaches(EndpointService::Intune, AttemptProblem::EnrollmentFailed)),
    }
}

fn found(finding: Finding) -> Obstruction {
    Obstruction { problem: AttemptProblem::Found(finding.error), because: finding.because }
}
