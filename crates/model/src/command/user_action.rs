//! What people do, and what becomes of them.

use super::declaration::{Declaration, Declared, Label, Said, commands};
use super::field::{Field, FieldType, FieldValue};
use crate::domain::{GroupId, UserId};
use crate::limits;

/// What is declared of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct UserActionEntry {
    /// Its name and its fields. In a file the only field of one stands for the whole.
    pub declaration: Declaration,
}

commands! {
    /// What people do, and what becomes of them.
    pub enum UserAction with UserActionEntry in USER_ACTIONS, said in SAID, called in LABELS {
        /// A user signs in.
        SignIn "signIn" {
            /// Who.
            user "user": UserId,
        } as ("Sign in as somebody", "Sign in") => {
        },
        /// A user signs in with a browser, past the app.
        SignInByBrowser "signInByBrowser" {
            /// Who.
            user "user": UserId,
        } as ("Sign in with a browser as somebody", "Sign in with a browser") => {
        },
        /// A user signs in with a Windows 365 Link, a device that shows no prompt once it connects.
        SignInByLink "signInByLink" {
            /// Who.
            user "user": UserId,
        } as ("Sign in with a Windows 365 Link as somebody", "Sign in with a Windows 365 Link") => {
        },
        /// A user gets a licence, or loses it.
        Licence "licence" {
            /// Who.
            user "user": UserId,
            /// Whether this person has one from now on.
            has "has": bool [.required()],
        } as ("Change a licence", "Change licence") => {
        },
        /// A user leaves the group, or comes back.
        Membership "membership" {
            /// Who.
            user "user": UserId,
            /// Whether this person is in it from now on.
            member "member": bool [.required()],
        } as ("Change a membership", "Change membership") => {
        },
        /// A user gets into another group besides.
        JoinGroup "joinGroup" {
            /// Who.
            user "user": UserId,
            /// Into which group.
            group "group": GroupId,
        } as ("Put somebody into another group besides", "Put into another group") => {
        },
        /// A user leaves a group: the own one, or another.
        LeaveGroup "leaveGroup" {
            /// Who.
            user "user": UserId,
            /// Which group.
            group "group": GroupId,
        } as ("Take somebody out of one of several groups", "Take out of one of several") => {
        },
        /// A user moves from the own group to another one.
        MoveToGroup "moveToGroup" {
            /// Who.
            user "user": UserId,
            /// To which group.
            group "group": GroupId,
        } as ("Move somebody to another group", "Move to another group") => {
        },
        /// People join a group.
        PeopleJoin "peopleJoin" {
            /// Which group.
            group "group": GroupId,
            /// How many.
            people "people": u32 [.between(1, limits::PEOPLE_MAX)],
        } as ("People join a group", "Add people") => {
        },
    }
}
