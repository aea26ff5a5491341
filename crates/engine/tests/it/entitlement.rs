//! Who gets a Cloud PC, and of what: licences by size, several groups.

use anc_engine::Simulation;
use anc_engine::domain::{CloudPc, CloudPcStatus};
use serde_json::json;

use crate::helpers::{Draft, played, user};

fn draft(licences: &serde_json::Value, events: &serde_json::Value) -> Draft {
    let file = json!({
        "format": 1, "id": "entitled", "title": "Entitled", "summary": "Licences and groups.",
        "start": "2026-03-02T07:00:00Z", "horizon": "20d",
        "world": {
            "vnets": [{ "name": "vnet", "region": "westeurope", "subnets": [{ "name": "pcs", "prefix": "10.20.0.0/26" }] }],
            "licences": licences,
            "groups": [{ "name": "office", "people": 2 }, { "name": "project", "workday": { "signIns": ["09:00"] } }],
            "connections": [{ "name": "anc", "joinType": "azureADJoin", "subnet": "pcs" }],
            "policies": [
                { "name": "First", "connections": ["anc"], "groups": ["office", "project"] },
                { "name": "Second", "connections": ["anc"], "groups": ["office"] }
            ]
        },
        "events": events
    });
    Draft::of(&file.to_string())
}

fn of<'a>(simulation: &'a Simulation, name: &str) -> &'a CloudPc {
    let world = simulation.world();
    &world.cloud_pcs[world.users[user(simulation, name)].cloud_pc.expect("a Cloud PC")]
}

#[test]
fn who_waits_goes_by_the_licence_and_by_the_policy_of_now() {
    let licences = json!([{ "size": "small", "count": 1 }, { "size": "large", "count": 1 }]);
    // A licence of another size, of which one is free.
    let events =
        json!([{ "at": "1h", "change": { "what": "changeLicence", "user": "office-02", "size": "large" } }]);
    let simulation = played(&draft(&licences, &events).scenario(), "3h");
    assert_eq!(of(&simulation, "office-02").status, CloudPcStatus::Provisioned);
    assert_eq!(of(&simulation, "office-02").size.0, 1);
    // Another policy, after the first was taken away.
    let events = json!([
        { "at": "1h", "admin": { "action": "unassignPolicy", "policy": "First", "group": "office" } },
        { "at": "2h", "change": { "what": "setLicences", "size": "small", "count": 2 } }
    ]);
    let simulation = played(&draft(&licences, &events).scenario(), "5h");
    let waited = of(&simulation, "office-02");
    assert_eq!(waited.status, CloudPcStatus::Provisioned);
    assert_eq!(simulation.world().policies[waited.policy].name.as_str(), "Second");
}

#[test]
fn a_resize_that_has_its_licence_waits_for_one_to_be_free() {
    let licences = json!([{ "size": "small", "count": 2 }, { "size": "large", "count": 1 }]);
    let resize = |name: &str| json!({ "at": "1h", "admin": { "action": "resizeCloudPc", "user": name, "size": "large" } });
    let change = |name: &str| json!({ "at": "2h", "change": { "what": "changeLicence", "user": name, "size": "large" } });
    let more = json!({ "at": "5h", "change": { "what": "setLicences", "size": "large", "count": 2 } });
    let events =
        json!([resize("office-01"), resize("office-02"), change("office-01"), change("office-02"), more]);
    let simulation = played(&draft(&licences, &events).scenario(), "4h");
    assert_eq!(of(&simulation, "office-01").status, CloudPcStatus::Provisioned);
    assert_eq!(of(&simulation, "office-02").status, CloudPcStatus::ResizePendingLicense);
    let simulation = played(&draft(&licences, &events).scenario(), "6h");
    assert_eq!(of(&simulation, "office-02").status, CloudPcStatus::Provisioned);
    assert_eq!(of(&simulation, "office-02").size.0, 1);
}

#[test]
fn who_moves_has_the_working_day_of_the_new_group_and_leaves_the_old_one() {
    let events = json!([
        { "at": "1h", "moveToGroup": { "user": "office-01", "group": "project" } },
        { "at": "1h", "joinGroup": { "user": "office-02", "group": "project" } },
        { "at": "2h", "fault": { "kind": "accessBlocked", "group": "office" } },
        { "at": "3h", "signIn": "office-01" },
        { "at": "3h", "signIn": "office-02" },
        { "at": "4h", "leaveGroup": { "user": "office-02", "group": "office" } },
        { "at": "5h", "signIn": "office-02" }
    ]);
    let failed = |until: &str, name: &str| {
        let simulation = played(&draft(&json!([]), &events).scenario(), until);
        let last = simulation.world().users[user(&simulation, name)].last_sign_in;
        last.expect("a sign-in").failed.is_some()
    };
    assert_eq!(
        (failed("3h", "office-01"), failed("3h", "office-02"), failed("5h", "office-02")),
        (false, true, false)
    );
    let simulation = played(&draft(&json!([]), &events).scenario(), "2d");
    let world = simulation.world();
    assert!(world.users[user(&simulation, "office-01")].planned_sign_in.is_some());
    let office = world.groups.values().find(|of| of.name.as_str() == "office").expect("the group");
    assert_eq!(office.people, [user(&simulation, "office-02")]);
}
