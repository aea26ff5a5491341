//! Goals are judged record by record, and again where something else was done.

use anc_engine::scenario::Outcome;
use anc_session::{Change, Document, Origin, Session};

use crate::done;

const OFFICE: &str = r#"{
    "format": 1, "id": "goals", "title": "Goals", "summary": "A link breaks, and a goal waits for its repair.",
    "start": "2026-03-02T08:00:00Z", "horizon": "1d",
    "world": {
        "vnets": [{ "name": "vnet", "region": "westeurope", "subnets": [{ "name": "pcs", "prefix": "10.0.0.0/26" }] }],
        "links": [{ "name": "vpn", "vnet": "vnet" }],
        "domains": [{ "name": "corp.contoso.com", "controllers": [{ "name": "dc-1" }] }],
        "groups": [{ "name": "office", "people": 1 }],
        "connections": [{ "name": "anc", "joinType": "hybridAzureADJoin", "subnet": "pcs" }],
        "policies": [{ "name": "Desktops", "connections": ["anc"], "groups": ["office"] }]
    },
    "events": [{ "at": "1h", "fault": { "kind": "linkDown", "link": "vpn" } }],
    "expect": [
        { "by": "6h", "signIn": { "user": "office-01", "outcome": "succeeded" } },
        { "never": true, "signIn": { "user": "office-01", "outcome": "failed" } },
        { "at": "6h", "connection": { "name": "anc", "status": "passed" } }
    ]
}"#;

fn outcomes(session: &Session) -> Vec<Option<Outcome>> {
    let now = session.branch().simulation().now();
    session.branch().judge().decided(now).map(|decided| decided.map(|(_, outcome)| outcome.clone())).collect()
}

fn act(session: &mut Session, command: &str) -> Vec<Change> {
    done(session, &format!(r#"{{ "intent": "act", "command": {command} }}"#))
}

const SIGN_IN: &str = r#"{ "signIn": "office-01" }"#;
const REPAIR: &str = r#"{ "repair": { "kind": "linkDown", "link": "vpn" } }"#;
const RETRY: &str = r#"{ "admin": { "action": "retryChecks", "connection": "anc" } }"#;

#[test]
fn goals_follow_what_is_done_and_undone() {
    let mut session = Session::open(Document::read(OFFICE.as_bytes(), Origin::Sent).expect("a scenario"));
    done(&mut session, r#"{ "intent": "seek", "to": "2h" }"#);
    assert_eq!(outcomes(&session), [None, None, None]);
    let changes = act(&mut session, SIGN_IN);
    assert!(changes.iter().any(|change| matches!(change, Change::Goal { position: 1, .. })), "{changes:?}");
    assert!(matches!(outcomes(&session)[..], [None, Some(Outcome::Failed(_)), None]));
    let changes = done(&mut session, r#"{ "intent": "undo" }"#);
    assert!(changes.contains(&Change::Goal { position: 1, outcome: None }), "{changes:?}");
    assert_eq!(outcomes(&session), [None, None, None], "it never was");

    act(&mut session, REPAIR);
    act(&mut session, RETRY);
    act(&mut session, SIGN_IN);
    assert!(matches!(outcomes(&session)[..], [Some(Outcome::Held), None, None]));
    done(&mut session, r#"{ "intent": "seek", "to": "6h" }"#);
    assert!(matches!(outcomes(&session)[..], [Some(Outcome::Held), None, Some(Outcome::Held)]));

    // Another past, and the same goals are judged anew.
    done(&mut session, r#"{ "intent": "seek", "to": "90m" }"#);
    assert_eq!(outcomes(&session), [None, None, None]);
    act(&mut session, RETRY);
    done(&mut session, r#"{ "intent": "seek", "to": "6h" }"#);
    let judged = outcomes(&session);
    assert!(matches!(judged[..], [Some(Outcome::Failed(_)), None, Some(Outcome::Failed(_))]), "{judged:?}");
    // And the other run has its own.
    done(&mut session, r#"{ "intent": "switch", "branch": 1 }"#);
    done(&mut session, r#"{ "intent": "seek", "to": "6h" }"#);
    assert!(matches!(outcomes(&session)[..], [Some(Outcome::Held), None, Some(Outcome::Held)]));
}

#[test]
fn an_action_at_the_moment_of_a_goal_counts() {
    let mut session = Session::open(Document::read(OFFICE.as_bytes(), Origin::Sent).expect("a scenario"));
    done(&mut session, r#"{ "intent": "seek", "to": "6h" }"#);
    assert!(matches!(outcomes(&session)[..], [Some(Outcome::Failed(_)), ..]));
    act(&mut session, REPAIR);
    act(&mut session, SIGN_IN);
    done(&mut session, r#"{ "intent": "seek", "to": "7h" }"#);
    assert!(matches!(outcomes(&session)[..], [Some(Outcome::Held), ..]), "{:?}", outcomes(&session));
}
