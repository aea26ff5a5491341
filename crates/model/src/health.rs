//! Health checks of a connection: when they run, how long, and what becomes of the results.
//!
//! A run creates a temporary VM in the connection's subnet, which takes an address; checks look at the world one after
//! the other, each at its own instant; at the end the VM is deleted and all results are posted together (overview,
//! *Health check frequency*; decisions.md, *Health checks*).

pub mod checks;
pub mod inactivity;

use std::sync::Arc;

use crate::domain::check_catalogue::{CHECKS, Group};
use crate::domain::connection::HISTORY_MAX;
use crate::domain::{
    Check, CheckResult, CheckRun, ConnectionId, ConnectionStatus, Entity, Instant, Name, Offset, RecordKey,
    RecordKind, Rule, RunTrigger, Verdict,
};
use crate::event::Event;
use crate::record::Detail;
use crate::state::State;

/// The longest run: documented. Source: overview, *Health check frequency*.
pub const RUN_MAX: Offset = Offset::minutes(30);
/// The shortest run: assumed.
pub const RUN_MIN: Offset = Offset::minutes(20);
/// A run that could not create its VM looks at the configuration only: assumed.
pub const RUN_WITHOUT_VM: Offset = Offset::minutes(5);
/// Between two checks of the configuration: assumed ("seconds", service.md, *Health checks*).
const CONFIGURATION_STEP: Offset = Offset(10_000);
/// When the temporary VM begins to check, in thousandths of the run: assumed.
const VM_READY_PERMILLE: i64 = 500;

/// The checks of a connection's runs, in the order in which they look.
fn order(state: &State, connection: ConnectionId) -> impl Iterator<Item = Check> {
    let join_type = state.world.connections[connection].join_type;
    CHECKS.iter().filter(move |entry| entry.applies_to(join_type)).map(|entry| entry.check)
}

/// When the check at a position of the order looks, within a run.
fn moment(state: &State, connection: ConnectionId, run: &CheckRun, step: usize) -> Option<Instant> {
    let check = order(state, connection).nth(step)?;
    let length = run.ends.since(run.started);
    Some(match check.entry().group {
        Group::Configuration => run.started.after(Offset(CONFIGURATION_STEP.0 * (step as i64 + 1))),
        // Without a VM, its checks are over as soon as the configuration is: nothing looks at anything.
        Group::VirtualMachine if !run.vm => run.ends,
        Group::VirtualMachine => {
            let count = order(state, connection).count() as i64;
            let first = order(state, connection)
                .position(|check| check.entry().group == Group::VirtualMachine)
                .unwrap_or(0) as i64;
            let share = VM_READY_PERMILLE
                + (1_000 - VM_READY_PERMILLE) * (step as i64 - first + 1) / (count - first + 1);
            run.started.after(Offset(length.0 * share / 1_000))
        }
    })
}

/// The check that looks now, as far as somebody does: the next of the run under way. None: no run goes on, all have looked, or the
/// temporary VM that the next one needs is not there, or not yet.
pub fn looks_now(state: &State, connection: ConnectionId) -> Option<Check> {
    let run = state.world.connections[connection].current_run.as_ref()?;
    let check = order(state, connection).nth(run.results.len())?;
    let ready = run.started.after(Offset(run.ends.since(run.started).0 * VM_READY_PERMILLE / 1_000));
    let on_vm = check.entry().group == Group::VirtualMachine;
    (!on_vm || (run.vm && state.now() >= ready)).then_some(check)
}

