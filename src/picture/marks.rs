//! The picture as a flat list of marks: rectangles, paths, circles and texts, in the order in which they are painted. A
//! pure function of model and layout, with native tests; [`super::draw`] turns each mark into one SVG element.

use super::layout::{
    Area, Curve, LETTER, Layout, Line, Point, SMALL_LETTER, TILE, callout_lines, listed_y, px, rows,
    tiles_in_a_row,
};
use super::model::{
    Badge, Card, Controller, End, Gauge, Model, OnPremises, People, Policy, SignIn, Tile, short,
};
use crate::components::status::Shape;

/// A mark. Classes give colours and strokes (`style/picture.css`).
#[derive(Clone, PartialEq, Debug)]
pub enum Mark {
    /// A rectangle.
    Rect {
        /// Its class.
        class: &'static str,
        /// Where.
        area: Area,
        /// How round its corners are.
        round: f64,
    },
    /// A path, moved and scaled.
    Path {
        /// Its class.
        class: &'static str,
        /// Its path.
        path: String,
        /// How it is moved and scaled, as SVG spells it; empty: not at all.
        transform: String,
    },
    /// A circle.
    Circle {
        /// Its class.
        class: &'static str,
        /// Its middle.
        at: Point,
        /// Its radius.
        radius: f64,
    },
    /// A text.
    Text {
        /// Its class.
        class: &'static str,
        /// Where it is anchored.
        at: Point,
        /// `start`, `middle` or `end`.
        anchor: &'static str,
        /// The text.
        text: String,
    },
}

/// Collects marks.
#[derive(Default)]
struct Paper(Vec<Mark>);

impl Paper {
    fn rect(&mut self, class: &'static str, area: Area, round: f64) {
        self.0.push(Mark::Rect { class, area, round });
    }

    fn path(&mut self, class: &'static str, path: impl Into<String>) {
        self.0.push(Mark::Path { class, path: path.into(), transform: String::new() });
    }

    fn path_at(&mut self, class: &'static str, path: &str, (x, y): Point) {
        let transform = format!("translate({} {})", px(x), px(y));
        self.0.push(Mark::Path { class, path: path.to_owned(), transform });
    }

    fn circle(&mut self, class: &'static str, at: Point, radius: f64) {
        self.0.push(Mark::Circle { class, at, radius });
    }

    fn text(&mut self, class: &'static str, x: f64, y: f64, text: impl Into<String>) {
        self.0.push(Mark::Text { class, at: (x, y), anchor: "start", text: text.into() });
    }

    fn text_end(&mut self, class: &'static str, x: f64, y: f64, text: impl Into<String>) {
        self.0.push(Mark::Text { class, at: (x, y), anchor: "end", text: text.into() });
    }

    /// A text that is cut to a width.
    fn fitted(&mut self, class: &'static str, x: f64, y: f64, text: &str, width: f64) {
        let letter = if class == "picture-caption" { SMALL_LETTER } else { LETTER };
        self.text(class, x, y, short(text, (width / letter).floor().max(5.0) as usize));
    }

    /// A shape of 16 × 16 whose left upper corner is at a point.
    fn shape(&mut self, shape: Shape, x: f64, y: f64) {
        let transform = format!("translate({} {}) scale(0.8)", px(x), px(y));
        self.0.push(Mark::Path { class: shape.class(), path: shape.path().to_owned(), transform });
    }

    fn badge(&mut self, badge: &Badge, x: f64, y: f64, width: f64) {
        self.shape(badge.shape, x, y - 12.5);
        self.fitted("picture-body", x + 22.0, y, &badge.words, width - 22.0);
    }
}

