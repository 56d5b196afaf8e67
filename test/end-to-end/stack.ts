import type { Artifact, RulesArtifact } from "../../src/compile/index.js";
import { type Expr, type PrometheusVersion, parse, ruleDialect } from "../../src/promql/index.js";
import { startExporter } from "./exporter.js";
import { type Receivers, startReceivers } from "./receivers.js";
import type { Scenario } from "./scenario.js";
import { startAlertmanager, startObserver, startPrometheus } from "./servers.js";
import { waitFor } from "./wait.js";

/** The release that Debian 12 packages. */
const version: PrometheusVersion = { major: 2, minor: 42 };

export interface StackOptions {
  readonly artifacts: readonly Artifact[];
  readonly scenarios: readonly Scenario[];
  readonly externalLabels?: Readonly<Record<string, string>>;
  /** Values of the secrets of the generated Alertmanager configuration; without them, there is only the observer. */
  readonly secrets?: (receivers: Receivers) => Readonly<Record<string, string>>;
}

/** Prometheus with generated rules, the Alertmanagers that it sends alerts to, and the targets that it scrapes. */
export interface Stack {
  readonly receivers: Receivers;
  /** Waits until every rule has been evaluated a number of times. */
  evaluations(count: number): Promise<void>;
  /** What the servers have logged. */
  logs(): string;
  stop(): Promise<void>;
}

/** The scrape and evaluation interval of all tests with real servers. */
export const interval = "2s";
export const intervalMs = 2_000;

/** Starts everything, waits until all targets are scraped, and deploys the rules. */
export async function startStack({ artifacts, scenarios, externalLabels = {}, secrets }: StackOptions): Promise<Stack> {
  const started: { stop(): Promise<void>; logs?(): string }[] = [];
  const start = async <T extends (typeof started)[number]>(starting: Promise<T>): Promise<T> => {
    const one = await starting;
    started.push(one);
    return one;
  };
  const stop = async () => void (await Promise.all(started.splice(0).map((one) => one.stop())));
  const logs = () => started.flatMap((one) => one.logs?.() ?? []).join("\n");
  try {
    const receivers = await start(startReceivers());
    const rules = artifacts.filter((artifact): artifact is RulesArtifact => artifact.kind === "prometheus rules");
    const options = { version, expressions: parseExpressions(rules), interval: intervalMs };
    const { discovery, targets } = await start(startExporter(scenarios, options));
    const observer = await start(startObserver(receivers));
    const alertmanagers = secrets
      ? [observer, await start(startAlertmanager(artifacts, secrets(receivers), receivers))]
      : [observer];
    const prometheus = await start(startPrometheus({ interval, externalLabels, discovery, alertmanagers }));
    // Rules usually come to a server that runs: at its start, nothing has been scraped, as in an outage.
    await waitForTargets(prometheus.url, targets);
    await prometheus.deploy(rules);
    return { receivers, evaluations: (count) => waitForEvaluations(prometheus.url, count), logs, stop };
  } catch (error) {
    console.log(logs());
    await stop();
    throw error;
  }
}

/** Parses the expressions of rules. */
export function parseExpressions(rules: readonly RulesArtifact[]): readonly Expr[] {
  const all = rules.flatMap(({ value }) => value.groups.flatMap((group) => group.rules));
  return all.flatMap(({ expr }) => parse(expr, ruleDialect(version)).expr ?? []);
}

/** Data of Prometheus' API. */
async function readApi<T>(url: string, path: string): Promise<T> {
  const answer = await (await fetch(`${url}/api/v1/${path}`)).json();
  return (answer as { readonly data: T }).data;
}

interface Target {
  readonly health: "up" | "down" | "unknown";
}

async function waitForTargets(url: string, count: number): Promise<void> {
  await waitFor(`scrapes of ${count} targets`, async () => {
    const { activeTargets } = await readApi<{ activeTargets: readonly Target[] }>(url, "targets");
    return activeTargets.filter(({ health }) => health === "up").length === count;
  });
}

interface Group {
  readonly file: string;
  readonly name: string;
  readonly lastEvaluation: string;
}

async function waitForEvaluations(url: string, count: number): Promise<void> {
  for (let done = 0; done < count; done++) {
    const before = await readEvaluations(url);
    await waitFor("an evaluation of every group", async () => {
      const after = await readEvaluations(url);
      return [...before].every(([group, time]) => after.get(group) !== time);
    });
  }
}

/** The time of the last evaluation of each group. */
async function readEvaluations(url: string): Promise<ReadonlyMap<string, string>> {
  const { groups } = await readApi<{ groups: readonly Group[] }>(url, "rules");
  return new Map(groups.map(({ file, name, lastEvaluation }) => [`${file} ${name}`, lastEvaluation]));
}