/// Begins a run. When one is under way, nothing happens. `because` names what it rests on besides its cause.
pub(crate) fn begin(
    state: &mut State,
    connection: ConnectionId,
    trigger: RunTrigger,
    cause: RecordKey,
    because: Vec<RecordKey>,
) {
    if state.world.connections[connection].current_run.is_some() {
        return;
    }
    let now = state.now();
    let settings = Arc::clone(&state.world.connections[connection].settings);
    let takes_address = state.world.rules.holds(Rule::TemporaryVm);
    let vm_address = if takes_address { state.world.subnets[settings.subnet].take() } else { None };
    let vm = vm_address.is_some() || !takes_address;
    let detail = Detail::RunStarted { trigger, vm };
    let record = state.emit(Entity::Connection(connection), RecordKind::RunStarted, cause, because, detail);
    let takes_time = state.world.rules.holds(Rule::RunTakesTime);
    let of = &mut state.world.connections[connection];
    let length = match vm {
        _ if !takes_time => Offset::minutes(2),
        true => Offset(of.durations.between(RUN_MIN.0, RUN_MAX.0)),
        false => RUN_WITHOUT_VM,
    };
    of.runs_begun += 1;
    of.next_run_at = None;
    let draw = of.test_runs.draw();
    let computer =
        settings.domain.filter(|_| vm).map(|_| Name::new(format!("CPC-Hth-{:07X}", draw & 0x0FFF_FFFF)));
    let run = CheckRun {
        number: of.runs_begun,
        trigger,
        started: now,
        ends: now.after(length),
        vm,
        vm_address,
        computer,
        correlation_id: draw,
        results: Vec::with_capacity(CHECKS.len()),
        status: ConnectionStatus::Running,
        record,
    };
    let (number, ends) = (run.number, run.ends);
    let first = moment(state, connection, &run, 0).unwrap_or(ends);
    state.world.connections[connection].current_run = Some(run);
    state.schedule(first, Event::Check { connection, run: number, step: 0 });
}

/// What the trial join leaves in the directory: a disabled computer object, and one off the account's quota.
fn leave_computer(state: &mut State, connection: ConnectionId, run: &CheckRun) {
    let settings = &state.world.connections[connection].settings;
    let Some(domain) = settings.domain.filter(|_| run.computer.is_some()) else { return };
    let joined = run.result(Check::DomainJoin).is_some_and(|result| result.verdict == Verdict::Passed);
    if joined {
        let of = &mut state.world.domains[domain];
        of.test_computers = of.test_computers.saturating_add(1);
        of.join_account.count_join();
    }
}

/// Lets the next check of a run look at the world.
pub(crate) fn next_check(state: &mut State, connection: ConnectionId, number: u32, step: u8) {
    let Some(check) = order(state, connection).nth(usize::from(step)) else { return };
    let Some(mut run) = state.world.connections[connection].current_run.take_if(|run| run.number == number)
    else {
        return;
    };
    let result = checks::perform(&state.world, connection, &run, check, state.now());
    run.results.push(result);
    let next = moment(state, connection, &run, usize::from(step) + 1);
    let ends = run.ends;
    state.world.connections[connection].current_run = Some(run);
    match next {
        Some(at) => state.schedule(at, Event::Check { connection, run: number, step: step + 1 }),
        None => state.schedule(ends, Event::RunEnd { connection, run: number }),
    }
}

/// Ends a run: the VM goes, the results are posted, the next periodic run is planned. Gives the record where the connection
/// cannot be used after it.
pub(crate) fn end(state: &mut State, connection: ConnectionId, number: u32) -> Option<RecordKey> {
    let of = &mut state.world.connections[connection];
    let mut run = of.current_run.take_if(|run| run.number == number)?;
    let before = match of.history.last() {
        Some(last) => last.status,
        None => ConnectionStatus::Running,
    };
    let settings = Arc::clone(&of.settings);
    let previous = of.history.last().cloned();
    if let Some(address) = run.vm_address {
        state.world.free_address(settings.subnet, settings.resource_group, address);
    }
    leave_computer(state, connection, &run);
    run.status = roll_up(&run.results);

    let mut because = Vec::new();
    for result in &run.results {
        let changed = match previous.as_ref().and_then(|previous| previous.result(result.check)) {
            Some(earlier) => earlier.verdict != result.verdict,
            None => result.verdict != Verdict::Passed,
        };
        if changed {
            let detail = Detail::CheckChanged {
                check: result.check,
                verdict: result.verdict,
                detail: result.detail.clone(),
                correlation_id: run.correlation_id,
            };
            let entity = Entity::Connection(connection);
            let key =
                state.emit(entity, RecordKind::CheckChanged, run.record, result.because.clone(), detail);
            because.push(key);
        } else if result.verdict != Verdict::Passed {
            because.extend_from_slice(&result.because);
        }
    }
    let found = run
        .results
        .iter()
        .filter(|result| result.verdict.error().is_some())
        .map(|result| (result.check, result.verdict))
        .collect();
    let detail = Detail::RunEnded { before, status: run.status, found };
    run.record =
        state.emit(Entity::Connection(connection), RecordKind::RunEnded, run.record, because, detail);
    run.ends = state.now();
    let (status, record) = (run.status, run.record);

    let of = &mut state.world.connections[connection];
    if of.history.len() == HISTORY_MAX {
        of.history.remove(0);
    }
    of.history.push(Arc::new(run));
    of.awaited = false;
    if of.deleted.is_some() {
        return None;
    }
    plan_next(state, connection);
    (!status.is_usable()).then_some(record)
}

