//! The service of Azure network connections as a model in simulated time: the world, what is true and what is believed,
//! and everything that happens in it. Reads no files: `anc-engine` does, and is the door for
//! everybody else.
//!
//! A crate of its own because it is compiled for speed, while what reads files and writes reports is compiled for size.

pub mod action;
pub mod command;
pub mod connectivity;
pub mod curve;
pub mod domain;
pub mod environment;
pub mod event;
pub mod fault;
pub mod health;
pub mod invariants;
pub mod kernel;
pub mod limits;
mod naming;
pub mod path;
pub mod provisioning;
pub mod record;
pub mod setup;
pub mod sign_in;
pub mod simulation;
pub mod state;

pub use kernel::Digest;
pub use record::{Detail, Record};
pub use setup::Setup;
pub use simulation::Simulation;
