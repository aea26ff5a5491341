//! What can be done: by administrators, by users, to the world. Data only; [`crate::action`] carries it out.

use crate::domain::{
    AdminId, DomainId, Entity, GroupId, JoinType, Name, ResourceGroupId, SubnetId, UserId, World,
};
use crate::fault::Fault;
use crate::kernel::Canonical;

/// What an administrator can do. Connections and policies are called by name: they may come to be during the run.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum AdminAction {
    /// Create a connection.
    CreateConnection {
        /// Its name.
        name: Name,
        /// Its join type.
        join_type: JoinType,
        /// Its subnet.
        subnet: SubnetId,
        /// Its resource group.
        resource_group: ResourceGroupId,
        /// Its domain, for hybrid join.
        domain: Option<DomainId>,
        /// Its organizational unit.
        organizational_unit: Option<Name>,
        /// The user name of the join account, as it was typed.
        user_name: Option<Name>,
        /// Whether the password was typed alike twice.
        passwords_match: bool,
    },
    /// Edit a connection: what is none stays.
    EditConnection {
        /// Which.
        connection: Name,
        /// Another name.
        rename: Option<Name>,
        /// Another subnet.
        subnet: Option<SubnetId>,
        /// Another organizational unit.
        organizational_unit: Option<Name>,
    },
    /// Delete a connection.
    DeleteConnection {
        /// Which.
        connection: Name,
    },
    /// Reactivate an inactive connection.
    ReactivateConnection {
        /// Which.
        connection: Name,
    },
    /// Ask support for more connections.
    RequestLimit {
        /// How many the tenant shall have.
        connections: u32,
    },
    /// Retry its health checks.
    RetryChecks {
        /// Which.
        connection: Name,
    },
    /// Enter the present password of the join account.
    UpdatePassword {
        /// Which.
        connection: Name,
    },
    /// Create a provisioning policy.
    CreatePolicy {
        /// Its name.
        name: Name,
        /// Its connections, in order of priority.
        connections: Vec<Name>,
        /// The groups it is assigned to at once.
        groups: Vec<GroupId>,
        /// Whether users sign in without a password prompt.
        single_sign_on: bool,
    },
    /// Give a policy other connections. Cloud PCs that exist are not touched.
    EditPolicy {
        /// Which.
        policy: Name,
        /// Its connections, in order of priority.
        connections: Vec<Name>,
    },
    /// Assign a policy to a group.
    AssignPolicy {
        /// Which.
        policy: Name,
        /// To whom.
        group: GroupId,
    },
    /// Take a policy from a group.
    UnassignPolicy {
        /// Which.
        policy: Name,
        /// From whom.
        group: GroupId,
    },
    /// Delete a policy.
    DeletePolicy {
        /// Which.
        policy: Name,
    },
    /// Try again to provision a Cloud PC that failed.
    RetryProvisioning {
        /// Whose.
        user: UserId,
    },
    /// Delete a Cloud PC and make it anew.
    Reprovision {
        /// Whose.
        user: UserId,
    },
    /// Move a Cloud PC to where its policy would place it now.
    MoveCloudPc {
        /// Whose.
        user: UserId,
    },
    /// Give a Cloud PC another size.
    ResizeCloudPc {
        /// Whose.
        user: UserId,
    },
    /// End a grace period at once.
    EndGracePeriod {
        /// Whose.
        user: UserId,
    },
}

/// What is said of an action.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ActionEntry {
    /// Its name in files, digests and JSON.
    pub name: &'static str,
    /// In words that follow "may not".
    pub words: &'static str,
}

/// All actions, in the order of [`AdminAction`].
pub const ACTIONS: [ActionEntry; 17] = [
    action("createConnection", "create a connection"),
    action("editConnection", "edit a connection"),
    action("deleteConnection", "delete a connection"),
    action("reactivateConnection", "reactivate a connection"),
    action("requestLimit", "ask for more connections"),
    action("retryChecks", "retry health checks"),
    action("updatePassword", "update a password"),
    action("createPolicy", "create a policy"),
    action("editPolicy", "edit a policy"),
    action("assignPolicy", "assign a policy"),
    action("unassignPolicy", "take a policy from a group"),
    action("deletePolicy", "delete a policy"),
    action("retryProvisioning", "retry a Cloud PC"),
    action("reprovision", "reprovision a Cloud PC"),
    action("moveCloudPc", "move a Cloud PC"),
    action("resizeCloudPc", "resize a Cloud PC"),
    action("endGracePeriod", "end a grace period"),
];

