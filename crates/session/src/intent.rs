//! Intents: everything that one can want of a session. As JSON, one a line: `{ "version": 1, "intent": "seek", "to": "3h" }`.

use anc_engine::command::Command;
use anc_engine::domain::{AdminId, Entity, EntityKind, Instant, Offset, RecordKey};
use anc_engine::scenario::FileError;
use anc_engine::scenario::command::{read, write};
use serde_json::{Map, Value, json};

use crate::branch::{BranchId, Instead, Made};
use crate::document::{Document, Origin};
use crate::limits;
use crate::rejected::Rejected;
use crate::session::Session;
use crate::speed::SPEEDS;
use crate::{told, what_if};

/// The version of intents as JSON.
pub const VERSION: u64 = 1;

/// Something that is wanted.
#[derive(Clone, Debug)]
pub enum Intent {
    /// Open a document, at its start.
    Open(Box<Document>),
    /// Begin anew, with another seed.
    Seed(u64),
    /// Begin anew.
    StartOver,
    /// Do something, now. In the past, what was seen of the future becomes a branch of its own.
    Act(Command),
    /// Do several things, now, as one: they are undone together.
    ActAll(Vec<Command>),
    /// Plan something for a time to come.
    Plan(Instant, Command),
    /// Undo what was done last.
    Undo,
    /// Do again what was undone last.
    Redo,
    /// Let time pass; from the start, when the run is at its end.
    Play,
    /// Let time stand still.
    Pause,
    /// How fast time passes: a position in [`SPEEDS`].
    Speed(usize),
    /// Go to a moment.
    Seek(Instant),
    /// Go to the next record.
    Next,
    /// Go to the previous record.
    Previous,
    /// Go to where the story goes on.
    SkipAhead,
    /// Go to where it went on last.
    SkipBack,
    /// A frame of so many real milliseconds: time passes, or a long way is gone on with.
    Frame(i64),
    /// Act as this administrator from now on.
    Actor(AdminId),
    /// Branch off, now, and open the branch.
    Branch,
    /// Open the run without something that was in it: what [`crate::what_if::without`] gives.
    Without(Made),
    /// Open the run with something else in the place of what was in it: what [`crate::what_if::instead`] gives.
    Instead(Made),
    /// Open a branch.
    Switch(BranchId),
    /// Close a branch.
    Close(BranchId),
    /// Take the next hint of a goal: its position in the lesson.
    Hint(usize),
}

/// What is said of an intent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct IntentEntry {
    /// Its name in JSON.
    pub name: &'static str,
    /// The one field that it has, and what that holds.
    pub field: Option<(&'static str, &'static str)>,
    /// What it does, as a sentence.
    pub says: &'static str,
}

/// All intents, in the order of [`Intent`].
pub const INTENTS: [IntentEntry; 24] = [
    with("open", "document", "a scenario file, as an object", "Opens a document, at its start."),
    with("seed", "seed", "a whole number", "Begins anew with another seed."),
    plain("startOver", "Begins anew."),
    with("act", "command", "an event of a file, without a moment", "Does something, now."),
    with(
        "actAll",
        "commands",
        "1 to 1000 events of a file, without a moment",
        "Does several things, now, as one: they are undone together.",
    ),
    with("plan", "command", "an event of a file, with its moment", "Plans something for a time to come."),
    plain("undo", "Undoes what was done last."),
    plain("redo", "Does again what was undone last."),
    plain("play", "Lets time pass, frame by frame."),
    plain("pause", "Lets time stand still."),
    with(
        "speed",
        "speed",
        "`auto`, `1m`, `10m`, `1h`, `6h`, `1d` or `1w` a second",
        "Says how fast time passes.",
    ),
    with("seek", "to", "a moment such as `3h`", "Goes to a moment."),
    plain("next", "Goes to the next record."),
    plain("previous", "Goes to the previous record."),
    plain("skipAhead", "Goes to where the story goes on."),
    plain("skipBack", "Goes to where the story went on last."),
    with("frame", "ms", "real milliseconds, at most 60000", "Lets a frame of real time pass."),
    with("actor", "admin", "the name of an administrator", "Says as whom one acts from now on."),
    plain("branch", "Branches off, now, and opens the branch."),
    with("switch", "branch", "the number of a branch", "Opens a branch."),
    with("close", "branch", "the number of a branch", "Closes a branch."),
    with(
        "without",
        "record",
        "the key of a record that began something, as `anc log --format json` has it",
        "Opens the same run without that, as a branch: what if it had not been?",
    ),
    with(
        "instead",
        "other",
        "an object with `record`, as `without` has it, and `command`, an event of a file, with a moment where that is another one",
        "Opens the same run with that command in the place of what the record began, as a branch.",
    ),
    with("hint", "goal", "the number of a goal of the lesson, from 1", "Takes the next hint of a goal."),
];

const fn plain(name: &'static str, says: &'static str) -> IntentEntry {
    IntentEntry { name, field: None, says }
}

