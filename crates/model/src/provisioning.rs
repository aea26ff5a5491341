//! Provisioning: from a request to a Cloud PC that is ready, over stages, attempts and alternates.
//!
//! Each attempt chooses a connection anew: the policy's list is walked in order, and for each candidate it is recorded
//! why it was taken or passed over. The choice looks at the *status*; the stages meet the *world*. Sources: overview,
//! *Provisioning* and *Alternate ANCs*; service.md, *Provisioning*; decisions.md, *Provisioning and sign-in*.

pub mod choice;
pub mod lifecycle;
pub mod stages;

use std::sync::Arc;

use crate::domain::directory::SYNC_MAX;
use crate::domain::{
    Ailments, Attempt, AttemptProblem, AttemptState, CandidateVerdict, CloudPc, CloudPcId, CloudPcStatus,
    ConnectionId, Entity, Freed, GroupId, Name, Network, Offset, Over, PassedOver, Placement, PolicyId,
    Purpose, RecordKey, RecordKind, Rule, SetupStep, Size, Stage, UserId, World,
};
use crate::event::Event;
use crate::limits;
use crate::record::Detail;
use crate::state::State;

/// Attempts of one request: the first and two retries. Documented (service.md, *Provisioning*).
pub const ATTEMPTS_MAX: u8 = 3;
/// From a failed attempt to the next: assumed.
pub const PAUSE_BETWEEN_ATTEMPTS: Offset = Offset::minutes(10);
/// From a failed attempt to the clean-up of what it held. Documented (service.md, *Provisioning*).
pub const CLEAN_UP_AFTER: Offset = Offset::hours(3);
/// What a stage met in the world.
pub(crate) struct Obstruction {
    /// Why the attempt fails.
    pub(crate) problem: AttemptProblem,
    /// What made the world so.
    pub(crate) because: Vec<RecordKey>,
}

/// Asks for Cloud PCs for the members of a group that have none.
pub(crate) fn request_group(state: &mut State, group: GroupId, cause: RecordKey) {
    let mut room = Room::of(&state.world);
    for user in members_without(state, group) {
        let Some(policy) = state.world.entitlement(user) else { continue };
        let licensed = room.take(state.world.users[user].size);
        ask(state, policy, user, licensed, cause);
    }
}

/// The members of a group that have no Cloud PC.
fn members_without(state: &State, group: GroupId) -> Vec<UserId> {
    let people = &state.world.groups[group].people;
    let without = |&user: &UserId| {
        let of = &state.world.users[user];
        of.cloud_pc.is_none() && of.licensed && state.world.is_in(user, group)
    };
    people.iter().copied().filter(without).collect()
}

/// Asks for one Cloud PC and begins the first attempt.
pub(crate) fn request(state: &mut State, policy: PolicyId, user: UserId, cause: RecordKey) {
    let licensed = state.world.licence_is_free(state.world.users[user].size);
    ask(state, policy, user, licensed, cause);
}

/// The same, where it is known whether a licence is free.
fn ask(state: &mut State, policy: PolicyId, user: UserId, licensed: bool, cause: RecordKey) {
    let cloud_pc = lifecycle::recoverable(state, policy, user).unwrap_or_else(|| create(state, policy, user));
    let size = state.world.cloud_pcs[cloud_pc].size;
    let detail = Detail::CloudPcRequested { user, policy };
    let record =
        state.emit(Entity::CloudPc(cloud_pc), RecordKind::CloudPcRequested, cause, Vec::new(), detail);
    if licensed {
        begin(state, cloud_pc, record);
    } else {
        let entity = Entity::CloudPc(cloud_pc);
        let detail = Detail::LicenceAwaited(size);
        let awaits = state.emit(entity, RecordKind::LicenceAwaited, record, Vec::new(), detail);
        let of = &mut state.world.cloud_pcs[cloud_pc];
        (of.status, of.awaits_licence) = (CloudPcStatus::PendingProvision, Some(awaits));
    }
}

/// Begins what a Cloud PC was asked for: it is recovered, where that can be, or its first attempt begins.
fn begin(state: &mut State, cloud_pc: CloudPcId, cause: RecordKey) {
    if !lifecycle::recover(state, cloud_pc, cause) {
        begin_attempt(state, cloud_pc, 1, cause);
    }
}

