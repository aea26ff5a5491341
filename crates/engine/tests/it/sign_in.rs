//! Sign-in: the route, the first hop that fails, and what does not matter.

use anc_engine::domain::{HopVerdict, RecordKind, SignInProblem};
use anc_engine::{Detail, Simulation, sign_in};
use serde_json::json;

use crate::helpers::{Draft, office, office_draft, played, user, with_resolver};

/// The places of a route, with the problem at the one that fails.
fn route(simulation: &Simulation, name: &str) -> Vec<String> {
    sign_in::route(simulation.world(), user(simulation, name))
        .hops()
        .iter()
        .map(|hop| match hop.verdict {
            HopVerdict::Passed => hop.place.name().to_owned(),
            HopVerdict::Failed(problem) => format!("{}: {}", hop.place.name(), problem.name()),
            HopVerdict::NotReached => format!("({})", hop.place.name()),
        })
        .collect()
}

#[test]
fn a_hybrid_sign_in_ends_at_a_domain_controller() {
    let simulation = played(&office("", ""), "1m");
    assert_eq!(
        route(&simulation, "staff-01"),
        [
            "device",
            "gateway",
            "entraId",
            "cloudPc",
            "networkInterface",
            "subnet",
            "virtualNetwork",
            "link",
            "dns",
            "domainController"
        ]
    );
}

/// Where the route ends, and whether it gets there.
fn end(route: &sign_in::Route) -> (&'static str, bool) {
    (route.hops().last().expect("a hop").place.name(), route.failure().is_none())
}

