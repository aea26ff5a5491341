//! `anc` as a user meets it: exit codes, and what is printed.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn anc(words: &[&str], input: &[u8]) -> (i32, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_anc"))
        .args(words)
        .current_dir(root())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("anc");
    // A program that needs no input may be gone before it is written.
    let _ = child.stdin.take().expect("a pipe").write_all(input);
    let Output { status, stdout, stderr } = child.wait_with_output().expect("an end");
    let said = String::from_utf8_lossy(&stdout).into_owned() + &String::from_utf8_lossy(&stderr);
    (status.code().expect("a code"), said)
}

const GOOD: &str = "public/scenarios/first-connection.json";

fn good() -> String {
    std::fs::read_to_string(root().join(GOOD)).expect("a file")
}

#[test]
fn a_scenario_whose_expectations_hold_gives_0() {
    let (code, said) = anc(&["run", GOOD], b"");
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("13 hold, 0 fail") && said.contains("digest "), "{said}");
}

#[test]
fn an_expectation_that_does_not_hold_gives_1_and_says_what_was_seen() {
    let bad = good().replace("\"status\": \"running\"", "\"status\": \"failed\"");
    let (code, said) = anc(&["run", "-"], bad.as_bytes());
    assert_eq!(code, 1, "{said}");
    assert!(said.contains(": /expect/1 at 6m: expected: anc-weu is failed; but it is running"), "{said}");
}

#[test]
fn bad_input_and_usage_give_2() {
    for (words, input) in [
        (vec!["run", "-"], "{"),
        (vec!["run", "-"], ""),
        (vec!["check", "-"], "[]"),
        (vec!["log", "-"], "nonsense"),
        (vec!["run", "no-such-file.json"], ""),
        (vec!["run"], ""),
        (vec!["dance"], ""),
        (vec!["run", GOOD, "--until", "soon"], ""),
    ] {
        assert_eq!(anc(&words, input.as_bytes()).0, 2, "{words:?}");
    }
    let (code, said) = anc(&["check", "-"], good().replace("\"horizon\"", "\"horizn\"").as_bytes());
    assert_eq!(code, 2);
    assert!(
        said.contains("-:9:3: /horizn: unknown field \"horizn\"")
            && said.contains("did you mean \"horizon\"?"),
        "{said}"
    );
}

#[test]
fn the_worst_code_wins() {
    assert_eq!(anc(&["run", GOOD, "-"], b"{").0, 2);
    let failing = good().replace("\"status\": \"running\"", "\"status\": \"failed\"");
    assert_eq!(anc(&["run", "-", GOOD], failing.as_bytes()).0, 1);
}

#[test]
fn a_file_of_100_mb_is_refused_and_not_read_whole() {
    let path = std::env::temp_dir().join(format!("anc-large-{}.json", std::process::id()));
    let file = std::fs::File::create(&path).expect("a file");
    file.set_len(100_000_000).expect("a hole");
    let (code, said) = anc(&["check", &path.to_string_lossy()], b"");
    std::fs::remove_file(&path).expect("removed");
    assert_eq!(code, 2);
    assert!(said.contains("a scenario has at most 1048576"), "{said}");
}

#[test]
fn json_has_the_digest_and_each_verdict() {
    let (code, said) = anc(&["run", "--format", "json", "--until", "1h", GOOD], b"");
    assert_eq!(code, 0);
    let json: Value = serde_json::from_str(&said).expect("JSON");
    let file = &json["files"][0];
    assert_eq!((file["id"].as_str(), file["seed"].as_u64()), (Some("first-connection"), Some(7)));
    assert_eq!(file["digest"].as_str().map(str::len), Some(32));
    assert!(file["records"].as_u64() > Some(20));
    let verdicts: Vec<&str> = file["expectations"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|one| one["verdict"].as_str())
        .collect();
    assert!(verdicts.contains(&"held") && verdicts.contains(&"notReached"), "{verdicts:?}");
}

#[test]
fn junit_is_xml_with_a_case_an_expectation() {
    let (code, said) = anc(&["run", "--format", "junit", GOOD], b"");
    assert_eq!(code, 0);
    assert!(
        said.starts_with("<?xml") && said.contains("tests=\"13\"") && said.contains("failures=\"0\""),
        "{said}"
    );
}

