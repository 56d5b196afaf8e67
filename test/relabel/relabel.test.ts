import { expect, test } from "vitest";
import { findRuleProblem, type RelabelRule, relabel, relabelTarget, type ScrapeJob } from "../../src/relabel/index.js";

const current = { version: { major: 3, minor: 5 } };
const old = { version: { major: 2, minor: 42 } };

function apply(labels: Readonly<Record<string, string>>, rules: readonly RelabelRule[], options = current) {
  const { labels: result } = relabel(new Map(Object.entries(labels)), rules, options);
  return result && Object.fromEntries(result);
}

test("a rule without fields but a target copies what the source labels hold", () => {
  expect(apply({ a: "1", b: "2" }, [{ sourceLabels: ["a", "b"], targetLabel: "c" }])).toEqual({
    a: "1",
    b: "2",
    c: "1;2",
  });
});

test("the target may be a template, and an empty replacement removes the label", () => {
  const rules: RelabelRule[] = [
    { sourceLabels: ["a"], regex: "(.*)-(.*)", targetLabel: "l_$2", replacement: "$1" },
    { targetLabel: "a", replacement: "" },
  ];
  expect(apply({ a: "x-y" }, rules)).toEqual({ l_y: "x" });
});

test("the steps say what each rule did, and no rule runs after a drop", () => {
  const rules: RelabelRule[] = [
    { action: "labelmap", regex: "__meta_(.+)" },
    { action: "labeldrop", regex: "__meta_.*" },
    { action: "drop", sourceLabels: ["pod"], regex: "test-.*" },
    { action: "labeldrop", regex: ".*" },
  ];
  const { labels, steps } = relabel(new Map([["__meta_pod", "test-1"]]), rules, current);
  expect(labels).toBeUndefined();
  expect(steps).toEqual([
    {
      index: 0,
      action: "labelmap",
      value: undefined,
      set: new Map([["pod", "test-1"]]),
      removed: [],
      isDropped: false,
    },
    { index: 1, action: "labeldrop", value: undefined, set: new Map(), removed: ["__meta_pod"], isDropped: false },
    { index: 2, action: "drop", value: "test-1", set: new Map(), removed: [], isDropped: true },
  ]);
});

test("a dot matches a line break since 3.0", () => {
  const rules: RelabelRule[] = [{ action: "keep", sourceLabels: ["a"], regex: "x.y" }];
  expect(apply({ a: "x\ny" }, rules)).toEqual({ a: "x\ny" });
  expect(apply({ a: "x\ny" }, rules, old)).toBeUndefined();
});

test("names may be any text since 3.0", () => {
  const rules: RelabelRule[] = [{ sourceLabels: ["a"], targetLabel: "$1", replacement: "1" }];
  expect(apply({ a: "k8s.pod" }, rules)).toEqual({ a: "k8s.pod", "k8s.pod": "1" });
  expect(apply({ a: "k8s.pod" }, rules, old)).toEqual({ a: "k8s.pod" });
});

test("hashmod is the one of Prometheus", () => {
  const rules: RelabelRule[] = [{ action: "hashmod", sourceLabels: ["c"], targetLabel: "d", modulus: 1000n }];
  expect(apply({ c: "baz" }, rules)).toEqual({ c: "baz", d: "976" });
});

test("rules that Prometheus refuses are named by their field", () => {
  const problem = (rule: RelabelRule, { version } = current) =>
    findRuleProblem(rule, version, version.major < 3 ? "legacy" : "utf8");
  expect(problem({ action: "hashmod", targetLabel: "shard" })?.summary).toBe("hashmod needs a modulus");
  expect(problem({})?.summary).toBe("replace needs a target_label");
  expect(problem({ targetLabel: "a-b" })).toBeUndefined();
  expect(problem({ targetLabel: "a-b" }, old)?.field).toBe("targetLabel");
  expect(problem({ action: "labeldrop", sourceLabels: ["a"] })?.field).toBe("sourceLabels");
  expect(problem({ action: "keepequal", targetLabel: "a", regex: "(.*)" })?.field).toBe("regex");
  expect(problem({ action: "keep", regex: "(?=a)" })?.field).toBe("regex");
  expect(problem({ action: "keep", regex: "a)|(b" })).toBeUndefined();
});

const job: ScrapeJob = {
  name: "node",
  interval: "1m",
  timeout: "10s",
  metricsPath: "/metrics",
  scheme: "http",
  params: new Map(),
  rules: [],
};

test("a target gets its job, and its address as instance; Prometheus 2 adds the port", () => {
  const target = new Map([["__address__", "db"]]);
  const labels = (options: typeof current) => Object.fromEntries(relabelTarget(target, job, options).labels!);
  expect(labels(current)).toEqual({ instance: "db", job: "node" });
  expect(labels(old)).toEqual({ instance: "db:80", job: "node" });
});

test("a target without a usable address or duration is refused", () => {
  const failure = (rule: RelabelRule) =>
    relabelTarget(new Map([["__address__", "db:80"]]), { ...job, rules: [rule] }, current).failure;
  expect(failure({ targetLabel: "__address__", replacement: "" })).toBe("it has no __address__ after relabelling");
  expect(failure({ targetLabel: "__address__", replacement: "db/x" })).toContain("is not a host and a port");
  expect(failure({ targetLabel: "__scrape_timeout__", replacement: "2m" })).toContain(
    "longer than its scrape interval",
  );
  expect(failure({ targetLabel: "__scrape_interval__", replacement: "0" })).toBe("its __scrape_interval__ is zero");
});
