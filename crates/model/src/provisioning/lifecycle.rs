//! What becomes of a Cloud PC after it was provisioned: grace period, removal, reprovisioning, move, resize.
//!
//! Sources: overview, *Changing an Azure network connection*; service.md, *Provisioning*.

use super::{begin_attempt, choice, give_back, licences_freed, place, place_again, request};
use crate::domain::licence::RESIZE_WAITS;
use crate::domain::{
    Ailments, AttemptState, CloudPc, CloudPcId, CloudPcStatus, Entity, Freed, Network, Offset, Over,
    Placement, PolicyId, Purpose, RecordKey, RecordKind, Recoverable, Rule, Size, UserId, Work, World,
};
use crate::event::Event;
use crate::health::inactivity;
use crate::record::Detail;
use crate::state::State;
use crate::{limits, path, sign_in};

/// How long a user works on without a licence or an assignment. Documented (service.md, *Provisioning*).
pub const GRACE: Offset = Offset::days(7);
/// For how long a Cloud PC can be recovered after its user's licence expired: assumed, as long as Microsoft 365 keeps what an expired
/// subscription had.
pub const RECOVERABLE: Offset = Offset::days(30);
/// How long that takes, in minutes: assumed.
const RECOVERY_MINUTES: (i64, i64) = (20, 40);
/// How long a removal takes, in minutes: assumed ("short").
const REMOVAL_MINUTES: (i64, i64) = (10, 20);
/// How long a resize takes, in minutes. Documented (service.md, *Provisioning*).
const RESIZE_MINUTES: (i64, i64) = (15, 20);
/// How long a move takes, in minutes: up to several hours is documented, the range is assumed.
const MOVE_MINUTES: (i64, i64) = (60, 240);

/// A user's licence, membership or policies changed: a Cloud PC is asked for, goes into its grace period, or leaves it.
pub(crate) fn entitlement_changed(state: &mut State, user: UserId, cause: RecordKey) {
    let entitled = state.world.entitlement(user);
    match (state.world.users[user].cloud_pc, entitled) {
        (None, Some(policy)) => request(state, policy, user, cause),
        (None, None) => {}
        (Some(cloud_pc), entitled) => {
            let keeps = state.world.keeps(cloud_pc);
            match state.world.cloud_pcs[cloud_pc].status {
                CloudPcStatus::Provisioned | CloudPcStatus::ProvisionedWithWarnings if !keeps => {
                    begin_grace(state, cloud_pc, cause);
                }
                // What failed waits for a Retry under whatever policy there is.
                CloudPcStatus::Failed if entitled.is_none() => remove(state, cloud_pc, cause),
                CloudPcStatus::PendingProvision if entitled.is_none() => removed(state, cloud_pc, cause),
                CloudPcStatus::InGracePeriod if keeps => end_grace_well(state, cloud_pc, cause),
                _ => {}
            }
        }
    }
}

fn begin_grace(state: &mut State, cloud_pc: CloudPcId, cause: RecordKey) {
    if !state.world.rules.holds(Rule::GracePeriod) {
        remove(state, cloud_pc, cause);
        return;
    }
    let ends = state.now().after(GRACE);
    let entity = Entity::CloudPc(cloud_pc);
    let record = state.emit(entity, RecordKind::GraceBegan, cause, Vec::new(), Detail::GraceBegan(ends));
    let of = &mut state.world.cloud_pcs[cloud_pc];
    of.status = CloudPcStatus::InGracePeriod;
    of.grace = Some((ends, record));
    state.schedule(ends, Event::GraceEnd(cloud_pc));
}

fn end_grace_well(state: &mut State, cloud_pc: CloudPcId, cause: RecordKey) {
    let entity = Entity::CloudPc(cloud_pc);
    state.emit(entity, RecordKind::GraceEnded, cause, Vec::new(), Detail::GraceEnded);
    let of = &mut state.world.cloud_pcs[cloud_pc];
    of.grace = None;
    of.status = of.status_when_ready();
}

