//! Drawing the picture: SVG elements at the places of the layout. Decides nothing.

use leptos::prelude::*;

use super::layout::{Area, Curve, Layout, Line, TILE, layout, listed_y, rows, tiles_in_a_row};
use super::model::{Badge, Card, Gauge, Mark, Model, OnPremises, People, Policy, SignIn, Tile, short};
use crate::components::status::Shape;

/// A letter of the body text is about this wide.
const LETTER: f64 = 6.9;

fn fits(width: f64) -> usize {
    (width / LETTER).floor().max(5.0) as usize
}

fn box_class(area: Area, class: &'static str) -> impl IntoView {
    view! { <rect class=class x=area.x y=area.y width=area.width height=area.height rx="8"></rect> }
}

fn words(class: &'static str, x: f64, y: f64, text: String) -> impl IntoView {
    view! { <text class=class x=x y=y>{text}</text> }
}

/// A shape of 16 × 16 whose left upper corner is at a point.
fn shape(shape: Shape, x: f64, y: f64) -> impl IntoView {
    let transform = format!("translate({x:.1} {y:.1}) scale(0.8)");
    view! { <g class=shape.class() transform=transform><path fill="currentColor" d=shape.path()></path></g> }
}

fn badge(badge: &Badge, x: f64, y: f64, width: f64) -> impl IntoView + use<> {
    view! {
        {shape(badge.shape, x, y - 12.5)}
        {words("picture-body", x + 22.0, y, short(&badge.words, fits(width - 22.0)))}
    }
}

fn curve(curve: &Curve) -> impl IntoView + use<> {
    let class = match curve.line {
        Line::Plain => "flow",
        Line::Taken => "flow taken",
        Line::PassedOver => "flow passed-over",
        Line::Idle => "flow idle",
        Line::LinkUp => "link",
        Line::LinkDown => "link down",
        Line::RouteGood => "route good",
        Line::RouteBad => "route bad",
    };
    view! { <path class=class d=curve.path.clone()></path> }
}

/// What stands on a line: the arrow of a taken one, the cross of a broken link, the name of a link.
fn sign(curve: &Curve) -> impl IntoView + use<> {
    let (x, y) = curve.middle;
    let transform = format!("translate({x:.1} {y:.1})");
    let mark = match curve.line {
        Line::Taken => Some(
            view! {
                <g class="taken-mark" transform=transform.clone()>
                    <circle r="8"></circle><path d="M-3.5 0h7M0.5 -3l3 3l-3 3"></path>
                </g>
            }
            .into_any(),
        ),
        Line::LinkDown => Some(
            view! {
                <g class="cut-mark" transform=transform.clone()>
                    <circle r="9"></circle><path d="M-3.5 -3.5l7 7M3.5 -3.5l-7 7"></path>
                </g>
            }
            .into_any(),
        ),
        _ => None,
    };
    let label = curve.label.clone().map(|label| {
        let width = label.chars().count() as f64 * 6.6 + 12.0;
        let below = if curve.line == Line::LinkDown { 22.0 } else { 0.0 };
        let transform = format!("translate({:.1} {:.1})", x - width / 2.0, y + below - 9.0);
        view! {
            <g class="label" transform=transform>
                <rect width=width height="18" rx="4"></rect>
                <text class="picture-caption" x=width / 2.0 y="13" text-anchor="middle">{label}</text>
            </g>
        }
    });
    view! { {mark}{label} }
}

fn people(of: &People, area: Area) -> impl IntoView + use<> {
    view! {
        <g>
            {box_class(area, "node")}
            {words("picture-strong", area.x + 12.0, area.y + 24.0, short(&of.name, fits(area.width - 24.0)))}
            {words("picture-caption", area.x + 12.0, area.y + 42.0, of.count.clone())}
            {of.sign_ins.as_ref().map(|sign_ins| {
                let (x, y) = (area.x + 12.0, area.y + 62.0);
                view! { {shape(sign_ins.shape, x, y - 12.5)}{words("picture-caption", x + 20.0, y, short(&sign_ins.words, fits(area.width - 36.0) + 3))} }
            })}
        </g>
    }
}

