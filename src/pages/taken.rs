//! What is taken along from a page: a text, or a picture. What makes them is a part of the program of its own: it is fetched when something is
//! taken along for the first time, and the pages that offer it stay small.

use std::cell::RefCell;

use anc_engine::course::Course;
use anc_engine::domain::Instant;
use anc_engine::incident::Incident;
use anc_session::told;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::picture::comparison::comparison;
use crate::picture::lane;
use crate::picture::scale::Scale;
use crate::picture::svg::{self, Colours};
use crate::picture::timeline::{lanes, of_note};
use crate::state::files::{download, download_picture};
use crate::state::{Handing, Notice, Run, use_run};
use crate::tell::compare::Compared;
use crate::tell::picture::model;
use crate::view::follow;

/// How wide a picture is that is taken along.
const WIDE: f64 = 1_200.0;

/// Something to be taken along: its name, and its text. A picture is drawn of it first.
pub(super) enum Taken {
    File(&'static str, String),
    Picture(&'static str, String),
}

/// What makes each of them. Pages know it by pointers alone: its code comes with its part.
#[derive(Clone, Copy)]
pub(super) struct Maker {
    pub(super) markdown: fn(&Incident) -> String,
    pub(super) json: fn(&Incident) -> String,
    pub(super) picture: fn(&Course, &Incident) -> String,
    pub(super) timeline: fn(&Course, &Incident) -> String,
    pub(super) comparison: fn(&[Course], &Compared, &str, &[String; 2]) -> String,
}

/// What somebody wants to take along, to be made as soon as the part is there.
type Wanted = Box<dyn FnOnce(&Maker) -> Option<Taken>>;

thread_local! {
    static WANTED: RefCell<Vec<Wanted>> = const { RefCell::new(Vec::new()) };
}

/// Takes something along.
pub(super) fn take(run: Run, make: impl FnOnce(&Maker) -> Option<Taken> + 'static) {
    WANTED.with_borrow_mut(|wanted| {
        // Of what could not be fetched nothing is made later.
        wanted.clear();
        wanted.push(Box::new(make));
    });
    run.handing.set(Some(Handing::File));
}

/// What the part has to do: it makes what is wanted, and hands it over to the browser.
pub fn draw() -> AnyView {
    const MAKER: Maker =
        Maker { markdown: Incident::markdown, json, picture, timeline, comparison: compared };
    let run = use_run();
    follow(move || {
        if !run.hands(Handing::File) {
            return;
        }
        for make in WANTED.take() {
            match untrack(|| make(&MAKER)) {
                Some(Taken::File(name, text)) => download(name, &text),
                Some(Taken::Picture(name, text)) => spawn_local(drawn(run, name, text)),
                None => {}
            }
        }
        run.handing.set(None);
    });
    ().into_any()
}

async fn drawn(run: Run, name: &'static str, text: String) {
    if !download_picture(name, &text).await {
        let why =
            "What draws it could not be fetched, or there is no room for it. As SVG it can be taken along.";
        run.say(Notice { title: "The picture could not be drawn".to_owned(), lines: vec![why.to_owned()] });
    }
}

/// The colours of the page.
fn colours() -> Colours {
    let dark = document().document_element().and_then(|root| root.get_attribute("data-theme"));
    if dark.as_deref() == Some("dark") { Colours::Dark } else { Colours::Light }
}

fn json(told: &Incident) -> String {
    format!("{:#}\n", told::incident(told))
}

fn picture(course: &Course, told: &Incident) -> String {
    svg::svg(&model(course.simulation()), WIDE, &told.title, colours())
}

fn timeline(course: &Course, told: &Incident) -> String {
    let scale = Scale::new((Instant::default(), course.end()), WIDE - 220.0, &of_note(course));
    let (marks, size) = lane::marks(&lanes(course, &scale), &scale, course.simulation().world().start);
    svg::file(marks, size, &told.title, colours())
}

fn compared(courses: &[Course], told: &Compared, title: &str, names: &[String; 2]) -> String {
    let (marks, size) = comparison(courses, told, title, names);
    svg::file(marks, size, title, colours())
}