const fn action(name: &'static str, words: &'static str) -> ActionEntry {
    ActionEntry { name, words }
}

impl AdminAction {
    /// What is said of it.
    pub const fn entry(&self) -> &'static ActionEntry {
        let position = match self {
            Self::CreateConnection { .. } => 0,
            Self::EditConnection { .. } => 1,
            Self::DeleteConnection { .. } => 2,
            Self::ReactivateConnection { .. } => 3,
            Self::RequestLimit { .. } => 4,
            Self::RetryChecks { .. } => 5,
            Self::UpdatePassword { .. } => 6,
            Self::CreatePolicy { .. } => 7,
            Self::EditPolicy { .. } => 8,
            Self::AssignPolicy { .. } => 9,
            Self::UnassignPolicy { .. } => 10,
            Self::DeletePolicy { .. } => 11,
            Self::RetryProvisioning { .. } => 12,
            Self::Reprovision { .. } => 13,
            Self::MoveCloudPc { .. } => 14,
            Self::ResizeCloudPc { .. } => 15,
            Self::EndGracePeriod { .. } => 16,
        };
        &ACTIONS[position]
    }

    /// Its name in files, digests and JSON.
    pub const fn name(&self) -> &'static str {
        self.entry().name
    }

    /// The user whose Cloud PC it is about.
    pub const fn user(&self) -> Option<UserId> {
        match self {
            Self::RetryProvisioning { user }
            | Self::Reprovision { user }
            | Self::MoveCloudPc { user }
            | Self::ResizeCloudPc { user }
            | Self::EndGracePeriod { user } => Some(*user),
            _ => None,
        }
    }

    /// Adds what it names by position.
    fn add_entities(&self, entities: &mut Vec<Entity>) {
        match self {
            Self::CreateConnection { subnet, resource_group, domain, .. } => {
                entities.extend([Entity::Subnet(*subnet), Entity::ResourceGroup(*resource_group)]);
                entities.extend(domain.map(Entity::Domain));
            }
            Self::EditConnection { subnet, .. } => entities.extend(subnet.map(Entity::Subnet)),
            Self::CreatePolicy { groups, .. } => entities.extend(groups.iter().copied().map(Entity::Group)),
            Self::AssignPolicy { group, .. } | Self::UnassignPolicy { group, .. } => {
                entities.push(Entity::Group(*group));
            }
            Self::RetryProvisioning { user }
            | Self::Reprovision { user }
            | Self::MoveCloudPc { user }
            | Self::ResizeCloudPc { user }
            | Self::EndGracePeriod { user } => entities.push(Entity::User(*user)),
            Self::DeleteConnection { .. }
            | Self::ReactivateConnection { .. }
            | Self::RequestLimit { .. }
            | Self::RetryChecks { .. }
            | Self::UpdatePassword { .. }
            | Self::EditPolicy { .. }
            | Self::DeletePolicy { .. } => {}
        }
    }

    fn about(self, user: UserId) -> Self {
        match self {
            Self::RetryProvisioning { .. } => Self::RetryProvisioning { user },
            Self::Reprovision { .. } => Self::Reprovision { user },
            Self::MoveCloudPc { .. } => Self::MoveCloudPc { user },
            Self::ResizeCloudPc { .. } => Self::ResizeCloudPc { user },
            Self::EndGracePeriod { .. } => Self::EndGracePeriod { user },
            other => other,
        }
    }

    pub(crate) fn write(&self, world: &World, out: &mut Canonical) {
        out.text(self.name());
        if let Some(user) = self.user() {
            out.text(world.name(Entity::User(user)));
        }
        match self {
            Self::CreateConnection {
                name,
                join_type,
                subnet,
                resource_group,
                domain,
                organizational_unit,
                user_name,
                passwords_match,
            } => {
                out.text(name);
                out.text(join_type.graph());
                out.text(world.name(Entity::Subnet(*subnet)));
                out.text(world.name(Entity::ResourceGroup(*resource_group)));
                out.text(domain.map_or("", |domain| world.name(Entity::Domain(domain))));
                write_optional(organizational_unit.as_ref(), out);
                write_optional(user_name.as_ref(), out);
                out.number(i64::from(*passwords_match));
            }
            Self::EditConnection { connection, rename, subnet, organizational_unit } => {
                out.text(connection);
                write_optional(rename.as_ref(), out);
                out.text(subnet.map_or("", |subnet| world.name(Entity::Subnet(subnet))));
                write_optional(organizational_unit.as_ref(), out);
            }
            Self::RetryChecks { connection }
            | Self::UpdatePassword { connection }
            | Self::DeleteConnection { connection }
            | Self::ReactivateConnection { connection } => out.text(connection),
            Self::RequestLimit { connections } => out.number(i64::from(*connections)),
            Self::CreatePolicy { name, connections, groups, single_sign_on } => {
                out.text(name);
                write_names(connections, out);
                out.number(groups.len() as i64);
                for &group in groups {
                    out.text(world.name(Entity::Group(group)));
                }
                out.number(i64::from(*single_sign_on));
            }
            Self::EditPolicy { policy, connections } => {
                out.text(policy);
                write_names(connections, out);
            }
            Self::AssignPolicy { policy, group } | Self::UnassignPolicy { policy, group } => {
                out.text(policy);
                out.text(world.name(Entity::Group(*group)));
            }
            Self::DeletePolicy { policy } => out.text(policy),
            _ => {}
        }
    }
}

