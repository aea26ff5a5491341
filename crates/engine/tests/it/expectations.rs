//! What an expectation counts, where its words alone leave a choice.

use anc_engine::scenario::{self, Outcome};
use serde_json::{Value, json};

use crate::helpers::{Draft, library};

/// What becomes of expectations where somebody asks for checks at these moments.
fn judged(retries: &[&str], expect: &[Value]) -> Vec<bool> {
    let (_, text) = library().into_iter().find(|(name, _)| name == "a-run-looks-twice").expect("it is there");
    let retry =
        |at: &&str| json!({ "at": at, "admin": { "action": "retryChecks", "connection": "anc-weu" } });
    let mut events: Vec<Value> = retries.iter().map(retry).collect();
    events.push(json!({ "at": "1h", "peopleJoin": { "group": "office", "people": 1 } }));
    events.push(json!({ "at": "3h", "fault": { "kind": "enrollmentRestricted", "restriction": "default" } }));
    let scenario = Draft::of(&text).set("/events", events).set("/expect", expect).scenario();
    let report = scenario::run(&scenario, None).expect("within limits");
    report.outcomes.iter().map(|outcome| *outcome == Outcome::Held).collect()
}

#[test]
fn what_must_never_be_done_thrice_may_be_done_twice() {
    let expect = [
        json!({ "never": true, "done": { "action": "retryChecks", "times": 3 } }),
        json!({ "by": "12h", "done": { "action": "retryChecks", "times": 3 } }),
        json!({ "by": "12h", "from": "2h", "done": { "action": "retryChecks", "times": 2 } }),
        json!({ "at": "4h", "done": { "action": "retryChecks", "times": 3 } }),
    ];
    assert_eq!(judged(&["5m", "1h"], &expect), [true, false, false, false]);
    assert_eq!(judged(&["5m", "1h", "2h"], &expect), [false, true, true, false]);
    assert_eq!(judged(&["5m", "1h", "4h"], &expect), [false, true, true, true]);
    // What is refused was not done.
    assert_eq!(judged(&["5m", "1h", "1h1m"], &expect), [true, false, false, false]);
}

#[test]
fn a_check_counts_since_a_moment_when_it_looked_after_it() {
    let check = |result: &str, since: &str| json!({ "by": "12h", "check": { "connection": "anc-weu", "name": "intuneEnrollment", "result": result, "since": since } });
    let expect = [
        check("passed", "5m"),
        check("passed", "1h"),
        check("error", "1h"),
        check("error", "3h"),
        check("error", "11h"),
    ];
    // The periodic run six hours after the last one looks, too.
    assert_eq!(judged(&["5m"], &expect), [true, false, true, true, false]);
    assert_eq!(judged(&["5m", "1h", "10h59m"], &expect), [true, true, true, true, true]);
}
