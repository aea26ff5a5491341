//! What the service forbids is refused with its rule, and changes nothing.

use anc_engine::Simulation;
use anc_engine::command::{AdminAction, Command};
use anc_engine::domain::{AdminId, JoinType, Rule, SubnetId, id::Id};

use crate::helpers::{at, kinds, office};

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
