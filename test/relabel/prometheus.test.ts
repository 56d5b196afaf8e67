import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { type RelabelRule, relabelTarget, type TargetResult } from "../../src/relabel/index.js";
import { randomNumbers } from "../formats/mutate.js";
import { seed } from "../oracles/rounds.js";
import { startServerProcess } from "../oracles/server-process.js";
import { missingTool } from "../oracles/tools.js";
import { createRandomJob, type RandomJob } from "./random-rules.js";

const version = { major: 2, minor: 42 };

/** Nothing listens there, and nothing is scraped during the test. */
const interval = "1d";

test.skipIf(missingTool("prometheus"))(
  "random chains of rules give targets the labels that Prometheus gives them",
  { timeout: 180_000 },
  async () => {
    const random = randomNumbers(seed);
    const jobs = Array.from({ length: 2000 }, (_, index) => createRandomJob(random, index));
    const targets = await readTargets(jobs);
    const differences = jobs.flatMap((job) => {
      const ours = describe(evaluate(job));
      const theirs = targets.get(job.name) ?? "dropped";
      return ours === theirs ? [] : [`${JSON.stringify(job, bigints)}\n  Prometheus: ${theirs}\n  ours: ${ours}`];
    });
    expect(differences, `seed ${seed}\n${differences.slice(0, 5).join("\n")}`).toEqual([]);
    const kinds = jobs.map((job) => describe(evaluate(job)).split(" ", 1)[0]);
    for (const kind of ["active", "dropped", "refused"]) {
      const share = kinds.filter((one) => one === kind).length / kinds.length;
      expect(share, `share of ${kind} targets`).toBeGreaterThan(0.02);
    }
  },
);

function evaluate({ name, labels, address, params, rules }: RandomJob): TargetResult {
  const job = { name, interval, timeout: "10s", metricsPath: "/metrics", scheme: "http", rules };
  const target = new Map([["__address__", address], ...Object.entries(labels)]);
  return relabelTarget(target, { ...job, params: new Map(Object.entries(params)) }, { version });
}

function describe({ labels, failure }: TargetResult): string {
  if (failure !== undefined) return "refused";
  return labels === undefined ? "dropped" : `active ${print(Object.fromEntries(labels))}`;
}

type Fields = Readonly<Record<string, string>>;

function print(labels: Fields): string {
  return JSON.stringify(Object.entries(labels).sort(([left], [right]) => (left < right ? -1 : 1)));
}

interface TargetsPage {
  readonly data: {
    readonly activeTargets: readonly { readonly scrapePool: string; readonly labels: Fields }[];
    readonly droppedTargets: readonly unknown[];
  };
}

/**
 * Runs Prometheus with all jobs and returns what became of the target of each. The page names neither the job of a
 * dropped target nor the refused ones, which are in the log. (Release 2.42 also writes into the discovered labels.)
 */
async function readTargets(jobs: readonly RandomJob[]): Promise<ReadonlyMap<string, string>> {
  const server = await startServerProcess({
    readyPath: "/-/ready",
    command({ address, folder }) {
      const config = join(folder, "prometheus.json");
      writeFileSync(config, JSON.stringify({ scrape_configs: jobs.map(renderJob) }));
      const storage = `--storage.tsdb.path=${join(folder, "data")}`;
      return ["prometheus", `--config.file=${config}`, storage, `--web.listen-address=${address}`, "--log.level=error"];
    },
  });
  try {
    for (;;) {
      const { data } = (await (await fetch(`${server.url}/api/v1/targets`)).json()) as TargetsPage;
      const active = data.activeTargets.map(
        ({ scrapePool, labels }) => [scrapePool, `active ${print(labels)}`] as const,
      );
      const refused = new Set(
        Array.from(server.logs().matchAll(/scrape_pool=(\w+) msg="Creating target/g), ([, job]) => job!),
      );
      if (active.length + refused.size + data.droppedTargets.length === jobs.length) {
        return new Map([...Array.from(refused, (job) => [job, "refused"] as const), ...active]);
      }
      await pause(1000);
    }
  } finally {
    await server.stop();
  }
}

function renderJob({ name, labels, address, params, rules }: RandomJob): unknown {
  return {
    job_name: name,
    scrape_interval: interval,
    params: Object.fromEntries(Object.entries(params).map(([key, value]) => [key, [value]])),
    static_configs: [{ targets: [address], labels }],
    relabel_configs: rules.map(renderRule),
  };
}

function renderRule(rule: RelabelRule): unknown {
  return {
    action: rule.action,
    source_labels: rule.sourceLabels,
    separator: rule.separator,
    regex: rule.regex,
    modulus: rule.modulus === undefined ? undefined : Number(rule.modulus),
    target_label: rule.targetLabel,
    replacement: rule.replacement,
  };
}

function bigints(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? Number(value) : value;
}
