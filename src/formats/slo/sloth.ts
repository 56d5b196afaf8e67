import type { YamlValue } from "../../yaml/index.js";
import { at, type ForeignSlo, type ForeignSlos, listAt, percentFrom, textAt } from "./foreign-slo.js";
import { readAlerting } from "./sloth-alerting.js";

/** True for a specification of sloth: a file of its own, or a resource of Kubernetes. */
export function isSloth(document: YamlValue): boolean {
  return textAt(document, "version") === "prometheus/v1" || textAt(document, "kind") === "PrometheusServiceLevel";
}

/** Reads a specification of sloth. Its objectives are over 30 days. */
export function readSloth(document: YamlValue): ForeignSlos {
  const spec = at(document, "spec") ?? document;
  const service = textAt(spec, "service");
  const slos: ForeignSlo[] = [];
  const problems: string[] = [];
  for (const slo of listAt(spec, "slos")) {
    const name = textAt(slo, "name") ?? "slo";
    const measured = measure(slo);
    const objective = percentFrom(textAt(slo, "objective") ?? "");
    if (!measured) problems.push(`"${name}": its sli is neither events nor raw`);
    else if (objective === undefined) problems.push(`"${name}": its objective is not between 0 and 100`);
    else {
      const fullName = service === undefined ? name : `${service}-${name}`;
      const description = textAt(slo, "description") ?? fullName;
      const { options, losses } = readAlerting(spec, slo);
      const texts = { name: fullName, title: undefined, description };
      const extras = Object.keys(options).length > 0 && { options };
      slos.push({ ...texts, objective, window: "30d", by: [], ...measured, ...extras });
      problems.push(...losses.map((loss) => `"${name}": ${loss}`));
    }
  }
  return { slos, problems };
}

function measure(slo: YamlValue): Pick<ForeignSlo, "total" | "part" | "countsTime"> | undefined {
  const events = at(slo, "sli", "events");
  const failed = textAt(events, "error_query") ?? textAt(events, "errorQuery");
  const total = textAt(events, "total_query") ?? textAt(events, "totalQuery");
  if (failed !== undefined && total !== undefined) {
    return { total: total.trim(), part: { is: "failed", query: failed.trim() }, countsTime: false };
  }
  const raw = at(slo, "sli", "raw");
  const ratio = textAt(raw, "error_ratio_query") ?? textAt(raw, "errorRatioQuery");
  if (ratio === undefined) return undefined;
  return { total: "vector(1)", part: { is: "failed", query: ratio.trim() }, countsTime: true };
}
