//! Links that reopen a run: `1.z.<payload>.<check>`, to stand behind the `#` of an address, so that no server gets it.
//!
//! `1` is the version: links of it are read for ever. `z` says that the payload is deflated, `j` that it is not; both are base64url
//! of JSON with what is not as usual: the scenario (its id in the library, or its text), the seed, who acts, what was done and when, the
//! moment, the page. The check tells a link that was cut off from one that is whole.

use std::fmt;

use anc_engine::Digest;
use anc_engine::domain::{Instant, Offset};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use serde_json::{Map, Value, json};

use crate::kept::{Kept, hints, positions};
use crate::session::Session;

/// The version of links that are written.
const VERSION: u64 = 1;
/// Characters of a link that is read.
const LINK_MAX: usize = 32 * 1_024;
/// Bytes of what it unfolds to: a small one could become very large.
const TEXT_MAX: usize = 256 * 1_024;
/// Deflates as well as can be: a link is made once.
const EFFORT: u8 = 10;
/// Characters of the check.
const CHECK: usize = 8;

/// A run and a page, as a link has them.
#[derive(Clone, PartialEq, Debug)]
pub struct Link {
    /// The run.
    pub kept: Kept,
    /// The page, as the address has it.
    pub page: String,
}

/// Why a link leads nowhere.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LinkError {
    /// It was made by a later version, of this number.
    Later(u64),
    /// It is longer than any that this page makes.
    TooLong,
    /// Something of it is missing, or was changed on the way.
    Cut,
    /// It is whole, and no run.
    NoRun,
}

impl fmt::Display for LinkError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Later(version) => write!(
                out,
                "It was made by a later version of the simulator (its links have version {version}, this page reads {VERSION}). Reload the page, or ask for the file instead."
            ),
            Self::TooLong => write!(out, "It is longer than a link can be. Ask for the file instead."),
            Self::Cut => write!(
                out,
                "A part of it is missing, or was changed on its way: some programs cut long links off. Copy it whole, or ask for the file instead."
            ),
            Self::NoRun => write!(out, "It is whole, but what is in it is not a run of this simulator."),
        }
    }
}

impl Link {
    /// Of the open branch of a session.
    pub fn of(session: &Session, page: &str) -> Self {
        Self { kept: Kept::whole(session), page: page.to_owned() }
    }

    /// Whether what stands behind the `#` of an address is meant as a link: a page begins with `/`.
    pub fn is_meant(fragment: &str) -> bool {
        fragment.starts_with(|first: char| first.is_ascii_digit()) && fragment.contains('.')
    }

    /// The link, without `#`.
    pub fn write(&self) -> String {
        let text = self.text();
        let plain = text.as_bytes();
        let deflated = compress_to_vec(plain, EFFORT);
        let (codec, payload) = if deflated.len() < plain.len() { ("z", &*deflated) } else { ("j", plain) };
        format!("{VERSION}.{codec}.{}.{}", URL_SAFE_NO_PAD.encode(payload), check(plain))
    }

    /// Reads a link, without `#`.
    ///
    /// # Errors
    /// Why it leads nowhere.
    pub fn read(link: &str) -> Result<Self, LinkError> {
        if link.len() > LINK_MAX {
            return Err(LinkError::TooLong);
        }
        let mut parts = link.split('.');
        let version = parts.next().and_then(|version| version.parse().ok()).ok_or(LinkError::Cut)?;
        if version != VERSION {
            return Err(if version > VERSION { LinkError::Later(version) } else { LinkError::Cut });
        }
        let [Some(codec), Some(payload), Some(said), None] = [(); 4].map(|()| parts.next()) else {
            return Err(LinkError::Cut);
        };
        let payload = URL_SAFE_NO_PAD.decode(payload).map_err(|_| LinkError::Cut)?;
        let bytes = match codec {
            "z" => decompress_to_vec_with_limit(&payload, TEXT_MAX).map_err(|_| LinkError::Cut)?,
            "j" => payload,
            _ => return Err(LinkError::Cut),
        };
        if check(&bytes) != said {
            return Err(LinkError::Cut);
        }
        let text = std::str::from_utf8(&bytes).map_err(|_| LinkError::NoRun)?;
        let value = serde_json::from_str(text).map_err(|_| LinkError::NoRun)?;
        Self::of_value(&value).ok_or(LinkError::NoRun)
    }