fn policy(of: &Policy, area: Area) -> impl IntoView + use<> {
    let listed = of
        .listed
        .iter()
        .enumerate()
        .map(|(position, listed)| {
            let y = listed_y(area, position);
            let mark = match listed.mark {
                Mark::Taken => {
                    view! { <circle class="mark taken" cx=area.x + 20.0 cy=y - 1.0 r="5.5"></circle> }
                        .into_any()
                }
                Mark::PassedOver => {
                    let path = format!("M{} {}h11", area.x + 14.5, y - 1.0);
                    view! { <path class="mark passed-over" d=path></path> }.into_any()
                }
                Mark::NotAsked => {
                    view! { <circle class="mark" cx=area.x + 20.0 cy=y - 1.0 r="5"></circle> }.into_any()
                }
            };
            let class = if listed.mark == Mark::Taken { "picture-strong" } else { "picture-body" };
            let name = format!("{} {}", position + 1, short(&listed.name, fits(area.width - 60.0)));
            view! {
                <g>
                    {mark}
                    {words(class, area.x + 36.0, y + 3.0, name)}
                    {words("picture-caption", area.x + 36.0, y + 19.0, short(&listed.note, 28))}
                </g>
            }
        })
        .collect_view();
    view! {
        <g>
            {box_class(area, "node")}
            {words("picture-strong", area.x + 14.0, area.y + 24.0, short(&of.name, fits(area.width - 28.0)))}
            {words("picture-caption", area.x + 14.0, area.y + 41.0, short(&of.caption, 32))}
            {listed}
        </g>
    }
}

fn gauge(of: &Gauge, x: f64, y: f64, width: f64) -> impl IntoView + use<> {
    let others = width * f64::from(of.others) / 1_000.0;
    let ours = (width * f64::from(of.ours) / 1_000.0).min(width - others);
    view! {
        {words("picture-caption", x, y + 10.0, of.title.to_owned())}
        <text class="picture-caption" x=x + width y=y + 10.0 text-anchor="end">{of.words.clone()}</text>
        <rect class="gauge" x=x y=y + 16.0 width=width height="7" rx="3.5"></rect>
        <rect class="gauge-ours" x=x y=y + 16.0 width=ours height="7" rx="3.5"></rect>
        <rect class="gauge-others" x=x + ours y=y + 16.0 width=others height="7" rx="3.5"></rect>
    }
}

fn tile(of: Tile, x: f64, y: f64) -> impl IntoView {
    match of {
        Tile::Ready => {
            view! { <rect class="tile ready" x=x y=y width="10" height="10" rx="2"></rect> }.into_any()
        }
        Tile::SigningIn => view! {
            <g>
                <rect class="tile ready" x=x y=y width="10" height="10" rx="2"></rect>
                <rect class="tile chosen" x=x - 2.5 y=y - 2.5 width="15" height="15" rx="4"></rect>
            </g>
        }
        .into_any(),
        Tile::Under(done, all) => {
            let height = 8.0 * f64::from(done) / f64::from(all.max(1)) + 1.0;
            view! {
                <g>
                    <rect class="tile under" x=x + 0.75 y=y + 0.75 width="8.5" height="8.5" rx="2"></rect>
                    <rect class="tile part" x=x + 0.75 y=y + 9.25 - height width="8.5" height=height></rect>
                </g>
            }
            .into_any()
        }
        Tile::Held => {
            let path = format!("M{} {y}l5 5l-5 5l-5-5z", x + 5.0);
            view! { <path class="tile held" d=path></path> }.into_any()
        }
    }
}

