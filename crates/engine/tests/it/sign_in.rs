//! Sign-in: the route, the first hop that fails, and what does not matter.

use anc_engine::domain::{Entity, HopVerdict, SignInProblem};
use anc_engine::{Detail, Simulation, sign_in};

use crate::helpers::{office, office_text, parse, played, user, with_resolver};

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

fn after(fault: &str) -> Simulation {
    played(&parse(&with_resolver(&format!(r#"{{ "at": "1m", "fault": {fault} }}"#))), "2m")
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
fn the_first_failing_hop_decides() {
    let cut = after(r#"{ "kind": "linkDown", "link": "vpn" }"#);
    assert_eq!(route(&cut, "staff-01")[7..], ["link: linkDown", "(dns)", "(domainController)"]);
    assert_eq!(route(&cut, "cloud-01").len(), 8, "Entra join does not need the link");
    let entra = after(r#"{ "kind": "entraIdDown" }"#);
    for name in ["staff-01", "cloud-01"] {
        assert_eq!(route(&entra, name)[2], "entraId: entraIdDown");
    }
    let blocked = after(r#"{ "kind": "endpointsBlocked", "vnet": "vnet", "service": "entraId" }"#);
    assert_eq!(route(&blocked, "cloud-01")[6..], ["virtualNetwork: entraIdBlocked", "(entraIdFromCloudPc)"]);
}

#[test]
fn one_controller_that_answers_is_enough() {
    let one = after(r#"{ "kind": "controllerDown", "controller": "dc-1" }"#);
    assert_eq!(route(&one, "staff-01")[9], "domainController");
    let both = r#"{ "at": "1m", "fault": { "kind": "controllerDown", "controller": "dc-1" } },
        { "at": "1m", "fault": { "kind": "controllerDown", "controller": "dc-2" } }"#;
    let none = played(&parse(&with_resolver(both)), "2m");
    assert_eq!(route(&none, "staff-01")[7..], ["link", "dns", "domainController: controllerDown"]);
}

#[test]
fn dns_servers_of_ones_own_resolve_all_names() {
    let cut = played(&office("", r#"{ "at": "1m", "fault": { "kind": "linkDown", "link": "vpn" } }"#), "2m");
    for name in ["staff-01", "cloud-01"] {
        assert_eq!(route(&cut, name)[3], "cloudPc: namesFail", "{name}: whatever the join type");
    }
    // Azure's own DNS, and a server that answers: names resolve, and the domain is another matter.
    for servers in ["[]", r#"["dc-2"]"#] {
        let events = format!(
            r#"{{ "at": "1m", "fault": {{ "kind": "controllerDown", "controller": "dc-1" }} }},
               {{ "at": "1m", "fault": {{ "kind": "dnsServersChanged", "vnet": "vnet", "dns": {servers} }} }}"#
        );
        let simulation = played(&office("", &events), "2m");
        assert_eq!(
            route(&simulation, "cloud-01").last().map(String::as_str),
            Some("entraIdFromCloudPc"),
            "{servers}"
        );
    }
    // The ports of Active Directory do not close DNS.
    let closed =
        played(&office("", r#"{ "at": "1m", "fault": { "kind": "adPortsBlocked", "vnet": "vnet" } }"#), "2m");
    assert_eq!(route(&closed, "staff-01").last().map(String::as_str), Some("domainController: portsBlocked"));
}

#[test]
fn a_controller_in_the_subnet_needs_neither_network_nor_link() {
    let text = office_text("", r#"{ "at": "1m", "fault": { "kind": "linkDown", "link": "vpn" } }"#)
        .replace("{ \"name\": \"dc-2\" }", "{ \"name\": \"dc-2\", \"subnet\": \"hybrid-pcs\" }");
    let simulation = played(&parse(&text), "2m");
    assert_eq!(route(&simulation, "staff-01")[5..], ["subnet", "dns", "domainController"]);
    let same_vnet = text.replace("\"subnet\": \"hybrid-pcs\" }]", "\"subnet\": \"other-pcs\" }]");
    let simulation = played(&parse(&same_vnet), "2m");
    assert_eq!(route(&simulation, "staff-01")[5..], ["subnet", "virtualNetwork", "dns", "domainController"]);
}

#[test]
fn without_a_link_there_is_no_way() {
    let text = office_text("", "").replace(r#""links": [{ "name": "vpn", "vnet": "vnet" }],"#, "");
    let simulation = played(&parse(&text), "2m");
    assert_eq!(route(&simulation, "staff-01")[7], "link: noLink");
}

#[test]
fn who_has_no_cloud_pc_gets_no_further() {
    let simulation = played(&office("", ""), "1m");
    assert_eq!(route(&simulation, "later-01")[3], "cloudPc: noCloudPc");
    let asked =
        r#"{ "at": "1m", "admin": { "action": "assignPolicy", "policy": "Entra", "group": "later" } }"#;
    let simulation = played(&office("", asked), "2m");
    assert_eq!(route(&simulation, "later-01")[3], "cloudPc: cloudPcNotReady");
}

#[test]
fn the_status_of_the_connection_is_not_asked() {
    let events = r#"{ "at": "1m", "fault": { "kind": "accountLocked" } },
        { "at": "2m", "admin": { "action": "retryChecks", "connection": "hybrid" } },
        { "at": "50m", "signIn": "staff-01" }"#;
    let simulation = played(&office("", events), "50m");
    assert_eq!(crate::helpers::status(&simulation, "hybrid").name(), "failed");
    let last = simulation.world().users[user(&simulation, "staff-01")].last_sign_in.expect("a sign-in");
    assert_eq!(last.failed, None, "the path is well");
}

#[test]
fn planned_sign_ins_come_twice_a_working_day_and_are_counted() {
    let text = office_text("", "")
        .replace(
            "\"people\": 3 }, { \"name\": \"cloud\"",
            "\"people\": 3, \"workday\": { \"signIns\": [\"08:30\", \"13:00\"] } }, { \"name\": \"cloud\"",
        )
        .replace("10d", "370d");
    let scenario = parse(&text);
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
    let simulation = played(&parse(&with_resolver(events)), "2m");
    let record = simulation.records().last().expect("a record");
    assert_eq!(record.key.kind.name(), "signInFailed");
    let fault = simulation.record(record.because[0]).expect("what broke");
    assert_eq!(fault.key.kind.name(), "faultStruck");
    let last = simulation.world().users[user(&simulation, "staff-01")].last_sign_in.expect("a sign-in");
    assert_eq!(last.failed.map(|(_, problem)| problem), Some(SignInProblem::LinkDown));
}

#[test]
fn single_sign_on_that_is_applied_reaches_cloud_pcs_that_exist() {
    let events = r#"{ "at": "1m", "signIn": "staff-01" },
        { "at": "2m", "admin": { "action": "applySingleSignOn", "policy": "Hybrid", "on": true } },
        { "at": "3m", "signIn": "staff-01" },
        { "at": "4m", "admin": { "action": "applySingleSignOn", "policy": "Hybrid", "on": false } },
        { "at": "5m", "signIn": "staff-01" }"#;
    let simulation = played(&office("", events), "6m");
    let prompts: Vec<bool> = simulation
        .records()
        .iter()
        .filter_map(|record| match record.detail {
            Detail::SignedIn { prompted, .. }
                if record.key.entity == Entity::User(user(&simulation, "staff-01")) =>
            {
                Some(prompted)
            }
            _ => None,
        })
        .collect();
    assert_eq!(prompts, [true, false, true]);
}
