//! Faults and repairs: each of the catalogue, struck and repaired in worlds where the part was well and where it was not.

use std::collections::BTreeSet;

use anc_engine::broken::broken;
use anc_engine::command::Command;
use anc_engine::command::FAULTS;
use anc_engine::command::Fault;
use anc_engine::domain::check_catalogue::CHECKS;
use anc_engine::domain::endpoint::{ENDPOINTS, EndpointService};
use anc_engine::domain::id::Id;
use anc_engine::domain::{AccessDoor, Check, Geography, Lock, RecordKey, Verdict, World};
use anc_engine::narration::narrate;
use anc_engine::sign_in;
use anc_engine::{Detail, Scenario, Simulation};

use crate::commands::every_fault;
use serde_json::json;

use crate::helpers::{Draft, at};

const UNIT: &str = "OU=PCs,DC=corp,DC=contoso,DC=com";

/// A world that has everything that can break, under the rules of 2026. `more` goes into the virtual network.
fn world(more: &str) -> Scenario {
    draft(more).scenario()
}

fn draft(more: &str) -> Draft {
    Draft::of(&format!(
        r#"{{
        "format": 1, "id": "faults", "title": "Faults", "summary": "Everything that can break.",
        "start": "2026-03-02T08:00:00Z", "horizon": "10d", "rules": "service-2026-10",
        "world": {{
            "regions": [{{ "name": "westeurope", "capacity": 40, "others": 3 }}],
            "vnets": [
                {{ "name": "vnet", "region": "westeurope", "dns": ["dc-1"], {more} "subnets": [
                    {{ "name": "hybrid-pcs", "prefix": "10.0.0.0/27", "used": 2 }}, {{ "name": "entra-pcs", "prefix": "10.0.1.0/27" }}
                ] }},
                {{ "name": "hub", "region": "westeurope", "subnets": [{{ "name": "servers", "prefix": "10.9.0.0/27" }}] }},
                {{ "name": "far", "region": "westeurope", "subnets": [{{ "name": "lab", "prefix": "10.8.0.0/27" }}] }}
            ],
            "links": [{{ "name": "vpn", "vnet": "vnet" }}],
            "peerings": [{{ "name": "to-hub", "between": ["vnet", "hub"] }}],
            "resources": [{{ "name": "file-server" }}],
            "domains": [{{ "name": "corp.contoso.com", "controllers": [{{ "name": "dc-1" }}],
                "organizationalUnits": ["OU=First,DC=corp,DC=contoso,DC=com", "{UNIT}", "OU=Last,DC=corp,DC=contoso,DC=com"] }},
                {{ "name": "lab.contoso.com", "controllers": [{{ "name": "dc-far", "subnet": "lab" }}] }}],
            "groups": [{{ "name": "staff", "people": 2 }}, {{ "name": "cloud", "people": 2 }}],
            "checkPeriod": {{ "from": "1h", "to": "1h" }},
            "connections": [
                {{ "name": "hybrid", "joinType": "hybridAzureADJoin", "subnet": "hybrid-pcs", "domain": "corp.contoso.com", "organizationalUnit": "{UNIT}" }},
                {{ "name": "entra", "joinType": "azureADJoin", "subnet": "entra-pcs" }}
            ],
            "policies": [
                {{ "name": "Hybrid", "connections": ["hybrid"], "groups": ["staff"] }},
                {{ "name": "Entra", "connections": ["entra"], "groups": ["cloud"] }}
            ]
        }}
    }}"#
    ))
}

fn played(scenario: &Scenario, commands: impl IntoIterator<Item = Command>, until: &str) -> Simulation {
    let mut simulation = Simulation::new(&scenario.setup);
    simulation.run_until(at("1m")).expect("within limits");
    for command in commands {
        simulation.act(command).expect("accepted");
    }
    simulation.run_until(at(until)).expect("within limits");
    simulation
}

/// The checks whose runs found something.
fn finders(simulation: &Simulation) -> BTreeSet<Check> {
    let found = simulation.records().iter().filter_map(|record| match &record.detail {
        Detail::CheckChanged { check, verdict, .. } => {
            let is_finding = !matches!(verdict, Verdict::Passed | Verdict::NotRun(_));
            is_finding.then_some(*check)
        }
        _ => None,
    });
    found.collect()
}