/// All marks of a picture.
pub fn marks(model: &Model, layout: &Layout) -> Vec<Mark> {
    let mut paper = Paper::default();
    for heading in &layout.headings {
        paper.text("picture-heading", heading.at.0, heading.at.1, heading.words);
    }
    for curve in &layout.curves {
        line(&mut paper, curve);
    }
    for (of, &area) in model.people.iter().zip(&layout.people) {
        people(&mut paper, of, area);
    }
    for (of, &area) in model.policies.iter().zip(&layout.policies) {
        policy(&mut paper, of, area);
    }
    if let Some((of, area)) = model.sign_in.as_ref().zip(layout.person) {
        person(&mut paper, of, area);
    }
    node(&mut paper, "Gateway", &gateway_badge(model), layout.gateway);
    for (of, &area) in model.cards.iter().zip(&layout.cards) {
        card(&mut paper, of, area);
    }
    node(&mut paper, "Microsoft Entra ID", &model.entra_id, layout.entra_id);
    if let Some((of, area)) = model.on_premises.as_ref().zip(layout.on_premises) {
        on_premises(&mut paper, of, area);
    }
    for curve in &layout.curves {
        sign(&mut paper, curve);
    }
    for curve in &layout.route {
        line(&mut paper, curve);
    }
    for hop in &layout.hops {
        let (disc, path) = if hop.passed { ("disc success", TICK) } else { ("disc danger", CROSS) };
        paper.circle(disc, hop.at, 8.0);
        paper.path_at("on-disc", path, hop.at);
    }
    if let Some((of, area)) = model.sign_in.as_ref().zip(layout.callout) {
        callout(&mut paper, of, area);
    }
    paper.0
}

const TICK: &str = "M-3.5 0l2.5 2.5l4.5-5";
const CROSS: &str = "M-3.5 -3.5l7 7M3.5 -3.5l-7 7";
const ARROW: &str = "M-3.5 0h7M0.5 -3l3 3l-3 3";

fn line(paper: &mut Paper, curve: &Curve) {
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
    paper.path(class, curve.path.clone());
}

/// What stands on a line: the arrow of a taken one, the cross of a broken link, the name of a link.
fn sign(paper: &mut Paper, curve: &Curve) {
    let (x, y) = curve.middle;
    match curve.line {
        Line::Taken => {
            paper.circle("disc brand", (x, y), 8.0);
            paper.path_at("on-disc", ARROW, (x, y));
        }
        Line::LinkDown => {
            paper.circle("disc danger", (x, y), 9.0);
            paper.path_at("on-disc", CROSS, (x, y));
        }
        _ => {}
    }
    if let Some(label) = &curve.label {
        let width = label.chars().count() as f64 * SMALL_LETTER + 12.0;
        let top = if curve.line == Line::LinkDown { y + 12.0 } else { y - 9.0 };
        paper.rect("label", Area { x: x - width / 2.0, y: top, width, height: 18.0 }, 4.0);
        let text = label.clone();
        paper.0.push(Mark::Text { class: "picture-caption", at: (x, top + 13.0), anchor: "middle", text });
    }
}

fn people(paper: &mut Paper, of: &People, area: Area) {
    let (x, inner) = (area.x + 12.0, area.width - 24.0);
    paper.rect("node", area, 8.0);
    paper.fitted("picture-strong", x, area.y + 24.0, &of.name, inner);
    paper.text("picture-caption", x, area.y + 42.0, of.count.clone());
    if let Some(sign_ins) = &of.sign_ins {
        paper.shape(sign_ins.shape, x - 2.0, area.y + 49.5);
        paper.fitted("picture-caption", x + 17.0, area.y + 62.0, &sign_ins.words, inner - 12.0);
    }
}

fn policy(paper: &mut Paper, of: &Policy, area: Area) {
    use super::model::Mark as Choice;
    let (x, inner) = (area.x + 14.0, area.width - 28.0);
    paper.rect("node", area, 8.0);
    paper.fitted("picture-strong", x, area.y + 24.0, &of.name, inner);
    paper.fitted("picture-caption", x, area.y + 41.0, &of.caption, inner + 6.0);
    for (position, listed) in of.listed.iter().enumerate() {
        let y = listed_y(area, position);
        match listed.mark {
            Choice::Taken => paper.circle("choice taken", (x + 6.0, y - 1.0), 5.5),
            Choice::PassedOver => {
                paper.path("choice passed-over", format!("M{} {}h11", px(x + 0.5), px(y - 1.0)));
            }
            Choice::NotAsked => paper.circle("choice", (x + 6.0, y - 1.0), 5.0),
        }
        let class = if listed.mark == Choice::Taken { "picture-strong" } else { "picture-body" };
        let name = format!("{} {}", position + 1, listed.name);
        paper.fitted(class, x + 22.0, y + 3.0, &name, inner - 22.0);
        paper.fitted("picture-caption", x + 22.0, y + 19.0, &listed.note, inner - 8.0);
    }
}