/// Licences may be free: whoever waits longest gets one.
pub(crate) fn licences_freed(state: &mut State, size: Size, cause: RecordKey) {
    let Some(free) = state.world.licences_free(size).filter(|free| *free > 0) else { return };
    // A resize that waits was asked for by somebody who has the licence.
    let resized = lifecycle::begin_awaited(state, size, free, cause);
    let free = free - resized;
    let waits =
        |(_, of): &(CloudPcId, &CloudPc)| of.status == CloudPcStatus::PendingProvision && of.size == size;
    let waiting = state.world.cloud_pcs.iter().filter(waits);
    let mut waiting: Vec<_> = waiting.map(|(id, of)| (of.requested, id)).collect();
    waiting.sort_unstable();
    for (_, next) in waiting.into_iter().take(free) {
        lifecycle::adopt_present_policy(state, next);
        let of = &mut state.world.cloud_pcs[next];
        (of.status, of.awaits_licence) = (CloudPcStatus::Provisioning, None);
        begin(state, next, cause);
    }
}

/// Licences that are given one after the other, counted once: twenty thousand people may ask in one moment.
struct Room(Vec<Option<usize>>);

impl Room {
    fn of(world: &World) -> Self {
        Self(world.sizes().map(|(size, _)| world.licences_free(size)).collect())
    }

    /// Takes one, if there is one.
    fn take(&mut self, size: Size) -> bool {
        match self.0.get_mut(usize::from(size.0)) {
            Some(Some(0)) => false,
            Some(Some(free)) => {
                *free -= 1;
                true
            }
            Some(None) | None => true,
        }
    }
}

/// Puts a Cloud PC into the world, without an attempt.
fn create(state: &mut State, policy: PolicyId, user: UserId) -> CloudPcId {
    let user_name = state.world.users[user].name.clone();
    let name = computer_name(state, &user_name);
    let durations = state.world.stream("cloudPcOf", &user_name, Purpose::StageDuration);
    let requested = state.now();
    let cloud_pc = state.world.cloud_pcs.push(CloudPc {
        name,
        user,
        policy,
        status: CloudPcStatus::Provisioning,
        size: state.world.users[user].size,
        awaits_licence: None,
        attempts: Vec::new(),
        attempts_begun: 0,
        requested,
        provisioned: None,
        warnings: Vec::new(),
        grace: None,
        work: None,
        works_begun: 0,
        allowed: false,
        session: None,
        ailments: Ailments::default(),
        durations,
    });
    let of = &mut state.world.users[user];
    // What was to be recovered has a successor.
    (of.cloud_pc, of.recoverable) = (Some(cloud_pc), None);
    cloud_pc
}

/// A computer name of at most 15 letters: `CPC-`, five of the user's name, five drawn. Drawn again while it is taken.
fn computer_name(state: &mut State, user: &Name) -> Name {
    // Letters that look like others are left out.
    const LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    let mut draws = state.world.stream("cloudPcOf", user, Purpose::CloudPcName);
    let short: String = user.chars().filter(char::is_ascii_alphanumeric).take(5).collect();
    loop {
        let draw = draws.draw();
        let random: String =
            (0..5).map(|place| char::from(LETTERS[(draw >> (place * 5) & 31) as usize])).collect();
        let name = Name::new(format!("CPC-{short}-{random}"));
        if state.world.computer_names.insert(name.clone()) {
            return name;
        }
    }
}

/// Begins an attempt: chooses a connection, reserves capacity and an address, and enters the first stage.
pub(crate) fn begin_attempt(state: &mut State, cloud_pc: CloudPcId, number: u8, cause: RecordKey) {
    let policy = state.world.cloud_pcs[cloud_pc].policy;
    let now = state.now();
    let choice = choice::choose(&state.world, policy);
    let because = choice.because;
    let candidates = choice.candidates;
    let full = CandidateVerdict::PassedOver(PassedOver::SubnetFull);
    let problem = if candidates.is_empty() {
        AttemptProblem::PolicyNotFound
    } else if candidates.iter().all(|candidate| candidate.verdict == full) {
        AttemptProblem::NotEnoughAddresses
    } else if candidates.iter().any(|candidate| candidate.network.connection().is_none()) {
        AttemptProblem::NoRegion
    } else {
        AttemptProblem::NoConnection
    };
    let entity = Entity::CloudPc(cloud_pc);

    let placement = choice.taken.and_then(|network| place(state, policy, network));
    let record = match &placement {
        Some(placement) => {
            let (network, region) = (placement.network(), placement.region);
            let detail = Detail::NetworkChosen { attempt: number, network, region, candidates };
            state.emit(entity, RecordKind::ConnectionChosen, cause, because, detail)
        }
        None => {
            let detail = Detail::NoNetwork { attempt: number, candidates };
            state.emit(entity, RecordKind::NoConnection, cause, because, detail)
        }
    };
    let placed = placement.is_some();
    let of = &mut state.world.cloud_pcs[cloud_pc];
    of.attempts_begun += 1;
    let serial = of.attempts_begun;
    let stage_state = AttemptState::InStage(Stage::CreateVm, now, now);
    of.attempts.push(Attempt { number, serial, started: now, placement, state: stage_state, record });
    if placed {
        enter(state, cloud_pc, Stage::CreateVm);
    } else {
        fail(state, cloud_pc, None, problem, vec![record]);
    }
}