#[test]
fn another_seed_gives_another_run_that_holds_too() {
    let digest = |seed: &str| {
        let (code, said) = anc(&["run", "--format", "json", "--seed", seed, GOOD], b"");
        assert_eq!(code, 0, "{said}");
        let json: Value = serde_json::from_str(&said).expect("JSON");
        json["files"][0]["digest"].to_string()
    };
    assert_ne!(digest("1"), digest("2"));
    assert_eq!(digest("3"), digest("3"));
}

#[test]
fn the_log_tells_what_happened_with_causes() {
    let (code, said) = anc(&["log", GOOD], b"");
    assert_eq!(code, 0);
    assert!(said.contains("Refused: create a connection"), "{said}");
    let (_, said) = anc(&["log", "--format", "json", GOOD], b"");
    let json: Value = serde_json::from_str(&said).expect("JSON");
    let records = json["records"].as_array().expect("a list");
    assert_eq!(records[0]["cause"], Value::Null);
    assert!(records.iter().skip(1).any(|record| record["cause"]["kind"] == "adminActed"));
}

#[test]
fn every_name_is_explained() {
    for (name, word) in [
        ("dns", "temporary virtual machine"),
        ("deviceSync", "needs: "),
        ("dnsCheckFqdnNotFound", "number: 100"),
        ("604", "permissionCheckNoWindows365NetworkUserRole"),
        ("linkDown", "noticed by: "),
        ("settingsFrozen", "holds in: both"),
        ("createVm", "6 to 12 minutes"),
    ] {
        let (code, said) = anc(&["explain", name], b"");
        assert_eq!(code, 0, "{said}");
        assert!(said.contains(word), "{said}");
    }
    let (code, said) = anc(&["explain", "dnz"], b"");
    assert_eq!(code, 2);
    assert!(said.contains("did you mean \"dns\"?"), "{said}");
}

#[test]
fn a_new_scenario_can_be_run_as_it_is() {
    let (code, text) = anc(&["new", "two-words"], b"");
    assert_eq!(code, 0);
    assert!(text.contains("\"id\": \"two-words\""));
    for seed in ["1", "2", "3"] {
        let (code, said) = anc(&["run", "--seed", seed, "-"], text.as_bytes());
        assert_eq!(code, 0, "{said}");
    }
    let (code, said) = anc(&["new", "a/b"], b"");
    assert_eq!(code, 2, "{said}");
}

