//! What is taken along from a page: a text, or a picture.

use leptos::prelude::document;
use leptos::task::spawn_local;

use crate::picture::svg::Colours;
use crate::state::files::{download, download_picture};
use crate::state::{Notice, Run};

/// Something to be taken along: its name, and its text. A picture is drawn of it first.
pub(super) enum Taken {
    File(&'static str, String),
    Picture(&'static str, String),
}

impl Taken {
    /// Hands it over to the browser.
    pub(super) fn take_along(self, run: Run) {
        match self {
            Self::File(name, text) => download(name, &text),
            Self::Picture(name, text) => spawn_local(async move {
                if !download_picture(name, &text).await {
                    run.say(Notice {
                        title: "The picture could not be drawn".to_owned(),
                        lines: vec!["What draws it could not be fetched, or there is no room for it. As SVG it can be taken along.".to_owned()],
                    });
                }
            }),
        }
    }
}

/// The colours of the page.
pub(super) fn colours() -> Colours {
    let dark = document().document_element().and_then(|root| root.get_attribute("data-theme"));
    if dark.as_deref() == Some("dark") { Colours::Dark } else { Colours::Light }
}
