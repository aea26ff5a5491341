//! The picture of the tenant: what is told ([`model`]), where it goes ([`layout`]), and how it is drawn ([`draw`]).
//! The first two are pure functions with native tests.

pub mod draw;
pub mod layout;
pub mod model;