#[test]
fn a_log_can_be_narrowed() {
    const STALE: &str = "public/scenarios/stale-status.json";
    let lines = |words: &[&str]| {
        let (code, said) = anc(&[&["log", STALE], words].concat(), b"");
        assert_eq!(code, 0, "{said}");
        said.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    let all = lines(&[]);
    let about = lines(&["--about", "vpn-weu"]);
    assert!(about.len() == 2 && about.iter().all(|line| line.contains("vpn-weu")), "{about:?}");
    let whose = lines(&["--about", "office-09"]);
    assert!(
        whose.iter().any(|line| line.contains("CPC-offic")),
        "the Cloud PC of somebody is about them: {whose:?}"
    );
    let kinds = lines(&["--kind", "runEnded,refused"]);
    assert!(!kinds.is_empty() && kinds.len() < all.len());
    assert!(kinds.iter().all(|line| line.contains("Checks ") || line.contains("Refused")), "{kinds:?}");
    let late = lines(&["--from", "8h"]);
    assert!(!late.is_empty() && all.ends_with(&late), "{late:?}");
    let changes = lines(&["--changes"]);
    assert!(changes.len() < all.len() && changes.iter().any(|line| line.contains("is down")));
    let both = lines(&["--changes", "--about", "anc-weu", "--from", "8h"]);
    assert!(both.len() < changes.len() && !both.is_empty());

    for (words, expected) in [
        (["--about", "anc-we"], "did you mean \"anc-weu\"?"),
        (["--kind", "runEndd"], "did you mean runEnded"),
        (["--from", "soon"], "expected a time such as 36h"),
    ] {
        let (code, said) = anc(&[&["log", STALE], &words[..]].concat(), b"");
        assert_eq!(code, 2, "{said}");
        assert!(said.contains(expected), "{said}");
    }
    let (code, said) = anc(&["log", STALE, "--format", "json", "--about", "vpn-weu"], b"");
    let said: Value = serde_json::from_str(&said).expect("JSON");
    assert_eq!((code, said["records"].as_array().map(Vec::len)), (0, Some(2)));
}

#[test]
fn a_new_scenario_has_its_own_title_and_names_its_schema() {
    let (code, said) = anc(&["new", "weekend-vpn"], b"");
    let said: Value = serde_json::from_str(&said).expect("JSON");
    assert_eq!((code, &said["title"]), (0, &Value::from("Weekend vpn")));
    assert_eq!(said["$schema"], Value::from("./scenario.schema.json"));
    let (code, schema) = anc(&["schema"], b"");
    let stored = std::fs::read_to_string(root().join("public/schema/scenario.schema.json")).expect("a file");
    assert_eq!((code, schema), (0, stored));
}

/// What stands between two lines of the README.
fn of_readme(from: &str, to: &str) -> String {
    let readme = std::fs::read_to_string(root().join("README.md")).expect("the README");
    let (_, rest) = readme.split_once(from).expect(from);
    rest.split_once(to).expect(to).0.to_owned()
}

#[test]
fn the_commands_of_the_readme_can_be_run_as_they_stand() {
    let mut library: Vec<String> = std::fs::read_dir(root().join("public/scenarios"))
        .expect("the library")
        .flatten()
        .map(|entry| format!("public/scenarios/{}", entry.file_name().to_string_lossy()))
        .collect();
    library.sort();
    let block = of_readme("## In a terminal\n\n```sh\n", "```");
    let commands: Vec<&str> = block.lines().collect();
    assert!(commands.len() >= 8, "{block}");
    for command in commands {
        let command = command.split('#').next().unwrap_or_default();
        let words = command.strip_prefix("cargo run -p anc-cli -- ").expect(command).split_whitespace();
        let words: Vec<&str> = words
            .flat_map(|word| match word {
                "public/scenarios/*.json" => library.iter().map(String::as_str).collect(),
                word => vec![word],
            })
            .collect();
        let (code, said) = anc(&words, b"");
        assert!(code == 0 && said.len() > 20, "{command}: {code} {said}");
    }
}

#[test]
fn the_scenario_of_the_readme_holds() {
    let file = of_readme("```json\n", "```");
    let (code, said) = anc(&["run", "-"], file.as_bytes());
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("2 hold, 0 fail"), "{said}");
}

/// What `anc play` answers to lines.
fn played(file: &str, lines: &str) -> (i32, Vec<Value>) {
    let (code, said) = anc(&["play", file], lines.as_bytes());
    (code, said.lines().map(|line| serde_json::from_str(line).expect(line)).collect())
}

const OUTAGE: &str = "public/scenarios/domain-controller-outage.json";

#[test]
fn the_example_of_intents_is_played_as_it_stands() {
    let page = std::fs::read_to_string(root().join("docs/intents.md")).expect("the page");
    let lines = page.split("```json\n").nth(1).and_then(|rest| rest.split("```").next()).expect("an example");
    assert!(lines.lines().count() > 8);
    let (code, answers) = played(OUTAGE, lines);
    assert_ne!(code, 2, "{answers:?}");
    assert_eq!(answers.iter().filter(|answer| answer.get("done").is_some()).count(), lines.lines().count());
    assert!(answers.iter().all(|answer| answer.get("rejected").is_none()));
    for kind in ["opened", "run", "record", "acted", "motion", "branches", "goal"] {
        assert!(answers.iter().any(|answer| answer.get(kind).is_some()), "{kind}");
    }
}

#[test]
fn a_session_that_is_only_played_ends_with_the_digest_of_the_run() {
    let (_, said) = anc(&["run", OUTAGE], b"");
    let digest = said.trim().rsplit(' ').next().expect("a digest");
    let (code, answers) = played(OUTAGE, "{ \"version\": 1, \"intent\": \"seek\", \"to\": \"700d\" }\n");
    assert_eq!(code, 0);
    assert_eq!(answers.last().expect("an answer")["done"]["digest"], *digest);
}

