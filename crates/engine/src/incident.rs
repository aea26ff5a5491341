//! A run as an incident report: what it came to, who was hit and for how long, what happened, what it was because of, what is to be
//! done. Every line is computed from the run.

use crate::broken::broken;
use crate::calendar;
use crate::compare::{FIGURES, Value};
use crate::course::{Course, people_time};
use crate::domain::{Entity, GroupId, Instant, Offset, RecordKey, Verdict};
use crate::narration::Tone;
use crate::story::Story;
use crate::why::{beginning, why};
use crate::words::{self, fixed};

/// Things that are told of each kind at the most; how many more there are is said.
pub const TOLD_MAX: usize = 200;
/// Effects that are told of one cause at the most.
const EFFECTS_MAX: usize = 20;
/// Times that a group was hit, told one by one at the most.
const SPANS_MAX: usize = 10;

/// A report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Incident {
    /// What the run is called.
    pub title: String,
    /// From when to when it speaks, in words.
    pub period: String,
    /// What the run came to: what is counted, and how much of it there was.
    pub figures: Vec<(&'static str, String)>,
    /// Who could not sign in.
    pub hit: Vec<Hit>,
    /// What happened that is of note, in order.
    pub timeline: Vec<Entry>,
    /// What went wrong, by what it was because of.
    pub causes: Vec<Cause>,
    /// What is to be done, in sentences.
    pub to_do: Vec<String>,
    /// How many more lines of the timeline there are.
    pub more: usize,
}

/// A group that was hit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hit {
    /// Its name.
    pub group: String,
    /// How many of it could not sign in at once, at the most.
    pub most: usize,
    /// The time of all of them together.
    pub time: Offset,
    /// From when to when, in words: the first of them.
    pub spans: Vec<String>,
    /// How many more there are.
    pub more: usize,
}

/// Something that happened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// When.
    pub at: Instant,
    /// The same in words.
    pub when: String,
    /// How it is meant.
    pub tone: Tone,
    /// What.
    pub title: String,
    /// What it means; may be empty.
    pub text: String,
}

/// What something was because of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cause {
    /// In a sentence.
    pub because: String,
    /// What came of it: the first of them.
    pub effects: Vec<Entry>,
    /// How many more there are.
    pub more: usize,
}

/// The report of a run that was played to its present.
pub fn incident(course: &Course, title: &str) -> Incident {
    let run = course.simulation();
    let mut story = Story::default();
    story.follow(run);
    let mut timeline = Vec::new();
    let mut causes: Vec<(Option<RecordKey>, Cause)> = Vec::new();
    let marks = story.until(run.now());
    for mark in marks {
        let Some(told) = mark.tell(run, run.now()) else { continue };
        let entry = Entry {
            at: mark.at(),
            when: moment(course, mark.at()),
            tone: told.tone,
            title: told.title,
            text: told.text,
        };
        if matches!(told.tone, Tone::Error | Tone::Warning)
            && let Some(answer) = why(run, mark.first)
        {
            let reason = answer.reasons.first().copied();
            let because = reason.and_then(|key| beginning(run, key)).unwrap_or(answer.sentence);
            let known = causes.iter().position(|(key, of)| *key == reason && of.because == because);
            let place = known.unwrap_or_else(|| {
                causes.push((reason, Cause { because, effects: Vec::new(), more: 0 }));
                causes.len() - 1
            });
            let of = &mut causes[place].1;
            if of.effects.len() < EFFECTS_MAX {
                of.effects.push(entry.clone());
            } else {
                of.more += 1;
            }
        }
        if timeline.len() < TOLD_MAX {
            timeline.push(entry);
        }
    }
    let more = marks.len() - timeline.len();
    causes.truncate(TOLD_MAX);
    Incident {
        title: title.to_owned(),
        period: words::from_until(&moment(course, Instant::default()), &moment(course, course.end())),
        figures: FIGURES
            .iter()
            .map(|figure| (figure.title, figure.of(course)))
            .filter(|(_, value)| !matches!(value, Value::None | Value::Count(0)))
            .map(|(title, value)| (title, value.words()))
            .collect(),
        hit: hit(course),
        timeline,
        causes: causes.into_iter().map(|(_, cause)| cause).collect(),
        to_do: to_do(course),
        more,
    }
}

fn moment(course: &Course, at: Instant) -> String {
    let start = course.simulation().world().start;
    calendar::seen_from(start.at(at), start.at(course.end()))
}

