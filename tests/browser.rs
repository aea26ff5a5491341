//! In a real browser: the scenarios with the digests of native runs, and components.

#![cfg(target_arch = "wasm32")]

use std::collections::BTreeMap;

use anc_engine::domain::Offset;
use anc_engine::{Scenario, scenario};
use anc_session::{Document, Intent, Origin};
use anc_sim::components::status::{glyph, shaped};
use anc_sim::pages;
use anc_sim::shell::address::Query;
use anc_sim::shell::location::Place;
use anc_sim::shell::parts::Parts;
use anc_sim::shell::time_bar::TimeBar;
use anc_sim::state::Run;
use anc_sim::state::preferences::{self, Theme};
use anc_sim::tell::find::Sought;
use anc_sim::tell::shape::Shape;
use leptos::mount::mount_to;
use leptos::prelude::*;
use leptos::task::tick;
use leptos::wasm_bindgen::JsCast as _;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, HtmlElement};

wasm_bindgen_test_configure!(run_in_browser);

const LIBRARY: &[(&str, &str)] = include!("data/scenarios.rs");

/// A fresh element of the page, with what is mounted into it.
fn mounted<V: IntoView + 'static>(view: impl FnOnce() -> V + 'static) -> Element {
    let place: HtmlElement = document().create_element("div").expect("an element").unchecked_into();
    document().body().expect("a body").append_child(&place).expect("appended");
    mount_to(place.clone(), view).forget();
    place.into()
}

fn at(id: &str, moment: &str) -> Run {
    let query = Query { scenario: Some(id.into()), t: Offset::parse(moment).ok(), ..Query::default() };
    let text = LIBRARY.iter().find(|(known, _)| *known == id).expect(id).1;
    let run = Run::default();
    run.open(Document::read(text.as_bytes(), Origin::Library(id.to_owned())).expect(id), &query);
    provide_context(run);
    provide_context(Place::begin(&query));
    run
}

fn find(place: &Element, selector: &str) -> Element {
    place
        .query_selector(selector)
        .expect("a selector")
        .unwrap_or_else(|| panic!("{selector} is missing: {}", place.inner_html()))
}

fn text(place: &Element) -> String {
    place.text_content().unwrap_or_default()
}

#[wasm_bindgen_test]
fn digests_are_those_of_native_runs() {
    let golden: BTreeMap<String, String> =
        serde_json::from_str(include_str!("data/digests.json")).expect("a table");
    assert_eq!(golden.len(), LIBRARY.len());
    for (id, text) in LIBRARY {
        let scenario = Scenario::parse(text.as_bytes()).expect("a scenario");
        let report = scenario::run(&scenario, None).expect("within limits");
        assert!(report.passed(), "{id}");
        assert_eq!(Some(&report.digest.to_string()), golden.get(*id), "{id}");
    }
}

#[wasm_bindgen_test]
fn case_does_not_matter_in_any_alphabet() {
    assert!(Sought::new("mü").is_in("MÜNCHEN") && Sought::new("ΑΘ").is_in("αθήνα"));
    assert!(!Sought::new("mü").is_in("Munchen"));
}

#[wasm_bindgen_test]
fn every_status_has_a_shape_of_its_own_and_words() {
    let mut paths = Vec::new();
    for shape in Shape::ALL {
        let place = mounted(move || glyph(shape));
        let svg = find(&place, "svg");
        assert_eq!(svg.get_attribute("aria-hidden").as_deref(), Some("true"));
        paths.push(find(&place, "path").get_attribute("d").expect("a path"));
    }
    paths.sort();
    paths.dedup();
    assert_eq!(paths.len(), Shape::ALL.len());
    assert_eq!(text(&mounted(|| shaped(Shape::Error, "Checks failed"))), "Checks failed");
}

#[wasm_bindgen_test]
async fn the_time_bar_follows_the_run() {
    let place = mounted(|| {
        at("alternate-failover", "10m");
        let parts = Parts::default();
        parts.fetch_engine();
        view! { <TimeBar parts=parts timeline=RwSignal::new(false) /> }
    });
    tick().await;
    let slider = find(&place, "input[type=range]");
    assert_eq!(slider.get_attribute("aria-label").as_deref(), Some("Time"));
    assert!(slider.get_attribute("aria-valuetext").expect("a text").starts_with("10 min of 1 d, event "));
    let next: HtmlElement = find(&place, "button[aria-label='Next event']").unchecked_into();
    let before = text(&find(&place, ".clock"));
    next.click();
    tick().await;
    assert_ne!(text(&find(&place, ".clock")), before);
    assert!(text(&find(&place, ".play")).contains("Play"));
}

