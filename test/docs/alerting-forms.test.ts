import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Receiver, receiver, system } from "telltale";
import { expect, test } from "vitest";
import { integrationTables } from "../../src/model/alert/integrations.js";
import { emailTexts, pagerdutyTexts, slackTexts } from "../../src/model/alert/receiver-texts.js";
import type { Config } from "../../src/model/project/config.js";
import { compiled, config } from "../compile/project.js";
import { key, receiverSamples as kinds, type Options } from "../compile/receiver-samples.js";

const page = fileURLToPath(new URL("../../docs/alerting-forms.md", import.meta.url));
const start = "<!-- Generated: UPDATE_PAGES=1 npx vitest run test/docs/alerting-forms.test.ts -->\n";
const end = "<!-- End of what is generated -->\n";

/** The only options of a kind that may be left out of the samples: both are choices of one of several. */
const others: Readonly<Record<string, readonly string[]>> = { sns: ["phoneNumber", "targetArn"] };

/** Options that each receiver has, and that are the same in every form or in none. */
const notInForms: ReadonlySet<string> = new Set(["sendResolved", "maxPages"]);

const define = receiver as unknown as Readonly<Record<string, (name: string, options: Options) => Receiver>>;
const place = { kind: "kubernetes", environment: "prod", directory: "cluster", alertmanagerConfig: "global" } as const;
const grafana = {
  ...config.environments.prod!,
  alerting: "grafana",
  grafana: { folder: "Shop" },
  versions: { grafana: "13.0" },
} as const;

const forms: Readonly<Record<string, Partial<Config>>> = {
  kubernetes: { targets: { cluster: place }, versions: { alertmanager: "0.35" } },
  grafana: { environments: { prod: grafana }, versions: { alertmanager: "0.35" } },
};

function isTaken(kind: string, options: Options, form: Partial<Config>): boolean {
  const shop = system("shop", { routes: { warning: [define[kind]!("a", options)] } });
  return compiled(shop, form).diagnostics.every(({ severity }) => severity !== "error");
}

/** The options that a form lacks, or that it has no such receiver. */
function limits(kind: string, form: Partial<Config>): string {
  const { required, optional } = kinds[kind]!;
  if (!isTaken(kind, required, form)) return "no receiver";
  const lacking = Object.keys(optional).filter((name) => !isTaken(kind, { ...required, [name]: optional[name] }, form));
  return lacking.length === 0 ? "all" : `without ${lacking.map((name) => `\`${name}\``).join(", ")}`;
}

function firstRelease(kind: string): string {
  for (let minor = 25; minor <= 35; minor++) {
    const { required } = kinds[kind]!;
    if (isTaken(kind, required, { versions: { alertmanager: `0.${minor}` } })) return `0.${minor}`;
  }
  throw new Error(`no release takes ${kind}`);
}

test("the samples have every option of every receiver", () => {
  const tables: Readonly<Record<string, object>> = {
    ...integrationTables,
    pagerduty: { ...pagerdutyTexts, key },
    slack: { ...slackTexts, url: key, channel: "" },
    email: { ...emailTexts, to: "", from: "", smarthost: "", username: "", password: key },
    webhook: { url: key },
  };
  expect(Object.keys(kinds).sort()).toEqual(Object.keys(tables).sort());
  for (const [kind, { required, optional }] of Object.entries(kinds)) {
    const names = [...Object.keys({ ...required, ...optional }), ...(others[kind] ?? [])];
    const all = Object.keys(tables[kind]!).filter((name) => !notInForms.has(name));
    expect([kind, names.sort()]).toEqual([kind, all.sort()]);
  }
});

test("the page says what becomes of each receiver in each form", { timeout: 300_000 }, () => {
  const rows = Object.keys(kinds).map((kind) => {
    const [kubernetes, managed] = [limits(kind, forms.kubernetes!), limits(kind, forms.grafana!)];
    return `| \`${kind}\` | ${firstRelease(kind)} | ${kubernetes} | ${managed} |\n`;
  });
  const head = "| receiver | Alertmanager, Mimir from | AlertmanagerConfig | Grafana 13 |\n|---|---|---|---|\n";
  const text = readFileSync(page, "utf8");
  const expected = `${text.slice(0, text.indexOf(start) + start.length)}\n${head}${rows.join("")}\n${text.slice(text.indexOf(end))}`;
  if (process.env.UPDATE_PAGES) writeFileSync(page, expected);
  expect(readFileSync(page, "utf8")).toBe(expected);
});
