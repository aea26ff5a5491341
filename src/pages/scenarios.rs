//! Scenarios: a file of one's own, and the library.

use anc_engine::limits::FILE_BYTES_MAX;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast as _;
use web_sys::{DragEvent, File, HtmlElement};

use crate::components::button::Button;
use crate::components::chooser;
use crate::components::icon::Icon;
use crate::components::message::Message;
use crate::components::styles::adopt;
use crate::components::summary;
use crate::shell::address::Query;
use crate::shell::location::{Place, use_place};
use crate::state::library::{self, Chapter, Entry};
use crate::state::{BadFile, Run, use_run};
use crate::tell::numbers::grouped;
use crate::tell::shape::Shape;
use crate::view::{View, live};
use crate::words;

/// Tells what is wrong with a file, where it was chosen, and takes the focus there.
fn tell(run: Run, bad: BadFile) {
    run.bad_file.set(Some(bad));
    request_animation_frame(|| {
        let told = document().get_element_by_id("file-errors");
        if let Some(told) = told.and_then(|told| told.dyn_into::<HtmlElement>().ok()) {
            let _ = told.focus();
        }
    });
}

/// Reads a file that was chosen or dropped. Its size is looked at before it is read.
fn read_file(run: Run, place: Place, file: File) {
    let name = file.name();
    let size = file.size() as u64;
    if size > FILE_BYTES_MAX as u64 {
        let (size, most) = (grouped(size), grouped(FILE_BYTES_MAX as u64));
        let error = words::too_large(&size, &most);
        return tell(run, BadFile { name, errors: vec![error] });
    }
    let ticket = run.ask();
    spawn_local(async move {
        let bytes = chooser::bytes(&file).await;
        if !run.is_last_asked(ticket) {
            return;
        }
        match bytes {
            Some(bytes) => match run.open_file(&name, bytes).await {
                Some(Ok(())) => place.opened(run.query()),
                Some(Err(bad)) => tell(run, bad),
                // Something else is open by now.
                None => {}
            },
            None => {
                let errors = vec!["The browser could not read the file.".to_owned()];
                tell(run, BadFile { name, errors });
            }
        }
    });
}

/// Opens a scenario of the library, at its start.
fn open(run: Run, place: Place, id: String) {
    run.open_asked(id, Query::default(), move || place.opened(run.query()));
}

fn card(run: Run, place: Place, entry: Entry) -> impl IntoView {
    let Entry { id, title, summary, facts, .. } = entry;
    let title_id = format!("scenario-{id}");
    let is_open = {
        let id = id.clone();
        View::new(move || run.told(|about| about.id == id))
    };
    let button = Button { class: "primary", described_by: Some(title_id.clone()), ..Button::default() };
    view! {
        <li class="card scenario" class:is-open=move || is_open.get()>
            <h3 id=title_id>{title}</h3>
            {summary::told(&summary)}
            <p class="caption">{facts}</p>
            <p class="scenario-actions">
                {button.draw("Open", move || open(run, place, id.clone()))}
                <span class="caption">{live(move || is_open.get().then_some("This one is open."))}</span>
            </p>
        </li>
    }
}

/// The library, chapter by chapter; a line while it is fetched, and what is wrong when it cannot be.
fn list(run: Run, place: Place, fetched: Option<Result<Vec<Chapter>, String>>) -> AnyView {
    match fetched {
        None => view! { <p class="caption" role="status">"Fetching the list of scenarios …"</p> }.into_any(),
        Some(Err(why)) => {
            view! { <p role="alert">{why}" What is open stays open; a file of your own can be opened."</p> }
                .into_any()
        }
        Some(Ok(chapters)) => chapters
            .into_iter()
            .map(|chapter| {
                // Lessons have a page of their own.
                let entries = chapter.scenarios.into_iter().filter(|entry| entry.taught.is_none());
                let cards: Vec<AnyView> = entries.map(|entry| card(run, place, entry).into_any()).collect();
                if cards.is_empty() {
                    return ().into_any();
                }
                view! {
                    <section class="chapter">
                        <h2>{chapter.title}</h2>
                        <ul class="scenarios">{cards}</ul>
                    </section>
                }
                .into_any()
            })
            .collect_view()
            .into_any(),
    }
}

