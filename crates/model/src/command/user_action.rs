//! What people do, and what becomes of them.

use super::declaration::{Declaration, Declared, Said, commands};
use super::field::{Field, FieldType, FieldValue};
use crate::domain::{GroupId, UserId};
use crate::limits;

/// What is declared of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct UserActionEntry {
    /// Its name and its fields. In a file the only field of one stands for the whole.
    pub declaration: Declaration,
    /// What a form is called in which it is prepared.
    pub title: &'static str,
    /// What its button says.
    pub button: &'static str,
}

commands! {
    /// What people do, and what becomes of them.
    pub enum UserAction with UserActionEntry in USER_ACTIONS, said in SAID {
        /// A user signs in.
        SignIn "signIn" {
            /// Who.
            user "user": UserId,
        } => {
            title: "Sign in as somebody",
            button: "Sign in",
        },
        /// A user gets a licence, or loses it.
        Licence "licence" {
            /// Who.
            user "user": UserId,
            /// Whether this person has one from now on.
            has "has": bool [.required()],
        } => {
            title: "Change a licence",
            button: "Change licence",
        },
        /// A user leaves the group, or comes back.
        Membership "membership" {
            /// Who.
            user "user": UserId,
            /// Whether this person is in it from now on.
            member "member": bool [.required()],
        } => {
            title: "Change a membership",
            button: "Change membership",
        },
        /// People join a group.
        PeopleJoin "peopleJoin" {
            /// Which group.
            group "group": GroupId,
            /// How many.
            people "people": u32 [.between(1, limits::PEOPLE_MAX)],
        } => {
            title: "People join a group",
            button: "Add people",
        },
    }
}
