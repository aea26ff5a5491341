//! Status: a shape, a word and a colour; never a colour alone. Four outlines tell apart what colours may not.

use leptos::prelude::*;

use crate::tell::badge::Badge;
use crate::tell::shape::Shape;

impl Shape {
    /// Its path, 20 × 20: Fluent UI System Icons (MIT), and two of our own.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Info => {
                "M18 10a8 8 0 1 0-16 0 8 8 0 0 0 16 0M9.5 8.91a.5.5 0 0 1 1 0v4.69a.5.5 0 0 1-1 0V8.9m-.25-2.16a.75.75 0 1 1 1.5 0 .75.75 0 0 1-1.5 0"
            }
            Self::Success => {
                "M10 2a8 8 0 1 1 0 16 8 8 0 0 1 0-16m3.36 5.65a.5.5 0 0 0-.64-.06l-.07.06L9 11.3 7.35 9.65l-.07-.06a.5.5 0 0 0-.7.7l.07.07 2 2 .07.06c.17.11.4.11.56 0l.07-.06 4-4 .07-.08a.5.5 0 0 0-.06-.63"
            }
            Self::Warning => {
                "M7.37 3.56a3 3 0 0 1 5.26 0l5.5 10A3 3 0 0 1 15.5 18h-11a3 3 0 0 1-2.63-4.44zM10 12.75a.75.75 0 1 0 0 1.5.75.75 0 0 0 0-1.5m0-6.25a.5.5 0 0 0-.5.5v4a.5.5 0 0 0 1 0V7a.5.5 0 0 0-.5-.5"
            }
            Self::Error => {
                "M8.94 1.94a1.5 1.5 0 0 1 2.12 0l7 7a1.5 1.5 0 0 1 0 2.12l-7 7a1.5 1.5 0 0 1-2.12 0l-7-7a1.5 1.5 0 0 1 0-2.12zM7.35 6.65a.5.5 0 1 0-.7.7L9.29 10l-2.64 2.65a.5.5 0 0 0 .7.7L10 10.71l2.65 2.64a.5.5 0 0 0 .7-.7L10.71 10l2.64-2.65a.5.5 0 0 0-.7-.7L10 9.29z"
            }
            Self::Running => {
                "M9.89 3.75a6.25 6.25 0 0 0-3.63 11.26.75.75 0 0 1-.9 1.2q-.44-.34-.84-.73a7.75 7.75 0 0 1 4.83-13.2l-.59-.59A.75.75 0 0 1 9.82.63l2.12 2.12c.3.3.3.77 0 1.06L9.82 5.93a.75.75 0 0 1-1.06-1.06zm.22 12.5a6.25 6.25 0 0 0 3.63-11.26.75.75 0 0 1 .9-1.2q.44.33.84.73a7.75 7.75 0 0 1-4.83 13.2l.59.59a.75.75 0 1 1-1.06 1.06l-2.12-2.12a.75.75 0 0 1 0-1.06l2.12-2.13a.75.75 0 1 1 1.06 1.07z"
            }
            Self::Pending => {
                "M10 2a8 8 0 1 1 0 16 8 8 0 0 1 0-16m0 1a7 7 0 1 0 0 14 7 7 0 0 0 0-14m-.5 2a.5.5 0 0 1 .5.41V10h2.5a.5.5 0 0 1 .09 1H9.5a.5.5 0 0 1-.5-.41V5.5c0-.28.22-.5.5-.5"
            }
            Self::NotRun => {
                "M6.5 9.5h7a.5.5 0 0 1 0 1h-7a.5.5 0 0 1 0-1M10 2a8 8 0 0 1 1.4.12.5.5 0 0 1-.18.99A7 7 0 0 0 10 3a.5.5 0 0 1 0-1M6.1 4.17a.5.5 0 0 1-.1.7 7 7 0 0 0-1.13 1.14.5.5 0 0 1-.8-.61 8 8 0 0 1 1.3-1.3.5.5 0 0 1 .73.07M3.1 8.6a.5.5 0 0 1 .3.64 7 7 0 0 0 0 1.52.5.5 0 0 1-.98.17 8 8 0 0 1 0-1.86.5.5 0 0 1 .68-.47M4.17 13.9a.5.5 0 0 1 .7.1 7 7 0 0 0 1.14 1.13.5.5 0 0 1-.61.8 8 8 0 0 1-1.3-1.3.5.5 0 0 1 .07-.73M8.6 16.9a.5.5 0 0 1 .64-.3 7 7 0 0 0 1.52 0 .5.5 0 0 1 .17.98 8 8 0 0 1-1.86 0 .5.5 0 0 1-.47-.68M13.9 15.83a.5.5 0 0 1 .1-.7 7 7 0 0 0 1.13-1.14.5.5 0 0 1 .8.61 8 8 0 0 1-1.3 1.3.5.5 0 0 1-.73-.07M16.9 11.4a.5.5 0 0 1-.3-.64 7 7 0 0 0 0-1.52.5.5 0 0 1 .98-.17 8 8 0 0 1 0 1.86.5.5 0 0 1-.68.47M15.83 6.1a.5.5 0 0 1-.7-.1 7 7 0 0 0-1.14-1.13.5.5 0 0 1 .61-.8 8 8 0 0 1 1.3 1.3.5.5 0 0 1-.07.73"
            }
        }
    }

    /// The class that gives its colour.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Info => "tone-info",
            Self::Success => "tone-success",
            Self::Warning => "tone-warning",
            Self::Error => "tone-error",
            Self::Running => "tone-running",
            Self::Pending | Self::NotRun => "tone-quiet",
        }
    }
}

/// The shape alone. Words must stand beside it.
pub fn glyph(shape: Shape) -> impl IntoView {
    view! {
        <svg class=format!("glyph {}", shape.class()) viewBox="0 0 20 20" fill="currentColor" aria-hidden="true">
            <path d=shape.path()></path>
        </svg>
    }
}

/// The shape with its words.
pub fn badge(badge: Badge) -> impl IntoView {
    view! {
        <span class="badge">{glyph(badge.shape)}<span class="badge-word">{badge.words}</span></span>
    }
}

/// A shape with words.
pub fn shaped(shape: Shape, words: impl Into<String>) -> impl IntoView {
    badge(Badge::new(shape, words))
}
