//! How far something that is broken reaches: who cannot sign in because of it, what they would not reach, which checks see it, and when.
//! The run as it is beside a copy in which it is repaired: whatever differs is an effect of it.

use crate::command::{Command, Fault};
use crate::domain::id::Id as _;
use crate::domain::{Check, ConnectionId, GroupId, Instant, Verdict};
use crate::health::{self, RUN_MAX, RUN_WITHOUT_VM};
use crate::{Simulation, sign_in};

/// What a fault comes to.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Reach {
    /// How many people of each group cannot sign in because of it.
    pub shut_out: Vec<(GroupId, usize)>,
    /// How many people of each group do not reach every network resource because of it.
    pub cut_off: Vec<(GroupId, usize)>,
    /// What checks find because of it, or would.
    pub found: Vec<Found>,
}

/// What a check finds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Found {
    /// Of which connection.
    pub connection: ConnectionId,
    /// Which check.
    pub check: Check,
    /// What it finds when it looks.
    pub verdict: Verdict,
    /// When that is seen.
    pub seen: Seen,
}

/// When checks see something.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Seen {
    /// They have seen it, first at this end of a run.
    Since(Instant),
    /// A run goes on; what it sees stands at its end.
    ByPresentRun(Instant),
    /// The next run can end from the first of these moments to the second.
    ByNextRun(Instant, Instant),
    /// Nobody reactivated the connection: not before that.
    Inactive,
    /// No run is planned.
    Never,
}

/// When a run can post what it would see now.
pub fn next_seen(simulation: &Simulation, id: ConnectionId) -> Seen {
    let of = &simulation.world().connections[id];
    match (&of.inactive, &of.current_run, of.next_run_at) {
        (Some(_), ..) => Seen::Inactive,
        (None, Some(run), _) => Seen::ByPresentRun(run.ends),
        (None, None, Some(next)) => Seen::ByNextRun(next.after(RUN_WITHOUT_VM), next.after(RUN_MAX)),
        (None, None, None) => Seen::Never,
    }
}

/// How far a fault reaches that struck at a moment. None: it is repaired, or cannot be.
pub fn reach(simulation: &Simulation, fault: &Fault, since: Instant) -> Option<Reach> {
    let mut repaired = simulation.clone();
    let outcome = repaired.act(Command::Repair(fault.clone())).ok()?;
    if outcome.refused.is_some() {
        return None;
    }
    let mut reach = Reach::default();
    for (id, of) in simulation.world().present_connections() {
        let without = health::truth(repaired.state(), id);
        for result in health::truth(simulation.state(), id) {
            let same = without.iter().any(|of| of.check == result.check && of.verdict == result.verdict);
            if same {
                continue;
            }
            let runs = of.history.iter().rev();
            let told = runs.take_while(|run| {
                run.result(result.check)
                    .is_some_and(|seen| seen.verdict == result.verdict && seen.at >= since)
            });
            let seen = told.last().map_or_else(|| next_seen(simulation, id), |run| Seen::Since(run.ends));
            reach.found.push(Found { connection: id, check: result.check, verdict: result.verdict, seen });
        }
    }
    let [now, then] = [simulation, &repaired].map(|run| sign_in::abilities(run.world()));
    for (position, (now, then)) in now.iter().zip(&then).enumerate() {
        let group = GroupId::new(position);
        let more = |now: usize, then: usize| (now > then).then(|| (group, now - then));
        reach.shut_out.extend(more(now.shut_out, then.shut_out));
        reach.cut_off.extend(more(now.cut_off, then.cut_off));
    }
    Some(reach)
}