#[test]
fn what_is_no_intent_is_rejected_and_the_session_goes_on() {
    let long = "x".repeat(3 * 1024 * 1024);
    let lines = format!("{{\n\n{long}\n\u{0}\n{{ \"version\": 1, \"intent\": \"next\" }}\n[1]");
    let (code, answers) = played(OUTAGE, &lines);
    assert_eq!(code, 2);
    assert_eq!(answers.iter().filter(|answer| answer.get("rejected").is_some()).count(), 4, "{answers:?}");
    assert_eq!(
        answers.iter().filter(|answer| answer.get("record").is_some()).count(),
        3,
        "the first and the next"
    );
    let (code, said) = anc(&["play", "no-such-file.json"], b"");
    assert!(code == 2 && said.contains("cannot be read"), "{said}");
}

#[test]
fn the_solution_of_a_lesson_is_judged_by_its_goals() {
    const LESSON: &str = "public/scenarios/six-hours-old.json";
    let (code, said) = anc(&["run", "--solution", LESSON], b"");
    assert!(code == 0 && said.contains("3 hold, 0 fail"), "{said}");
    // One that does not reach them gives 1, and says which.
    let text = std::fs::read_to_string(root().join(LESSON)).expect("a lesson");
    let (solution, _) = text.split_once("\"solution\"").expect("a solution");
    let rest = r#""solution": [{ "at": "1h6m", "admin": { "action": "retryChecks", "connection": "anc-weu" } }] } }"#;
    let (code, said) = anc(&["run", "--solution", "-"], format!("{solution}{rest}").as_bytes());
    assert!(code == 1 && said.contains("/lesson/goals/0/expect"), "{said}");
    let (code, said) = anc(&["run", "--solution", GOOD], b"");
    assert!(code == 2 && said.contains("has no lesson"), "{said}");
}

#[test]
fn two_runs_are_put_beside_each_other() {
    let lesson = "public/scenarios/six-hours-old.json";
    let (code, said) = anc(&["compare", lesson, lesson, "--solution"], b"");
    assert_eq!(code, 0, "{said}");
    for part in ["They begin alike", "They part at 1h5m", "vpn-weu is up again", "better"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let (code, said) = anc(&["compare", lesson, lesson], b"");
    assert!(code == 0 && said.contains("They do not part"), "{said}");
    let (code, said) = anc(&["compare", lesson, GOOD, "--format", "json", "--until", "2h"], b"");
    assert_eq!(code, 0, "{said}");
    let told: Value = serde_json::from_str(&said).expect("JSON");
    assert_eq!((&told["beginAlike"], &told["one"]["id"]), (&false.into(), &"six-hours-old".into()), "{said}");
    assert_eq!(told["figures"].as_array().map(Vec::len), Some(9));
    assert!(told["parting"]["shared"].as_u64().is_some_and(|shared| shared >= 1), "{said}");
    let (code, said) = anc(&["compare", lesson, "-"], b"{");
    assert!(code == 2 && said.contains("-:1:"), "{said}");
    let (code, said) = anc(&["compare", lesson, GOOD, "--solution"], b"");
    assert!(code == 2 && said.contains("no lesson"), "{said}");
}

#[test]
fn a_run_is_written_as_an_incident_report() {
    let (code, said) = anc(&["report", "public/scenarios/stale-status.json"], b"");
    assert_eq!(code, 0, "{said}");
    for part in
        ["# Incident report: The status does not know yet", "| office | 8 |", "## What it was because of"]
    {
        assert!(said.contains(part), "{part}: {said}");
    }
    let (code, said) = anc(&["report", "-", "--format", "json", "--until", "1h"], good().as_bytes());
    assert_eq!(code, 0, "{said}");
    let told: Value = serde_json::from_str(&said).expect("JSON");
    assert!(told["timeline"].as_array().is_some_and(|lines| !lines.is_empty()), "{said}");
    assert!(told["toDo"][0].is_string() && told["hit"].as_array().is_some_and(Vec::is_empty), "{said}");
    let (code, said) = anc(&["report", "-"], b"[]");
    assert!(code == 2 && said.contains("-:1:"), "{said}");
}