/// Reserves what a Cloud PC of a policy takes on a network. The choice has seen that it is free.
pub(crate) fn place(state: &mut State, policy: PolicyId, network: Network) -> Option<Placement> {
    let placement = match network {
        Network::Connection(connection) => {
            let settings = Arc::clone(&state.world.connections[connection].settings);
            let region = state.world.region_of(connection);
            let address = state.world.subnets[settings.subnet].take()?;
            Placement { region, over: Some(Over { connection, settings, address }) }
        }
        Network::Hosted(region) => {
            state.world.policies[policy].last_taken = Some(region);
            Placement { region, over: None }
        }
    };
    state.world.regions[placement.region].ours += 1;
    Some(placement)
}

/// Reserves once more what a Cloud PC held before, where that would be taken for a new one, too, and nothing is in the way of its machine
/// and its network interface. None: it cannot stand there now.
pub(crate) fn place_again(state: &mut State, held: &Placement) -> Option<Placement> {
    let world = &state.world;
    // The connection may lead elsewhere by now: what was held is asked besides.
    let has_room = world.is_there(Entity::Region(held.region)) && world.regions[held.region].free() > 0;
    let stands = held.over.as_ref().is_none_or(|over| {
        let stands = world.connections[over.connection].deleted.is_none()
            && world.is_there(Entity::Subnet(over.settings.subnet));
        let with = Some((&*over.settings, over.connection));
        let stages = [Stage::CreateVm, Stage::AttachNetwork];
        stands && stages.into_iter().all(|stage| stages::meet(world, stage, with, state.now()).is_ok())
    });
    if !has_room || !stands || choice::judge(world, held.network()).0 != CandidateVerdict::Taken {
        return None;
    }
    let mut placement = held.clone();
    if let Some(over) = &mut placement.over {
        over.address = state.world.subnets[over.settings.subnet].take()?;
    }
    state.world.regions[placement.region].ours += 1;
    Some(placement)
}

/// Gives back what a Cloud PC took. Says what is free again.
pub(crate) fn give_back(state: &mut State, placement: &Placement) -> Freed {
    let region = &mut state.world.regions[placement.region];
    region.ours = region.ours.saturating_sub(1);
    let Some(Over { settings, address, .. }) = &placement.over else { return Freed::Capacity };
    let address = state.world.free_address(settings.subnet, settings.resource_group, *address);
    if address { Freed::AddressAndCapacity } else { Freed::AddressKept }
}

/// Enters a stage of the present attempt.
fn enter(state: &mut State, cloud_pc: CloudPcId, stage: Stage) {
    let now = state.now();
    let (shortest, longest) = state.world.stage_durations.0[stage as usize];
    let of = &mut state.world.cloud_pcs[cloud_pc];
    let drawn = now.after(Offset(of.durations.between(shortest.0, longest.0)));
    let until = match stage {
        Stage::SyncDevice => stages::next_sync(&state.world, drawn).min(now.after(SYNC_MAX)),
        Stage::Prepare => {
            let policy = state.world.cloud_pcs[cloud_pc].policy;
            let longest = stages::preparation(&state.world, policy).map(|of| now.after(of.timeout));
            longest.map_or(drawn, |longest| drawn.min(longest))
        }
        _ => drawn,
    };
    let of = &mut state.world.cloud_pcs[cloud_pc];
    of.status = match stage {
        Stage::Prepare => CloudPcStatus::Preparing,
        _ => CloudPcStatus::Provisioning,
    };
    if let Some(attempt) = of.attempts.last_mut() {
        attempt.state = AttemptState::InStage(stage, now, until);
        let attempt = attempt.serial;
        state.schedule(until, Event::StageEnd { cloud_pc, attempt });
    }
}

