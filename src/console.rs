//! The console: the panel in which commands are prepared.

pub mod fields;
pub mod panel;
