//! The picture as a file of its own: what style sheets say of each mark stands in it as attributes, so that it looks the same
//! wherever it is shown, and needs no style that a policy could forbid.

use std::fmt::Write as _;

use super::layout::{layout, px};
use super::marks::{Mark, marks};
use crate::tell::picture::Model;

/// The style sheets that speak of marks, in their order.
const SHEETS: [&str; 3] = [
    include_str!("../../style/badge.css"),
    include_str!("../../style/picture.css"),
    include_str!("../../style/timeline.css"),
];
const TOKENS: &str = include_str!("../../style/tokens.css");
/// What a style sheet may say of a mark, and an attribute can.
const KNOWN: [&str; 9] = [
    "fill",
    "fill-opacity",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "stroke-linecap",
    "stroke-linejoin",
    "font-size",
    "font-weight",
];

/// Which colours.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Colours {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Colours {
    /// The value of a token.
    fn token(self, name: &str) -> Option<&'static str> {
        let (light, rest) = TOKENS.split_once("[data-theme=\"dark\"]")?;
        let block = match self {
            Self::Light => light,
            Self::Dark => rest.split_once('}')?.0,
        };
        let line = block.lines().find_map(|line| line.trim().strip_prefix(name)?.strip_prefix(": "));
        line.map(|value| value.trim_end_matches(';'))
    }
}

/// A rule of a style sheet: the classes that a mark must have, whether it is about texts, and what it says.
struct Rule {
    classes: Vec<&'static str>,
    texts: bool,
    says: Vec<(&'static str, &'static str)>,
}

/// The rules for marks: whatever stands in a condition, or is about what is touched, is left out.
fn rules() -> Vec<Rule> {
    let mut rules = Vec::new();
    for block in SHEETS.iter().flat_map(|sheet| sheet.split("\n@media").next().unwrap_or_default().split('}'))
    {
        let Some((selectors, body)) = block.split_once('{') else { continue };
        let says: Vec<_> =
            body.lines().filter_map(|line| line.trim().trim_end_matches(';').split_once(": ")).collect();
        for selector in selectors.split(',') {
            // What comes before the last part says where it is: in the picture.
            let selector = selector.rsplit("*/").next().unwrap_or_default().trim();
            let last = selector.split_whitespace().last().unwrap_or_default();
            let texts = last == "text";
            if !(texts || last.starts_with('.')) || last.contains([':', '[']) || selector.contains("touch") {
                continue;
            }
            let classes =
                if texts { Vec::new() } else { last.split('.').filter(|class| !class.is_empty()).collect() };
            rules.push(Rule { classes, texts, says: says.clone() });
        }
    }
    rules
}

/// What the rules say of a class, as attributes. Later rules and those with more classes win.
fn attributes(rules: &[Rule], class: &str, is_text: bool, colours: Colours) -> String {
    let has = |wanted: &&str| class.split_whitespace().any(|class| class == *wanted);
    let mut said: Vec<(&str, String)> = Vec::new();
    let mut fits: Vec<&Rule> =
        rules.iter().filter(|rule| if rule.texts { is_text } else { rule.classes.iter().all(has) }).collect();
    fits.sort_by_key(|rule| rule.classes.len());
    for (name, value) in fits.iter().flat_map(|rule| &rule.says) {
        // A tone is the colour of its shape.
        let name = if *name == "color" { "fill" } else { name };
        if !KNOWN.contains(&name) {
            continue;
        }
        let token = value.strip_prefix("var(").and_then(|rest| rest.strip_suffix(')'));
        let value = token.map_or(*value, |token| colours.token(token).unwrap_or("none"));
        said.retain(|(of, _)| *of != name);
        said.push((name, value.to_owned()));
    }
    said.iter().fold(String::new(), |mut all, (name, value)| {
        let _ = write!(all, " {name}=\"{}\"", escaped(value));
        all
    })
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The picture, as wide as that, with its title.
pub fn svg(model: &Model, width: f64, title: &str, colours: Colours) -> String {
    let layout = layout(model, width);
    file(marks(model, &layout), (layout.width, layout.height), title, colours)
}

/// Marks as a file of their own.
pub fn file(marks: Vec<Mark>, (width, height): (f64, f64), title: &str, colours: Colours) -> String {
    let (across, down) = (px(width), px(height));
    let font = "Segoe UI, -apple-system, Helvetica Neue, Arial, Liberation Sans, sans-serif";
    let background = colours.token("--bg3").unwrap_or("none");
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {across} {down}\" width=\"{across}\" height=\"{down}\" font-family=\"{font}\">\n<title>{}</title>\n<rect width=\"{across}\" height=\"{down}\" fill=\"{background}\"/>\n",
        escaped(title)
    );
    let rules = rules();
    for mark in marks {
        let look = |class: &str, is_text: bool| attributes(&rules, class, is_text, colours);
        let _ = match mark {
            Mark::Rect { class, area, round } => writeln!(
                out,
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\"{}/>",
                px(area.x),
                px(area.y),
                px(area.width),
                px(area.height),
                px(round),
                look(class, false)
            ),
            Mark::Path { class, path, transform } => {
                let moved =
                    if transform.is_empty() { String::new() } else { format!(" transform=\"{transform}\"") };
                writeln!(out, "<path d=\"{path}\"{moved}{}/>", look(class, false))
            }
            Mark::Circle { class, at: (x, y), radius } => writeln!(
                out,
                "<circle cx=\"{}\" cy=\"{}\" r=\"{}\"{}/>",
                px(x),
                px(y),
                px(radius),
                look(class, false)
            ),
            Mark::Text { class, at: (x, y), anchor, text } => writeln!(
                out,
                "<text x=\"{}\" y=\"{}\" text-anchor=\"{anchor}\"{}>{}</text>",
                px(x),
                px(y),
                look(class, true),
                escaped(&text)
            ),
        };
    }
    out.push_str("</svg>\n");
    out
}

#[cfg(test)]
mod tests {
    use anc_engine::Simulation;
    use anc_engine::domain::Offset;

    use super::*;
    use crate::state::library::tests as library;
    use crate::tell::picture::model;

    #[test]
    fn every_class_of_a_mark_has_a_look_and_no_file_asks_for_another() {
        let rules = rules();
        for scenario in library::all() {
            let mut simulation = Simulation::new(&scenario.setup);
            for hours in [0, 3, 11] {
                simulation.run_until(Offset::hours(hours)).expect("within limits");
                let model = model(&simulation);
                for mark in marks(&model, &layout(&model, 1_000.0)) {
                    let (class, is_text) = match &mark {
                        Mark::Rect { class, .. } | Mark::Path { class, .. } | Mark::Circle { class, .. } => {
                            (class, false)
                        }
                        Mark::Text { class, .. } => (class, true),
                    };
                    for colours in [Colours::Light, Colours::Dark] {
                        let look = attributes(&rules, class, is_text, colours);
                        assert!(look.contains("fill=") || look.contains("stroke="), "{class}: {look}");
                        assert!(!look.contains("var(") && !look.contains("currentColor"), "{class}: {look}");
                    }
                }
                let text = svg(&model, 1_000.0, &scenario.title, Colours::Dark);
                for foreign in ["href", "style", "url(", "<script", "<image"] {
                    assert!(!text.contains(foreign), "{}: {foreign}", scenario.id);
                }
            }
        }
    }

    #[test]
    fn what_a_name_says_stays_text() {
        assert_eq!(escaped("<a b=\"c\">&"), "&lt;a b=&quot;c&quot;&gt;&amp;");
    }
}
