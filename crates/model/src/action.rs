//! What people do: administrators and users. The service carries it out, or refuses it with the rule it would break.
//! A refused action changes nothing.

mod cloud_pc;
mod connection;
mod policy;

use crate::command::{AdminAction, Command, Fault, UserAction};
pub use crate::domain::refusal::Refusal;
use crate::domain::refusal::{forbid, require};
use crate::domain::{
    AdminId, ConnectionId, Entity, Name, PolicyId, RecordKey, RecordKind, Rule, UserId, World,
};
use crate::event::Event;
use crate::provisioning::lifecycle;
use crate::record::Detail;
use crate::sign_in::With;
use crate::state::State;
use crate::{environment, fault, limits, provisioning, sign_in};
pub(crate) use connection::raise_limit;
pub use connection::{add as add_connection, without_reader};
pub(crate) use policy::assign;

/// What became of a command.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Outcome {
    /// The record of the command itself.
    pub record: RecordKey,
    /// Why it was refused; none: it was carried out.
    pub refused: Option<Refusal>,
}

/// Carries out a command, or refuses it.
pub(crate) fn carry_out(state: &mut State, command: &Command) -> Outcome {
    let subject = command.subject();
    match command {
        Command::Admin(admin, action) => {
            let detail = Detail::AdminActed(action.clone());
            let record = state.emit_root(subject, RecordKind::AdminActed, detail);
            // What is needed and missing cannot be done, also when a test switched the rule off: then nothing is said.
            let refused = administer(state, *admin, action, record).err();
            let refused = refused.filter(|refusal| state.world.rules.holds(refusal.rule));
            refuse(state, subject, action.name(), record, refused.as_ref());
            Outcome { record, refused }
        }
        Command::Fault(of) => {
            let record = state.emit_root(subject, RecordKind::FaultStruck, Detail::FaultStruck(of.clone()));
            fault::strike(of, &mut state.world, record);
            if let Fault::GatewayDown { .. } = of {
                sign_in::cut_sessions(state, record);
            }
            Outcome { record, refused: None }
        }
        Command::Repair(of) => {
            let record = state.emit_root(subject, RecordKind::RepairMade, Detail::RepairMade(of.clone()));
            fault::repair(of, &mut state.world, &state.setup.world, record);
            Outcome { record, refused: None }
        }
        Command::Change(change) => {
            let detail = Detail::EnvironmentChanged(change.clone());
            let record = state.emit_root(subject, RecordKind::EnvironmentChanged, detail);
            let refused = environment::carry_out(state, change, record).err();
            let refused = refused.filter(|refusal| state.world.rules.holds(refusal.rule));
            refuse(state, subject, change.name(), record, refused.as_ref());
            Outcome { record, refused }
        }
        Command::User(action) => Outcome { record: of_user(state, subject, action), refused: None },
    }
}

/// Says that something was refused, if it was.
fn refuse(
    state: &mut State,
    subject: Entity,
    action: &'static str,
    record: RecordKey,
    refused: Option<&Refusal>,
) {
    if let Some(Refusal { rule, about }) = refused {
        let detail = Detail::Refused { rule: *rule, action, about: about.clone() };
        state.emit(subject, RecordKind::Refused, record, Vec::new(), detail);
    }
}

/// What entitles somebody to Cloud PCs is other than before: of which licences, is said.
fn entitled_otherwise(state: &mut State, user: UserId, licences: &[UserId], detail: Detail) -> RecordKey {
    let record = state.emit_root(Entity::User(user), RecordKind::EntitlementChanged, detail);
    for &licence in licences {
        state.world.users[licence].changed_by = record;
        lifecycle::entitlement_changed(state, licence, record);
    }
    record
}

/// Somebody is in other groups than before: the working day is that of the group.
fn groups_changed(state: &mut State, user: UserId, detail: Detail) -> RecordKey {
    let licences = state.world.licences_of(user);
    let record = entitled_otherwise(state, user, &licences, detail);
    for licence in licences {
        sign_in::plan_anew(state, licence);
    }
    record
}