/// The world of a run without the records of what last changed what.
fn bare(world: &World) -> World {
    let by = RecordKey::OPENED;
    let mut world = world.clone();
    for of in world.links.values_mut() {
        of.changed_by = by;
    }
    for of in world.peerings.values_mut() {
        of.changed_by = by;
    }
    for of in world.controllers.values_mut() {
        of.changed_by = by;
    }
    for of in world.resources.values_mut() {
        of.changed_by = by;
    }
    for of in world.regions.values_mut() {
        (of.changed_by, of.support_changed_by) = (by, by);
    }
    for of in world.subnets.values_mut() {
        (of.changed_by, of.state_changed_by) = (by, by);
    }
    for of in world.vnets.values_mut() {
        (of.changed_by, of.firewall_changed_by, of.dns_changed_by, of.roles_changed_by) = (by, by, by, by);
        of.locked_by = by;
    }
    for of in world.subscriptions.values_mut() {
        (of.changed_by, of.locked_by) = (by, by);
    }
    for of in world.resource_groups.values_mut() {
        of.changed_by = by;
    }
    for of in world.domains.values_mut() {
        of.join_account.changed_by = by;
        (of.units_changed_by, of.zone_changed_by, of.computers_changed_by) = (by, by, by);
        (of.kerberos_changed_by, of.sync_changed_by) = (by, by);
        // A password that was set once is never set again.
        of.join_account.passwords_set = 0;
    }
    let of = &mut world.entra_id;
    (of.changed_by, of.connect_changed_by, of.access_changed_by) = (by, by, by);
    world.intune.changed_by = by;
    world.service.changed_by = by;
    world
}

#[test]
fn a_repair_returns_to_the_start_where_that_was_healthy() {
    let scenario = world("");
    let before = bare(played(&scenario, [], "1m").world());
    for (position, fault) in every_fault(0).into_iter().enumerate() {
        let struck = played(&scenario, [Command::Fault(fault.clone())], "1m");
        assert_ne!(bare(struck.world()), before, "{fault:?} breaks something");
        let repair = [Command::Fault(fault.clone()), Command::Repair(fault.clone())];
        let mended = played(&scenario, repair, "1m");
        assert_eq!(bare(mended.world()), before, "{fault:?}");
        // A repair touches nothing that another fault broke: every other one, in the same world.
        for (other_position, other) in every_fault(0).into_iter().enumerate() {
            if other_position == position {
                continue;
            }
            let alone = bare(played(&scenario, [Command::Fault(other.clone())], "1m").world());
            let both = [
                Command::Fault(other.clone()),
                Command::Fault(fault.clone()),
                Command::Repair(fault.clone()),
            ];
            assert_eq!(bare(played(&scenario, both, "1m").world()), alone, "{fault:?} over {other:?}");
        }
    }
}

