//! What always holds, whatever is done to a world.

use std::sync::Arc;

use anc_engine::command::{AdminAction, Command};
use anc_engine::domain::check_catalogue::CHECKS;
use anc_engine::domain::endpoint::EndpointService;
use anc_engine::domain::{
    AdminId, Deployment, JoinType, Lock, Offset, ResourceGroupState, Restriction, ScriptPolicy,
    ServiceFailure, SetupStep, SubnetState, SubscriptionState, VnetState, id::Id,
};
use anc_engine::fault::{Fault, UdpBlock};
use anc_engine::{Simulation, invariants};
use proptest::prelude::*;

use crate::helpers::office;

/// A length of time and what is done after it.
type Step = (i64, Command);

fn faults() -> impl Strategy<Value = Fault> {
    let count = proptest::option::of(0_u32..40);
    prop_oneof![
        Just(Fault::LinkDown(Id::new(0))),
        (0_usize..2).prop_map(|id| Fault::ControllerDown(Id::new(id))),
        Just(Fault::EntraIdDown),
        count.clone().prop_map(|count| Fault::RegionTaken(Id::new(0), count)),
        (0_usize..3, count).prop_map(|(id, count)| Fault::AddressesTaken(Id::new(id), count)),
        (0_usize..7).prop_map(|service| Fault::EndpointsBlocked(Id::new(0), EndpointService::ALL[service])),
        Just(Fault::DnsServersChanged(Id::new(0), vec![])),
        Just(Fault::SubscriptionRoleRemoved(Id::new(0))),
        Just(Fault::ResourceGroupRoleRemoved(Id::new(0))),
        Just(Fault::VnetRoleRemoved(Id::new(0))),
        Just(Fault::PasswordChanged(Id::new(0))),
        Just(Fault::PasswordExpired(Id::new(0))),
        Just(Fault::AccountLocked(Id::new(0))),
        Just(Fault::JoinRightRemoved(Id::new(0))),
        more_faults(),
    ]
}

fn more_faults() -> impl Strategy<Value = Fault> {
    let of = |fault: fn(u8) -> Fault| (0_u8..3).prop_map(fault);
    prop_oneof![
        Just(Fault::RegionUnsupported(Id::new(0))),
        of(|how| Fault::SubnetBroken(Id::new(1), SubnetState::ALL[usize::from(how) + 1])),
        Just(Fault::OutboundClosed(Id::new(0))),
        of(|way| Fault::UdpBlocked(Id::new(0), UdpBlock::ALL[usize::from(way)])),
        Just(Fault::AdPortsBlocked(Id::new(0))),
        Just(Fault::VnetBroken(Id::new(0), VnetState::BeingMoved)),
        of(|how| Fault::SubscriptionBroken(Id::new(0), SubscriptionState::ALL[usize::from(how) + 1])),
        Just(Fault::AzurePolicyDenies(Id::new(0))),
        Just(Fault::RegistrationMissing(Id::new(0))),
        Just(Fault::ResourceGroupBroken(Id::new(0), ResourceGroupState::Deleted)),
        of(|lock| Fault::ResourceGroupLocked(Id::new(0), Lock::ALL[usize::from(lock % 2) + 1])),
        Just(Fault::DeploymentHistoryFull(Id::new(0))),
        Just(Fault::DelegationRemoved(Id::new(0))),
        Just(Fault::OrganizationalUnitRemoved(Id::new(0), "OU=PCs,DC=corp,DC=contoso,DC=com".into())),
        Just(Fault::ComputerMoved(Id::new(0))),
        Just(Fault::ServiceRecordsMissing(Id::new(0))),
        Just(Fault::KerberosServerRemoved(Id::new(0))),
        Just(Fault::SyncScopeChanged(Id::new(0))),
        Just(Fault::ConnectionPointMissing(Id::new(0))),
        Just(Fault::ConnectOff),
        Just(Fault::SyncSlow(5_400_000)),
        Just(Fault::AccessBlocked(Id::new(0))),
        Just(Fault::IntuneRoleRemoved),
        of(|which| Fault::EnrollmentRestricted(Restriction::ALL[usize::from(which % 2) + 1])),
        of(|scripts| Fault::ScriptsRestricted(ScriptPolicy::ALL[usize::from(scripts % 2) + 1])),
        of(|how| Fault::DeploymentFails(Deployment::ALL[usize::from(how % 2) + 1])),
        (0_usize..15).prop_map(|check| Fault::CheckFails(CHECKS[check].check, ServiceFailure::Transient)),
        (0_usize..7).prop_map(|step| Fault::SetupFails(SetupStep::ALL[step])),
        (0_usize..10).prop_map(|user| Fault::TrustBroken(Id::new(user))),
    ]
}

