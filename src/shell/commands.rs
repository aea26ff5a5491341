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
    /// The key, as people call it.
    pub shown: &'static str,
}

/// All commands, in the order of the help.
pub const COMMANDS: [Entry; 13] = [
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
    Entry { command, name, key, shift, shown }
}

impl TimeCommand {
    /// The command's entry.
    pub fn entry(self) -> &'static Entry {
        COMMANDS.iter().find(|entry| entry.command == self).unwrap_or(&COMMANDS[0])
    }

    /// The command of a key.
    pub fn of_key(key: &str, shift: bool) -> Option<Self> {
        COMMANDS
            .iter()
            .find(|entry| entry.key == key && entry.shift.is_none_or(|wanted| wanted == shift))
            .map(|entry| entry.command)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_means_one_thing() {
        for (position, entry) in COMMANDS.iter().enumerate() {
            assert_eq!(TimeCommand::of_key(entry.key, entry.shift.unwrap_or_default()), Some(entry.command));
            let twins = COMMANDS[..position]
                .iter()
                .filter(|other| other.key == entry.key && other.shift == entry.shift);
            assert_eq!(twins.count(), 0, "{}", entry.name);
        }
    }
}
