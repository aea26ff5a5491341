//! The shell: the frame of the page with its header, navigation and time bar, keys, messages, and the address, which is the one
//! place that knows the browser's location.

pub mod acting;
pub mod address;
pub mod announcer;
mod beside;
pub mod commands;
pub mod frame;
pub mod header;
pub mod help;
pub mod keys;
pub mod location;
pub mod messages;
pub mod navigation;
pub mod parts;
pub mod print;
pub mod share;
pub mod time_bar;
mod timeline;
pub mod track;
pub mod waiting;
