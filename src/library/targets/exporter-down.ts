import { checkArguments } from "../../model/definition/check-arguments.js";
import { type OptionTable, object, record, required, string } from "../../model/definition/option-table.js";
import { promql } from "../../model/expression/promql.js";
import { Condition, noTraits } from "../../model/expression/query.js";
import { isMetric } from "../../model/metric/any-metric.js";
import type { Gauge } from "../../model/metric/metric.js";
import type { ServiceDefinition } from "../../model/system/service.js";
import { serviceShape } from "../arguments/shapes.js";
import { sumBy } from "../grouping.js";
import { targetLabel } from "./down.js";
import { up } from "./scrapes.js";

export interface ExporterDownOptions {
  /**
   * Selects targets of the service, by labels that scraping adds.
   *
   * @default the selector of the service
   */
  readonly where?: Readonly<Record<string, string>>;
}

const exporterDownOptions = { where: record(string) } as const satisfies OptionTable<ExporterDownOptions>;

/**
 * True while an exporter, or the server that it watches, does not answer: its own `up` (`pg_up`, `redis_up`) is 0, it cannot
 * be scraped, or it has no target at all. An exporter can be up while its server is down; without the exporter, a failure of
 * the server goes unnoticed.
 *
 * The result is one for each `instance`; without any target it has the job only.
 *
 * @example
 * shop.alert("PostgreSQLDown", { when: exporterDown(postgres), for: "1m", … })
 */
export function exporterDown(exporter: ServiceDefinition, options: ExporterDownOptions = {}): Condition {
  const origin = checkArguments("exporterDown(…)", [
    ["exporter", exporter, required(serviceShape)],
    ["options", options, object(exporterDownOptions)],
  ]);
  const { service } = exporter;
  const where = options.where ?? {};
  const targets = up(exporter).where(where);
  const label = targetLabel(service, { ...service.selector, ...where });
  const instances = [label, "instance"];
  const scraped = promql`max by (${instances}) (${targets})`;
  const gone = sumBy([label], promql`absent(${targets})`);
  const serverUp = findServerUp(exporter)?.where(where);
  const query = serverUp
    ? promql`max by (${instances}) (${serverUp}) == 0 or ${scraped} == 0 or ${gone}`
    : promql`${scraped} == 0 or ${gone}`;
  return new Condition(query, undefined, origin, {
    ...noTraits,
    outageOf: [{ system: service.system, name: service.name }],
  });
}

/** Finds the gauge that tells if an exporter reaches its server. */
function findServerUp(exporter: ServiceDefinition): Gauge | undefined {
  const { up: serverUp } = exporter as { readonly up?: unknown };
  return isMetric(serverUp) && serverUp.type === "gauge" ? (serverUp as Gauge) : undefined;
}
