//! Any bytes as a scenario file; any bytes as a list of what people, admins and faults do to a running simulation.

use anc_engine::command::{AdminAction, Command};
use anc_engine::domain::check_catalogue::CHECKS;
use anc_engine::domain::endpoint::EndpointService;
use anc_engine::domain::id::Id;
use anc_engine::domain::{
    Arena, Deployment, Entity, JoinType, Lock, Name, Offset, ResourceGroupState, Restriction, ScriptPolicy,
    ServiceFailure, SetupStep, SubnetState, SubscriptionState, VnetState, World,
};
use anc_engine::fault::{Fault, UdpBlock};
use anc_engine::scenario;
use anc_engine::simulation::ActError;
use anc_engine::{Scenario, Simulation, invariants, limits};

/// Events that one input may cause: what is more is left for another input.
const EVENTS_MAX: u64 = 4_000;

/// Bytes from here on name what is not there.
const OUTSIDE: usize = 248;

/// Reads any bytes as a scenario. A good one is played for a while, and its expectations are judged.
pub fn scenario(bytes: &[u8]) {
    match Scenario::parse(bytes) {
        Err(errors) => {
            assert!(!errors.is_empty() && errors.len() <= limits::FILE_ERRORS_MAX);
            for error in errors {
                assert!(!error.to_string().is_empty());
            }
        }
        Ok(scenario) => {
            let people = scenario.setup.world.users.len();
            if people <= 200 {
                let _ = scenario::run(&scenario, Some(Offset::hours(12)));
            }
        }
    }
}

/// The world in which commands are tried.
const WORLD: &str = include_str!("../world.json");

/// Reads any bytes as commands, and gives them to a run. The run must end with its invariants, and a replay of it must
/// give the same records, and so must the file that it is exported to.
pub fn actions(bytes: &[u8]) {
    let scenario = Scenario::parse(WORLD.as_bytes()).expect("the world can be read");
    let mut simulation = Simulation::new(&scenario.setup);
    let mut input = Input { bytes, seed: 0 };
    while let Some((wait, command)) = input.step(simulation.world()) {
        if simulation.events() > EVENTS_MAX {
            return;
        }
        let target = simulation.now().after(wait);
        if simulation.run_until(target).is_err() {
            return;
        }
        let before = simulation.state_digest();
        let world = simulation.world();
        let is_there = command.entities().into_iter().all(|entity| world.has(entity));
        let outcome = simulation.act(command);
        let refused_as_absent = matches!(outcome, Err(ActError::NotThere));
        assert_eq!(refused_as_absent, !is_there, "what is not there is refused, and nothing else as that");
        if refused_as_absent {
            assert_eq!(simulation.state_digest(), before, "something changed that is not there");
        }
        let Ok(outcome) = outcome else { continue };
        if outcome.refused.is_some() {
            assert_eq!(simulation.state_digest(), before, "a refused action changed something");
        }
        assert_eq!(invariants::broken(simulation.world()), None);
    }
    let end = simulation.now().after(Offset::hours(8));
    if simulation.run_until(end).is_err() {
        return;
    }
    let (records, state) = (simulation.records_digest(), simulation.state_digest());
    simulation.seek(Offset::ZERO).expect("the start can be reached");
    simulation.seek(end).expect("the end can be reached again");
    assert_eq!(
        (simulation.records_digest(), simulation.state_digest()),
        (records, state),
        "a replay differs"
    );
    // Not every run can be a file; one that can gives the same records.
    let Ok(file) = scenario::export::export(WORLD, &simulation) else { return };
    let exported = Scenario::parse(file.as_bytes()).expect("it was read before");
    let mut again = Simulation::new(&exported.setup);
    again.run_until(end).expect("it did before");
    assert_eq!(again.records_digest(), records, "the exported run differs");
}

struct Input<'a> {
    bytes: &'a [u8],
    seed: usize,
}