const fn with(
    name: &'static str,
    field: &'static str,
    holds: &'static str,
    says: &'static str,
) -> IntentEntry {
    IntentEntry { name, field: Some((field, holds)), says }
}

impl Intent {
    /// Reads an intent. What it names is sought in the session.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn parse(line: &str, session: &Session) -> Result<Self, Rejected> {
        if line.len() > limits::INTENT_BYTES_MAX {
            return Err(bad("", format!("more than {} bytes", limits::INTENT_BYTES_MAX)));
        }
        let value: Value = serde_json::from_str(line).map_err(|error| bad("", error.to_string()))?;
        Self::read(&value, session)
    }

    /// Reads an intent from a value.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn read(value: &Value, session: &Session) -> Result<Self, Rejected> {
        let fields = value.as_object().ok_or_else(|| bad("", "expected an object"))?;
        if fields.get("version") != Some(&VERSION.into()) {
            return Err(bad("/version", format!("expected {VERSION}")));
        }
        let name = fields.get("intent").and_then(Value::as_str).unwrap_or_default();
        let position = INTENTS.iter().position(|entry| entry.name == name).ok_or_else(|| {
            let names: Vec<&str> = INTENTS.iter().map(|entry| entry.name).collect();
            bad("/intent", format!("expected one of {}", names.join(", ")))
        })?;
        let entry = &INTENTS[position];
        let known = |field: &str| {
            matches!(field, "version" | "intent") || entry.field.is_some_and(|(name, _)| name == field)
        };
        if let Some(unknown) = fields.keys().find(|field| !known(field)) {
            return Err(bad(&format!("/{unknown}"), "unknown field"));
        }
        let Some((field, holds)) = entry.field else {
            return Ok(Self::plain(position));
        };
        let wrong = || bad(&format!("/{field}"), format!("expected {holds}"));
        let value = fields.get(field).ok_or_else(wrong)?;
        Self::with(entry.name, value, session)?.ok_or_else(wrong)
    }

    fn plain(position: usize) -> Self {
        match INTENTS[position].name {
            "startOver" => Self::StartOver,
            "undo" => Self::Undo,
            "redo" => Self::Redo,
            "play" => Self::Play,
            "next" => Self::Next,
            "previous" => Self::Previous,
            "skipAhead" => Self::SkipAhead,
            "skipBack" => Self::SkipBack,
            "branch" => Self::Branch,
            _ => Self::Pause,
        }
    }

    /// The intent with its field; none: the field holds something else.
    fn with(name: &str, value: &Value, session: &Session) -> Result<Option<Self>, Rejected> {
        let branch =
            |value: &Value| value.as_u64().and_then(|number| u32::try_from(number).ok()).map(BranchId);
        Ok(match name {
            "open" => {
                let document =
                    Document::read(value.to_string().as_bytes(), Origin::Sent).map_err(Rejected::Bad)?;
                Some(Self::Open(Box::new(document)))
            }
            // What JSON has a number for everywhere.
            "seed" => value.as_u64().filter(|&seed| seed < 1 << 53).map(Self::Seed),
            "act" => Some(Self::Act(command(value, session)?)),
            "actAll" => match value.as_array() {
                Some(commands) if (1..=limits::ACTED_AT_ONCE_MAX).contains(&commands.len()) => {
                    let commands = commands.iter().map(|value| command(value, session));
                    Some(Self::ActAll(commands.collect::<Result<_, _>>()?))
                }
                _ => None,
            },
            "plan" => {
                let (event, due) = at_moment(value);
                let due = due.unwrap_or_else(|| Err(no_moment()))?;
                Some(Self::Plan(due, command(&event, session)?))
            }
            "speed" => {
                let name = value.as_str();
                SPEEDS.iter().position(|speed| Some(speed.name) == name).map(Self::Speed)
            }
            "seek" => value.as_str().and_then(|text| Offset::parse(text).ok()).map(Self::Seek),
            "frame" => value.as_i64().filter(|ms| (0..=limits::FRAME_MS_MAX).contains(ms)).map(Self::Frame),
            "actor" => {
                let world = session.branch().simulation().world();
                let named = value.as_str().and_then(|name| world.named(EntityKind::Admin, name));
                named.and_then(
                    |entity| if let Entity::Admin(id) = entity { Some(Self::Actor(id)) } else { None },
                )
            }
            "without" => match key(value, session) {
                Some(key) => Some(Self::Without(Made::new(what_if::without(session, key)?))),
                None => None,
            },
            "instead" => match (key(&value["record"], session), &value["command"]) {
                (Some(key), other @ Value::Object(_)) => {
                    let (other, at) = at_moment(other);
                    let inside = |rejected| match rejected {
                        Rejected::Bad(errors) => {
                            Rejected::Bad(errors.into_iter().map(|error| error.inside("/other")).collect())
                        }
                        other => other,
                    };
                    let at = at.unwrap_or(Ok(key.at)).map_err(inside)?;
                    let other = command(&other, session).map_err(inside)?;
                    Some(Self::Instead(Made::new(what_if::instead(session, key, &other, at)?)))
                }
                _ => None,
            },
            "switch" => branch(value).map(Self::Switch),
            "close" => branch(value).map(Self::Close),
            "hint" => {
                let number = value.as_u64().and_then(|number| usize::try_from(number).ok());
                number.and_then(|number| number.checked_sub(1)).map(Self::Hint)
            }
            _ => None,
        })
    }

    /// What is said of it.
    pub const fn entry(&self) -> &'static IntentEntry {
        let position = match self {
            Self::Open(_) => 0,
            Self::Seed(_) => 1,
            Self::StartOver => 2,
            Self::Act(_) => 3,
            Self::ActAll(_) => 4,
            Self::Plan(..) => 5,
            Self::Undo => 6,
            Self::Redo => 7,
            Self::Play => 8,
            Self::Pause => 9,
            Self::Speed(_) => 10,
            Self::Seek(_) => 11,
            Self::Next => 12,
            Self::Previous => 13,
            Self::SkipAhead => 14,
            Self::SkipBack => 15,
            Self::Frame(_) => 16,
            Self::Actor(_) => 17,
            Self::Branch => 18,
            Self::Switch(_) => 19,
            Self::Close(_) => 20,
            Self::Without(_) => 21,
            Self::Instead(_) => 22,
            Self::Hint(_) => 23,
        };
        &INTENTS[position]
    }

    /// The intent as JSON: what [`Self::read`] reads, where all that it names is there.
    pub fn write(&self, session: &Session) -> Value {
        let entry = self.entry();
        let world = session.branch().simulation().world();
        let name = |entity: Entity| if world.has(entity) { world.name(entity) } else { entity.kind() };
        let value: Value = match self {
            Self::Open(document) => serde_json::from_str(&document.text).unwrap_or_default(),
            Self::Seed(seed) => (*seed).into(),
            Self::Act(command) => write::event(command, &name).into(),
            Self::ActAll(commands) => {
                commands.iter().map(|command| Value::from(write::event(command, &name))).collect()
            }
            Self::Plan(due, command) => {
                let mut event = write::event(command, &name);
                event.insert("at".to_owned(), due.to_string().into());
                event.into()
            }
            Self::Speed(position) => SPEEDS.get(*position).map_or(Value::Null, |speed| speed.name.into()),
            Self::Seek(to) => to.to_string().into(),
            Self::Frame(ms) => (*ms).into(),
            Self::Actor(admin) => name(Entity::Admin(*admin)).into(),
            Self::Switch(branch) | Self::Close(branch) => branch.0.into(),
            Self::Without(made) | Self::Instead(made) => {
                let left_out = made.branch().and_then(|branch| branch.without.as_ref());
                left_out.map_or(Value::Null, |of| {
                    let record = told::key(&of.key, session.branch().simulation());
                    match &of.instead {
                        Some(Instead { command, at, .. }) => {
                            let mut event = write::event(command, &name);
                            if *at != of.key.at {
                                event.insert("at".to_owned(), at.to_string().into());
                            }
                            json!({ "record": record, "command": event })
                        }
                        None => record,
                    }
                })
            }
            Self::Hint(goal) => goal.saturating_add(1).into(),
            _ => Value::Null,
        };
        let mut fields = Map::new();
        fields.insert("version".to_owned(), VERSION.into());
        fields.insert("intent".to_owned(), entry.name.into());
        if let Some((field, _)) = entry.field {
            fields.insert(field.to_owned(), value);
        }
        fields.into()
    }
}