/// A grace period may be over.
pub(crate) fn grace_end(state: &mut State, cloud_pc: CloudPcId) {
    let now = state.now();
    if let Some((_, cause)) = state.world.cloud_pcs[cloud_pc].grace.filter(|&(ends, _)| ends <= now) {
        let of = &state.world.cloud_pcs[cloud_pc];
        let (policy, size) = (of.policy, of.size);
        let user = &mut state.world.users[of.user];
        if !user.licensed && state.world.rules.holds(Rule::ExpiredCloudPcRecovered) {
            let until = now.after(RECOVERABLE);
            user.recoverable = Some(Recoverable { cloud_pc, until, policy, size });
        }
        remove(state, cloud_pc, cause);
    }
}

/// The Cloud PC that somebody had until the licence expired, asked for once more: by the same policy, with a licence of the same size.
/// From now on it is this person's again, without a place.
pub(super) fn recoverable(state: &mut State, policy: PolicyId, user: UserId) -> Option<CloudPcId> {
    let now = state.now();
    let of = &mut state.world.users[user];
    let size = of.size;
    let cloud_pc = of.recoverable.filter(|kept| kept.is_for(now, policy, size))?.cloud_pc;
    of.cloud_pc = Some(cloud_pc);
    let kept = &mut state.world.cloud_pcs[cloud_pc];
    (kept.status, kept.requested) = (CloudPcStatus::Provisioning, now);
    Some(cloud_pc)
}

/// Recovers a Cloud PC where it was, with everything on it. Says whether it could: what waited for too long, is for another policy or of
/// another size by now, or finds no place where it was, is made anew, and what was on it is lost.
pub(super) fn recover(state: &mut State, cloud_pc: CloudPcId, cause: RecordKey) -> bool {
    let now = state.now();
    let of = &state.world.cloud_pcs[cloud_pc];
    let (policy, size) = (of.policy, of.size);
    let held = of.last_attempt().and_then(|last| last.placement.clone());
    let user = &mut state.world.users[of.user];
    let Some(kept) = user.recoverable.take_if(|kept| kept.cloud_pc == cloud_pc) else { return false };
    let again = held.filter(|_| kept.is_for(now, policy, size)).and_then(|held| place_again(state, &held));
    let entity = Entity::CloudPc(cloud_pc);
    let status = CloudPcStatus::Restoring;
    let Some(placement) = again else {
        let detail = Detail::WorkFailed(status);
        state.emit(entity, RecordKind::WorkFailed, cause, Vec::new(), detail);
        begin_anew(&mut state.world.cloud_pcs[cloud_pc]);
        return false;
    };
    let detail = Detail::WorkBegan(status, None);
    let record = state.emit(entity, RecordKind::WorkBegan, cause, Vec::new(), detail);
    let of = &mut state.world.cloud_pcs[cloud_pc];
    of.status = status;
    if let Some(last) = of.attempts.last_mut() {
        (last.placement, last.state) = (Some(placement), AttemptState::Done);
    }
    begin_work(state, cloud_pc, Work::Recover(record), RECOVERY_MINUTES);
    true
}

/// A machine that is made anew has nothing of the old one, and no attempt whose clean-up is done.
fn begin_anew(of: &mut CloudPc) {
    of.ailments = Ailments::default();
    of.allowed = false;
    of.session = None;
    of.grace = None;
    of.provisioned = None;
    of.attempts.retain(|attempt| attempt.state != AttemptState::CleanedUp);
}

/// Removes a Cloud PC: whatever is on it is lost.
pub(crate) fn remove(state: &mut State, cloud_pc: CloudPcId, cause: RecordKey) {
    let (size, record) = begin_removal(state, cloud_pc, cause);
    licences_freed(state, size, record);
}

/// The same of many. Who waits for their licences is looked up once for each size.
pub(crate) fn remove_all(state: &mut State, cloud_pcs: &[CloudPcId], cause: RecordKey) {
    let mut sizes = Vec::new();
    for &cloud_pc in cloud_pcs {
        let (size, _) = begin_removal(state, cloud_pc, cause);
        if !sizes.contains(&size) {
            sizes.push(size);
        }
    }
    for size in sizes {
        licences_freed(state, size, cause);
    }
}