#[test]
fn a_repair_heals_what_began_broken() {
    // Everything that a file can break at the start.
    let scenario = draft(r#""blocked": ["intune"], "outbound": "none", "networkUser": false,"#)
        .set("/world/links/0/up", false)
        .set("/world/peerings/0/up", false)
        .set("/world/domains/0/controllers/0/up", false)
        .set("/world/domains/0/kerberosServer", false)
        .set("/world/regions/0/others", 40)
        .set("/world/vnets/0/subnets/0/used", 27)
        .set("/world/entraId", json!({ "up": false, "syncInterval": "3h" }))
        .set("/world/resourceGroups", json!([{ "name": "rg", "networkInterfaceContributor": false }]))
        .set("/world/subscriptions", json!([{ "name": "sub", "reader": false }]))
        .scenario();
    let services = EndpointService::ALL.iter().copied();
    let endpoints = services.map(|service| Fault::EndpointsBlocked { vnet: Id::new(0), service });
    let healed = played(&scenario, every_fault(0).into_iter().chain(endpoints).map(Command::Repair), "1m");
    let world = healed.world();
    let vnet = world.vnets.values().next().expect("a network");
    assert!(world.links.values().all(|of| of.up) && world.peerings.values().all(|of| of.up));
    assert!(world.controllers.values().all(|of| of.up) && world.resources.values().all(|of| of.up));
    assert!(world.entra_id.up && world.entra_id.connect_on && world.entra_id.sync_interval_ms <= 3_600_000);
    assert!(world.regions.values().all(|of| of.others == 0), "others leave room again");
    assert!(world.subnets.values().all(|of| of.used_by_others == 0));
    assert!(vnet.blocked.is_empty() && vnet.outbound.name() == "natGateway" && vnet.network_user_role);
    assert!(world.domains.values().all(|of| of.kerberos_server));
    assert!(world.resource_groups.values().all(|of| of.network_interface_contributor_role));
    assert!(world.subscriptions.values().all(|of| of.reader_role));
}

#[test]
fn a_firewall_stays_a_firewall() {
    for outbound in ["firewall", "natGateway", "default"] {
        let scenario = world(&format!(r#""outbound": "{outbound}","#));
        let fault = || Fault::OutboundClosed { vnet: Id::new(0) };
        let mended = played(&scenario, [Command::Fault(fault()), Command::Repair(fault())], "1m");
        let vnet = mended.world().vnets.values().next().expect("a network");
        assert_eq!(vnet.outbound.name(), outbound);
    }
    // A network that began without a way out gets a NAT gateway.
    let scenario = world(r#""outbound": "none","#);
    let repair = [Command::Repair(Fault::OutboundClosed { vnet: Id::new(0) })];
    let mended = played(&scenario, repair, "1m");
    assert_eq!(mended.world().vnets.values().next().expect("a network").outbound.name(), "natGateway");
}

/// A fault with the values that make a difference to checks, and with what it needs to be seen.
fn variants(fault: &Fault) -> Vec<Vec<Command>> {
    let alone = |faults: Vec<Fault>| faults.into_iter().map(|fault| vec![Command::Fault(fault)]).collect();
    match fault {
        Fault::EndpointsBlocked { vnet, .. } => alone(
            EndpointService::ALL
                .iter()
                .map(|&of| Fault::EndpointsBlocked { vnet: *vnet, service: of })
                .collect(),
        ),
        Fault::EndpointBlocked { vnet, .. } => alone(
            ENDPOINTS.iter().map(|&endpoint| Fault::EndpointBlocked { vnet: *vnet, endpoint }).collect(),
        ),
        Fault::CheckFails { how, .. } => {
            alone(CHECKS.iter().map(|entry| Fault::CheckFails { check: entry.check, how: *how }).collect())
        }
        Fault::DnsServersChanged { vnet, .. } => {
            let nobody = vec![Id::new(1)];
            alone(vec![fault.clone(), Fault::DnsServersChanged { vnet: *vnet, dns: nobody }])
        }
        // What is asked of a Microsoft Entra joined Cloud PC nobody asks of a hybrid one.
        Fault::PerUserMfa { .. } => {
            alone((0..4).map(|user| Fault::PerUserMfa { user: Id::new(user) }).collect())
        }
        Fault::DeviceObjectGone { .. } => {
            alone((0..4).map(|user| Fault::DeviceObjectGone { user: Id::new(user) }).collect())
        }
        Fault::AccessBlocked { group, .. } => {
            let doors = AccessDoor::ALL.iter().copied().map(Some).chain([None]);
            alone(doors.map(|door| Fault::AccessBlocked { group: *group, door }).collect())
        }
        Fault::VnetLocked { vnet, .. } => {
            alone(Lock::ALL[1..].iter().map(|&lock| Fault::VnetLocked { vnet: *vnet, lock }).collect())
        }
        Fault::GatewayDown { .. } => {
            let places = Geography::ALL.iter().copied().map(Some).chain([None]);
            alone(places.map(|geography| Fault::GatewayDown { geography }).collect())
        }
        // A full history is in the way of a locked group only.
        Fault::DeploymentHistoryFull { resource_group: group } => {
            let lock = Fault::ResourceGroupLocked { resource_group: *group, lock: Lock::Delete };
            vec![vec![Command::Fault(lock), Command::Fault(fault.clone())]]
        }
        _ => alone(vec![fault.clone()]),
    }
}

/// With DNS servers behind the link, with a resolver in Azure, with the link at a hub, and without a way to on-premises.
fn worlds() -> [Scenario; 5] {
    let hub = |file: Draft| file.set("/world/links/0/vnet", "hub").scenario();
    let resolver = r#""resolver": true,"#;
    let servers = json!([{ "name": "dc-1", "subnet": "servers" }]);
    let apart = draft("").set("/world/links/0/vnet", "far").set("/world/domains/0/controllers", servers);
    [
        apart.scenario(),
        world(""),
        world(resolver),
        hub(draft("")),
        hub(draft(resolver).set("/world/vnets/0/dns", json!([]))),
    ]
}

#[test]
fn the_catalogue_says_what_keeps_people_out() {
    let shut_out = |simulation: &Simulation| {
        let abilities = sign_in::abilities(simulation.world());
        assert!(abilities.iter().all(|of| of.ready > 0), "everybody has a Cloud PC: {abilities:?}");
        abilities.iter().map(|of| of.shut_out).sum::<usize>()
    };
    let begun: Vec<Simulation> = worlds().iter().map(|world| played(world, [], "20h")).collect();
    assert!(begun.iter().all(|simulation| shut_out(simulation) == 0), "nobody is shut out at first");
    let keeps_out = |simulation: &Simulation, faults: &[Command]| {
        let mut struck = simulation.branch(at("20h")).expect("within limits");
        for fault in faults {
            struck.act(fault.clone()).expect("accepted");
        }
        shut_out(&struck) > 0
    };
    let mut wrong = Vec::new();
    for fault in every_fault(0) {
        let found = variants(&fault)
            .iter()
            .any(|faults| begun.iter().any(|simulation| keeps_out(simulation, faults)));
        let entry = fault.entry();
        if found != entry.keeps_out {
            wrong.push(format!("{}: {found}", entry.declaration.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_catalogue_says_which_checks_find_a_fault() {
    let worlds = worlds();
    assert!(
        worlds.iter().all(|world| finders(&played(world, [], "20h")).is_empty()),
        "nothing to find at first"
    );
    let mut wrong = Vec::new();
    for fault in every_fault(0) {
        let tried = variants(&fault);
        let found: BTreeSet<Check> = worlds
            .iter()
            .flat_map(|world| tried.iter().flat_map(|faults| finders(&played(world, faults.clone(), "20h"))))
            .collect();
        let entry = fault.entry();
        let said: BTreeSet<Check> = entry.checks.iter().copied().collect();
        if found != said {
            wrong.push(format!("{}: {found:?}", entry.declaration.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_fault_has_its_line() {
    let scenario = world("");
    assert_eq!(broken(&played(&scenario, [], "1m")), [], "nothing is broken at first");
    for fault in every_fault(0) {
        let lines = broken(&played(&scenario, [Command::Fault(fault.clone())], "1m"));
        let line = lines.iter().find(|line| line.entity == fault.subject());
        let line = line.unwrap_or_else(|| panic!("{fault:?} has no line: {lines:?}"));
        assert_eq!(line.because.kind.name(), "faultStruck", "{fault:?}");
        let mended = [Command::Fault(fault.clone()), Command::Repair(fault.clone())];
        assert_eq!(broken(&played(&scenario, mended, "1m")), [], "{fault:?}, mended");
    }
}

#[test]
fn a_repair_promises_a_new_status_only_where_a_check_looks() {
    let scenario = world("");
    for (fault, entry) in every_fault(0).into_iter().zip(FAULTS) {
        let simulation = played(&scenario, [Command::Fault(fault.clone()), Command::Repair(fault)], "1m");
        let told = simulation.records().iter().find(|record| matches!(record.detail, Detail::RepairMade(_)));
        let told = narrate(told.expect("a repair"), &simulation);
        let promises = told.text.contains("next health check");
        assert_eq!(promises, !entry.checks.is_empty(), "{}: {}", entry.declaration.name, told.text);
    }
}
