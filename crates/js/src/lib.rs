//! The simulator for JavaScript. Everything passes as JSON; `package/index.mjs` makes objects of it, and says in `index.d.ts` which.
//!
//! What fails comes out as a text: for a file the list of what is wrong with it, as JSON; for an intent a sentence.

use anc_engine::Record;
use anc_engine::domain::time;
use anc_engine::scenario::export;
use anc_engine::why::why;
use anc_session::{Document, Intent, Origin, Session, told};
use serde_json::{Value, json};
use wasm_bindgen::prelude::wasm_bindgen;

/// A scenario that is played.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Run {
    session: Session,
}

#[wasm_bindgen]
impl Run {
    /// Opens a scenario file, at its start.
    #[wasm_bindgen(constructor)]
    pub fn open(file: &str, seed: Option<u64>) -> Result<Run, String> {
        let document = Document::read(file.as_bytes(), Origin::Sent)
            .map_err(|errors| Value::from(told::errors(&errors)).to_string())?;
        let document = match seed {
            Some(seed) => document.with_seed(seed),
            None => document,
        };
        Ok(Self { session: Session::open(document) })
    }

    /// Does what an intent wants (`docs/intents.md`), and gives what changed.
    pub fn send(&mut self, intent: &str) -> Result<String, String> {
        let intent = Intent::parse(intent, &self.session).map_err(|why| why.to_string())?;
        // Nobody waits for a screen here: a way is gone to its end.
        let changes = self.session.apply(intent, &mut || true).map_err(|why| why.to_string())?;
        Ok(changes.iter().map(|change| told::change(change, &self.session)).collect::<Value>().to_string())
    }

    /// What is open, and where it stands.
    pub fn state(&self) -> String {
        let document = self.session.document();
        let simulation = self.session.branch().simulation();
        let digest = simulation.records_digest().map(|digest| digest.to_string());
        json!({
            "id": document.id(),
            "title": document.scenario.title,
            "seed": document.scenario.seed(),
            "now": simulation.now().to_string(),
            "utc": time::civil(simulation.world().start.at(simulation.now())),
            "end": simulation.horizon().to_string(),
            "records": simulation.records_written(),
            "digest": digest,
            "stopped": self.session.halted().map(|limit| limit.to_string()),
        })
        .to_string()
    }

    /// The records from the one at a position on.
    pub fn records(&self, from: usize) -> String {
        told::records_from(from, self.session.branch().simulation()).collect::<Value>().to_string()
    }

    /// What is expected, and what became of it so far.
    pub fn expectations(&self) -> String {
        told::expectations(self.session.branch()).collect::<Value>().to_string()
    }

    /// Why a record happened; its key is what [`Run::records`] says. Nothing: it is a beginning, or routine that nothing disturbed.
    pub fn why(&self, key: &str) -> Option<String> {
        let key: Value = serde_json::from_str(key).ok()?;
        let simulation = self.session.branch().simulation();
        let at = key["at"].as_i64()?;
        let is_it = |record: &&Record| record.key.at.0 == at && told::key(&record.key, simulation) == key;
        let record = simulation.records().iter().find(is_it)?;
        Some(told::answer(&why(simulation, record.key)?, simulation).to_string())
    }

    /// The run as a scenario file: what was done by hand happens in it by itself.
    pub fn export(&self) -> Result<String, String> {
        export::export(
            &self.session.document().text,
            &self.session.branch().left_out,
            self.session.branch().simulation(),
        )
        .map_err(|errors| Value::from(told::errors(&errors)).to_string())
    }
}
