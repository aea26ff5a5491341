//! The Microsoft hosted network, in closed form: how many Cloud PCs each region gets, whatever there is room for.

use anc_engine::broken::broken;
use anc_engine::domain::{AttemptProblem, CloudPcStatus, HostedPlace, Rule};
use anc_engine::why::why;
use anc_engine::{Detail, Simulation};
use serde_json::json;

use crate::helpers::{Draft, played};

const REGIONS: [&str; 4] = ["francecentral", "germanywestcentral", "swedencentral", "norwayeast"];

/// So many people on regions with so much room each.
fn run(rules: &str, people: usize, room: [u32; 4], seed: u64) -> Simulation {
    let regions: Vec<_> = std::iter::zip(REGIONS, room)
        .map(|(name, room)| json!({ "name": name, "capacity": room + 7, "others": 7 }))
        .collect();
    let file = json!({
        "format": 1, "id": "hosted", "title": "Hosted", "summary": "Regions in turn.", "rules": rules, "seed": seed,
        "start": "2026-10-05T07:00:00Z", "horizon": "1d",
        "world": {
            "regions": regions,
            "groups": [{ "name": "field", "people": people }],
            "policies": [{ "name": "Field", "hosted": { "regions": REGIONS }, "groups": ["field"], "new": true }]
        }
    });
    played(&Draft::of(&file.to_string()).scenario(), "12h")
}

/// How many Cloud PCs each region has, and how many failed.
fn counts(simulation: &Simulation) -> ([usize; 4], usize) {
    let world = simulation.world();
    let here = |name: &str| {
        let placed = world.cloud_pcs.values().filter_map(|of| of.placement());
        placed.filter(|place| world.regions[place.region].name.as_str() == name).count()
    };
    let failed = world.cloud_pcs.values().filter(|of| of.status == CloudPcStatus::Failed).count();
    (REGIONS.map(here), failed)
}

/// Taking turns among regions with room for so many: one each, until nobody is left or nothing is free.
fn in_turn(people: usize, room: [u32; 4]) -> [usize; 4] {
    let mut taken = [0; 4];
    let mut left = people;
    while left > 0 && taken != room.map(|room| room as usize) {
        for (taken, room) in std::iter::zip(&mut taken, room) {
            if left > 0 && *taken < room as usize {
                *taken += 1;
                left -= 1;
            }
        }
    }
    taken
}

#[test]
fn new_cloud_pcs_are_spread_over_all_regions_with_room() {
    for (seed, people, room) in [
        (1, 8, [50, 50, 50, 50]),
        (2, 10, [50, 50, 50, 50]),
        (3, 30, [3, 50, 0, 9]),
        (4, 40, [5, 5, 5, 5]),
        (5, 1, [0, 0, 0, 1]),
        (6, 3, [0, 0, 0, 0]),
    ] {
        let (seen, failed) = counts(&run("service-2026-10", people, room, seed));
        let expected = in_turn(people, room);
        assert_eq!(seen, expected, "{people} people, {room:?}");
        assert_eq!(failed, people - expected.iter().sum::<usize>(), "{people} people, {room:?}");
    }
}

#[test]
fn before_they_were_spread_the_region_with_most_room_was_taken() {
    for (people, room) in [(6, [9, 20, 3, 1]), (12, [9, 20, 3, 1]), (30, [9, 20, 3, 1]), (40, [9, 20, 3, 1])]
    {
        let (seen, failed) = counts(&run("overview-2024-10", people, room, 7));
        // Each takes one from where most is left, of equals from the first.
        let mut left = room;
        for _ in 0..people {
            let most = left.iter().max().copied().unwrap_or(0);
            if let Some(place) = left.iter().position(|of| *of == most && most > 0) {
                left[place] -= 1;
            }
        }
        let expected: Vec<usize> =
            std::iter::zip(room, left).map(|(all, left)| (all - left) as usize).collect();
        assert_eq!(seen.as_slice(), expected, "{people} people");
        assert_eq!(failed, people - expected.iter().sum::<usize>());
    }
}

#[test]
fn every_place_has_a_title_and_regions_that_windows_365_supports() {
    for place in HostedPlace::ALL {
        let regions = HostedPlace::regions_of(&[*place]);
        assert!(!regions.is_empty() && !place.title().is_empty(), "{place:?}");
        for region in regions {
            assert_eq!(HostedPlace::regions_of(&[HostedPlace(region)]), [region], "{place:?}");
            assert!(anc_engine::domain::region::REGION_NAMES.contains(&region), "{place:?}: {region}");
        }
        assert_eq!(HostedPlace::named(place.name()), Some(*place));
    }
    // No name is that of two places.
    let mut names: Vec<&str> = HostedPlace::ALL.iter().map(|place| place.name()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), HostedPlace::ALL.len());
}

