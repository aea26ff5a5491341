//! What programs read that turn an address into something to look at, such as editors of wikis: an oEmbed file for each scenario, and a page whose
//! head names it. Both need to know where the site is to stand.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::build::{read, write};
use crate::process::root;

/// What a frame takes, in pixels.
const WIDTH: u32 = 900;
const HEIGHT: u32 = 600;

/// Writes dist/s/ID.html and dist/oembed/ID.json for each scenario of the library.
pub(crate) fn pages(address: &str) -> Result<(), String> {
    let known =
        ["https://", "http://localhost", "http://127.0.0.1"].iter().any(|start| address.starts_with(start));
    let plain = address.chars().all(|letter| letter.is_ascii_alphanumeric() || "-._~:/".contains(letter));
    if !known || !plain || !address.ends_with('/') {
        return Err(format!(
            "{address}: expected an address such as https://example.org/anc/, with a slash at its end"
        ));
    }
    written(address, &root().join("dist"), &read(&root().join("public/library.json"))?)
}

fn written(address: &str, dist: &Path, library: &str) -> Result<(), String> {
    let library: Value = serde_json::from_str(library).map_err(|error| format!("library.json: {error}"))?;
    for folder in ["s", "oembed"] {
        fs::create_dir_all(dist.join(folder)).map_err(|error| format!("{folder}: {error}"))?;
    }
    let chapters = library["chapters"].as_array().into_iter().flatten();
    for of in chapters.flat_map(|chapter| chapter["scenarios"].as_array().into_iter().flatten()) {
        let text =
            |name: &str| of[name].as_str().ok_or_else(|| format!("library.json: a scenario without {name}"));
        let (id, title, summary) = (text("id")?, escaped(text("title")?), escaped(text("summary")?));
        let frame = format!(
            "<iframe title=\"{title}, simulated\" width=\"{WIDTH}\" height=\"{HEIGHT}\" loading=\"lazy\" referrerpolicy=\"no-referrer\" \
             sandbox=\"allow-scripts allow-downloads allow-popups\" src=\"{address}?embed=1&amp;scenario={id}\"></iframe>"
        );
        let told = json!({
            "version": "1.0",
            "type": "rich",
            "provider_name": "ANC Simulator",
            "provider_url": address,
            "title": of["title"],
            "html": frame,
            "width": WIDTH,
            "height": HEIGHT,
            "thumbnail_url": format!("{address}posters/{id}.light.svg"),
            "thumbnail_width": 960,
            "thumbnail_height": 640,
        });
        write(&dist.join("oembed").join(id).with_extension("json"), told.to_string().as_bytes())?;
        let page = format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title} · ANC Simulator</title>\n\
             <meta name=\"description\" content=\"{summary}\">\n\
             <link rel=\"alternate\" type=\"application/json+oembed\" href=\"{address}oembed/{id}.json\" title=\"{title}\">\n\
             <meta http-equiv=\"refresh\" content=\"0; url=../?scenario={id}\">\n</head>\n\
             <body><p><a href=\"../?scenario={id}\">{title}</a></p></body>\n</html>\n"
        );
        write(&dist.join("s").join(id).with_extension("html"), page.as_bytes())?;
    }
    Ok(())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scenario_has_a_page_and_a_file_that_go_with_each_other() {
        let dist = std::env::temp_dir().join(format!("anc-oembed-{}", std::process::id()));
        let library = read(&root().join("public/library.json")).expect("the library");
        let address = "https://example.org/anc/";
        written(address, &dist, &library).expect("pages");
        let mut count = 0;
        for entry in fs::read_dir(root().join("public/scenarios")).expect("the library").flatten() {
            let id = entry.path().file_stem().expect("a name").to_string_lossy().into_owned();
            let file = read(&dist.join("oembed").join(format!("{id}.json"))).expect(&id);
            let told: Value = serde_json::from_str(&file).expect(&id);
            assert_eq!((&told["version"], &told["type"]), (&json!("1.0"), &json!("rich")));
            assert!(
                told["html"]
                    .as_str()
                    .is_some_and(|html| html.contains(&format!("embed=1&amp;scenario={id}\"")))
            );
            let page = read(&dist.join("s").join(format!("{id}.html"))).expect(&id);
            assert!(page.contains(&format!("href=\"{address}oembed/{id}.json\"")), "{page}");
            count += 1;
        }
        assert!(count > 50);
        let _ = fs::remove_dir_all(dist);
        for wrong in ["http://example.org/", "https://example.org/anc", "https://example.org/\"><script>/"] {
            assert!(pages(wrong).is_err(), "{wrong}");
        }
    }
}
