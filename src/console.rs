//! The console: the panel in which commands are prepared, and the field that finds.

pub mod finder;
pub mod lesson;
pub mod panel;
pub mod share;
pub mod why;
pub mod wizard;
