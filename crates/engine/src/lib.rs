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
//!
//! # What happened, and why
//!
//! [`narration::narrate`] says a record in words, [`why::why`] what it rests on, down to faults and to what people did.
//!
//! ```
//! use anc_engine::narration::narrate;
//! use anc_engine::why::why;
//! use anc_engine::{Scenario, Simulation};
//!
//! let file = include_bytes!("../../../public/scenarios/domain-controller-outage.json");
//! let scenario = Scenario::parse(file).expect("a scenario");
//! let mut simulation = Simulation::new(&scenario.setup);
//! simulation.run_until(simulation.horizon()).expect("within limits");
//! let failed = |record: &&anc_engine::Record| record.key.kind.name() == "signInFailed";
//! let record = simulation.records().iter().find(failed).expect("somebody is kept out");
//! assert!(narrate(record, &simulation).title.contains("cannot"));
//! let answer = why(&simulation, record.key).expect("it has a cause");
//! assert!(answer.sentence.contains("dc-"), "{}", answer.sentence);
//! ```
//!
//! # Acting, going back, comparing
//!
//! An action that the service refuses changes nothing, and says which rule it met. [`Simulation::seek`] goes to any moment, forwards or
//! back; the result is that of a run from the start, to the bit.
//!
//! ```
//! use anc_engine::command::{AdminAction, Command};
//! use anc_engine::domain::{Name, Offset};
//! use anc_engine::{Scenario, Simulation};
//!
//! let file = include_bytes!("../../../public/scenarios/first-connection.json");
//! let scenario = Scenario::parse(file).expect("a scenario");
//! let mut simulation = Simulation::new(&scenario.setup);
//! simulation.run_until(Offset::hours(3)).expect("within limits");
//! let admin = simulation.world().admins.ids().next().expect("somebody");
//! let retry = || Command::Admin(admin, AdminAction::RetryChecks { connection: Name::new("anc-weu") });
//! assert!(simulation.act(retry()).expect("it is taken").refused.is_none());
//! let refused = simulation.act(retry()).expect("it is taken").refused.expect("the checks run");
//! assert_eq!(refused.rule.text().name, "checksRunning");
//!
//! let before = simulation.state_digest();
//! simulation.seek(Offset::hours(1)).expect("within limits");
//! simulation.seek(Offset::hours(3)).expect("within limits");
//! assert_eq!(simulation.state_digest(), before);
//! ```
//!
//! # A file as a test
//!
//! [`scenario::must_hold`] runs a file to its end and gives a line for each expectation that does not hold; the package `anc-test` makes a test
//! of each file of a folder.

pub mod broken;
pub mod calendar;
pub mod compare;
pub mod course;
pub mod explain;
pub mod figures;
pub mod incident;
pub mod narration;
pub mod reach;
pub mod scenario;
pub mod story;
pub mod why;
pub mod words;

pub use anc_model::*;
pub use scenario::Scenario;
