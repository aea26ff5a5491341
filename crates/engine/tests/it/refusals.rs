//! What the service forbids is refused with its rule, and changes nothing.

use anc_engine::command::{AdminAction, Command};
use anc_engine::domain::{AdminId, JoinType, Rule, SubnetId, id::Id};
use anc_engine::{Scenario, Simulation};

use crate::helpers::{at, kinds, office, office_text, parse, played, refusals};

fn creating(name: &str, join_type: &str) -> String {
    format!(
        r#""admin": {{ "action": "createConnection", "name": "{name}", "joinType": "{join_type}", "subnet": "entra-pcs" }}"#
    )
}

fn policy(name: &str, connections: &str) -> String {
    format!(
        r#""admin": {{ "action": "createPolicy", "name": "{name}", "connections": [{connections}], "groups": ["later"] }}"#
    )
}

#[test]
fn only_two_roles_manage_connections() {
    let create = creating("new", "azureADJoin");
    let events = ["reader", "helpdesk"].map(|who| format!(r#"{{ "at": "1m", "as": "{who}", {create} }}"#));
    let simulation = played(&office("", &events.join(",")), "2m");
    assert_eq!(refusals(&simulation), ["intuneRoleNeeded", "intuneRoleNeeded"]);
    for who in ["intune-admin", "windows-365-admin"] {
        let events = format!(r#"{{ "at": "1m", "as": "{who}", {create} }}"#);
        assert!(refusals(&played(&office("", &events), "2m")).is_empty(), "{who}");
    }
}

#[test]
fn an_admin_needs_to_read_the_subscription() {
    let admins = r#", "admins": [{ "name": "blind", "intune": "intuneAdministrator" }]"#;
    let events = format!(r#"{{ "at": "1m", {} }}"#, creating("new", "azureADJoin"));
    assert_eq!(refusals(&played(&office(admins, &events), "2m")), ["subscriptionReaderNeeded"]);
}

#[test]
fn a_tenant_has_ten_connections_or_fifty() {
    let events: Vec<String> = (0..12)
        .map(|n| format!(r#"{{ "at": "1m", {} }}"#, creating(&format!("more-{n}"), "azureADJoin")))
        .collect();
    let text = office_text("", &events.join(","));
    let simulation = played(&parse(&text), "2m");
    assert_eq!(simulation.world().connections.len(), 10);
    assert_eq!(refusals(&simulation), ["connectionLimit"; 4]);
    let newer = text.replace("\"seed\": 42", "\"seed\": 42, \"rules\": \"service-2026-10\"");
    assert!(refusals(&played(&parse(&newer), "2m")).is_empty());
}

#[test]
fn names_are_unique_and_regions_supported() {
    let events = [
        creating("entra", "azureADJoin"),
        policy("Entra", "\"entra\""),
        policy("A & B", "\"entra\"").replace("A & B", "A-B"),
        policy("A-B", "\"hybrid\", \"entra\""),
    ]
    .map(|action| format!(r#"{{ "at": "1m", {action} }}"#));
    let simulation = played(&office("", &events.join(",")), "2m");
    assert_eq!(refusals(&simulation), ["connectionNameTaken", "policyNameTaken", "policyNameTaken"]);

    let text = office_text("", &format!(r#"{{ "at": "1m", {} }}"#, creating("new", "azureADJoin")))
        .replace("\"westeurope\"", "\"atlantis\"");
    assert_eq!(refusals(&played(&parse(&text), "2m")), ["regionNotSupported"]);
}

#[test]
fn a_policy_has_one_join_type_and_connections_that_are_checked() {
    let mixed = format!(r#"{{ "at": "1m", {} }}"#, policy("Mixed", "\"entra\", \"hybrid\""));
    assert_eq!(refusals(&played(&office("", &mixed), "2m")), ["oneJoinType"]);
    let early = format!(
        r#"{{ "at": "1m", {} }}, {{ "at": "2m", {} }}"#,
        creating("new", "azureADJoin"),
        policy("Early", "\"new\"")
    );
    assert_eq!(refusals(&played(&office("", &early), "2m")), ["firstCheckUnderWay"]);
    let missing = format!(
        r#"{{ "at": "1m", "as": "reader", {} }}, {{ "at": "2m", {} }}"#,
        creating("new", "azureADJoin"),
        policy("Early", "\"new\"")
    );
    assert_eq!(refusals(&played(&office("", &missing), "2m")), ["intuneRoleNeeded", "noSuchConnection"]);
}

#[test]
fn a_run_under_way_refuses_retry_and_edit() {
    let events = r#"{ "at": "1m", "admin": { "action": "retryChecks", "connection": "entra" } },
        { "at": "2m", "admin": { "action": "retryChecks", "connection": "entra" } },
        { "at": "3m", "admin": { "action": "editConnection", "connection": "entra", "subnet": "other-pcs" } }"#;
    assert_eq!(refusals(&played(&office("", events), "4m")), ["checksRunning", "checksRunning"]);
}

#[test]
fn a_connection_in_use_is_edited_under_one_rule_set_only() {
    let events = r#"{ "at": "1m", "admin": { "action": "editConnection", "connection": "entra", "subnet": "other-pcs" } }"#;
    let text = office_text("", events);
    assert!(refusals(&played(&parse(&text), "2m")).is_empty());
    let newer = text.replace("\"seed\": 42", "\"seed\": 42, \"rules\": \"service-2026-10\"");
    assert_eq!(refusals(&played(&parse(&newer), "2m")), ["connectionInUse"]);
}

#[test]
fn a_refusal_is_recorded_and_leaves_the_state_as_it_was() {
    let scenario = office("", "");
    let mut acted = Simulation::new(&scenario.setup);
    let mut idle = Simulation::new(&scenario.setup);
    for simulation in [&mut acted, &mut idle] {
        simulation.run_until(at("1h")).expect("within limits");
    }
    let action = AdminAction::CreateConnection {
        name: "x".into(),
        join_type: JoinType::AzureAdJoin,
        subnet: SubnetId::new(0),
        resource_group: Id::new(0),
        domain: None,
        organizational_unit: None,
        user_name: None,
        passwords_match: true,
    };
    let helpdesk = AdminId::new(3);
    let outcome = acted.act(Command::Admin(helpdesk, action)).expect("within limits");
    assert_eq!(outcome.refused.map(|refusal| refusal.rule), Some(Rule::IntuneRoleNeeded));
    assert_eq!(acted.state_digest(), idle.state_digest());
    assert_ne!(acted.records_digest(), idle.records_digest());
    let kinds = kinds(&acted);
    assert_eq!(kinds[kinds.len() - 2..], ["adminActed", "refused"]);
    for simulation in [&mut acted, &mut idle] {
        simulation.run_until(at("3d")).expect("within limits");
    }
    assert_eq!(acted.state_digest(), idle.state_digest(), "nor does it change what comes later");
}

#[test]
fn a_password_is_updated_where_there_is_one_by_who_may_edit() {
    let admins = r#", "admins": [{ "name": "blind", "intune": "intuneAdministrator" }, { "name": "seeing", "intune": "intuneAdministrator", "azure": "reader" }]"#;
    let events = r#"{ "at": "1m", "admin": { "action": "updatePassword", "connection": "hybrid" } },
        { "at": "2m", "as": "seeing", "admin": { "action": "updatePassword", "connection": "entra" } },
        { "at": "3m", "as": "seeing", "admin": { "action": "updatePassword", "connection": "hybrid" } }"#;
    let simulation = played(&office(admins, events), "4m");
    assert_eq!(refusals(&simulation), ["subscriptionReaderNeeded", "passwordOfHybridOnly"]);
}

#[test]
fn a_policy_is_assigned_once_and_only_what_failed_is_retried() {
    let events = r#"{ "at": "1m", "admin": { "action": "assignPolicy", "policy": "Entra", "group": "cloud" } },
        { "at": "2m", "admin": { "action": "retryProvisioning", "user": "cloud-01" } }"#;
    let scenario: Scenario = office("", events);
    assert_eq!(refusals(&played(&scenario, "3m")), ["alreadyAssigned", "nothingToRetry"]);
}
