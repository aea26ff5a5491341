//! What one can do with time: one table for the toolbar, the keyboard and the help.

/// Something one can do with time, or with the page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TimeCommand {
    /// Play or pause.
    PlayPause,
    /// To the next event.
    NextEvent,
    /// To the previous event.
    PreviousEvent,
    /// One minute on.
    MinuteOn,
    /// One minute back.
    MinuteBack,
    /// To the start.
    Start,
    /// To the end.
    End,
    /// To where the story goes on.
    SkipAhead,
    /// To where it went on last.
    SkipBack,
    /// A slower speed.
    Slower,
    /// A faster speed.
    Faster,
    /// Undo what was done last.
    Undo,
    /// Do it again.
    Redo,
    /// Find anything.
    Find,
    /// Help.
    Help,
    /// Full screen.
    FullScreen,
}

/// A command in words and keys.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The command.
    pub command: TimeCommand,
    /// Its name: the accessible name of its button.
    pub name: &'static str,
    /// The key, as browsers call it.
    pub key: &'static str,
    /// Whether Shift is held. Keys that are signs need no answer: where Shift is needed depends on the keyboard.
    pub shift: Option<bool>,
    /// Whether Control, or Command, is held.
    pub control: bool,
    /// The key, as people call it.
    pub shown: &'static str,
}

/// All commands, in the order of the help.
pub const COMMANDS: [Entry; 16] = [
    entry(TimeCommand::PlayPause, "Play or pause", " ", None, "Space"),
    entry(TimeCommand::NextEvent, "Next event", "ArrowRight", Some(false), "→"),
    entry(TimeCommand::PreviousEvent, "Previous event", "ArrowLeft", Some(false), "←"),
    entry(TimeCommand::MinuteOn, "One minute on", "ArrowRight", Some(true), "Shift →"),
    entry(TimeCommand::MinuteBack, "One minute back", "ArrowLeft", Some(true), "Shift ←"),
    entry(TimeCommand::SkipAhead, "Skip ahead", "]", None, "]"),
    entry(TimeCommand::SkipBack, "Skip back", "[", None, "["),
    entry(TimeCommand::Start, "To the start", "Home", None, "Home"),
    entry(TimeCommand::End, "To the end", "End", None, "End"),
    entry(TimeCommand::Slower, "Slower", "-", None, "−"),
    entry(TimeCommand::Faster, "Faster", "+", None, "+"),
    with_control(entry(TimeCommand::Undo, "Undo", "z", Some(false), "Ctrl Z")),
    with_control(entry(TimeCommand::Redo, "Redo", "z", Some(true), "Ctrl Shift Z")),
    with_control(entry(TimeCommand::Find, "Find", "k", Some(false), "Ctrl K")),
    entry(TimeCommand::FullScreen, "Full screen", "f", None, "F"),
    entry(TimeCommand::Help, "Help", "?", None, "?"),
];

const fn entry(
    command: TimeCommand,
    name: &'static str,
    key: &'static str,
    shift: Option<bool>,
    shown: &'static str,
) -> Entry {
    Entry { command, name, key, shift, control: false, shown }
}

const fn with_control(mut entry: Entry) -> Entry {
    entry.control = true;
    entry
}

impl TimeCommand {
    /// The command's entry.
    pub fn entry(self) -> &'static Entry {
        COMMANDS.iter().find(|entry| entry.command == self).unwrap_or(&COMMANDS[0])
    }

    /// The command of a key.
    pub fn of_key(key: &str, shift: bool, control: bool) -> Option<Self> {
        let is_it = |entry: &&Entry| {
            let key = if control { key.eq_ignore_ascii_case(entry.key) } else { key == entry.key };
            key && entry.control == control && entry.shift.is_none_or(|wanted| wanted == shift)
        };
        COMMANDS.iter().find(is_it).map(|entry| entry.command)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_means_one_thing() {
        for (position, entry) in COMMANDS.iter().enumerate() {
            let found = TimeCommand::of_key(entry.key, entry.shift.unwrap_or_default(), entry.control);
            assert_eq!(found, Some(entry.command));
            let same = |other: &&Entry| {
                (other.key, other.shift, other.control) == (entry.key, entry.shift, entry.control)
            };
            let twins = COMMANDS[..position].iter().filter(same);
            assert_eq!(twins.count(), 0, "{}", entry.name);
        }
    }
}