fn gauge(paper: &mut Paper, of: &Gauge, x: f64, y: f64, width: f64) {
    let others = width * f64::from(of.others) / 1_000.0;
    let ours = (width * f64::from(of.ours) / 1_000.0).min(width - others);
    let bar = Area { x, y: y + 16.0, width, height: 7.0 };
    paper.text("picture-caption", x, y + 10.0, of.title);
    paper.text_end("picture-caption", x + width, y + 10.0, of.words.clone());
    paper.rect("gauge", bar, 3.5);
    paper.rect("gauge-ours", Area { width: ours, ..bar }, 3.5);
    paper.rect("gauge-others", Area { x: x + ours, width: others, ..bar }, 3.5);
}

fn tile(paper: &mut Paper, of: Tile, x: f64, y: f64) {
    let whole = Area { x, y, width: 10.0, height: 10.0 };
    let inside = Area { x: x + 0.75, y: y + 0.75, width: 8.5, height: 8.5 };
    match of {
        Tile::Ready => paper.rect("tile ready", whole, 2.0),
        Tile::SigningIn => {
            paper.rect("tile ready", whole, 2.0);
            paper.rect("tile chosen", Area { x: x - 2.5, y: y - 2.5, width: 15.0, height: 15.0 }, 4.0);
        }
        Tile::Under(done, all) => {
            let height = 7.5 * f64::from(done) / f64::from(all.max(1)) + 1.0;
            paper.rect("tile under", inside, 2.0);
            paper.rect("tile part", Area { y: y + 9.25 - height, height, ..inside }, 0.0);
        }
        Tile::Held => paper.path("tile held", format!("M{} {}l5 5l-5 5l-5-5z", px(x + 5.0), px(y))),
    }
}

fn card(paper: &mut Paper, of: &Card, area: Area) {
    let rows = rows(of, area.width);
    let (x, inner) = (area.x + 14.0, area.width - 28.0);
    let y = |row: f64| area.y + row;
    let half = (inner - 20.0) / 2.0;
    paper.rect("node", area, 8.0);
    paper.fitted("picture-title", x, y(24.0), &of.region, inner);
    paper.fitted("picture-caption", x, y(42.0), &format!("{} · {}", of.name, of.prefix), inner);
    let seen_width = of.seen.chars().count() as f64 * SMALL_LETTER;
    paper.badge(&of.status, x, y(rows.status), inner - seen_width - 4.0);
    paper.text_end("picture-caption", x + inner, y(rows.status), of.seen.clone());
    gauge(paper, &of.capacity, x, y(rows.gauges), half);
    gauge(paper, &of.addresses, x + half + 20.0, y(rows.gauges), half);
    if let Some(truth) = &of.truth {
        let frame = Area { x, y: y(rows.truth) - 6.0, width: inner, height: 28.0 };
        paper.rect(if truth.shape == Shape::Error { "truth bad" } else { "truth" }, frame, 4.0);
        paper.shape(truth.shape, x + 8.0, y(rows.truth) + 0.5);
        let words = format!("true now: {}", truth.words);
        paper.fitted("picture-caption strong", x + 29.0, y(rows.truth) + 12.5, &words, inner - 34.0);
    }
    if let Some(run) = &of.run {
        paper.shape(Shape::Running, x, y(rows.run) - 3.0);
        paper.fitted("picture-caption", x + 22.0, y(rows.run) + 9.0, run, inner - 18.0);
    }
    let in_a_row = tiles_in_a_row(area.width);
    for (position, &one) in of.tiles.iter().enumerate() {
        let (column, row) = ((position % in_a_row) as f64, (position / in_a_row) as f64);
        tile(paper, one, x + column * TILE, y(rows.tiles) + row * TILE);
    }
    let counts =
        if of.more > 0 { format!("{}; {} not drawn", of.counts, of.more) } else { of.counts.clone() };
    paper.fitted("picture-caption", x, y(rows.counts), &counts, inner);
    let y = y(rows.controllers) + 17.0;
    match &of.controllers[..] {
        [] => {}
        [one] => paper.badge(&controller_badge(one), x, y, inner),
        [left, right] => {
            paper.badge(&controller_badge(left), x, y, half);
            paper.badge(&controller_badge(right), x + half + 20.0, y, half);
        }
        many => {
            let answering = many.iter().filter(|of| of.answers).count();
            let shape = if answering > 0 { Shape::Success } else { Shape::Error };
            let words = format!("{answering} of {} domain controllers answer", many.len());
            paper.badge(&Badge { shape, words }, x, y, inner);
        }
    }
}

