//! What if something had not been, or been otherwise? Asked wherever it is told, answered on the page that puts two runs beside each other.

use anc_engine::Simulation;
use anc_engine::command::Command;
use anc_engine::domain::{Instant, RecordKey, RecordKind};
use anc_session::{BranchId, Draft, Intent, Made, what_if};
use leptos::prelude::*;

use super::{Notice, Prepared, Run};
use crate::shell::address::Page;

/// What is to be left out; what is to be in its place, and when.
type Asked = Option<(RecordKey, Option<(Command, Instant)>)>;

thread_local! {
    /// What is asked, until the page is there that answers.
    static ASKED: ArcRwSignal<Asked> = ArcRwSignal::new(None);
}

/// Whether a record is likely one that can be left out of the open run. What comes by chance cannot, where something does; the page says what
/// could not be. To know it of each would take what only that page has.
pub fn may_be_left_out(simulation: &Simulation, key: RecordKey) -> bool {
    let by_chance = matches!(key.kind, RecordKind::FaultStruck | RecordKind::RepairMade);
    key.kind.is_root()
        && !matches!(key.kind, RecordKind::Opened | RecordKind::LineFailed)
        && (!by_chance || simulation.setup().failures.is_empty())
}

/// Whether another value can be said for what a record tells.
pub fn may_be_otherwise(simulation: &Simulation, key: RecordKey) -> bool {
    let has_values = matches!(
        key.kind,
        RecordKind::FaultStruck
            | RecordKind::RepairMade
            | RecordKind::AdminActed
            | RecordKind::EnvironmentChanged
            | RecordKind::PeopleJoined
    );
    has_values && may_be_left_out(simulation, key)
}

/// Asks what would be without it: the page that answers is opened.
pub fn ask(run: Run, key: RecordKey) {
    ask_so(run, key, None);
}

/// Asks what would be with something else in its place.
pub fn ask_so(run: Run, key: RecordKey, instead: Option<(Command, Instant)>) {
    ASKED.with(|asked| asked.set(Some((key, instead))));
    run.leads_to.set(Some(Page::Compare.fragment()));
}

/// Lets somebody write down what is to be in its place.
pub fn write(run: Run, key: RecordKey) {
    run.prepare(Prepared::Instead(key));
}

/// What a beginning says, to begin with. None: it cannot be written down, and why is said.
pub fn said(run: Run, key: RecordKey) -> Option<Draft> {
    let said = run.look(|session| {
        let branch = session.branch();
        what_if::said(branch, key).map(|command| Draft::of(&command, branch.simulation().world()))
    });
    if said.is_none() {
        run.say(Notice {
            title: "It cannot be written down".to_owned(),
            lines: vec!["It comes by chance, or is done to what comes to be during the run.".to_owned()],
        });
    }
    said
}

/// Answers what is asked, followed: opens the other run. Gives the two runs. None: nothing is asked, or it could not be, and why is said.
pub fn answer(run: Run) -> Option<(BranchId, BranchId)> {
    let asked = ASKED.with(Clone::clone);
    let (key, instead) = asked.get()?;
    asked.set(None);
    run.send(Intent::Pause);
    let open = run.look(|session| session.branch().id);
    let made = run.look(|session| match &instead {
        None => what_if::without(session, key).map(|branch| Intent::Without(Made::new(branch))),
        Some((command, at)) => {
            // Whoever did it does the other.
            let command = match (command, what_if::said(session.branch(), key)) {
                (Command::Admin(_, action), Some(Command::Admin(by, _))) => {
                    Command::Admin(by, action.clone())
                }
                _ => command.clone(),
            };
            what_if::instead(session, key, &command, *at).map(|branch| Intent::Instead(Made::new(branch)))
        }
    });
    match made {
        Ok(intent) => {
            run.send(intent);
            Some((open, run.look(|session| session.branch().id)))
        }
        Err(rejected) => {
            let title = "The other run could not be made".to_owned();
            run.say(Notice { title, lines: vec![rejected.to_string()] });
            None
        }
    }
}
