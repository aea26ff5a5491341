//! What if this had not been, or been otherwise? A branch in which one thing that began something is left out, or another one stands in its
//! place: a line of the scenario, or something that was done. All else is as it was: the same dice, the same deeds at the same moments.

use anc_engine::command::{AdminAction, Command, UserAction};
use anc_engine::domain::{AdminId, ConnectionId, Entity, Instant, Name, Offset, RecordKey, RecordKind};
use anc_engine::record::Detail;
use anc_engine::setup::ScriptLine;
use anc_engine::simulation::TakenAction;
use anc_engine::{Record, Simulation};

use crate::branch::{Branch, Instead, Without};
use crate::draft::Draft;
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
    of_command(record, &line.command) == Some(line.command.declaration().name)
}

/// The name of the command that a record tells, where it is of the family of another one.
fn of_command(record: &Record, command: &Command) -> Option<&'static str> {
    match (&record.detail, command) {
        (Detail::FaultStruck(fault), Command::Fault(_)) | (Detail::RepairMade(fault), Command::Repair(_)) => {
            Some(fault.name())
        }
        (Detail::AdminActed(action), Command::Admin(..)) => Some(action.name()),
        (Detail::EnvironmentChanged(change), Command::Change(_)) => Some(change.name()),
        (Detail::PeopleJoined(_), Command::User(UserAction::PeopleJoin { .. })) => Some("peopleJoin"),
        _ => None,
    }
}

fn is_of(record: &Record, command: &Command) -> bool {
    match (&record.detail, command) {
        (Detail::FaultStruck(told), Command::Fault(said))
        | (Detail::RepairMade(told), Command::Repair(said)) => told == said,
        (Detail::AdminActed(told), Command::Admin(_, said)) => told == said,
        (Detail::EnvironmentChanged(told), Command::Change(said)) => told == said,
        (_, Command::User(action)) => command.subject() == record.key.entity && tells(&record.detail, action),
        _ => false,
    }
}