/// What people do, and what becomes of them. Gives the record that says so.
fn of_user(state: &mut State, subject: Entity, action: &UserAction) -> RecordKey {
    match *action {
        UserAction::SignIn { user }
        | UserAction::SignInByBrowser { user }
        | UserAction::SignInByLink { user } => {
            let detail = Detail::UserActed(action.clone());
            let record = state.emit_root(subject, RecordKind::UserActed, detail);
            sign_in::sign_in(state, user, With::of(action).unwrap_or_default(), record);
            record
        }
        UserAction::Licence { user, has } => {
            state.world.users[user].licensed = has;
            entitled_otherwise(state, user, &[user], Detail::LicenceChanged(has))
        }
        UserAction::Membership { user, member } => {
            let licences = state.world.licences_of(user);
            for &licence in &licences {
                state.world.users[licence].member = member;
            }
            entitled_otherwise(state, user, &licences, Detail::MembershipChanged(member))
        }
        UserAction::JoinGroup { user, group } => {
            state.world.join_group(user, group);
            groups_changed(state, user, Detail::GroupJoined(group))
        }
        UserAction::LeaveGroup { user, group } => {
            state.world.leave_group(user, group);
            groups_changed(state, user, Detail::GroupLeft(group))
        }
        UserAction::MoveToGroup { user, group } => {
            state.world.move_to_group(user, group);
            groups_changed(state, user, Detail::GroupMoved(group))
        }
        UserAction::PeopleJoin { group, people } => {
            let room = limits::PEOPLE_MAX.saturating_sub(state.world.users.len() as u32);
            let people = people.min(room);
            let record = state.emit_root(subject, RecordKind::PeopleJoined, Detail::PeopleJoined(people));
            for _ in 0..people {
                state.world.add_member(group);
            }
            provisioning::request_group(state, group, record);
            record
        }
    }
}

fn find_connection(world: &World, name: &Name) -> Result<ConnectionId, Refusal> {
    require(world.connection_named(name), Rule::NoSuchConnection, name)
}

fn find_policy(world: &World, name: &Name) -> Result<PolicyId, Refusal> {
    require(world.policy_named(name), Rule::NoSuchPolicy, name)
}

/// Whether somebody may manage connections and policies at all.
///
/// # Errors
/// The role that is missing.
pub fn permitted(world: &World, admin: AdminId) -> Result<(), Refusal> {
    let of = &world.admins[admin];
    forbid(world, !of.intune.manages_connections(), Rule::IntuneRoleNeeded, &of.title)
}

/// Checks everything first, then changes: a refused action changes nothing.
fn administer(
    state: &mut State,
    admin: AdminId,
    action: &AdminAction,
    record: RecordKey,
) -> Result<(), Refusal> {
    permitted(&state.world, admin)?;
    match action {
        AdminAction::CreateConnection { .. } => connection::create(state, admin, action, record),
        AdminAction::EditConnection { connection, rename, subnet, organizational_unit } => {
            let edit = connection::Edit {
                rename: rename.as_ref(),
                subnet: *subnet,
                organizational_unit: organizational_unit.as_ref(),
            };
            connection::edit(state, admin, connection, &edit, record)
        }
        AdminAction::DeleteConnection { connection } => connection::delete(state, connection, record),
        AdminAction::ReactivateConnection { connection } => connection::reactivate(state, connection, record),
        AdminAction::RetryChecks { connection } => connection::retry(state, admin, connection, record),
        AdminAction::UpdatePassword { connection } => {
            connection::update_password(state, admin, connection, record)
        }
        AdminAction::RequestLimit { connections } => {
            state.schedule(state.now().after(connection::SUPPORT_ANSWERS), Event::LimitRaised(*connections));
            Ok(())
        }
        AdminAction::CreatePolicy { name, connections, groups, single_sign_on } => {
            policy::create(state, name, connections, *single_sign_on, record)
                .map(|created| policy::assign_at_once(state, created, groups))
        }
        AdminAction::CreateHostedPolicy { name, regions, groups, single_sign_on } => {
            policy::create_hosted(state, name, regions, *single_sign_on, record)
                .map(|created| policy::assign_at_once(state, created, groups))
        }
        AdminAction::HostPolicy { policy, regions } => policy::host(state, policy, regions, record),
        AdminAction::EditPolicy { policy, connections } => policy::edit(state, policy, connections, record),
        AdminAction::SetDevicePreparation { policy, minutes, prevent_connection } => {
            policy::set_preparation(state, policy, *minutes, *prevent_connection)
        }
        AdminAction::AssignPolicy { policy, group } => policy::assign_named(state, policy, *group, record),
        AdminAction::UnassignPolicy { policy, group } => policy::unassign(state, policy, *group, record),
        AdminAction::ApplySingleSignOn { policy, on } => {
            policy::apply_single_sign_on(state, policy, *on, record)
        }
        AdminAction::DeletePolicy { policy } => policy::delete(state, policy, record),
        AdminAction::RetryProvisioning { user } => cloud_pc::retry(state, *user, record),
        AdminAction::Reprovision { user } => cloud_pc::reprovision(state, *user, record),
        AdminAction::MoveCloudPc { user } => cloud_pc::move_on(state, *user, record),
        AdminAction::ResizeCloudPc { user, size } => cloud_pc::resize(state, *user, size.as_ref(), record),
        AdminAction::EndGracePeriods { group } => cloud_pc::end_all_grace(state, *group, record),
        AdminAction::EndGracePeriod { user } => cloud_pc::end_grace(state, *user, record),
    }
}
