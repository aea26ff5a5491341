//! The lessons, level by level, with what was reached.

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::{Event, File};

use crate::components::button::Button;
use crate::components::chooser;
use crate::components::focus::focus_on;
use crate::components::message::Message;
use crate::components::status::shaped;
use crate::components::styles::adopt;
use crate::shell::location::{Place, use_place};
use crate::state::library::{self, Chapter, Entry, Taught};
use crate::state::{Run, lessons, use_run};
use crate::tell::glossary::GLOSSARY;
use crate::tell::shape::Shape;
use crate::view::live;
use crate::words;

const LEVELS: [(&str, &str); 4] = [
    ("Level 1: What it is", "For whoever never saw the service."),
    ("Level 2: Every week", "What breaks often, and how to find it."),
    ("Level 3: What follows from what", "Rules that surprise even those who know the service."),
    ("Level 4: Design", "To build so that less can break."),
];

fn card(run: Run, place: Place, entry: Entry, taught: &Taught, best: Option<u32>) -> AnyView {
    let Entry { id, title, summary, .. } = entry;
    let title_id = format!("lesson-{id}");
    let facts = words::lesson_facts(&taught.minutes.to_string(), &taught.goals.to_string());
    let reached = best.map(|best| {
        let shape = if best == 100 { Shape::Success } else { Shape::Info };
        shaped(shape, words::best_score(&best.to_string()))
    });
    let button = Button { class: "primary", described_by: Some(title_id.clone()), ..Button::default() };
    view! {
        <li class="card scenario">
            <h3 id=title_id>{title}</h3>
            <p>{summary}</p>
            <p class="caption">{facts}</p>
            <p class="scenario-actions">{button.draw("Start lesson", move || place.learn(run, id.clone()))}{reached}</p>
        </li>
    }
    .into_any()
}

fn levels(run: Run, place: Place, chapters: Vec<Chapter>) -> AnyView {
    let best = lessons::progress();
    let all: Vec<(Entry, Taught)> = chapters
        .into_iter()
        .flat_map(|chapter| chapter.scenarios)
        .filter_map(|entry| entry.taught.map(|taught| (entry, taught)))
        .collect();
    let level = |(position, (title, says)): (usize, &(&'static str, &'static str))| {
        let of = all.iter().filter(|(_, taught)| taught.level == position as u64 + 1);
        let cards: Vec<AnyView> = of
            .map(|(entry, taught)| {
                let best = best.iter().find(|(id, _)| *id == entry.id).map(|(_, best)| *best);
                card(run, place, entry.clone(), taught, best)
            })
            .collect();
        view! {
            <section class="chapter">
                <h2>{*title}</h2>
                <p class="caption">{*says}</p>
                <ul class="scenarios">{cards}</ul>
            </section>
        }
        .into_any()
    };
    let levels: Vec<AnyView> = LEVELS.iter().enumerate().map(level).collect();
    levels.into_any()
}

/// Takes the scores of a file that was exported, here or in another browser. Gives how many were better than those that were there.
async fn import(file: File) -> Result<usize, String> {
    let name = file.name();
    let bytes = if file.size() > lessons::PROGRESS_BYTES_MAX { None } else { chooser::bytes(&file).await };
    let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    text.and_then(|text| lessons::import_progress(&text)).ok_or_else(|| words::no_progress(&name))
}

/// Asks for the tour, which knows no program.
fn tour() {
    if let Ok(wish) = Event::new("anc-tour") {
        let _ = window().dispatch_event(&wish);
    }
}

/// The words of the service, and those of the simulator.
fn glossary() -> AnyView {
    let entry =
        |(word, says): &(&'static str, &'static str)| view! { <div><dt>{*word}</dt><dd>{*says}</dd></div> };
    let entries: Vec<_> = GLOSSARY.iter().map(entry).collect();
    view! {
        <section class="card" aria-labelledby="glossary">
            <h2 id="glossary" tabindex="-1">"Glossary"</h2>
            <dl class="glossary">{entries}</dl>
        </section>
    }
    .into_any()
}

/// The page.
pub fn draw() -> AnyView {
    adopt(include_str!("../../style/scenarios.css"));
    adopt(include_str!("../../style/glossary.css"));
    let (run, place) = (use_run(), use_place());
    let fetched = RwSignal::new(None);
    let changed = RwSignal::new(0_usize);
    let sure = RwSignal::new(false);
    spawn_local(async move {
        // Whoever left the page meanwhile does not wait for it.
        let _ = fetched.try_set(Some(library::chapters().await));
    });
    let list = live(move || {
        changed.track();
        match fetched.get() {
            None => {
                view! { <p class="caption" role="status">"Fetching the list of lessons …"</p> }.into_any()
            }
            Some(Err(why)) => view! { <p role="alert">{why}</p> }.into_any(),
            Some(Ok(chapters)) => levels(run, place, chapters),
        }
    });
    let clear = move || {
        if sure.get_untracked() {
            lessons::clear_progress();
            changed.update(|count| *count += 1);
        }
        sure.update(|sure| *sure = !*sure);
    };
    let imported = RwSignal::new(None::<Result<usize, String>>);
    let chosen = Callback::new(move |file: File| {
        spawn_local(async move {
            let result = import(file).await;
            changed.update(|count| *count += usize::from(result.is_ok()));
            imported.set(Some(result));
        });
    });
    let told = live(move || {
        imported.get().map(|result| match result {
            Ok(count) => Message::of(Shape::Success).draw(words::progress_taken(&count.to_string())),
            Err(why) => Message::of(Shape::Error).draw(why),
        })
    });
    let keep = live(move || sure.get().then(|| Button::default().draw("Keep it", move || sure.set(false))));
    let words = live(move || if sure.get() { "Clear all of it" } else { "Clear progress" });
    view! {
        <div class="page-head">
            <h1>"Lessons"</h1>
            <p class="caption">"Each is a situation with goals, judged from what happens in it. A wrong step never ends it: undo, or go on."</p>
        </div>
        <p class="deeds">
            {Button::default().draw("Tour of one minute", tour)}
            <a class="button subtle" href="#/lessons" on:click=move |event| { event.prevent_default(); focus_on("glossary".to_owned()); }>"Glossary"</a>
        </p>
        {list}
        <section class="card" aria-labelledby="progress">
            <h2 id="progress">"Your progress"</h2>
            <p>"It is kept in this browser, and sent nowhere."</p>
            <p class="deeds">
                {Button::default().draw("Export progress", lessons::export_progress)}
                {chooser::draw("Import progress".into_any(), "Progress file", chosen)}
                {Button::default().draw(view! { {words} }, clear)}
                {keep}
            </p>
            <div role="status">{told}</div>
        </section>
        {glossary()}
    }
    .into_any()
}
