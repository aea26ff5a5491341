//! The measurements, natively. Prints one JSON object; `run.mjs` prints the same from Node. With the word `year` only the
//! simulated year is measured: natively and in wasm by turns, so that a busy machine is busy for both. With the word `text` its file
//! is printed, with `text-large` that of a tenant ten times as large.

use std::time::Instant;

use kernels::{HASHES, KERNELS, Year, hashed, hold};
use serde_json::json;

const EVENTS: u32 = 1_000_000;
const KILOBYTES: u32 = 32 * 1_024;
const ROUNDS: usize = 7;

fn ms(work: impl FnOnce()) -> f64 {
    let began = Instant::now();
    work();
    began.elapsed().as_secs_f64() * 1_000.0
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// The most memory that the process has had, in MB, where the system tells.
fn peak_mb() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
    Some(line.split_whitespace().nth(1)?.parse::<f64>().ok()? / 1_024.0)
}

/// The memory that the process has now, in MB, where the system tells.
fn resident_mb() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS"))?;
    Some(line.split_whitespace().nth(1)?.parse::<f64>().ok()? / 1_024.0)
}

/// What a branch of a year costs while it is the same as the run, and once something else was done in it.
fn measured_branches(year: &mut Year) -> serde_json::Value {
    const BRANCHES: usize = 32;
    year.run(365);
    let before = resident_mb();
    let mut branches = Vec::with_capacity(BRANCHES);
    let times: Vec<f64> = (0..BRANCHES).map(|_| ms(|| branches.push(year.branch()))).collect();
    let branched = resident_mb();
    let acts: Vec<f64> = branches.iter_mut().map(|branch| ms(|| branch.differ())).collect();
    let differing = resident_mb();
    let each = |before: Option<f64>, after: Option<f64>| Some((after? - before?) / BRANCHES as f64);
    json!({
        "ms": median(times),
        "mb": each(before, branched),
        "differMs": median(acts),
        "differMb": each(branched, differing),
    })
}

fn measured_year(year: &mut Year) -> serde_json::Value {
    let mut events = 0.0;
    let (mut times, mut undigested) = (Vec::new(), Vec::new());
    for _ in 0..5 {
        undigested.push(ms(|| {
            year.run_undigested(365);
        }));
        times.push(ms(|| events = year.run(365)));
    }
    json!({
        "ms": median(times),
        "undigestedMs": median(undigested),
        "events": events,
        "signIns": year.sign_ins(),
        "digest": year.digest(),
    })
}

fn main() {
    match std::env::args().nth(1).as_deref() {
        Some("year") => return println!("{}", json!({ "year": measured_year(&mut Year::new()) })),
        Some("branch") => return println!("{}", measured_branches(&mut Year::new())),
        Some("text") => return println!("{}", kernels::year_text(10, 100)),
        Some("text-large") => return println!("{}", kernels::year_text(50, 200)),
        _ => {}
    }
    // Kernels take turns, so that a busy machine is busy for all of them.
    let mut times = vec![Vec::new(); KERNELS.len()];
    let mut ends = vec![0.0; KERNELS.len()];
    for _ in 0..ROUNDS {
        for kernel in 0..KERNELS.len() {
            times[kernel].push(ms(|| ends[kernel] = hold(kernel as u32, EVENTS)));
        }
    }
    let kernels: Vec<_> = KERNELS
        .iter()
        .zip(times)
        .zip(&ends)
        .map(|((name, times), end)| json!({ "name": name, "ns": median(times) * 1e6 / f64::from(EVENTS), "end": end }))
        .collect();

    let mut times = vec![Vec::new(); HASHES.len()];
    for _ in 0..ROUNDS {
        for (hash, times) in times.iter_mut().enumerate() {
            times.push(ms(|| {
                hashed(hash as u32, KILOBYTES);
            }));
        }
    }
    let hashes: Vec<_> = HASHES
        .iter()
        .zip(times)
        .map(|(name, times)| json!({ "name": name, "ns": median(times) * 1e6 / f64::from(KILOBYTES) }))
        .collect();

    let mut year = Year::new();
    let measured = measured_year(&mut year);

    let branches = measured_branches(&mut year);

    year.run(90);
    let mut place = 12_345_u32;
    let mut seeks: Vec<f64> = (0..400)
        .map(|_| {
            place = place.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let minutes = place % (90 * 24 * 60);
            ms(|| year.seek(minutes))
        })
        .collect();
    seeks.sort_by(f64::total_cmp);
    drop(year);
    let before = peak_mb();
    let mut large = Year::of(50, 200);
    let mut large_events = 0.0;
    let large_ms = ms(|| large_events = large.run(365));
    let large = json!({
        "ms": large_ms,
        "events": large_events,
        "signIns": large.sign_ins(),
        "peakMb": peak_mb(),
        "beforeMb": before,
    });
    println!(
        "{}",
        json!({
            "large": large,
            "kernels": kernels,
            "hashes": hashes,
            "year": measured,
            "branch": branches,
            "seek": { "p50": seeks[200], "p95": seeks[380], "p99": seeks[396], "max": seeks[399] },
        })
    );
}
