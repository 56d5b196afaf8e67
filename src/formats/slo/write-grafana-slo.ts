import { durationMs } from "../../model/definition/duration.js";
import type { YamlValue } from "../../yaml/index.js";
import { type ForeignSlo, rangePlaceholder } from "./foreign-slo.js";

/** SLOs as requests for the API of Grafana Cloud's SLO plugin, and what it cannot express. */
export interface GrafanaSlos {
  readonly requests: readonly YamlValue[];
  readonly problems: readonly string[];
}

/** Grafana has no window that is shorter. */
const shortestWindow = "7d";

/** Describes SLOs as bodies of `POST /api/plugins/grafana-slo-app/resources/v1/slo`. */
export function writeGrafanaSlos(slos: readonly ForeignSlo[], dataSource: string): GrafanaSlos {
  const requests: YamlValue[] = [];
  const problems: string[] = [];
  for (const slo of slos) {
    const reason = findObstacle(slo);
    if (reason === undefined) requests.push(requestOf(slo, dataSource));
    else problems.push(`"${slo.name}": ${reason}`);
  }
  return { requests, problems };
}

/** The reason that Grafana has no equivalent. */
function findObstacle({ window }: ForeignSlo): string | undefined {
  const length = durationMs(window as `${number}d`);
  if (length === undefined) return `its window is the current ${window}, and those of Grafana are rolling`;
  if (length < durationMs(shortestWindow)!)
    return `its window is ${window}, and Grafana needs ${shortestWindow} at least`;
  return undefined;
}

function requestOf(
  { name, title = name, description, objective, window, options = {}, ...indicator }: ForeignSlo,
  dataSource: string,
): YamlValue {
  const { minimumFailures, page = "critical", ticket = "warning", labels = {}, owner } = options;
  const own = { slo: name, ...(labels as object), ...(owner !== undefined && { owner }) };
  const burn = (severity: YamlValue, speed: string) => ({
    labels: pairs({ severity }),
    annotations: pairs({ name: `${title}: the error budget burns ${speed}`, description }),
  });
  return {
    name: title,
    description,
    destinationDatasource: { uid: dataSource },
    query: { type: "freeform", freeform: { query: successRatio(indicator) } },
    objectives: [{ value: Number(`${objective.slice(0, -1)}e-2`), window }],
    labels: pairs(own),
    alerting: {
      fastBurn: burn(page, "fast"),
      slowBurn: burn(ticket, "slowly"),
      ...(typeof minimumFailures === "number" && { advancedOptions: { minFailures: minimumFailures } }),
    },
  };
}

/** The good events among all, with the range that Grafana fills in. */
function successRatio({ total, part, countsTime }: Pick<ForeignSlo, "total" | "part" | "countsTime">): string {
  const query =
    part.is === "good"
      ? `(${part.query}) / (${total})`
      : countsTime
        ? `1 - (${part.query})`
        : `1 - ((${part.query}) or 0 * (${total})) / (${total})`;
  return query.replaceAll(rangePlaceholder, "$__rate_interval");
}

function pairs(record: Readonly<Record<string, YamlValue>>): YamlValue {
  return Object.entries(record).map(([key, value]) => ({ key, value: String(value) }));
}
