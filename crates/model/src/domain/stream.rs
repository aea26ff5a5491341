//! Keyed random streams: a draw depends on (seed, entity name, purpose, n) and on nothing else, so that adding
//! something to the world leaves every other draw as it was.

use super::name::Name;

/// What a draw is for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Purpose {
    /// The time to the next periodic run of health checks.
    Gap,
    /// How long a run of health checks takes.
    RunDuration,
    /// How long a stage of provisioning takes.
    StageDuration,
    /// The letters of a Cloud PC's name.
    CloudPcName,
    /// How late somebody signs in.
    SignInSpread,
    /// The letters of the computer that a trial join makes, and the id that support asks for.
    TestRun,
    /// How long a move or a resize takes.
    WorkDuration,
    /// How long something works, and how long its repair takes.
    Failure,
}

impl Purpose {
    const fn name(self) -> &'static str {
        match self {
            Self::Gap => "gap",
            Self::RunDuration => "runDuration",
            Self::StageDuration => "stageDuration",
            Self::CloudPcName => "cloudPcName",
            Self::SignInSpread => "signInSpread",
            Self::TestRun => "testRun",
            Self::WorkDuration => "workDuration",
            Self::Failure => "failure",
        }
    }
}

/// The draws of one entity for one purpose.
///
/// The n-th draw is a hash of the key and n (the finalizer of `SplitMix64`, twice), so draws can be skipped, counted and
/// compared, and the state is two numbers.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Stream {
    key: u64,
    drawn: u64,
}

impl Stream {
    /// The stream of an entity, called by its kind and name.
    // Made once for each entity: copies of it where it is called cost more to load than they save.
    #[inline(never)]
    pub fn new(seed: u64, kind: &str, name: &Name, purpose: Purpose) -> Self {
        let mut key = mix(seed ^ 0x9E37_79B9_7F4A_7C15);
        for text in [kind, name.as_str(), purpose.name()] {
            for byte in text.bytes() {
                key = (key ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3);
            }
            // The end of a text is part of the key: ("a", "bc") and ("ab", "c") are two streams.
            key = mix(key ^ text.len() as u64);
        }
        Self { key, drawn: 0 }
    }

    /// Passes over so many draws.
    pub fn skip(&mut self, count: u64) {
        self.drawn += count;
    }

    /// The next draw: all 64 bits.
    pub fn draw(&mut self) -> u64 {
        let counter = self.drawn.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.drawn += 1;
        mix(mix(self.key.wrapping_add(counter)) ^ self.key)
    }

    /// A time from the exponential distribution with that mean, in whole milliseconds. The logarithm is `libm`'s on every
    /// target: a platform's own differs in the last bit.
    pub fn exponential(&mut self, mean_ms: i64) -> i64 {
        // 53 bits, moved half a step away from zero: the logarithm is finite.
        let uniform = ((self.draw() >> 11) as f64 + 0.5) / (1_u64 << 53) as f64;
        (-libm::log(uniform) * mean_ms as f64) as i64
    }

    /// A whole number from `low` to `high`, both included. `low` when the range is empty.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let draw = self.draw();
        let Some(span) = high.checked_sub(low).filter(|&span| span >= 0) else {
            return low;
        };
        // The high half of a 128-bit product maps the draw to the span; its bias is below 2⁻³⁰ for spans of a year.
        low + high_half(draw, span as u64 + 1) as i64
    }
}

/// The high 64 bits of a product. Most factors are below 2³², and WebAssembly has no wide multiplication.
fn high_half(draw: u64, factor: u64) -> u64 {
    let (upper, lower) = (draw >> 32, draw & 0xFFFF_FFFF);
    if factor <= 0xFFFF_FFFF {
        (upper * factor + ((lower * factor) >> 32)) >> 32
    } else {
        ((u128::from(draw) * u128::from(factor)) >> 64) as u64
    }
}

const fn mix(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ (value >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_high_half_is_that_of_the_whole_product() {
        let draws = [0, 1, u64::MAX, u64::MAX >> 1, 0xFFFF_FFFF, 1 << 32, 0x0123_4567_89AB_CDEF];
        for draw in draws {
            for factor in [1, 2, 86_400_000, 0xFFFF_FFFE, 0xFFFF_FFFF, 1 << 32, 1 << 63] {
                let whole = (u128::from(draw) * u128::from(factor)) >> 64;
                assert_eq!(u128::from(high_half(draw, factor)), whole, "{draw} × {factor}");
            }
        }
    }

    #[test]
    fn a_stream_depends_on_each_part_of_its_key() {
        let first =
            |seed, kind, name: &str, purpose| Stream::new(seed, kind, &Name::new(name), purpose).draw();
        let reference = first(7, "connection", "anc-weu", Purpose::Gap);
        assert_eq!(reference, first(7, "connection", "anc-weu", Purpose::Gap));
        for other in [
            first(8, "connection", "anc-weu", Purpose::Gap),
            first(7, "user", "anc-weu", Purpose::Gap),
            first(7, "connection", "anc-neu", Purpose::Gap),
            first(7, "connection", "anc-weu", Purpose::RunDuration),
            first(7, "connectiona", "nc-weu", Purpose::Gap),
        ] {
            assert_ne!(reference, other);
        }
    }

    #[test]
    fn draws_fill_their_range_evenly() {
        let mut stream = Stream::new(1, "test", &"t".into(), Purpose::Gap);
        let mut counts = [0_u32; 6];
        for _ in 0..60_000 {
            let draw = stream.between(1, 6);
            counts[usize::try_from(draw - 1).expect("in range")] += 1;
        }
        // Chi-squared with 5 degrees of freedom stays below 20.5 in 999 of 1,000 runs; this run is always the same.
        let chi: f64 = counts.iter().map(|&count| (f64::from(count) - 10_000.0).powi(2) / 10_000.0).sum();
        assert!(chi < 20.5, "{counts:?}");
        assert_eq!(stream.between(5, 4), 5);
    }
}
