//! Where everything in the picture goes: pure functions of the model and the width.
//!
//! Left to right is the way of a request: people, the service, Azure, what it rests on. Where the page is too narrow for four
//! columns, they stand below each other, and lines run in the margins.

use crate::tell::picture::part::{Anchor, Choice, Panel, Part, Target};
use crate::tell::picture::question::{Answered, Asked};
use crate::tell::picture::{End, Link, Model, SignIn};
use crate::words;
use anc_engine::domain::Network;

/// Below this width columns stand below each other.
pub const WIDE_FROM: f64 = 840.0;

const HEAD: f64 = 28.0;
const GAP: f64 = 14.0;
/// From the edge of a panel to what is in it.
pub const PADDING: f64 = 12.0;
/// The pitch of tiles.
pub const TILE: f64 = 14.0;
/// The height of a line of text.
pub const LINE: f64 = 17.0;
/// The width of a shape with the space after it.
pub const GLYPH: f64 = 21.0;
/// What links have between the regions and what they lead to: the longest of their names has room there.
const BETWEEN: f64 = 92.0;
/// How high a label is.
const LABEL: f64 = 18.0;
/// The margin for lines in a narrow picture.
const MARGIN: f64 = 18.0;

/// A letter of the body text is about this wide.
pub const LETTER: f64 = 6.6;
/// A letter of a caption.
pub const SMALL_LETTER: f64 = 5.9;

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
    /// A question of a check that is being asked,
    Asking,
    /// one that found all well,
    AskedWell,
    /// and one that did not.
    AskedNotWell,
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
    /// Where it leads when it is touched, and what that is.
    pub target: Option<(Target, String)>,
}

impl Curve {
    /// Where its label stands: on the line, below the sign of a broken one.
    pub fn label_area(&self) -> Option<Area> {
        let label = self.label.as_ref().filter(|label| !label.is_empty())?;
        let width = label.chars().count() as f64 * SMALL_LETTER + 10.0;
        let (x, y) = self.middle;
        let top = if self.line == Line::LinkDown { y + 11.0 } else { y - 9.0 };
        Some(Area::new(x - width / 2.0, top, width, LABEL))
    }
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

/// Where a row of a panel is, and the lines that its words are broken into.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct RowPlace {
    /// Where.
    pub area: Area,
    /// Its lines.
    pub lines: Vec<String>,
}

/// Where a panel is, with its rows.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct PanelPlace {
    /// Where.
    pub area: Area,
    /// Its rows.
    pub rows: Vec<RowPlace>,
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
    pub people: Vec<PanelPlace>,
    /// Policies.
    pub policies: Vec<PanelPlace>,
    /// What is not drawn of them.
    pub more_policies: Option<PanelPlace>,
    /// Whoever signs in, where there is room for it.
    pub person: Option<PanelPlace>,
    /// The service.
    pub service: PanelPlace,
    /// Regions.
    pub regions: Vec<PanelPlace>,
    /// Microsoft Entra ID.
    pub entra_id: PanelPlace,
    /// Azure and Intune.
    pub others: Vec<PanelPlace>,
    /// On-premises.
    pub on_premises: Option<PanelPlace>,
    /// Other networks.
    pub networks: Option<PanelPlace>,
    /// The sentence about the sign-in.
    pub callout: Option<Area>,
    /// Lines, below the panels.
    pub curves: Vec<Curve>,
    /// Lines and hops of the sign-in, above the panels.
    pub route: Vec<Curve>,
    /// Its hops.
    pub hops: Vec<HopMark>,
}

impl Layout {
    /// Every panel with its place.
    pub fn panels<'a>(&'a self, model: &'a Model) -> Vec<(&'a Panel, &'a PanelPlace)> {
        let mut panels: Vec<(&Panel, &PanelPlace)> = model.people.iter().zip(&self.people).collect();
        panels.extend(model.policies.iter().map(|policy| &policy.panel).zip(&self.policies));
        panels.extend(model.more_policies.as_ref().zip(self.more_policies.as_ref()));
        panels.push((&model.service, &self.service));
        panels.extend(model.sign_in.as_ref().map(|of| &of.person).zip(self.person.as_ref()));
        panels.extend(model.regions.iter().zip(&self.regions));
        panels.push((&model.entra_id, &self.entra_id));
        panels.extend(model.others.iter().zip(&self.others));
        panels.extend(model.networks.as_ref().zip(self.networks.as_ref()));
        panels.extend(model.on_premises.as_ref().zip(self.on_premises.as_ref()));
        panels
    }
}