fn actions() -> impl Strategy<Value = AdminAction> {
    let name = prop_oneof!["hybrid", "entra", "new-[0-9]", "missing"].prop_map(anc_engine::domain::Name::new);
    let names = proptest::collection::vec(name.clone(), 1..4);
    let hybrid = any::<bool>();
    prop_oneof![
        (name.clone(), hybrid, 0_usize..3).prop_map(|(name, hybrid, subnet)| AdminAction::CreateConnection {
            name,
            join_type: if hybrid { JoinType::HybridAzureAdJoin } else { JoinType::AzureAdJoin },
            subnet: Id::new(subnet),
            resource_group: Id::new(0),
            domain: hybrid.then(|| Id::new(0)),
            organizational_unit: None,
            user_name: None,
            passwords_match: true,
        }),
        (name.clone(), 0_usize..3).prop_map(|(connection, subnet)| AdminAction::EditConnection {
            connection,
            rename: None,
            subnet: Some(Id::new(subnet)),
            organizational_unit: None,
        }),
        name.clone().prop_map(|connection| AdminAction::RetryChecks { connection }),
        name.prop_map(|connection| AdminAction::UpdatePassword { connection }),
        (names, 0_usize..3).prop_map(|(connections, group)| AdminAction::CreatePolicy {
            name: connections[0].clone(),
            connections,
            groups: vec![Id::new(group)],
            single_sign_on: false,
        }),
        (prop_oneof![Just("Hybrid"), Just("Entra"), Just("none")], 0_usize..3).prop_map(|(policy, group)| {
            AdminAction::AssignPolicy { policy: policy.into(), group: Id::new(group) }
        }),
        (0_usize..10, 0_usize..5).prop_map(|(user, what)| {
            let user = Id::new(user);
            match what {
                0 => AdminAction::RetryProvisioning { user },
                1 => AdminAction::Reprovision { user },
                2 => AdminAction::MoveCloudPc { user },
                3 => AdminAction::ResizeCloudPc { user },
                _ => AdminAction::EndGracePeriod { user },
            }
        }),
        more_actions(),
    ]
}

fn more_actions() -> impl Strategy<Value = AdminAction> {
    let name = prop_oneof!["hybrid", "entra", "new-[0-9]"].prop_map(anc_engine::domain::Name::new);
    let policy = prop_oneof![Just("Hybrid"), Just("Entra"), Just("new-1")];
    prop_oneof![
        name.clone().prop_map(|connection| AdminAction::DeleteConnection { connection }),
        name.clone().prop_map(|connection| AdminAction::ReactivateConnection { connection }),
        (1_u32..80).prop_map(|connections| AdminAction::RequestLimit { connections }),
        (policy.clone(), proptest::collection::vec(name, 1..4))
            .prop_map(|(policy, connections)| AdminAction::EditPolicy { policy: policy.into(), connections }),
        (policy.clone(), 0_usize..3).prop_map(|(policy, group)| AdminAction::UnassignPolicy {
            policy: policy.into(),
            group: Id::new(group)
        }),
        policy.prop_map(|policy| AdminAction::DeletePolicy { policy: policy.into() }),
    ]
}

fn commands() -> impl Strategy<Value = Command> {
    prop_oneof![
        4 => (0_usize..4, actions()).prop_map(|(admin, action)| Command::Admin(AdminId::new(admin), action)),
        2 => (0_usize..10).prop_map(|user| Command::SignIn(Id::new(user))),
        3 => faults().prop_map(Command::Fault),
        3 => faults().prop_map(Command::Repair),
        1 => (0_usize..10, any::<bool>()).prop_map(|(user, has)| Command::Licence(Id::new(user), has)),
        1 => (0_usize..10, any::<bool>()).prop_map(|(user, member)| Command::Membership(Id::new(user), member)),
        1 => (0_usize..3, 1_u32..4).prop_map(|(group, count)| Command::PeopleJoin { group: Id::new(group), count }),
    ]
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    proptest::collection::vec(
        (prop_oneof![8 => 0_i64..4 * 3_600_000, 1 => 0_i64..20 * 86_400_000], commands()),
        1..25,
    )
}