impl Input<'_> {
    fn byte(&mut self) -> Option<usize> {
        let (&first, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        self.seed = self.seed.wrapping_mul(31).wrapping_add(usize::from(first));
        Some(usize::from(first))
    }

    /// A position in a list, at times one far behind its end; none when the list is empty.
    fn id<I: Id, T>(&mut self, of: &Arena<I, T>) -> Option<I> {
        let byte = self.byte()?;
        let position = match byte {
            within @ 0..OUTSIDE => within % of.len().max(1),
            outside => of.len() + (outside - OUTSIDE) * 1_000,
        };
        (!of.is_empty()).then(|| Id::new(position))
    }

    fn of<T: Copy>(&mut self, words: &[T]) -> Option<T> {
        let byte = self.byte()?;
        words.get(byte % words.len().max(1)).copied()
    }

    fn step(&mut self, world: &World) -> Option<(Offset, Command)> {
        let wait = match self.byte()? {
            short @ 0..=239 => Offset::minutes(short as i64),
            long => Offset::hours((long as i64 - 239) * 24),
        };
        // What names something that is not there is passed over.
        let mut tries = 0;
        loop {
            if let Some(command) = self.command(world) {
                return Some((wait, command));
            }
            tries += 1;
            if self.bytes.is_empty() || tries > 8 {
                return None;
            }
        }
    }

    fn command(&mut self, world: &World) -> Option<Command> {
        Some(match self.byte()? % 16 {
            0..=5 => Command::Admin(self.id(&world.admins)?, self.admin(world)?),
            6..=8 => Command::Fault(self.fault(world)?),
            9..=11 => Command::Repair(self.fault(world)?),
            12 => Command::SignIn(self.id(&world.users)?),
            13 => Command::Licence(self.id(&world.users)?, self.byte()? % 2 == 0),
            14 => Command::Membership(self.id(&world.users)?, self.byte()? % 2 == 0),
            _ => Command::PeopleJoin { group: self.id(&world.groups)?, count: (self.byte()? % 4) as u32 },
        })
    }

    fn connection(&mut self, world: &World) -> Option<Name> {
        let byte = self.byte()?;
        if byte % 5 == 4 {
            return Some(Name::new(format!("anc-{}", byte % 7)));
        }
        let id = Id::new(byte % world.connections.len());
        Some(world.connections[id].name.clone())
    }

    fn policy(&mut self, world: &World) -> Option<Name> {
        let id = self.id(&world.policies)?;
        let is_there = world.has(Entity::Policy(id));
        Some(if is_there { world.policies[id].name.clone() } else { Name::new("nobody's") })
    }

    fn admin(&mut self, world: &World) -> Option<AdminAction> {
        Some(match self.byte()? % 18 {
            0 | 17 => AdminAction::CreateConnection {
                name: self.connection(world)?,
                join_type: self.of(&[JoinType::HybridAzureAdJoin, JoinType::AzureAdJoin])?,
                subnet: self.id(&world.subnets)?,
                resource_group: self.id(&world.resource_groups)?,
                domain: self.id(&world.domains),
                organizational_unit: self
                    .of(&[None, Some("OU=PCs,DC=corp,DC=contoso,DC=com"), Some("x")])?
                    .map(Name::new),
                user_name: self.of(&[None, Some("a@b"), Some("ab")])?.map(Name::new),
                passwords_match: self.byte()? % 8 != 0,
            },
            1 => AdminAction::EditConnection {
                connection: self.connection(world)?,
                rename: if self.byte()? % 3 == 0 { self.connection(world) } else { None },
                subnet: if self.byte()? % 2 == 0 { self.id(&world.subnets) } else { None },
                organizational_unit: None,
            },
            2 => AdminAction::DeleteConnection { connection: self.connection(world)? },
            3 => AdminAction::ReactivateConnection { connection: self.connection(world)? },
            4 => AdminAction::RequestLimit { connections: self.byte()? as u32 },
            5 => AdminAction::RetryChecks { connection: self.connection(world)? },
            6 => AdminAction::UpdatePassword { connection: self.connection(world)? },
            7 => AdminAction::CreatePolicy {
                name: Name::new(format!("policy-{}", self.byte()? % 9)),
                connections: vec![self.connection(world)?, self.connection(world)?],
                groups: vec![self.id(&world.groups)?],
                single_sign_on: self.byte()? % 2 == 0,
            },
            8 => AdminAction::EditPolicy {
                policy: self.policy(world)?,
                connections: vec![self.connection(world)?, self.connection(world)?],
            },
            9 => AdminAction::AssignPolicy { policy: self.policy(world)?, group: self.id(&world.groups)? },
            10 => AdminAction::UnassignPolicy { policy: self.policy(world)?, group: self.id(&world.groups)? },
            11 => AdminAction::DeletePolicy { policy: self.policy(world)? },
            12 => AdminAction::RetryProvisioning { user: self.id(&world.users)? },
            13 => AdminAction::Reprovision { user: self.id(&world.users)? },
            14 => AdminAction::MoveCloudPc { user: self.id(&world.users)? },
            15 => AdminAction::ResizeCloudPc { user: self.id(&world.users)? },
            _ => AdminAction::EndGracePeriod { user: self.id(&world.users)? },
        })
    }

    fn fault(&mut self, world: &World) -> Option<Fault> {
        let count = self.byte().map(|count| count as u32).filter(|count| count % 3 != 0);
        Some(match self.byte()? % 45 {
            0 => Fault::LinkDown(self.id(&world.links)?),
            1 => Fault::PeeringDown(self.id(&world.peerings)?),
            2 => Fault::ControllerDown(self.id(&world.controllers)?),
            3 => Fault::EntraIdDown,
            4 => Fault::RegionTaken(self.id(&world.regions)?, count),
            5 => Fault::RegionUnsupported(self.id(&world.regions)?),
            6 => Fault::AddressesTaken(self.id(&world.subnets)?, count),
            7 => Fault::SubnetBroken(self.id(&world.subnets)?, self.of(SubnetState::ALL)?),
            8 => Fault::EndpointsBlocked(self.id(&world.vnets)?, self.of(EndpointService::ALL)?),
            9 => Fault::OutboundClosed(self.id(&world.vnets)?),
            10 => Fault::UdpBlocked(self.id(&world.vnets)?, self.of(UdpBlock::ALL)?),
            11 => Fault::AdPortsBlocked(self.id(&world.vnets)?),
            12 => Fault::VnetBroken(self.id(&world.vnets)?, self.of(VnetState::ALL)?),
            13 => Fault::DnsServersChanged(
                self.id(&world.vnets)?,
                self.id(&world.controllers).into_iter().collect(),
            ),
            14 => Fault::SubscriptionBroken(self.id(&world.subscriptions)?, self.of(SubscriptionState::ALL)?),
            15 => Fault::AzurePolicyDenies(self.id(&world.subscriptions)?),
            16 => Fault::RegistrationMissing(self.id(&world.subscriptions)?),
            17 => Fault::SubscriptionRoleRemoved(self.id(&world.subscriptions)?),
            18 => Fault::ResourceGroupBroken(
                self.id(&world.resource_groups)?,
                self.of(ResourceGroupState::ALL)?,
            ),
            19 => Fault::ResourceGroupLocked(self.id(&world.resource_groups)?, self.of(Lock::ALL)?),
            20 => Fault::DeploymentHistoryFull(self.id(&world.resource_groups)?),
            21 => Fault::ResourceGroupRoleRemoved(self.id(&world.resource_groups)?),
            22 => Fault::VnetRoleRemoved(self.id(&world.vnets)?),
            23 => Fault::PasswordChanged(self.id(&world.domains)?),
            24 => Fault::PasswordExpired(self.id(&world.domains)?),
            25 => Fault::AccountLocked(self.id(&world.domains)?),
            26 => Fault::JoinRightRemoved(self.id(&world.domains)?),
            27 => Fault::DelegationRemoved(self.id(&world.domains)?),
            28 => Fault::OrganizationalUnitRemoved(
                self.id(&world.domains)?,
                "OU=PCs,DC=corp,DC=contoso,DC=com".into(),
            ),
            29 => Fault::ComputerMoved(self.id(&world.domains)?),
            30 => Fault::ServiceRecordsMissing(self.id(&world.domains)?),
            31 => Fault::KerberosServerRemoved(self.id(&world.domains)?),
            32 => Fault::SyncScopeChanged(self.id(&world.domains)?),
            33 => Fault::ConnectionPointMissing(self.id(&world.domains)?),
            34 => Fault::ConnectOff,
            35 => Fault::SyncSlow(Offset::minutes(1 + i64::from(count.unwrap_or(30)) * 3).0),
            36 => Fault::AccessBlocked(self.id(&world.groups)?),
            37 => Fault::IntuneRoleRemoved,
            38 => Fault::EnrollmentRestricted(self.of(Restriction::ALL)?),
            39 => Fault::ScriptsRestricted(self.of(ScriptPolicy::ALL)?),
            40 => Fault::DeploymentFails(self.of(Deployment::ALL)?),
            41 => Fault::CheckFails(CHECKS[self.byte()? % CHECKS.len()].check, self.of(ServiceFailure::ALL)?),
            42 => Fault::SetupFails(self.of(SetupStep::ALL)?),
            43 => Fault::TrustBroken(self.id(&world.users)?),
            _ => Fault::ResourceDown(self.id(&world.resources)?),
        })
    }
}
