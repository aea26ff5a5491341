//! Several licences of one person, and what an expired one leaves behind, in closed form.

use anc_engine::domain::{CloudPcStatus, Entity, Offset, RecordKind};
use anc_engine::provisioning::lifecycle::{GRACE, RECOVERABLE};
use anc_engine::{Detail, Simulation};
use serde_json::{Value, json};

use crate::helpers::{Draft, played, user};

/// People with names of their own, each with so many further licences, on a subnet with room for all.
fn file(people: usize, further: usize, events: &Value, horizon: &str) -> Value {
    let licence = |of: usize, number: usize| json!({ "name": format!("{of}-more-{number}") });
    let person = |of: usize| {
        let further: Vec<_> = (0..further).map(|number| licence(of, number)).collect();
        json!({ "name": format!("person-{of}"), "group": "office", "further": further })
    };
    json!({
        "format": 1, "id": "licences", "title": "Licences", "summary": "Several of one person.",
        "rules": "service-2026-10", "start": "2026-10-05T07:00:00Z", "horizon": horizon,
        "world": {
            "vnets": [{ "name": "vnet", "region": "westeurope", "subnets": [{ "name": "pcs", "prefix": "10.20.0.0/24" }] }],
            "groups": [{ "name": "office" }, { "name": "project" }],
            "users": (0..people).map(person).collect::<Vec<_>>(),
            "connections": [{ "name": "anc", "joinType": "azureADJoin", "subnet": "pcs" }],
            "policies": [
                { "name": "Office", "connections": ["anc"], "groups": ["office"] },
                { "name": "Project", "connections": ["anc"], "groups": ["project"] }
            ]
        },
        "events": events
    })
}

fn run(people: usize, further: usize, events: &Value, until: &str) -> Simulation {
    played(&Draft::of(&file(people, further, events, "60d").to_string()).scenario(), until)
}

fn statuses(simulation: &Simulation) -> Vec<CloudPcStatus> {
    simulation.world().cloud_pcs.values().map(|of| of.status).collect()
}

fn status(simulation: &Simulation, name: &str) -> Option<CloudPcStatus> {
    let world = simulation.world();
    world.users[user(simulation, name)].cloud_pc.map(|id| world.cloud_pcs[id].status)
}

#[test]
fn there_is_a_cloud_pc_for_each_licence_and_all_are_of_one_policy() {
    for (people, further) in [(1, 0), (1, 1), (3, 2), (10, 4), (7, 20)] {
        let simulation = run(people, further, &json!([]), "1h");
        let world = simulation.world();
        assert_eq!(statuses(&simulation), vec![CloudPcStatus::Provisioned; people * (1 + further)]);
        assert!(world.cloud_pcs.values().all(|of| &*world.policies[of.policy].name == "Office"));
        assert_eq!(
            world.subnets.values().map(|of| of.held() as usize).sum::<usize>(),
            people * (1 + further)
        );
        assert_eq!(anc_engine::sign_in::abilities(world)[0].people, people);
    }
}

#[test]
fn what_becomes_of_a_person_becomes_of_all_licences() {
    let mine = ["person-0", "0-more-0", "0-more-1"];
    // Whichever of them is named.
    for named in mine {
        let events = json!([
            { "at": "1h", "joinGroup": { "user": named, "group": "project" } },
            { "at": "2h", "leaveGroup": { "user": named, "group": "office" } },
            { "at": "3h", "moveToGroup": { "user": named, "group": "project" } },
            { "at": "4h", "fault": { "kind": "clientFails", "user": named, "client": "every" } },
            { "at": "241m", "signIn": "0-more-1" },
            { "at": "5h", "repair": { "kind": "clientFails", "user": named, "client": "every" } },
            { "at": "301m", "signIn": "0-more-1" }
        ]);
        let failed = |until: &str| {
            let simulation = run(2, 2, &events, until);
            let last = simulation.world().users[user(&simulation, "0-more-1")].last_sign_in;
            last.expect("a sign-in").failed.is_some()
        };
        assert_eq!((failed("241m"), failed("301m")), (true, false), "{named}");
        // Out of the group of the policy that made them, all go into the grace period, and nobody else.
        let simulation = run(2, 2, &events, "150m");
        let in_grace = |name: &&str| status(&simulation, name) == Some(CloudPcStatus::InGracePeriod);
        assert!(mine.iter().all(in_grace), "{named}");
        assert!(!["person-1", "1-more-0"].iter().any(in_grace), "{named}");
        let simulation = run(2, 2, &events, "6h");
        let world = simulation.world();
        let project = world.groups.values().find(|of| &*of.name == "project").expect("the group");
        assert_eq!(project.people.len(), 3, "{named}");
    }
}

