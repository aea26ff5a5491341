//! A situation as a piece of somebody's page: what is pasted there, in each kind of page.

use crate::shell::address::Query;
use crate::words;

/// A kind of page.
pub(crate) struct Form {
    /// What it is called.
    pub(crate) title: &'static str,
    /// What to do with the snippet.
    pub(crate) says: &'static str,
    /// Writes it.
    write: fn(&Situation) -> String,
}

/// What is embedded.
pub(crate) struct Situation {
    /// The address of the simulator, with a slash at its end.
    pub(crate) base: String,
    /// The link to a run in which something was done: it says all that the fields below say, but for the title. None: nothing was.
    pub(crate) link: Option<String>,
    /// What is open, at its moment; without a scenario: a file of one's own.
    pub(crate) query: Query,
    /// The page that is shown, without `#/`; empty: the picture.
    pub(crate) page: String,
    /// What it is called, for everybody who does not see it, too.
    pub(crate) title: String,
}

/// All kinds of pages.
pub(crate) const FORMS: [Form; 4] = [
    Form {
        title: "HTML",
        says: "Paste it where it is to stand. Until somebody clicks it, it is a picture.",
        write: element,
    },
    Form {
        title: "Markdown with HTML",
        says: "With an empty line before and after it. The site's generator has to let HTML through.",
        write: element,
    },
    Form {
        title: "SharePoint",
        says: "For the web part Embed. An administrator has to allow this host under HTML Field Security.",
        write: |of| {
            frame(of, "width=\"100%\" height=\"560\" loading=\"lazy\" referrerpolicy=\"no-referrer\"")
        },
    },
    Form {
        title: "MDX",
        says: "A frame as JSX has it.",
        write: |of| {
            let frame =
                frame(of, "width=\"100%\" height={560} loading=\"lazy\" referrerPolicy=\"no-referrer\"");
            frame.replace("></iframe>", " />")
        },
    },
];

impl Situation {
    /// The snippet for a kind of page.
    pub(crate) fn written(&self, form: &Form) -> String {
        (form.write)(self)
    }

    /// The parts of what is open, by their names in addresses and in the element.
    fn parts(&self) -> Vec<(&'static str, String)> {
        let Query { scenario, seed, t, lesson, .. } = &self.query;
        if let Some(link) = &self.link {
            // The scenario is there for its picture.
            let scenario = scenario.clone().map(|id| ("scenario", id));
            return scenario.into_iter().chain([("link", link.clone())]).collect();
        }
        let parts = [
            ("scenario", scenario.clone()),
            ("seed", seed.map(|seed| seed.to_string())),
            ("t", t.map(|t| t.to_string())),
            ("lesson", lesson.then(|| "1".to_owned())),
        ];
        parts.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }
}

/// `<anc-simulator>` with its script.
fn element(of: &Situation) -> String {
    let mut parts = of.parts();
    if !of.page.is_empty() && of.link.is_none() {
        parts.push(("page", of.page.clone()));
    }
    parts.push(("title", of.title.clone()));
    let attributes: Vec<String> =
        parts.iter().map(|(name, value)| format!(" {name}=\"{}\"", escaped(value))).collect();
    let attributes = attributes.concat();
    let base = escaped(&of.base);
    format!("<script src=\"{base}embed.js\" defer></script>\n<anc-simulator{attributes}></anc-simulator>")
}

/// A sandboxed frame.
fn frame(of: &Situation, attributes: &str) -> String {
    let what = match &of.link {
        Some(link) => format!("#{link}"),
        None => {
            let parts: Vec<String> =
                of.parts().iter().map(|(name, value)| format!("&{name}={value}")).collect();
            format!("{}#/{}", parts.concat(), of.page)
        }
    };
    let address = escaped(&format!("{}?embed=1{what}", of.base));
    let title = escaped(&words::simulated(&of.title));
    format!(
        "<iframe title=\"{title}\" {attributes} sandbox=\"allow-scripts allow-downloads allow-popups\" src=\"{address}\"></iframe>"
    )
}

/// A text as the value of an attribute; in JSX a brace begins code.
fn escaped(text: &str) -> String {
    let escapes =
        [("&", "&amp;"), ("\"", "&quot;"), ("<", "&lt;"), (">", "&gt;"), ("{", "&#123;"), ("}", "&#125;")];
    // The sign that begins escapes comes first.
    escapes.iter().fold(text.to_owned(), |text, (letter, escape)| text.replace(letter, escape))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_file_says_becomes_a_part_of_the_page_around() {
        let mut situation = Situation {
            link: None,
            base: "https://example.org/a\"b/".to_owned(),
            query: Query { scenario: Some("x\"><script>".to_owned()), seed: Some(7), ..Query::default() },
            page: "connections/a%20b".to_owned(),
            title: "\"><script>alert(1)</script>{x}&".to_owned(),
        };
        for link in [None, Some("1.z.abc.00000000".to_owned())] {
            situation.link = link;
            for form in &FORMS {
                let text = situation.written(form);
                assert_eq!(text.matches("<script").count(), text.matches("embed.js").count(), "{text}");
                assert!(!text.contains("alert(1)<") && !text.contains("{x}"), "{text}");
                assert_eq!(text.matches('"').count() % 2, 0, "{text}");
                assert_eq!(text.contains("seed"), situation.link.is_none(), "{text}");
                assert_eq!(text.contains("1.z.abc"), situation.link.is_some(), "{text}");
            }
        }
    }
}
