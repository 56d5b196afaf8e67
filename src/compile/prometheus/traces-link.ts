import type { Alert } from "../../model/alert/alert.js";
import type { TraceStream } from "../../model/metric/trace-stream.js";
import { encodeQuery, renderExploreLink } from "../grafana/explore-link.js";
import type { Scope } from "../scope.js";

/** Finds the traces that an alert is about: those it names, or those of its service, if just one has traces. */
export function findAlertTraces(
  { catalogue }: Scope,
  { traces }: Alert,
  owners: ReadonlySet<string>,
): TraceStream | undefined {
  if (traces) return traces;
  const [streams, ...others] = catalogue.services
    .filter((service) => owners.has(service.name) && service.traces.length > 0)
    .map((service) => service.traces);
  return others.length === 0 ? streams?.[0] : undefined;
}

/** Renders a link to the traces of the last hour in Explore. Undefined without an address of Grafana or a Tempo data source. */
export function renderTracesLink(scope: Scope, traces: TraceStream): string | undefined {
  return renderExploreLink(scope, "traceql", encodeQuery(traces.toTraceql()));
}
