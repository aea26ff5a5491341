//! A run that is kept and gone on with is the same run.

use anc_engine::command::random::Random;
use anc_engine::domain::Offset;
use anc_engine::scenario::export::export;
use anc_session::{Document, Intent, Kept, Origin, Session};

pub(crate) fn library() -> Vec<Document> {
    let folder = format!("{}/../../public/scenarios", env!("CARGO_MANIFEST_DIR"));
    let files = std::fs::read_dir(folder).expect("the library").flatten();
    let document = |path: std::path::PathBuf| {
        let id = path.file_stem().expect("a name").to_string_lossy().into_owned();
        Document::read(&std::fs::read(path).expect("a scenario"), Origin::Library(id)).expect("a scenario")
    };
    files.map(|file| document(file.path())).collect()
}

pub(crate) fn digests(session: &Session) -> (String, String) {
    let simulation = session.branch().simulation();
    (simulation.records_digest().expect("a digest").to_string(), simulation.state_digest().to_string())
}

/// Numbers below a bound, one after the other, the same in every run of the test.
pub(crate) fn draws(mut number: u64) -> impl FnMut(u32) -> Option<u32> {
    move |below: u32| {
        number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        Some((number >> 33) as u32 % below.max(1))
    }
}

/// Whatever is done, everywhere in the library: kept, written, read, done again.
#[test]
fn a_kept_run_goes_on_as_it_was() {
    let mut draw = draws(3);
    let (mut done, mut saved) = (0, 0);
    for document in library() {
        let mut session = Session::open(document.clone());
        assert_eq!(Kept::of(&session), None, "nothing was done");
        let horizon = session.branch().simulation().horizon();
        for part in 0..12 {
            session.apply(Intent::Seek(Offset(horizon.0 / 16 * part)), &mut || true).expect("a moment");
            let world = session.branch().simulation().world();
            let command = Random { world, beyond: false, draw: &mut draw }.command();
            let Some(command) = command else { continue };
            // Every third thing is planned, for an hour later.
            let intent = match part % 3 {
                0 => Intent::Plan(session.branch().simulation().now().after(Offset::hours(1)), command),
                _ => Intent::Act(command),
            };
            if session.apply(intent, &mut || true).is_ok() {
                done += 1;
            }
        }
        let Some(kept) = Kept::of(&session) else { continue };
        let read = Kept::read(&kept.write()).expect("what was written");
        assert_eq!(read, kept);
        assert!(read.is_of(&document) && read.actions() > 0);
        let (again, lost) = read.replay(document);
        assert_eq!((digests(&again), lost), (digests(&session), 0), "{}", kept.title);

        // And so is the file that it is saved to.
        session.apply(Intent::Seek(horizon), &mut || true).expect("the end");
        let Ok(text) =
            export(&session.document().text, &session.branch().left_out, session.branch().simulation())
        else {
            continue;
        };
        let played = Document::read(text.as_bytes(), Origin::Sent).expect("a scenario");
        let mut played = Session::open(played);
        played.apply(Intent::Seek(horizon), &mut || true).expect("the end");
        assert_eq!(digests(&played), digests(&session), "{}", kept.title);
        saved += 1;
    }
    assert!(done > 400 && saved > 30, "{done} things, {saved} files");
}

/// A run that stands in its past is kept with its future, whose things are not there yet.
#[test]
fn a_run_that_stands_in_its_past_is_kept_whole() {
    let of = crate::document("start-empty");
    let mut session = Session::open(of.clone());
    for (at, command) in [
        ("1h", r#"{ "change": { "what": "addGroup", "name": "sales", "people": 2 } }"#),
        ("2h", r#"{ "licence": { "user": "sales-01", "has": true } }"#),
    ] {
        crate::done(&mut session, &format!(r#"{{ "intent": "seek", "to": "{at}" }}"#));
        crate::done(&mut session, &format!(r#"{{ "intent": "act", "command": {command} }}"#));
    }
    let end = digests(&session);
    crate::done(&mut session, r#"{ "intent": "seek", "to": "0s" }"#);
    let kept = Kept::of(&session).expect("two things were done");
    assert_eq!(kept.actions(), 2);
    let (mut again, lost) = kept.replay(of);
    assert_eq!((lost, digests(&again)), (0, digests(&session)));
    crate::done(&mut again, r#"{ "intent": "seek", "to": "2h" }"#);
    assert_eq!(digests(&again), end);
}

#[test]
fn what_is_no_kept_run_is_none() {
    for text in [
        "",
        "{}",
        "7",
        "[]",
        r#"{"version":1}"#,
        r#"{"version":2,"title":"","actor":"","seed":1,"now":"0s","actions":[]}"#,
    ] {
        assert_eq!(Kept::read(text), None, "{text}");
    }
    let odd = r#"{"version":1,"title":"T","library":"first-connection","seed":1,"actor":"nobody","now":"99999d","actions":[7,{"at":"1h"},{"at":"1h","as":"x","family":"admin","name":"nothing","fields":{}}]}"#;
    let kept = Kept::read(odd).expect("it can be read");
    let (_, lost) = kept.replay(crate::document("first-connection"));
    assert_eq!(lost, 3);
}
