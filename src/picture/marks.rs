//! The picture as a flat list of marks: rectangles, paths, circles and texts, in the order in which they are painted, and the
//! places that can be touched. A pure function of model and layout, with native tests; [`super::draw`] turns each mark into
//! one SVG element.

use super::layout::{
    Area, Curve, GLYPH, LINE, Layout, Line, PADDING, PanelPlace, Point, RowPlace, TILE, callout_lines, px,
    tiles_in_a_row,
};
use crate::shell::address::Page;
use crate::tell::picture::part::{Choice, Gauge, Look, Panel, Part, Row, Target, Tile};
use crate::tell::picture::{End, Model, SignIn};
use crate::tell::shape::Shape;

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

impl Mark {
    /// The same, so far to the right and so far below.
    #[must_use]
    pub fn moved(self, right: f64, down: f64) -> Self {
        match self {
            Self::Rect { class, area, round } => {
                let area = Area { x: area.x + right, y: area.y + down, ..area };
                Self::Rect { class, area, round }
            }
            Self::Path { class, path, transform } => {
                let (right, down) = (px(right), px(down));
                let transform = ["translate(", &right, " ", &down, ") ", &transform].concat();
                Self::Path { class, path, transform }
            }
            Self::Circle { class, at: (x, y), radius } => {
                Self::Circle { class, at: (x + right, y + down), radius }
            }
            Self::Text { class, at: (x, y), anchor, text } => {
                Self::Text { class, at: (x + right, y + down), anchor, text }
            }
        }
    }
}

/// A place that can be touched.
#[derive(Clone, PartialEq, Debug)]
pub struct Touch {
    /// Where.
    pub area: Area,
    /// Where it leads.
    pub target: Target,
    /// In words.
    pub words: String,
    /// Whether Tab stops here: of many small things, what stands for them all does.
    pub stop: bool,
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

    /// Lines below each other, the first one's foot at a height.
    fn lines(&mut self, class: &'static str, x: f64, y: f64, lines: &[String]) {
        for (number, line) in lines.iter().enumerate() {
            self.text(class, x, y + LINE * number as f64, line.clone());
        }
    }

