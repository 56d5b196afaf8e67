import type { Condition, Signal } from "telltale";
import { createStore, type Store } from "../../src/promql/evaluate/index.js";
import { at, minute } from "../promql/evaluate/queries.js";
import { expression } from "./expression.js";

/** The value of a series at a minute. */
type Course = (minutes: number) => number;

/** Stores a sample a minute for twelve hours, for each series in the notation of Prometheus: `up{job="a"}`. */
export function storeSeries(series: Readonly<Record<string, Course>>): Store {
  const store = createStore();
  for (const [name, course] of Object.entries(series)) {
    const [, metric = name, labels = ""] = /^(\w+)\{(.*)\}$/.exec(name) ?? [];
    const pairs = [...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, label, value]) => [label!, value!] as const);
    const one = store.series({ __name__: metric, ...Object.fromEntries(pairs) });
    for (let time = 0; time <= 720; time++) one.append(time * minute, course(time));
  }
  return store;
}

/** The values of a signal or a condition at the end of the twelve hours, with ranges of five minutes. */
export function valuesOf(measured: Signal | Condition, store: Store): unknown {
  return at(720, expression(measured).replaceAll("$__rate_interval", "5m"), store);
}
