import type { Diagnostic, Position, Span } from "../../diagnostics/diagnostic.js";
import { type FindingId, finding, type Severity } from "../../diagnostics/finding.js";
import type { JsonDiagnostic, JsonReport, JsonSpan } from "../../diagnostics/formats/json.js";
import { allFindings } from "../all-findings.js";
import { parseJson } from "../files/parse-json.js";
import { readTextFile } from "../files/read-files.js";
import { fileFindings } from "../findings.js";
import { parseShard } from "./shard.js";

/**
 * Reads the reports of all shards of one run (`--shard 1/3 --format json`), and joins their findings. A report that is
 * missing, given twice or of another run is an error: without it, findings would seem to be gone.
 */
export function mergeReports(paths: readonly string[], cwd: string): readonly Diagnostic[] {
  const findings: Diagnostic[] = [];
  const problems: Diagnostic[] = [];
  const seen = new Map<number, string>();
  let total: number | undefined;
  for (const path of paths) {
    const read = readTextFile(path, cwd);
    if ("problem" in read) {
      problems.push(read.problem);
      continue;
    }
    const report = parseReport(read.text);
    const shard = report?.shard === undefined ? undefined : parseShard(report.shard);
    if (report === undefined || shard === undefined) {
      problems.push(problem(path, "this is not the report of a shard, as --shard 1/2 --format json writes it"));
      continue;
    }
    const before = seen.get(shard.index);
    if (total !== undefined && shard.of !== total) {
      problems.push(problem(path, `this is a report of ${shard.of} shards, and another is one of ${total}`));
    } else if (before !== undefined) {
      problems.push(problem(path, `shard ${report.shard} is given twice: ${before} has it, too`));
    }
    total ??= shard.of;
    seen.set(shard.index, path);
    findings.push(...report.diagnostics.map(toDiagnostic));
  }
  const missing = Array.from({ length: total ?? 0 }, (_, index) => index + 1).filter((index) => !seen.has(index));
  if (problems.length === 0 && missing.length > 0) {
    const which = missing.map((index) => `${index}/${total}`).join(", ");
    problems.push(problem(paths[0]!, `the report of shard ${which} is missing`));
  }
  return [...problems, ...findings];
}

function problem(path: string, summary: string): Diagnostic {
  return {
    ...finding(fileFindings, "files/incomplete-reports"),
    summary,
    fix: "merge the reports of all shards of one run",
    span: { file: path, start: { line: 1, column: 1 } },
  };
}

/** Undefined if the text is not a report, or one of another version with findings that are not known. */
function parseReport(text: string): JsonReport | undefined {
  const data = parseJson(text) as JsonReport | undefined;
  if (data?.version !== 1 || !Array.isArray(data.diagnostics)) return undefined;
  return data.diagnostics.every(isDiagnostic) ? data : undefined;
}

const severities: readonly Severity[] = ["error", "warning", "info"];

function isDiagnostic(value: unknown): value is JsonDiagnostic {
  if (typeof value !== "object" || value === null) return false;
  const { id, severity, summary, details, fix, subject, related = [], edits = [], excerpt } = value as JsonDiagnostic;
  const texts = [details, fix, subject].every((text) => text === undefined || typeof text === "string");
  return (
    [typeof id === "string" && Object.hasOwn(allFindings, id), severities.includes(severity), texts].every(Boolean) &&
    typeof summary === "string" &&
    isSpan(value as JsonSpan) &&
    isListOf(related, (one) => typeof one.message === "string" && isSpan(one)) &&
    isListOf(edits, (one) => typeof one.from === "string" && typeof one.to === "string" && isSpan(one)) &&
    (excerpt === undefined ||
      (typeof excerpt?.text === "string" && [excerpt.start, excerpt.end].every(Number.isSafeInteger)))
  );
}

function isListOf<Item extends object>(list: readonly Item[], isValid: (item: Item) => boolean): boolean {
  return Array.isArray(list) && list.every((one) => typeof one === "object" && one !== null && isValid(one));
}

function isSpan({ file, start, end }: JsonSpan): boolean {
  if (file === undefined) return start === undefined && end === undefined;
  return typeof file === "string" && isPosition(start) && (end === undefined || isPosition(end));
}

function isPosition(position: Position | undefined): boolean {
  return [position?.line, position?.column].every((number) => Number.isSafeInteger(number) && (number as number) > 0);
}

function toDiagnostic({
  id,
  severity,
  summary,
  details,
  fix,
  subject,
  excerpt,
  related,
  edits,
  ...at
}: JsonDiagnostic) {
  const span = toSpan(at);
  return {
    ...{ id: id as FindingId, severity, summary },
    ...(details !== undefined && { details }),
    ...(fix !== undefined && { fix }),
    ...(subject !== undefined && { subject }),
    ...(span && { span }),
    ...(excerpt && { excerpt }),
    ...(related && { related: related.map((one) => ({ message: one.message, ...spanOf(one) })) }),
    ...(edits && { edits: edits.map((one) => ({ from: one.from, to: one.to, span: toSpan(one)! })) }),
  } satisfies Diagnostic;
}

function spanOf(at: JsonSpan) {
  const span = toSpan(at);
  return span ? { span } : {};
}

function toSpan({ file, start, end }: JsonSpan): Span | undefined {
  if (file === undefined || start === undefined) return undefined;
  return {
    file,
    start: { line: start.line, column: start.column },
    ...(end && { end: { line: end.line, column: end.column } }),
  };
}
