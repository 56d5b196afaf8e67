import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { inferLabels, inferStages, type StreamSchema, walk } from "../../../src/logql/index.js";
import { corpusRoot } from "../../oracles/corpus.js";
import { read } from "../corpus.js";

/** What the documents name, beside the corpus. */
const checklist = join(corpusRoot, "..", "checklist.json");
if (!existsSync(checklist)) console.log(`skipped: there is no ${checklist} (set TELLTALE_CORPUS)`);

/** The streams of the five documented systems, as their log formats and collectors say. */
const schema = (labels: string, fields: string): StreamSchema => ({
  labels: new Set(labels.split(" ")),
  fields: new Set(fields.split(" ")),
  format: "json",
});

const qnt9 = schema("namespace app pod container", "timestamp level logger message service request_id extra");
const todo = schema("namespace app_kubernetes_io_name pod", "level msg service time");
const openUser = schema("job", "timestamp level logger message module function line");
const control = schema("job service pod", "timestamp level logger message service trace_id span_id duration_ms");

/** Each log query of the documents, with the labels of its lines, or of its series, and the labels that it reads. */
const queries: readonly (readonly [string, StreamSchema, string, string])[] = [
  ['{namespace="qnt9"}', qnt9, "app container namespace pod", ""],
  [
    '{namespace="qnt9"} | json',
    qnt9,
    "app container extra level logger message namespace pod request_id service timestamp",
    "",
  ],
  ['{namespace="default"}', todo, "app_kubernetes_io_name namespace pod", ""],
  [
    '{namespace="default"} | json | level="error"',
    todo,
    "app_kubernetes_io_name level msg namespace pod service time",
    "",
  ],
  ['{app_kubernetes_io_name="todo-chatbot-frontend"} |= "ERROR"', todo, "app_kubernetes_io_name namespace pod", ""],
  [
    '{app_kubernetes_io_name="todo-chatbot-backend"} | json | duration > 1s',
    todo,
    "app_kubernetes_io_name level msg namespace pod service time",
    "duration",
  ],
  ['{namespace="kafka"} |= "ERROR"', todo, "app_kubernetes_io_name namespace pod", ""],
  ['{job="openuser-api"}', openUser, "job", ""],
  ['{job="openuser-api"} |= "ERROR"', openUser, "job", ""],
  [
    '{job="openuser-api"} | json | level="error"',
    openUser,
    "function job level line logger message module timestamp",
    "",
  ],
  ['rate({job="openuser-api"} |= "ERROR" [5m])', openUser, "job", ""],
  [
    '{service="backend"} |= "ERROR" | json | level="ERROR" | __error__!="JSONParserErr"',
    control,
    "duration_ms job level logger message pod service service_extracted span_id timestamp trace_id",
    "",
  ],
  [
    '{service="backend"} |= "auth" |= "failed" | json | message=~".*authentication.*failed.*"',
    control,
    "duration_ms job level logger message pod service service_extracted span_id timestamp trace_id",
    "",
  ],
  [
    '{service="backend"} | json | duration_ms > 1000',
    control,
    "duration_ms job level logger message pod service service_extracted span_id timestamp trace_id",
    "",
  ],
  [
    '{service="worker"} |= "task" |= "failed" | json | task_status="FAILURE"',
    control,
    "duration_ms job level logger message pod service service_extracted span_id timestamp trace_id",
    "task_status",
  ],
  [
    '{service="ml-controller"} |= "scaling" | json | action=~"scale_(up|down)"',
    control,
    "duration_ms job level logger message pod service service_extracted span_id timestamp trace_id",
    "action",
  ],
];

describe("the log queries of the documents", () => {
  test.each(queries)("%s", (text, streams, labels, unknown) => {
    const expr = read(text);
    const inferred = inferLabels(expr, () => streams);
    expect([...inferred.names].sort().join(" ")).toBe(labels);
    expect(inferred.isOpen).toBe(false);
    const missing: string[] = [];
    walk(expr, (node) => {
      if (node.kind !== "log query") return;
      const states = inferStages(node, streams);
      for (const [index, stage] of node.stages.entries()) {
        if (stage.kind !== "label filter" || stage.filter.kind !== "comparison") continue;
        const { name } = stage.filter.label;
        if (!states[index]!.names.has(name) && name !== "__error__") missing.push(name);
      }
    });
    expect(missing.join(" ")).toBe(unknown);
  });

  test.skipIf(!existsSync(checklist))("are all here", () => {
    const documents: Readonly<Record<string, { logQueries?: readonly { query: string }[] }>> = JSON.parse(
      readFileSync(checklist, "utf8"),
    );
    const written = new Set(queries.map(([text]) => text));
    const listed = Object.values(documents).flatMap(({ logQueries = [] }) => logQueries.map(({ query }) => query));
    expect(listed).not.toEqual([]);
    expect(listed.filter((query) => !written.has(query))).toEqual([]);
  });
});
