//! The JSON Schema is generated from the types, and our own reader of it agrees with a complete validator.

use anc_engine::scenario::command::shape::{Sentences, definitions};
use anc_engine::scenario::{self, file::File};
use serde_json::Value;

use crate::helpers::{assert_current, library, root};

#[test]
fn the_schema_is_current() {
    let text = serde_json::to_string_pretty(&complete()).expect("a schema") + "\n";
    assert_current("public/schema/scenario.schema.json", &text);
    let mut shape = serde_json::to_value(schemars::schema_for!(File)).expect("JSON");
    drop_descriptions(&mut shape);
    for (name, _) in definitions(Sentences::Without) {
        shape["$defs"].as_object_mut().expect("definitions").remove(name);
    }
    assert_current("crates/engine/src/scenario/shape.json", &(shape.to_string() + "\n"));
}

/// The schema of the types, with what the declarations of commands add.
fn complete() -> Value {
    let mut schema = serde_json::to_value(schemars::schema_for!(File)).expect("JSON");
    for (name, definition) in definitions(Sentences::With) {
        schema["$defs"][name] = definition;
    }
    schema
}

/// Takes out what only people read. A field that is called `description` would be an object, not a text.
fn drop_descriptions(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.retain(|name, value| {
                !(matches!(name.as_str(), "description" | "title") && value.is_string())
            });
            fields.values_mut().for_each(drop_descriptions);
        }
        Value::Array(items) => items.iter_mut().for_each(drop_descriptions),
        _ => {}
    }
}

#[test]
fn the_library_fits_the_schema() {
    let schema = complete();
    let validator = jsonschema::validator_for(&schema).expect("a valid schema");
    for (name, text) in library() {
        let value: Value = serde_json::from_str(&text).expect("JSON");
        let errors: Vec<_> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{name}: {errors:?}");
    }
}

/// Every value of a good file is replaced by something that does not belong there; where the complete validator sees
/// an error, ours must too.
#[test]
fn whatever_breaks_the_schema_is_found() {
    let schema = complete();
    let validator = jsonschema::validator_for(&schema).expect("a valid schema");
    let mut compared = 0;
    for (name, text) in library() {
        let good: Value = serde_json::from_str(&text).expect("JSON");
        let mut pointers = Vec::new();
        collect(&good, String::new(), &mut pointers);
        let wrongs = [
            Value::from(-7),
            Value::from("?"),
            Value::from(true),
            Value::Array(vec![]),
            serde_json::json!({"x": 1}),
        ];
        // Each place gets another one of them; the library has every place many times.
        for (position, pointer) in pointers.iter().enumerate() {
            let wrong = &wrongs[(position + name.len()) % wrongs.len()];
            let mut bad = good.clone();
            *bad.pointer_mut(pointer).expect("a place") = wrong.clone();
            let (_, errors) = scenario::shape::check(bad.clone());
            compared += 1;
            if !validator.is_valid(&bad) {
                assert!(!errors.is_empty(), "{name}{pointer} = {wrong}: not found");
            }
        }
    }
    assert!(compared > 1_000, "{compared}");
}

fn collect(value: &Value, pointer: String, into: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                collect(value, format!("{pointer}/{name}"), into);
            }
        }
        Value::Array(items) => {
            for (position, value) in items.iter().enumerate() {
                collect(value, format!("{pointer}/{position}"), into);
            }
        }
        _ => {}
    }
    into.push(pointer);
}

/// Our own reader of files and the writer that serde derives from the same types are each other's reverse.
#[test]
fn what_is_read_is_what_is_written() {
    use anc_engine::scenario::file::Read as _;
    for (name, text) in library() {
        let value: Value = serde_json::from_str(&text).expect("JSON");
        let file = File::read(&value).expect("the shape is right");
        let written = serde_json::to_value(&file).expect("JSON");
        let again = File::read(&written).expect("the shape is right");
        assert_eq!(serde_json::to_value(&again).expect("JSON"), written, "{name}");
        let direct = anc_engine::Scenario::parse(text.as_bytes()).expect("a scenario");
        let indirect = anc_engine::Scenario::parse(written.to_string().as_bytes()).expect("a scenario");
        let digest = |scenario| anc_engine::scenario::run(&scenario, None).expect("within limits").digest;
        assert_eq!(digest(direct), digest(indirect), "{name}");
    }
}

/// Each line of JSON in the guide is a part of a file that can be read.
#[test]
fn the_examples_of_the_guide_are_right() {
    const WORLD: &str = r#"{
        "vnets": [{ "name": "vnet-weu", "region": "westeurope", "subnets": [{ "name": "pcs", "prefix": "10.0.0.0/26" }, { "name": "other-pcs", "prefix": "10.0.1.0/26" }] }],
        "links": [{ "name": "vpn-weu", "vnet": "vnet-weu" }], "resources": [{ "name": "file-server" }],
        "domains": [{ "name": "corp.contoso.com", "controllers": [{ "name": "dc-1" }] }],
        "groups": [{ "name": "office", "people": 3 }, { "name": "project" }],
        "connections": [{ "name": "anc-1", "joinType": "azureADJoin", "subnet": "pcs" }, { "name": "anc-2", "joinType": "azureADJoin", "subnet": "pcs" }, { "name": "anc-weu", "joinType": "azureADJoin", "subnet": "pcs" }],
        "policies": [{ "name": "Desktops 2", "connections": ["anc-1"] }] }"#;
    let guide = std::fs::read_to_string(root().join("docs/writing-scenarios.md")).expect("the guide");
    let lines: Vec<&str> = guide.lines().filter(|line| line.starts_with("{ \"")).collect();
    assert!(lines.len() > 40, "{} examples", lines.len());
    // Connections and policies may come to be by an event: the file has one that creates what the examples name.
    let creates = r#"{ "at": "1m", "admin": { "action": "createConnection", "name": "anc", "joinType": "azureADJoin", "subnet": "pcs" } },
        { "at": "2m", "admin": { "action": "createPolicy", "name": "Desktops", "connections": ["anc"] } }"#;
    for line in lines {
        let (event, expect) = if line.starts_with("{ \"action\"") {
            (format!(", {{ \"at\": \"3m\", \"admin\": {line} }}"), String::new())
        } else if line.starts_with("{ \"what\"") {
            (format!(", {{ \"at\": \"3m\", \"change\": {line} }}"), String::new())
        } else if [
            "change\"",
            "signIn\": \"",
            "admin\"",
            "fault\"",
            "repair\"",
            "peopleJoin\"",
            "licence\"",
            "membership\"",
            "signInByBrowser\"",
            "signInByLink\"",
            "Group\": {",
        ]
        .iter()
        .any(|part| line.contains(part) && !line.contains("\"done\""))
        {
            (format!(", {line}"), String::new())
        } else {
            (String::new(), line.to_owned())
        };
        let text = format!(
            r#"{{ "format": 1, "id": "guide", "title": "Guide", "summary": "An example.", "start": "2026-03-02T07:00:00Z",
            "horizon": "1d", "world": {WORLD}, "events": [{creates}{event}], "expect": [{expect}] }}"#
        );
        if let Err(errors) = anc_engine::Scenario::parse(text.as_bytes()) {
            panic!("{line}: {}", errors[0]);
        }
    }
}
