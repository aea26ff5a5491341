//! What pages are made of.

pub mod axis;
pub mod button;
pub mod chooser;
pub mod clipboard;
pub mod code;
pub mod deeds;
pub mod dialog;
pub mod field;
pub mod focus;
pub mod grid;
pub mod icon;
pub mod item;
pub mod list;
pub mod marks;
pub mod measured;
pub mod menu;
pub mod message;
pub mod rich;
pub mod status;
pub mod styles;
pub mod summary;
pub mod table;
pub mod tabs;
pub mod toast;
pub mod why;
