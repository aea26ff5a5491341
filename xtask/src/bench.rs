//! Measurements, side by side in one run, written into docs/benchmarks.md with the machine and the date.

use std::fmt::Write as _;
use std::fs;

use serde_json::Value;

use crate::process::{output, program, root, run};
use crate::{browsers, build, cut, size, tools};

/// Medians over the rounds, in milliseconds; ratios are those of the same round.
struct YearFigures {
    native: f64,
    chromium: f64,
    node: f64,
    ratio: f64,
    /// A tenth of the rounds was below the first, a tenth above the second.
    ratio_between: (f64, f64),
    ratio_node: f64,
    /// The same without a digest.
    native_undigested: f64,
    chromium_undigested: f64,
}

impl YearFigures {
    fn of(measured: &Value) -> Self {
        let rounds = measured["rounds"].as_array().map_or(&[][..], Vec::as_slice);
        let ratio = |round: &Value| number(round, "/chromium") / number(round, "/native");
        let over = |figure: &dyn Fn(&Value) -> f64| median(rounds.iter().map(figure));
        Self {
            native: over(&|round| number(round, "/native")),
            chromium: over(&|round| number(round, "/chromium")),
            node: over(&|round| number(round, "/node")),
            ratio: over(&ratio),
            ratio_between: (quantile(rounds.iter().map(ratio), 0.1), quantile(rounds.iter().map(ratio), 0.9)),
            ratio_node: over(&|round| number(round, "/node") / number(round, "/native")),
            native_undigested: over(&|round| number(round, "/nativeUndigested")),
            chromium_undigested: over(&|round| number(round, "/chromiumUndigested")),
        }
    }
}

fn median(figures: impl Iterator<Item = f64>) -> f64 {
    quantile(figures, 0.5)
}

fn quantile(figures: impl Iterator<Item = f64>, share: f64) -> f64 {
    let mut figures: Vec<f64> = figures.collect();
    figures.sort_by(f64::total_cmp);
    figures.get((figures.len() as f64 * share) as usize).copied().unwrap_or(f64::NAN)
}

/// Measures everything and writes the report.
pub(crate) fn bench(parts: &[&str]) -> Result<(), String> {
    if !parts.is_empty() {
        return Err("bench takes no words: its figures belong to one run".to_owned());
    }
    tools::wasm_bindgen()?;
    tools::node()?;
    let chromium = browsers::chromium()?;
    // First: the browser's part of the measurements looks at the built page.
    build::release()?;
    let folder = root().join("bench/kernels");
    let target = root().join("target/bench");
    let cargo = |words: &[&str]| {
        let mut cargo = program("cargo");
        cargo.current_dir(&folder).args(words).arg("--release").arg("--target-dir").arg(&target);
        cargo
    };
    run(&mut cargo(&["build"]))?;
    run(&mut cargo(&["build", "--lib", "--target", tools::WASM]))?;
    let wasm = target.join("wasm32-unknown-unknown/release/kernels.wasm");
    for (kind, out) in [("nodejs", "pkg"), ("web", "web")] {
        let mut bindgen = program("wasm-bindgen");
        bindgen.arg(&wasm).args(["--target", kind, "--no-typescript", "--out-dir"]).arg(folder.join(out));
        run(&mut bindgen)?;
        if tools::wasm_opt() {
            let file = folder.join(out).join("kernels_bg.wasm");
            run(program("wasm-opt").arg(&file).arg("-o").arg(&file).args(cut::WASM_OPT))?;
        }
    }
    let binary = target.join(format!("release/kernels{}", std::env::consts::EXE_SUFFIX));
    let native = json(&mut std::process::Command::new(&binary), "the native run")?;
    let node = json(program("node").arg("run.mjs").current_dir(&folder), "the run in Node")?;
    let mut years = program("node");
    years.arg("year.mjs").arg(&binary).current_dir(&folder).env("CHROME", &chromium);
    let year = YearFigures::of(&json(&mut years, "the years")?);
    let files = size::measure()?;
    run(program("cargo").args(["build", "--release", "--package", "anc-cli"]))?;
    let mut page = program("node");
    page.arg("tests/e2e/measure.mjs").env("CHROME", chromium);
    for (word, variable) in [("text", "YEAR"), ("text-large", "LARGE")] {
        let file = target.join(format!("{word}.json"));
        let text =
            output(std::process::Command::new(&binary).arg(word)).ok_or("the file of a year failed")?;
        fs::write(&file, text).map_err(|error| format!("{}: {error}", file.display()))?;
        page.env(variable, file);
    }
    page.env("ANC", root().join(format!("target/release/anc{}", std::env::consts::EXE_SUFFIX)));
    let page = json(&mut page, "the page")?;
    let text = report(&native, &node, &year, &page, &files);
    fs::create_dir_all(root().join("docs")).map_err(|error| error.to_string())?;
    fs::write(root().join("docs/benchmarks.md"), &text).map_err(|error| error.to_string())?;
    println!("{text}");
    Ok(())
}

