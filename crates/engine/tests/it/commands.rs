//! Commands from outside: whatever they name, they are carried out or turned down, and nothing stops.

use std::collections::BTreeSet;

use anc_engine::Simulation;
use anc_engine::command::{ACTIONS, AdminAction, Command};
use anc_engine::domain::endpoint::EndpointService;
use anc_engine::domain::id::Id;
use anc_engine::domain::{
    Check, Deployment, JoinType, Lock, ResourceGroupState, Restriction, ScriptPolicy, ServiceFailure,
    SetupStep, SubnetState, SubscriptionState, VnetState,
};
use anc_engine::fault::catalogue::FAULTS;
use anc_engine::fault::{Fault, UdpBlock};
use anc_engine::limits;
use anc_engine::simulation::ActError;

use crate::helpers::{at, office, played};

fn id<I: Id>(position: usize) -> I {
    I::new(position)
}

/// Every fault of the catalogue, about the things at a position of their lists.
pub(crate) fn every_fault(place: usize) -> Vec<Fault> {
    let faults = vec![
        Fault::LinkDown(id(place)),
        Fault::PeeringDown(id(place)),
        Fault::ControllerDown(id(place)),
        Fault::EntraIdDown,
        Fault::RegionTaken(id(place), None),
        Fault::RegionUnsupported(id(place)),
        Fault::AddressesTaken(id(place), None),
        Fault::SubnetBroken(id(place), SubnetState::Invalid),
        Fault::EndpointsBlocked(id(place), EndpointService::Intune),
        Fault::OutboundClosed(id(place)),
        Fault::UdpBlocked(id(place), UdpBlock::Both),
        Fault::AdPortsBlocked(id(place)),
        Fault::VnetBroken(id(place), VnetState::Invalid),
        Fault::DnsServersChanged(id(place), Vec::new()),
        Fault::SubscriptionBroken(id(place), SubscriptionState::Disabled),
        Fault::AzurePolicyDenies(id(place)),
        Fault::RegistrationMissing(id(place)),
        Fault::SubscriptionRoleRemoved(id(place)),
        Fault::ResourceGroupBroken(id(place), ResourceGroupState::Deleted),
        Fault::ResourceGroupLocked(id(place), Lock::Delete),
        Fault::DeploymentHistoryFull(id(place)),
        Fault::ResourceGroupRoleRemoved(id(place)),
        Fault::VnetRoleRemoved(id(place)),
        Fault::PasswordChanged(id(place)),
        Fault::PasswordExpired(id(place)),
        Fault::AccountLocked(id(place)),
        Fault::JoinRightRemoved(id(place)),
        Fault::DelegationRemoved(id(place)),
        Fault::OrganizationalUnitRemoved(id(place), "OU=PCs,DC=corp,DC=contoso,DC=com".into()),
        Fault::ComputerMoved(id(place)),
        Fault::ServiceRecordsMissing(id(place)),
        Fault::KerberosServerRemoved(id(place)),
        Fault::SyncScopeChanged(id(place)),
        Fault::ConnectionPointMissing(id(place)),
        Fault::ConnectOff,
        Fault::SyncSlow(at("3h").0),
        Fault::AccessBlocked(id(place)),
        Fault::IntuneRoleRemoved,
        Fault::EnrollmentRestricted(Restriction::Default),
        Fault::ScriptsRestricted(ScriptPolicy::AllSigned),
        Fault::DeploymentFails(Deployment::NoCapacity),
        Fault::CheckFails(Check::Endpoints, ServiceFailure::Transient),
        Fault::SetupFails(SetupStep::ALL[0]),
        Fault::TrustBroken(id(place)),
        Fault::ResourceDown(id(place)),
    ];
    let names: Vec<&str> = faults.iter().map(|fault| fault.entry().name).collect();
    assert_eq!(names, FAULTS.map(|fault| fault.name), "every fault of the catalogue, in its order");
    faults
}

