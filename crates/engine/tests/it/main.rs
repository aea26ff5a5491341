//! The manual of the simulated service, as tests: one module a behaviour.

mod bad_files;
mod citations;
mod commands;
mod completion;
mod corpus;
mod error_types;
mod export;
mod faults;
mod health;
mod helpers;
mod imports;
mod library;
mod manual;
mod oracles;
mod properties;
mod proposals;
mod provisioning;
mod refusals;
mod schema;
mod sign_in;
mod story;
mod telling;
mod time_travel;
mod traceability;
mod truth;
mod why;
