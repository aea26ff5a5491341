//! Scenarios: the library, and a file of one's own.

use anc_engine::limits::FILE_BYTES_MAX;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast as _;
use web_sys::HtmlInputElement;

use crate::components::button::Button;
use crate::components::icon::Icon;
use crate::library::{self, Chapter, Entry};
use crate::run::{BadFile, Run, asked_for, use_run};

fn to_overview() {
    if let Some(window) = web_sys::window() {
        let _ = window.location().set_hash("#/");
    }
}

/// Reads the file that was chosen. Its size is looked at before it is read.
fn read_file(run: Run, input: &HtmlInputElement) {
    let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
    // The same file can be chosen again after it was mended.
    input.set_value("");
    let name = file.name();
    let size = file.size() as u64;
    if size > FILE_BYTES_MAX as u64 {
        let error = format!("The file has {size} bytes; a scenario has at most {FILE_BYTES_MAX}.");
        run.bad_file.set(Some(BadFile { name, errors: vec![error] }));
        return;
    }
    spawn_local(async move {
        let buffer = wasm_bindgen_futures::JsFuture::from(file.array_buffer()).await;
        match buffer {
            Ok(buffer) => {
                let bytes = js_sys::Uint8Array::new(&buffer).to_vec();
                if run.open_file(&name, &bytes) {
                    to_overview();
                }
            }
            Err(_) => {
                let errors = vec!["The browser could not read the file.".to_owned()];
                run.bad_file.set(Some(BadFile { name, errors }));
            }
        }
    });
}

fn card(run: Run, entry: Entry) -> impl IntoView {
    let Entry { id, title, summary, facts } = entry;
    let title_id = format!("scenario-{id}");
    let is_open = {
        let id = id.clone();
        Memo::new(move |_| run.about.with(|about| about.id == id))
    };
    let open = move || {
        let id = id.clone();
        spawn_local(async move {
            match asked_for(&id).await {
                Ok(scenario) => {
                    run.open(&scenario, &id);
                    to_overview();
                }
                Err(bad) => run.bad_file.set(Some(bad)),
            }
        });
    };
    let button = Button { class: "primary", described_by: Some(title_id.clone()), ..Button::default() };
    view! {
        <li class="card scenario" class:is-open=is_open>
            <h3 id=title_id>{title}</h3>
            <p>{summary}</p>
            <p class="caption">{facts}</p>
            <p class="scenario-actions">
                {button.draw("Open", open)}
                <span class="caption">{move || is_open.get().then_some("This one is open.")}</span>
            </p>
        </li>
    }
}

/// The library, chapter by chapter; a line while it is fetched, and what is wrong when it cannot be.
fn list(run: Run, fetched: Option<Result<Vec<Chapter>, String>>) -> AnyView {
    match fetched {
        None => view! { <p class="caption" role="status">"Fetching the list of scenarios …"</p> }.into_any(),
        Some(Err(why)) => {
            view! { <p role="alert">{why}" What is open stays open; a file of your own can be opened."</p> }
                .into_any()
        }
        Some(Ok(chapters)) => chapters
            .into_iter()
            .map(|chapter| {
                let cards = chapter.scenarios.into_iter().map(|entry| card(run, entry)).collect_view();
                view! {
                    <section class="chapter">
                        <h2>{chapter.title}</h2>
                        <ul class="scenarios">{cards}</ul>
                    </section>
                }
            })
            .collect_view()
            .into_any(),
    }
}

/// The page.
#[component]
pub fn Scenarios() -> impl IntoView {
    let run = use_run();
    let fetched = RwSignal::new(None);
    spawn_local(async move {
        let chapters = library::chapters().await;
        // Whoever left the page meanwhile does not wait for it.
        let _ = fetched.try_set(Some(chapters));
    });
    let input = NodeRef::<leptos::html::Input>::new();
    let choose = move || {
        if let Some(input) = input.get() {
            input.click();
        }
    };
    let chosen = move |event: leptos::ev::Event| {
        let target = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        if let Some(input) = target {
            read_file(run, &input);
        }
    };
    view! {
        <div class="page-head">
            <h1>"Scenarios"</h1>
            <p class="caption">"Each is a file: a world, what happens in it, and what must hold. Opening one begins at its start."</p>
        </div>
        {move || list(run, fetched.get())}
        <section class="card">
            <h2>"A scenario of your own"</h2>
            <p>"A JSON file of at most 1 MiB. It stays in this browser; when something is wrong with it, what is open stays open."</p>
            <p class="scenario-actions">
                {Button::default().draw(view! { {Icon::FolderOpen.draw()}"Open file" }, choose)}
                <input node_ref=input class="hidden-visually" type="file" accept=".json,application/json" tabindex="-1" aria-label="Scenario file" on:change=chosen />
            </p>
        </section>
    }
}