fn json(command: &mut std::process::Command, what: &str) -> Result<Value, String> {
    let said = output(command).ok_or_else(|| format!("{what} failed"))?;
    serde_json::from_str(&said).map_err(|error| format!("{what}: {error}"))
}

fn number(value: &Value, pointer: &str) -> f64 {
    value.pointer(pointer).and_then(Value::as_f64).unwrap_or(f64::NAN)
}

/// A budget that holds, or by how much it does not.
fn verdict(found: f64, budget: f64) -> String {
    if found <= budget {
        "holds".to_owned()
    } else {
        format!("**over by {:.0} %**", (found / budget - 1.0) * 100.0)
    }
}

fn report(
    native: &Value,
    node: &Value,
    year: &YearFigures,
    page: &Value,
    files: &[size::Measured],
) -> String {
    let mut out = String::from(
        "# Benchmarks\n\nWritten by `cargo xtask bench`: do not edit. Ratios are measured side by side in one run; the \
         machine is shared and noisy, so absolute times are its own.\n\n",
    );
    let _ = writeln!(out, "Machine: {}. Date: {}.\n", machine(), date());

    let _ = writeln!(out, "## Budgets\n\n| what | measured | budget | |\n|---|---|---|---|");
    let kernel = |run: &Value, n: usize| number(run, &format!("/kernels/{n}/ns"));
    let ratio = kernel(node, 1) / kernel(node, 0);
    let mut rows = vec![
        (
            "kernel, hold model, wasm, against a bare heap".to_owned(),
            format!("{ratio:.2} ×"),
            "1.4 ×".to_owned(),
            verdict(ratio, 1.4),
        ),
        (
            "simulated year, native".to_owned(),
            format!("{:.0} ms", year.native),
            "2,000 ms".to_owned(),
            verdict(year.native, 2_000.0),
        ),
        (
            "simulated year, wasm (Chromium) against native".to_owned(),
            format!("{:.2} ×", year.ratio),
            "1.4 ×".to_owned(),
            verdict(year.ratio, 1.4),
        ),
        (
            "*End* of the year in the page, against `anc run`".to_owned(),
            format!("{:.1} ×", number(page, "/end/ratio")),
            "2 ×".to_owned(),
            verdict(number(page, "/end/ratio"), 2.0),
        ),
        row_ms("seek in 90 days, wasm, p95", number(node, "/seek/p95"), 16.0),
        row_ms("seek in 90 days, wasm, p99", number(node, "/seek/p99"), 33.0),
        row_ms("work of a frame while playing, 4 × throttle, p95", number(page, "/frames/p95"), 16.0),
        row_ms("the same in a tenant of 10,000 people", number(page, "/framesOfLarge/p95"), 33.0),
        row_ms(
            "the same with 1,000 Cloud PCs and the timeline open",
            number(page, "/framesWithTimeline/p95"),
            16.0,
        ),
        row_ms("seek in 90 days of them in the page, timeline open, p95", number(page, "/sought"), 16.0),
        row_ms("*Compare*: two years of 1,000 Cloud PCs, median of 3", number(page, "/comparison"), 1_000.0),
        row_ms(
            "the list of 10,000 Cloud PCs opens, 4 × throttle, median of 5",
            number(page, "/lists/opens"),
            100.0,
        ),
        row_ms("it is sorted, likewise", number(page, "/lists/sorts"), 100.0),
        row_ms("it is filtered", number(page, "/lists/filters"), 100.0),
        row_ms("it is searched", number(page, "/lists/seeks"), 100.0),
        row_ms(
            "longest task of more than 50 ms while it is scrolled by a wheel, 240 pixels a frame",
            number(page, "/lists/wheel"),
            50.0,
        ),
        row_ms("the same, page after page, each in a frame", number(page, "/lists/pages"), 50.0),
        row_ms("*Find* among 10,000 people, likewise", number(page, "/lists/finds"), 50.0),
        row_ms(
            "the frame answers, 4 × throttle, 1.6 Mbit/s, median of 5",
            number(page, "/frame/median"),
            1_500.0,
        ),
        row_ms("the picture is there, likewise", number(page, "/picture/median"), 2_000.0),
    ];
    let budgets = size::budgets(files);
    rows.extend(budgets.iter().map(|of| {
        let [found, most] = [format!("{:.1} KB", of.found), format!("{:.0} KB", of.most)];
        (format!("{}, brotli", of.what), found, most, verdict(of.found, of.most))
    }));
    for (what, measured, budget, verdict) in rows {
        let _ = writeln!(out, "| {what} | {measured} | {budget} | {verdict} |");
    }
    let reasons = [
        (
            year.ratio > 1.4,
            format!(
                "*Year, wasm against native*: the model is compiled for speed in both. Without any digest it is {:.2} ×: that is what \
                 WebAssembly's code costs here, spread over the whole model.",
                year.chromium_undigested / year.native_undigested
            ),
        ),
        (
            budgets.iter().any(|of| of.found > of.most),
            "*Sizes*: see the files below. Of what the engine's file holds, a seventh are texts and tables, and of the code half is the model of \
             the service with the reader of files (looked at on 2026-11-26). All but the model is compiled for size; the model at `s` would make \
             the file 9 KB smaller and the simulated year in wasm 1.4 × longer (tried on 2026-11-24)."
                .to_owned(),
        ),
        (
            number(page, "/frame/median") > 1_500.0 || number(page, "/picture/median") > 2_000.0,
            "*The frame*, *the picture*: the time that their files take at this speed, and 4 × throttled start-up.".to_owned(),
        ),
        (
            number(page, "/lists/opens") > 100.0 || number(page, "/lists/wheel") > 50.0 || number(page, "/lists/pages") > 50.0,
            "*The list*: each row that comes into view is made anew, eight a frame; what stands above them is made at once. The longest task of a \
             hundred and twenty is told, with whatever the machine did meanwhile."
                .to_owned(),
        ),
    ];
    if reasons.iter().any(|(over, _)| *over) {
        let _ = writeln!(out, "\nWhere a budget does not hold:\n");
    }
    for (_, reason) in reasons.iter().filter(|(over, _)| *over) {
        let _ = writeln!(out, "- {reason}");
    }
    let _ = writeln!(out);

    let _ = writeln!(
        out,
        "## Kernels\n\nHold model: 100 pending events, each schedules the next; nanoseconds an event, median of 7 rounds \
         of a million events, kernels taking turns.\n\n| kernel | native | wasm (Node) |\n|---|---|---|"
    );
    for n in 0..5 {
        let name = native.pointer(&format!("/kernels/{n}/name")).and_then(Value::as_str).unwrap_or_default();
        let _ = writeln!(out, "| {name} | {:.1} | {:.1} |", kernel(native, n), kernel(node, n));
    }

    let _ = writeln!(
        out,
        "\n## Digests\n\nNanoseconds a kilobyte, of 32 megabytes fed by the kilobyte; median of 7 rounds, by turns. Ours is XXH3: a digest \
         guards against our own mistakes, and none of the others would guard better against those.\n\n| hash | native | wasm (Node) |\n|---|---|---|"
    );
    for n in 0..3 {
        let name = native.pointer(&format!("/hashes/{n}/name")).and_then(Value::as_str).unwrap_or_default();
        let ns = |run: &Value| number(run, &format!("/hashes/{n}/ns"));
        let _ = writeln!(out, "| {name} | {:.0} | {:.0} |", ns(native), ns(node));
    }

    let _ = writeln!(
        out,
        "\n## A simulated year\n\n10 connections, 1,000 Cloud PCs, each user signing in twice a working day: {} events, \
         {} sign-ins, the same digest natively, in Chromium and in Node. Median of 25 rounds by turns: {:.0} ms natively, \
         {:.0} ms in Chromium ({:.2} ×; four fifths of the rounds between {:.2} and {:.2}), {:.0} ms in Node {} ({:.2} ×). \
         Without a digest: {:.0} ms natively, {:.0} ms in Chromium.\n\n| | native | wasm (Node) |\n|---|---|---|",
        number(native, "/year/events"),
        number(native, "/year/signIns"),
        year.native,
        year.chromium,
        year.ratio,
        year.ratio_between.0,
        year.ratio_between.1,
        year.node,
        output(program("node").arg("--version")).unwrap_or_default().trim(),
        year.ratio_node,
        year.native_undigested,
        year.chromium_undigested
    );
    for (name, field) in [("p50", "p50"), ("p95", "p95"), ("p99", "p99")] {
        let pointer = format!("/seek/{field}");
        let _ = writeln!(
            out,
            "| seek in its first 90 days, {name} of 400 | {:.2} ms | {:.2} ms |",
            number(native, &pointer),
            number(node, &pointer)
        );
    }

    let _ = writeln!(
        out,
        "\nA branch of the year, while it is the same as the run: {:.2} ms, {:.1} MB; once something else was done in it, {:.2} ms and {:.1} MB more \
         (natively, each of 32).",
        number(native, "/branch/ms"),
        number(native, "/branch/mb"),
        number(native, "/branch/differMs"),
        number(native, "/branch/differMb")
    );

    let _ = writeln!(
        out,
        "\nA year of 50 connections and 10,000 people: {} events, {} sign-ins, {:.1} s natively, {:.0} MB at the most.",
        number(native, "/large/events"),
        number(native, "/large/signIns"),
        number(native, "/large/ms") / 1_000.0,
        number(native, "/large/peakMb")
    );

    let _ = writeln!(
        out,
        "\n## The page\n\nChromium, processor slowed four times. A frame is script, style and layout while *A region \
         runs out of capacity* plays at one hour a second: {} frames, p50 {:.1} ms, p95 {:.1} ms, p99 {:.1} ms; while a tenant of 50 connections and 10,000 people does: {} frames, p50 {:.1} ms, p95 {:.1} ms, \
         p99 {:.1} ms. The frame answers after {:.0} ms (slowest {:.0} ms), and the picture is there after {:.0} ms (slowest {:.0} ms).\n\nThe list of 10,000 Cloud PCs is measured after a month of that tenant ({}), each figure from the event until it is drawn.\n\nNot slowed: *End* of the simulated year takes {:.0} ms, and the first time \
         {:.0} ms; `anc run` of the same file takes {:.0} ms ({:.1} ×; medians of 5 rounds by turns).\n\n| file | fetched | raw | brotli |\n|---|---|---|---|",
        number(page, "/frames/count"),
        number(page, "/frames/p50"),
        number(page, "/frames/p95"),
        number(page, "/frames/p99"),
        number(page, "/framesOfLarge/count"),
        number(page, "/framesOfLarge/p50"),
        number(page, "/framesOfLarge/p95"),
        number(page, "/framesOfLarge/p99"),
        number(page, "/frame/median"),
        number(page, "/frame/max"),
        number(page, "/picture/median"),
        number(page, "/picture/max"),
        page.pointer("/lists/records").and_then(Value::as_str).unwrap_or_default(),
        number(page, "/end/inPage"),
        number(page, "/end/first"),
        number(page, "/end/inTerminal"),
        number(page, "/end/ratio")
    );
    for file in files.iter().filter(|file| file.fetched != size::Fetched::Data) {
        let _ =
            writeln!(out, "| {} | {} | {} | {} |", file.name, file.fetched.words(), file.raw, file.brotli);
    }
    out
}

fn row_ms(what: &str, found: f64, budget: f64) -> (String, String, String, String) {
    (what.to_owned(), format!("{found:.1} ms"), format!("{budget:.0} ms"), verdict(found, budget))
}

/// The processor, as the system calls it, and how many of its cores there are.
fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let model = fs::read_to_string("/proc/cpuinfo").ok().and_then(|text| {
        let line = text.lines().find(|line| line.starts_with("model name"))?;
        Some(line.split(':').nth(1)?.trim().to_owned())
    });
    format!(
        "{} cores of {}, {}",
        cores,
        model.unwrap_or_else(|| std::env::consts::ARCH.to_owned()),
        std::env::consts::OS
    )
}

fn date() -> String {
    #[expect(clippy::disallowed_methods, reason = "the date of a measurement is of this world")]
    let now =
        std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    anc_engine::domain::time::civil(now as i64 * 1_000).split(' ').next().unwrap_or_default().to_owned()
}
