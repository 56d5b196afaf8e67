import type { Artifact, RulesArtifact } from "../../src/compile/index.js";
import { type Expr, type PrometheusVersion, parse, ruleDialect } from "../../src/promql/index.js";
import { queryPrometheus } from "../prometheus/query-api.js";
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
  /** The value of an expression with a single result, now; 0 if there is none. */
  value(expression: string): Promise<number>;
  /** Waits until every rule has been evaluated a number of times. */
  evaluations(count: number): Promise<void>;
  /** What the servers have logged. */
  logs(): string;
  stop(): Promise<void>;
}

/** The scrape and evaluation interval of all tests with real servers. */
export const interval = "2s";
export const intervalMs = 2_000;

/** Scrapes of each target before the rules are deployed, as rules usually come to a server that runs. */
const minScrapes = 3;

/** Starts everything, waits until all targets have been scraped for a while, and deploys the rules. */
export async function startStack({ artifacts, scenarios, externalLabels = {}, secrets }: StackOptions): Promise<Stack> {
  const started: { stop(): Promise<void> }[] = [];
  const stop = async () => void (await Promise.all(started.splice(0).map((one) => one.stop())));
  const start = async <T extends { stop(): Promise<void> }>(starting: Promise<T>): Promise<T> => {
    const one = await starting;
    started.push(one);
    return one;
  };
  try {
    const receivers = await start(startReceivers());
    const rules = artifacts.filter((artifact): artifact is RulesArtifact => artifact.kind === "prometheus rules");
    const options = { version, expressions: parseExpressions(rules), interval: intervalMs };
    const exporter = await start(startExporter(scenarios, options));
    const observer = await start(startObserver(receivers));
    const alertmanagers = secrets
      ? [observer, await start(startAlertmanager(artifacts, secrets(receivers), receivers))]
      : [observer];
    const { discovery } = exporter;
    const prometheus = await start(startPrometheus({ interval, externalLabels, discovery, alertmanagers }));
    const value = async (expression: string): Promise<number> => {
      const answer = await queryPrometheus(prometheus.url, expression, { time: Date.now() });
      if (answer.kind !== "series") throw new Error(JSON.stringify(answer));
      return Number(answer.series[0]?.samples[0]?.[1] ?? 0);
    };
    await waitFor("scrapes of all targets", async () => {
      const scraped = await value(`count(sum_over_time(up[1m]) >= ${minScrapes})`);
      return scraped === exporter.targets;
    });
    await prometheus.deploy(rules);
    const servers = { prometheus, observer, alertmanager: alertmanagers[1] };
    const evaluations = (count: number) => waitForEvaluations(prometheus.url, count);
    const logs = () =>
      Object.entries(servers)
        .map(([name, server]) => `== ${name}\n${server?.logs() ?? ""}`)
        .join("\n");
    return { receivers, value, evaluations, logs, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Parses the expressions of rules. */
export function parseExpressions(rules: readonly RulesArtifact[]): readonly Expr[] {
  const all = rules.flatMap(({ value }) => value.groups.flatMap((group) => group.rules));
  return all.flatMap(({ expr }) => parse(expr, ruleDialect(version)).expr ?? []);
}

/** The time of the last evaluation of each group. */
async function readEvaluations(url: string): Promise<ReadonlyMap<string, string>> {
  const answer = await (await fetch(`${url}/api/v1/rules`)).json();
  const { groups } = (answer as { data: { groups: { file: string; name: string; lastEvaluation: string }[] } }).data;
  return new Map(groups.map(({ file, name, lastEvaluation }) => [`${file} ${name}`, lastEvaluation]));
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