/// Begins to remove a Cloud PC. Gives the size of the licence that it leaves, and the record.
fn begin_removal(state: &mut State, cloud_pc: CloudPcId, cause: RecordKey) -> (Size, RecordKey) {
    let entity = Entity::CloudPc(cloud_pc);
    let kind = RecordKind::Deprovisioning;
    let user = state.world.cloud_pcs[cloud_pc].user;
    let kept = state.world.users[user].recoverable.filter(|kept| kept.cloud_pc == cloud_pc);
    let detail = Detail::Deprovisioning { recoverable: kept.is_some() };
    let record = state.emit(entity, kind, cause, Vec::new(), detail);
    let of = &mut state.world.cloud_pcs[cloud_pc];
    of.grace = None;
    of.status = CloudPcStatus::Deprovisioning;
    let size = of.size;
    begin_work(state, cloud_pc, Work::Remove(record), REMOVAL_MINUTES);
    (size, record)
}

/// A resize waits for its user's licence of the new size.
pub(crate) fn await_licence(state: &mut State, cloud_pc: CloudPcId, size: Size, cause: RecordKey) {
    let status = CloudPcStatus::ResizePendingLicense;
    let entity = Entity::CloudPc(cloud_pc);
    let detail = Detail::WorkBegan(status, None);
    let record = state.emit(entity, RecordKind::WorkBegan, cause, Vec::new(), detail);
    let until = state.now().after(RESIZE_WAITS);
    let of = &mut state.world.cloud_pcs[cloud_pc];
    of.works_begun += 1;
    of.status = status;
    of.work = Some(Work::AwaitLicence(size, record));
    let work = of.works_begun;
    state.schedule(until, Event::WorkEnd { cloud_pc, work });
}

/// A user has a licence of another size: a resize that waited for it begins, and so does who waits for one of that size.
pub(crate) fn licence_changed(state: &mut State, user: UserId, cause: RecordKey) {
    let size = state.world.users[user].size;
    if let Some(cloud_pc) = state.world.users[user].cloud_pc
        && state.world.cloud_pcs[cloud_pc].status == CloudPcStatus::PendingProvision
    {
        state.world.cloud_pcs[cloud_pc].size = size;
    }
    licences_freed(state, size, cause);
    // Where licences are not counted, none is waited for.
    begin_awaited(state, size, 0, cause);
    entitlement_changed(state, user, cause);
}

/// Begins the resizes that wait for a licence of a size and whose users have theirs by now, so many at the most where licences are
/// counted. Says how many began.
pub(super) fn begin_awaited(state: &mut State, size: Size, free: usize, cause: RecordKey) -> usize {
    let free = if state.world.licences_free(size).is_some() { free } else { usize::MAX };
    let waits = |(_, of): &(CloudPcId, &CloudPc)| {
        let awaited = matches!(of.work, Some(Work::AwaitLicence(awaited, _)) if awaited == size);
        awaited && state.world.users[of.user].size == size
    };
    let waiting: Vec<CloudPcId> =
        state.world.cloud_pcs.iter().filter(waits).take(free).map(|(id, _)| id).collect();
    let mut begun = 0;
    for cloud_pc in waiting {
        state.world.cloud_pcs[cloud_pc].work = None;
        let unmanaged = state.world.cloud_pcs[cloud_pc].ailments.managed_object_gone.is_some()
            && state.world.rules.holds(Rule::ResizeNeedsManagedDevice);
        if !unmanaged && begin_resize(state, cloud_pc, Some(size), cause) {
            begun += 1;
        } else {
            work_over(state, cloud_pc, cause, false);
        }
    }
    begun
}

fn begin_work(state: &mut State, cloud_pc: CloudPcId, work: Work, minutes: (i64, i64)) {
    let user = state.world.users[state.world.cloud_pcs[cloud_pc].user].name.clone();
    let of = &mut state.world.cloud_pcs[cloud_pc];
    of.works_begun += 1;
    let number = of.works_begun;
    of.work = Some(work);
    // Whoever is in is put out.
    of.session = None;
    let mut draws = state.world.stream("cloudPcOf", &user, Purpose::WorkDuration);
    draws.skip(u64::from(number) - 1);
    let (shortest, longest) = (Offset::minutes(minutes.0), Offset::minutes(minutes.1));
    let at = state.now().after(Offset(draws.between(shortest.0, longest.0)));
    state.schedule(at, Event::WorkEnd { cloud_pc, work: number });
}

