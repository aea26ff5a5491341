//! What administrators can do, each declared once. [`crate::action`] carries it out, or refuses it.

use super::declaration::{self, Declaration, Declared, Label, Said, commands};
use super::field::{Field, FieldType, FieldValue};
use crate::domain::{
    DomainId, EntityKind, GroupId, HostedPlace, JoinType, Name, ResourceGroupId, SubnetId, UserId, World,
};
use crate::kernel::Canonical;

/// What is declared of an action.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ActionEntry {
    /// Its name and its fields.
    pub declaration: Declaration,
    /// What is done, with fields in braces.
    pub does: &'static str,
    /// What is said when it is refused.
    pub refused: &'static str,
}

commands! {
    /// What an administrator can do. Connections and policies are called by name: they may come to be during the run.
    pub enum AdminAction with ActionEntry in ACTIONS, said in SAID, called in LABELS {
        /// Create a connection; its first checks begin.
        CreateConnection "createConnection" {
            /// Its name.
            name "name": Name [.new_name(EntityKind::Connection)],
            /// Its join type.
            join_type "joinType": JoinType,
            /// Its subnet.
            subnet "subnet": SubnetId,
            /// Its resource group; left out: the first one.
            resource_group "resourceGroup": ResourceGroupId [.or_first()],
            /// Its domain, for hybrid join; left out: the first one.
            domain "domain": Option<DomainId> [.or_first().only_where("joinType", "hybridAzureADJoin")],
            /// Its organizational unit.
            organizational_unit "organizationalUnit": Option<Name>,
            /// The user name of the join account, as it is typed; left out: that of the domain.
            user_name "userName": Option<Name>,
            /// Whether the password is typed alike twice; left out: yes.
            passwords_match "passwordsMatch": bool [.or_yes()],
        } as ("Create an Azure network connection", "Create") => {
            does: "Create connection {name}",
            refused: "Refused: create a connection",
        },
        /// Edit a connection; its checks run.
        EditConnection "editConnection" {
            /// Which connection.
            connection "connection": Name [.called(EntityKind::Connection)],
            /// Another name.
            rename "rename": Option<Name> [.new_name(EntityKind::Connection)],
            /// Another subnet.
            subnet "subnet": Option<SubnetId>,
            /// Another organizational unit.
            organizational_unit "organizationalUnit": Option<Name>,
        } as ("Edit an Azure network connection", "Edit") => {
            does: "Edit connection {connection}",
            refused: "Refused: edit a connection",
        },
        /// Delete a connection.
        DeleteConnection "deleteConnection" {
            /// Which connection.
            connection "connection": Name [.called(EntityKind::Connection)],
        } as ("Delete an Azure network connection", "Delete") => {
            does: "Delete connection {connection}",
            refused: "Refused: delete a connection",
        },
        /// Reactivate an inactive connection; its checks run.
        ReactivateConnection "reactivateConnection" {
            /// Which connection.
            connection "connection": Name [.called(EntityKind::Connection)],
        } as ("Reactivate an Azure network connection", "Reactivate") => {
            does: "Reactivate connection {connection}",
            refused: "Refused: reactivate a connection",
        },
        /// Ask support for more connections; it answers a day later.
        RequestLimit "requestLimit" {
            /// How many the tenant shall have.
            connections "connections": u32 [.between(1, 100)],
        } as ("Ask support for more connections", "Request more") => {
            does: "Ask support for {connections} connections",
            refused: "Refused: ask for more connections",
        },
        /// Retry the health checks of a connection.
        RetryChecks "retryChecks" {
            /// Which connection.
            connection "connection": Name [.called(EntityKind::Connection)],
        } as ("Retry the health checks", "Retry") => {
            does: "Retry the health checks of {connection}",
            refused: "Refused: retry health checks",
        },
        /// Enter the present password of the join account; the checks run.
        UpdatePassword "updatePassword" {
            /// Of which connection.
            connection "connection": Name [.called(EntityKind::Connection)],
        } as ("Update the password of the join account", "Update password") => {
            does: "Update the password of {connection}",
            refused: "Refused: update a password",
        },
        /// Create a provisioning policy.
        CreatePolicy "createPolicy" {
            /// Its name.
            name "name": Name [.new_name(EntityKind::Policy)],
            /// Its connections, in order of priority.
            connections "connections": Vec<Name> [.called(EntityKind::Connection).entries(1, 100)],
            /// The groups it is assigned to at once.
            groups "groups": Vec<GroupId> [.entries(0, 1_000)],
            /// Whether users sign in without a password prompt; left out: no.
            single_sign_on "singleSignOn": bool,
        } as ("Create a provisioning policy", "Create") => {
            does: "Create policy {name}",
            refused: "Refused: create a policy",
        },
        /// Create a provisioning policy on the Microsoft hosted network: Microsoft Entra join, no connection.
        CreateHostedPolicy "createHostedPolicy" {
            /// Its name.
            name "name": Name [.new_name(EntityKind::Policy)],
            /// Where: geographies, region groups or regions.
            regions "regions": Vec<HostedPlace> [.entries(1, 64)],
            /// The groups it is assigned to at once.
            groups "groups": Vec<GroupId> [.entries(0, 1_000)],
            /// Whether users sign in without a password prompt; left out: no.
            single_sign_on "singleSignOn": bool,
        } as ("Create a policy on the Microsoft hosted network", "Create hosted") => {
            does: "Create policy {name} on the Microsoft hosted network",
            refused: "Refused: create a policy",
        },
        /// Give a policy the Microsoft hosted network in place of what it has; Cloud PCs that exist are not touched.
        HostPolicy "hostPolicy" {
            /// Which policy.
            policy "policy": Name [.called(EntityKind::Policy)],
            /// Where: geographies, region groups or regions.
            regions "regions": Vec<HostedPlace> [.entries(1, 64)],
        } as ("Use the Microsoft hosted network", "Use hosted network") => {
            does: "Give {policy} the Microsoft hosted network",
            refused: "Refused: edit a policy",
        },
        /// Give a policy other connections; Cloud PCs that exist are not touched.
        EditPolicy "editPolicy" {
            /// Which policy.
            policy "policy": Name [.called(EntityKind::Policy)],
            /// Its connections, in order of priority.
            connections "connections": Vec<Name> [.called(EntityKind::Connection).entries(1, 100)],
        } as ("Edit a provisioning policy", "Edit") => {
            does: "Edit policy {policy}",
            refused: "Refused: edit a policy",
        },
        /// Say whether the Cloud PCs of a policy are prepared before their users may sign in (`service-2026-10`).
        SetDevicePreparation "setDevicePreparation" {
            /// Which policy.
            policy "policy": Name [.called(EntityKind::Policy)],
            /// So many minutes at most; left out: they are not prepared.
            minutes "minutes": Option<u32> [.between(1, 1_440)],
            /// Whether a Cloud PC that is not ready by then has failed.
            prevent_connection "preventConnection": bool,
        } as ("Device preparation", "Device preparation") => {
            does: "Set device preparation of {policy}",
            refused: "Refused: set device preparation",
        },
        /// Assign a policy to a group.
        AssignPolicy "assignPolicy" {
            /// Which policy.
            policy "policy": Name [.called(EntityKind::Policy)],
            /// To whom.
            group "group": GroupId,
        } as ("Assign a provisioning policy", "Assign") => {
            does: "Assign {policy} to {group}",
            refused: "Refused: assign a policy",
        },
        /// Take a policy from a group; its members go into a grace period.
        UnassignPolicy "unassignPolicy" {
            /// Which policy.
            policy "policy": Name [.called(EntityKind::Policy)],
            /// From whom.
            group "group": GroupId,
        } as ("Take a provisioning policy from a group", "Take from group") => {
            does: "Take {policy} from {group}",
            refused: "Refused: take a policy from a group",
        },
        /// Delete a policy that is assigned to nobody.
        DeletePolicy "deletePolicy" {
            /// Which policy.
            policy "policy": Name [.called(EntityKind::Policy)],
        } as ("Delete a provisioning policy", "Delete") => {
            does: "Delete policy {policy}",
            refused: "Refused: delete a policy",
        },
        /// Switch single sign-on of a policy on or off, and apply it to the Cloud PCs that it made.
        ApplySingleSignOn "applySingleSignOn" {
            /// Which policy.
            policy "policy": Name [.called(EntityKind::Policy)],
            /// Whether users sign in without a password prompt from now on.
            on "on": bool [.required()],
        } as ("Apply single sign-on", "Apply single sign-on") => {
            does: "Turn single sign-on {on} for {policy}, and for its Cloud PCs",
            refused: "Refused: apply single sign-on",
        },
        /// Try again to provision a Cloud PC that failed.
        RetryProvisioning "retryProvisioning" {
            /// Whose.
            user "user": UserId,
        } as ("Retry provisioning", "Retry") => {
            does: "Retry the Cloud PC of {user}",
            refused: "Refused: retry a Cloud PC",
        },
        /// Delete a Cloud PC and make it anew: its data is lost.
        Reprovision "reprovision" {
            /// Whose.
            user "user": UserId,
        } as ("Reprovision a Cloud PC", "Reprovision") => {
            does: "Reprovision the Cloud PC of {user}",
            refused: "Refused: reprovision a Cloud PC",
        },
        /// Move a Cloud PC to where its policy would place it now (`service-2026-10`).
        MoveCloudPc "moveCloudPc" {
            /// Whose.
            user "user": UserId,
        } as ("Move a Cloud PC", "Move") => {
            does: "Move the Cloud PC of {user}",
            refused: "Refused: move a Cloud PC",
        },
        /// Give a Cloud PC another size.
        ResizeCloudPc "resizeCloudPc" {
            /// Whose.
            user "user": UserId,
            /// Which size, where the tenant counts its licences; left out: another one, whichever.
            size "size": Option<Name>,
        } as ("Resize a Cloud PC", "Resize") => {
            does: "Resize the Cloud PC of {user}",
            refused: "Refused: resize a Cloud PC",
        },
        /// End a grace period at once: the Cloud PC is removed.
        EndGracePeriod "endGracePeriod" {
            /// Whose.
            user "user": UserId,
        } as ("End a grace period", "End grace period") => {
            does: "End the grace period of {user}",
            refused: "Refused: end a grace period",
        },
        /// End all grace periods at once: the Cloud PCs are removed (`service-2026-10`).
        EndGracePeriods "endGracePeriods" {
            /// Of which group; left out: of everybody.
            group "group": Option<GroupId>,
        } as ("End all grace periods", "End all grace periods") => {
            does: "End all grace periods",
            refused: "Refused: end all grace periods",
        },
    }
}

impl AdminAction {
    pub(crate) fn write(&self, world: &World, out: &mut Canonical) {
        declaration::write_all(self.declaration(), &self.values(), world, out);
    }
}
