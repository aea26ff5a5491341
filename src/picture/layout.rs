//! Where everything in the picture goes: pure functions of the model and the width.
//!
//! Left to right is the way of a request: people, the service, Azure, where identity lives. Where the page is too narrow
//! for four columns, they stand below each other, and lines run in the margins.

use super::model::{Card, End, Mark, Model, SignIn};

/// Below this width columns stand below each other.
pub const WIDE_FROM: f64 = 820.0;

const HEAD: f64 = 28.0;
const GAP: f64 = 14.0;
const PADDING: f64 = 14.0;
/// The pitch of tiles.
pub const TILE: f64 = 14.0;
/// The margin for lines in a narrow picture.
const MARGIN: f64 = 18.0;

/// A rectangle.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Area {
    /// Left.
    pub x: f64,
    /// Top.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

impl Area {
    const fn new(x: f64, y: f64, width: f64, height: f64) -> Self {
        Self { x, y, width, height }
    }

    /// The right edge.
    pub fn right(self) -> f64 {
        self.x + self.width
    }

    /// The lower edge.
    pub fn bottom(self) -> f64 {
        self.y + self.height
    }

    /// The middle of its height.
    pub fn middle(self) -> f64 {
        self.y + self.height / 2.0
    }

    /// Whether two rectangles share more than an edge.
    pub fn overlaps(self, other: Self) -> bool {
        self.x < other.right() && other.x < self.right() && self.y < other.bottom() && other.y < self.bottom()
    }
}

/// A point.
pub type Point = (f64, f64);

/// What a line means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Line {
    /// Belongs together.
    Plain,
    /// Taken.
    Taken,
    /// Passed over.
    PassedOver,
    /// Not asked.
    Idle,
    /// A link that carries traffic.
    LinkUp,
    /// A link that does not.
    LinkDown,
    /// A sign-in that works.
    RouteGood,
    /// A sign-in that does not.
    RouteBad,
}

/// A line from one thing to another.
#[derive(Clone, PartialEq, Debug)]
pub struct Curve {
    /// What it means.
    pub line: Line,
    /// Its path.
    pub path: String,
    /// Where its sign or label goes.
    pub middle: Point,
    /// Its label.
    pub label: Option<String>,
}

/// A hop of the sign-in that is shown.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct HopMark {
    /// Where.
    pub at: Point,
    /// Whether it passed.
    pub passed: bool,
}

/// A column's heading.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Heading {
    /// Its words.
    pub words: &'static str,
    /// Where.
    pub at: Point,
}

/// Where everything goes.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Layout {
    /// The whole width.
    pub width: f64,
    /// The whole height.
    pub height: f64,
    /// Headings.
    pub headings: Vec<Heading>,
    /// Groups.
    pub people: Vec<Area>,
    /// Policies.
    pub policies: Vec<Area>,
    /// Whoever signs in, where there is room for it.
    pub person: Option<Area>,
    /// The gateway.
    pub gateway: Area,
    /// Connections.
    pub cards: Vec<Area>,
    /// Microsoft Entra ID.
    pub entra_id: Area,
    /// On-premises.
    pub on_premises: Option<Area>,
    /// The sentence about the sign-in.
    pub callout: Option<Area>,
    /// Lines, below the cards.
    pub curves: Vec<Curve>,
    /// Lines and hops of the sign-in, above the cards.
    pub route: Vec<Curve>,
    /// Its hops.
    pub hops: Vec<HopMark>,
}

/// The height of a policy's card.
fn policy_height(listed: usize) -> f64 {
    56.0 + 38.0 * listed as f64
}

/// Where the entry of a policy's list is.
pub fn listed_y(policy: Area, position: usize) -> f64 {
    policy.y + 66.0 + 38.0 * position as f64
}

/// How many tiles stand in a row.
pub fn tiles_in_a_row(width: f64) -> usize {
    (((width - 2.0 * PADDING + 4.0) / TILE).floor() as usize).max(1)
}