/// A stage ends: the world decides whether it went well.
pub(crate) fn stage_end(state: &mut State, cloud_pc: CloudPcId, serial: u32) {
    let of = &state.world.cloud_pcs[cloud_pc];
    let Some(attempt) = of.last_attempt().filter(|attempt| attempt.serial == serial) else { return };
    let AttemptState::InStage(stage, began, _) = attempt.state else { return };
    let Some(placement) = &attempt.placement else { return };
    let (network, cause) = (placement.network(), attempt.record);
    let settings = state.world.settings_of(placement).cloned();
    let domain = settings.as_ref().and_then(|settings| settings.domain);
    if let Some(problem) = withdrawn(state, cloud_pc) {
        let because = state.world.users[of.user].changed_by;
        fail(state, cloud_pc, Some(stage), problem, vec![because]);
        return;
    }
    let over = settings.as_deref().zip(network.connection());
    match stages::meet(&state.world, stage, over, state.now()) {
        Ok(()) => {}
        Err(obstruction)
            if obstruction.problem == AttemptProblem::SyncTimedOut && state.now().since(began) < SYNC_MAX =>
        {
            wait_for_sync(state, cloud_pc, stage, began);
            return;
        }
        Err(obstruction) => {
            fail(state, cloud_pc, Some(stage), obstruction.problem, obstruction.because);
            return;
        }
    }
    match (stage, domain) {
        (Stage::Join, Some(domain)) => state.world.domains[domain].join_account.count_join(),
        (Stage::Configure, _) if !set_up(state, cloud_pc) => return,
        (Stage::Prepare, _) if !prepared(state, cloud_pc, began) => return,
        _ => {}
    }
    let entity = Entity::CloudPc(cloud_pc);
    let record = state.emit(entity, RecordKind::StageDone, cause, Vec::new(), Detail::StageDone(stage));
    set_record(state, cloud_pc, record);
    let policy = state.world.cloud_pcs[cloud_pc].policy;
    match stages::next(&state.world, stage, domain, policy) {
        Some(next) => enter(state, cloud_pc, next),
        None => {
            let because = if state.world.cloud_pcs[cloud_pc].warnings.is_empty() {
                Vec::new()
            } else {
                let stuck = state.world.intune.preparation_stuck;
                let prepared =
                    !state.world.cloud_pcs[cloud_pc].warnings.contains(&SetupStep::DevicePreparation);
                vec![stuck.filter(|_| !prepared).unwrap_or(state.world.service.changed_by)]
            };
            let warnings = state.world.cloud_pcs[cloud_pc].warnings.clone();
            let detail = Detail::Provisioned(network, warnings);
            let record = state.emit(entity, RecordKind::Provisioned, record, because, detail);
            finish(state, cloud_pc, record);
        }
    }
}

/// Why a Cloud PC that is being provisioned is not wanted any more (service.md, *Provisioning*).
fn withdrawn(state: &State, cloud_pc: CloudPcId) -> Option<AttemptProblem> {
    let of = &state.world.cloud_pcs[cloud_pc];
    let user = &state.world.users[of.user];
    if !user.licensed {
        Some(AttemptProblem::LicenceNotFound)
    } else if !user.member && user.others.is_empty() {
        Some(AttemptProblem::UserNotFound)
    } else if !state.world.is_targeted(of.policy, of.user) {
        Some(AttemptProblem::PolicyNotFound)
    } else {
        None
    }
}

/// Windows is set up. Steps that fail are kept as warnings. Says whether the attempt goes on.
fn set_up(state: &mut State, cloud_pc: CloudPcId) -> bool {
    let warnings = state.world.service.failing_steps.clone();
    if !warnings.is_empty() && !state.world.rules.holds(Rule::SetupOnlyWarns) {
        let because = vec![state.world.service.changed_by];
        fail(state, cloud_pc, Some(Stage::Configure), AttemptProblem::SetupFailed, because);
        return false;
    }
    state.world.cloud_pcs[cloud_pc].warnings = warnings;
    true
}

