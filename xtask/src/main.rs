//! The tasks of this workspace, on every system that has rustup (and Node for the release page and the browser tests).

mod bench;
mod browsers;
mod build;
mod ci;
mod cut;
mod oembed;
mod package;
mod process;
mod serve;
mod size;
mod test;
mod tools;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask TASK

  serve [--release] [--watch] [--port N]   build the page, serve it on a local port, print the address
  test [PART…] [--browsers NAME,…]         everything; or some of: format lint native wasm browser e2e packages supply;
                                           in chromium, firefox and webkit, or in those that are named
  build [--address https://…/]             the release page, into dist/; with a page and an oEmbed file for each
                                           scenario, where it is to stand at that address
  package                                  the npm package, into target/package/
  bench                                    measurements, into docs/benchmarks.md
  size                                     sizes of the release page; fails where one grew too far
  generate                                 write generated files anew: schema, digests
  ci [--browsers NAME,…]                   test, size, and generated files current
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.split_first() {
        Some((&"serve", rest)) => serve::serve(rest),
        Some((&"test", parts)) => test::test(parts),
        Some((&"build", [])) => build::release(),
        Some((&"build", ["--address", address])) => build::release().and_then(|()| oembed::pages(address)),
        Some((&"package", [])) => package::package(),
        Some((&"bench", parts)) => bench::bench(parts),
        Some((&"size", [])) => size::size(),
        Some((&"generate", [])) => ci::generate(),
        Some((&"ci", words)) => ci::ci(words),
        _ => Err(USAGE.to_owned()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}
