//! The stages of provisioning: their order, how long they take, and what of the world they meet.
//!
//! The order is documented; the durations are not, and each is marked as assumed (service.md, *Provisioning*).

use super::{AttemptProblem, Obstruction};
use crate::domain::endpoint::EndpointService;
use crate::domain::{
    ConnectionId, ConnectionSettings, DomainId, ErrorType, Offset, PolicyId, Preparation, Restriction, Rule,
    ScriptPolicy, Stage, StageDurations, World,
};
use crate::health::checks::{self, Finding, REQUIRED_SERVICES};
use crate::path::service;

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
            Self::Prepare => ("prepare", "Prepare the device", false, (10, 25)),
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

/// The stage after this one, for Cloud PCs of that domain, or of none, by that policy.
pub(super) fn next(world: &World, stage: Stage, domain: Option<DomainId>, policy: PolicyId) -> Option<Stage> {
    let rules = world.rules;
    let registers_itself =
        |domain| world.domains[domain].federated && rules.holds(Rule::FederatedRegisterThemselves);
    let waits = domain.is_some_and(|of| !registers_itself(of)) && rules.holds(Rule::HybridWaitsForSync);
    Stage::ALL.into_iter().skip_while(|&other| other <= stage).find(|other| match other {
        Stage::Prepare => preparation(world, policy).is_some(),
        other => !other.entry().hybrid_only || waits,
    })
}

/// How the Cloud PCs of a policy are prepared, if they are.
pub(super) fn preparation(world: &World, policy: PolicyId) -> Option<Preparation> {
    world.policies[policy].preparation.filter(|_| world.rules.holds(Rule::DevicePreparation))
}

/// The next cycle of Microsoft Entra Connect at or after a moment.
pub(super) fn next_sync(world: &World, from: Offset) -> Offset {
    let interval = world.entra_id.sync_interval_ms.max(1);
    Offset(from.0.saturating_add(interval - 1) / interval * interval)
}

