import type { YamlValue } from "../../yaml/index.js";
import { at, type ForeignSlo, type ForeignSlos, listAt, percentFrom, rateOf, textAt } from "./foreign-slo.js";

/** True for a ServiceLevelObjective of pyrra. */
export function isPyrra(document: YamlValue): boolean {
  return /^pyrra\.dev\//.test(textAt(document, "apiVersion") ?? "");
}

/** Reads a ServiceLevelObjective of pyrra. */
export function readPyrra(document: YamlValue): ForeignSlos {
  const name = textAt(document, "metadata", "name") ?? "slo";
  const spec = at(document, "spec");
  const objective = percentFrom(textAt(spec, "target") ?? "");
  const measured = measure(at(spec, "indicator"));
  if (!measured) return { slos: [], problems: [`"${name}": its indicator is none of ratio, latency and bool_gauge`] };
  if (objective === undefined) return { slos: [], problems: [`"${name}": its target is not between 0 and 100`] };
  const description = textAt(spec, "description")?.trim() ?? name;
  const window = textAt(spec, "window") ?? "4w";
  const isChanged = at(spec, "alerting") !== undefined;
  return {
    slos: [{ name, title: undefined, description, objective, window, ...measured }],
    problems: isChanged ? [`"${name}": its alerting; its alerts are those of every SLO`] : [],
  };
}

function measure(
  indicator: YamlValue | undefined,
): Pick<ForeignSlo, "total" | "part" | "by" | "countsTime"> | undefined {
  const grouping = (kind: string) => listAt(indicator, kind, "grouping").map(String);
  const metric = (...keys: readonly string[]) => textAt(indicator, ...keys, "metric");
  const rate = (query: string, kind: string) => rateOf(query, grouping(kind));
  const [errors, all] = [metric("ratio", "errors"), metric("ratio", "total")];
  if (errors !== undefined && all !== undefined) {
    const part = { is: "failed", query: rate(errors, "ratio") } as const;
    return { total: rate(all, "ratio"), part, by: grouping("ratio"), countsTime: false };
  }
  const [fast, timed] = [metric("latency", "success"), metric("latency", "total")];
  if (fast !== undefined && timed !== undefined) {
    const part = { is: "good", query: rate(fast, "latency") } as const;
    return { total: rate(timed, "latency"), part, by: grouping("latency"), countsTime: false };
  }
  const gauge = metric("bool_gauge");
  if (gauge === undefined) return undefined;
  const query = `1 - avg(avg_over_time(${gauge.trim()}[5m]))`;
  return { total: "vector(1)", part: { is: "failed", query }, by: [], countsTime: true };
}
