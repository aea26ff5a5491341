//! What a session does with intents, whoever sends them.

mod corpus;
mod drafts;
mod goals;
mod intents;
mod kept;
mod lessons;
mod library;
mod link;
mod messages;
mod what_if;

use anc_session::{Change, Document, Intent, Origin, Rejected, Session};

/// A scenario of the library.
pub(crate) fn document(id: &str) -> Document {
    let path = format!("{}/../../public/scenarios/{id}.json", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read(path).expect("a scenario of the library");
    Document::read(&text, Origin::Library(id.to_owned())).expect("a scenario")
}

pub(crate) fn session(id: &str) -> Session {
    Session::open(document(id))
}

/// Says something in JSON: the fields of an intent without its version.
pub(crate) fn say(session: &mut Session, intent: &str) -> Result<Vec<Change>, Rejected> {
    let line = intent.replacen('{', r#"{ "version": 1, "#, 1);
    let intent = Intent::parse(&line, session)?;
    session.apply(intent, &mut || true)
}

pub(crate) fn done(session: &mut Session, intent: &str) -> Vec<Change> {
    say(session, intent).unwrap_or_else(|rejected| panic!("{intent}: {rejected}"))
}
