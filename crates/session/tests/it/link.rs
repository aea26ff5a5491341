//! Links that reopen a run: in any browser, at the same moment, with the same digest.

use anc_engine::command::random::Random;
use anc_engine::domain::Offset;
use anc_session::{Document, Intent, Link, LinkError, Origin, Session};

use crate::kept::{digests, draws, library};

/// Characters that every program leaves whole.
const SAFE_MAX: usize = 2_000;
/// Things that are done in it.
const ACTIONS: usize = 60;

/// A session in which so many things were done, each somewhat later than the one before.
fn acted(document: &Document, draw: &mut impl FnMut(u32) -> Option<u32>) -> Session {
    let mut session = Session::open(document.clone());
    let horizon = session.branch().simulation().horizon();
    let mut done = 0;
    for part in 0.. {
        if done == ACTIONS || part == 400 {
            break;
        }
        let moment = Offset::minutes(horizon.0 / 60_000 * part / 500);
        session.apply(Intent::Seek(moment), &mut || true).expect("a moment");
        let world = session.branch().simulation().world();
        let Some(command) = (Random { world, beyond: false, draw }).command() else { continue };
        done += usize::from(session.apply(Intent::Act(command), &mut || true).is_ok());
    }
    session
}

#[test]
fn a_link_reopens_every_scenario_with_sixty_actions_in_two_thousand_characters() {
    let mut draw = draws(11);
    let mut longest = 0;
    for document in library() {
        let session = acted(&document, &mut draw);
        let link = Link::of(&session, "/connections/anc-weu");
        let written = link.write();
        assert!(Link::is_meant(&written));
        let read = Link::read(&written).expect("what was written");
        assert_eq!((&read.page, read.kept.actions()), (&link.page, link.kept.actions()));
        let (again, lost) = read.kept.replay(document.with_seed(read.kept.seed));
        assert_eq!((lost, digests(&again)), (0, digests(&session)), "{}", link.kept.title);
        println!("{} {} {}", link.kept.title, link.kept.actions(), written.len());
        longest = longest.max(written.len());
    }
    assert!(longest <= SAFE_MAX, "{longest} characters");
}

#[test]
fn a_file_of_ones_own_is_in_its_link() {
    let of = crate::document("small-office");
    let own = Document::read(of.text.as_bytes(), Origin::Sent).expect("a scenario");
    let mut session = Session::open(own.with_seed(7));
    crate::done(&mut session, r#"{ "intent": "seek", "to": "90m" }"#);
    let read = Link::read(&Link::of(&session, "/").write()).expect("what was written");
    assert_eq!((read.kept.text.as_deref(), read.kept.seed), (Some(&*of.text), 7));
    let text = Document::read(read.kept.text.as_ref().expect("a text").as_bytes(), Origin::Sent);
    let (again, lost) = read.kept.replay(text.expect("a scenario").with_seed(7));
    assert_eq!((lost, digests(&again)), (0, digests(&session)));
}

#[test]
fn a_link_that_leads_nowhere_says_why() {
    let mut session = crate::session("small-office");
    crate::done(&mut session, r#"{ "intent": "seek", "to": "90m" }"#);
    let link = Link::of(&session, "/").write();
    let why = |link: &str| Link::read(link).expect_err("no link");
    // Cut off anywhere, or with a letter changed.
    for end in 0..link.len() {
        assert_eq!(why(&link[..end]), LinkError::Cut, "{end}");
        let other = if &link[end..=end] == "A" { "B" } else { "A" };
        let changed = format!("{}{other}{}", &link[..end], &link[end + 1..]);
        assert_eq!(why(&changed), LinkError::Cut, "{changed}");
    }
    assert_eq!(why(&link.replacen("1.", "2.", 1)), LinkError::Later(2));
    assert_eq!(why(&link.replacen("1.", "0.", 1)), LinkError::Cut);
    assert_eq!(why(&"1.z.".repeat(10_000)), LinkError::TooLong);
    // What is no link is not taken for one.
    for page in ["", "/", "/connections/anc.weu", "z.1", "main"] {
        assert!(!Link::is_meant(page), "{page}");
    }
}

/// Links of version 1, as they were written once: they lead where they led. Below each link stands where.
#[test]
fn links_of_before_lead_where_they_led() {
    let mut count = 0;
    for (name, text) in links("links-v1") {
        let (link, led) = text.trim().split_once('\n').expect("a link, and where it leads");
        let Link { kept, page } = Link::read(link).unwrap_or_else(|error| panic!("{name}: {error}"));
        let document = match (&kept.library, &kept.text) {
            (Some(id), _) => crate::document(id),
            (None, text) => {
                let text = text.as_ref().expect("a scenario or a text");
                Document::read(text.as_bytes(), Origin::Sent).expect("a scenario")
            }
        };
        let (session, lost) = kept.replay(document.with_seed(kept.seed));
        let simulation = session.branch().simulation();
        let done = simulation.known_actions().len();
        let leads = format!("{} {} {} {done} {page}", session.document().id(), kept.seed, simulation.now());
        assert_eq!((leads.as_str(), lost), (led, 0), "{name}");
        count += 1;
    }
    assert!(count >= 5, "{count} links");
}

/// The files of a folder of links, with their names.
fn links(folder: &str) -> Vec<(String, String)> {
    let folder = format!("{}/../../tests/data/{folder}", env!("CARGO_MANIFEST_DIR"));
    let file = |file: std::fs::DirEntry| {
        let name = file.file_name().to_string_lossy().into_owned();
        (name, std::fs::read_to_string(file.path()).expect("a link"))
    };
    std::fs::read_dir(folder).expect("the links").flatten().map(file).collect()
}

/// Links that somebody made up: each ends in words.
#[test]
fn hostile_links_end_in_words() {
    let mut count = 0;
    for (name, text) in links("links-hostile") {
        match Link::read(text.trim()) {
            Err(why) => assert!(why.to_string().ends_with('.'), "{name}: {why}"),
            // It is a link, and what it asks for cannot be had: what cannot be done is left out.
            Ok(link) => {
                let document = crate::document("small-office").with_seed(link.kept.seed);
                let (session, lost) = link.kept.replay(document);
                let done = session.branch().simulation().known_actions().len();
                assert!(lost > 0 || done == 0, "{name}: {done} done, {lost} lost");
            }
        }
        count += 1;
    }
    assert!(count >= 8, "{count} links");
}
