//! What public reports say of the service, beyond the smallest files that say it (`tests/manual/reports`): the other join type, the
//! other order of events.

use anc_engine::domain::{CloudPcStatus, SessionQuality, Verdict};
use anc_engine::{Simulation, connectivity, health, sign_in};

use crate::helpers::{office, office_draft, played, status, user};

fn cloud_pc(simulation: &Simulation, name: &str) -> CloudPcStatus {
    let cloud_pc = simulation.world().users[user(simulation, name)].cloud_pc.expect("one");
    simulation.world().cloud_pcs[cloud_pc].status
}

const SECOND: &str = r#"{ "at": "1m", "admin": { "action": "createPolicy", "name": "Second", "connections": ["entra"], "groups": ["cloud"] } }"#;

fn policy(at: &str, action: &str, name: &str) -> String {
    format!(
        r#"{{ "at": "{at}", "admin": {{ "action": "{action}", "policy": "{name}", "group": "cloud" }} }}"#
    )
}

#[test]
fn only_the_policy_that_made_a_cloud_pc_keeps_it() {
    // Taken away, and another one assigned afterwards: the grace period goes on.
    let later = [
        policy("1m", "unassignPolicy", "Entra"),
        SECOND.replace("1m", "2m"),
        policy("2h", "assignPolicy", "Entra"),
    ]
    .join(", ");
    let scenario = office("", &later);
    assert_eq!(cloud_pc(&played(&scenario, "1h"), "cloud-01"), CloudPcStatus::InGracePeriod);
    assert_eq!(cloud_pc(&played(&scenario, "3h"), "cloud-01"), CloudPcStatus::Provisioned, "reassigned");
    // Taken away while another one is assigned, and taken away again.
    let both = [SECOND.to_owned(), policy("2m", "unassignPolicy", "Second")].join(", ");
    assert_eq!(cloud_pc(&played(&office("", &both), "1h"), "cloud-01"), CloudPcStatus::Provisioned);
    // Deleted after it was taken away: nothing is left that could end the grace period.
    let deleted = [
        SECOND.to_owned(),
        policy("2m", "unassignPolicy", "Entra"),
        r#"{ "at": "3m", "admin": { "action": "deletePolicy", "policy": "Entra" } }"#.to_owned(),
    ]
    .join(", ");
    let scenario = office("", &deleted);
    assert_eq!(cloud_pc(&played(&scenario, "6d"), "cloud-01"), CloudPcStatus::InGracePeriod);
    let simulation = played(&scenario, "8d");
    let made = simulation.world().users[user(&simulation, "cloud-01")].cloud_pc.expect("made anew");
    let by = simulation.world().cloud_pcs[made].policy;
    assert_eq!(simulation.world().policies[by].name.as_str(), "Second");
}

