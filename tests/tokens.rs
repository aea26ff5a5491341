//! The colours: every pair that is used has enough contrast, in both themes; and no style is written into a view.

#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeMap;
use std::path::Path;

type Tokens = BTreeMap<String, (u8, u8, u8)>;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The colours of a theme, as `style/tokens.css` has them.
fn tokens(selector: &str) -> Tokens {
    let css = std::fs::read_to_string(root().join("style/tokens.css")).expect("the tokens");
    let block = css.split(selector).nth(1).and_then(|rest| rest.split('}').next()).expect("a block");
    block
        .lines()
        .filter_map(|line| line.trim().strip_prefix("--")?.strip_suffix(';')?.split_once(": #"))
        .filter(|(_, hex)| hex.len() == 6)
        .map(|(name, hex)| {
            let part = |from: usize| u8::from_str_radix(&hex[from..from + 2], 16).expect("a colour");
            (name.to_owned(), (part(0), part(2), part(4)))
        })
        .collect()
}

fn luminance((red, green, blue): (u8, u8, u8)) -> f64 {
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

fn contrast(left: (u8, u8, u8), right: (u8, u8, u8)) -> f64 {
    let (left, right) = (luminance(left), luminance(right));
    (left.max(right) + 0.05) / (left.min(right) + 0.05)
}

#[test]
fn every_pair_has_enough_contrast_in_both_themes() {
    // Foregrounds on the backgrounds they stand on, and the least contrast: 4.5 for text, 3 for signs and borders.
    let text = ["fg1", "fg2", "fg3", "link", "success", "warning", "danger", "brand"];
    for selector in [":root {\n  color-scheme: light", "[data-theme=\"dark\"] {"] {
        let tokens = tokens(selector);
        let of = |name: &str| *tokens.get(name).unwrap_or_else(|| panic!("{name} is missing in {selector}"));
        let mut pairs: Vec<(&str, &str, f64)> = Vec::new();
        for foreground in text {
            pairs.extend(["bg1", "bg2", "bg3"].map(|background| (foreground, background, 4.5)));
        }
        pairs.extend([
            ("fg-on-brand", "brand", 4.5),
            ("fg-on-brand", "brand-hover", 4.5),
            ("fg-on-brand", "success", 3.0),
            ("fg-on-brand", "danger", 3.0),
            ("fg1", "danger-soft", 4.5),
            ("danger", "danger-soft", 3.0),
            ("fg1", "warning-soft", 4.5),
            ("warning", "warning-soft", 3.0),
            ("stroke-accessible", "bg1", 3.0),
            ("stroke-accessible", "bg3", 3.0),
        ]);
        for (foreground, background, least) in pairs {
            let found = contrast(of(foreground), of(background));
            assert!(found >= least, "{selector}: {foreground} on {background} is {found:.2}, not {least}");
        }
    }
}

#[test]
fn no_view_has_an_inline_style() {
    let mut files = Vec::new();
    collect(&root().join("src"), &mut files);
    assert!(files.len() > 20);
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a source");
        // The content security policy would drop it.
        assert!(!text.contains(concat!("style", "=\"")), "{}", file.display());
        assert!(!text.contains(concat!("inner", "_html")), "{}", file.display());
    }
}

fn collect(folder: &Path, into: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, into);
        } else {
            into.push(path);
        }
    }
}
