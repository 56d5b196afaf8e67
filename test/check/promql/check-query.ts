import type { Check, Finding, QuerySubject, RuleSubject } from "../../../src/check/check.js";
import { isFor } from "../../../src/check/run.js";
import { createLookups } from "../../../src/check/subjects/inputs.js";
import { querySubject } from "../../../src/check/subjects/query-subject.js";
import { counter, gauge, histogram, nativeHistogram, system } from "../../../src/index.js";
import type { Settings } from "../../../src/model/project/project.js";
import { buildCatalogue } from "../../../src/model/system/catalogue.js";
import type { SystemFacts } from "../../../src/model/system/system.js";
import { panelDialect, parse, ruleDialect } from "../../../src/promql/index.js";

/** Surroundings of an expression. */
export interface QueryOptions {
  /** Default: alert. */
  readonly in?: QuerySubject["in"];
  /** The catalogue. Default: none. */
  readonly system?: SystemFacts;
  readonly recorded?: readonly string[];
  /** The expressions of recording rules, by what they record. */
  readonly recordings?: Readonly<Record<string, string | readonly string[]>>;
  readonly settings?: Partial<Settings>;
  readonly window?: number;
  readonly alert?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A shop with a cart: enough metrics for every check. */
export const shop: SystemFacts = (() => {
  const shop = system("shop", { labels: { app: 2, namespace: ["shop"], pod: 10 }, serviceLabel: "app" });
  shop.service("cart", {
    requests: counter("cart_http_requests_total", { help: "Requests served", labels: { method: 4, status: 8 } }),
    duration: histogram("cart_http_request_duration_seconds", {
      help: "Time to serve a request",
      labels: { method: 4 },
      buckets: [0.1, 0.5, 1, 2.5],
    }),
    orders: counter("cart_orders_total", { help: "Orders placed", labels: { tier: ["free", "pro"] } }),
    queue: gauge("cart_queue_length", { help: "Orders that wait" }),
    limit: gauge("cart_queue_limit", { help: "Orders that may wait" }),
    calls: nativeHistogram("cart_rpc_duration_seconds", { help: "Time to answer a call", labels: { method: 4 } }),
    sizes: nativeHistogram("cart_rpc_message_bytes", { help: "Size of a message", buckets: [1000, 5000] }),
    waiting: histogram("cart_wait_seconds", { help: "Time in the queue", buckets: [1, 5], native: true }),
  });
  return shop as unknown as SystemFacts;
})();

/** Runs a check on an expression. Returns its findings with the part of the expression that each points at. */
export function checkQuery(
  check: Check,
  text: string,
  options: QueryOptions = {},
): readonly (Finding & { marked: string })[] {
  if (check.on !== "query") throw new Error(`${check.id} does not check queries`);
  const owner = options.in ?? "alert";
  const dialect = owner === "panel" || owner === "annotation" ? panelDialect : ruleDialect;
  const { expr, errors } = parse(text, dialect({ major: 3, minor: 5 }));
  if (!expr || errors.length > 0) throw new Error(`${text}: ${errors[0]?.message}`);
  const catalogue = options.system && buildCatalogue(options.system);
  const context = {
    settings: options.settings ?? {},
    catalogue,
    recorded: new Set([...(options.recorded ?? []), ...Object.keys(options.recordings ?? {})]),
  };
  const inRule = owner === "alert" || owner === "recording rule";
  const fields = {
    name: "the expression",
    allow: undefined,
    context,
    in: owner,
    expr,
    text,
    window: options.window,
    locate: (start: number, end: number) => ({ span: undefined, excerpt: { text, start, end } }),
  };
  const recordings = Object.entries(options.recordings ?? {}).flatMap(([record, texts]) =>
    [texts].flat().map((recorded) => ({
      record,
      expr: parse(recorded, ruleDialect({ major: 3, minor: 5 })).expr,
      labels: {},
    })),
  );
  const lookups = createLookups(catalogue, recordings);
  const subject = querySubject(fields, lookups, inRule ? createRule(text, options) : undefined);
  const analyzed = subject.analyze();
  const found = isFor(check, analyzed) ? check.run(analyzed) : [];
  const findings = Array.from(found, (finding) => ({ ...finding, marked: markedText(finding) }));
  const isSkipped = check.reads !== undefined && analyzed.parts[check.reads].length === 0;
  if (isSkipped && findings.length > 0) throw new Error(`${check.id} finds something without any ${check.reads}`);
  return findings;
}

/** The parts of an expression that findings point at. */
export function markedTexts(check: Check, text: string, options: QueryOptions = {}): readonly string[] {
  return checkQuery(check, text, options).map((finding) => finding.marked);
}

function markedText({ at }: Finding): string {
  if (!at || "file" in at || !at.excerpt) throw new Error("the finding points nowhere");
  return at.excerpt.text.slice(at.excerpt.start, at.excerpt.end);
}

function createRule(expr: string, { alert = "Alert", annotations = {}, ...options }: QueryOptions): RuleSubject {
  return {
    kind: "rule",
    name: `alert "${alert}"`,
    allow: undefined,
    context: { settings: options.settings ?? {}, catalogue: undefined, recorded: new Set() },
    data: { alert, expr, annotations },
    group: "group",
    identity: undefined,
    query: undefined,
    locate: () => undefined,
  };
}
