//! The browsers that tests run in, one of each engine, with their drivers: Debian's packages and crates.io have them; elsewhere they
//! are looked for.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::process::{output, program, root, run, tools};
use crate::tools::cargo_tool;

const GECKODRIVER: &str = "0.37.1";

const CHROMIUM: [&str; 6] = [
    "/usr/bin/chromium",
    "chromium",
    "google-chrome",
    "chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
];

const FIREFOX: [&str; 4] = [
    "/usr/bin/firefox-esr",
    "firefox",
    "/Applications/Firefox.app/Contents/MacOS/firefox",
    r"C:\Program Files\Mozilla Firefox\firefox.exe",
];

/// An engine.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Engine {
    Chromium,
    Firefox,
    WebKit,
}

/// A browser that is there.
pub(crate) struct Browser {
    engine: Engine,
    /// The path of its driver.
    driver: String,
    /// Its own; none: the driver finds it.
    binary: Option<String>,
}

impl Engine {
    pub(crate) const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Chromium => "Chromium",
            Self::Firefox => "Firefox",
            Self::WebKit => "WebKit",
        }
    }

    /// Those that `--browsers` names, such as `chromium,firefox`.
    pub(crate) fn named(names: &str) -> Result<Vec<Self>, String> {
        names
            .split(',')
            .map(|name| {
                let known = Self::ALL.into_iter().find(|engine| engine.name().eq_ignore_ascii_case(name));
                known
                    .ok_or_else(|| format!("there is no browser {name}: there are chromium, firefox, webkit"))
            })
            .collect()
    }

    /// Where wasm-bindgen's test runner looks for its driver.
    const fn variable(self) -> &'static str {
        match self {
            Self::Chromium => "CHROMEDRIVER",
            Self::Firefox => "GECKODRIVER",
            // Both drivers of WebKit speak alike.
            Self::WebKit => "SAFARIDRIVER",
        }
    }

    /// Its browser and driver, installed where that can be done.
    pub(crate) fn find(self) -> Result<Browser, String> {
        let (driver, binary) = match self {
            Self::Chromium => {
                let browser = found(&CHROMIUM, "CHROME", &["chromium", "chromium-driver"])?;
                let driver = ["/usr/bin/chromedriver", "chromedriver"];
                (found(&driver, "CHROMEDRIVER", &["chromium-driver"])?, Some(browser))
            }
            Self::Firefox => {
                let browser = found(&FIREFOX, "FIREFOX", &["firefox-esr"])?;
                cargo_tool("geckodriver", "geckodriver", GECKODRIVER, true)?;
                let driver = format!("geckodriver{}", std::env::consts::EXE_SUFFIX);
                (tools().join("bin").join(driver).to_string_lossy().into_owned(), Some(browser))
            }
            Self::WebKit if cfg!(target_os = "macos") => ("/usr/bin/safaridriver".to_owned(), None),
            Self::WebKit => {
                let packages = ["webkit2gtk-driver", "xvfb", "xauth"];
                let driver = ["/usr/bin/WebKitWebDriver", "WebKitWebDriver"];
                (found(&driver, "WEBKITDRIVER", &packages)?, mini_browser())
            }
        };
        Ok(Browser { engine: self, driver, binary })
    }
}

/// The path of Chromium, for what only it can measure or emulate.
pub(crate) fn chromium() -> Result<String, String> {
    let browser = Engine::Chromium.find()?;
    browser.binary.ok_or_else(|| "Chromium has no path".to_owned())
}

impl Browser {
    pub(crate) const fn name(&self) -> &'static str {
        self.engine.name()
    }

    /// As the end-to-end tests are told of it.
    pub(crate) fn json(&self) -> Value {
        json!({ "name": self.engine.name(), "driver": self.driver, "browser": self.binary })
    }

    /// Tells wasm-bindgen's test runner to use it, by a file of what its driver has to know.
    pub(crate) fn tell<'a>(&self, command: &'a mut Command) -> Result<&'a mut Command, String> {
        let file = root().join("target").join(format!("webdriver-{}.json", self.name()));
        let told = match (self.engine, &self.binary) {
            (Engine::Chromium, Some(binary)) => {
                let own = root().join("webdriver.json");
                let text = fs::read_to_string(&own).map_err(|error| format!("{}: {error}", own.display()))?;
                let mut told: Value =
                    serde_json::from_str(&text).map_err(|error| format!("webdriver.json: {error}"))?;
                told["goog:chromeOptions"]["binary"] = binary.as_str().into();
                told
            }
            (Engine::Firefox, Some(binary)) => json!({ "moz:firefoxOptions": { "binary": binary } }),
            _ => json!({}),
        };
        fs::write(&file, told.to_string()).map_err(|error| format!("{}: {error}", file.display()))?;
        for engine in Engine::ALL {
            command.env_remove(engine.variable());
        }
        Ok(command.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", file).env(self.engine.variable(), &self.driver))
    }
}

/// A program that may need a screen, on one that nobody sees where there is none.
pub(crate) fn with_screen(name: &str) -> Command {
    let needs_one = cfg!(target_os = "linux") && std::env::var_os("DISPLAY").is_none();
    if !needs_one || output(program("xvfb-run").arg("--help")).is_none() {
        return program(name);
    }
    let mut command = program("xvfb-run");
    command.args(["-a", name]);
    command
}

/// The browser that comes with WebKit's driver: Debian keeps it apart from the path.
fn mini_browser() -> Option<String> {
    let folders = std::fs::read_dir("/usr/lib").into_iter().flatten().flatten();
    folders
        .flat_map(|folder| std::fs::read_dir(folder.path()).into_iter().flatten().flatten())
        .filter(|entry| entry.file_name().to_string_lossy().starts_with("webkit2gtk"))
        .map(|entry| entry.path().join("MiniBrowser"))
        .find(|path| path.exists())
        .map(|path| path.to_string_lossy().into_owned())
}

/// A program by one of its names, or by a variable; otherwise Debian's packages bring it.
fn found(names: &[&str], variable: &str, packages: &[&str]) -> Result<String, String> {
    let look = || {
        let named = std::env::var(variable).ok().filter(|path| Path::new(path).exists());
        named.or_else(|| names.iter().find_map(|name| on_path(name)))
    };
    if let Some(found) = look() {
        return Ok(found);
    }
    install(packages)?;
    look().ok_or_else(|| {
        format!(
            "{} is not there: install it, or name it in {variable}; `--browsers chromium` tests without it",
            names[0]
        )
    })
}

/// The path of a program.
fn on_path(name: &str) -> Option<String> {
    if Path::new(name).is_absolute() {
        return Path::new(name).exists().then(|| name.to_owned());
    }
    let path = std::env::split_paths(&std::env::var_os("PATH")?)
        .map(|folder| folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX)))
        .find(|path| path.exists())?;
    Some(path.to_string_lossy().into_owned())
}

/// Installs Debian's packages, where that is Debian and we may.
fn install(packages: &[&str]) -> Result<(), String> {
    let may = Path::new("/usr/bin/apt-get").exists()
        && output(program("id").arg("-u")).is_some_and(|user| user.trim() == "0");
    if !may {
        return Ok(());
    }
    println!("installing Debian's {}", packages.join(", "));
    let _ = run(program("apt-get").args(["update", "-qq"]));
    let mut install = program("apt-get");
    install.env("DEBIAN_FRONTEND", "noninteractive");
    run(install.args(["install", "-y", "-qq", "--no-install-recommends"]).args(packages))
}
