//! Intents one by one.

use anc_engine::domain::{Entity, Offset, RecordKind};
use anc_session::intent::INTENTS;
use anc_session::{Change, Intent, Motion, Rejected, SPEEDS, Session, limits, told};

use crate::{document, done, say, session};

fn at(text: &str) -> Offset {
    Offset::parse(text).expect("a time")
}

fn now(session: &Session) -> Offset {
    session.branch().simulation().now()
}

fn digests(session: &Session) -> String {
    let simulation = session.branch().simulation();
    format!("{} {:?} {}", simulation.now(), simulation.records_digest(), simulation.state_digest())
}

const RETRY: &str =
    r#"{ "intent": "act", "command": { "admin": { "action": "retryChecks", "connection": "anc-weu" } } }"#;

#[test]
fn every_intent_is_read_as_it_is_written() {
    let mut session = session("domain-controller-outage");
    done(&mut session, r#"{ "intent": "branch" }"#);
    done(&mut session, r#"{ "intent": "seek", "to": "12h" }"#);
    let records = session.branch().simulation().records();
    let began =
        records.iter().find(|record| record.key.kind == RecordKind::FaultStruck).expect("a fault").key;
    let record = told::key(&began, session.branch().simulation()).to_string();
    let fields = [
        ("document", document("stale-status").text.to_string()),
        ("seed", "7".to_owned()),
        ("command", r#"{ "signIn": "office-01" }"#.to_owned()),
        ("commands", r#"[{ "signIn": "office-01" }, { "signIn": "office-02" }]"#.to_owned()),
        ("planned", r#"{ "at": "3h", "signIn": "office-01" }"#.to_owned()),
        ("speed", "\"1h\"".to_owned()),
        ("to", "\"3h\"".to_owned()),
        ("ms", "40".to_owned()),
        ("branch", "2".to_owned()),
        ("goal", "2".to_owned()),
        ("other", format!(r#"{{ "record": {record}, "command": {{ "at": "3h", "signIn": "office-01" }} }}"#)),
        ("record", record),
    ];
    let admin = session.branch().simulation().world().name(Entity::Admin(session.actor())).to_owned();
    for entry in &INTENTS {
        let field = entry.field.map(|(name, _)| {
            // What is planned has its moment.
            let of = if entry.name == "plan" { "planned" } else { name };
            let value = fields.iter().find(|(field, _)| *field == of).map(|(_, value)| value.clone());
            format!(r#", "{name}": {}"#, value.unwrap_or_else(|| format!("{admin:?}")))
        });
        let line = format!(r#"{{ "version": 1, "intent": "{}"{} }}"#, entry.name, field.unwrap_or_default());
        let intent = match Intent::parse(&line, &session) {
            Ok(intent) => intent,
            Err(rejected) => panic!("{line}: {rejected}"),
        };
        assert_eq!(intent.entry(), entry);
        let written = intent.write(&session);
        let again = Intent::read(&written, &session).expect("what was written");
        assert_eq!(again.write(&session), written, "{line}");
    }
}

#[test]
fn what_is_wrong_with_an_intent_is_said_and_nothing_changes() {
    let mut session = session("domain-controller-outage");
    done(&mut session, r#"{ "intent": "seek", "to": "1h" }"#);
    let before = digests(&session);
    for (intent, message) in [
        (r#"{ "intent": "sek", "to": "3h" }"#, "expected one of open, seed"),
        (r#"{ "intent": "seek" }"#, "/to: expected a moment"),
        (r#"{ "intent": "seek", "to": 3 }"#, "/to: expected a moment"),
        (r#"{ "intent": "seek", "to": "3h", "ad": "3h" }"#, "/ad: unknown field"),
        (r#"{ "intent": "frame", "ms": 60001 }"#, "/ms: expected real milliseconds"),
        (r#"{ "intent": "speed", "speed": "2h" }"#, "/speed: expected `auto`"),
        (r#"{ "intent": "actor", "admin": "nobody" }"#, "/admin: expected the name of an administrator"),
        (r#"{ "intent": "switch", "branch": 7 }"#, "there is no such branch"),
        (r#"{ "intent": "close", "branch": 1 }"#, "the only branch cannot be closed"),
        (r#"{ "intent": "undo" }"#, "nothing was done"),
        (r#"{ "intent": "redo" }"#, "nothing was undone"),
        (
            r#"{ "intent": "act", "command": { "signIn": "nobody" } }"#,
            "/command/signIn: \"nobody\" is no user",
        ),
        (r#"{ "intent": "actAll", "commands": [] }"#, "/commands: expected 1 to 1000 events"),
        (
            r#"{ "intent": "actAll", "commands": [{ "signIn": "office-01" }, { "signIn": "nobody" }] }"#,
            "\"nobody\" is no user",
        ),
        (r#"{ "intent": "open", "document": { "format": 1 } }"#, "the field \"id\" is missing"),
    ] {
        let rejected = say(&mut session, intent).expect_err(intent);
        assert!(rejected.to_string().contains(message), "{intent}: {rejected}");
        assert_eq!(digests(&session), before, "{intent}");
    }
    for (line, message) in [
        ("7", "expected an object"),
        ("{", "EOF"),
        (r#"{ "version": 2, "intent": "undo" }"#, "/version: expected 1"),
    ] {
        let rejected = Intent::parse(line, &session).expect_err(line);
        assert!(rejected.to_string().contains(message), "{line}: {rejected}");
    }
    let long = " ".repeat(limits::INTENT_BYTES_MAX + 1);
    assert!(Intent::parse(&long, &session).expect_err("too long").to_string().contains("bytes"));
}

#[test]
fn what_was_done_together_is_undone_together() {
    let mut session = session("domain-controller-outage");
    done(&mut session, r#"{ "intent": "seek", "to": "1h" }"#);
    done(&mut session, RETRY);
    let before = digests(&session);
    let changes = done(
        &mut session,
        r#"{ "intent": "actAll", "commands": [
            { "signIn": "office-01" },
            { "admin": { "action": "retryChecks", "connection": "anc-weu" } },
            { "signIn": "office-02" }
        ] }"#,
    );
    let outcomes = changes.iter().filter_map(|change| match change {
        Change::Acted { refused, .. } => Some(refused.is_some()),
        _ => None,
    });
    // Checks that run cannot be retried: the others are done all the same.
    assert_eq!(outcomes.collect::<Vec<_>>(), [false, true, false]);
    let after = digests(&session);
    for _ in 0..2 {
        done(&mut session, r#"{ "intent": "undo" }"#);
        assert_eq!(digests(&session), before, "all three are undone, and nothing else");
        done(&mut session, r#"{ "intent": "redo" }"#);
        assert_eq!(digests(&session), after);
    }
    let kept = anc_session::Kept::of(&session).expect("something was done").write();
    let kept = anc_session::Kept::read(&kept).expect("what was written");
    let (mut again, lost) = kept.replay(document("domain-controller-outage"));
    assert_eq!((lost, digests(&again)), (0, after));
    done(&mut again, r#"{ "intent": "undo" }"#);
    assert_eq!(digests(&again), before, "who comes back undoes them together, too");
}

#[test]
fn one_acts_as_somebody() {
    let mut session = session("the-wizard-says-no");
    let world = session.branch().simulation().world();
    let names: Vec<String> = world.admins.values().map(|admin| admin.name.to_string()).collect();
    for name in names {
        done(&mut session, &format!(r#"{{ "intent": "actor", "admin": "{name}" }}"#));
        let changes = done(
            &mut session,
            r#"{ "intent": "act", "command": { "admin": { "action": "requestLimit", "connections": 20 } } }"#,
        );
        let Some(Change::Acted { record, .. }) =
            changes.iter().find(|change| matches!(change, Change::Acted { .. }))
        else {
            panic!("{changes:?}")
        };
        assert_eq!(session.branch().simulation().world().name(record.entity), name);
    }
}

#[test]
fn what_was_seen_of_the_future_is_a_branch_of_its_own() {
    let mut session = session("domain-controller-outage");
    done(&mut session, r#"{ "intent": "seek", "to": "6h" }"#);
    let seen = digests(&session);
    done(&mut session, r#"{ "intent": "seek", "to": "1h" }"#);
    done(&mut session, RETRY);
    assert_eq!(session.branches().len(), 2);
    let ids: Vec<u32> = session.branches().iter().map(|branch| branch.id.0).collect();
    assert_eq!((ids, session.branch().id.0), (vec![1, 2], 2));
    done(&mut session, r#"{ "intent": "seek", "to": "6h" }"#);
    assert_ne!(digests(&session), seen);
    done(&mut session, r#"{ "intent": "switch", "branch": 1 }"#);
    done(&mut session, r#"{ "intent": "seek", "to": "6h" }"#);
    assert_eq!(digests(&session), seen, "the old future is as it was");
    done(&mut session, r#"{ "intent": "close", "branch": 2 }"#);
    assert_eq!(session.branches().len(), 1);
    // At the end of what is known nothing is lost by acting.
    done(&mut session, RETRY);
    assert_eq!(session.branches().len(), 1);
}

#[test]
fn there_are_as_many_branches_as_the_limit_says() {
    let mut session = session("domain-controller-outage");
    for _ in 1..limits::BRANCHES_MAX {
        done(&mut session, r#"{ "intent": "branch" }"#);
    }
    assert_eq!(say(&mut session, r#"{ "intent": "branch" }"#), Err(Rejected::Branches));
    done(&mut session, r#"{ "intent": "seek", "to": "6h" }"#);
    done(&mut session, r#"{ "intent": "seek", "to": "1h" }"#);
    let before = digests(&session);
    assert_eq!(say(&mut session, RETRY), Err(Rejected::Branches), "nothing is lost without a word");
    assert_eq!(digests(&session), before);
}

#[test]
fn undo_and_redo_keep_the_moment() {
    let mut session = session("domain-controller-outage");
    done(&mut session, r#"{ "intent": "seek", "to": "1h" }"#);
    done(&mut session, RETRY);
    done(&mut session, r#"{ "intent": "seek", "to": "6h" }"#);
    let done_once = digests(&session);
    let changes = done(&mut session, r#"{ "intent": "undo" }"#);
    assert!(changes.iter().any(|change| matches!(change, Change::Run { .. })), "{changes:?}");
    assert_eq!(now(&session), at("6h"));
    let mut never = crate::session("domain-controller-outage");
    done(&mut never, r#"{ "intent": "seek", "to": "6h" }"#);
    assert_eq!(digests(&session), digests(&never));
    done(&mut session, r#"{ "intent": "redo" }"#);
    assert_eq!(digests(&session), done_once);
}

#[test]
fn time_passes_frame_by_frame_at_every_speed() {
    for speed in SPEEDS {
        let mut session = session("domain-controller-outage");
        done(&mut session, &format!(r#"{{ "intent": "speed", "speed": "{}" }}"#, speed.name));
        done(&mut session, r#"{ "intent": "play" }"#);
        assert!(matches!(session.motion(), Motion::Playing));
        for _ in 0..10 {
            done(&mut session, r#"{ "intent": "frame", "ms": 100 }"#);
        }
        match speed.factor {
            Some(factor) => assert_eq!(
                now(&session),
                Offset(factor * 1_000).min(session.branch().simulation().horizon()),
                "{}",
                speed.name
            ),
            None => assert!(now(&session) > Offset::ZERO),
        }
        done(&mut session, r#"{ "intent": "pause" }"#);
        let paused = now(&session);
        done(&mut session, r#"{ "intent": "frame", "ms": 100 }"#);
        assert_eq!(now(&session), paused);
        // It stops at the end, and plays from the start again.
        let end = session.branch().simulation().horizon();
        done(&mut session, &format!(r#"{{ "intent": "seek", "to": "{end}" }}"#));
        done(&mut session, r#"{ "intent": "play" }"#);
        assert_eq!(now(&session), Offset::ZERO);
    }
}

#[test]
fn a_long_way_is_gone_piece_by_piece() {
    let mut session = session("a-month-of-bad-luck");
    let end = session.branch().simulation().horizon();
    let intent = Intent::parse(&format!(r#"{{ "version": 1, "intent": "seek", "to": "{end}" }}"#), &session)
        .expect("an intent");
    session.apply(intent, &mut || false).expect("it sets out");
    let mut frames = 0;
    while session.is_moving() {
        assert!(session.progress().is_some_and(|percent| (0..=100).contains(&percent)));
        session.apply(Intent::Frame(16), &mut || false).expect("a frame");
        frames += 1;
    }
    assert!(frames > 1, "{frames} frames");
    assert_eq!(now(&session), end);
    let whole = digests(&session);
    let mut stretch = crate::session("a-month-of-bad-luck");
    done(&mut stretch, &format!(r#"{{ "intent": "seek", "to": "{end}" }}"#));
    assert_eq!(digests(&stretch), whole);
}

const PAGE: &str = r"# Intents

Written by a test from the table in the code: do not edit. Everything that changes anything in a session is an intent, whoever sends it:
a button, a key, a host page, a script. `anc play FILE` reads intents from standard input, one a line, and writes what each
changed, one JSON object a line: `opened`, `run` with a `record` for each that happened since, `acted`, `goal`, `motion`, `branches`,
`actor`, `halted`; `rejected` says why nothing changed; `done` ends each answer with the moment and the digest.

| intent | field | holds | does |
|---|---|---|---|
";

const EXAMPLE: &str = r#"
A command is written like an event of a scenario file, and only what is planned has a moment ([writing-scenarios.md](writing-scenarios.md)); an administrator's is
done by whoever acts in the session, unless it says `"as"`. What was seen of the future when something is done in the past becomes a
branch of its own.

## An example

With `public/scenarios/domain-controller-outage.json`:

```json
{ "version": 1, "intent": "seek", "to": "90m" }
{ "version": 1, "intent": "act", "command": { "admin": { "action": "retryChecks", "connection": "anc-weu" } } }
{ "version": 1, "intent": "seek", "to": "5h" }
{ "version": 1, "intent": "undo" }
{ "version": 1, "intent": "redo" }
{ "version": 1, "intent": "branch" }
{ "version": 1, "intent": "act", "command": { "signIn": "office-01" } }
{ "version": 1, "intent": "switch", "branch": 1 }
{ "version": 1, "intent": "speed", "speed": "1h" }
{ "version": 1, "intent": "play" }
{ "version": 1, "intent": "frame", "ms": 1000 }
```

Exit code 2: an intent was rejected; 1: a goal has failed; 0 otherwise.
"#;

#[test]
fn the_page_of_intents_is_current() {
    let mut page = PAGE.to_owned();
    for entry in &INTENTS {
        let (field, holds) = entry.field.map_or(("", ""), |(name, holds)| (name, holds));
        let field = if field.is_empty() { String::new() } else { format!("`{field}`") };
        page += &format!("| `{}` | {field} | {holds} | {} |\n", entry.name, entry.says);
    }
    page += EXAMPLE;
    let path = format!("{}/../../docs/intents.md", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("ANC_UPDATE").is_some() {
        std::fs::write(&path, &page).expect("the page");
    }
    let stored = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(stored == page, "docs/intents.md is not current: run cargo xtask generate");
}
