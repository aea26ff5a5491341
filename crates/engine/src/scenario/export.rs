//! A run as a file: the scenario that it began with, its seed, and what was done to it live as events of the file. Played
//! again, the file gives the same records.

use serde_json::Value;

use super::FileError;
use super::command::{Fields, write};
use crate::domain::{Entity, World};
use crate::setup::ScriptLine;
use crate::simulation::Simulation;
use crate::{Scenario, limits};

/// The file of a run. `text` is the file that it began with, `left_out` are the positions of its lines that do not happen in the run.
///
/// # Errors
/// What keeps it from being a scenario file: too many actions, a seed that JSON has no number for, or an action that a file
/// cannot say. These are all refused ones: a file names nothing that never was, and leaves no domain out where one is needed.
pub fn export(text: &str, left_out: &[usize], simulation: &Simulation) -> Result<String, Vec<FileError>> {
    let mut file: Fields =
        serde_json::from_str(text).map_err(|error| vec![FileError::new("", error.to_string())])?;
    let world = simulation.world();
    if let Some(field) = simulation.actions().iter().find_map(|taken| write::unsayable(&taken.command)) {
        let message =
            format!("An action left out {field:?}, which it needs: a file would take the first one.");
        return Err(vec![FileError::new("", message)]);
    }
    file.insert("seed".to_owned(), world.seed.into());
    let events = file.entry("events").or_insert_with(|| Value::Array(Vec::new()));
    if let Value::Array(events) = events {
        leave_out(events, left_out, simulation);
        events.extend(simulation.actions().iter().map(|taken| {
            // Whoever acts does so after everything else of the moment.
            let line = ScriptLine {
                at: taken.due.unwrap_or(taken.at),
                command: taken.command.clone(),
                last: true,
                late: Vec::new(),
            };
            Value::from(event(&line, world))
        }));
    }
    let text = written(&file);
    Scenario::parse(text.as_bytes()).map(|_| text)
}

/// Takes away the events of lines that do not happen in a run.
fn leave_out(events: &mut Vec<Value>, left_out: &[usize], simulation: &Simulation) {
    // What comes from the world of the file stands before its events.
    let lines = simulation.setup().lines.len() + left_out.len();
    let mut position = lines.saturating_sub(events.len());
    events.retain(|_| {
        position += 1;
        !left_out.contains(&(position - 1))
    });
}

/// The fields of a file, in the order in which people write them.
const ORDER: [&str; 14] = [
    "$schema",
    "format",
    "id",
    "title",
    "summary",
    "seed",
    "rules",
    "start",
    "aheadOfUtcMinutes",
    "horizon",
    "world",
    "events",
    "expect",
    "lesson",
];

/// The text of a file, for people: what it is comes first, then the world, what happens, and what must hold. One that would be too large for a
/// file like this is written without what only people read.
pub fn written(file: &Fields) -> String {
    let known = ORDER.iter().filter_map(|name| file.get_key_value(*name));
    let others = file.iter().filter(|(name, _)| !ORDER.contains(&name.as_str()));
    let field = |(name, value): (&String, &Value)| {
        let value = serde_json::to_string_pretty(value).unwrap_or_default();
        format!("  {}: {}", Value::from(name.as_str()), value.replace('\n', "\n  "))
    };
    let fields: Vec<String> = known.chain(others).map(field).collect();
    let pretty = format!("{{\n{}\n}}\n", fields.join(",\n"));
    if pretty.len() <= limits::FILE_BYTES_MAX {
        return pretty;
    }
    serde_json::to_string(file).unwrap_or_default()
}

/// A line as an event of a file.
pub fn event(line: &ScriptLine, world: &World) -> Fields {
    let name = |entity: Entity| {
        let late = line.late.iter().find(|late| late.stands_in == entity);
        late.map_or_else(|| world.name(entity), |late| late.name.as_str())
    };
    let mut event = write::event(&line.command, &name);
    event.insert("at".to_owned(), line.at.to_string().into());
    if line.last {
        event.insert("last".to_owned(), true.into());
    }
    event
}