/// A letter of the body text is about this wide.
pub const LETTER: f64 = 6.5;
/// A letter of a caption.
pub const SMALL_LETTER: f64 = 5.8;

/// Breaks a sentence into lines that fit into a width: nothing of it is cut.
pub fn broken(text: &str, width: f64, letter: f64) -> Vec<String> {
    let letters = (width / letter).max(8.0) as usize;
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let has = lines.last().map_or(0, |line| line.chars().count());
        if has > 0 && has + 1 + word.chars().count() > letters {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
}

/// The lines of the sentence about the sign-in, and those of its caption, in a box of a width.
pub fn callout_lines(of: &SignIn, width: f64) -> [Vec<String>; 2] {
    let inner = width - 54.0;
    [broken(&of.sentence, inner, LETTER + 0.4), broken(&of.caption, inner, SMALL_LETTER)]
}

fn callout_height(of: &SignIn, width: f64) -> f64 {
    let lines: usize = callout_lines(of, width).iter().map(Vec::len).sum();
    14.0 + 18.0 * lines as f64
}

/// The rows of a card, from its top: where each part begins.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Rows {
    /// The status.
    pub status: f64,
    /// The gauges.
    pub gauges: f64,
    /// What is true now.
    pub truth: f64,
    /// The run that is under way.
    pub run: f64,
    /// The tiles.
    pub tiles: f64,
    /// The words about the tiles.
    pub counts: f64,
    /// Domain controllers.
    pub controllers: f64,
    /// The lower edge.
    pub end: f64,
}

/// The rows of a card of a width.
pub fn rows(card: &Card, width: f64) -> Rows {
    let status = 66.0;
    let gauges = status + 14.0;
    let truth = gauges + 42.0;
    let run = truth + if card.truth.is_some() { 30.0 } else { 0.0 };
    let tiles = run + if card.run.is_some() { 26.0 } else { 0.0 };
    let lines = card.tiles.len().div_ceil(tiles_in_a_row(width));
    let counts = tiles + TILE * lines as f64 + if lines > 0 { 14.0 } else { 12.0 };
    let controllers = counts + 10.0;
    let end = controllers + if card.controllers.is_empty() { 0.0 } else { 26.0 } + 6.0;
    Rows { status, gauges, truth, run, tiles, counts, controllers, end }
}

fn controllers_height(count: usize) -> f64 {
    66.0 + 34.0 * count as f64
}

/// Lays the picture out.
pub fn layout(model: &Model, width: f64) -> Layout {
    let mut layout = if width >= WIDE_FROM { wide(model, width) } else { narrow(model, width) };
    flows(model, &mut layout, width >= WIDE_FROM);
    layout
}

fn wide(model: &Model, width: f64) -> Layout {
    let (people_x, people_width) = (1.0, 118.0);
    let (service_x, service_width) = (people_x + people_width + 26.0, 180.0);
    let azure_x = service_x + service_width + 30.0;
    let identity_width = 150.0;
    let identity_x = width - identity_width - 1.0;
    let azure_width = identity_x - 84.0 - azure_x;
    let headings = [
        ("People", people_x),
        ("Windows 365", service_x),
        ("Azure: region, connection, subnet", azure_x),
        ("Where identity lives", identity_x),
    ];

    let mut y = HEAD;
    let cards =
        stack(&mut y, model.cards.iter().map(|card| rows(card, azure_width).end), azure_x, azure_width);
    let mut service_y = HEAD;
    let policies = stack(
        &mut service_y,
        model.policies.iter().map(|policy| policy_height(policy.listed.len())),
        service_x,
        service_width,
    );
    let mut people_y = HEAD + 8.0;
    let people = stack(
        &mut people_y,
        model.people.iter().map(|of| if of.sign_ins.is_some() { 74.0 } else { 56.0 }),
        people_x,
        people_width,
    );
    // Whoever signs in stands below the groups, at the height of the gateway.
    let gateway = Area::new(service_x, service_y.max(people_y) + 10.0, service_width, 56.0);
    let person = model.sign_in.as_ref().map(|_| Area::new(people_x, gateway.y, people_width, 56.0));
    let entra_id = Area::new(identity_x, HEAD, identity_width, 58.0);
    let on_premises = model.on_premises.as_ref().map(|of| {
        let height = controllers_height(of.controllers.len());
        // At the height of the connections that ask it, below Microsoft Entra ID.
        let middle = f64::midpoint(HEAD, y);
        let top = (middle - height / 2.0).max(entra_id.bottom() + 40.0);
        Area::new(identity_x, top, identity_width, height)
    });
    let below = on_premises.map_or(0.0, Area::bottom).max(gateway.bottom() + GAP).max(y).max(people_y);
    let callout = model.sign_in.as_ref().map(|sign_in| {
        let width = width - service_x - 1.0;
        Area::new(service_x, below + 4.0, width, callout_height(sign_in, width))
    });
    Layout {
        width,
        height: callout.map_or(below, Area::bottom) + 6.0,
        headings: headings.map(|(words, x)| Heading { words, at: (x, 14.0) }).to_vec(),
        people,
        policies,
        person,
        gateway,
        cards,
        entra_id,
        on_premises,
        callout,
        ..Layout::default()
    }
}

