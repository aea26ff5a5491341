//! Commands from outside: whatever they name, they are carried out or turned down, and nothing stops.

use std::collections::BTreeSet;

use anc_engine::Simulation;
use anc_engine::command::{
    AdminAction, Change, Command, Declared, Fault, Field, FieldKind, FieldValue, LeftOut, UserAction,
};
use anc_engine::domain::id::Id;
use anc_engine::domain::{EntityKind, JoinType, Offset};
use anc_engine::limits;
use anc_engine::scenario::command::{read, write};
use anc_engine::simulation::ActError;

use crate::helpers::{at, office, played};

fn id<I: Id>(position: usize) -> I {
    I::new(position)
}

/// Every command of a family, in the order of its table, about the things at a position of their lists.
fn every<C: Declared>(place: usize) -> Vec<C> {
    let one = |(position, fields): (usize, &[Field])| {
        let values: Vec<FieldValue> = fields.iter().map(|field| value(field, place)).collect();
        C::of_values(position, &values).expect("the values fit the fields")
    };
    C::declarations().map(|declaration| declaration.fields).enumerate().map(one).collect()
}

fn value(field: &Field, place: usize) -> FieldValue {
    let one = match field.kind {
        FieldKind::Thing(kind) => FieldValue::Thing(kind.at(place)),
        FieldKind::Called(EntityKind::Policy) => FieldValue::Text("Hybrid".into()),
        FieldKind::Called(_) => FieldValue::Text("hybrid".into()),
        FieldKind::NewName(_) => FieldValue::Text("new".into()),
        FieldKind::Text => FieldValue::Text("OU=PCs,DC=corp,DC=contoso,DC=com".into()),
        // All that is left.
        FieldKind::Number { .. } if field.left_out == LeftOut::Nothing => FieldValue::Nothing,
        FieldKind::Number { least, .. } => FieldValue::Number(i64::from(least)),
        FieldKind::Duration => FieldValue::Number(Offset::hours(3).0),
        FieldKind::Clock => FieldValue::Number(Offset::hours(8).0),
        FieldKind::Prefix => FieldValue::Text("10.77.0.0/28".into()),
        FieldKind::Flag => FieldValue::Flag(true),
        FieldKind::Word(words) => FieldValue::Word(words.last().expect("a word")),
        FieldKind::Check => FieldValue::Word("endpoints"),
    };
    match (field.list, one) {
        (Some((least, _)), one) if least > 0 => FieldValue::List(vec![one]),
        (Some(_), _) => FieldValue::Nothing,
        (None, one) => one,
    }
}

/// Every fault of the catalogue, about the things at a position of their lists.
pub(crate) fn every_fault(place: usize) -> Vec<Fault> {
    every(place)
}

/// Every command there is.
fn every_command(place: usize, admin: usize) -> Vec<Command> {
    let mut commands: Vec<Command> = every::<UserAction>(place).into_iter().map(Command::User).collect();
    commands.extend(every::<AdminAction>(place).into_iter().map(|action| Command::Admin(id(admin), action)));
    commands.extend(every::<Change>(place).into_iter().map(Command::Change));
    for fault in every_fault(place) {
        commands.push(Command::Fault(fault.clone()));
        commands.push(Command::Repair(fault));
    }
    commands
}

/// What is about things that the office has none of: peerings, network resources.
pub(crate) const MISSING_IN_THE_OFFICE: [&str; 4] =
    ["peeringDown", "removePeering", "removeResource", "resourceDown"];

#[test]
fn a_command_is_told_alike_everywhere() {
    let scenario = office("", "");
    let start = played(&scenario, "1h");
    let world = start.world();
    let mut told = BTreeSet::new();
    for command in every_command(0, 1) {
        if command.entities().into_iter().any(|entity| !world.has(entity)) {
            continue;
        }
        let value = write::event(&command, &|entity| world.name(entity)).into();
        assert_eq!(read::live(&value, world), Ok(command.clone()), "{value}");
        told.insert(command.declaration().name);
    }
    let all = every_command(0, 0);
    let missing: BTreeSet<&str> =
        all.iter().map(|of| of.declaration().name).filter(|name| !told.contains(name)).collect();
    assert_eq!(missing.into_iter().collect::<Vec<_>>(), MISSING_IN_THE_OFFICE);
}