#[test]
fn joined_the_other_way_somebody_else_is_asked() {
    let otherwise = |simulation: &Simulation, name: &str| {
        let route = sign_in::route_otherwise(simulation.world(), user(simulation, name)).expect("a Cloud PC");
        end(&route)
    };
    let well = played(&office("", ""), "1m");
    assert_eq!(otherwise(&well, "staff-01"), ("entraIdFromCloudPc", true));
    assert_eq!(otherwise(&well, "cloud-01"), ("domainController", true));
    // A link that is down keeps out hybrid ones only; Microsoft Entra ID lets in both at the gateway.
    let fault = |fault: &str| {
        let event = format!(r#"{{ "at": "1m", "fault": {fault} }}"#);
        // With names from Azure: without them an Entra joined one would be kept out by the link, too.
        played(&with_resolver(&event), "2m")
    };
    let no_domain = fault(r#"{ "kind": "linkDown", "link": "vpn" }"#);
    let truth = sign_in::route(no_domain.world(), user(&no_domain, "staff-01"));
    assert!(!end(&truth).1);
    assert_eq!(otherwise(&no_domain, "staff-01"), ("entraIdFromCloudPc", true));
    assert_eq!(otherwise(&no_domain, "cloud-01"), ("domainController", false));
    let no_entra_id = fault(r#"{ "kind": "entraIdDown" }"#);
    assert!(!otherwise(&no_entra_id, "staff-01").1 && !otherwise(&no_entra_id, "cloud-01").1);
    // Whoever has no Cloud PC has it in no other way either.
    let nobody = user(&well, "later-01");
    assert_eq!(sign_in::route_otherwise(well.world(), nobody), None);
}

#[test]
fn an_entra_sign_in_ends_at_entra_id() {
    let simulation = played(&office("", ""), "1m");
    assert_eq!(
        route(&simulation, "cloud-01"),
        [
            "device",
            "gateway",
            "entraId",
            "cloudPc",
            "networkInterface",
            "subnet",
            "virtualNetwork",
            "entraIdFromCloudPc"
        ]
    );
}

#[test]
fn a_controller_in_the_subnet_needs_neither_network_nor_link() {
    let file = office_draft("", r#"{ "at": "1m", "fault": { "kind": "linkDown", "link": "vpn" } }"#);
    let place = "/world/domains/0/controllers/1/subnet";
    let simulation = played(&file.clone().set(place, "hybrid-pcs").scenario(), "2m");
    assert_eq!(route(&simulation, "staff-01")[5..], ["subnet", "dns", "domainController"]);
    let simulation = played(&file.set(place, "other-pcs").scenario(), "2m");
    assert_eq!(route(&simulation, "staff-01")[5..], ["subnet", "virtualNetwork", "dns", "domainController"]);
}

#[test]
fn planned_sign_ins_come_twice_a_working_day_and_are_counted() {
    let scenario = office_draft("", "")
        .set("/world/groups/0/workday", json!({ "signIns": ["08:30", "13:00"] }))
        .set("/horizon", "370d")
        .scenario();
    let week = played(&scenario, "7d");
    assert_eq!(week.sign_ins(), (30, 0), "three people, twice a day, five days");
    let year = played(&scenario, "364d");
    assert_eq!(year.sign_ins(), (3 * 2 * 5 * 52, 0));
    let kept = year.records().iter().filter(|record| record.key.kind.is_routine()).count() as u64;
    assert_eq!(kept, anc_engine::limits::ROUTINE_RECORDS_MAX.min(year.routine_records()));
}

#[test]
fn a_failed_sign_in_tells_what_broke() {
    let events = r#"{ "at": "1m", "fault": { "kind": "linkDown", "link": "vpn" } }, { "at": "2m", "signIn": "staff-01" }"#;
    let simulation = played(&with_resolver(events), "2m");
    let record = simulation.records().last().expect("a record");
    assert_eq!(record.key.kind.name(), "signInFailed");
    let fault = simulation.record(record.because[0]).expect("what broke");
    assert_eq!(fault.key.kind.name(), "faultStruck");
    let last = simulation.world().users[user(&simulation, "staff-01")].last_sign_in.expect("a sign-in");
    assert_eq!(last.failed.map(|(_, problem)| problem), Some(SignInProblem::LinkDown));
}

/// One person with a Cloud PC in West Europe, and what happens.
fn one_person(rules: &str, events: &[serde_json::Value], until: &str) -> Simulation {
    let file = json!({
        "format": 1, "id": "sessions", "title": "Sessions", "summary": "Who is in.", "rules": rules,
        "start": "2026-03-02T07:00:00Z", "horizon": "12h",
        "world": {
            "vnets": [{ "name": "vnet", "region": "westeurope", "outbound": "default",
                "subnets": [{ "name": "pcs", "prefix": "10.20.0.0/26" }] }],
            "groups": [{ "name": "office", "people": 1 }],
            "connections": [{ "name": "anc", "joinType": "azureADJoin", "subnet": "pcs" }],
            "policies": [{ "name": "Office", "connections": ["anc"], "groups": ["office"] }]
        },
        "events": events
    });
    played(&Draft::of(&file.to_string()).scenario(), until)
}

/// Somebody whose session goes over UDP, over a relay or over TCP, when the gateway goes out one hour later.
fn when_the_gateway_goes(
    rules: &str,
    blocked: Option<&str>,
    geography: Option<&str>,
    hours: u32,
) -> Simulation {
    let mut events = vec![];
    events.extend(
        blocked
            .map(|way| json!({ "at": "1m", "fault": { "kind": "udpBlocked", "vnet": "vnet", "way": way } })),
    );
    events.push(json!({ "at": "1h", "signIn": "office-01" }));
    let mut fault = json!({ "kind": "gatewayDown" });
    if let Some(geography) = geography {
        fault["geography"] = json!(geography);
    }
    events.push(json!({ "at": format!("{}h", 1 + hours), "fault": fault }));
    one_person(rules, &events, "12h")
}

#[test]
fn a_session_is_cut_that_nothing_but_the_gateway_carries() {
    for rules in ["overview-2024-10", "service-2026-10"] {
        for (blocked, quality) in
            [(None, "udp"), (Some("stun"), "turn"), (Some("turn"), "udp"), (Some("both"), "tcp")]
        {
            for (geography, is_here) in [(None, true), (Some("europe"), true), (Some("asia"), false)] {
                for hours in [1, 7, 8, 9] {
                    let simulation = when_the_gateway_goes(rules, blocked, geography, hours);
                    let last = simulation.world().users.values().next().and_then(|of| of.last_sign_in);
                    let last = last.expect("a sign-in");
                    assert_eq!(last.session.expect("a session").name(), quality);
                    let second_way = rules == "service-2026-10" && geography.is_some();
                    let wanted = quality == "tcp" && is_here && !second_way && hours < 8;
                    let seen = format!("{rules} {quality} {geography:?} after {hours} h");
                    assert_eq!(last.cut_by.is_some(), wanted, "{seen}");
                    let cuts = simulation.records().iter().filter(|of| of.detail == Detail::SessionCut);
                    assert_eq!(cuts.count(), usize::from(wanted), "{seen}");
                }
            }
        }
    }
}

#[test]
fn a_session_ends_with_what_is_done_to_its_cloud_pc_and_not_with_another_try() {
    let begin = [
        json!({ "at": "1m", "fault": { "kind": "udpBlocked", "vnet": "vnet", "way": "both" } }),
        json!({ "at": "1h", "signIn": "office-01" }),
    ];
    let out = |at: &str| json!({ "at": at, "fault": { "kind": "gatewayDown" } });
    let cuts = |simulation: &Simulation| {
        simulation.records().iter().filter(|of| of.detail == Detail::SessionCut).count()
    };
    for done in [
        vec![json!({ "at": "61m", "admin": { "action": "reprovision", "user": "office-01" } })],
        vec![json!({ "at": "61m", "admin": { "action": "resizeCloudPc", "user": "office-01" } })],
        vec![
            json!({ "at": "61m", "licence": { "user": "office-01", "has": false } }),
            json!({ "at": "62m", "admin": { "action": "endGracePeriod", "user": "office-01" } }),
        ],
    ] {
        for at in ["70m", "3h"] {
            let events: Vec<_> = begin.iter().chain(&done).cloned().chain([out(at)]).collect();
            assert_eq!(cuts(&one_person("service-2026-10", &events, "12h")), 0, "{done:?} {at}");
        }
    }
    // Whoever tries from elsewhere, and fails, is in all the same.
    let more = [
        json!({ "at": "2h", "fault": { "kind": "gatewayDown", "geography": "europe" } }),
        json!({ "at": "121m", "signIn": "office-01" }),
        out("3h"),
    ];
    let events: Vec<_> = begin.iter().chain(&more).cloned().collect();
    let in_use = |until: &str| {
        let simulation = one_person("service-2026-10", &events, until);
        let id = simulation.world().cloud_pcs.ids().next().expect("a Cloud PC");
        let (sum, _) = anc_engine::connectivity::check(simulation.world(), id, simulation.now());
        (sum.name() == "inUse", cuts(&simulation))
    };
    assert_eq!((in_use("150m"), in_use("4h")), ((true, 0), (false, 1)));
}

#[test]
fn why_a_link_is_denied_is_what_took_single_sign_on_away() {
    let events = r#"{ "at": "1m", "admin": { "action": "applySingleSignOn", "policy": "Hybrid", "on": true } },
        { "at": "2m", "signInByLink": "staff-01" },
        { "at": "1h", "fault": { "kind": "kerberosServerRemoved" } },
        { "at": "2h", "signInByLink": "staff-01" },
        { "at": "3h", "repair": { "kind": "kerberosServerRemoved" } },
        { "at": "4h", "admin": { "action": "applySingleSignOn", "policy": "Hybrid", "on": false } },
        { "at": "5h", "signInByLink": "staff-01" }"#;
    let simulation = played(&office("", events), "6h");
    let failed = simulation.records().iter().filter(|of| of.key.kind == RecordKind::SignInFailed);
    let because = failed.map(|of| simulation.record(of.because[0]).map(|of| of.key.kind));
    assert_eq!(because.collect::<Vec<_>>(), [Some(RecordKind::FaultStruck), Some(RecordKind::AdminActed)]);
}

#[test]
fn a_session_that_is_cut_says_why() {
    let simulation = when_the_gateway_goes("overview-2024-10", Some("both"), Some("europe"), 1);
    let cut = simulation.records().iter().find(|of| of.detail == Detail::SessionCut).expect("a cut");
    let chain = simulation.why(cut.key);
    assert!(matches!(chain.last().map(|of| &of.detail), Some(Detail::FaultStruck(_))), "{chain:?}");
    let why = anc_engine::why::why(&simulation, cut.key).expect("a reason");
    assert!(why.sentence.contains("gateway"), "{}", why.sentence);
}
