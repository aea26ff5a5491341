//! A run as a file plays again as it was.

use anc_engine::Simulation;
use anc_engine::command::{AdminAction, Command, Fault, UserAction};
use anc_engine::domain::{AdminId, Offset, SubscriptionState, id::Id};
use anc_engine::scenario::export::{event, export};
use serde_json::{Value, json};

use crate::helpers::{at, library, office_text, parse, user};

/// Each line of each file of the library, written and read again, is the same: all actions and faults are among them.
#[test]
fn everything_that_can_be_done_can_be_written() {
    let late = r#"{ "at": "1h", "peopleJoin": { "group": "cloud", "people": 1 } },
        { "at": "2h", "last": true, "admin": { "action": "reprovision", "user": "cloud-04" } },
        { "at": "3h", "fault": { "kind": "trustBroken", "user": "cloud-04" } }"#;
    for (id, text) in library().into_iter().chain([("late".to_owned(), office_text("", late))]) {
        let scenario = parse(&text);
        let setup = &scenario.setup;
        let mut file: Value = serde_json::from_str(&text).expect("JSON");
        let count = file["events"].as_array().map_or(0, Vec::len);
        // The lines of capacity curves come first, and are no events.
        let lines = &setup.lines[setup.lines.len() - count..];
        file["events"] = lines.iter().map(|line| Value::from(event(line, &setup.world))).collect();
        assert_eq!(parse(&file.to_string()).setup.lines, setup.lines, "{id}");
    }
}

/// Two actions at one moment, the first of which begins something that takes no time; and one at the very start.
#[test]
fn actions_of_one_moment_are_exported_in_their_order() {
    let world = r#", "stages": [{ "stage": "createVm", "from": "0s", "to": "0s" }]"#;
    let text = office_text(world, r#"{ "at": "0s", "fault": { "kind": "entraIdDown" } }"#);
    let mut live = Simulation::new(&parse(&text).setup);
    let first = live.setup().world.users.ids().next().expect("a user");
    live.act(Command::User(UserAction::SignIn { user: first })).expect("within limits");
    assert_eq!(live.sign_ins().1, 1, "what else happens at the start comes first");
    live.run_until(at("1h")).expect("within limits");
    let later = live.world().groups.find(|group| group.name.as_str() == "later").expect("a group");
    let assign = AdminAction::AssignPolicy { policy: "Entra".into(), group: later };
    live.act(Command::Admin(AdminId::new(0), assign)).expect("within limits");
    let broken = SubscriptionState::Disabled;
    live.act(Command::Fault(Fault::SubscriptionBroken { subscription: Id::new(0), how: broken }))
        .expect("within limits");
    live.run_until(at("5h")).expect("within limits");
    assert_again(&text, &live);
}

fn assert_again(text: &str, live: &Simulation) {
    let file = export(text, &[], live).expect("a scenario file");
    let mut again = Simulation::new(&parse(&file).setup);
    again.run_until(live.now()).expect("within limits");
    assert_eq!(again.records(), live.records());
    assert_eq!(again.records_digest(), live.records_digest());
    assert_eq!(again.world(), live.world());
    assert!(again.actions().is_empty(), "they are lines of the file now");
}

#[test]
fn a_run_with_live_actions_is_exported_with_them() {
    let text = office_text("", r#"{ "at": "1h", "peopleJoin": { "group": "cloud", "people": 1 } }"#);
    let mut live = Simulation::new(&parse(&text).with_seed(11).setup);
    // Where something happens, and between: both kinds of moments must come back.
    while live.run_to_next(|_| true).expect("within limits") && live.now() < at("3h") {}
    let late = user(&live, "cloud-04");
    let retry = AdminAction::RetryChecks { connection: "entra".into() };
    for action in [
        Command::Fault(Fault::EntraIdDown {}),
        Command::User(UserAction::SignIn { user: late }),
        Command::Admin(AdminId::new(0), retry.clone()),
        Command::Admin(AdminId::new(2), retry),
    ] {
        live.act(action).expect("within limits");
    }
    live.run_until(at("9h17m")).expect("within limits");
    live.act(Command::Repair(Fault::EntraIdDown {})).expect("within limits");
    live.act(Command::User(UserAction::SignIn { user: late })).expect("within limits");
    live.run_until(at("2d")).expect("within limits");

    assert_again(&text, &live);
}

#[test]
fn a_line_that_is_last_comes_after_everything_else_of_its_moment() {
    let broken = |last: bool| {
        let fault = json!({ "at": "1h", "last": last, "fault": { "kind": "entraIdDown" } });
        let text = office_text("", &format!(r#"{fault}, {{ "at": "1h", "signIn": "cloud-01" }}"#));
        let simulation = crate::helpers::played(&parse(&text), "1h");
        simulation.sign_ins().1
    };
    assert_eq!((broken(false), broken(true)), (1, 0), "failed sign-ins");
}

#[test]
fn a_run_that_is_too_long_for_a_file_is_told() {
    let text = office_text("", r#"{ "at": "9d", "signIn": "staff-01" }"#);
    let mut live = Simulation::new(&parse(&text).setup);
    for minute in 0..10_000 {
        live.run_until(Offset(minute * 1_234)).expect("within limits");
        live.act(Command::User(UserAction::SignIn { user: user(&live, "cloud-01") })).expect("within limits");
    }
    let errors = export(&text, &[], &live).expect_err("more than a file may have");
    assert!(errors.iter().any(|error| error.to_string().contains("10000")), "{errors:?}");
}
