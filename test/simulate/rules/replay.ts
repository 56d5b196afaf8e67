import { readRuleFile } from "../../../src/formats/prometheus/index.js";
import type { Store } from "../../../src/promql/evaluate/index.js";
import type { PrometheusVersion } from "../../../src/promql/index.js";
import {
  type Alert,
  createRuleEngine,
  type RuleEngine,
  type RuleEngineOptions,
  type RuleGroupSource,
  ruleGroupSource,
} from "../../../src/simulate/index.js";
import { at, loadStore, minute } from "../../promql/evaluate/queries.js";

export { minute };
export const old: PrometheusVersion = { major: 2, minor: 42 };
export const recent: PrometheusVersion = { major: 3, minor: 14 };

/** Reads the groups of a valid rule file. */
export function groupsIn(text: string, version: PrometheusVersion = old): RuleGroupSource[] {
  const { file, diagnostics } = readRuleFile(text, { file: "rules.yml", version });
  if (!file || diagnostics.some(({ severity }) => severity === "error")) throw new Error(JSON.stringify(diagnostics));
  return file.groups.map(({ data }) => ruleGroupSource(data, { file: file.file, interval: minute }));
}

/** Rules over series, ready to be evaluated. */
export class Replay {
  readonly store: Store;
  readonly engine: RuleEngine;

  constructor(rules: string, series: readonly string[], options: Partial<RuleEngineOptions> = {}) {
    const version = options.version ?? old;
    this.store = loadStore(...series);
    this.engine = createRuleEngine({ groups: groupsIn(rules, version), store: this.store, ...options, version });
  }

  /** Evaluates the rules every minute, from 0 to a number of minutes. */
  until(minutes: number): this {
    for (let tick = 0; tick <= minutes; tick++) this.engine.evaluate(tick * minute);
    return this;
  }

  /** Returns the result of a query at a minute. */
  at(minutes: number, query: string): unknown {
    return at(minutes, query, this.store, { dialect: { version: old, features: new Set(), grafana: false } });
  }

  /** Returns the state of each alert, by its labels without alertname. */
  get states(): Record<string, Alert["state"]> {
    return Object.fromEntries(this.engine.alerts().map((alert) => [shortName(alert), alert.state]));
  }

  /** Returns all transitions, with the time in minutes: `2 pending`. */
  get changes(): string[] {
    return this.engine.transitions.map(({ at: time, to, alert }) => `${time / minute} ${shortName(alert)} ${to}`);
  }

  /** Returns all problems: `2 rule: message`. */
  get problems(): string[] {
    return this.engine.problems.map(({ name, at: time, message }) => `${time / minute} ${name}: ${message}`);
  }
}

function shortName({ name, labels }: Alert): string {
  const { alertname: _, ...rest } = labels;
  const written = Object.entries(rest).map(([label, value]) => `${label}=${value}`);
  return written.length === 0 ? name : `${name}(${written.sort().join(",")})`;
}

/** A group with one rule, indented for `rules:`. */
export function oneRule(...fields: readonly string[]): string {
  return `groups: [{name: g, rules: [{${fields.join(", ")}}]}]`;
}