/// How many tiles stand in a row.
pub fn tiles_in_a_row(width: f64) -> usize {
    (((width - 2.0 * PADDING + 4.0) / TILE).floor() as usize).max(1)
}

/// Breaks a sentence into lines that fit into a width: nothing of it is cut, but a word that is longer than a line.
pub fn broken(text: &str, width: f64, letter: f64) -> Vec<String> {
    let letters = (width / letter).max(8.0) as usize;
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let word = short(word, letters);
        let has = lines.last().map_or(0, |line| line.chars().count());
        if has > 0 && has + 1 + word.chars().count() > letters {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(&word);
        }
    }
    lines
}

/// A name short enough for its place: letters are cut in the middle, where names differ least.
pub fn short(name: &str, letters: usize) -> String {
    let count = name.chars().count();
    if count <= letters || letters < 5 {
        return name.to_owned();
    }
    let head = (letters - 1).div_ceil(2);
    let tail = letters - 1 - head;
    let start: String = name.chars().take(head).collect();
    let end: String = name.chars().skip(count - tail).collect();
    format!("{start}…{end}")
}

/// The lines of a part and its height, in a panel of a width.
fn measured(part: &Part, width: f64) -> (Vec<String>, f64) {
    let inner = width - 2.0 * PADDING;
    let name = |text: &str, letter: f64, room: f64| vec![short(text, (room / letter).max(5.0) as usize)];
    match part {
        Part::Title(text) => (name(text, LETTER + 0.9, inner), 22.0),
        Part::Name(text) => (name(text, LETTER + 0.4, inner), 20.0),
        Part::Caption(text) => {
            let lines = broken(text, inner, SMALL_LETTER);
            let height = LINE * lines.len() as f64 + 1.0;
            (lines, height)
        }
        Part::Badge(badge) => {
            let lines = broken(&badge.words, inner - GLYPH, SMALL_LETTER);
            let height = LINE * lines.len() as f64 + 4.0;
            (lines, height)
        }
        Part::Truth(badge) => {
            let lines = broken(&words::truth_in_picture(&badge.words), inner - GLYPH - 14.0, SMALL_LETTER);
            let height = LINE * lines.len() as f64 + 16.0;
            (lines, height)
        }
        Part::Gauge(_) => (Vec::new(), 32.0),
        Part::Tiles(tiles, _) => {
            let rows = tiles.len().div_ceil(tiles_in_a_row(width));
            (Vec::new(), TILE * rows as f64 + 5.0)
        }
        Part::Listed(_, label, note) => {
            let mut lines = name(label, LETTER + 0.4, inner - GLYPH);
            lines.extend(broken(note, inner - GLYPH, SMALL_LETTER));
            let height = LINE * lines.len() as f64 + 8.0;
            (lines, height)
        }
        Part::Rule => (Vec::new(), 13.0),
    }
}

/// A panel at a place: as high as its rows need.
fn placed(panel: &Panel, x: f64, y: f64, width: f64) -> PanelPlace {
    let mut at = y + 8.0;
    let rows = panel.rows.iter().map(|row| {
        let (lines, height) = measured(&row.part, width);
        let area = Area::new(x, at, width, height);
        at += height;
        RowPlace { area, lines }
    });
    let rows: Vec<RowPlace> = rows.collect();
    PanelPlace { area: Area::new(x, y, width, at + 6.0 - y), rows }
}

