// The measurements in Node, with WebAssembly: the twin of src/main.rs. Prints one JSON object.

import { createRequire } from "node:module";

const { hashed, hold, Year } = createRequire(import.meta.url)("./pkg/kernels.js");
const names = ["BinaryHeap", "anc-engine", "desque", "simcore", "nexosim"];
const hashNames = ["SHA-256", "BLAKE3", "XXH3, 128 bits"];
const KILOBYTES = 32 * 1024;
const EVENTS = 1_000_000;
const ROUNDS = 7;

function ms(work) {
  const began = performance.now();
  work();
  return performance.now() - began;
}

const median = (times) => times.sort((left, right) => left - right)[Math.floor(times.length / 2)];

function measuredYear(year) {
  let events = 0;
  const undigested = [];
  const times = [];
  for (let round = 0; round < 5; round += 1) {
    undigested.push(ms(() => year.run_undigested(365)));
    times.push(ms(() => (events = year.run(365))));
  }
  return { ms: median(times), undigestedMs: median(undigested), events, signIns: year.sign_ins(), digest: year.digest() };
}

if (process.argv[2] === "year") {
  console.log(JSON.stringify({ year: measuredYear(new Year()) }));
  process.exit();
}

const times = names.map(() => []);
const ends = names.map(() => 0);
const wrong = names.map(() => null);
for (let round = 0; round < ROUNDS; round += 1) {
  names.forEach((_, kernel) => {
    if (wrong[kernel]) return;
    try {
      times[kernel].push(ms(() => (ends[kernel] = hold(kernel, EVENTS))));
    } catch (error) {
      wrong[kernel] = String(error);
    }
  });
}
const kernels = names.map((name, kernel) => ({
  name,
  ns: wrong[kernel] ? null : (median(times[kernel]) * 1e6) / EVENTS,
  end: ends[kernel],
  wrong: wrong[kernel],
}));

const hashTimes = hashNames.map(() => []);
for (let round = 0; round < ROUNDS; round += 1) {
  hashTimes.forEach((times, hash) => times.push(ms(() => hashed(hash, KILOBYTES))));
}
const hashes = hashNames.map((name, hash) => ({ name, ns: (median(hashTimes[hash]) * 1e6) / KILOBYTES }));

const year = new Year();
const measured = measuredYear(year);

year.run(90);
let place = 12_345;
const seeks = Array.from({ length: 400 }, () => {
  place = (Math.imul(place, 1_664_525) + 1_013_904_223) >>> 0;
  return ms(() => year.seek(place % (90 * 24 * 60)));
}).sort((left, right) => left - right);

console.log(
  JSON.stringify({
    kernels,
    hashes,
    year: measured,
    seek: { p50: seeks[200], p95: seeks[380], p99: seeks[396], max: seeks[399] },
  }),
);
