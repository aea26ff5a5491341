//! A run as a file plays again as it was.

use anc_engine::Simulation;
use anc_engine::action::{AdminAction, Command};
use anc_engine::domain::{AdminId, Offset, id::Id as _};
use anc_engine::scenario::export::{command, export};
use serde_json::{Value, json};

use crate::helpers::{at, library, office_text, parse, user};

/// Each line of each file of the library, written and read again, is the same: all actions and faults are among them.
#[test]
fn everything_that_can_be_done_can_be_written() {
    for (id, text) in library() {
        let scenario = parse(&text);
        let setup = &scenario.setup;
        let curves = setup.lines.len() - events(&text).len();
        // Names of people who join later are known at the end.
        let mut simulation = Simulation::new(setup);
        simulation.run_until(setup.horizon).expect("within limits");
        let written: Vec<Value> = setup.lines[curves..]
            .iter()
            .map(|line| {
                let mut event = command(&line.command, simulation.world());
                event.insert("at".to_owned(), line.at.to_string().into());
                event.into()
            })
            .collect();
        let mut file: Value = serde_json::from_str(&text).expect("JSON");
        file["events"] = written.into();
        let again = parse(&file.to_string());
        assert_eq!(again.setup.lines, setup.lines, "{id}");
    }
}

fn events(text: &str) -> Vec<Value> {
    let file: Value = serde_json::from_str(text).expect("JSON");
    file["events"].as_array().cloned().unwrap_or_default()
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
        Command::Fault(anc_engine::fault::Fault::EntraIdDown),
        Command::SignIn(late),
        Command::Admin(AdminId::new(0), retry.clone()),
        Command::Admin(AdminId::new(2), retry),
    ] {
        live.act(action).expect("within limits");
    }
    live.run_until(at("9h17m")).expect("within limits");
    live.act(Command::Repair(anc_engine::fault::Fault::EntraIdDown)).expect("within limits");
    live.act(Command::SignIn(late)).expect("within limits");
    live.run_until(at("2d")).expect("within limits");

    let file = export(&text, &live).expect("a scenario file");
    let mut again = Simulation::new(&parse(&file).setup);
    again.run_until(live.now()).expect("within limits");
    assert_eq!(again.records(), live.records());
    assert_eq!(again.records_digest(), live.records_digest());
    assert_eq!(again.world(), live.world());
    assert!(again.actions().is_empty(), "they are lines of the file now");
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
        live.act(Command::SignIn(user(&live, "cloud-01"))).expect("within limits");
    }
    let errors = export(&text, &live).expect_err("more than a file may have");
    assert!(errors.iter().any(|error| error.to_string().contains("10000")), "{errors:?}");
}