fn card(of: &Card, area: Area) -> impl IntoView + use<> {
    let rows = rows(of, area.width);
    let (x, inner) = (area.x + 14.0, area.width - 28.0);
    let y = |row: f64| area.y + row;
    let half = (inner - 16.0) / 2.0;
    let in_a_row = tiles_in_a_row(area.width);
    let tiles = of
        .tiles
        .iter()
        .enumerate()
        .map(|(position, &one)| {
            let (column, row) = ((position % in_a_row) as f64, (position / in_a_row) as f64);
            tile(one, x + column * TILE, y(rows.tiles) + row * TILE)
        })
        .collect_view();
    let controllers = of.controllers.iter().enumerate().map(|(position, (name, up))| {
        let badge_of = Badge {
            shape: if *up { Shape::Success } else { Shape::Error },
            words: format!("{name} {}", if *up { "answers here" } else { "does not answer" }),
        };
        let left = x + position as f64 * half;
        badge(&badge_of, left, y(rows.controllers) + 17.0, half)
    });
    let counts =
        if of.more > 0 { format!("{}; {} not drawn", of.counts, of.more) } else { of.counts.clone() };
    let seen_x = area.right() - 14.0;
    let status_width = inner - of.seen.chars().count() as f64 * 6.0 - 8.0;
    view! {
        <g>
            {box_class(area, if of.truth.is_some() { "node differs" } else { "node" })}
            {words("picture-title", x, y(24.0), short(&of.region, fits(inner)))}
            {words("picture-caption", x, y(42.0), short(&format!("{} · {}", of.name, of.prefix), fits(inner) + 4))}
            {badge(&of.status, x, y(rows.status), status_width)}
            <text class="picture-caption" x=seen_x y=y(rows.status) text-anchor="end">{of.seen.clone()}</text>
            {gauge(&of.capacity, x, y(rows.gauges), half)}
            {gauge(&of.addresses, x + half + 16.0, y(rows.gauges), half)}
            {of.truth.as_ref().map(|truth| {
                let frame = Area { x, y: y(rows.truth) - 6.0, width: inner, height: 28.0 };
                view! {
                    {box_class(frame, "truth")}
                    {badge(truth, x + 8.0, y(rows.truth) + 13.0, inner - 12.0)}
                }
            })}
            {of.run.as_ref().map(|run| view! {
                {shape(Shape::Running, x, y(rows.run) - 3.0)}
                {words("picture-caption", x + 22.0, y(rows.run) + 9.0, short(run, fits(inner - 22.0) + 6))}
            })}
            {tiles}
            {words("picture-caption", x, y(rows.counts), short(&counts, fits(inner) + 6))}
            {controllers.collect_view()}
        </g>
    }
}

fn on_premises(of: &OnPremises, area: Area) -> impl IntoView + use<> {
    let controllers = of.controllers.iter().enumerate().map(|(position, (name, up))| {
        let y = area.y + 78.0 + 34.0 * position as f64;
        let badge_of = Badge {
            shape: if *up { Shape::Success } else { Shape::Error },
            words: format!("{} {}", short(name, 12), if *up { "answers" } else { "is down" }),
        };
        badge(&badge_of, area.x + 14.0, y, area.width - 28.0)
    });
    view! {
        <g>
            {box_class(area, "node on-premises")}
            {words("picture-strong", area.x + 14.0, area.y + 24.0, "On-premises".to_owned())}
            {words("picture-caption", area.x + 14.0, area.y + 42.0, short(&of.domain, fits(area.width - 28.0) + 3))}
            {controllers.collect_view()}
        </g>
    }
}

fn node(title: &'static str, of: &Badge, area: Area) -> impl IntoView + use<> {
    view! {
        <g>
            {box_class(area, "node")}
            {words("picture-strong", area.x + 14.0, area.y + 24.0, short(title, fits(area.width - 24.0)))}
            {badge(of, area.x + 14.0, area.y + 44.0, area.width - 28.0)}
        </g>
    }
}

