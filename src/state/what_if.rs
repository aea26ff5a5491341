//! What if something had not been: asked wherever it is told, answered on the page that puts two runs beside each other.

use std::cell::Cell;

use anc_engine::Simulation;
use anc_engine::domain::{RecordKey, RecordKind};
use anc_session::{BranchId, Intent, Made, what_if};
use leptos::prelude::Set as _;

use super::Run;
use crate::shell::address::Page;

thread_local! {
    /// What is to be left out, until the page is there.
    static ASKED: Cell<Option<RecordKey>> = const { Cell::new(None) };
}

/// Whether a record is likely one that can be left out of the open run. What comes by chance cannot, where something does; the page says what
/// could not be. To know it of each would take what only that page has.
pub fn may_be_left_out(simulation: &Simulation, key: RecordKey) -> bool {
    let by_chance = matches!(key.kind, RecordKind::FaultStruck | RecordKind::RepairMade);
    key.kind.is_root()
        && !matches!(key.kind, RecordKind::Opened | RecordKind::LineFailed)
        && (!by_chance || simulation.setup().failures.is_empty())
}

/// Asks what would be without it: the page that answers is opened.
pub fn ask(run: Run, key: RecordKey) {
    ASKED.set(Some(key));
    run.leads_to.set(Some(Page::Compare.fragment()));
}

/// Answers what was asked: opens the run without it. Gives the two runs. None: nothing was asked, or it could not be, and why is said.
pub fn answer(run: Run) -> Option<(BranchId, BranchId)> {
    let key = ASKED.take()?;
    run.send(Intent::Pause);
    let open = run.look(|session| session.branch().id);
    match run.look(|session| what_if::without(session, key)) {
        Ok(branch) => {
            run.send(Intent::Without(Made::new(branch)));
            Some((open, run.look(|session| session.branch().id)))
        }
        Err(rejected) => {
            run.say(super::Notice {
                title: "It could not be left out".to_owned(),
                lines: vec![rejected.to_string()],
            });
            None
        }
    }
}
