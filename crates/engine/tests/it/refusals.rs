//! What the service forbids is refused with its rule, and changes nothing.

use anc_engine::Simulation;
use anc_engine::command::{AdminAction, Command};
use anc_engine::domain::{AdminId, EntityKind, JoinType, Rule, SubnetId, id::Id};
use serde_json::json;

use crate::helpers::{at, kinds, office, office_draft, played};

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

/// Addresses that clash only when the link is there, with a subnet that was made after the network's own.
#[test]
fn a_link_is_refused_where_addresses_would_clash() {
    let events = r#"
        { "at": "1m", "change": { "what": "addVnet", "name": "branch", "region": "westeurope" } },
        { "at": "2m", "change": { "what": "addSubnet", "name": "branch-pcs", "vnet": "branch", "prefix": "10.1.0.0/24" } },
        { "at": "3m", "change": { "what": "addSubnet", "name": "late-pcs", "vnet": "vnet", "prefix": "10.1.0.0/24" } },
        { "at": "4m", "change": { "what": "addLink", "name": "second", "vnet": "branch", "kind": "vpn" } }"#;
    let before = played(&office("", events), "210s");
    assert!(!kinds(&before).contains(&"refused"));
    let after = played(&office("", events), "5m");
    assert_eq!(kinds(&after).iter().filter(|kind| **kind == "refused").count(), 1);
    assert_eq!(after.world().named(EntityKind::Link, "second"), None);
}

/// Others still hold what they held in a region that was not used for a while.
#[test]
fn a_region_is_refused_with_less_room_than_is_taken() {
    let events = r#"
        { "at": "1m", "change": { "what": "removeRegion", "region": "northeurope" } },
        { "at": "2m", "change": { "what": "addRegion", "region": "northeurope", "capacity": 3 } }"#;
    let regions = json!([
        { "name": "westeurope", "capacity": 20, "others": 0 },
        { "name": "northeurope", "capacity": 20, "others": 5 }
    ]);
    let scenario = office_draft("", events).set("/world/regions", regions).scenario();
    let after = played(&scenario, "3m");
    assert_eq!(kinds(&after).iter().filter(|kind| **kind == "refused").count(), 1);
    assert_eq!(after.world().named(EntityKind::Region, "northeurope"), None);
}