fn narrow(model: &Model, width: f64) -> Layout {
    let (x, inner) = (MARGIN, width - 2.0 * MARGIN);
    let half = (inner - GAP) / 2.0;
    let mut headings = Vec::new();
    let mut y = 0.0;
    let mut head = |words, y: &mut f64| {
        headings.push(Heading { words, at: (x, *y + 14.0) });
        *y += HEAD - 4.0;
    };
    head("People", &mut y);
    let people: Vec<Area> = (0..model.people.len())
        .map(|position| {
            let (column, row) = ((position % 2) as f64, (position / 2) as f64);
            Area::new(x + column * (half + GAP), y + row * (74.0 + GAP), half, 74.0)
        })
        .collect();
    y = people.last().map_or(y, |last| last.bottom() + GAP);
    head("Windows 365", &mut y);
    let heights = model.policies.iter().map(|policy| policy_height(policy.listed.len()));
    let policies = stack(&mut y, heights, x, inner);
    let gateway = Area::new(x, y, half, 56.0);
    let entra_id = Area::new(x + half + GAP, y, half, 56.0);
    y += 56.0 + GAP;
    head("Azure: region, connection, subnet", &mut y);
    let cards = stack(&mut y, model.cards.iter().map(|card| rows(card, inner).end), x, inner);
    let on_premises = model.on_premises.as_ref().map(|of| {
        head("Where identity lives", &mut y);
        let area = Area::new(x, y, inner, controllers_height(of.controllers.len()));
        y = area.bottom() + GAP;
        area
    });
    let callout =
        model.sign_in.as_ref().map(|sign_in| Area::new(x, y, inner, callout_height(sign_in, inner)));
    Layout {
        width,
        height: callout.map_or(y, Area::bottom) + 6.0,
        headings,
        people,
        policies,
        gateway,
        cards,
        entra_id,
        on_premises,
        callout,
        ..Layout::default()
    }
}

fn stack(y: &mut f64, heights: impl Iterator<Item = f64>, x: f64, width: f64) -> Vec<Area> {
    heights
        .map(|height| {
            let area = Area::new(x, *y, width, height);
            *y = area.bottom() + GAP;
            area
        })
        .collect()
}

/// A number of pixels as SVG writes it, to a tenth. Whole numbers do the work: writing floating-point numbers is 15 KB of
/// code that nothing else needs.
pub fn px(pixels: f64) -> String {
    let tenths = (pixels * 10.0).round() as i64;
    let sign = if tenths < 0 { "-" } else { "" };
    let (whole, rest) = (tenths.abs() / 10, tenths.abs() % 10);
    if rest == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
}