fn controller_badge(of: &Controller) -> Badge {
    let shape = if of.answers { Shape::Success } else { Shape::Error };
    Badge { shape, words: format!("{} {}", short(&of.name, 18), of.words) }
}

fn on_premises(paper: &mut Paper, of: &OnPremises, area: Area) {
    let (x, inner) = (area.x + 14.0, area.width - 28.0);
    paper.rect("node on-premises", area, 8.0);
    paper.text("picture-strong", x, area.y + 24.0, "On-premises");
    paper.fitted("picture-caption", x, area.y + 42.0, &of.domain, inner);
    for (position, controller) in of.controllers.iter().enumerate() {
        let y = area.y + 78.0 + 34.0 * position as f64;
        paper.badge(&controller_badge(controller), x, y, inner);
    }
}

fn node(paper: &mut Paper, title: &str, of: &Badge, area: Area) {
    paper.rect("node", area, 8.0);
    paper.fitted("picture-strong", area.x + 14.0, area.y + 24.0, title, area.width - 20.0);
    paper.badge(of, area.x + 14.0, area.y + 44.0, area.width - 24.0);
}

fn person(paper: &mut Paper, of: &SignIn, area: Area) {
    let good = of.end == End::Success;
    let x = area.x + 12.0;
    paper.rect(if good { "node callout good" } else { "node callout" }, area, 8.0);
    paper.fitted("picture-strong", x, area.y + 24.0, &of.user, area.width - 20.0);
    paper.shape(if good { Shape::Success } else { Shape::Error }, x - 2.0, area.y + 31.5);
    let words = if good { "signed in" } else { "cannot sign in" };
    paper.fitted("picture-caption", x + 17.0, area.y + 44.0, words, area.width - 30.0);
}

fn gateway_badge(model: &Model) -> Badge {
    match &model.sign_in {
        Some(sign_in) if sign_in.end == End::EntraId => {
            Badge { shape: Shape::Info, words: "waits".to_owned() }
        }
        Some(_) => Badge { shape: Shape::Success, words: "handed over".to_owned() },
        None => Badge { shape: Shape::Success, words: "answers".to_owned() },
    }
}

fn callout(paper: &mut Paper, of: &SignIn, area: Area) {
    let good = of.end == End::Success;
    paper.rect(if good { "node callout good" } else { "node callout" }, area, 8.0);
    paper.shape(if good { Shape::Success } else { Shape::Error }, area.x + 14.0, area.y + 9.0);
    let mut y = area.y + 21.0;
    for (class, lines) in ["picture-strong", "picture-caption"].into_iter().zip(callout_lines(of, area.width))
    {
        for line in lines {
            paper.text(class, area.x + 40.0, y, line);
            y += 18.0;
        }
    }
}

#[cfg(test)]
mod tests {
    use anc_engine::Simulation;
    use anc_engine::domain::Offset;

    use super::*;
    use crate::library::tests as library;
    use crate::picture::layout::layout;
    use crate::picture::model::model;

    #[test]
    fn no_text_runs_out_of_the_picture() {
        for scenario in library::all() {
            let mut simulation = Simulation::new(&scenario.setup);
            for hours in [0, 1, 4, 8, 11, 20] {
                simulation.run_until(Offset::hours(hours).after(Offset::minutes(37))).expect("within limits");
                let model = model(&simulation);
                for width in [296.0, 336.0, 700.0, 860.0, 1_200.0] {
                    let layout = layout(&model, width);
                    for mark in marks(&model, &layout) {
                        let Mark::Text { at: (x, y), anchor, text, .. } = mark else { continue };
                        // Segoe UI is narrower than what is counted here; wider fonts have the margin of their box.
                        let length = text.chars().count() as f64 * 5.6;
                        let (left, right) = match anchor {
                            "start" => (x, x + length),
                            "end" => (x - length, x),
                            _ => (x - length / 2.0, x + length / 2.0),
                        };
                        assert!(
                            left >= 0.0 && right <= width && y <= layout.height,
                            "{width}: {text:?} at {x}, {y}"
                        );
                    }
                }
            }
        }
    }
}