/// A small tenant with an own network, played until then.
fn tenant(events: &serde_json::Value, until: &str) -> Simulation {
    let file = json!({
        "format": 1, "id": "hosted", "title": "Hosted", "summary": "An own network.", "rules": "service-2026-10",
        "start": "2026-10-05T07:00:00Z", "horizon": "2d",
        "world": {
            "vnets": [{ "name": "vnet", "region": "westeurope", "subnets": [{ "name": "pcs", "prefix": "10.0.0.0/27" }] },
                { "name": "gov", "region": "usgovvirginia", "subnets": [{ "name": "gov-pcs", "prefix": "10.1.0.0/27" }] }],
            "groups": [{ "name": "office", "people": 1 }],
            "connections": [{ "name": "anc", "joinType": "azureADJoin", "subnet": "pcs" }],
            "policies": [{ "name": "Desktops", "connections": ["anc"], "groups": ["office"] }]
        },
        "events": events
    });
    played(&Draft::of(&file.to_string()).scenario(), until)
}

#[test]
fn a_region_that_a_policy_brings_into_use_is_there_for_what_comes_later() {
    let events = json!([
        { "at": "1h", "admin": { "action": "createHostedPolicy", "name": "Field", "regions": ["sweden"] } },
        { "at": "2h", "fault": { "kind": "regionTaken", "region": "swedencentral" } },
        { "at": "3h", "change": { "what": "removeRegion", "region": "swedencentral" } }
    ]);
    let simulation = tenant(&events, "4h");
    let world = simulation.world();
    let sweden = world.regions.find(|of| of.name.as_str() == "swedencentral").expect("in use");
    assert_eq!(world.regions[sweden].free(), 0);
    // A policy rests on it.
    let refused = simulation.records().iter().find_map(|record| match &record.detail {
        Detail::Refused { rule, .. } => Some(*rule),
        _ => None,
    });
    assert_eq!(refused, Some(Rule::ThingInUse));
}

#[test]
fn a_policy_that_is_no_more_takes_no_region() {
    let events = json!([
        { "at": "1h", "admin": { "action": "createHostedPolicy", "name": "Field", "regions": ["sweden"], "groups": [] } },
        { "at": "1h", "fault": { "kind": "regionTaken", "region": "swedencentral" } },
        { "at": "1h", "change": { "what": "addGroup", "name": "field", "people": 1 } },
        { "at": "1h1m", "admin": { "action": "assignPolicy", "policy": "Field", "group": "field" } },
        { "at": "1h2m", "admin": { "action": "unassignPolicy", "policy": "Field", "group": "field" } },
        { "at": "1h3m", "admin": { "action": "deletePolicy", "policy": "Field" } },
        { "at": "1h4m", "repair": { "kind": "regionTaken", "region": "swedencentral" } },
        { "at": "1h5m", "change": { "what": "removeRegion", "region": "swedencentral" } }
    ]);
    let simulation = tenant(&events, "3h");
    let problems: Vec<AttemptProblem> = simulation
        .records()
        .iter()
        .filter_map(|record| match record.detail {
            Detail::AttemptFailed { problem, .. } => Some(problem),
            _ => None,
        })
        .collect();
    assert_eq!(
        problems,
        [AttemptProblem::NoRegion, AttemptProblem::PolicyNotFound, AttemptProblem::PolicyNotFound]
    );
    let world = simulation.world();
    assert!(world.regions.values().filter(|of| of.name.as_str() == "swedencentral").all(|of| of.ours == 0));
}

#[test]
fn no_repair_brings_a_region_of_another_cloud() {
    let events =
        json!([{ "at": "1h", "repair": { "kind": "regionUnsupported", "region": "usgovvirginia" } }]);
    let simulation = tenant(&events, "2h");
    let world = simulation.world();
    let gov = world.regions.find(|of| of.name.as_str() == "usgovvirginia").expect("it has a network");
    assert!(!world.takes_connections(gov));
    assert_eq!(broken(&simulation), []);
}

#[test]
fn each_closed_endpoint_has_its_own_cause() {
    let endpoint =
        json!({ "kind": "endpointBlocked", "vnet": "vnet", "endpoint": "manage.microsoft.com:443" });
    let tags = json!({ "kind": "tagsOnly", "vnet": "vnet" });
    let events = json!([
        { "at": "1h", "fault": endpoint }, { "at": "2h", "fault": tags }, { "at": "3h", "repair": tags }
    ]);
    let causes = |until: &str| -> Vec<i64> {
        broken(&tenant(&events, until)).iter().map(|line| line.because.at.0 / 3_600_000).collect()
    };
    assert_eq!(causes("2h30m"), [1, 2]);
    assert_eq!(causes("4h"), [1]);
}

#[test]
fn why_an_attempt_in_the_hosted_network_failed_names_no_connection() {
    let events = json!([
        { "at": "1h", "admin": { "action": "retryChecks", "connection": "anc" } },
        { "at": "2h", "fault": { "kind": "entraIdDown" } },
        { "at": "2h5m", "peopleJoin": { "group": "office", "people": 1 } },
        { "at": "2h6m", "admin": { "action": "hostPolicy", "policy": "Desktops", "regions": ["europe"] } }
    ]);
    let simulation = tenant(&events, "6h");
    let failed: Vec<_> = simulation
        .records()
        .iter()
        .filter(|record| matches!(record.detail, Detail::AttemptFailed { .. }))
        .filter_map(|record| why(&simulation, record.key))
        .map(|answer| answer.sentence)
        .collect();
    assert_eq!(failed.len(), 3, "{failed:?}");
    assert!(failed[0].contains("anc was still chosen"), "{failed:?}");
    assert!(failed[1..].iter().all(|sentence| !sentence.contains("anc")), "{failed:?}");
}
