//! What if this had not been, or been otherwise? A branch in which one thing that began something is left out, or another one stands in its
//! place: a line of the scenario, or something that was done. All else is as it was: the same dice, the same deeds at the same moments.

use anc_engine::command::{AdminAction, Command, UserAction};
use anc_engine::domain::{ConnectionId, Entity, Instant, Offset, RecordKey, RecordKind};
use anc_engine::record::Detail;
use anc_engine::setup::ScriptLine;
use anc_engine::simulation::TakenAction;
use anc_engine::{Record, Simulation};

use crate::branch::{Branch, Instead, Without};
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

/// What a beginning says, as it can be written down anew: the command of its line, or of what was done. None: it has none, or names what
/// comes to be during the run.
pub fn said(branch: &Branch, key: RecordKey) -> Option<Command> {
    let run = branch.simulation();
    match left_out(branch, key)? {
        LeftOut::Deed(position) => run.actions().get(position).map(|taken| taken.command.clone()),
        LeftOut::Line(position) => {
            let mut lines = run.setup().lines.iter().enumerate();
            let (_, line) = lines.find(|&(of, _)| branch.position_in_scenario(of) == position)?;
            line.late.is_empty().then(|| line.command.clone())
        }
    }
}

/// By what a connection of a policy would have stood first when one was chosen, and when: right before that. None: it is no choice, or was
/// made at the very start.
pub fn stands_first(
    session: &Session,
    choice: RecordKey,
    connection: ConnectionId,
) -> Option<(Command, Instant)> {
    let world = session.branch().simulation().world();
    let record = session.branch().simulation().record(choice)?;
    let (Detail::ConnectionChosen { candidates, .. } | Detail::NoConnection { candidates, .. }) =
        &record.detail
    else {
        return None;
    };
    let Entity::CloudPc(cloud_pc) = choice.entity else { return None };
    let policy = &world.policies[world.cloud_pcs.get(cloud_pc)?.policy];
    let others = candidates.iter().map(|of| of.connection).filter(|of| *of != connection);
    let connections = std::iter::once(connection).chain(others).map(|id| world.connections[id].name.clone());
    let edit = AdminAction::EditPolicy { policy: policy.name.clone(), connections: connections.collect() };
    let at = Offset(choice.at.0 - 1);
    (at >= Instant::ZERO).then(|| (Command::Admin(session.actor(), edit), at))
}

/// Whether a record is a choice: it is no beginning, and something else can be done before it.
const fn is_choice(key: RecordKey) -> bool {
    matches!(key.kind, RecordKind::ConnectionChosen | RecordKind::NoConnection)
}

/// The open run without something, at the moment where that stands. The session itself stays as it is: [`Intent::Without`] opens
/// the branch.
///
/// # Errors
/// It is nothing that can be left out, or the run without it meets a limit.
pub fn without(session: &Session, key: RecordKey) -> Result<Branch, Rejected> {
    otherwise(session, key, None)
}

/// The open run with another command in the place of something, at its moment or at another one. In the place of a line of the scenario it
/// is the first that is done after all that the scenario says of that moment. Of a choice nothing is left out: the command is done besides.
/// [`Intent::Instead`] opens the branch.
///
/// # Errors
/// It is nothing that can be left out, the other cannot be done there, or the run with it meets a limit.
pub fn instead(
    session: &Session,
    key: RecordKey,
    command: &Command,
    at: Instant,
) -> Result<Branch, Rejected> {
    otherwise(session, key, Some((command, at)))
}

/// Something that is done again.
struct Deed {
    at: Instant,
    due: Option<Instant>,
    command: Command,
    /// Whether it was done with the one before it, as one.
    with_former: bool,
}

impl Deed {
    fn again(taken: &TakenAction) -> Self {
        let TakenAction { at, due, with_former, .. } = *taken;
        Self { at, due, command: taken.command.clone(), with_former }
    }
}

fn otherwise(
    session: &Session,
    key: RecordKey,
    instead: Option<(&Command, Instant)>,
) -> Result<Branch, Rejected> {
    let open = session.branch();
    let what = left_out(open, key);
    if what.is_none() && !(instead.is_some() && is_choice(key)) {
        return Err(Rejected::NoBeginning);
    }
    let mut lines = open.left_out.clone();
    if let Some(LeftOut::Line(position)) = what {
        anc_engine::domain::ordered::insert(&mut lines, position);
    }
    let run = open.simulation();
    let mut deeds: Vec<Deed> = run.actions().iter().map(Deed::again).collect();
    let former = match what {
        Some(LeftOut::Deed(position)) => Some((position, deeds.remove(position))),
        Some(LeftOut::Line(_)) | None => None,
    };
    let mut place = None;
    if let Some((command, at)) = instead {
        if at < Instant::ZERO || at > run.horizon() {
            return Err(Rejected::NoSuchMoment);
        }
        // In the same moment it stands where the other stood, and is planned where that was.
        let (position, at, due) = match former {
            Some((position, deed)) if at == key.at => (position, deed.at, deed.due),
            _ => (deeds.partition_point(|deed| deed.at < at), at, None),
        };
        deeds.insert(position, Deed { at, due, command: command.clone(), with_former: false });
        place = Some(position);
    }
    let mut other = Session::open_without(session.document().clone(), lines);
    let mut former = false;
    for (position, taken) in deeds.into_iter().enumerate() {
        let mut go = |intent| other.apply(intent, &mut || true);
        go(Intent::Seek(taken.at))?;
        let deed = match taken.due {
            None => Intent::Act(taken.command),
            Some(due) => Intent::Plan(due, taken.command),
        };
        let done = go(deed);
        if place == Some(position) {
            // What nobody can do there is told; what others cannot do any more because of it is not done.
            done?;
            former = false;
            continue;
        }
        let done = done.is_ok();
        if done && former && taken.with_former {
            other.join_with_former();
        }
        former = done;
    }
    other.apply(Intent::Seek(run.now()), &mut || true)?;
    let branch = other.branch();
    // It is told by what it came to.
    let came_to = |(command, at): (&Command, Instant)| {
        let run = branch.simulation();
        let record = run.records().iter().find(|record| record.key.at == at && is_of(record, command));
        let words = record.map(|record| told(run, record.key)).unwrap_or_default();
        Instead { command: command.clone(), at, words }
    };
    let parted = instead.map_or(key.at, |(_, at)| at.min(key.at));
    let without = Without { key, words: told(run, key), instead: instead.map(came_to) };
    Ok(Branch { parted: Some((open.id, parted)), without: Some(without), ..branch.clone() })
}

/// What began something, in the words of the run in which it was.
fn told(run: &Simulation, key: RecordKey) -> String {
    run.record(key).map(|record| anc_engine::narration::narrate(record, run).title).unwrap_or_default()
}