#[test]
fn a_licence_goes_alone_and_a_person_with_all() {
    let without = |name: &str| json!({ "at": "1h", "licence": { "user": name, "has": false } });
    let remove =
        |at: &str, name: &str| json!({ "at": at, "change": { "what": "removePerson", "user": name } });
    let simulation = run(1, 1, &json!([without("0-more-0")]), "8d");
    assert_eq!(status(&simulation, "person-0"), Some(CloudPcStatus::Provisioned));
    assert_eq!(status(&simulation, "0-more-0"), None);
    // Whoever has a Cloud PC, by whichever licence, stays.
    let refused = |simulation: &Simulation| {
        simulation.records().iter().filter(|of| matches!(of.detail, Detail::Refused { .. })).count()
    };
    let simulation = run(1, 1, &json!([without("person-0"), remove("9d", "person-0")]), "10d");
    assert_eq!((refused(&simulation), status(&simulation, "person-0")), (1, None));
    let events = json!([without("person-0"), without("0-more-0"), remove("9d", "person-0")]);
    let simulation = run(1, 1, &events, "10d");
    assert_eq!(refused(&simulation), 0);
    assert_eq!(simulation.world().present_users().count(), 0);
    // By whichever name: who has one by another licence stays.
    let simulation = run(1, 1, &json!([without("0-more-0"), remove("9d", "0-more-0")]), "10d");
    assert_eq!((refused(&simulation), simulation.world().present_users().count()), (1, 2));
}

/// A licence that is taken away after an hour and given back at a moment; what else happens.
fn back(at: &str, more: &[Value]) -> Value {
    let change = |at: &str, has: bool| json!({ "at": at, "licence": { "user": "person-0", "has": has } });
    let mut events = vec![change("1h", false)];
    events.extend_from_slice(more);
    events.push(change(at, true));
    Value::Array(events)
}

/// Whether the one Cloud PC that there was is the one that there is, once all is done.
fn is_recovered(events: &Value) -> bool {
    // Somebody else keeps the connection in use.
    let simulation = run(2, 0, events, "60d");
    let world = simulation.world();
    let recovered = simulation.records().iter().any(|of| {
        of.key.kind == RecordKind::WorkDone && of.detail == Detail::WorkDone(CloudPcStatus::Restoring)
    });
    let now = world.users[user(&simulation, "person-0")].cloud_pc.expect("a Cloud PC");
    assert_eq!(world.cloud_pcs[now].status, CloudPcStatus::Provisioned);
    let ready = world.cloud_pcs[now].provisioned.expect("ready");
    assert!(ready > Offset::hours(1));
    assert_eq!(
        recovered,
        world.cloud_pcs.values().all(|of| of.attempts_begun == 1) && world.cloud_pcs.len() == 2
    );
    recovered
}

#[test]
fn what_an_expired_licence_took_comes_back_until_the_last_moment() {
    let ended = Offset::hours(1).after(GRACE);
    let last = ended.after(RECOVERABLE);
    let minutes = |at: Offset| format!("{}m", at.0 / 60_000);
    // While it is being removed, soon after, and one minute before it is too late.
    for at in [ended.after(Offset::minutes(5)), Offset::days(9), last.after(Offset::minutes(-1))] {
        assert!(is_recovered(&back(&minutes(at), &[])), "{at}");
    }
    for at in [last, last.after(Offset::days(2))] {
        assert!(!is_recovered(&back(&minutes(at), &[])), "{at}");
    }
}

#[test]
fn what_was_removed_otherwise_or_finds_no_room_is_made_anew() {
    let at_once = json!({ "at": "2h", "admin": { "action": "endGracePeriod", "user": "person-0" } });
    assert!(!is_recovered(&back("9d", &[at_once])));
    // By another policy.
    let moved = json!({ "at": "8d", "moveToGroup": { "user": "person-0", "group": "project" } });
    assert!(!is_recovered(&back("9d", &[moved])));
    // The region is full when the licence comes back, and has room later.
    let full = json!({ "at": "8d", "fault": { "kind": "regionTaken", "region": "westeurope" } });
    let room = json!({ "at": "12961m", "repair": { "kind": "regionTaken", "region": "westeurope" } });
    let mut events = back("9d", &[full]);
    events.as_array_mut().expect("a list").push(room);
    assert!(!is_recovered(&events));
}

