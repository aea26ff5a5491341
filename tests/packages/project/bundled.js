// What a bundler makes a page of: it plays the scenario, and shows the digest.

import { run } from "anc-simulator";
import scenario from "./scenario.json";

document.title = run(scenario).digest;
