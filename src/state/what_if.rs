//! What if something had not been, or been otherwise? Asked wherever it is told, answered on the page that puts two runs beside each other.

use std::cell::Cell;

use anc_engine::command::Command;
use anc_engine::domain::{ConnectionId, Instant, RecordKey};
use anc_session::{BranchId, Draft, Intent, Made, Rejected, what_if};
use leptos::prelude::*;

use super::{Notice, Prepared, Run};
use crate::shell::address::Page;

/// What is asked of a beginning.
#[derive(Clone)]
enum Asked {
    /// What would be without it.
    Without,
    /// What would be with something else, which is to be written down.
    Otherwise,
    /// What would be with this in its place, at that moment.
    Instead(Command, Instant),
    /// Of a choice: what would be if this one had stood first.
    First(ConnectionId),
}

thread_local! {
    /// What is asked, until the page is there that answers.
    static ASKED: ArcRwSignal<Option<(RecordKey, Asked)>> = ArcRwSignal::new(None);
    /// Of what it was asked: whether that happens all the same is part of the answer.
    static OUTCOME: Cell<Option<RecordKey>> = const { Cell::new(None) };
}

/// What is answered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Answered {
    /// The run of which it was asked.
    pub one: BranchId,
    /// The other one.
    pub other: BranchId,
    /// The record of which it was asked, and when it happens in the other run; none: it does not.
    pub outcome: Option<(RecordKey, Option<Instant>)>,
}

fn asked(run: Run, key: RecordKey, of: Asked) {
    // Where something is being explained, it is asked of that.
    if !matches!(of, Asked::Instead(..)) {
        OUTCOME.set(run.explained.get_untracked().filter(|outcome| *outcome != key));
        run.explained.set(None);
    }
    ASKED.with(|asked| asked.set(Some((key, of))));
    run.leads_to.set(Some(Page::Compare.fragment()));
}

/// Asks what would be without it: the page that answers is opened.
pub fn ask(run: Run, key: RecordKey) {
    asked(run, key, Asked::Without);
}

/// Asks what would be with something else in its place: the page that answers lets one write it down.
pub fn ask_otherwise(run: Run, key: RecordKey) {
    asked(run, key, Asked::Otherwise);
}

/// Asks what would be with a command in its place, at a moment.
pub fn ask_instead(run: Run, key: RecordKey, command: Command, at: Instant) {
    asked(run, key, Asked::Instead(command, at));
}

/// Asks what would be if a connection had stood first when one was chosen.
pub fn ask_first(run: Run, choice: RecordKey, connection: ConnectionId) {
    asked(run, choice, Asked::First(connection));
}

/// Lets somebody write down what is to be in the place of something: as it was, to begin with.
fn write(run: Run, record: RecordKey) {
    let said = run.look(|session| {
        let branch = session.branch();
        let world = branch.simulation().world();
        let said = what_if::said(branch, record).map(|command| Draft::of(&command, world));
        said.ok_or(OF_CHANCE).and_then(|said| match said.command(world, session.actor()) {
            Ok(_) => Ok(said),
            Err(_) => Err(NOT_THERE),
        })
    });
    match said {
        Ok(said) => run.prepare(Prepared::Instead { record, said, at: record.at }),
        Err(why) => {
            run.say(Notice { title: "It cannot be written down".to_owned(), lines: vec![why.to_owned()] });
        }
    }
}

/// Why something cannot be written down anew.
const OF_CHANCE: &str = "It comes by chance, or is done to what comes to be during the run.";
const NOT_THERE: &str = "It names what is not there any more, or is called otherwise by now. Go back to before it happened: what you do there makes a run of its own.";

/// Answers what is asked, followed: opens the other run. Gives the two runs. None: nothing is asked, it is yet to be written down, or it
/// could not be, and why is said.
pub fn answer(run: Run) -> Option<Answered> {
    let signal = ASKED.with(Clone::clone);
    let (key, asked) = signal.get()?;
    signal.set(None);
    run.send(Intent::Pause);
    let open = run.look(|session| session.branch().id);
    let mut written = None;
    let made = match asked {
        Asked::Otherwise => {
            write(run, key);
            return None;
        }
        Asked::First(connection) => run.look(|session| {
            let first = what_if::stands_first(session.branch().simulation(), key, connection);
            let (action, at) = first.ok_or(Rejected::NotThere)?;
            let command = Command::Admin(session.actor(), action);
            what_if::instead(session, key, &command, at).map(|branch| Intent::Instead(Made::new(branch)))
        }),
        Asked::Without => {
            let made = run.look(|session| what_if::without(session, key));
            made.map(|branch| Intent::Without(Made::new(branch)))
        }
        Asked::Instead(command, at) => {
            // Written down anew where it cannot be made: nothing that was written is lost.
            let said = run.look(|session| Draft::of(&command, session.branch().simulation().world()));
            written = Some((said, at));
            let made = run.look(|session| {
                // Whoever did it does the other.
                let command = match (command, what_if::said(session.branch(), key)) {
                    (Command::Admin(_, action), Some(Command::Admin(by, _))) => Command::Admin(by, action),
                    (command, _) => command,
                };
                what_if::instead(session, key, &command, at)
            });
            made.map(|branch| Intent::Instead(Made::new(branch)))
        }
    };
    match made {
        Ok(intent) => {
            run.send(intent);
            let outcome = OUTCOME.take();
            Some(run.look(|session| {
                let other = session.branch();
                let of = session.branches().iter().find(|branch| branch.id == open);
                let happens = |outcome| {
                    let when = what_if::happens_in(of?.simulation(), outcome, other.simulation());
                    Some((outcome, when))
                };
                Answered { one: open, other: other.id, outcome: outcome.and_then(happens) }
            }))
        }
        Err(rejected) => {
            let title = "The other run could not be made".to_owned();
            run.say(Notice { title, lines: vec![rejected.to_string()] });
            if let Some((said, at)) = written {
                run.prepare(Prepared::Instead { record: key, said, at });
            }
            None
        }
    }
}
