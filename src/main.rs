//! The page's program: mounts the app.

fn main() {
    anc_sim::start();
}
