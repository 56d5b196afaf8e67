import { get, objectsOf } from "../../../formats/grafana/plain-json.js";
import { parseDuration } from "../../../formats/prometheus/index.js";
import {
  type AtModifier,
  type DurationExpr,
  type Expr,
  parse,
  postOrder,
  print,
  ruleDialect,
} from "../../../promql/index.js";
import type { HttpClient } from "../../http/client.js";
import { parseAnswer } from "../../http/parse-answer.js";
import { canonicalJson } from "../../objects/digest.js";
import { parseYaml } from "../../objects/parse-yaml.js";
import { SyncError } from "../../sync-error.js";
import type { LoadedFile, LoadedServer } from "./loaded-server.js";
import { readMetric, sendReload } from "./reload.js";

/** A Prometheus that loads rule files. */
export class Prometheus implements LoadedServer {
  readonly url: string;
  private readonly client: HttpClient;
  private readonly directory: string;

  constructor(client: HttpClient, directory: string) {
    this.client = client;
    this.url = client.url;
    this.directory = directory;
  }

  async requireHealthy(): Promise<void> {
    if ((await readMetric(this.client, "prometheus_config_last_reload_successful")) !== 0) return;
    const fix = "correct its configuration first: promtool check config says what is wrong";
    throw new SyncError(`the last reload of ${this.url} failed, before this sync`, fix);
  }

  /** A reload is not atomic: after a failed one, the old rules stay, while the status shows the new configuration. */
  async reload(): Promise<void> {
    await sendReload(this.client, {
      refused: "its log says why",
      disabled: "start it with --web.enable-lifecycle",
    });
  }

  async findUnloaded(files: readonly LoadedFile[]): Promise<string | undefined> {
    const path = "/api/v1/rules";
    const response = await this.client.get(path);
    if (response.status !== 200) throw this.client.fail({ method: "GET", path }, response);
    const groups = objectsOf(get(parseAnswer(response), "data", "groups"));
    const loaded = new Map<string, string>();
    for (const group of groups) {
      const at = fileName(group.file, this.directory);
      if (at !== undefined)
        loaded.set(`${at} ${String(group.name)}`, canonicalJson(objectsOf(group.rules).map(loadedRule)));
    }
    for (const file of files) {
      for (const group of objectsOf(get(parseYaml(file.text), "groups"))) {
        const rules = objectsOf(group.rules).map((rule) => writtenRule(rule, group.labels));
        const key = `${file.path} ${String(group.name)}`;
        const found = loaded.get(key);
        loaded.delete(key);
        if (rules.length === 0) continue;
        const place = `group "${String(group.name)}" of ${file.path}`;
        if (found === undefined) return `${place} is missing (does rule_files list ${this.directory}/*.yml?)`;
        if (found !== canonicalJson(rules)) return `${place} has other rules`;
      }
    }
    const written = new Set(files.map(({ path: name }) => name));
    const [stale] = [...loaded.keys()].filter((key) => written.has(key.slice(0, key.indexOf(" "))));
    return stale === undefined ? undefined : `${stale} is still loaded`;
  }
}

/** The name of a file in a folder. Undefined for one elsewhere. */
function fileName(file: unknown, directory: string): string | undefined {
  const path = String(file);
  return path.startsWith(`${directory}/`) ? path.slice(directory.length + 1) : undefined;
}

function writtenRule(rule: Readonly<Record<string, unknown>>, groupLabels: unknown): unknown {
  return {
    name: rule.alert ?? rule.record,
    query: canonicalQuery(rule.expr),
    ...(rule.alert !== undefined && { for: seconds(rule.for), annotations: texts(rule.annotations) }),
    labels: { ...(texts(groupLabels) as object), ...(texts(rule.labels) as object) },
  };
}

function loadedRule(rule: Readonly<Record<string, unknown>>): unknown {
  return {
    name: rule.name,
    query: canonicalQuery(rule.query),
    ...(rule.type === "alerting" && { for: Number(rule.duration ?? 0), annotations: texts(rule.annotations) }),
    labels: texts(rule.labels),
  };
}

/** Prometheus prints expressions in its own layout, with sorted matchers, and numbers and durations in its own notation. */
function canonicalQuery(query: unknown): string {
  const text = String(query);
  const dialect = ruleDialect({ major: 3, minor: 16 });
  const { expr } = parse(text, dialect);
  if (!expr) return text;
  const printed = print(expr);
  const parts: string[] = [];
  let end = 0;
  const changes = [...postOrder(parse(printed, dialect).expr!)].flatMap((node) => canonicalParts(node, printed));
  for (const part of changes.sort((one, other) => one.start - other.start)) {
    parts.push(printed.slice(end, part.start), part.text);
    end = part.end;
  }
  return `${parts.join("")}${printed.slice(end)}`;
}

interface CanonicalPart {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The parts of a node that can be written in several ways, without its operands. */
function canonicalParts(node: Expr, printed: string): readonly CanonicalPart[] {
  switch (node.kind) {
    case "number":
      return [{ start: node.start, end: node.end, text: String(node.value) }];
    case "selector": {
      const sorted = node.matchers.map(({ start, end }) => printed.slice(start, end)).sort();
      const matchers = node.matchers.map(({ start, end }, index) => ({ start, end, text: sorted[index]! }));
      return [...matchers, ...durations(node.offset), ...timestamp(node.at)];
    }
    case "aggregation": {
      // `sum by () (x)` is printed as `sum(x)`.
      const { grouping, without, operatorEnd } = node;
      const isEmpty = grouping?.labels.length === 0 && !without;
      return isEmpty ? [{ start: operatorEnd, end: grouping.end + 1, text: "" }] : [];
    }
    case "matrix":
      return durations(node.range);
    case "subquery":
      return [...durations(node.range), ...durations(node.step), ...durations(node.offset), ...timestamp(node.at)];
    default:
      return [];
  }
}

/** Arithmetic of durations stays as it is. */
function durations(duration: DurationExpr | undefined): readonly CanonicalPart[] {
  if (duration?.kind === "duration unary") return durations(duration.operand);
  if (duration?.kind !== "duration") return [];
  return [{ start: duration.start, end: duration.end, text: `${duration.milliseconds}ms` }];
}

function timestamp(at: AtModifier | undefined): readonly CanonicalPart[] {
  return at?.kind === "timestamp" ? [{ start: at.start, end: at.end, text: String(at.seconds) }] : [];
}

function seconds(duration: unknown): number {
  return typeof duration === "string" ? (parseDuration(duration) ?? 0) / 1000 : 0;
}

/** Scalars of YAML are texts in rules. */
function texts(value: unknown): unknown {
  const entries = Object.entries((value ?? {}) as Readonly<Record<string, unknown>>);
  return Object.fromEntries(entries.map(([name, text]) => [name, String(text ?? "")]));
}
