import type { LogFilter } from "../../../model/collection/log-filter.js";
import { resolve } from "../../../model/definition/per-environment.js";
import { createSubject, type Problem, reportError, type Scope } from "../../scope.js";
import type { CollectionFile } from "../collection-file.js";
import { writeFluentBitConfig } from "../fluent-bit/config.js";
import { leavesOut, writeLinesScript } from "../fluent-bit/lines-script.js";
import { writeJaegerConfig } from "../traces/jaeger-config.js";
import { type SpanStore, writeCollectorConfig } from "../traces/otel-collector-config.js";
import { writeTempoConfig } from "../traces/tempo-config.js";
import { defaultTraceRetention } from "../traces/trace-retention.js";
import { writeAlloyConfig } from "./alloy-config.js";
import type { ComposeCollection } from "./compile-compose.js";
import { jaegerFolder } from "./containers.js";
import { dockerLogs } from "./docker-logs.js";
import { composeStreams } from "./streams.js";

/** Writes the configurations of what collects logs and traces. */
export function writeTelemetry(scope: Scope, collection: ComposeCollection): readonly CollectionFile[] {
  reportFilters(scope, collection);
  const { components } = collection.compose;
  return [
    ...(components.alloy ? alloyFile(scope, collection) : []),
    ...(components["fluent-bit"] ? fluentBitFiles(scope, collection) : []),
    ...(components.jaeger ? jaegerFile(scope, collection) : []),
    ...(components.tempo ? [tempoFile(scope, collection)] : []),
    ...(components["otel-collector"] ? collectorFile(scope, collection) : []),
  ];
}

/** Reports filters that no component of the collection applies. */
function reportFilters(scope: Scope, collection: ComposeCollection): void {
  const { components, logs, traces } = collection.compose;
  if (logs && !components["fluent-bit"]) {
    report(scope, collection, {
      summary: "nothing filters the logs: the collection has no component fluent-bit",
      fix: "add the component fluent-bit, or remove logs",
      option: ["compose", "logs"],
    });
  }
  if (traces && !components.jaeger && !components["otel-collector"]) {
    report(scope, collection, {
      summary: "nothing filters the traces: the collection has no component jaeger or otel-collector",
      fix: "add one of them, or remove traces",
      option: ["compose", "traces"],
    });
  }
}

function alloyFile(scope: Scope, collection: ComposeCollection): readonly CollectionFile[] {
  const streams = streamsOf(scope);
  if (!canCollectLogs(scope, collection, "alloy")) return [];
  const address = "http://loki:3100/loki/api/v1/push";
  const value = writeAlloyConfig(composeStreams(streams, scope.settings.environment), address);
  return [{ path: "alloy/config.alloy", value }];
}

function fluentBitFiles(scope: Scope, collection: ComposeCollection): readonly CollectionFile[] {
  const streams = streamsOf(scope);
  if (!canCollectLogs(scope, collection, "fluent-bit")) return [];
  if (streams.some(({ format }) => format !== "json")) {
    report(scope, collection, {
      summary: "Fluent Bit cannot tell whose lines it reads: those of a service are not in JSON",
      details: "Docker's files do not name the container. A line in JSON names its service itself.",
      fix: "use the component alloy",
      option: ["compose", "components", "fluent-bit"],
    });
    return [];
  }
  const filter: LogFilter = collection.compose.logs ?? {};
  const facts = dockerLogs(composeStreams(streams, scope.settings.environment), leavesOut(filter));
  return [
    { path: "fluent-bit/fluent-bit.yaml", value: writeFluentBitConfig(facts) },
    ...(leavesOut(filter) ? [{ path: "fluent-bit/lines.lua", value: writeLinesScript(filter) }] : []),
  ];
}

function streamsOf({ catalogue }: Scope) {
  return catalogue.services.flatMap(({ logs }) => logs);
}

/** A collector of logs needs lines that the catalogue describes, and a Loki: without them, it would collect nothing. */
function canCollectLogs(scope: Scope, collection: ComposeCollection, name: "alloy" | "fluent-bit"): boolean {
  const program = name === "alloy" ? "Alloy" : "Fluent Bit";
  const { services } = composeStreams(streamsOf(scope), scope.settings.environment);
  const hasLoki = collection.compose.components.loki !== undefined;
  if (services.size > 0 && hasLoki) return true;
  report(scope, collection, {
    summary: hasLoki
      ? `${program} has no logs to collect: no service describes its logs`
      : `${program} has no Loki to send logs to`,
    fix: hasLoki
      ? `add logs: logStream({ … }) to a service, or remove the component ${name}`
      : `add the component loki, or remove ${name}`,
    option: ["compose", "components", name],
  });
  return false;
}

function jaegerFile(scope: Scope, collection: ComposeCollection): readonly CollectionFile[] {
  const { jaeger: options = {}, compose } = collection;
  if (options.storage === "elasticsearch") {
    report(scope, collection, {
      summary: "Jaeger has no Elasticsearch in docker compose",
      fix: 'use storage: "badger"',
      option: ["jaeger", "storage"],
    });
    return [];
  }
  const { environment } = scope.settings;
  const traces = compose.components["otel-collector"] ? undefined : compose.traces;
  const facts = { options, traces, environment, folder: jaegerFolder };
  return [{ path: "jaeger/jaeger.yaml", value: writeJaegerConfig(facts) }];
}

function tempoFile({ settings }: Scope, { tempo: { retention } = {} }: ComposeCollection): CollectionFile {
  const time = (retention && resolve(retention, settings.environment)) ?? defaultTraceRetention;
  return { path: "tempo/tempo.yaml", value: writeTempoConfig(time) };
}

function collectorFile(scope: Scope, collection: ComposeCollection): readonly CollectionFile[] {
  const { components, traces } = collection.compose;
  const stores = (["jaeger", "tempo"] as const).flatMap((name): readonly SpanStore[] =>
    components[name] ? [{ name, host: name }] : [],
  );
  if (stores.length === 0) {
    report(scope, collection, {
      summary: "the OpenTelemetry collector has no Jaeger or Tempo to send traces to",
      fix: "add the component jaeger or tempo, or remove otel-collector",
      option: ["compose", "components", "otel-collector"],
    });
    return [];
  }
  const value = writeCollectorConfig(stores, traces, scope.settings.environment);
  return [{ path: "otel-collector/otel-collector.yaml", value }];
}

function report(scope: Scope, collection: ComposeCollection, problem: Problem): void {
  reportError(scope, "definition/missing-value", createSubject("collection", collection.name, collection), problem);
}
