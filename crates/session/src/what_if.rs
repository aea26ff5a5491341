//! What if this had not been? A branch in which one thing that began something is left out: a line of the scenario, or something that was
//! done. All else is as it was: the same dice, the same deeds at the same moments.

use anc_engine::command::{Command, UserAction};
use anc_engine::domain::{Entity, RecordKey};
use anc_engine::record::Detail;
use anc_engine::setup::ScriptLine;
use anc_engine::{Record, Simulation};

use crate::branch::Branch;
use crate::intent::Intent;
use crate::rejected::Rejected;
use crate::session::Session;

/// What can be left out of a run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LeftOut {
    /// A line of the scenario: its position among all.
    Line(usize),
    /// Something that was done: its position among what was done.
    Deed(usize),
}

/// What a record began with. None: it is no beginning, or one of chance, which no line says.
pub fn left_out(branch: &Branch, key: RecordKey) -> Option<LeftOut> {
    let run = branch.simulation();
    let record = run.record(key)?;
    // Most that is asked for is of late. Of several that are alike the manieth it is.
    let of_moment = run.records().iter().rev().skip_while(|of| of.key.at > key.at);
    let before = of_moment.take_while(|of| of.key.at == key.at).skip_while(|of| of.key != key).skip(1);
    let alike = before.filter(|of| of.key.kind.is_root() && is_alike(of, record)).count();
    let lines = run.setup().lines.iter().enumerate().filter(|(_, line)| line.at == key.at);
    let lines = || lines.clone().filter(|(_, line)| is_of_line(record, line));
    let deeds = run.actions().iter().enumerate();
    let deeds = deeds
        .filter(|(_, taken)| taken.due.unwrap_or(taken.at) == key.at && is_of(record, &taken.command))
        .map(|(position, _)| LeftOut::Deed(position));
    // Lines that come last at a moment come after the others; who acts does so after all of them.
    let first = lines().filter(|(_, line)| !line.last);
    let last = lines().filter(|(_, line)| line.last);
    let lines = first.chain(last).map(|(position, _)| LeftOut::Line(branch.position_in_scenario(position)));
    lines.chain(deeds).nth(alike)
}

fn is_alike(one: &Record, other: &Record) -> bool {
    one.key.kind == other.key.kind && one.key.entity == other.key.entity && one.detail == other.detail
}

/// Whether a line says what a record tells. What comes to be during the run is another thing in each: what is done with it counts.
fn is_of_line(record: &Record, line: &ScriptLine) -> bool {
    if line.late.is_empty() {
        return is_of(record, &line.command);
    }
    let name = line.command.declaration().name;
    match (&record.detail, &line.command) {
        (Detail::FaultStruck(fault), Command::Fault(_)) | (Detail::RepairMade(fault), Command::Repair(_)) => {
            fault.name() == name
        }
        (Detail::AdminActed(action), Command::Admin(..)) => action.name() == name,
        (Detail::EnvironmentChanged(change), Command::Change(_)) => change.name() == name,
        _ => false,
    }
}

fn is_of(record: &Record, command: &Command) -> bool {
    match (&record.detail, command) {
        (Detail::FaultStruck(told), Command::Fault(said))
        | (Detail::RepairMade(told), Command::Repair(said)) => told == said,
        (Detail::AdminActed(told), Command::Admin(_, said)) => told == said,
        (Detail::EnvironmentChanged(told), Command::Change(said)) => told == said,
        (_, Command::User(action)) => {
            let about = match *action {
                UserAction::SignIn { user }
                | UserAction::Licence { user, .. }
                | UserAction::Membership { user, .. } => Entity::User(user),
                UserAction::PeopleJoin { group, .. } => Entity::Group(group),
            };
            let same = match (&record.detail, action) {
                (Detail::UserActed, UserAction::SignIn { .. })
                | (Detail::PeopleJoined(_), UserAction::PeopleJoin { .. }) => true,
                (Detail::LicenceChanged(told), UserAction::Licence { has, .. }) => told == has,
                (Detail::MembershipChanged(told), UserAction::Membership { member, .. }) => told == member,
                _ => false,
            };
            same && record.key.entity == about
        }
        _ => false,
    }
}

/// The open run without something, at the moment where that stands. The session itself stays as it is: [`Intent::Without`] opens
/// the branch.
///
/// # Errors
/// It is nothing that can be left out, or the run without it meets a limit.
pub fn without(session: &Session, key: RecordKey) -> Result<Branch, Rejected> {
    let open = session.branch();
    let what = left_out(open, key).ok_or(Rejected::NoBeginning)?;
    let mut lines = open.left_out.clone();
    if let LeftOut::Line(position) = what {
        anc_engine::domain::ordered::insert(&mut lines, position);
    }
    let run = open.simulation();
    let mut other = Session::open_without(session.document().clone(), lines);
    let deeds = run.actions().iter().enumerate().filter(|(position, _)| what != LeftOut::Deed(*position));
    let mut former = false;
    for (_, taken) in deeds {
        let mut go = |intent| other.apply(intent, &mut || true);
        go(Intent::Seek(taken.at))?;
        let deed = match taken.due {
            None => Intent::Act(taken.command.clone()),
            Some(due) => Intent::Plan(due, taken.command.clone()),
        };
        // What cannot be done without it is not done.
        let done = go(deed).is_ok();
        if done && former && taken.with_former {
            other.join_with_former();
        }
        former = done;
    }
    other.apply(Intent::Seek(run.now()), &mut || true)?;
    let branch = other.branch();
    Ok(Branch { parted: Some((open.id, key.at)), without: Some((key, told(run, key))), ..branch.clone() })
}

/// What was left out, in the words of the run in which it was.
fn told(run: &Simulation, key: RecordKey) -> String {
    run.record(key).map(|record| anc_engine::narration::narrate(record, run).title).unwrap_or_default()
}
