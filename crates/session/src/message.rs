//! Messages between an embedded simulator and the page around it: JSON texts, in both directions. Everything follows from one table: what is
//! read, the guide, the schema and the declarations for TypeScript.

use anc_engine::domain::Offset;
use serde_json::{Map, Value, json};

use crate::speed::SPEEDS;

/// The version of messages.
pub const PROTOCOL: u64 = 1;
/// What a message of the simulator says of where it is from.
pub const OURS: &str = "anc-sim";
/// What a message to it says.
pub const THEIRS: &str = "anc-host";
/// Bytes of a message that is read.
pub const MESSAGE_BYTES_MAX: usize = 256 * 1024;
/// Messages that are read in a second.
pub const MESSAGES_A_SECOND_MAX: usize = 50;

/// What a field holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Holds {
    /// A text.
    Text,
    /// A whole number from 0 on.
    Number,
    /// Yes or no.
    Flag,
    /// A moment or a length of time, such as `1d6h30m`.
    Moment,
    /// An event of a scenario file, without a moment.
    Command,
}

/// A field of a message.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct MessageField {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub holds: Holds,
    /// Whether it may be left out.
    pub optional: bool,
}

/// Who may send a message, and what it does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// The page around; anybody may ask.
    Asks,
    /// The page around, whose origin the address must name.
    Changes,
    /// The page around, whose origin the address must name; not where the address forbids acting.
    Acts,
    /// The simulator.
    Tells,
}

/// What is said of a message.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct MessageEntry {
    /// Its type.
    pub name: &'static str,
    /// Who sends it.
    pub way: Way,
    /// Its fields.
    pub fields: &'static [MessageField],
    /// What it does, as a sentence.
    pub says: &'static str,
}

const fn field(name: &'static str, holds: Holds) -> MessageField {
    MessageField { name, holds, optional: false }
}

const fn optional(name: &'static str, holds: Holds) -> MessageField {
    MessageField { name, holds, optional: true }
}

const fn entry(
    name: &'static str,
    way: Way,
    fields: &'static [MessageField],
    says: &'static str,
) -> MessageEntry {
    MessageEntry { name, way, fields, says }
}

/// All messages.
pub const MESSAGES: [MessageEntry; 14] = [
    entry(
        "load",
        Way::Changes,
        &[
            field("scenario", Holds::Text),
            optional("seed", Holds::Number),
            optional("t", Holds::Moment),
            optional("lesson", Holds::Flag),
        ],
        "Opens a scenario of the library.",
    ),
    entry("play", Way::Changes, &[], "Lets time pass."),
    entry("pause", Way::Changes, &[], "Lets time stand still."),
    entry("seek", Way::Changes, &[field("to", Holds::Moment)], "Goes to a moment."),
    entry(
        "speed",
        Way::Changes,
        &[field("speed", Holds::Text)],
        "Says how fast time passes: `auto`, `1m`, `10m`, `1h`, `6h`, `1d` or `1w` a second.",
    ),
    entry("act", Way::Acts, &[field("command", Holds::Command)], "Does something, now."),
    entry("get", Way::Asks, &[], "Asks for the state."),
    entry(
        "ready",
        Way::Tells,
        &[field("version", Holds::Text), field("protocol", Holds::Number)],
        "A scenario is open, and messages are read.",
    ),
    entry("resize", Way::Tells, &[field("height", Holds::Number)], "The page is this high, in pixels."),
    entry(
        "state",
        Way::Tells,
        &[
            field("scenario", Holds::Text),
            field("title", Holds::Text),
            field("seed", Holds::Number),
            field("t", Holds::Moment),
            field("end", Holds::Moment),
            field("playing", Holds::Flag),
            optional("digest", Holds::Text),
        ],
        "The state: when it is asked for, and when time begins to pass, stands still or jumps.",
    ),
    entry(
        "record",
        Way::Tells,
        &[field("t", Holds::Moment), field("title", Holds::Text), field("detail", Holds::Text)],
        "Something of note happened.",
    ),
    entry(
        "goal",
        Way::Tells,
        &[
            field("goal", Holds::Number),
            field("title", Holds::Text),
            field("outcome", Holds::Text),
            field("points", Holds::Number),
        ],
        "What became of a goal of the lesson: `open`, `reached` or `missed`; the points by now.",
    ),
    entry("done", Way::Tells, &[], "What was asked for is done."),
    entry(
        "error",
        Way::Tells,
        &[field("code", Holds::Text), field("says", Holds::Text)],
        "What was asked for was not done, and why.",
    ),
];

/// Why a message was not followed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Trouble {
    /// The id of the message, where it could be read.
    pub id: Option<String>,
    /// Which kind of trouble it is.
    pub code: &'static str,
    /// In a sentence.
    pub says: String,
}

/// What the page around wants.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Message {
    /// What it calls the message: the answer has it too.
    pub id: Option<String>,
    /// What is wanted.
    pub wants: Wants,
}

/// What can be wanted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Wants {
    /// A scenario of the library, at a moment; as its lesson.
    Load {
        /// Its id.
        scenario: String,
        /// Another seed than its own.
        seed: Option<u64>,
        /// The moment.
        t: Option<Offset>,
        /// Whether as its lesson.
        lesson: bool,
    },
    /// That time passes.
    Play,
    /// That it stands still.
    Pause,
    /// A moment.
    Seek(Offset),
    /// A speed: a position in the table.
    Speed(usize),
    /// Something to be done: an event of a file, without a moment.
    Act(Value),
    /// The state.
    State,
}