/// Whether a record tells what its person did, or what became of it.
fn tells(detail: &Detail, action: &UserAction) -> bool {
    match (detail, action) {
        (Detail::UserActed(told), action) => told == action,
        (Detail::PeopleJoined(_), UserAction::PeopleJoin { .. }) => true,
        (Detail::LicenceChanged(told), UserAction::Licence { has, .. }) => told == has,
        (Detail::GroupJoined(told), UserAction::JoinGroup { group, .. })
        | (Detail::GroupLeft(told), UserAction::LeaveGroup { group, .. })
        | (Detail::GroupMoved(told), UserAction::MoveToGroup { group, .. }) => told == group,
        (Detail::MembershipChanged(told), UserAction::Membership { member, .. }) => told == member,
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

/// By what a connection of a policy would have stood first when one was chosen, and when: right before that. None: it is no choice, or the
/// policy was not there before it.
pub fn stands_first(
    run: &Simulation,
    choice: RecordKey,
    connection: ConnectionId,
) -> Option<(AdminAction, Instant)> {
    let record = run.record(choice)?;
    let (Detail::NetworkChosen { candidates, .. } | Detail::NoNetwork { candidates, .. }) = &record.detail
    else {
        return None;
    };
    let Entity::CloudPc(cloud_pc) = choice.entity else { return None };
    let policy = run.world().cloud_pcs.get(cloud_pc)?.policy;
    let at = Offset(choice.at.0 - 1);
    let made = |record: &Record| {
        record.key.kind == RecordKind::PolicyCreated && record.key.entity == Entity::Policy(policy)
    };
    let is_new = run.records().iter().any(|record| made(record) && record.key.at > at);
    if at < Instant::ZERO || is_new {
        return None;
    }
    // By the names of that moment.
    let name = |entity: Entity| Name::new(run.name_at(entity, at));
    let others = candidates.iter().filter_map(|of| of.network.connection()).filter(|of| *of != connection);
    let connections = std::iter::once(connection).chain(others).map(|id| name(Entity::Connection(id)));
    let policy = name(Entity::Policy(policy));
    Some((AdminAction::EditPolicy { policy, connections: connections.collect() }, at))
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

/// Something that is done again, written down: what it names is sought in the other run, where another thing can have its place.
struct Deed {
    at: Instant,
    due: Option<Instant>,
    draft: Draft,
    actor: AdminId,
    /// Whether it was done with the one before it, as one.
    with_former: bool,
}

impl Deed {
    /// A command that was said at a moment, with the names of that.
    fn new(session: &Session, command: &Command, at: Instant) -> Self {
        let actor = match command {
            Command::Admin(actor, _) => *actor,
            _ => session.actor(),
        };
        let run = session.branch().simulation();
        let draft = Draft::named(command, &|entity| run.name_at(entity, at));
        Self { at, due: None, draft, actor, with_former: false }
    }

    fn again(session: &Session, taken: &TakenAction) -> Self {
        let TakenAction { due, with_former, .. } = *taken;
        Self { due, with_former, ..Self::new(session, &taken.command, taken.at) }
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
    // What was done later is part of the run, too, as long as it is known.
    let mut deeds: Vec<Deed> = run.known_actions().iter().map(|taken| Deed::again(session, taken)).collect();
    let former = match what {
        Some(LeftOut::Deed(position)) => {
            let former = deeds.remove(position);
            if let Some(next) = deeds.get_mut(position) {
                next.with_former &= former.with_former;
            }
            Some((position, former))
        }
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
        // It was written down with the names of now.
        deeds.insert(position, Deed { at, due, ..Deed::new(session, command, run.now()) });
        place = Some(position);
    }
    let mut other = Session::open_without(session.document().clone(), lines);
    let mut former = false;
    for (position, deed) in deeds.into_iter().enumerate() {
        other.apply(Intent::Seek(deed.at), &mut || true)?;
        let done = do_again(&mut other, &deed);
        if place == Some(position) {
            // What nobody can do there is told; what others cannot do any more because of it is not done.
            done?;
            former = false;
            continue;
        }
        let done = done.is_ok();
        if done && former && deed.with_former {
            other.join_with_former();
        }
        former = done;
    }
    other.apply(Intent::Seek(run.now()), &mut || true)?;
    let branch = other.branch();
    // It is told by what it came to.
    let came_to = |(command, at): (&Command, Instant)| {
        let run = branch.simulation();
        let name = command.declaration().name;
        let is_it = |record: &&Record| record.key.at == at && of_command(record, command) == Some(name);
        let record = run.known_records().iter().rev().find(is_it);
        let words = record.map(|record| title(run, record)).unwrap_or_default();
        let refused = record.is_some_and(|acted| {
            let refusals = run.known_records().iter().filter(|record| record.key.kind == RecordKind::Refused);
            refusals.rev().any(|refusal| refusal.cause == Some(acted.key))
        });
        Instead { command: command.clone(), at, words, refused }
    };
    let parted = instead.map_or(key.at, |(_, at)| at.min(key.at));
    let without = Without { key, words: told(run, key), instead: instead.map(came_to) };
    Ok(Branch { parted: Some((open.id, parted)), without: Some(without), ..branch.clone() })
}

fn do_again(session: &mut Session, deed: &Deed) -> Result<(), Rejected> {
    let world = session.branch().simulation().world();
    let command = deed.draft.command_as_done(world, deed.actor).ok_or(Rejected::NotThere)?;
    let intent = match deed.due {
        None => Intent::Act(command),
        Some(due) => Intent::Plan(due, command),
    };
    session.apply(intent, &mut || true).map(drop)
}

/// When an outcome of a run happens in another one, too: at its moment or later, as far as the other was played. None: it does not.
pub fn happens_in(run: &Simulation, outcome: RecordKey, other: &Simulation) -> Option<Instant> {
    let wanted = title(run, run.record(outcome)?);
    // Things can have other places in the other run: what is told of them is the same.
    let alike = |record: &&Record| {
        record.key.at >= outcome.at && record.key.kind == outcome.kind && title(other, record) == wanted
    };
    other.records().iter().find(alike).map(|record| record.key.at)
}

/// What began something, in the words of the run in which it was.
fn told(run: &Simulation, key: RecordKey) -> String {
    run.record(key).map(|record| title(run, record)).unwrap_or_default()
}

/// What a record tells, in the words of its run.
fn title(run: &Simulation, record: &Record) -> String {
    anc_engine::narration::narrate(record, run).title
}
