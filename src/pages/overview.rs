//! Overview: the picture of the tenant, and what just happened.

use anc_session::SPEEDS;
use leptos::prelude::*;

use crate::components::measured::measured;
use crate::components::status::{glyph, shaped};
use crate::components::styles::adopt;
use crate::components::summary;
use crate::components::why::why_button;
use crate::picture::draw::Picture;
use crate::shell::location::use_place;
use crate::state::use_run;
use crate::tell::overview::{Entry, feed, headline, summaries};
use crate::tell::picture::part::Opened;
use crate::tell::picture::{Model, model_with};
use crate::view::{follow, live};
use crate::words;

#[component]
fn Feed() -> impl IntoView {
    let run = use_run();
    let entries = run.view_story(feed);
    let line = |(position, entry): (usize, Entry)| {
        let id = format!("feed-{position}");
        let alike = (entry.alike > 0).then(|| words::more_like_it(&entry.alike.to_string()));
        view! {
            <li>
                {glyph(entry.shape)}
                <div>
                    <div class="feed-head"><h3 id=id.clone()>{entry.title}</h3><span class="caption number when">{entry.when}</span></div>
                    <p>{entry.text}" "{alike}{why_button(entry.key, Some(id))}</p>
                </div>
            </li>
        }
    };
    view! {
        <section class="feed" aria-labelledby="feed-title">
            <h2 id="feed-title">"What just happened"</h2>
            <ol>{live(move || entries.get().into_iter().enumerate().map(line).collect_view())}</ol>
            <p class="caption"><a href="#/activity">"Everything so far"</a></p>
        </section>
    }
}

/// The room that the picture may take: the frame's, less what stands beside it.
fn room() -> (f64, f64) {
    let element = document().query_selector(".picture-box").ok().flatten();
    let measured = element.map(|element| f64::from(element.client_width())).filter(|&width| width > 0.0);
    let window = web_sys::window();
    let inner = |size: Option<f64>| size.unwrap_or(1_024.0);
    let whole = inner(window.as_ref().and_then(|window| window.inner_width().ok()?.as_f64()));
    let height = inner(window.as_ref().and_then(|window| window.inner_height().ok()?.as_f64()));
    let taken: f64 = [".header", ".time-bar"]
        .into_iter()
        .filter_map(|name| document().query_selector(name).ok().flatten())
        .map(|element| f64::from(element.client_height()))
        .sum();
    (measured.unwrap_or(whole - 40.0).max(280.0), (height - taken - 24.0).max(120.0))
}

/// The page.
#[component]
pub fn Overview() -> impl IntoView {
    // What is selected stands beside the picture, its page as everywhere else; in a smaller window, below it. Motion explains: while time passes a
    // sign-in travels its route, a request walks its candidates, a check asks. What is said of it stands here, since the sheets come as they stand.
    adopt(include_str!("../../style/beside.css"));
    adopt(include_str!("../../style/motion.css"));
    let run = use_run();
    let place = use_place();
    // So fast that a sign-in would be gone before it is seen, the picture says how many there are.
    let too_fast = move || {
        let factor = SPEEDS.get(run.speed.get()).and_then(|speed| speed.factor).unwrap_or(0);
        run.playing.get() && factor >= 21_600
    };
    let opened = RwSignal::new(Opened::default());
    let model = run.view(move |simulation| {
        let model = model_with(simulation, opened.get());
        Model { sign_in: model.sign_in.filter(|_| !too_fast()), ..model }
    });
    let space = measured(room);
    let facts = run.view(summaries);
    let cards = live(move || {
        facts.get().map(|(title, address, facts)| {
            let facts = facts.into_iter().map(|(shape, words)| view! { <li>{shaped(shape, words)}</li> });
            view! { <section class="summary"><h2><a href=address>{title}</a></h2><ul>{facts.collect_view()}</ul></section> }
        })
    });
    let newest = run.view_story(headline);
    let newest = live(move || {
        newest.get().map(|(shape, words)| view! { <p class="headline">{shaped(shape, words)}</p> })
    });
    let is_empty = run.view(|simulation| {
        let world = simulation.world();
        world.vnets.is_empty() && world.groups.is_empty()
    });
    let begin = live(move || {
        is_empty.get().then(|| {
            view! { <p class="card">"There is nothing here yet. "<a href="#/environment">"Begin with a virtual network and a directory"</a></p> }
        })
    });
    // What stands beside it takes of its room.
    follow(move || {
        place.selected.track();
        request_animation_frame(move || {
            let _ = space.try_set(room());
        });
    });
    let picture = view! {
        <div class="picture-box"><Picture model=model room=space.into() fit=place.embed selected=place.selected opened /></div>
    };
    if place.embed {
        return view! { <h1 class="hidden-visually">"Overview"</h1>{newest}{picture} }.into_any();
    }
    view! {
        <h1 class="hidden-visually">"Overview"</h1>
        <div class="story">{live(move || summary::told(&run.told(|about| about.summary.clone())))}</div>
        {newest}
        {begin}
        <div class="overview">
            <div class="picture-column">
                {picture}
                <div class="summaries">{cards}</div>
            </div>
            <Feed />
        </div>
    }
    .into_any()
}