/// The device is prepared, or time is up: then the policy decides. Says whether the attempt goes on.
fn prepared(state: &mut State, cloud_pc: CloudPcId, began: Offset) -> bool {
    let of = &state.world.cloud_pcs[cloud_pc];
    let Some(preparation) = stages::preparation(&state.world, of.policy) else { return true };
    let deadline = began.after(preparation.timeout);
    let stuck = state.world.intune.preparation_stuck;
    if state.now() < deadline {
        if stuck.is_some() {
            wait_until(state, cloud_pc, Stage::Prepare, began, deadline);
        }
        return stuck.is_none();
    }
    if preparation.prevents_connection {
        let because = stuck.into_iter().collect();
        fail(state, cloud_pc, Some(Stage::Prepare), AttemptProblem::PreparationTimedOut, because);
        return false;
    }
    state.world.cloud_pcs[cloud_pc].warnings.push(SetupStep::DevicePreparation);
    true
}

/// The device was not synchronized: the next cycle of Microsoft Entra Connect may bring it, until time is up.
fn wait_for_sync(state: &mut State, cloud_pc: CloudPcId, stage: Stage, began: Offset) {
    let deadline = began.after(SYNC_MAX);
    let until = stages::next_sync(&state.world, state.now().after(Offset(1))).min(deadline);
    wait_until(state, cloud_pc, stage, began, until);
}

/// A stage goes on until then.
fn wait_until(state: &mut State, cloud_pc: CloudPcId, stage: Stage, began: Offset, until: Offset) {
    if let Some(attempt) = state.world.cloud_pcs[cloud_pc].attempts.last_mut() {
        attempt.state = AttemptState::InStage(stage, began, until);
        let attempt = attempt.serial;
        state.schedule(until, Event::StageEnd { cloud_pc, attempt });
    }
}

fn set_record(state: &mut State, cloud_pc: CloudPcId, record: RecordKey) {
    if let Some(attempt) = state.world.cloud_pcs[cloud_pc].attempts.last_mut() {
        attempt.record = record;
    }
}

/// The Cloud PC is ready.
fn finish(state: &mut State, cloud_pc: CloudPcId, record: RecordKey) {
    let now = state.now();
    let of = &mut state.world.cloud_pcs[cloud_pc];
    of.status = of.status_when_ready();
    of.provisioned = Some(now);
    let user = of.user;
    if let Some(attempt) = of.attempts.last_mut() {
        attempt.state = AttemptState::Done;
        attempt.record = record;
    }
    // Whoever had one before has a plan already.
    if state.world.users[user].planned_sign_in.is_none() {
        crate::sign_in::plan(state, user);
    }
    // Whoever lost the licence at the very end goes into the grace period at once.
    lifecycle::entitlement_changed(state, user, record);
}

/// The present attempt fails. What it holds is freed later; another attempt follows, or the Cloud PC has failed.
fn fail(
    state: &mut State,
    cloud_pc: CloudPcId,
    stage: Option<Stage>,
    problem: AttemptProblem,
    because: Vec<RecordKey>,
) {
    let now = state.now();
    let Some(attempt) = state.world.cloud_pcs[cloud_pc].attempts.last_mut() else { return };
    let (number, serial, cause) = (attempt.number, attempt.serial, attempt.record);
    let holds = attempt.placement.is_some();
    attempt.state = if holds { AttemptState::Failed(now) } else { AttemptState::CleanedUp };
    let entity = Entity::CloudPc(cloud_pc);
    let detail = Detail::AttemptFailed { attempt: number, stage, problem };
    let record = state.emit(entity, RecordKind::AttemptFailed, cause, because, detail);
    set_record(state, cloud_pc, record);
    if holds {
        let takes_hours = state.world.rules.holds(Rule::CleanUpTakesHours);
        let wait = if takes_hours { CLEAN_UP_AFTER } else { Offset::minutes(1) };
        state.schedule(now.after(wait), Event::CleanUp { cloud_pc, attempt: serial });
    }
    state.world.cloud_pcs[cloud_pc].status = CloudPcStatus::Provisioning;
    let tries = if state.world.rules.holds(Rule::ThreeAttempts) { ATTEMPTS_MAX } else { 1 };
    if number < tries {
        state.schedule(now.after(PAUSE_BETWEEN_ATTEMPTS), Event::NextAttempt { cloud_pc, attempt: serial });
    } else {
        let failed = state.emit(
            entity,
            RecordKind::ProvisioningFailed,
            record,
            Vec::new(),
            Detail::ProvisioningFailed,
        );
        state.world.cloud_pcs[cloud_pc].status = CloudPcStatus::Failed;
        set_record(state, cloud_pc, failed);
    }
}

