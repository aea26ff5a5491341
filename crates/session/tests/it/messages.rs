//! Messages of the page around: what is read, what is not, and what is written of them.

use anc_session::message::{
    Allowed, Holds, MESSAGE_BYTES_MAX, MESSAGES, Message, MessageEntry, PROTOCOL, THEIRS, Wants, Way, written,
};
use anc_session::{Intent, SPEEDS, Session};
use serde_json::{Map, Value, json};

const ALL: Allowed = Allowed { known: true, acts: true };

fn sent(kind: &str, fields: &Value) -> String {
    let mut message = json!({ "source": THEIRS, "v": PROTOCOL, "type": kind, "id": "7" });
    for (name, value) in fields.as_object().into_iter().flatten() {
        message[name] = value.clone();
    }
    message.to_string()
}

fn example(holds: Holds) -> Value {
    match holds {
        Holds::Text => json!("1h"),
        Holds::Number => json!(7),
        Holds::Flag => json!(true),
        Holds::Moment => json!("3h"),
        Holds::Command => json!({ "signIn": "office-01" }),
    }
}

fn read() -> impl Iterator<Item = &'static MessageEntry> {
    MESSAGES.iter().filter(|entry| entry.way != Way::Tells)
}

#[test]
fn every_message_of_the_table_is_read_and_does_something() {
    let session: Session = crate::session("stale-status");
    for entry in read() {
        let fields: Map<String, Value> =
            entry.fields.iter().map(|field| (field.name.to_owned(), example(field.holds))).collect();
        let text = sent(entry.name, &fields.clone().into());
        let message = Message::read(&text, ALL).unwrap_or_else(|trouble| panic!("{text}: {trouble:?}"));
        assert_eq!(message.id.as_deref(), Some("7"));
        match message.wants {
            Wants::Play => assert_eq!(entry.name, "play"),
            Wants::Pause => assert_eq!(entry.name, "pause"),
            Wants::Seek(to) => assert_eq!((entry.name, to.to_string().as_str()), ("seek", "3h")),
            Wants::Speed(position) => assert_eq!((entry.name, SPEEDS[position].name), ("speed", "1h")),
            Wants::Act(command) => {
                let intent = json!({ "version": 1, "intent": "act", "command": command });
                assert!(Intent::read(&intent, &session).is_ok(), "{intent}");
            }
            Wants::Load { scenario, seed, t, lesson } => {
                assert_eq!((scenario.as_str(), seed, lesson), ("1h", Some(7), true));
                assert_eq!(t.map(|t| t.to_string()).as_deref(), Some("3h"));
            }
            Wants::State => assert_eq!(entry.name, "get"),
        }
        // Each field that is needed is, and each is held to what it holds.
        for field in entry.fields {
            let mut without = fields.clone();
            without.remove(field.name);
            let is_read = Message::read(&sent(entry.name, &without.clone().into()), ALL).is_ok();
            assert_eq!(is_read, field.optional, "{} without {}", entry.name, field.name);
            without.insert(field.name.to_owned(), json!([1]));
            let trouble = Message::read(&sent(entry.name, &without.into()), ALL).expect_err("no such value");
            assert_eq!((trouble.code, trouble.id.as_deref()), ("field", Some("7")), "{trouble:?}");
        }
    }
}

#[test]
fn what_the_address_does_not_allow_is_not_done() {
    for entry in read() {
        let fields: Map<String, Value> =
            entry.fields.iter().map(|field| (field.name.to_owned(), example(field.holds))).collect();
        let text = sent(entry.name, &fields.into());
        let stranger = Message::read(&text, Allowed { known: false, acts: true });
        assert_eq!(stranger.is_ok(), entry.way == Way::Asks, "{}", entry.name);
        let looker = Message::read(&text, Allowed { known: true, acts: false });
        assert_eq!(looker.is_ok(), entry.way != Way::Acts, "{}", entry.name);
        for refused in [stranger, looker].into_iter().filter_map(Result::err) {
            assert_eq!(refused.code, "notAllowed");
        }
    }
}