/// Plans the next periodic run, from now.
pub(crate) fn plan_next(state: &mut State, connection: ConnectionId) {
    if !state.world.rules.holds(Rule::PeriodicChecks) {
        return;
    }
    let (shortest, longest) = state.world.check_period.unwrap_or(state.world.rules.period());
    let now = state.now();
    let of = &mut state.world.connections[connection];
    let at = now.after(Offset(of.gaps.between(shortest.0, longest.0)));
    of.next_run_at = Some(at);
    let run = of.runs_begun;
    state.schedule(at, Event::PeriodicRun { connection, run });
}

/// A periodic run is due.
pub(crate) fn period(state: &mut State, connection: ConnectionId, after: u32) {
    let of = &state.world.connections[connection];
    let paused = of.deleted.is_some()
        || (of.inactive.is_some() && state.world.rules.holds(Rule::InactivePausesChecks));
    if of.runs_begun == after && of.current_run.is_none() && !paused {
        // It comes of the connection being there; the run before only set the clock.
        let (cause, because) = (of.changed_by, of.last_run().map(|run| run.record).into_iter().collect());
        begin(state, connection, RunTrigger::Period, cause, because);
    }
}

/// What results add up to. Source: service.md, *Health checks*.
pub fn roll_up(results: &[CheckResult]) -> ConnectionStatus {
    let any = |test: fn(&Verdict) -> bool| results.iter().any(|result| test(&result.verdict));
    if any(|verdict| matches!(verdict, Verdict::Error(_))) {
        ConnectionStatus::Failed
    } else if any(|verdict| matches!(verdict, Verdict::Warning(_))) {
        ConnectionStatus::Warning
    } else if any(|verdict| matches!(verdict, Verdict::Informational(_))) {
        ConnectionStatus::Informational
    } else {
        ConnectionStatus::Passed
    }
}

/// A run that never was: what results are put into.
fn no_run(now: Instant, status: ConnectionStatus) -> CheckRun {
    CheckRun {
        number: 0,
        trigger: RunTrigger::BeforeStart,
        started: now,
        ends: now,
        vm: true,
        vm_address: None,
        computer: None,
        correlation_id: 0,
        results: Vec::new(),
        status,
        record: RecordKey::OPENED,
    }
}

/// What all checks would find at this instant: the truth beside what the status says.
pub fn truth(state: &State, connection: ConnectionId) -> Vec<CheckResult> {
    let now = state.now();
    let mut run = no_run(now, ConnectionStatus::Running);
    let of = &state.world.connections[connection];
    // A run that is under way holds an address already; otherwise one must be free.
    run.vm = of.current_run.as_ref().is_some_and(|run| run.vm)
        || state.world.subnets[of.settings.subnet].free() > 0;
    for check in order(state, connection) {
        let result = checks::perform(&state.world, connection, &run, check, now);
        run.results.push(result);
    }
    run.results
}

/// A run that was over before the start, with everything passed (decisions.md, *The world*).
pub(crate) fn run_before_start(state: &State, connection: ConnectionId) -> CheckRun {
    let passed = |check| CheckResult {
        check,
        at: Instant::ZERO,
        verdict: Verdict::Passed,
        because: Vec::new(),
        detail: String::new(),
    };
    let results = order(state, connection).map(passed).collect();
    CheckRun { results, ..no_run(Instant::ZERO, ConnectionStatus::Passed) }
}