/// The next attempt begins, unless somebody began one meanwhile.
pub(crate) fn next_attempt(state: &mut State, cloud_pc: CloudPcId, after: u32) {
    let of = &state.world.cloud_pcs[cloud_pc];
    let waits = of.status == CloudPcStatus::Provisioning;
    if let Some(last) = of.last_attempt().filter(|last| waits && last.serial == after) {
        let (number, cause) = (last.number + 1, last.record);
        begin_attempt(state, cloud_pc, number, cause);
    }
}

/// An administrator asks again for a Cloud PC that failed.
pub(crate) fn retry(state: &mut State, cloud_pc: CloudPcId, cause: RecordKey) {
    lifecycle::adopt_present_policy(state, cloud_pc);
    let of = &mut state.world.cloud_pcs[cloud_pc];
    of.status = CloudPcStatus::Provisioning;
    of.attempts.retain(|attempt| attempt.state != AttemptState::CleanedUp);
    begin_attempt(state, cloud_pc, 1, cause);
}

/// Whether an administrator may ask again.
pub(crate) fn may_retry(cloud_pc: &CloudPc) -> bool {
    cloud_pc.status == CloudPcStatus::Failed && cloud_pc.attempts.len() < limits::ATTEMPTS_HELD_MAX
}

/// What a failed attempt held is freed.
pub(crate) fn clean_up(state: &mut State, cloud_pc: CloudPcId, serial: u32) {
    let attempts = &mut state.world.cloud_pcs[cloud_pc].attempts;
    let Some(attempt) = attempts.iter_mut().find(|attempt| attempt.serial == serial) else { return };
    let Some(placement) = attempt.placement.clone() else { return };
    attempt.state = AttemptState::CleanedUp;
    let cause = attempt.record;
    let freed = give_back(state, &placement);
    state.emit(Entity::CloudPc(cloud_pc), RecordKind::CleanedUp, cause, Vec::new(), Detail::CleanedUp(freed));
}

/// The checks of a connection failed: attempts on it that are not yet being assigned fail too (decisions.md, *Provisioning and sign-in*).
pub(crate) fn connection_failed(state: &mut State, connection: ConnectionId, record: RecordKey) {
    if !state.world.rules.holds(Rule::FailedRunFailsAttempt) {
        return;
    }
    let struck: Vec<(CloudPcId, Stage)> = state
        .world
        .cloud_pcs
        .iter()
        .filter(|(_, cloud_pc)| {
            cloud_pc.placement().is_some_and(|place| place.connection() == Some(connection))
        })
        .filter_map(|(id, cloud_pc)| cloud_pc.stage().map(|stage| (id, stage)))
        .filter(|&(_, stage)| stage < Stage::Assign)
        .collect();
    for (cloud_pc, stage) in struck {
        fail(state, cloud_pc, Some(stage), AttemptProblem::ConnectionUnhealthy, vec![record]);
    }
}

/// Gives the members of a group the Cloud PCs that they had before the start. Who finds no place asks at the start.
pub(crate) fn place_before_start(state: &mut State, policy: PolicyId, group: GroupId) {
    let mut room = Room::of(&state.world);
    for user in members_without(state, group) {
        if state.world.entitlement(user) != Some(policy) {
            continue;
        }
        let licensed = room.take(state.world.users[user].size);
        let choice = choice::choose(&state.world, policy);
        let taken = choice.taken.filter(|_| licensed);
        let Some(placement) = taken.and_then(|network| place(state, policy, network)) else {
            ask(state, policy, user, licensed, RecordKey::OPENED);
            continue;
        };
        let cloud_pc = create(state, policy, user);
        let of = &mut state.world.cloud_pcs[cloud_pc];
        of.attempts_begun = 1;
        of.allowed = true;
        of.attempts.push(Attempt {
            number: 1,
            serial: 1,
            started: Offset::ZERO,
            placement: Some(placement),
            state: AttemptState::Done,
            record: RecordKey::OPENED,
        });
        finish(state, cloud_pc, RecordKey::OPENED);
    }
}