/// A curve that leaves and arrives level.
fn across(from: Point, to: Point) -> (String, Point) {
    let middle = f64::midpoint(from.0, to.0);
    let [left, top, turn, right, bottom] = [from.0, from.1, middle, to.0, to.1].map(px);
    let path = format!("M{left} {top}C{turn} {top} {turn} {bottom} {right} {bottom}");
    (path, (middle, f64::midpoint(from.1, to.1)))
}

/// A line that goes out into the margin at `edge`, along it, and back in.
fn around(from: Point, to: Point, edge: f64) -> (String, Point) {
    let path = format!("M{} {}H{}V{}H{}", px(from.0), px(from.1), px(edge), px(to.1), px(to.0));
    (path, (edge, f64::midpoint(from.1, to.1)))
}

fn flows(model: &Model, layout: &mut Layout, is_wide: bool) {
    let left = MARGIN / 2.0;
    let right = layout.width - MARGIN / 2.0;
    let mut curves = Vec::new();
    let mut push = |line, (path, middle): (String, Point), label: Option<String>| {
        curves.push(Curve { line, path, middle, label });
    };
    for (policy, area) in model.policies.iter().zip(&layout.policies) {
        for group in policy.groups.iter().filter_map(|&group| layout.people.get(group)).filter(|_| is_wide) {
            push(Line::Plain, across((group.right(), group.middle()), (area.x, area.y + 28.0)), None);
        }
        for (position, listed) in policy.listed.iter().enumerate() {
            let Some(card) = listed.card.and_then(|card| layout.cards.get(card)) else { continue };
            let line = match (listed.mark, listed.fresh) {
                (Mark::Taken, true) => Line::Taken,
                (Mark::PassedOver, true) => Line::PassedOver,
                _ => Line::Idle,
            };
            let y = listed_y(*area, position);
            let target = (card.x, card.y + 34.0);
            let path =
                if is_wide { across((area.right(), y), target) } else { around((area.x, y), target, left) };
            push(line, path, None);
        }
    }
    for (position, (card, area)) in model.cards.iter().zip(&layout.cards).enumerate() {
        // In the margin links run side by side, as far as there is room.
        let right = right - 5.0 * (position % 2) as f64;
        if let (Some(link), Some(target)) = (&card.link, layout.on_premises) {
            let line = if link.up { Line::LinkUp } else { Line::LinkDown };
            let from = (area.right(), area.y + (area.height / 2.0).min(90.0));
            let path = if is_wide {
                across(from, (target.x, target.middle().max(target.y + 20.0).min(target.bottom() - 20.0)))
            } else {
                around(from, (target.right(), target.middle()), right)
            };
            // In the margin there is no room for a name; the card and the table say it.
            push(line, path, is_wide.then(|| link.kind.to_owned()));
        }
    }
    layout.curves = curves;
    if is_wide {
        route(model, layout);
    }
}

/// The way of the sign-in that is shown: along the gateway to its Cloud PC, and on to where identity lives. It goes as
/// far as it gets.
fn route(model: &Model, layout: &mut Layout) {
    let Some(sign_in) = &model.sign_in else { return };
    let good = sign_in.end == End::Success;
    let line = if good { Line::RouteGood } else { Line::RouteBad };
    let mut curves = Vec::new();
    let mut hops = Vec::new();
    let mut leg = |from: Point, to: Point, passed: Option<bool>| {
        let (path, middle) = across(from, to);
        curves.push(Curve { line, path, middle, label: None });
        if let Some(passed) = passed {
            hops.push(HopMark { at: middle, passed });
        }
    };
    let gateway = layout.gateway;
    if let Some(person) = layout.person {
        leg((person.right(), person.middle()), (gateway.x, gateway.middle()), Some(true));
    }
    if sign_in.end == End::EntraId {
        let entra = layout.entra_id;
        leg((gateway.right(), gateway.middle()), (entra.x, entra.middle()), Some(false));
    } else if let Some(card) = sign_in.card.and_then(|card| layout.cards.get(card)) {
        let enters = (card.x, card.bottom() - 16.0);
        leg((gateway.right(), gateway.middle()), enters, Some(sign_in.end != End::CloudPc));
        let leaves = (card.right(), card.bottom() - 16.0);
        let beyond = !matches!(sign_in.end, End::CloudPc | End::Vnet);
        if beyond && sign_in.hybrid && sign_in.over_link {
            if let Some(target) = layout.on_premises {
                leg(leaves, (target.x, target.bottom() - 20.0), Some(good));
            }
        } else if beyond && !sign_in.hybrid {
            leg(leaves, (layout.entra_id.x, layout.entra_id.bottom() - 16.0), Some(good));
        }
    }
    layout.route = curves;
    layout.hops = hops;
}