fn no_moment() -> Rejected {
    bad("/command/at", "expected a moment such as `3h`")
}

/// An event without its moment, and that, where it has one.
fn at_moment(event: &Value) -> (Value, Option<Result<Instant, Rejected>>) {
    let mut event = event.clone();
    let at = event.as_object_mut().and_then(|fields| fields.remove("at"));
    let parsed = |at: Value| at.as_str().and_then(|text| Offset::parse(text).ok()).ok_or_else(no_moment);
    (event, at.map(parsed))
}

/// A command, by whoever acts in this session unless it says otherwise.
fn command(value: &Value, session: &Session) -> Result<Command, Rejected> {
    let world = session.branch().simulation().world();
    let mut value = value.clone();
    if let Some(fields) = value.as_object_mut()
        && fields.contains_key("admin")
        && !fields.contains_key("as")
    {
        fields.insert("as".to_owned(), world.name(Entity::Admin(session.actor())).into());
    }
    read::live(&value, world)
        .map_err(|errors| Rejected::Bad(errors.into_iter().map(|error| error.inside("/command")).collect()))
}

/// The record of a key, as [`crate::told::key`] writes it.
fn key(value: &Value, session: &Session) -> Option<RecordKey> {
    let records = session.branch().simulation().records();
    let at = Offset(value["at"].as_i64()?);
    let of_moment = records.iter().filter(|record| record.key.at == at).map(|record| record.key);
    of_moment.into_iter().find(|key| told::key(key, session.branch().simulation()) == *value)
}

fn bad(pointer: &str, message: impl Into<String>) -> Rejected {
    FileError::new(pointer, message).into()
}
