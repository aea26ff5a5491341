//! Connections that nothing uses become inactive: their checks are paused until somebody reactivates them.
//!
//! Sources: overview, *Inactive ANCs*; service.md, *Health checks*; decisions.md, *Health checks*.

use crate::domain::{
    ConnectionId, Entity, Instant, Offset, RecordKey, RecordKind, Rule, RuleSet, RunTrigger, World,
};
use crate::event::Event;
use crate::health;
use crate::record::Detail;
use crate::state::State;

/// How long a connection stays active without use.
pub const UNUSED_MAX: Offset = Offset::days(28);
/// How long a Retry keeps it active, under `service-2026-10`.
pub const RETRY_KEEPS: Offset = Offset::days(14);

/// Whether something uses a connection: a policy; under `service-2026-10` only one that has Cloud PCs on it.
fn is_used(world: &World, connection: ConnectionId) -> bool {
    match world.rules.set {
        RuleSet::Overview2024_10 => world.policies_using(connection).next().is_some(),
        RuleSet::Service2026_10 => world.cloud_pcs_on(connection).next().is_some(),
    }
}

/// When a connection becomes inactive, if nothing uses it until then.
fn deadline(world: &World, connection: ConnectionId) -> Instant {
    let of = &world.connections[connection];
    let by_use = of.active_at.after(UNUSED_MAX);
    match (world.rules.set, of.retried_at) {
        (RuleSet::Service2026_10, Some(retried)) => by_use.max(retried.after(RETRY_KEEPS)),
        _ => by_use,
    }
}

/// Something uses the connection now, or ceases to: the weeks count from here.
pub(crate) fn touch(state: &mut State, connection: ConnectionId) {
    let now = state.now();
    state.world.connections[connection].active_at = now;
    watch(state, connection);
}

/// Looks again when the connection could become inactive.
pub(crate) fn watch(state: &mut State, connection: ConnectionId) {
    let at = deadline(&state.world, connection);
    state.schedule(at, Event::Idle(connection));
}

/// The weeks may be over.
pub(crate) fn pause_if_over(state: &mut State, connection: ConnectionId) {
    let of = &state.world.connections[connection];
    let now = state.now();
    let over = of.inactive.is_none() && of.deleted.is_none() && deadline(&state.world, connection) <= now;
    if !over || !state.world.rules.holds(Rule::InactiveWhenUnused) {
        return;
    }
    if is_used(&state.world, connection) {
        // What is used now is looked at again: the end of the use may come without an event of its own.
        touch(state, connection);
        return;
    }
    let because = of.last_run().map(|run| run.record).into_iter().collect();
    let (entity, cause) = (Entity::Connection(connection), of.changed_by);
    let kind = RecordKind::ConnectionInactive;
    let record = state.emit(entity, kind, cause, because, Detail::ConnectionInactive);
    let of = &mut state.world.connections[connection];
    of.inactive = Some(record);
    of.next_run_at = None;
}

/// Somebody reactivates it: its checks run, and their results are waited for.
pub(crate) fn reactivate(state: &mut State, connection: ConnectionId, cause: RecordKey) {
    let awaits = state.world.rules.holds(Rule::ReactivationNeedsChecks);
    let of = &mut state.world.connections[connection];
    let because = of.inactive.take().into_iter().collect();
    of.awaited = awaits;
    touch(state, connection);
    health::begin(state, connection, RunTrigger::Reactivation, cause, because);
}