#[cfg(test)]
mod tests {
    use anc_engine::Simulation;
    use anc_engine::domain::Offset;

    use super::*;
    use crate::library::tests as library;
    use crate::picture::model::model;

    fn all() -> Vec<(String, Model)> {
        let mut models = Vec::new();
        for scenario in library::all() {
            let mut simulation = Simulation::new(&scenario.setup);
            for hours in [0, 1, 3, 4, 7, 11, 15, 23] {
                simulation.run_until(Offset::hours(hours).after(Offset::minutes(38))).expect("within limits");
                models.push((format!("{} at {hours} h", scenario.id), model(&simulation)));
            }
        }
        models
    }

    fn areas(layout: &Layout) -> Vec<Area> {
        let mut areas = layout.people.clone();
        areas.extend(&layout.policies);
        areas.extend(&layout.cards);
        areas.extend([layout.gateway, layout.entra_id]);
        areas.extend(layout.person);
        areas.extend(layout.on_premises);
        areas.extend(layout.callout);
        areas
    }

    #[test]
    fn nothing_overlaps_and_nothing_is_cut_off() {
        for (name, model) in all() {
            for width in [296.0, 336.0, 500.0, 730.0, 819.0, 820.0, 900.0, 1_150.0, 1_600.0] {
                let layout = layout(&model, width);
                let areas = areas(&layout);
                for (position, area) in areas.iter().enumerate() {
                    assert!(area.x >= 0.0 && area.right() <= width, "{name}, {width}: {area:?} is cut off");
                    assert!(area.bottom() <= layout.height, "{name}, {width}: {area:?} is too low");
                    assert!(area.width > 90.0, "{name}, {width}: {area:?} is too narrow");
                    for other in &areas[..position] {
                        assert!(!area.overlaps(*other), "{name}, {width}: {area:?} and {other:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_long_sentence_is_broken_and_not_cut() {
        let text = "Ada Byron cannot sign in: the link to on-premises is down.";
        let lines = broken(text, 40.0 * LETTER, LETTER);
        assert_eq!(lines.len(), 2);
        assert!(lines.iter().all(|line| line.chars().count() <= 40), "{lines:?}");
        assert_eq!(lines.join(" "), text);
    }

    #[test]
    fn tiles_fit_into_their_card() {
        for (name, model) in all() {
            for width in [300.0, 420.0] {
                for card in &model.cards {
                    let rows = rows(card, width);
                    let lines = card.tiles.len().div_ceil(tiles_in_a_row(width));
                    assert!(rows.tiles + TILE * lines as f64 <= rows.counts, "{name}");
                    assert!(rows.counts < rows.end, "{name}");
                }
            }
        }
    }

    #[test]
    fn the_line_that_was_taken_leads_to_the_alternate() {
        let scenario = library::find("alternate-failover");
        let mut simulation = Simulation::new(&scenario.setup);
        simulation.run_until(Offset::hours(3)).expect("within limits");
        let layout = layout(&model(&simulation), 1_000.0);
        let lines: Vec<Line> = layout
            .curves
            .iter()
            .map(|curve| curve.line)
            .filter(|line| matches!(line, Line::Taken | Line::PassedOver))
            .collect();
        assert_eq!(lines, [Line::PassedOver, Line::Taken]);
    }
}