fn play(steps: &[Step]) -> Simulation {
    let scenario = office("", "");
    let mut simulation = Simulation::new(&Arc::clone(&scenario.setup));
    for (wait, command) in steps {
        simulation.run_until(simulation.now().after(Offset(*wait))).expect("within limits");
        simulation.act(command.clone()).expect("within limits");
    }
    simulation.run_until(simulation.now().after(Offset::hours(5))).expect("within limits");
    simulation
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn invariants_hold_and_a_replay_is_the_live_run(steps in steps(), part in 0_i64..100) {
        let live = play(&steps);
        prop_assert_eq!(invariants::broken(live.world()), None);
        prop_assert_eq!(live.state_digest(), play(&steps).state_digest());

        let mut replayed = live.clone();
        replayed.seek(Offset(live.now().0 * part / 100)).expect("within limits");
        replayed.seek(live.now()).expect("within limits");
        prop_assert_eq!(replayed.state_digest(), live.state_digest());
        prop_assert_eq!(replayed.records_digest(), live.records_digest());
        prop_assert_eq!(replayed.records(), live.records());
    }

    #[test]
    fn a_run_that_is_exported_plays_again_as_it_was(steps in steps()) {
        let text = crate::helpers::office_text("", "");
        let mut live = Simulation::new(&crate::helpers::parse(&text).setup);
        for (wait, command) in steps {
            live.run_until(live.now().after(Offset(wait))).expect("within limits");
            // A file names nothing that never was; what a refused action names may be such a thing.
            if live.clone().act(command.clone()).expect("within limits").refused.is_none() {
                live.act(command).expect("within limits");
            }
        }
        live.run_until(live.now().after(Offset::hours(5))).expect("within limits");
        let file = anc_engine::scenario::export::export(&text, &live).expect("a scenario file");
        let mut again = Simulation::new(&crate::helpers::parse(&file).setup);
        again.run_until(live.now()).expect("within limits");
        prop_assert_eq!(again.records(), live.records());
        prop_assert_eq!(again.records_digest(), live.records_digest());
    }

    #[test]
    fn a_refused_action_changes_nothing(steps in steps()) {
        let scenario = office("", "");
        let mut simulation = Simulation::new(&scenario.setup);
        for (wait, command) in steps {
            simulation.run_until(simulation.now().after(Offset(wait))).expect("within limits");
            let before = simulation.state_digest();
            let outcome = simulation.act(command).expect("within limits");
            if outcome.refused.is_some() {
                prop_assert_eq!(simulation.state_digest(), before);
            }
        }
    }

    #[test]
    fn every_record_has_a_cause_in_the_past(steps in steps()) {
        let simulation = play(&steps);
        for record in simulation.records() {
            prop_assert_eq!(record.cause.is_none(), record.key.kind.is_root());
            for earlier in record.cause.iter().chain(&record.because) {
                prop_assert!(earlier.at <= record.key.at);
                prop_assert!(simulation.record(*earlier).is_some(), "{:?} of {:?} is not kept", earlier, record);
            }
        }
    }
}

/// Whoever is added without a part in anything leaves every other record as it was.
#[test]
fn who_is_added_without_a_part_changes_no_other_record() {
    let text = |groups: &str| {
        crate::helpers::office_text(
            "",
            r#"{ "at": "1m", "admin": { "action": "assignPolicy", "policy": "Entra", "group": "later" } }"#,
        )
        .replace(
            "\"groups\": [{ \"name\": \"staff\"",
            &format!("\"groups\": [{groups}{{ \"name\": \"staff\""),
        )
    };
    let digest =
        |groups: &str| crate::helpers::played(&crate::helpers::parse(&text(groups)), "5d").records_digest();
    assert_eq!(digest(""), digest(r#"{ "name": "idle", "people": 5 }, "#));
}

/// The same for a virtual network that nobody uses, and for an alternate that is never needed.
#[test]
fn an_unused_network_and_an_unused_alternate_change_no_other_record() {
    let told = |vnets: &str, connections: &str, alternate: &str| {
        let text = crate::helpers::office_text(
            "",
            r#"{ "at": "1m", "admin": { "action": "assignPolicy", "policy": "Entra", "group": "later" } },
               { "at": "2h", "fault": { "kind": "linkDown", "link": "vpn" } }, { "at": "3h", "signIn": "staff-01" }"#,
        )
        .replace("\"vnets\": [{", &format!("\"vnets\": [{vnets}{{"))
        .replace("\"connections\": [\n", &format!("\"connections\": [{connections}\n"))
        .replace("\"connections\": [\"entra\"]", &format!("\"connections\": [\"entra\"{alternate}]"));
        let simulation = crate::helpers::played(&crate::helpers::parse(&text), "5d");
        let world = simulation.world();
        assert_eq!(world.connection_named("idle").is_some(), !connections.is_empty());
        assert_eq!(world.vnets.len(), if vnets.is_empty() { 1 } else { 2 });
        let key = |key: &anc_engine::domain::RecordKey| {
            format!("{} {} {} {}", key.at, world.name(key.entity), key.kind.name(), key.n)
        };
        // What is about the alternate itself is its own; everything else is compared, with its causes.
        simulation
            .records()
            .iter()
            .filter(|record| world.name(record.key.entity) != "idle")
            .map(|record| {
                let because: Vec<String> = record.because.iter().map(key).collect();
                format!("{} < {:?} < {because:?}", key(&record.key), record.cause.as_ref().map(key))
            })
            .collect::<Vec<_>>()
    };
    let plain = told("", "", "");
    assert!(plain.len() > 100);
    let vnet = r#"{ "name": "spare", "region": "northeurope", "subnets": [{ "name": "spare-pcs", "prefix": "10.9.0.0/26" }] }, "#;
    assert_eq!(told(vnet, "", ""), plain);
    let idle = r#"{ "name": "idle", "joinType": "azureADJoin", "subnet": "spare-pcs" },"#;
    assert_eq!(told(vnet, idle, ", \"idle\""), plain);
}
