//! The picture of the tenant: what is told ([`crate::tell::picture`]), where it goes ([`layout`]), what is painted ([`marks`]), and the
//! elements for that ([`draw`]). All but the last are pure functions with native tests.

pub mod chain;
pub mod comparison;
pub mod draw;
pub mod figures;
pub mod lane;
pub mod layout;
pub mod marks;
pub mod scale;
pub mod svg;
pub mod timeline;