/// Breaks a sentence into lines of so many letters, two at the most.
fn lines(text: &str, letters: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let full = lines
            .last()
            .is_some_and(|line| !line.is_empty() && line.chars().count() + word.chars().count() >= letters);
        if full && lines.len() < 2 {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines.into_iter().map(|line| short(&line, letters)).collect()
}

fn callout(of: &SignIn, area: Area) -> impl IntoView + use<> {
    let good = of.end == super::model::End::Success;
    let sign = if good { Shape::Success } else { Shape::Error };
    let letters = fits(area.width - 56.0);
    let mut y = area.y + 21.0;
    let mut line = |class: &'static str, text: String| {
        let drawn = words(class, area.x + 42.0, y, text);
        y += 18.0;
        drawn
    };
    let sentence: Vec<_> =
        lines(&of.sentence, letters).into_iter().map(|text| line("picture-strong", text)).collect();
    let caption: Vec<_> =
        lines(&of.caption, letters + 6).into_iter().map(|text| line("picture-caption", text)).collect();
    view! {
        <g>
            {box_class(area, if good { "node callout good" } else { "node callout" })}
            {shape(sign, area.x + 14.0, area.y + 9.0)}
            {sentence}
            {caption}
        </g>
    }
}

fn gateway_badge(model: &Model) -> Badge {
    match &model.sign_in {
        Some(sign_in) => Badge { shape: Shape::Info, words: format!("{} asks", sign_in.user) },
        None => Badge { shape: Shape::Success, words: "answers".to_owned() },
    }
}

fn drawn(model: &Model, layout: &Layout) -> impl IntoView + use<> {
    let headings = layout
        .headings
        .iter()
        .map(|heading| words("picture-heading", heading.at.0, heading.at.1, heading.words.to_owned()));
    let hops = layout.hops.iter().map(|hop| {
        let transform = format!("translate({:.1} {:.1})", hop.at.0, hop.at.1);
        let (class, path) = if hop.passed {
            ("hop", "M-3.5 0l2.5 2.5l4.5-5")
        } else {
            ("hop failed", "M-3.5 -3.5l7 7M3.5 -3.5l-7 7")
        };
        view! { <g class=class transform=transform><circle r="8"></circle><path d=path></path></g> }
    });
    view! {
        {headings.collect_view()}
        {layout.curves.iter().map(curve).collect_view()}
        {model.people.iter().zip(&layout.people).map(|(of, &area)| people(of, area)).collect_view()}
        {model.policies.iter().zip(&layout.policies).map(|(of, &area)| policy(of, area)).collect_view()}
        {node("Gateway", &gateway_badge(model), layout.gateway)}
        {model.cards.iter().zip(&layout.cards).map(|(of, &area)| card(of, area)).collect_view()}
        {node("Microsoft Entra ID", &model.entra_id, layout.entra_id)}
        {model.on_premises.as_ref().zip(layout.on_premises).map(|(of, area)| on_premises(of, area))}
        {layout.curves.iter().map(sign).collect_view()}
        {layout.route.iter().map(curve).collect_view()}
        {hops.collect_view()}
        {model.sign_in.as_ref().zip(layout.callout).map(|(of, area)| callout(of, area))}
    }
}

/// The picture in words, for those who do not see it: the table beside it says the rest.
fn spoken(model: &Model) -> String {
    let cards: Vec<String> = model
        .cards
        .iter()
        .map(|card| {
            format!(
                "{} in {}: {}, capacity {}, {}",
                card.name, card.region, card.status.words, card.capacity.words, card.counts
            )
        })
        .collect();
    let sign_in = model.sign_in.as_ref().map(|sign_in| format!(" {}", sign_in.sentence)).unwrap_or_default();
    format!("Picture of the tenant. {}.{sign_in} The table below says the same.", cards.join("; "))
}

/// The picture at a width.
#[component]
pub fn Picture(
    /** What it tells. */
    model: Memo<Model>,
    /** How wide it may be. */
    width: Signal<f64>,
) -> impl IntoView {
    let placed = Memo::new(move |_| model.with(|model| layout(model, width.get())));
    view! {
        <svg
            class="picture"
            role="img"
            aria-label=move || model.with(spoken)
            width=move || placed.with(|layout| layout.width)
            height=move || placed.with(|layout| layout.height)
            viewBox=move || placed.with(|layout| format!("0 0 {} {}", layout.width, layout.height))
        >
            {move || model.with(|model| placed.with(|layout| drawn(model, layout)))}
        </svg>
    }
}
