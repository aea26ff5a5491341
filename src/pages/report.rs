//! The run up to its present as an incident report, with its figures over time: to be read, printed, and taken along.

use std::cell::Cell;
use std::rc::Rc;

use anc_engine::course::Course;
use anc_engine::domain::Instant;
use anc_engine::figures::{Figure, figures};
use anc_engine::incident::{Cause, Entry, Hit, Incident, incident};
use leptos::html::Div;
use leptos::prelude::*;

use super::taken::{self, Maker, Taken};
use crate::components::button::Button;
use crate::components::measured::measured;
use crate::components::status::{glyph, shaped};
use crate::components::styles::adopt;
use crate::picture::figures::{self as drawn_figures, LINES_MAX};
use crate::picture::lane;
use crate::picture::scale::Scale;
use crate::state::course::play;
use crate::state::files::download;
use crate::state::use_run;
use crate::tell::direction::isolated;
use crate::tell::shape::Shape;
use crate::view::{follow, live};
use crate::words;

/// Rows of a figure's table; its file has all of them.
const ROWS_MAX: usize = 60;

/// The course that the report is of, as it was played last.
type Played = StoredValue<Option<Course>, LocalStorage>;

/// The page.
pub fn draw() -> AnyView {
    adopt(include_str!("../../style/report.css"));
    lane::styles();
    let run = use_run();
    let played = Played::new_local(None);
    let told = RwSignal::new(None::<Result<Incident, String>>);
    let last = Rc::new(Cell::new(0_u32));
    let seen = run
        .view(|simulation| (simulation.now(), simulation.records().len(), simulation.known_actions().len()));
    follow(move || {
        seen.track();
        run.acting.track();
        let title = run.told(|about| about.title.clone());
        // While time passes it is another report in each frame: it waits until that stands.
        if run.playing.get() {
            return;
        }
        last.set(last.get() + 1);
        told.set(None);
        let (mine, now) = (last.get(), Rc::clone(&last));
        play(
            vec![run.read(|simulation| (simulation.clone(), simulation.now()))],
            move || now.get() == mine && !told.is_disposed(),
            move |courses| {
                let result = courses.map(|courses| {
                    let course = courses.into_iter().next();
                    let incident = course.as_ref().map(|course| incident(course, &title));
                    let _ = played.try_set_value(course);
                    incident
                });
                let _ = told.try_set(result.transpose());
            },
        );
    });
    let room = NodeRef::<Div>::new();
    let width = measured(move || f64::from(room.get_untracked().map_or(800, |room| room.client_width())));
    let body = live(move || match told.get() {
        None => view! { <p class="caption" role="status">"Playing the run once more …"</p> }.into_any(),
        Some(Err(why)) => view! { <p role="alert">{words::not_reported(&why)}</p> }.into_any(),
        Some(Ok(of)) => {
            let figures = played
                .with_value(|course| course.as_ref().map(|course| over_time(course, played, width.get())));
            view! { {report(of)}{figures} }.into_any()
        }
    });
    let take = move |name: &'static str, make: fn(&Maker, &Course, &Incident) -> Taken| {
        Button::default().draw(name, move || {
            taken::take(run, move |maker| {
                let told = told.try_get_untracked()??.ok()?;
                played.try_with_value(|course| course.as_ref().map(|course| make(maker, course, &told)))?
            });
        })
    };
    let print = || drop(window().print());
    view! {
        <div class="page-head">
            <h1>"Report"</h1>
            <p class="caption">"The run up to this moment as an incident report. Nothing of it happened; every line is computed."</p>
        </div>
        <div class="deeds" role="group" aria-label="Take along">
            {Button::default().draw("Print", print)}
            {take("Markdown", |by, _, told| Taken::File("report.md", (by.markdown)(told)))}
            {take("JSON", |by, _, told| Taken::File("report.json", (by.json)(told)))}
            {take("Picture as SVG", |by, course, told| Taken::File("picture.svg", (by.picture)(course, told)))}
            {take("Picture as PNG", |by, course, told| Taken::Picture("picture.png", (by.picture)(course, told)))}
            {take("Timeline as SVG", |by, course, told| Taken::File("timeline.svg", (by.timeline)(course, told)))}
            {take("Timeline as PNG", |by, course, told| Taken::Picture("timeline.png", (by.timeline)(course, told)))}
        </div>
        <div class="report" node_ref=room>{body}</div>
    }
    .into_any()
}

fn report(of: Incident) -> AnyView {
    let Incident { title, period, figures, hit, timeline, causes, to_do, more } = of;
    let figures =
        figures.into_iter().map(|(title, value)| view! { <div><dt>{title}</dt><dd>{value}</dd></div> });
    let hit = (!hit.is_empty()).then(|| section("Who could not sign in", hit_table(hit)));
    let entries = timeline.into_iter().map(entry).collect_view();
    let more = (more > 0).then(|| view! { <li>{words::so_many_more(&more.to_string())}</li> });
    let happened =
        section("What happened", view! { <ol class="report-list">{entries}{more}</ol> }.into_any());
    let causes = (!causes.is_empty()).then(|| {
        section(
            "What it was because of",
            view! { <ul class="report-causes">{causes.into_iter().map(cause).collect_view()}</ul> }
                .into_any(),
        )
    });
    let to_do = to_do.into_iter().map(|line| view! { <li>{isolated(line)}</li> }).collect_view();
    view! {
        <section class="card">
            <h2>{words::incident_of(&isolated(title))}</h2>
            <p class="caption">{period}</p>
            <dl class="facts">{figures.collect_view()}</dl>
        </section>
        {hit}
        {happened}
        {causes}
        {section("What is to be done", view! { <ul class="report-list">{to_do}</ul> }.into_any())}
    }
    .into_any()
}

