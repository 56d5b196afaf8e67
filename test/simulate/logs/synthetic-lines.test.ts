import { describe, expect, test } from "vitest";
import { logStream, perEnvironment } from "../../../src/index.js";
import { LogStore } from "../../../src/logql/evaluate/index.js";
import { parse, ruleDialect } from "../../../src/logql/index.js";
import type { LogStream } from "../../../src/model/metric/log-stream.js";
import { type SyntheticLineOptions, writeSyntheticLines } from "../../../src/simulate/logs/synthetic-lines.js";

const minute = 60_000;

function write(stream: LogStream, queries: readonly string[] = [], options: Partial<SyntheticLineOptions> = {}) {
  const store = new LogStore();
  writeSyntheticLines(store, [stream], {
    ...{ start: 0, end: 60 * minute, round: 30 * minute, environment: "prod", hasMalformedLines: false },
    version: { major: 3, minor: 5 },
    expressions: queries.map((query) => parse(query, ruleDialect).expr!),
    ...options,
  });
  return [...store.streams()].map((one) => ({ labels: Object.fromEntries(one.labelMap), entries: one.sorted() }));
}

const levels = ["DEBUG", "INFO", "ERROR"];
const json = logStream({
  selector: { namespace: perEnvironment({ staging: "shop-staging", prod: "shop" }) },
  labels: { namespace: ["shop", "shop-staging"], app: ["cart", "stock"] },
  fields: { timestamp: 100_000, level: levels, message: 1000, took: 1000 },
});

function linesOf(streams: ReturnType<typeof write>): readonly string[] {
  return streams.flatMap(({ entries }) => entries.map(({ line }) => line));
}

test("streams have the labels of their selector in the environment", () => {
  expect(write(json).map(({ labels }) => labels)).toEqual([
    { namespace: "shop", app: "cart" },
    { namespace: "shop", app: "stock" },
  ]);
  expect(write(json, [], { environment: "staging" })[0]?.labels).toEqual({ namespace: "shop-staging", app: "cart" });
});

test("every stream has every declared value in every round", () => {
  for (const { entries } of write(json)) {
    for (const [from, end] of [
      [0, 30 * minute],
      [30 * minute, 60 * minute],
    ] as const) {
      const inRound = entries.filter(
        ({ time }) => time >= BigInt(from) * 1_000_000n && time < BigInt(end) * 1_000_000n,
      );
      const found = new Set(inRound.map(({ line }) => (JSON.parse(line) as { level: string }).level));
      expect(found).toEqual(new Set(levels));
    }
  }
});

test("the same seed writes the same lines, another one others", () => {
  expect(write(json)).toEqual(write(json));
  expect(write(json, [], { seed: "other" })).not.toEqual(write(json));
});

describe("formats", () => {
  test("logfmt quotes values with spaces", () => {
    const logfmt = logStream({
      selector: { app: "api" },
      labels: {},
      fields: { level: ["info"], msg: 1 },
      format: "logfmt",
    });
    const lines = linesOf(write(logfmt, ['{app="api"} |= "timed out"']));
    expect(new Set(lines)).toEqual(new Set(["level=info msg=msg-1", 'level=info msg="msg-1 timed out"']));
  });

  test("JSON nests the fields that queries extract by their path", () => {
    const nested = logStream({
      selector: { app: "api" },
      labels: {},
      fields: { response_code: ["200"], level: ["info"] },
    });
    const lines = linesOf(write(nested, ['{app="api"} | json code="response.code" | code="200"']));
    expect(lines[0]).toBe('{"response":{"code":"200"},"level":"info"}');
  });

  test("lines without a format follow the patterns of queries", () => {
    const text = logStream({
      selector: { app: "api" },
      labels: {},
      fields: { method: ["GET"], path: 1 },
      format: "text",
    });
    expect(new Set(linesOf(write(text)))).toEqual(new Set(["GET path-1"]));
    const patterned = linesOf(write(text, ['{app="api"} | pattern "<_> \\"<method> <path>\\""']));
    expect(new Set(patterned)).toEqual(new Set(['x "GET path-1"']));
  });

  test("lines that are not in the format only if they are wanted", () => {
    const isJson = (line: string) => line.startsWith("{");
    expect(linesOf(write(json)).every(isJson)).toBe(true);
    expect(linesOf(write(json, [], { hasMalformedLines: true })).every(isJson)).toBe(false);
  });
});

test("open fields have the values that queries look for, closed ones only those declared", () => {
  const query = '{namespace="shop"} | json | message="gone" | level="FATAL" | took > 100';
  const lines = linesOf(write(json, [query])).map((line) => JSON.parse(line) as Record<string, string>);
  expect(lines.some(({ message }) => message === "gone")).toBe(true);
  expect(lines.some(({ level }) => level === "FATAL")).toBe(false);
  expect(new Set(lines.map(({ took }) => took))).toEqual(new Set(["50", "100", "200"]));
});