fn write_optional(name: Option<&Name>, out: &mut Canonical) {
    out.text(name.map_or("", Name::as_str));
}

fn write_names(names: &[Name], out: &mut Canonical) {
    out.number(names.len() as i64);
    for name in names {
        out.text(name);
    }
}

/// Something that is done to the world, by a scenario or live.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Command {
    /// An administrator acts.
    Admin(AdminId, AdminAction),
    /// A user signs in.
    SignIn(UserId),
    /// Something breaks.
    Fault(Fault),
    /// Something is repaired.
    Repair(Fault),
    /// A user gets a licence, or loses it.
    Licence(UserId, bool),
    /// A user comes into the group again, or leaves it.
    Membership(UserId, bool),
    /// People join a group.
    PeopleJoin {
        /// Which group.
        group: GroupId,
        /// How many.
        count: u32,
    },
}

impl Command {
    /// The same about another user; what is about none stays.
    pub(crate) fn about(&self, user: UserId) -> Self {
        match self.clone() {
            Self::SignIn(_) => Self::SignIn(user),
            Self::Licence(_, has) => Self::Licence(user, has),
            Self::Membership(_, member) => Self::Membership(user, member),
            Self::Fault(Fault::TrustBroken(_)) => Self::Fault(Fault::TrustBroken(user)),
            Self::Repair(Fault::TrustBroken(_)) => Self::Repair(Fault::TrustBroken(user)),
            Self::Admin(admin, action) => Self::Admin(admin, action.about(user)),
            other => other,
        }
    }

    /// The subject of its root record.
    pub fn subject(&self) -> Entity {
        match self {
            Self::Admin(admin, _) => Entity::Admin(*admin),
            Self::SignIn(user) | Self::Licence(user, _) | Self::Membership(user, _) => Entity::User(*user),
            Self::Fault(fault) | Self::Repair(fault) => fault.subject(),
            Self::PeopleJoin { group, .. } => Entity::Group(*group),
        }
    }

    /// Everything that it names by position. Connections and policies are called by name: the service refuses what it
    /// does not find.
    pub fn entities(&self) -> Vec<Entity> {
        let mut entities = vec![self.subject()];
        match self {
            Self::Admin(_, action) => action.add_entities(&mut entities),
            Self::Fault(fault) | Self::Repair(fault) => {
                if let Fault::DnsServersChanged(_, servers) = fault {
                    entities.extend(servers.iter().copied().map(Entity::Controller));
                }
            }
            Self::SignIn(_) | Self::Licence(..) | Self::Membership(..) | Self::PeopleJoin { .. } => {}
        }
        entities
    }

    /// Whether everything it names is there now.
    pub(crate) fn is_possible(&self, world: &World) -> bool {
        self.entities().into_iter().all(|entity| world.has(entity))
    }
}