fn section(title: &'static str, content: AnyView) -> AnyView {
    view! { <section class="card"><h2>{title}</h2>{content}</section> }.into_any()
}

fn hit_table(hit: Vec<Hit>) -> AnyView {
    let row = |of: Hit| {
        let more = (of.more > 0).then(|| words::so_many_more(&of.more.to_string()));
        let spans: Vec<String> = of.spans.into_iter().chain(more).collect();
        view! {
            <tr>
                <th scope="row">{isolated(of.group)}</th>
                <td class="number">{of.most.to_string()}</td>
                <td class="number">{of.time.words()}</td>
                <td>{spans.join("; ")}</td>
            </tr>
        }
    };
    view! {
        <div class="table-box" tabindex="0" role="region" aria-label=words::scrolling("Who could not sign in")>
            <table aria-label="Who could not sign in">
                <thead><tr><th scope="col">"Group"</th><th scope="col" class="number">"At once, at the most"</th><th scope="col" class="number">"All together"</th><th scope="col">"When"</th></tr></thead>
                <tbody>{hit.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn entry(of: Entry) -> AnyView {
    let text = (!of.text.is_empty()).then(|| view! { <p>{isolated(of.text)}</p> });
    view! {
        <li>
            {glyph(Shape::of_tone(of.tone))}
            <div><strong>{isolated(of.title)}</strong>" "<span class="caption">{of.when}</span>{text}</div>
        </li>
    }
    .into_any()
}

fn cause(of: Cause) -> AnyView {
    let Cause { because, effects, more } = of;
    let effects = effects.into_iter().map(|of| {
        view! { <li>{shaped(Shape::of_tone(of.tone), of.title)}" "<span class="caption">{of.when}</span></li> }
    });
    let more = (more > 0).then(|| view! { <li>{words::so_many_more(&more.to_string())}</li> });
    view! { <li><strong>{isolated(because)}</strong><ul>{effects.collect_view()}{more}</ul></li> }.into_any()
}

/// The figures over time, on one axis.
fn over_time(course: &Course, played: Played, width: f64) -> AnyView {
    let scale = Scale::new((Instant::default(), course.end()), (width - 190.0).max(120.0), &[]);
    let start = course.simulation().world().start;
    let all = figures(course).into_iter().map(|figure| {
        let lanes = drawn_figures::lanes(&figure, &scale, course.end());
        let lanes = lanes.into_iter().map(|of| lane::draw(of, scale.width() as i64)).collect_view();
        let rest = figure.lines.len().saturating_sub(LINES_MAX);
        let rest =
            (rest > 0).then(|| view! { <p class="caption">{words::so_many_more(&rest.to_string())}</p> });
        let (name, title) = (figure.name, figure.title);
        // What is taken along is computed when it is asked for: it can be large.
        let csv = move || {
            let text = played.with_value(|course| {
                let course = course.as_ref()?;
                figures(course).iter().find(|figure| figure.name == name).map(|figure| figure.csv(course))
            });
            if let Some(text) = text {
                download(&format!("{name}.csv"), &text);
            }
        };
        let csv = Button { class: "subtle", label: Some(words::as_csv(title)), ..Button::default() }
            .draw("CSV", csv);
        view! {
            <section class="card figure">
                <div class="page-head"><h3>{title}</h3>{csv}</div>
                <div class="lanes whole">{lanes}</div>
                {rest}
                {lane::axis_line(start, &scale)}
                <details class="ends"><summary>"As a table"</summary>{table(&figure, course)}</details>
            </section>
        }
    });
    view! { <h2>"Figures over time"</h2>{all.collect_view()} }.into_any()
}

fn table(figure: &Figure, course: &Course) -> AnyView {
    let names = figure
        .lines
        .iter()
        .take(LINES_MAX)
        .map(|line| view! { <th scope="col" class="number">{isolated(&line.name)}</th> });
    let row = |(when, values): (String, Vec<Option<i64>>)| {
        let values = values.into_iter().take(LINES_MAX);
        let cells =
            values.map(|value| view! { <td class="number">{value.map(|value| value.to_string())}</td> });
        view! { <tr><th scope="row">{when}</th>{cells.collect_view()}</tr> }
    };
    let rows = figure.rows(course, ROWS_MAX).into_iter().map(row).collect_view();
    view! {
        <div class="table-box" tabindex="0" role="region" aria-label=words::scrolling(figure.title)>
            <table aria-label=figure.title>
                <thead><tr><th scope="col">"When"</th>{names.collect_view()}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
