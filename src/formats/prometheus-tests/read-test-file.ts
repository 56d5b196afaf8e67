import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { inFileOrder } from "../../diagnostics/order.js";
import type { PrometheusVersion } from "../../promql/index.js";
import { readYaml, toSpan, type YamlNode, type YamlText } from "../../yaml/index.js";
import type { SourceText } from "../prometheus/source-rules.js";
import { readTest } from "./read-test.js";
import type { TestFile } from "./test-file.js";
import { type FieldReleases, type Fields, TestFileReader } from "./test-file-reader.js";

export interface ReadTestFileOptions {
  /** The path that diagnostics show. */
  readonly file: string;
  /** The targeted Prometheus release, whose promtool runs the tests. */
  readonly version: PrometheusVersion;
}

export interface ReadTestFileResult {
  /** The parts that could be read. Undefined if the text is not valid YAML. */
  readonly file: TestFile | undefined;
  /** In file order. If they include an error, `promtool test rules` of that release fails. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a file of `promtool test rules` as strictly as the promtool of the targeted release does, and reports all
 * problems at once.
 *
 * @example
 * ```ts
 * const { file, diagnostics } = readTestFile(text, { file: "tests.yml", version: { major: 2, minor: 42 } });
 * ```
 */
export function readTestFile(text: string, { file, version }: ReadTestFileOptions): ReadTestFileResult {
  const yaml = readYaml(text, { file });
  if (yaml.diagnostics.length > 0) return { file: undefined, diagnostics: yaml.diagnostics };
  const reader = new TestFileReader(yaml, version);
  const root = yaml.documents[0];
  if (root && !reader.decoder.checkAliases(root)) {
    return { file: undefined, diagnostics: reader.decoder.diagnostics };
  }
  const tests = readRoot(reader, yaml, root);
  return { file: tests, diagnostics: inFileOrder(reader.decoder.diagnostics) };
}

const fileFields: FieldReleases = new Map([
  ["rule_files", undefined],
  ["evaluation_interval", undefined],
  ["group_eval_order", undefined],
  ["tests", undefined],
  ["fuzzy_compare", { major: 3, minor: 5 }],
]);
const noFields: Fields = new Map();
const oneMinute = 60_000;

function readRoot(reader: TestFileReader, yaml: YamlText, root: YamlNode | undefined): TestFile {
  const { decoder } = reader;
  const fields = root ? reader.fields(root, "a file of rule tests", fileFields) : noFields;
  const evaluationInterval = reader.duration(fields, "evaluation_interval") || oneMinute;
  const ruleFiles = reader.texts(fields, "rule_files");
  const groupOrder = reader.texts(fields, "group_eval_order");
  reportDuplicateGroups(reader, groupOrder);
  const fuzzy = fields.get("fuzzy_compare");
  const fuzzyCompare = fuzzy ? (decoder.boolean(fuzzy.value, "fuzzy_compare") ?? false) : false;
  const tests = reader.items(fields, "tests").map((node) => readTest(reader, node, evaluationInterval));
  reportUnreadDocument(reader, yaml);
  const { file } = yaml;
  const span: TestFile["span"] = (range) => toSpan(yaml, range);
  return { file, ruleFiles, evaluationInterval, groupOrder, fuzzyCompare, tests, span: span };
}

function reportDuplicateGroups({ decoder }: TestFileReader, groups: readonly SourceText[]): void {
  const seen = new Map<string, SourceText>();
  for (const group of groups) {
    const first = seen.get(group.value);
    if (first === undefined) seen.set(group.value, group);
    else {
      decoder.report("test-file/duplicate-group", group, `group_eval_order lists group "${group.value}" twice`, {
        fix: "list it once",
        related: [decoder.related("first listed here", first)],
      });
    }
  }
}

function reportUnreadDocument({ decoder }: TestFileReader, { unreadDocumentStart: start }: YamlText): void {
  if (start === undefined) return;
  decoder.subject = undefined;
  decoder.report(
    "test-file/unread-document",
    { start, end: start },
    "promtool reads only the first YAML document and ignores this one",
    {
      fix: "merge the documents, or move this one to its own file",
    },
  );
}
