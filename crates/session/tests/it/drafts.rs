//! Drafts: what is written down field by field is the command, or everything that is wrong with it.

use std::collections::BTreeSet;

use anc_engine::command::Command;
use anc_engine::command::random::Random;
use anc_engine::domain::id::Id as _;
use anc_engine::domain::{AdminId, EntityKind};
use anc_session::{Draft, Family, Wrong};

use crate::session;

fn actor() -> AdminId {
    AdminId::new(0)
}

fn draft(family: Family, name: &str, fields: &[(&str, &[&str])]) -> Draft {
    let mut draft = Draft::new(family, name).expect("a command");
    for (field, texts) in fields {
        draft.write(field, texts.iter().map(|text| (*text).to_owned()).collect());
    }
    draft
}

#[test]
fn every_command_is_written_down_and_read_alike() {
    let mut seen = BTreeSet::new();
    for id in ["alternate-failover", "signed-in-and-nothing-works"] {
        let session = session(id);
        let world = session.branch().simulation().world();
        let mut number = 7_u64;
        let mut draw = |below: u32| {
            number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            Some((number >> 33) as u32 % below.max(1))
        };
        let mut random = Random { world, beyond: false, draw: &mut draw };
        for _ in 0..6_000 {
            let Some(command) = random.command() else { continue };
            let written = Draft::of(&command, world);
            seen.insert((written.family, written.declaration.name));
            let read = written.command(world, actor());
            // A field that does not matter is left out.
            if written.declaration.fields.iter().any(|field| !written.matters(field)) {
                continue;
            }
            // By whoever acts.
            let expected = match command {
                Command::Admin(_, action) => Command::Admin(actor(), action),
                other => other,
            };
            match read {
                Ok(read) => assert_eq!(read, expected),
                // A random command calls connections and policies that are not there, and texts that are no names.
                Err(wrong) => {
                    let may_be =
                        |(_, wrong): &(&str, Wrong)| matches!(wrong, Wrong::NotThere { .. } | Wrong::Letters);
                    assert!(wrong.iter().all(may_be), "{expected:?}: {wrong:?}");
                }
            }
        }
    }
    let all: usize = Family::ALL.iter().map(|family| family.declarations().len()).sum();
    assert_eq!(seen.len(), all, "{seen:?}");
}

#[test]
fn what_is_wrong_is_told_field_by_field() {
    let session = session("alternate-failover");
    let world = session.branch().simulation().world();
    let wrong = |of: &Draft| of.command(world, actor()).expect_err("something is wrong");
    let create = |name: &str, subnet: &str| {
        draft(
            Family::Admin,
            "createConnection",
            &[("name", &[name]), ("joinType", &["azureADJoin"]), ("subnet", &[subnet])],
        )
    };
    assert_eq!(wrong(&create("", "")), [("name", Wrong::Missing), ("subnet", Wrong::Missing)]);
    assert_eq!(wrong(&create("a|b", "cloud-pcs-weu"))[0], ("name", Wrong::Letters));
    assert_eq!(wrong(&create("a\u{202E}b", "cloud-pcs-weu"))[0], ("name", Wrong::Letters));
    assert_eq!(wrong(&create(&"x".repeat(61), "x"))[0], ("name", Wrong::TooLong { most: 60 }));
    let not_there = Wrong::NotThere { kind: EntityKind::Subnet, name: "nowhere".to_owned() };
    assert_eq!(wrong(&create("new", "nowhere")), [("subnet", not_there)]);
    for text in ["0", "-1", "1.5", "20001", "many", "99999999999999999999"] {
        let join = draft(Family::User, "peopleJoin", &[("group", &["sales"]), ("people", &[text])]);
        let told = wrong(&join);
        assert!(told.contains(&("people", Wrong::NoNumber { least: 1, most: 20_000 })), "{text}: {told:?}");
    }
    for text in ["soon", "30s", "-1h", "0m"] {
        let slow = draft(Family::Fault, "syncSlow", &[("interval", &[text])]);
        assert_eq!(wrong(&slow), [("interval", Wrong::NoDuration)], "{text}");
    }
    let policy = draft(Family::Admin, "createPolicy", &[("name", &["P"]), ("connections", &[])]);
    assert_eq!(wrong(&policy), [("connections", Wrong::Entries { least: 1, most: 100 })]);
    assert!(Draft::new(Family::Admin, "linkDown").is_none());
}

#[test]
fn what_stands_is_left_out_as_long_as_it_stays() {
    let session = session("alternate-failover");
    let world = session.branch().simulation().world();
    let mut edit = draft(Family::Admin, "editConnection", &[("connection", &["anc-weu"])]);
    edit.stand("rename", "anc-weu");
    let plain = edit.command(world, actor()).expect("a command");
    assert_eq!(
        plain.values().iter().filter(|value| **value != anc_engine::command::FieldValue::Nothing).count(),
        1
    );
    edit.write("rename", vec!["anc-west".to_owned()]);
    assert_ne!(edit.command(world, actor()).expect("a command"), plain);
}
