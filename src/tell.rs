//! What the screen says, as plain data: the world in, tables, facts and badges out. Nothing here draws, or knows an element.

pub mod activity;
pub mod badge;
pub mod chain;
pub mod cloud_pc;
pub mod cloud_pcs;
pub mod compare;
pub mod connection;
pub mod connections;
pub mod consequences;
pub mod deed;
pub mod direction;
pub mod embed;
pub mod environment;
pub mod expectations;
pub mod find;
pub mod finder;
pub mod form;
pub mod glossary;
pub mod grid;
pub mod item;
pub mod lesson;
pub mod numbers;
pub mod overview;
pub mod picture;
pub mod policies;
pub mod reach;
pub mod refusal;
pub mod report;
pub mod shape;
#[rustfmt::skip]
pub mod shown_by;
pub mod sign_in;
pub mod table;
pub mod target;
pub(crate) mod why;
pub mod wizard;

use anc_engine::Simulation;
use anc_engine::domain::RecordKey;

use item::Item;

/// What made something so: a beginning in words, or a record that can be asked why.
pub fn cause(simulation: &Simulation, key: RecordKey) -> Item {
    anc_engine::why::beginning(simulation, key).map_or_else(|| Item::why(key), Item::note)
}