/// Every action, about the things at a position of their lists.
fn every_action(place: usize) -> Vec<AdminAction> {
    let connection = || "hybrid".into();
    let policy = || "Hybrid".into();
    let actions = vec![
        AdminAction::CreateConnection {
            name: "new".into(),
            join_type: JoinType::HybridAzureAdJoin,
            subnet: id(place),
            resource_group: id(place),
            domain: Some(id(place)),
            organizational_unit: None,
            user_name: None,
            passwords_match: true,
        },
        AdminAction::EditConnection {
            connection: connection(),
            rename: None,
            subnet: Some(id(place)),
            organizational_unit: None,
        },
        AdminAction::DeleteConnection { connection: connection() },
        AdminAction::ReactivateConnection { connection: connection() },
        AdminAction::RequestLimit { connections: u32::MAX },
        AdminAction::RetryChecks { connection: connection() },
        AdminAction::UpdatePassword { connection: connection() },
        AdminAction::CreatePolicy {
            name: "new".into(),
            connections: vec![connection()],
            groups: vec![id(place)],
            single_sign_on: true,
        },
        AdminAction::EditPolicy { policy: policy(), connections: vec![connection()] },
        AdminAction::AssignPolicy { policy: policy(), group: id(place) },
        AdminAction::UnassignPolicy { policy: policy(), group: id(place) },
        AdminAction::DeletePolicy { policy: policy() },
        AdminAction::RetryProvisioning { user: id(place) },
        AdminAction::Reprovision { user: id(place) },
        AdminAction::MoveCloudPc { user: id(place) },
        AdminAction::ResizeCloudPc { user: id(place) },
        AdminAction::EndGracePeriod { user: id(place) },
    ];
    let names: Vec<&str> = actions.iter().map(AdminAction::name).collect();
    assert_eq!(names, ACTIONS.map(|action| action.name), "every action, in its order");
    actions
}

/// Every command there is.
fn every_command(place: usize, admin: usize) -> Vec<Command> {
    let mut commands = vec![
        Command::SignIn(id(place)),
        Command::Licence(id(place), false),
        Command::Licence(id(place), true),
        Command::Membership(id(place), false),
        Command::Membership(id(place), true),
        Command::PeopleJoin { group: id(place), count: 3 },
    ];
    commands.extend(every_action(place).into_iter().map(|action| Command::Admin(id(admin), action)));
    for fault in every_fault(place) {
        commands.push(Command::Fault(fault.clone()));
        commands.push(Command::Repair(fault));
    }
    commands
}

#[test]
fn any_command_with_any_ids_is_carried_out_or_turned_down() {
    let scenario = office("", "");
    let start = played(&scenario, "1h");
    let mut turned_down = BTreeSet::new();
    for place in [0, 1, 9, u32::MAX as usize] {
        for admin in [0, 3, u32::MAX as usize] {
            for command in every_command(place, admin) {
                let mut simulation = start.clone();
                let (state, records) = (simulation.state_digest(), simulation.records_digest());
                match simulation.act(command.clone()) {
                    Ok(_) => {}
                    Err(ActError::NotThere) => {
                        assert_eq!(
                            (simulation.state_digest(), simulation.records_digest()),
                            (state, records)
                        );
                        turned_down.insert(format!("{command:?}").split('(').next().map(str::to_owned));
                    }
                    Err(other) => panic!("{command:?}: {other}"),
                }
                // And what follows of it goes well.
                simulation.run_until(at("2h")).expect("within limits");
            }
        }
    }
    assert_eq!(turned_down.len(), 7, "{turned_down:?}");
}

#[test]
fn whoever_does_too_much_is_turned_down_and_the_run_goes_on() {
    let scenario = office("", "");
    let mut simulation: Simulation = played(&scenario, "1h");
    let nobody = AdminAction::DeleteConnection { connection: "nobody".into() };
    for _ in 0..limits::ACTIONS_MAX {
        simulation.act(Command::Admin(id(0), nobody.clone())).expect("there is room");
    }
    let state = simulation.state_digest();
    assert_eq!(simulation.act(Command::Admin(id(0), nobody)), Err(ActError::Actions));
    assert_eq!(simulation.state_digest(), state);
    simulation.run_until(at("2h")).expect("the run is not over");
}

#[test]
fn a_command_says_all_that_it_names() {
    // Whatever has an id in it is turned down when the id is unknown: no variant was forgotten.
    let scenario = office("", "");
    let mut simulation: Simulation = played(&scenario, "1h");
    let (known, unknown) = (every_command(0, 0), every_command(70_000, 0));
    for (known, unknown) in known.into_iter().zip(unknown) {
        if known == unknown {
            continue;
        }
        assert_eq!(simulation.act(unknown.clone()), Err(ActError::NotThere), "{unknown:?}");
    }
    // Where a command names several things, each is looked at.
    let create = |subnet, resource_group, domain| AdminAction::CreateConnection {
        name: "new".into(),
        join_type: JoinType::HybridAzureAdJoin,
        subnet: id(subnet),
        resource_group: id(resource_group),
        domain: Some(id(domain)),
        organizational_unit: None,
        user_name: None,
        passwords_match: true,
    };
    for command in [
        Command::Fault(Fault::DnsServersChanged(id(0), vec![id(0), id(70_000)])),
        Command::Admin(id(0), create(70_000, 0, 0)),
        Command::Admin(id(0), create(0, 70_000, 0)),
        Command::Admin(id(0), create(0, 0, 70_000)),
    ] {
        assert_eq!(simulation.act(command.clone()), Err(ActError::NotThere), "{command:?}");
    }
}
