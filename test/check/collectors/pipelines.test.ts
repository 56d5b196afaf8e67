import { describe, expect, test } from "vitest";
import { checkFiles } from "../../../src/check/index.js";
import { allFindings } from "../../../src/project/all-findings.js";

const options = { prometheusVersion: "3.5", alertmanagerVersion: "0.28", today: "2026-11-29", findings: allFindings };

const found = (text: string, path = "config.yaml") =>
  checkFiles([{ path, text }], options).map(({ id, summary, span }) => `${span?.start.line} ${id}: ${summary}`);

const config = (service: string, more = "") => `receivers:
  otlp:
    protocols: {grpc: {}}
processors:
  batch:
exporters:
  debug:
${more}service:
${service}`;

const traces = (lists: string) => config(`  pipelines:\n    traces: {${lists}}\n`);

test("a configuration whose pipelines and components fit has no finding", () => {
  expect(found(traces("receivers: [otlp], processors: [batch], exporters: [debug]"))).toEqual([]);
});

describe("a pipeline that names a component that is not there", () => {
  test("with the nearest name", () => {
    expect(found(traces("receivers: [otlp], processors: [bach, batch], exporters: [debug]"))).toEqual([
      '10 otel-collector/unknown-component: there is no processor "bach"',
    ]);
  });

  test("or an extension of the service", () => {
    const service =
      "  extensions: [health_check]\n  pipelines:\n    traces: {receivers: [otlp], processors: [batch], exporters: [debug]}\n";
    expect(found(config(service, "extensions:\n  healthcheck:\n"))).toEqual([
      '9 otel-collector/unused-component: the extension "healthcheck" is in no list of service.extensions',
      '11 otel-collector/unknown-component: there is no extension "health_check"',
    ]);
  });

  test("but not if the section may be in another file", () => {
    const pipelines =
      "service:\n  pipelines:\n    traces: {receivers: [otlp], exporters: [debug]}\nreceivers:\n  otlp:\n";
    expect(found(pipelines)).toEqual([]);
  });
});

test("a connector is the exporter of a pipeline and the receiver of another", () => {
  const service =
    "  pipelines:\n    traces: {receivers: [otlp], processors: [batch], exporters: [spanmetrics]}\n    metrics: {receivers: [spanmetrics], exporters: [debug]}\n";
  expect(found(config(service, "connectors:\n  spanmetrics:\n"))).toEqual([]);
});

test("a component that is in no pipeline", () => {
  expect(found(traces("receivers: [otlp], exporters: [debug]"))).toEqual([
    '5 otel-collector/unused-component: the processor "batch" is in no pipeline',
  ]);
});

test("a configuration of Jaeger is not read as that of an Alertmanager, whatever its name", () => {
  const jaeger =
    "service:\n  extensions: [jaeger_query]\n  pipelines:\n    traces: {receivers: [otlp], exporters: [jaeger_storage_exporter]}\n" +
    "extensions:\n  jaeger_query:\n    storage: {traces: a}\nreceivers:\n  otlp:\nexporters:\n  jaeger_storage_exporter:\n    trace_storage: a\n";
  for (const path of ["jaeger.yaml", "alertmanager.yml", "receivers.yml"]) expect(found(jaeger, path)).toEqual([]);
  expect(found("receivers:\n  - name: a\n", "receivers.yml")).not.toEqual([]);
});

test("errors of the YAML are reported", () => {
  expect(found(`${traces("receivers: [otlp]")}  - {\n`)).not.toEqual([]);
});
