//! The manual of the simulated service, as tests: one module a behaviour.

mod bad_files;
mod corpus;
mod error_types;
mod export;
mod health;
mod helpers;
mod library;
mod oracles;
mod properties;
mod provisioning;
mod refusals;
mod schema;
mod sign_in;
mod time_travel;
mod traceability;