/// What a stage meets in the world at its end; over a connection, or in the Microsoft hosted network, where nothing of the tenant's
/// Azure is asked.
pub(super) fn meet(
    world: &World,
    stage: Stage,
    over: Option<(&ConnectionSettings, ConnectionId)>,
    now: Offset,
) -> Result<(), Obstruction> {
    let subnet = over.map(|(settings, _)| settings.subnet);
    let reaches = |of, problem| {
        service::reaches_from(world, subnet, of)
            .map_err(|unreached| Obstruction { problem, because: vec![unreached.because] })
    };
    let needs = |of: &[EndpointService]| {
        let needed = REQUIRED_SERVICES.iter().filter(|(service, _)| of.contains(service));
        if !world.rules.holds(Rule::ProvisioningNeedsEndpoints) {
            return Ok(());
        }
        needed
            .filter(|(of, _)| {
                *of != EndpointService::WindowsCloud || world.rules.holds(Rule::NewEndpointNames)
            })
            .try_for_each(|&(of, error)| reaches(of, AttemptProblem::Found(error)))
    };
    let entra_id = AttemptProblem::Found(ErrorType::EndpointsEntraId);
    match (stage, over) {
        (Stage::CreateVm | Stage::AttachNetwork, None) | (Stage::Assign | Stage::Prepare, _) => Ok(()),
        (Stage::CreateVm, Some((settings, _))) => {
            checks::tenant(world, settings).or_else(unless_locked).map_err(found)
        }
        (Stage::AttachNetwork, Some((settings, connection))) => {
            let roles = world.connections[connection].role_model;
            let permitted = checks::resource_group_permission(world, settings, roles)
                .and_then(|()| checks::vnet_permission(world, settings, roles));
            let needed = world.rules.holds(Rule::NetworkInterfaceNeedsRoles);
            permitted.or_else(|finding| if needed { Err(finding) } else { Ok(()) })?;
            checks::vnet(world, settings).map_err(found)?;
            // The agent of the virtual machine reports to Azure's platform over its network.
            needs(&[EndpointService::Platform])
        }
        (Stage::Join, Some((settings, connection))) if settings.domain.is_some() => {
            if !world.rules.holds(Rule::JoinUsesStoredCredentials) {
                return Ok(());
            }
            checks::dns(world, settings)
                .and_then(|()| checks::domain_join(world, settings, world.password_of(connection)))
                .map_err(found)
        }
        (Stage::Join, _) => reaches(EndpointService::EntraId, entra_id),
        (Stage::SyncDevice, _) => sync(world, over.and_then(|(settings, _)| settings.domain), now),
        (Stage::Enroll, _) if !world.rules.holds(Rule::EnrollmentNeeded) => Ok(()),
        (Stage::Enroll, _) => {
            reaches(EndpointService::EntraId, entra_id)?;
            reaches(EndpointService::Intune, AttemptProblem::EnrollmentFailed)?;
            // Intune accepts nobody else's certificate.
            let vnet = subnet.map(|subnet| &world.vnets[world.vnet_of(subnet)]);
            if let Some(because) = vnet.and_then(|vnet| vnet.inspected)
                && world.rules.holds(Rule::InspectionStopsEnrollment)
            {
                return Err(Obstruction {
                    problem: AttemptProblem::EnrollmentFailed,
                    because: vec![because],
                });
            }
            if world.intune.restriction == Restriction::Default {
                let because = vec![world.intune.changed_by];
                return Err(Obstruction { problem: AttemptProblem::EnrollmentFailed, because });
            }
            Ok(())
        }
        (Stage::Configure, _) => {
            let error = match world.intune.scripts {
                // The agents of Windows 365 and Azure Virtual Desktop are installed and register.
                ScriptPolicy::Allowed => {
                    return needs(&[
                        EndpointService::Windows365,
                        EndpointService::WindowsCloud,
                        EndpointService::AzureVirtualDesktop,
                    ]);
                }
                ScriptPolicy::AllSigned => ErrorType::VmDeploymentTimeout,
                ScriptPolicy::Blocked => ErrorType::DscScriptFailed,
            };
            let because = vec![world.intune.changed_by];
            Err(Obstruction { problem: AttemptProblem::Found(error), because })
        }
    }
}

/// A delete lock stops the clean-up, not the creation.
fn unless_locked(finding: Finding) -> Result<(), Finding> {
    match finding.error {
        ErrorType::ResourceGroupLockedForDelete | ErrorType::DeploymentQuotaLimitReached => Ok(()),
        _ => Err(finding),
    }
}

/// Only a cycle of Microsoft Entra Connect brings the device, and only into a directory that answers.
fn sync(world: &World, domain: Option<DomainId>, now: Offset) -> Result<(), Obstruction> {
    let entra_id = &world.entra_id;
    let domain = domain.map(|domain| &world.domains[domain]);
    let because = |key| Err(Obstruction { problem: AttemptProblem::SyncTimedOut, because: vec![key] });
    match domain {
        Some(domain) if !domain.connection_point => Err(Obstruction {
            problem: AttemptProblem::ConnectionPointMisconfigured,
            because: vec![domain.sync_changed_by],
        }),
        Some(domain) if !domain.in_sync_scope => because(domain.sync_changed_by),
        _ if !entra_id.connect_on => because(entra_id.connect_changed_by),
        _ if !entra_id.up => because(entra_id.changed_by),
        _ if next_sync(world, now) != now => because(entra_id.connect_changed_by),
        _ => Ok(()),
    }
}

fn found(finding: Finding) -> Obstruction {
    let problem = match finding.error {
        ErrorType::AzurePolicyViolation => AttemptProblem::DisallowedByPolicy,
        ErrorType::UnsupportedVnetRegion => AttemptProblem::RegionNotListed,
        error => AttemptProblem::Found(error),
    };
    Obstruction { problem, because: finding.because }
}

impl From<Finding> for Obstruction {
    fn from(finding: Finding) -> Self {
        found(finding)
    }
}