#[test]
fn what_is_wrong_with_a_live_command_is_said() {
    let scenario = office("", "");
    let start = played(&scenario, "1h");
    for (text, message) in [
        (
            r#"{ "fault": { "kind": "linkDown", "link": "nowhere" } }"#,
            "/fault/link: \"nowhere\" is no link; there is only vpn",
        ),
        (r#"{ "fault": { "kind": "linkDwn", "link": "vpn" } }"#, "did you mean \"linkDown\"?"),
        (
            r#"{ "fault": { "kind": "syncSlow", "interval": "2s" } }"#,
            "/fault/interval: expected a minute or more",
        ),
        (r#"{ "signIn": "nobody" }"#, "is no user"),
        (r#"{ "signIn": "staff-01", "at": "1h" }"#, "unknown field \"at\""),
        (r#"{ "admin": { "action": "retryChecks" } }"#, "the field \"connection\" is missing"),
        (r#"{ "admin": { "action": "requestLimit", "connections": 5000 } }"#, "expected 100 or less"),
        ("{}", "expected exactly one of admin, fault, repair, change, signIn"),
        ("7", "expected an object"),
    ] {
        let value = serde_json::from_str(text).expect("JSON");
        let errors = read::live(&value, start.world()).expect_err(text);
        assert!(errors.iter().any(|error| error.to_string().contains(message)), "{text}: {errors:?}");
    }
}

#[test]
fn any_command_with_any_ids_is_carried_out_or_turned_down() {
    let scenario = office("", "");
    let start = played(&scenario, "1h");
    let mut turned_down = BTreeSet::new();
    for place in [0, 1, 9, u32::MAX as usize] {
        for admin in [0, 3, u32::MAX as usize] {
            for command in every_command(place, admin) {
                let mut simulation = start.clone();
                let (state, records) = (simulation.state_digest(), simulation.records_digest());
                match simulation.act(command.clone()) {
                    Ok(_) => {}
                    Err(ActError::NotThere) => {
                        assert_eq!(
                            (simulation.state_digest(), simulation.records_digest()),
                            (state, records)
                        );
                        turned_down.insert(command.declaration().name);
                    }
                    Err(other) => panic!("{command:?}: {other}"),
                }
                // And what follows of it goes well.
                simulation.run_until(at("2h")).expect("within limits");
            }
        }
    }
    // All but the faults and changes of what there is one of, and what makes things that rest on no other.
    let names_nothing = |command: &Command| {
        matches!(command, Command::Fault(_) | Command::Repair(_) | Command::Change(_))
            && !command.values().iter().any(|value| matches!(value, FieldValue::Thing(_)))
    };
    for command in every_command(0, 0) {
        let name = command.declaration().name;
        assert_eq!(turned_down.contains(name), !names_nothing(&command), "{name}");
    }
}

#[test]
fn whoever_does_too_much_is_turned_down_and_the_run_goes_on() {
    let scenario = office("", "");
    let mut simulation: Simulation = played(&scenario, "1h");
    let nobody = AdminAction::DeleteConnection { connection: "nobody".into() };
    for _ in 0..limits::ACTIONS_MAX {
        simulation.act(Command::Admin(id(0), nobody.clone())).expect("there is room");
    }
    let state = simulation.state_digest();
    assert_eq!(simulation.act(Command::Admin(id(0), nobody)), Err(ActError::Actions));
    assert_eq!(simulation.state_digest(), state);
    simulation.run_until(at("2h")).expect("the run is not over");
}

#[test]
fn a_command_says_all_that_it_names() {
    // Whatever has an id in it is turned down when the id is unknown: no variant was forgotten.
    let scenario = office("", "");
    let mut simulation: Simulation = played(&scenario, "1h");
    let (known, unknown) = (every_command(0, 0), every_command(70_000, 0));
    for (known, unknown) in known.into_iter().zip(unknown) {
        if known == unknown {
            continue;
        }
        assert_eq!(simulation.act(unknown.clone()), Err(ActError::NotThere), "{unknown:?}");
    }
    // Where a command names several things, each is looked at.
    let create = |subnet, resource_group, domain| AdminAction::CreateConnection {
        name: "new".into(),
        join_type: JoinType::HybridAzureAdJoin,
        subnet: id(subnet),
        resource_group: id(resource_group),
        domain: Some(id(domain)),
        organizational_unit: None,
        user_name: None,
        passwords_match: true,
    };
    for command in [
        Command::Fault(Fault::DnsServersChanged { vnet: id(0), dns: vec![id(0), id(70_000)] }),
        Command::Admin(id(0), create(70_000, 0, 0)),
        Command::Admin(id(0), create(0, 70_000, 0)),
        Command::Admin(id(0), create(0, 0, 70_000)),
    ] {
        assert_eq!(simulation.act(command.clone()), Err(ActError::NotThere), "{command:?}");
    }
}
