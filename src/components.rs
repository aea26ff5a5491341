//! What pages are made of.

pub mod announcer;
pub mod axis;
pub mod button;
pub mod copy;
pub mod header;
pub mod help;
pub mod icon;
pub mod item;
pub mod list;
pub mod marks;
pub mod measured;
pub mod message;
pub mod navigation;
pub mod print;
pub mod status;
pub mod summary;
pub mod table;
pub mod time_bar;
pub mod waiting;
pub mod why;