fn hit(course: &Course) -> Vec<Hit> {
    let world = course.simulation().world();
    let of_group = |(group, people): (GroupId, &crate::course::Steps<usize>)| {
        let mut spans: Vec<(Instant, Instant)> = Vec::new();
        let mut most = 0;
        for (from, to, &shut_out) in people.spans(course.end()).filter(|(.., shut_out)| **shut_out > 0) {
            most = most.max(shut_out);
            match spans.last_mut() {
                // One or more of them: it is the same outage.
                Some((_, end)) if *end == from => *end = to,
                _ => spans.push((from, to)),
            }
        }
        let told = spans.iter().take(SPANS_MAX);
        let told = told.map(|&(from, to)| words::from_until(&moment(course, from), &moment(course, to)));
        (most > 0).then(|| Hit {
            group: world.title(Entity::Group(group)).to_owned(),
            most,
            time: people_time(people, course.end()),
            spans: told.collect(),
            more: spans.len().saturating_sub(SPANS_MAX),
        })
    };
    world.groups.ids().zip(&course.groups).filter_map(of_group).take(TOLD_MAX).collect()
}

/// What is broken still, and what checks that failed ask for.
fn to_do(course: &Course) -> Vec<String> {
    let run = course.simulation();
    let world = run.world();
    let mut lines: Vec<String> = Vec::new();
    let mut add = |line: String| {
        if lines.len() < TOLD_MAX && !lines.contains(&line) {
            lines.push(line);
        }
    };
    for line in broken(run) {
        add(words::is_broken_since(world.title(line.entity), &line.words, &moment(course, line.because.at)));
    }
    for (_, connection) in world.present_connections() {
        for result in connection.last_run().iter().flat_map(|run| &run.results) {
            if let Verdict::Error(error) = result.verdict {
                add(words::check_asks(&connection.name, result.check.entry().title, error.entry().action));
            }
        }
    }
    if lines.is_empty() {
        lines.push(fixed::NOTHING_TO_DO.to_owned());
    }
    lines
}

impl Incident {
    /// As Markdown, for wikis and tickets: nothing that a name says becomes markup.
    pub fn markdown(&self) -> String {
        let mut out = format!("# {}\n\n{}\n", words::incident_of(&escaped(&self.title)), fixed::SIMULATED);
        let mut section = |title: &str, lines: Vec<String>| {
            if !lines.is_empty() {
                out.push_str(&format!("\n## {title}\n\n{}\n", lines.join("\n")));
            }
        };
        let mut summary = vec![format!("- {}", escaped(&self.period))];
        summary.extend(self.figures.iter().map(|(title, value)| format!("- {title}: {value}")));
        section(fixed::SUMMARY, summary);
        let hit = self.hit.iter().map(|of| {
            let spans = of.spans.iter().map(|span| escaped(span)).collect::<Vec<_>>().join("; ");
            let more = if of.more > 0 { words::so_many_more(&of.more.to_string()) } else { String::new() };
            let spans = if more.is_empty() { spans } else { format!("{spans}; {more}") };
            format!("| {} | {} | {} | {spans} |", escaped(&of.group), of.most, of.time.words())
        });
        let hit: Vec<String> = hit.collect();
        if !hit.is_empty() {
            let head = [fixed::HIT_COLUMNS.to_owned(), "|---|---|---|---|".to_owned()];
            section(fixed::WHO_WAS_HIT, head.into_iter().chain(hit).collect());
        }
        let line = |of: &Entry| {
            let text = if of.text.is_empty() { String::new() } else { format!(": {}", escaped(&of.text)) };
            format!("- {} {}, {}{text}", escaped(&of.when), of.tone.word(), escaped(&of.title))
        };
        let mut timeline: Vec<String> = self.timeline.iter().map(line).collect();
        if self.more > 0 {
            timeline.push(format!("- {}", words::so_many_more(&self.more.to_string())));
        }
        section(fixed::TIMELINE, timeline);
        let mut causes = Vec::new();
        for cause in &self.causes {
            causes.push(format!("- {}", escaped(&cause.because)));
            let effects =
                cause.effects.iter().map(|of| format!("  - {} {}", escaped(&of.when), escaped(&of.title)));
            causes.extend(effects);
            if cause.more > 0 {
                causes.push(format!("  - {}", words::so_many_more(&cause.more.to_string())));
            }
        }
        section(fixed::CAUSES, causes);
        section(fixed::TO_DO, self.to_do.iter().map(|line| format!("- {}", escaped(line))).collect());
        out
    }
}

/// A text in which nothing is markup, on one line.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '&' | '~' => {
                out.extend(['\\', letter]);
            }
            letter if letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
    }
    out
}