/// What the address lets the page around do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Allowed {
    /// Whether its origin is the one that the address names.
    pub known: bool,
    /// Whether it may act.
    pub acts: bool,
}

impl Message {
    /// Reads a message.
    ///
    /// # Errors
    /// Why it is not followed.
    pub fn read(text: &str, allowed: Allowed) -> Result<Self, Trouble> {
        let trouble = |id: &Option<String>, code, says: String| Trouble { id: id.clone(), code, says };
        if text.len() > MESSAGE_BYTES_MAX {
            let says =
                format!("A message has at most {MESSAGE_BYTES_MAX} bytes; this one has {}.", text.len());
            return Err(trouble(&None, "tooLong", says));
        }
        let value: Value = serde_json::from_str(text)
            .map_err(|error| trouble(&None, "notJson", format!("The message is no JSON: {error}.")))?;
        let id = value["id"].as_str().map(|id| id.chars().take(100).collect::<String>());
        let wrong = |code, says: String| trouble(&id, code, says);
        if value["source"] != THEIRS || value["v"] != PROTOCOL {
            let says = format!("Expected \"source\": \"{THEIRS}\" and \"v\": {PROTOCOL}.");
            return Err(wrong("version", says));
        }
        let name = value["type"].as_str().unwrap_or_default();
        let known = MESSAGES.iter().filter(|entry| entry.way != Way::Tells);
        let Some(entry) = known.clone().find(|entry| entry.name == name) else {
            let names: Vec<&str> = known.map(|entry| entry.name).collect();
            return Err(wrong("unknown", format!("\"type\" is one of {}.", names.join(", "))));
        };
        if entry.way != Way::Asks && !allowed.known {
            let says =
                "The address of the frame has to name the page around it, with \"parent=\" and its origin.";
            return Err(wrong("notAllowed", says.to_owned()));
        }
        if entry.way == Way::Acts && !allowed.acts {
            return Err(wrong(
                "notAllowed",
                "The address of the frame lets nobody act: \"edit=0\".".to_owned(),
            ));
        }
        let fields =
            value.as_object().into_iter().flatten().filter(|(name, _)| !HEAD.contains(&name.as_str()));
        if let Some((unknown, _)) =
            fields.clone().find(|(name, _)| entry.fields.iter().all(|field| field.name != *name))
        {
            return Err(wrong("field", format!("{:?} has no field {unknown:?}.", entry.name)));
        }
        for field in entry.fields {
            let fits = match &value[field.name] {
                Value::Null => field.optional,
                given => field.holds.fits(given),
            };
            if !fits {
                let says = format!("{:?} of {:?}: expected {}.", field.name, entry.name, field.holds.words());
                return Err(wrong("field", says));
            }
        }
        let moment = |name: &str| value[name].as_str().and_then(|text| Offset::parse(text).ok());
        let wants = match entry.name {
            "load" => Wants::Load {
                scenario: value["scenario"].as_str().unwrap_or_default().to_owned(),
                seed: value["seed"].as_u64(),
                t: moment("t"),
                lesson: value["lesson"] == true,
            },
            "play" => Wants::Play,
            "pause" => Wants::Pause,
            "seek" => Wants::Seek(moment("to").unwrap_or_default()),
            "speed" => {
                let named = value["speed"].as_str();
                let position = SPEEDS.iter().position(|speed| Some(speed.name) == named);
                Wants::Speed(
                    position
                        .ok_or_else(|| wrong("field", format!("There is no such speed. {}", entry.says)))?,
                )
            }
            "act" => Wants::Act(value["command"].clone()),
            _ => Wants::State,
        };
        Ok(Self { id, wants })
    }
}

/// What every message has besides its fields.
const HEAD: [&str; 4] = ["source", "v", "type", "id"];

impl Holds {
    fn fits(self, value: &Value) -> bool {
        match self {
            Self::Text => value.as_str().is_some_and(|text| text.len() <= 200),
            Self::Number => value.as_u64().is_some_and(|number| number < 1 << 53),
            Self::Flag => value.is_boolean(),
            Self::Moment => {
                value.as_str().is_some_and(|text| text.len() <= 40 && Offset::parse(text).is_ok())
            }
            Self::Command => value.is_object(),
        }
    }

    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Text => "a text of at most 200 bytes",
            Self::Number => "a whole number",
            Self::Flag => "true or false",
            Self::Moment => "a moment such as `1d6h30m`",
            Self::Command => "an event of a scenario file, without a moment",
        }
    }
}

/// A message of ours.
pub fn written(kind: &str, id: Option<&str>, fields: &[(&str, Value)]) -> String {
    let mut message = Map::new();
    for (name, value) in [("source", json!(OURS)), ("v", json!(PROTOCOL)), ("type", json!(kind))]
        .into_iter()
        .chain(fields.iter().cloned())
    {
        message.insert(name.to_owned(), value);
    }
    if let Some(id) = id {
        message.insert("id".to_owned(), id.into());
    }
    Value::from(message).to_string()
}