#[test]
fn what_is_no_message_is_told_as_what_it_is() {
    let code = |text: &str| Message::read(text, ALL).expect_err("no message").code;
    assert_eq!(code(""), "notJson");
    assert_eq!(code("{\"source\":"), "notJson");
    assert_eq!(code(&"[".repeat(100_000)), "notJson");
    assert_eq!(code("[]"), "version");
    assert_eq!(code("{}"), "version");
    assert_eq!(code(r#"{ "source": "anc-sim", "v": 1, "type": "play" }"#), "version");
    assert_eq!(code(r#"{ "source": "anc-host", "v": 2, "type": "play" }"#), "version");
    assert_eq!(code(&sent("explode", &json!({}))), "unknown");
    assert_eq!(code(&sent("ready", &json!({}))), "unknown", "that is ours to say");
    assert_eq!(code(&sent("play", &json!({ "fast": true }))), "field");
    assert_eq!(code(&sent("seek", &json!({ "to": "soon" }))), "field");
    assert_eq!(code(&sent("speed", &json!({ "speed": "2h" }))), "field");
    assert_eq!(code(&sent("load", &json!({ "scenario": "x".repeat(201) }))), "field");
    assert_eq!(code(&" ".repeat(MESSAGE_BYTES_MAX + 1)), "tooLong");
}

#[test]
fn nobody_acts_in_a_session_that_is_locked() {
    let mut session = crate::session("stale-status");
    session.lock();
    for intent in [
        r#"{ "intent": "act", "command": { "signIn": "office-01" } }"#,
        r#"{ "intent": "actAll", "commands": [{ "signIn": "office-01" }] }"#,
        r#"{ "intent": "plan", "command": { "at": "3h", "signIn": "office-01" } }"#,
    ] {
        let rejected = crate::say(&mut session, intent).expect_err("it is locked");
        assert_eq!(rejected.to_string(), "nobody may act here: the address says so");
    }
    crate::done(&mut session, r#"{ "intent": "seek", "to": "2h" }"#);
    crate::done(&mut session, r#"{ "intent": "startOver" }"#);
    assert!(session.is_locked(), "beginning anew opens nothing");
}

fn type_of(holds: Holds) -> (&'static str, Value) {
    match holds {
        Holds::Text => ("string", json!({ "type": "string", "maxLength": 200 })),
        Holds::Moment => ("string", json!({ "type": "string", "maxLength": 40 })),
        Holds::Number => ("number", json!({ "type": "integer", "minimum": 0 })),
        Holds::Flag => ("boolean", json!({ "type": "boolean" })),
        Holds::Command => ("object", json!({ "type": "object" })),
    }
}

const GUIDE: &str = "# Messages

Written by a test from the table in the code: do not edit. An embedded simulator and the page around it send each other JSON texts
with `postMessage`. Each has `\"source\"` (`\"anc-host\"` to the simulator, `\"anc-sim\"` from it), `\"v\": 1`, its `\"type\"`, and the fields below;
one with an `\"id\"` is answered with the same: `done`, `state`, or `error`. `embed.js` does all of it: `await element.seek(\"3h\")`, and an event
`anc-state`, `anc-record` … for each message ([embedding.md](embedding.md)).

The simulator reads what the page around sends, and nobody else. What changes anything is followed only where `parent=` in the address of the frame is the
origin of that page. What tells of a run goes to that origin alone. A message has at most 256 KiB, and 50 a second are read.
[The schema](../public/schema/messages.schema.json), [declarations for TypeScript](../public/anc-simulator.d.ts).

| message | fields | does | needs |
|---|---|---|---|
";

const TROUBLES: &str = "
`code` of an `error`: `notJson`, `version`, `unknown`, `field`, `tooLong`, `tooMany`, `notAllowed`: the message was not read, and `says` tells why;
`rejected`: the run did not take it; `refused`: the service did, by a rule.
";

fn guide() -> String {
    let mut page = GUIDE.to_owned();
    for entry in &MESSAGES {
        let field = |of: &anc_session::message::MessageField| {
            let optional = if of.optional { ", optional" } else { "" };
            format!("`{}` ({}{optional})", of.name, of.holds.words())
        };
        let fields: Vec<String> = entry.fields.iter().map(field).collect();
        let needs = match entry.way {
            Way::Asks => "nothing",
            Way::Changes => "`parent=`",
            Way::Acts => "`parent=`, and no `edit=0`",
            Way::Tells => "sent by the simulator",
        };
        page += &format!("| `{}` | {} | {} | {needs} |\n", entry.name, fields.join("; "), entry.says);
    }
    page + TROUBLES
}

fn schema() -> String {
    let message = |entry: &MessageEntry| {
        let source = if entry.way == Way::Tells { "anc-sim" } else { "anc-host" };
        let mut properties = json!({
            "source": { "const": source }, "v": { "const": PROTOCOL }, "type": { "const": entry.name },
            "id": { "type": "string", "maxLength": 100 },
        });
        let mut required = vec!["source", "v", "type"];
        for field in entry.fields {
            properties[field.name] = type_of(field.holds).1;
            required.extend((!field.optional).then_some(field.name));
        }
        json!({
            "description": entry.says, "type": "object", "properties": properties, "required": required,
            "additionalProperties": false,
        })
    };
    let all: Vec<Value> = MESSAGES.iter().map(message).collect();
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Messages of the ANC Simulator", "oneOf": all,
    });
    serde_json::to_string_pretty(&schema).expect("JSON") + "\n"
}

const DECLARATIONS: &str =
    "// Written by a test from the table in the code: do not edit. Declarations for embed.js.

/** What `ask` sends, by the type of the message. */
export interface AncAsks {
";

const ELEMENT: &str = "
export interface AncSimulator extends HTMLElement {
  /** Begins the simulator in the place of its picture; answers when it is ready. */
  begin(): Promise<AncSimulator>;
  /** Sends a message; answers with what the simulator says to it. An error has a `code`. */
  ask<Type extends keyof AncAsks>(type: Type, fields?: AncAsks[Type]): Promise<object>;
  load(scenario: string, more?: { seed?: number; t?: string; lesson?: boolean }): Promise<object>;
  play(): Promise<object>;
  pause(): Promise<object>;
  seek(to: string): Promise<object>;
  act(command: object): Promise<object>;
  state(): Promise<AncTells[\"state\"]>;
}

declare global {
  interface HTMLElementTagNameMap {
    \"anc-simulator\": AncSimulator;
  }
}
";

fn declarations() -> String {
    let line = |entry: &MessageEntry| {
        let field = |of: &anc_session::message::MessageField| {
            format!("{}{}: {}", of.name, if of.optional { "?" } else { "" }, type_of(of.holds).0)
        };
        let fields: Vec<String> = entry.fields.iter().map(field).collect();
        let fields = if fields.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", fields.join("; ")) };
        format!("  /** {} */\n  {}: {fields};\n", entry.says, entry.name)
    };
    let lines = |tells: bool| {
        let all = MESSAGES.iter().filter(|entry| (entry.way == Way::Tells) == tells);
        all.map(line).collect::<String>()
    };
    format!(
        "{DECLARATIONS}{}}}\n\n/** The detail of the events `anc-ready`, `anc-state` …, by the type of the message. */\nexport interface AncTells {{\n{}}}\n{ELEMENT}",
        lines(false),
        lines(true)
    )
}

#[test]
fn what_the_page_of_messages_the_schema_and_the_declarations_say_is_current() {
    for (path, text) in [
        ("docs/messages.md", guide()),
        ("public/schema/messages.schema.json", schema()),
        ("public/anc-simulator.d.ts", declarations()),
    ] {
        let whole = format!("{}/../../{path}", env!("CARGO_MANIFEST_DIR"));
        if std::env::var_os("ANC_UPDATE").is_some() {
            std::fs::write(&whole, &text).expect("the page");
        }
        let stored = std::fs::read_to_string(&whole).unwrap_or_default();
        assert!(stored == text, "{path} is not current: run cargo xtask generate");
    }
}

#[test]
fn what_is_told_is_what_the_schema_says() {
    let schema: Value = serde_json::from_str(&schema()).expect("JSON");
    for entry in MESSAGES.iter().filter(|entry| entry.way == Way::Tells) {
        let fields: Vec<(&str, Value)> =
            entry.fields.iter().map(|field| (field.name, example(field.holds))).collect();
        let text = written(entry.name, Some("7"), &fields);
        let told: Value = serde_json::from_str(&text).expect("JSON");
        let of = schema["oneOf"].as_array().expect("messages");
        let of = of.iter().find(|of| of["properties"]["type"]["const"] == entry.name).expect("it");
        for name in of["required"].as_array().expect("fields").iter().filter_map(Value::as_str) {
            assert!(!told[name].is_null(), "{text} lacks {name}");
        }
    }
}