#[test]
fn whatever_a_network_lacks_everybody_in_it_notices() {
    // DNS, a service, the platform: hybrid and Microsoft Entra joined alike.
    for (fault, available) in [
        (r#"{ "kind": "linkDown", "link": "vpn" }"#, false),
        (r#"{ "kind": "endpointsBlocked", "vnet": "vnet", "service": "azureVirtualDesktop" }"#, false),
        (r#"{ "kind": "endpointsBlocked", "vnet": "vnet", "service": "platform" }"#, false),
        (r#"{ "kind": "endpointsBlocked", "vnet": "vnet", "service": "windows365" }"#, true),
        (r#"{ "kind": "endpointsBlocked", "vnet": "vnet", "service": "intune" }"#, true),
        (r#"{ "kind": "outboundClosed", "vnet": "vnet" }"#, false),
    ] {
        let events = format!(
            r#"{{ "at": "1m", "fault": {fault} }}, {{ "at": "2m", "admin": {{ "action": "assignPolicy", "policy": "Entra", "group": "later" }} }}"#
        );
        let simulation = played(&office("", &events), "2h");
        let world = simulation.world();
        for name in ["staff-01", "cloud-01"] {
            let who = user(&simulation, name);
            let (sum, failing) =
                connectivity::check(world, world.users[who].cloud_pc.expect("one"), simulation.now());
            assert!(!failing.is_empty(), "{fault}, {name}");
            assert_eq!(sum.name() == "unavailable", !available, "{fault}, {name}");
            assert_eq!(sign_in::route(world, who).failure().is_none(), available, "{fault}, {name}");
        }
        // Nobody new is provisioned there, and both connections would fail their checks.
        assert_eq!(cloud_pc(&simulation, "later-01"), CloudPcStatus::Failed, "{fault}");
        for connection in ["hybrid", "entra"] {
            let id = world.connection_named(connection).expect("there");
            let found = health::truth(simulation.state(), id);
            let is_error =
                |result: &anc_engine::domain::CheckResult| matches!(result.verdict, Verdict::Error(_));
            assert!(found.iter().any(is_error), "{fault}, {connection}");
        }
    }
}

#[test]
fn new_names_are_needed_by_new_cloud_pcs_of_2026_only() {
    let events = r#"{ "at": "1m", "fault": { "kind": "endpointsBlocked", "vnet": "vnet", "service": "windowsCloud" } },
        { "at": "2m", "admin": { "action": "assignPolicy", "policy": "Entra", "group": "later" } }"#;
    let file = office_draft("", events);
    assert_eq!(cloud_pc(&played(&file.scenario(), "3h"), "later-01"), CloudPcStatus::Provisioned);
    let simulation = played(&file.under("service-2026-10").scenario(), "3h");
    assert_eq!(cloud_pc(&simulation, "later-01"), CloudPcStatus::Failed);
    // Cloud PCs that exist are not affected (What's new, April 2026).
    let who = user(&simulation, "cloud-01");
    assert!(sign_in::route(simulation.world(), who).failure().is_none());
}

#[test]
fn udp_goes_straight_only_where_nothing_maps_addresses() {
    for (outbound, stun, turn, expected) in [
        ("default", true, true, SessionQuality::Udp),
        ("default", false, true, SessionQuality::Turn),
        ("default", true, false, SessionQuality::Udp),
        ("natGateway", true, true, SessionQuality::Turn),
        ("firewall", true, true, SessionQuality::Turn),
        ("firewall", false, true, SessionQuality::Turn),
        ("natGateway", true, false, SessionQuality::Tcp),
        ("default", false, false, SessionQuality::Tcp),
    ] {
        let block = |way: &str, open: bool| {
            (!open).then(|| {
                format!(
                    r#"{{ "at": "1m", "fault": {{ "kind": "udpBlocked", "vnet": "vnet", "way": "{way}" }} }}"#
                )
            })
        };
        let events: Vec<String> = block("stun", stun).into_iter().chain(block("turn", turn)).collect();
        let file = office_draft("", &events.join(", ")).set("/world/vnets/0/outbound", outbound);
        for rules in ["overview-2024-10", "service-2026-10"] {
            let simulation = played(&file.clone().under(rules).scenario(), "2m");
            let subnet = simulation.world().subnets.ids().next().expect("one");
            let session = sign_in::session(simulation.world(), Some(subnet));
            assert_eq!(session, expected, "{outbound}, stun {stun}, turn {turn}, {rules}");
        }
    }
}

#[test]
fn networks_are_private_by_their_age_and_subnets_by_choice() {
    let open = |made: Option<&str>, private: bool, rules: &str| {
        let retry = r#"{ "at": "1m", "admin": { "action": "retryChecks", "connection": "entra" } }"#;
        let mut file = office_draft("", retry)
            .under(rules)
            .set("/start", "2026-06-01T08:00:00Z")
            .set("/world/vnets/0/outbound", "default")
            .set("/world/vnets/0/subnets/1/private", private);
        if let Some(made) = made {
            file = file.set("/world/vnets/0/made", made);
        }
        status(&played(&file.scenario(), "40m"), "entra").is_usable()
    };
    let (old, new) = ("overview-2024-10", "service-2026-10");
    assert!(open(None, false, new), "what is not said is older");
    assert!(open(Some("2026-03-31"), false, new), "the last day");
    assert!(!open(Some("2026-04-01"), false, new), "the day after");
    assert!(open(Some("2026-04-01"), false, old), "the overview knows nothing of it");
    assert!(!open(None, true, new) && !open(None, true, old), "a private subnet is private at any time");
}