    fn text(&self) -> String {
        let Kept { library, text, seed, actor, now, actions, left_out, lesson, .. } = &self.kept;
        let mut value = Map::new();
        let mut put = |field: &str, is: &str| {
            if !is.is_empty() {
                value.insert(field.to_owned(), is.into());
            }
        };
        put("scenario", library.as_deref().unwrap_or_default());
        put("text", text.as_deref().unwrap_or_default());
        put("as", actor);
        put("at", &now.to_string());
        put("page", &self.page);
        value.insert("seed".to_owned(), (*seed).into());
        let mut before = Instant::ZERO;
        let did: Vec<Value> = actions.iter().map(|action| brief(action, &mut before)).collect();
        if !did.is_empty() {
            value.insert("did".to_owned(), did.into());
        }
        if !left_out.is_empty() {
            value.insert("without".to_owned(), left_out.clone().into());
        }
        if let Some(hints) = lesson {
            value.insert("lesson".to_owned(), hints.clone().into());
        }
        Value::Object(value).to_string()
    }

    fn of_value(value: &Value) -> Option<Self> {
        let text_of = |field: &str| value[field].as_str().map(str::to_owned);
        let (library, text) = (text_of("scenario"), text_of("text"));
        (library.is_some() != text.is_some()).then_some(())?;
        let mut before = Instant::ZERO;
        let did = value["did"].as_array().map(Vec::as_slice).unwrap_or_default();
        let actions = did.iter().map(|action| whole(action, &mut before)).collect::<Option<_>>()?;
        let kept = Kept {
            title: library.clone().unwrap_or_else(|| "The scenario of the link".to_owned()),
            library,
            text,
            seed: value["seed"].as_u64()?,
            actor: text_of("as").unwrap_or_default(),
            now: Offset::parse(value["at"].as_str()?).ok()?,
            actions,
            left_out: positions(&value["without"]),
            lesson: hints(&value["lesson"]),
        };
        Some(Self { kept, page: text_of("page").unwrap_or_default() })
    }
}

/// What was done, in brief: how long after what was done before, as what, what it is called, its fields by name, and what is not as
/// usual: by whom, for when, and whether it was done together with that.
fn brief(action: &Value, before: &mut Instant) -> Value {
    let at = action["at"].as_str().and_then(|at| Offset::parse(at).ok()).unwrap_or(*before);
    let since = at.since(*before).to_string();
    *before = at;
    let mut fields = Map::new();
    for (name, texts) in action["fields"].as_object().into_iter().flatten() {
        let one = texts.as_array().filter(|texts| texts.len() == 1).map(|texts| &texts[0]);
        fields.insert(name.clone(), one.unwrap_or(texts).clone());
    }
    let mut brief = vec![since.into(), action["family"].clone(), action["name"].clone(), fields.into()];
    let mut besides = Map::new();
    for field in ["as", "due", "together"] {
        let value = &action[field];
        if !value.is_null() && value != "" && value != false {
            besides.insert(field.to_owned(), value.clone());
        }
    }
    if !besides.is_empty() {
        brief.push(besides.into());
    }
    brief.into()
}

/// The reverse.
fn whole(brief: &Value, before: &mut Instant) -> Option<Value> {
    let since = Offset::parse(brief[0].as_str()?).ok()?;
    let at = before.after(since);
    *before = at;
    let mut fields = Map::new();
    for (name, texts) in brief[3].as_object()? {
        let texts = if texts.is_array() { texts.clone() } else { Value::Array(vec![texts.clone()]) };
        fields.insert(name.clone(), texts);
    }
    let besides = &brief[4];
    Some(json!({
        "at": at.to_string(), "as": besides["as"].as_str().unwrap_or_default(), "family": brief[1], "name": brief[2],
        "fields": fields, "due": besides["due"], "together": besides["together"] == true,
    }))
}

/// What tells a whole text from another.
fn check(text: &[u8]) -> String {
    let mut digest = Digest::of(text).to_string();
    digest.truncate(CHECK);
    digest
}