#[test]
fn what_waits_for_a_licence_and_is_asked_for_otherwise_by_then_is_made_anew() {
    let sizes = json!([{ "size": "small", "count": 1 }, { "size": "large", "count": 1 }]);
    let other_policy = json!({ "at": "10d", "moveToGroup": { "user": "person-0", "group": "project" } });
    let other_size =
        json!({ "at": "10d", "change": { "what": "changeLicence", "user": "person-0", "size": "large" } });
    let more = json!({ "at": "11d", "change": { "what": "setLicences", "size": "small", "count": 2 } });
    for (otherwise, recovered) in [(None, true), (Some(other_policy), false), (Some(other_size), false)] {
        let mut of = file(2, 0, &back("9d", &[]), "60d");
        of["world"]["licences"] = sizes.clone();
        let events = of["events"].as_array_mut().expect("a list");
        events.extend(otherwise);
        events.push(more.clone());
        let simulation = played(&Draft::of(&of.to_string()).scenario(), "13d");
        let kinds = |wanted: &Detail| simulation.records().iter().any(|of| of.detail == *wanted);
        assert_eq!(kinds(&Detail::WorkDone(CloudPcStatus::Restoring)), recovered);
        assert_eq!(kinds(&Detail::WorkFailed(CloudPcStatus::Restoring)), !recovered);
        assert_eq!(status(&simulation, "person-0"), Some(CloudPcStatus::Provisioned));
    }
}

#[test]
fn nothing_is_recovered_where_no_new_cloud_pc_could_stand() {
    let faults = [
        json!({ "kind": "vnetLocked", "vnet": "vnet", "lock": "readOnly" }),
        json!({ "kind": "regionUnsupported", "region": "westeurope" }),
        json!({ "kind": "regionTaken", "region": "westeurope" }),
        json!({ "kind": "vnetRoleRemoved", "vnet": "vnet" }),
    ];
    for fault in faults {
        let events = back("9d", &[json!({ "at": "8d", "fault": fault })]);
        let simulation = run(2, 0, &events, "10d");
        let said = |wanted: &Detail| simulation.records().iter().any(|of| of.detail == *wanted);
        assert!(said(&Detail::WorkFailed(CloudPcStatus::Restoring)), "{fault}");
        assert!(!said(&Detail::WorkBegan(CloudPcStatus::Restoring, None)), "{fault}");
        assert_eq!(status(&simulation, "person-0"), Some(CloudPcStatus::Failed), "{fault}");
    }
    // A connection that slept in meanwhile is no place either.
    let simulation = run(1, 0, &back("36d", &[]), "37d");
    assert_eq!(status(&simulation, "person-0"), Some(CloudPcStatus::Failed));
}

#[test]
fn a_connection_that_leads_elsewhere_by_now_makes_no_room_where_it_led() {
    for (full, recovered) in [(false, true), (true, false)] {
        let policy = |at: &str, connection: &str| json!({ "at": at, "admin": { "action": "editPolicy", "policy": "Office", "connections": [connection] } });
        let mut events = vec![
            policy("8d", "anc-2"),
            json!({ "at": "8d", "admin": { "action": "editPolicy", "policy": "Project", "connections": ["anc-2"] } }),
            json!({ "at": "195h", "admin": { "action": "editConnection", "connection": "anc", "subnet": "pcs-2" } }),
            json!({ "at": "210h", "admin": { "action": "editPolicy", "policy": "Office", "connections": ["anc"] } }),
        ];
        if full {
            events.push(json!({ "at": "8d", "fault": { "kind": "regionTaken", "region": "westeurope" } }));
        }
        let mut of = file(1, 0, &back("9d", &events), "60d");
        let vnet = json!({ "name": "vnet-2", "region": "northeurope", "subnets": [{ "name": "pcs-2", "prefix": "10.30.0.0/24" }] });
        of["world"]["vnets"].as_array_mut().expect("a list").push(vnet);
        let anc = json!({ "name": "anc-2", "joinType": "azureADJoin", "subnet": "pcs-2" });
        of["world"]["connections"].as_array_mut().expect("a list").push(anc);
        let simulation = played(&Draft::of(&of.to_string()).scenario(), "10d");
        let refused = simulation.records().iter().filter(|of| matches!(of.detail, Detail::Refused { .. }));
        let refused: Vec<_> = refused.map(|of| &of.detail).collect();
        assert!(refused.is_empty(), "{refused:?}");
        let said =
            simulation.records().iter().any(|of| of.detail == Detail::WorkDone(CloudPcStatus::Restoring));
        assert_eq!(said, recovered);
    }
}

#[test]
fn what_has_a_successor_does_not_come_back() {
    let change = |at: &str, size: &str| json!({ "at": at, "change": { "what": "changeLicence", "user": "person-0", "size": size } });
    let mut of = file(1, 0, &json!([]), "60d");
    of["world"]["licences"] = json!([{ "size": "small", "count": 5 }, { "size": "large", "count": 5 }]);
    of["events"] = json!([
        { "at": "1h", "licence": { "user": "person-0", "has": false } },
        change("8d", "large"),
        change("9d", "small"),
        { "at": "10d", "admin": { "action": "resizeCloudPc", "user": "person-0", "size": "small" } },
        { "at": "11d", "membership": { "user": "person-0", "member": false } },
        { "at": "12d", "admin": { "action": "endGracePeriod", "user": "person-0" } },
        { "at": "13d", "membership": { "user": "person-0", "member": true } }
    ]);
    let simulation = played(&Draft::of(&of.to_string()).scenario(), "14d");
    assert_eq!(simulation.world().cloud_pcs.len(), 3);
    assert!(
        simulation.records().iter().all(|of| of.detail != Detail::WorkBegan(CloudPcStatus::Restoring, None))
    );
}