/// A move, a resize or a removal is done.
pub(crate) fn work_end(state: &mut State, cloud_pc: CloudPcId, number: u32) {
    let now = state.now();
    let of = &mut state.world.cloud_pcs[cloud_pc];
    if of.works_begun != number {
        return;
    }
    match of.work.take() {
        None => {}
        Some(Work::Remove(cause)) => removed(state, cloud_pc, cause),
        Some(Work::AwaitLicence(_, cause)) => work_over(state, cloud_pc, cause, false),
        Some(Work::Recover(cause)) => {
            let user = of.user;
            of.provisioned = Some(now);
            work_over(state, cloud_pc, cause, true);
            sign_in::plan_anew(state, user);
        }
        Some(Work::Resize(address, cause)) => {
            let over = of.placement().and_then(|placement| placement.over.clone());
            if let (Some(address), Some(Over { settings, .. })) = (address, over) {
                state.world.free_address(settings.subnet, settings.resource_group, address);
            }
            work_over(state, cloud_pc, cause, true);
        }
        Some(Work::Move(target, cause)) => {
            // The machine leaves its domain for the new place: the original domain must be reached from there.
            let asked =
                target.over.as_ref().and_then(|over| Some((over.settings.subnet, over.settings.domain?)));
            let reached =
                asked.is_none_or(|(subnet, domain)| path::ask_any(&state.world, subnet, domain).is_ok());
            let attempt = state.world.cloud_pcs[cloud_pc].attempts.last_mut();
            let left = match attempt {
                Some(attempt) if reached => attempt.placement.replace(target),
                _ => Some(target),
            };
            if let Some(left) = left {
                give_back(state, &left);
                touch(state, &left);
            }
            work_over(state, cloud_pc, cause, reached);
        }
    }
}

fn work_over(state: &mut State, cloud_pc: CloudPcId, cause: RecordKey, well: bool) {
    let entity = Entity::CloudPc(cloud_pc);
    let kind = if well { RecordKind::WorkDone } else { RecordKind::WorkFailed };
    let was = state.world.cloud_pcs[cloud_pc].status;
    let detail = if well { Detail::WorkDone(was) } else { Detail::WorkFailed(was) };
    let record = state.emit(entity, kind, cause, Vec::new(), detail);
    let of = &mut state.world.cloud_pcs[cloud_pc];
    of.status = of.status_when_ready();
    let user = of.user;
    entitlement_changed(state, user, record);
}

/// A connection may be used by nobody from now on.
fn touch(state: &mut State, left: &Placement) {
    if let Some(connection) = left.connection() {
        inactivity::touch(state, connection);
    }
}

/// What it held is free; when the user is entitled again by now, a new one is asked for.
fn removed(state: &mut State, cloud_pc: CloudPcId, cause: RecordKey) {
    let placed = state.world.cloud_pcs[cloud_pc].placement().cloned();
    let of = &mut state.world.cloud_pcs[cloud_pc];
    of.status = CloudPcStatus::NotProvisioned;
    let user = of.user;
    if let Some(attempt) = of.attempts.last_mut()
        && placed.is_some()
    {
        attempt.state = AttemptState::CleanedUp;
    }
    let mut freed = Freed::Nothing;
    if let Some(placement) = &placed {
        freed = give_back(state, placement);
        touch(state, placement);
    }
    state.world.users[user].cloud_pc = None;
    let entity = Entity::CloudPc(cloud_pc);
    let detail = Detail::Deprovisioned(freed);
    let record = state.emit(entity, RecordKind::Deprovisioned, cause, Vec::new(), detail);
    entitlement_changed(state, user, record);
}

/// From now on a Cloud PC belongs to the policy that targets its user's group now.
pub(super) fn adopt_present_policy(state: &mut State, cloud_pc: CloudPcId) {
    let user = state.world.cloud_pcs[cloud_pc].user;
    let present = state.world.entitlement(user);
    if let Some(policy) = present.filter(|_| state.world.rules.holds(Rule::PresentPolicyProvisions)) {
        state.world.cloud_pcs[cloud_pc].policy = policy;
    }
}