#[wasm_bindgen_test]
async fn connections_show_what_is_believed_beside_what_is_true() {
    let place = mounted(|| {
        at("alternate-failover", "10h37m");
        pages::connections::draw()
    });
    tick().await;
    let table = find(&place, "table");
    assert_eq!(table.get_attribute("aria-label").as_deref(), Some("Azure network connections"));
    let rows = text(&table);
    assert!(rows.contains("Checks successful") && rows.contains("domain join fails, error 200"), "{rows}");
}

#[wasm_bindgen_test]
async fn a_route_is_shown_hop_by_hop() {
    let place = mounted(|| {
        at("alternate-failover", "10h37m");
        view! { <pages::sign_in::SignInPage user=Some("ada".to_owned()) /> }
    });
    tick().await;
    find(&place, "tbody tr:nth-child(10):last-child");
    assert!(text(&place).contains("The link to on-premises is down."));
}

#[wasm_bindgen_test]
async fn a_bad_file_leaves_the_run_as_it_was() {
    let kept = RwSignal::new(None);
    let place = mounted(move || {
        kept.set(Some(at("stale-status", "2h")));
        view! { <pages::scenarios::Scenarios /> }
    });
    let run = kept.get_untracked().expect("a run");
    let title = run.told_now(|about| about.title.clone());
    let digest = run.read(anc_engine::Simulation::state_digest);
    let opened = run.open_file("bad.json", b"{ \"format\": 1, \"titel\": 3 }".to_vec()).await;
    let Some(Err(bad)) = opened else { panic!("it was opened") };
    assert_eq!(run.read(anc_engine::Simulation::state_digest), digest);
    assert_eq!(run.told_now(|about| about.title.clone()), title);
    run.bad_file.set(Some(bad));
    tick().await;
    let message = text(&find(&place, "[role=alert]"));
    assert!(
        message.contains("bad.json was not opened") && message.contains("did you mean \"title\"?"),
        "{message}"
    );
}

#[wasm_bindgen_test]
async fn expectations_fill_while_the_run_goes_on() {
    let kept = RwSignal::new(None);
    let place = mounted(move || {
        kept.set(Some(at("stale-status", "1m")));
        view! { <pages::expectations::Expectations /> }
    });
    let run = kept.get_untracked().expect("a run");
    tick().await;
    assert!(
        text(&place).contains("0 hold") && text(&place).contains("12 not yet reached"),
        "{}",
        text(&place)
    );
    run.send(Intent::Seek(Offset::hours(24)));
    tick().await;
    assert!(text(&place).contains("12 hold") && text(&place).contains("0 failed"), "{}", text(&place));
    // Whoever goes back sees what was known then.
    run.send(Intent::Seek(Offset::minutes(45)));
    tick().await;
    assert!(
        text(&place).contains("1 hold") && text(&place).contains("11 not yet reached"),
        "{}",
        text(&place)
    );
}

#[wasm_bindgen_test]
fn a_theme_is_shown_and_remembered() {
    let root = document().document_element().expect("a root");
    for (theme, name) in [(Theme::Dark, "dark"), (Theme::Light, "light")] {
        preferences::set_theme(theme);
        assert_eq!(root.get_attribute("data-theme").as_deref(), Some(name));
        assert_eq!(preferences::theme(), theme);
    }
}

/// The page of debug builds: whatever a component can look like is to be seen on it.
#[wasm_bindgen_test]
async fn every_component_is_shown_in_its_states() {
    let place = mounted(|| {
        at("alternate-failover", "10m");
        pages::components::draw()
    });
    tick().await;
    for selector in [
        ".button.primary",
        ".button.subtle",
        ".button.icon-only[aria-label]",
        ".button[aria-disabled=true]",
        ".button[data-tip][aria-description]",
        ".message.warning button[aria-label=Dismiss]",
        ".message.error ol",
        ".toast",
        "dialog[aria-labelledby]",
        ".menu > summary",
        "[role=tablist] > [role=tab][aria-selected=true][tabindex='0']",
        "[role=tabpanel][hidden]",
        "table a[href]",
        ".empty",
        "input[aria-invalid=true]",
        "select[aria-invalid=true]",
        "input[inputmode=numeric]",
        "input[type=checkbox]",
        "input[type=password]",
        "fieldset .form-list > li[draggable=true]",
        ".facts",
        ".steps",
    ] {
        find(&place, selector);
    }
    for shape in Shape::ALL {
        find(&place, &format!(".badge .{}", shape.class()));
    }
    // The second sheet is shown in the place of the first.
    let hidden = |at: usize| -> bool {
        find(&place, &format!("#example-panel-{at}")).unchecked_into::<HtmlElement>().hidden()
    };
    assert_eq!([0, 1, 2].map(hidden), [false, true, true]);
    find(&place, "#example-tab-1").unchecked_into::<HtmlElement>().click();
    tick().await;
    assert_eq!([0, 1, 2].map(hidden), [true, false, true]);
}