#[test]
fn what_is_repaired_while_a_cloud_pc_is_away_is_repaired() {
    let fault = json!({ "kind": "deviceObjectGone", "user": "person-0" });
    let mut events = back("9d", &[json!({ "at": "8d", "repair": fault })]);
    let events = events.as_array_mut().expect("a list");
    events.insert(0, json!({ "at": "30m", "fault": fault }));
    events.push(json!({ "at": "10d", "signIn": "person-0" }));
    let simulation = run(1, 0, &json!(events), "11d");
    let last = simulation.world().users[user(&simulation, "person-0")].last_sign_in.expect("a sign-in");
    assert_eq!(last.failed, None);
}

#[test]
fn people_are_counted_and_not_their_licences() {
    let events = json!([{ "at": "1h", "fault": { "kind": "agentInTheWay", "user": "0-more-1" } }]);
    let simulation = run(3, 2, &events, "2h");
    let of = anc_engine::sign_in::abilities(simulation.world())[0];
    assert_eq!((of.people, of.ready, of.shut_out), (3, 3, 1));
}

#[test]
fn what_is_broken_of_a_person_by_one_name_is_over_when_it_is_repaired_by_another() {
    let fault = |user: &str| json!({ "kind": "clientFails", "user": user, "client": "every" });
    let events = json!([
        { "at": "1h", "fault": fault("person-0") },
        { "at": "61m", "signIn": "0-more-0" },
        { "at": "2h", "repair": fault("0-more-0") }
    ]);
    let simulation = run(1, 1, &events, "3h");
    let failed = simulation.records().iter().find(|of| of.key.kind == RecordKind::SignInFailed);
    let why = anc_engine::why::why(&simulation, failed.expect("a failure").key).expect("a reason");
    assert!(why.sentence.contains("(08:00 to 09:00)"), "{}", why.sentence);
}

#[test]
fn a_cloud_pc_comes_back_as_it_was_and_its_story_says_so() {
    let deleted = json!({ "at": "30m", "fault": { "kind": "managedObjectGone", "user": "person-0" } });
    let mut events = back("9d", &[]);
    events.as_array_mut().expect("a list").insert(0, deleted);
    let simulation = run(1, 0, &events, "10d");
    let world = simulation.world();
    let id = world.users[user(&simulation, "person-0")].cloud_pc.expect("a Cloud PC");
    assert!(world.cloud_pcs[id].ailments.managed_object_gone.is_some());
    assert!(world.cloud_pcs[id].allowed);
    let about = |of: &&anc_engine::Record| of.key.entity == Entity::CloudPc(id);
    let told: Vec<String> = simulation
        .records()
        .iter()
        .filter(about)
        .map(|record| anc_engine::narration::narrate(record, &simulation).text)
        .collect();
    for said in [
        "It can be recovered for 30 days, as soon as its user has a licence again.",
        "Its user is entitled to it again. It comes back as it was.",
        "Everything on it is there.",
    ] {
        assert!(told.iter().any(|text| text == said), "{said}: {told:?}");
    }
}

#[test]
fn who_waits_for_a_licence_waits_for_the_old_cloud_pc() {
    let mut of = file(2, 0, &back("9d", &[]), "60d");
    of["world"]["licences"] = json!([{ "size": "small", "count": 1 }]);
    // The licence that is free after the removal goes to the other one, who waited; a second one comes days later.
    of["events"]
        .as_array_mut()
        .expect("a list")
        .push(json!({ "at": "12d", "change": { "what": "setLicences", "size": "small", "count": 2 } }));
    let at = |until: &str| played(&Draft::of(&of.to_string()).scenario(), until);
    let seen = |until: &str| {
        let simulation = at(until);
        (status(&simulation, "person-0"), status(&simulation, "person-1"))
    };
    assert_eq!(seen("2h"), (Some(CloudPcStatus::InGracePeriod), Some(CloudPcStatus::PendingProvision)));
    assert_eq!(seen("11d"), (Some(CloudPcStatus::PendingProvision), Some(CloudPcStatus::Provisioned)));
    assert_eq!(seen("12d").0, Some(CloudPcStatus::Restoring));
    let simulation = at("13d");
    assert_eq!(status(&simulation, "person-0"), Some(CloudPcStatus::Provisioned));
    assert_eq!(simulation.world().cloud_pcs.len(), 2);
}