    /// A shape of 16 × 16 whose left upper corner is at a point.
    fn shape(&mut self, shape: Shape, x: f64, y: f64) {
        let transform = format!("translate({} {}) scale(0.8)", px(x), px(y));
        self.0.push(Mark::Path { class: shape.class(), path: shape.path().to_owned(), transform });
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
    for (of, place) in layout.panels(model) {
        panel(&mut paper, of, place);
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

/// Everything that can be touched, in the order in which it is read.
pub fn touches(model: &Model, layout: &Layout) -> Vec<Touch> {
    let mut touches = Vec::new();
    if let Some((of, area)) = model.sign_in.as_ref().zip(layout.callout) {
        let words = match of.target {
            Target::Why(_) => format!("Why? {}", of.sentence),
            Target::Page(_) | Target::All(_) => of.sentence.clone(),
        };
        touches.push(Touch { area, target: of.target.clone(), words, stop: true });
    }
    for (of, place) in layout.panels(model) {
        for (row, at) in of.rows.iter().zip(&place.rows) {
            if let Part::Tiles(tiles, _) = &row.part {
                for (position, (kind, name)) in tiles.iter().enumerate() {
                    let (x, y) = tile_place(at.area, position);
                    touches.push(Touch {
                        area: Area { x: x - 2.0, y: y - 2.0, width: TILE, height: TILE },
                        target: Target::Page(Page::CloudPc(name.clone())),
                        words: format!("{name}, {}", tile_words(*kind)),
                        stop: false,
                    });
                }
            }
            if let Some(target) = &row.target {
                touches.push(touch(of, row, at, target));
            }
        }
    }
    for (curve, (target, words)) in layout.curves.iter().filter_map(|of| Some((of, of.target.as_ref()?))) {
        let (x, y) = curve.middle;
        // A line in the margin has no label, and is near the edge.
        let sign = Area { x: (x - 10.0).min(layout.width - 20.0), y: y - 12.0, width: 20.0, height: 24.0 };
        touches.push(Touch {
            area: curve.label_area().unwrap_or(sign),
            target: target.clone(),
            words: words.clone(),
            stop: true,
        });
    }
    touches
}

fn touch(of: &Panel, row: &Row, at: &RowPlace, target: &Target) -> Touch {
    let title = of.title();
    let words = row.words();
    let words = if words == title { words } else { format!("{title}: {words}") };
    let words = if matches!(target, Target::Why(_)) { format!("Why? {words}") } else { words };
    let area = Area { x: at.area.x + 4.0, width: at.area.width - 8.0, ..at.area };
    // What is full leads where its name does.
    let stop = !matches!(row.part, Part::Gauge(_));
    Touch { area, target: target.clone(), words, stop }
}

const fn tile_words(of: Tile) -> &'static str {
    match of {
        Tile::Ready => "ready",
        Tile::Under(..) => "being provisioned",
        Tile::Held => "a failed attempt that still holds its address",
        Tile::SigningIn => "signing in",
    }
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
        Line::Asking => "asks",
        Line::AskedWell | Line::AskedNotWell => "asked",
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
        Line::Asking => paper.circle("asks-sign", (x, y), 5.5),
        Line::AskedWell => {
            paper.circle("disc success", (x, y), 7.0);
            paper.path_at("on-disc", TICK, (x, y));
        }
        Line::AskedNotWell => {
            paper.circle("disc danger", (x, y), 7.0);
            paper.path_at("on-disc", CROSS, (x, y));
        }
        _ => {}
    }
    if let Some((label, area)) = curve.label.clone().zip(curve.label_area()) {
        paper.rect("label", area, 4.0);
        let at = (x, area.y + 13.0);
        paper.0.push(Mark::Text { class: "picture-caption", at, anchor: "middle", text: label });
    }
}

fn panel(paper: &mut Paper, of: &Panel, place: &PanelPlace) {
    let class = match of.look {
        Look::Plain => "node",
        Look::Dashed => "node on-premises",
        Look::Good => "node callout good",
        Look::Bad => "node callout",
        Look::Bare => "node bare",
    };
    paper.rect(class, place.area, 8.0);
    for (row, at) in of.rows.iter().zip(&place.rows) {
        part(paper, &row.part, at);
    }
}

fn part(paper: &mut Paper, of: &Part, at: &RowPlace) {
    let (x, y) = (at.area.x + PADDING, at.area.y);
    let inner = at.area.width - 2.0 * PADDING;
    match of {
        Part::Title(_) => paper.lines("picture-title", x, y + 15.0, &at.lines),
        Part::Name(_) => paper.lines("picture-strong", x, y + 14.0, &at.lines),
        Part::Caption(_) => paper.lines("picture-caption", x, y + 12.5, &at.lines),
        Part::Badge(badge) => {
            paper.shape(badge.shape, x - 1.0, y + 1.0);
            paper.lines("picture-caption strong", x + GLYPH, y + 13.5, &at.lines);
        }
        Part::Truth(badge) => {
            let frame = Area { x, y: y + 4.0, width: inner, height: at.area.height - 9.0 };
            paper.rect(if badge.shape == Shape::Error { "truth bad" } else { "truth" }, frame, 4.0);
            paper.shape(badge.shape, x + 6.0, y + 6.0);
            paper.lines("picture-caption strong", x + 6.0 + GLYPH, y + 18.0, &at.lines);
        }
        Part::Gauge(of) => gauge(paper, of, x, y, inner),
        Part::Tiles(tiles, _) => {
            for (position, &(one, _)) in tiles.iter().enumerate() {
                let (x, y) = tile_place(at.area, position);
                tile(paper, one, x, y);
            }
        }
        Part::Listed(choice, ..) => {
            let middle = (x + 6.0, y + 10.0);
            match choice {
                Choice::Taken => paper.circle("choice taken", middle, 5.5),
                Choice::PassedOver => {
                    paper.path("choice passed-over", format!("M{} {}h11", px(x + 0.5), px(y + 10.0)));
                }
                Choice::NotAsked => paper.circle("choice", middle, 5.0),
            }
            let class = if *choice == Choice::Taken { "picture-strong" } else { "picture-body" };
            let (name, note) = at.lines.split_at(1.min(at.lines.len()));
            paper.lines(class, x + GLYPH, y + 14.0, name);
            paper.lines("picture-caption", x + GLYPH, y + 14.0 + LINE, note);
        }
        Part::Rule => {
            paper.path("rule", format!("M{} {}h{}", px(x), px(y + 6.0), px(inner)));
        }
    }
}

fn gauge(paper: &mut Paper, of: &Gauge, x: f64, y: f64, width: f64) {
    let others = width * f64::from(of.others.min(1_000)) / 1_000.0;
    let ours = (width * f64::from(of.ours) / 1_000.0).min(width - others);
    let bar = Area { x, y: y + 18.0, width, height: 7.0 };
    paper.text("picture-caption", x, y + 12.0, of.title);
    paper.text_end("picture-caption", x + width, y + 12.0, of.words.clone());
    paper.rect("gauge", bar, 3.5);
    paper.rect("gauge-ours", Area { width: ours, ..bar }, 3.5);
    paper.rect("gauge-others", Area { x: x + ours, width: others, ..bar }, 3.5);
}

fn tile_place(area: Area, position: usize) -> Point {
    let in_a_row = tiles_in_a_row(area.width);
    let (column, row) = ((position % in_a_row) as f64, (position / in_a_row) as f64);
    (area.x + PADDING + column * TILE, area.y + 3.0 + row * TILE)
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
    use crate::picture::layout::layout;
    use crate::state::library::tests as library;
    use crate::tell::picture::model;

    fn at_many_moments(see: impl Fn(&str, &Model)) {
        for scenario in library::all() {
            let mut simulation = Simulation::new(&scenario.setup);
            for hours in [0, 1, 4, 8, 11, 20] {
                simulation.run_until(Offset::hours(hours).after(Offset::minutes(37))).expect("within limits");
                see(&format!("{} at {hours} h", scenario.id), &model(&simulation));
            }
        }
    }

    #[test]
    fn no_text_runs_out_of_the_picture_or_is_cut_but_names() {
        at_many_moments(|name, model| {
            for width in [296.0, 336.0, 700.0, 860.0, 1_200.0] {
                let layout = layout(model, width);
                for mark in marks(model, &layout) {
                    let Mark::Text { at: (x, y), anchor, text, class } = mark else { continue };
                    // Segoe UI is narrower than what is counted here; wider fonts have the margin of their box.
                    let length = text.chars().count() as f64 * 5.6;
                    let (left, right) = match anchor {
                        "start" => (x, x + length),
                        "end" => (x - length, x),
                        _ => (x - length / 2.0, x + length / 2.0),
                    };
                    assert!(
                        left >= 0.0 && right <= width && y <= layout.height,
                        "{name}, {width}: {text:?} at {x}, {y}"
                    );
                    // A sentence has blanks; only a single long word of it may be cut.
                    let cut = text.contains('…') && text.contains(' ') && class.contains("caption");
                    assert!(
                        !cut || text.split(' ').any(|word| word.contains('…') && word.chars().count() >= 8),
                        "{text:?}"
                    );
                }
            }
        });
    }

    /// Whatever a tenant has, the picture is no more work than so many elements: panels, their rows and their tiles are counted.
    #[test]
    fn the_picture_has_a_bounded_number_of_marks() {
        const MARKS_MAX: usize = 900;
        let count = |model: &Model| {
            let layout = layout(model, 1_200.0);
            marks(model, &layout).len() + touches(model, &layout).len()
        };
        let large = count(&crate::tell::picture::tests::large());
        assert!((300..MARKS_MAX).contains(&large), "{large}");
        at_many_moments(|name, model| assert!(count(model) < MARKS_MAX, "{name}: {}", count(model)));
    }

    #[test]
    fn whatever_can_be_touched_lies_in_the_picture_and_says_what_it_is() {
        at_many_moments(|name, model| {
            for width in [336.0, 900.0] {
                let layout = layout(model, width);
                let touches = touches(model, &layout);
                // In an empty tenant there are the services.
                assert!(touches.len() >= 4, "{name}");
                for touch in touches {
                    assert!(
                        !touch.words.is_empty() && touch.area.width >= TILE && touch.area.height >= TILE,
                        "{name}: {touch:?}"
                    );
                    assert!(touch.area.x >= 0.0 && touch.area.right() <= width, "{name}: {touch:?}");
                    assert!(touch.area.bottom() <= layout.height, "{name}: {touch:?}");
                }
            }
        });
    }
}