/// Deletes a Cloud PC and makes it anew: the choice and the settings are those of now, and its data is lost.
pub(crate) fn reprovision(state: &mut State, cloud_pc: CloudPcId, cause: RecordKey) {
    let placed = state.world.cloud_pcs[cloud_pc].placement().cloned();
    let entity = Entity::CloudPc(cloud_pc);
    let record = state.emit(entity, RecordKind::Reprovisioned, cause, Vec::new(), Detail::Reprovisioned);
    if let Some(placement) = &placed {
        give_back(state, placement);
    }
    adopt_present_policy(state, cloud_pc);
    let takes_new = state.world.rules.holds(Rule::ReprovisionTakesNewSettings);
    let of = &mut state.world.cloud_pcs[cloud_pc];
    of.status = CloudPcStatus::Provisioning;
    if let Some(attempt) = of.attempts.last_mut()
        && attempt.state == AttemptState::Done
    {
        attempt.state = AttemptState::CleanedUp;
    }
    begin_anew(of);
    begin_attempt(state, cloud_pc, 1, record);
    if let (false, Some(old)) = (takes_new, placed.and_then(|placement| placement.over))
        && let Some(attempt) = state.world.cloud_pcs[cloud_pc].attempts.last_mut()
        && let Some(over) = attempt.placement.as_mut().and_then(|placement| placement.over.as_mut())
    {
        over.settings = old.settings;
    }
}

/// Whether a Cloud PC can be made anew; in its grace period, when another policy targets its user by now: that this is
/// offered is a modelling choice.
pub(crate) fn may_reprovision(world: &World, of: &CloudPc) -> bool {
    let fits = match of.status {
        CloudPcStatus::Failed | CloudPcStatus::Provisioned | CloudPcStatus::ProvisionedWithWarnings => true,
        CloudPcStatus::InGracePeriod => {
            world.entitlement(of.user).is_some() && world.rules.holds(Rule::PresentPolicyProvisions)
        }
        _ => false,
    };
    fits && of.attempts.len() < limits::ATTEMPTS_HELD_MAX
}

/// Where a Cloud PC would go now, if that is elsewhere.
pub(crate) fn move_target(state: &State, cloud_pc: CloudPcId) -> Option<Network> {
    let of = &state.world.cloud_pcs[cloud_pc];
    let ready = of.status.is_provisioned();
    let now = of.placement().filter(|_| ready)?.network();
    // A region of the Microsoft hosted network that the policy still has is as good as another one.
    let stays = now.connection().is_none() && state.world.policies[of.policy].all_networks().contains(&now);
    choice::choose(&state.world, of.policy).taken.filter(|&target| target != now && !stays)
}

/// Begins a move: the new place is reserved, the old one is kept until the end.
pub(crate) fn begin_move(state: &mut State, cloud_pc: CloudPcId, target: Network, cause: RecordKey) {
    let policy = state.world.cloud_pcs[cloud_pc].policy;
    let Some(placement) = place(state, policy, target) else { return };
    let entity = Entity::CloudPc(cloud_pc);
    let detail = Detail::WorkBegan(CloudPcStatus::MovingRegion, Some(target));
    let record = state.emit(entity, RecordKind::WorkBegan, cause, Vec::new(), detail);
    state.world.cloud_pcs[cloud_pc].status = CloudPcStatus::MovingRegion;
    begin_work(state, cloud_pc, Work::Move(placement, record), MOVE_MINUTES);
}

/// Begins a resize. A hybrid Cloud PC holds a second address meanwhile; says whether there was one.
pub(crate) fn begin_resize(
    state: &mut State,
    cloud_pc: CloudPcId,
    size: Option<Size>,
    cause: RecordKey,
) -> bool {
    let Some(placement) = state.world.cloud_pcs[cloud_pc].placement().cloned() else { return false };
    let hybrid = placement.over.filter(|over| over.settings.domain.is_some());
    let needs = hybrid.filter(|_| state.world.rules.holds(Rule::ResizeNeedsAddress));
    let address = needs.as_ref().and_then(|over| state.world.subnets[over.settings.subnet].take());
    if needs.is_some() && address.is_none() {
        return false;
    }
    let entity = Entity::CloudPc(cloud_pc);
    let detail = Detail::WorkBegan(CloudPcStatus::Resizing, None);
    let record = state.emit(entity, RecordKind::WorkBegan, cause, Vec::new(), detail);
    let of = &mut state.world.cloud_pcs[cloud_pc];
    of.status = CloudPcStatus::Resizing;
    let before = of.size;
    of.size = size.unwrap_or(before);
    begin_work(state, cloud_pc, Work::Resize(address, record), RESIZE_MINUTES);
    licences_freed(state, before, record);
    true
}