fn stack<'a>(y: &mut f64, panels: impl Iterator<Item = &'a Panel>, x: f64, width: f64) -> Vec<PanelPlace> {
    panels
        .map(|panel| {
            let place = placed(panel, x, *y, width);
            *y = place.area.bottom() + GAP;
            place
        })
        .collect()
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

/// Lays the picture out.
pub fn layout(model: &Model, width: f64) -> Layout {
    let is_wide = width >= WIDE_FROM;
    let mut layout = if is_wide { wide(model, width) } else { narrow(model, width) };
    flows(model, &mut layout, is_wide);
    layout
}

fn wide(model: &Model, width: f64) -> Layout {
    let (people_x, people_width) = (1.0, 132.0);
    let (service_x, service_width) = (people_x + people_width + 22.0, 182.0);
    let azure_x = service_x + service_width + 28.0;
    let rest_width = 172.0;
    let rest_x = width - rest_width - 1.0;
    // Between them stand the names of links.
    let azure_width = rest_x - BETWEEN - azure_x;
    let headings = [
        ("People", people_x),
        ("Windows 365", service_x),
        ("Azure: regions and connections", azure_x),
        ("What it rests on", rest_x),
    ];
    let mut people_y = HEAD;
    let people = stack(&mut people_y, model.people.iter(), people_x, people_width);
    let mut service_y = HEAD;
    let policies =
        stack(&mut service_y, model.policies.iter().map(|policy| &policy.panel), service_x, service_width);
    let more_policies = stack(&mut service_y, model.more_policies.iter(), service_x, service_width).pop();
    // Whoever signs in stands below the groups, at the height of the service.
    let service_top = if model.sign_in.is_some() { service_y.max(people_y) } else { service_y };
    let service = placed(&model.service, service_x, service_top, service_width);
    let person = model.sign_in.as_ref().map(|of| placed(&of.person, people_x, service_top, people_width));
    let mut azure_y = HEAD;
    let regions = stack(&mut azure_y, model.regions.iter(), azure_x, azure_width);
    let mut rest_y = HEAD;
    let entra_id = placed(&model.entra_id, rest_x, rest_y, rest_width);
    rest_y = entra_id.area.bottom() + GAP;
    let others = stack(&mut rest_y, model.others.iter(), rest_x, rest_width);
    let on_premises = stack(&mut rest_y, model.on_premises.iter(), rest_x, rest_width).pop();
    let networks = stack(&mut rest_y, model.networks.iter(), rest_x, rest_width).pop();
    let person_bottom = person.as_ref().map_or(0.0, |of| of.area.bottom() + GAP);
    let below = (service.area.bottom() + GAP).max(person_bottom).max(azure_y).max(people_y).max(rest_y) - GAP;
    let callout = model.sign_in.as_ref().map(|sign_in| {
        let width = width - service_x - 1.0;
        Area::new(service_x, below + GAP + 2.0, width, callout_height(sign_in, width))
    });
    Layout {
        width,
        height: callout.map_or(below, Area::bottom) + 6.0,
        headings: headings.map(|(words, x)| Heading { words, at: (x, 14.0) }).to_vec(),
        people,
        policies,
        more_policies,
        person,
        service,
        regions,
        entra_id,
        others,
        on_premises,
        networks,
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
    // What just happened comes first.
    let callout = model.sign_in.as_ref().map(|sign_in| {
        let area = Area::new(x, y, inner, callout_height(sign_in, inner));
        y = area.bottom() + GAP;
        area
    });
    if !model.regions.is_empty() {
        head("Azure: regions and connections", &mut y);
    }
    let regions = stack(&mut y, model.regions.iter(), x, inner);
    if !model.people.is_empty() {
        head("People", &mut y);
    }
    let people = pairs(&mut y, model.people.iter(), x, half);
    head("Windows 365", &mut y);
    let policies = stack(&mut y, model.policies.iter().map(|policy| &policy.panel), x, inner);
    let more_policies = stack(&mut y, model.more_policies.iter(), x, inner).pop();
    let service = placed(&model.service, x, y, inner);
    y = service.area.bottom() + GAP;
    head("What it rests on", &mut y);
    let mut rest = pairs(&mut y, std::iter::once(&model.entra_id).chain(&model.others), x, half).into_iter();
    let entra_id = rest.next().unwrap_or_default();
    let others = rest.collect();
    let on_premises = stack(&mut y, model.on_premises.iter(), x, inner).pop();
    let networks = stack(&mut y, model.networks.iter(), x, inner).pop();
    Layout {
        width,
        height: y - GAP + 6.0,
        headings,
        people,
        policies,
        more_policies,
        service,
        regions,
        entra_id,
        others,
        on_premises,
        networks,
        callout,
        ..Layout::default()
    }
}

/// Panels in two columns.
fn pairs<'a>(y: &mut f64, panels: impl Iterator<Item = &'a Panel>, x: f64, half: f64) -> Vec<PanelPlace> {
    let panels: Vec<&Panel> = panels.collect();
    let mut places = Vec::new();
    for pair in panels.chunks(2) {
        let row: Vec<PanelPlace> = pair
            .iter()
            .enumerate()
            .map(|(column, panel)| placed(panel, x + column as f64 * (half + GAP), *y, half))
            .collect();
        *y = row.iter().map(|place| place.area.bottom()).fold(*y, f64::max) + GAP;
        places.extend(row);
    }
    places
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

/// A line that goes up beside what it starts from, over the panels between, and down beside what it leads to.
fn over(from: Point, to: Point, top: f64) -> (String, Point) {
    let (up, down) = (from.0 + MARGIN / 2.0, to.0 - MARGIN);
    let path = format!(
        "M{} {}H{}V{}H{}V{}H{}",
        px(from.0),
        px(from.1),
        px(up),
        px(top),
        px(down),
        px(to.1),
        px(to.0)
    );
    (path, (down, f64::midpoint(top, to.1)))
}

/// The area of the row with an anchor.
fn anchored(panels: &[(&Panel, &PanelPlace)], anchor: Anchor) -> Option<Area> {
    panels.iter().find_map(|(panel, place)| {
        let position = panel.rows.iter().position(|row| row.anchor == Some(anchor))?;
        place.rows.get(position).map(|row| row.area)
    })
}

fn flows(model: &Model, layout: &mut Layout, is_wide: bool) {
    let left = MARGIN / 2.0;
    let right = layout.width - MARGIN / 2.0;
    let panels = layout.panels(model);
    let mut curves = Vec::new();
    let mut push = |line, (path, middle): (String, Point), link: Option<&Link>| {
        let target = link.and_then(|link| {
            let state = if link.up { "up" } else { "down" };
            Some((link.target.clone()?, words::link_in_picture(&link.kind, &link.name, state)))
        });
        let label = link.filter(|_| is_wide).map(|link| label(link, model.links.len()));
        curves.push(Curve { line, path, middle, label, target });
    };
    for (policy, place) in model.policies.iter().zip(&layout.policies) {
        let area = place.area;
        for group in policy.groups.iter().filter_map(|&group| layout.people.get(group)).filter(|_| is_wide) {
            push(
                Line::Plain,
                across((group.area.right(), group.area.y + 20.0), (area.x, area.y + 20.0)),
                None,
            );
        }
        for (position, &(network, choice, fresh)) in policy.listed.iter().enumerate() {
            let from = place.rows.iter().zip(&policy.panel.rows).find_map(|(place, row)| {
                (row.anchor == Some(Anchor::Listed(network, position))).then_some(place.area)
            });
            let target = anchored(&panels, Anchor::Network(network));
            let Some((from, target)) = from.zip(target) else { continue };
            let line = match (choice, fresh) {
                (Choice::Taken, true) => Line::Taken,
                (Choice::PassedOver, true) => Line::PassedOver,
                _ => Line::Idle,
            };
            let (from_y, to_y) = (from.y + 12.0, target.middle());
            let path = if is_wide {
                across((area.right(), from_y), (target.x, to_y))
            } else {
                around((area.x, from_y), (target.x, to_y), left)
            };
            push(line, path, None);
        }
    }
    for (position, link) in model.links.iter().enumerate() {
        // In the margin links run side by side, as far as there is room.
        let right = right - 5.0 * (position % 2) as f64;
        let to = if link.on_premises { layout.on_premises.as_ref() } else { layout.networks.as_ref() };
        let from = anchored(&panels, Anchor::Network(Network::Connection(link.from)));
        let Some((from, target)) = from.zip(to.map(|place| place.area)) else { continue };
        let line = if link.up { Line::LinkUp } else { Line::LinkDown };
        // Below the name, where the policies' lines do not arrive.
        let from = (from.right(), from.y + 34.0);
        let spread = 18.0 + 11.0 * (position % 6) as f64;
        let path = if is_wide {
            across(from, (target.x, (target.y + spread).min(target.bottom() - 10.0)))
        } else {
            around(from, (target.right(), (target.y + spread).min(target.bottom() - 10.0)), right)
        };
        // In the margin there is no room for a name; the panel and the table say it.
        push(line, path, Some(link));
    }
    if is_wide {
        for (position, question) in model.questions.iter().enumerate() {
            let from = anchored(&panels, Anchor::Checks(question.from));
            // Signs of the same that is asked stand below each other.
            let before = model.questions[..position].iter().filter(|of| of.to == question.to).count();
            if let Some((path, middle)) = from.and_then(|from| asking(question.to, layout, from, before)) {
                let line = match question.answered {
                    Answered::Asking => Line::Asking,
                    Answered::Well => Line::AskedWell,
                    Answered::NotWell => Line::AskedNotWell,
                };
                push(line, (path, middle), None);
            }
        }
    }
    let route = if is_wide { route(model, layout, &panels) } else { (Vec::new(), Vec::new()) };
    layout.curves = curves;
    (layout.route, layout.hops) = route;
}

/// The way of a question from the temporary VM to whom it goes, with its sign at the end of it.
fn asking(to: Asked, layout: &Layout, from: Area, before: usize) -> Option<(String, Point)> {
    const AT_END: f64 = 9.0;
    /// A sign and the gap below it.
    const PITCH: f64 = 13.0;
    let target = match to {
        Asked::Service => layout.service.area,
        Asked::EntraId => layout.entra_id.area,
        Asked::Intune => layout.others.first()?.area,
        Asked::Azure => layout.others.get(1)?.area,
        Asked::OnPremises => layout.on_premises.as_ref()?.area,
    };
    let places = ((target.height - 20.0) / PITCH).floor().max(1.0) as usize;
    let y = target.y + 12.0 + PITCH * (before % places) as f64;
    Some(if to == Asked::Service {
        let end = target.right() + AT_END;
        (across((from.x, from.middle()), (end, y)).0, (end, y))
    } else {
        let end = target.x - AT_END;
        (across((from.right(), from.middle()), (end, y)).0, (end, y))
    })
}

/// What stands on a link: what it is, or its sign alone where there are many.
fn label(link: &Link, count: usize) -> String {
    if count > 6 { String::new() } else { link.kind.clone() }
}

/// The way of the sign-in that is shown: over the gateway to its Cloud PC, and on to where identity lives. It goes as far as
/// it gets.
fn route(model: &Model, layout: &Layout, panels: &[(&Panel, &PanelPlace)]) -> (Vec<Curve>, Vec<HopMark>) {
    let Some(sign_in) = &model.sign_in else { return (Vec::new(), Vec::new()) };
    let good = sign_in.end == End::Success;
    let line = if good { Line::RouteGood } else { Line::RouteBad };
    let mut curves = Vec::new();
    let mut hops = Vec::new();
    let mut draw = |(path, middle): (String, Point), passed: bool| {
        curves.push(Curve { line, path, middle, label: None, target: None });
        hops.push(HopMark { at: middle, passed });
    };
    let mut leg = |from: Point, to: Point, passed: bool| draw(across(from, to), passed);
    let service = layout.service.area;
    if let Some(person) = layout.person.as_ref().map(|place| place.area) {
        let arrives = sign_in.end != End::Service;
        leg((person.right(), person.middle()), (service.x, service.middle()), arrives);
    }
    if sign_in.end == End::Service {
        return (curves, hops);
    }
    let entra_id = layout.entra_id.area;
    let cloud_pcs = sign_in.network.and_then(|network| anchored(panels, Anchor::CloudPcs(network)));
    if sign_in.end == End::EntraId {
        // The device asks by itself: the way passes no region.
        let (from, to) = ((service.right(), service.middle()), (entra_id.x, entra_id.bottom() - 12.0));
        draw(over(from, to, entra_id.y - 7.0), false);
    } else if let Some(place) = cloud_pcs {
        leg((service.right(), service.middle()), (place.x, place.middle()), sign_in.end != End::CloudPc);
        let leaves = (place.right(), place.middle());
        if sign_in.end != End::CloudPc && sign_in.hybrid && sign_in.over_link {
            if let Some(target) = layout.on_premises.as_ref().map(|place| place.area) {
                leg(leaves, (target.x, target.bottom() - 12.0), good);
            }
        } else if sign_in.end != End::CloudPc && !sign_in.hybrid {
            leg(leaves, (entra_id.x, entra_id.bottom() - 12.0), good);
        }
    }
    (curves, hops)
}

#[cfg(test)]
mod tests {
    use anc_engine::Simulation;
    use anc_engine::domain::Offset;
    use anc_engine::domain::region::SUPPORTED_REGIONS;

    use super::*;
    use crate::state::library::tests as library;
    use crate::tell::picture::part::Opened;
    use crate::tell::picture::{model, model_with};

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

    #[test]
    fn nothing_overlaps_and_nothing_is_cut_off() {
        for (name, model) in all() {
            for width in [296.0, 336.0, 500.0, 730.0, 839.0, 840.0, 900.0, 1_150.0, 1_600.0] {
                let layout = layout(&model, width);
                let mut areas: Vec<Area> =
                    layout.panels(&model).iter().map(|(_, place)| place.area).collect();
                areas.extend(layout.callout);
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

    /// Tenants of all sizes, as a simple generator puts them together.
    fn tenants() -> impl Iterator<Item = (String, Model)> {
        let mut state = 11_u64;
        let mut draw = move |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % below
        };
        (0..1_000).map(move |number| {
            // Most are small; some are as large as a tenant may be.
            let most = [3, 5, 12, 30, 100][draw(5)];
            let (connections, domains, groups) = (1 + draw(most), 1 + draw(20.min(most)), 1 + draw(most));
            let regions = 1 + draw(32);
            let mut name = |kind: &str, place: usize| {
                let letters = [0, 3, 20, 45][draw(4)];
                format!("{kind}{place}{}", ["", "-wide"][draw(2)].to_owned() + &"n".repeat(letters))
            };
            let vnets: Vec<String> = (0..connections).map(|of| name("v", of)).collect();
            let links: Vec<String> = (0..connections).map(|of| name("vpn", of)).collect();
            let names: Vec<String> = (0..connections).map(|of| name("anc", of)).collect();
            let people: Vec<String> = (0..groups).map(|of| name("group", of)).collect();
            let list = |count: usize, item: &dyn Fn(usize) -> String| (0..count).map(item).collect::<Vec<_>>().join(",");
            let region = |of: usize| SUPPORTED_REGIONS[of % regions].0;
            let kinds = ["vpn", "expressRoute"];
            let text = format!(
                r#"{{ "format": 1, "id": "tenant", "title": "T", "summary": "S.", "rules": "service-2026-10",
                "start": "2026-03-02T08:00:00Z", "horizon": "1d", "world": {{
                "vnets": [{}], "links": [{}], "domains": [{}], "groups": [{}], "connections": [{}], "policies": [{}] }},
                "events": [{{ "at": "1m", "fault": {{ "kind": "linkDown", "link": "{}" }} }}] }}"#,
                list(connections, &|of| format!(
                    r#"{{ "name": "{}", "region": "{}", "subnets": [{{ "name": "s{of}", "prefix": "10.{of}.0.0/26" }}] }}"#,
                    vnets[of], region(of)
                )),
                list(connections, &|of| format!(
                    r#"{{ "name": "{}", "vnet": "{}", "kind": "{}" }}"#, links[of], vnets[of], kinds[of % 2]
                )),
                list(domains, &|of| format!(r#"{{ "name": "d{of}.contoso.com", "controllers": [{{ "name": "dc-{of}" }}] }}"#)),
                list(groups, &|of| format!(r#"{{ "name": "{}", "people": {} }}"#, people[of], 1 + of % 3)),
                list(connections, &|of| format!(
                    r#"{{ "name": "{}", "joinType": "hybridAzureADJoin", "subnet": "s{of}", "domain": "d{}.contoso.com" }}"#,
                    names[of], of % domains
                )),
                list(groups, &|of| format!(
                    r#"{{ "name": "policy{of}", "connections": ["{}"], "groups": ["{}"] }}"#, names[of % connections], people[of]
                )),
                links[number % connections],
            );
            let scenario = anc_engine::Scenario::parse(text.as_bytes()).unwrap_or_else(|errors| panic!("{errors:?}"));
            let mut simulation = Simulation::new(&scenario.setup);
            simulation.run_until(Offset::minutes(2)).expect("within limits");
            // Of every second one all is opened.
            let opened = if number % 2 == 0 { Opened::default() } else { Opened::ALL };
            (format!("tenant {number} of {connections} connections"), model_with(&simulation, opened))
        })
    }

    #[test]
    fn of_a_thousand_tenants_nothing_overlaps_no_label_crosses_and_all_is_inside() {
        let mut labels = 0;
        for (name, model) in tenants().chain(all()) {
            for width in [360.0 - 24.0, 768.0 - 40.0, 1_440.0 - 520.0] {
                let layout = layout(&model, width);
                let mut areas: Vec<Area> =
                    layout.panels(&model).iter().map(|(_, place)| place.area).collect();
                areas.extend(layout.callout);
                areas.extend(layout.curves.iter().filter_map(Curve::label_area));
                labels += layout.curves.iter().filter_map(Curve::label_area).count();
                for (position, area) in areas.iter().enumerate() {
                    let inside = area.x >= 0.0
                        && area.right() <= width
                        && area.y >= 0.0
                        && area.bottom() <= layout.height;
                    assert!(inside, "{name}, {width}: {area:?} is outside");
                    for other in &areas[..position] {
                        assert!(!area.overlaps(*other), "{name}, {width}: {area:?} and {other:?}");
                    }
                }
            }
        }
        assert!(labels > 1_000, "{labels}");
    }

    #[test]
    fn rows_stand_below_each_other_in_their_panel() {
        for (name, model) in all() {
            for width in [300.0, 900.0] {
                let layout = layout(&model, width);
                for (panel, place) in layout.panels(&model) {
                    assert_eq!(panel.rows.len(), place.rows.len());
                    let mut below = place.area.y;
                    for row in &place.rows {
                        assert!(row.area.y >= below && row.area.bottom() <= place.area.bottom(), "{name}");
                        below = row.area.bottom();
                    }
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

    #[test]
    fn the_way_to_identity_passes_over_no_region() {
        let scenario = library::find("entra-outage");
        let mut simulation = Simulation::new(&scenario.setup);
        simulation.run_until(Offset::minutes(56)).expect("within limits");
        let layout = layout(&model(&simulation), 1_000.0);
        let hop = layout.hops.last().expect("office-01 cannot sign in");
        assert!(!hop.passed);
        let path = &layout.route.last().expect("a way to Microsoft Entra ID").path;
        let numbers: Vec<f64> =
            path.split(['M', 'H', 'V', ' ']).filter_map(|text| text.parse().ok()).collect();
        let [x, y, up, top, down, bottom, end] = numbers[..] else { panic!("{path}") };
        for region in layout.regions.iter().map(|region| region.area) {
            assert!(x < region.x && up < region.x && y > top, "{path}: {region:?}");
            assert!(
                top < region.y && down > region.right() && end > down && bottom > top,
                "{path}: {region:?}"
            );
        }
    }

    #[test]
    fn a_long_sentence_is_broken_and_not_cut() {
        let text = "Ada Byron could not sign in at 18:36: the link to on-premises is down.";
        let lines = broken(text, 40.0 * LETTER, LETTER);
        assert_eq!(lines.len(), 2);
        assert!(lines.iter().all(|line| line.chars().count() <= 40), "{lines:?}");
        assert_eq!(lines.join(" "), text);
    }

    #[test]
    fn long_names_are_cut_in_the_middle() {
        assert_eq!(short("connection-with-a-long-name", 11), "conne…-name");
        assert_eq!(short("short", 11), "short");
    }
}