/// A file of one's own: chosen, or dropped here.
#[component]
fn OwnFile() -> impl IntoView {
    let (run, place) = (use_run(), use_place());
    let over = RwSignal::new(false);
    let chosen = Callback::new(move |file| read_file(run, place, file));
    let dragged = move |event: DragEvent| {
        event.prevent_default();
        over.set(true);
    };
    let dropped = move |event: DragEvent| {
        event.prevent_default();
        over.set(false);
        let file = event.data_transfer().and_then(|dropped| dropped.files()?.get(0));
        if let Some(file) = file {
            read_file(run, place, file);
        }
    };
    let taught =
        View::new(move || run.document(|document| document.scenario.has_lesson && document.lesson.is_none()));
    let lesson = live(move || {
        taught.get().then(|| {
            let start = move || place.learn(run, run.told_now(|about| about.id.clone()));
            let button = Button { class: "primary", ..Button::default() }.draw("Start its lesson", start);
            view! { <p class="scenario-actions">"What is open has a lesson. "{button}</p> }
        })
    });
    let bad = move || run.bad_file.get().map(|bad| file_errors(bad, move || run.bad_file.set(None)));
    view! {
        <section
            class="card own-file"
            class:is-over=move || over.get()
            aria-labelledby="own-file"
            on:dragover=dragged
            on:dragleave=move |_| over.set(false)
            on:drop=dropped
        >
            <h2 id="own-file">"A scenario of your own"</h2>
            <p>"Open a JSON file of at most 1 MiB, or drop it here. It stays in this browser; when something is wrong with it, what is open stays open."</p>
            <p class="scenario-actions">
                {chooser::draw(view! { {Icon::FolderOpen.draw()}"Open file" }.into_any(), "Scenario file", chosen)}
            </p>
            {lesson}
            {bad}
        </section>
    }
}

/// The page.
#[component]
pub fn Scenarios() -> impl IntoView {
    adopt(include_str!("../../style/scenarios.css"));
    let (run, place) = (use_run(), use_place());
    let fetched = RwSignal::new(None);
    spawn_local(async move {
        let chapters = library::chapters().await;
        // Whoever left the page meanwhile does not wait for it.
        let _ = fetched.try_set(Some(chapters.clone()));
        if let Ok(chapters) = chapters {
            library::fetch_ahead(&chapters).await;
        }
    });
    view! {
        <div class="page-head">
            <h1>"Scenarios"</h1>
            <p class="caption">"Each is a file: a world, what happens in it, and what must hold. Opening one begins at its start. "<a href="#/lessons">"Lessons"</a>" have goals."</p>
        </div>
        <OwnFile />
        {live(move || list(run, place, fetched.get()))}
    }
}

/// What is wrong with a file, all of it, with places.
fn file_errors(bad: BadFile, dismiss: impl Fn() + Send + Sync + 'static) -> AnyView {
    let BadFile { name, errors } = bad;
    let count = errors.len();
    let title = match count {
        1 => words::one_thing_wrong(&name),
        count => words::things_wrong(&name, &count.to_string()),
    };
    let errors: Vec<AnyView> =
        errors.into_iter().map(|error| view! { <li><code>{error}</code></li> }.into_any()).collect();
    let dismiss = Some(Callback::new(move |()| dismiss()));
    Message { id: Some("file-errors"), dismiss, ..Message::alert(Shape::Error) }.draw(view! {
        <h3>{title}</h3>
        <p>"What was open stays open."</p>
        <ol class="scrolling" tabindex="0" aria-label="Errors">{errors}</ol>
    })
}
