//! The simulator of Windows 365 Azure network connections, without a screen.
//!
//! A [`Scenario`] is read from a file or an error list comes back. A [`Simulation`] plays it: [`Simulation::run_until`]
//! lets time pass, [`Simulation::act`] changes the world, [`Simulation::records`] tells what happened, each record with
//! its cause. The same scenario, seed and actions give the same records on every machine.
//!
//! ```
//! use anc_engine::{Scenario, Simulation, domain::Offset};
//!
//! let text = r#"{
//!     "format": 1, "id": "hello", "title": "Hello", "summary": "One connection.",
//!     "start": "2026-03-02T08:00:00Z", "horizon": "1d",
//!     "world": {
//!         "vnets": [{ "name": "vnet", "region": "westeurope", "subnets": [{ "name": "pcs", "prefix": "10.0.0.0/26" }] }],
//!         "connections": [{ "name": "anc", "joinType": "azureADJoin", "subnet": "pcs", "new": true }]
//!     }
//! }"#;
//! let scenario = Scenario::parse(text.as_bytes()).expect("a scenario");
//! let mut simulation = Simulation::new(&scenario.setup);
//! simulation.run_until(Offset::hours(1)).expect("within limits");
//! let connection = simulation.world().connection_named("anc").expect("it is there");
//! assert_eq!(simulation.world().connections[connection].status().title(), "Checks successful");
//! ```

pub mod broken;
pub mod calendar;
pub mod explain;
pub mod narration;
pub mod scenario;
pub mod story;
pub mod why;
pub mod words;

pub use anc_model::*;
pub use scenario::Scenario;
