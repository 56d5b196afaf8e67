// Runs in a process of its own, bundled with the definitions: prints, as JSON, how long a day of QNT9's rules takes.
import * as caches from "../alerts/qnt9/caches.js";
import * as pods from "../alerts/qnt9/pods.js";
import * as requests from "../alerts/qnt9/requests.js";
import * as watchlist from "../alerts/qnt9/watchlist.js";
import { compileProject } from "../src/compile/index.js";
import { resolveSettings, settingMs } from "../src/model/project/project.js";
import type { SystemFacts } from "../src/model/system/system.js";
import { createStore } from "../src/promql/evaluate/index.js";
import { createRuleEngine } from "../src/simulate/rules/engine.js";
import { collectGroups } from "../src/simulate/run/rule-sources.js";
import { writeSyntheticSeries } from "../src/simulate/series/synthetic.js";
import { qnt9 } from "../systems/qnt9/system.js";
import config from "../telltale.config.js";

const minute = 60_000;
const day = 24 * 60 * minute;

// Alerts use the recording rules, so importing the alerts imports everything.
const alerts = [caches, pods, requests, watchlist].flatMap((module) => Object.values(module).flat());
const settings = resolveSettings(config, "prod");
const { artifacts } = compileProject({ config, systems: [qnt9 as unknown as SystemFacts] }, { environments: ["prod"] });
const groups = collectGroups(artifacts.filter((artifact) => artifact.kind === "prometheus rules"));
const version = { major: 3, minor: 5 };
const interval = settingMs(settings.scrapeInterval);

const store = createStore();
const begun = performance.now();
writeSyntheticSeries(store, qnt9 as unknown as SystemFacts, { start: 0, end: day, interval, version });
const series = store.all().length;
const written = performance.now();
const engine = createRuleEngine({ groups, store, version });
let ticks = 0;
for (const _ of engine.evaluations({ start: 0, end: day, step: minute })) ticks++;
const done = performance.now();

console.log(
  JSON.stringify({
    alerts: alerts.length,
    rules: groups.reduce((count, group) => count + group.rules.length, 0),
    series,
    ticks,
    problems: engine.problems.length,
    transitions: engine.transitions.length,
    writing: (written - begun) / 1000,
    evaluating: (done - written) / 1000,
  }),
);
