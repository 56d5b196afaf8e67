import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import { suggestion } from "../../diagnostics/suggestion.js";
import { fieldOf, type ReadManifestsResult, textOf } from "../../formats/manifests/index.js";
import { compileMatcher } from "../../promql/index.js";
import { resolveAlias, type YamlMapping, type YamlNode } from "../../yaml/index.js";
import { collectorFindings } from "./findings.js";
import { mappingsIn } from "./objects.js";

/**
 * Finds what the operator refuses in an AlertmanagerConfig, after the cluster has accepted it: it then leaves the whole
 * object out.
 */
export function checkAlertmanagerConfigs({
  objects,
  span,
}: Pick<ReadManifestsResult, "objects" | "span">): Diagnostic[] {
  return objects.flatMap((object) => {
    if (textOf(object, "kind") !== "AlertmanagerConfig") return [];
    const spec = fieldOf(object, "spec");
    const name = textOf(metadataOf(object) ?? object, "name") ?? "";
    if (spec?.kind !== "mapping") return [];
    return Array.from(problemsOf(spec), ({ node, summary, fix }) => ({
      ...finding(collectorFindings, "manifest/refused-routes"),
      summary,
      details:
        "The cluster accepts the object, but the operator leaves it out: none of its routes and receivers applies.",
      fix,
      subject: `AlertmanagerConfig "${name}"`,
      span: span(node),
    }));
  });
}

function metadataOf(object: YamlMapping): YamlMapping | undefined {
  const metadata = fieldOf(object, "metadata");
  return metadata?.kind === "mapping" ? metadata : undefined;
}

interface Problem {
  readonly node: YamlNode;
  readonly summary: string;
  readonly fix: string;
}

function* problemsOf(spec: YamlMapping): Generator<Problem> {
  const receivers = mappingsIn(fieldOf(spec, "receivers"));
  yield* repeatedNames(receivers, "receiver");
  const intervals = mappingsIn(fieldOf(spec, "muteTimeIntervals"));
  const root = fieldOf(spec, "route");
  if (root?.kind !== "mapping") return;
  if (!textOf(root, "receiver")) {
    yield { node: root, summary: "the first route has no receiver", fix: "set receiver" };
  }
  const known = { receivers: namesOf(receivers), intervals: namesOf(intervals) };
  const seen = new Set<YamlMapping>([root]);
  for (const route of seen) {
    yield* problemsOfRoute(route, known);
    for (const child of mappingsIn(fieldOf(route, "routes"))) seen.add(child);
  }
}

function* repeatedNames(list: readonly YamlMapping[], what: string): Generator<Problem> {
  const seen = new Set<string>();
  for (const one of list) {
    const name = textOf(one, "name") ?? "";
    if (seen.has(name)) {
      yield {
        node: fieldOf(one, "name") ?? one,
        summary: `two ${what}s are called "${name}"`,
        fix: "rename one of them",
      };
    }
    seen.add(name);
  }
}

function namesOf(list: readonly YamlMapping[]): readonly string[] {
  return list.flatMap((one) => textOf(one, "name") ?? []);
}

interface KnownNames {
  readonly receivers: readonly string[];
  readonly intervals: readonly string[];
}

function* problemsOfRoute(route: YamlMapping, { receivers, intervals }: KnownNames): Generator<Problem> {
  const receiver = fieldOf(route, "receiver");
  const name = textOf(route, "receiver");
  if (receiver && name && !receivers.includes(name)) {
    yield {
      node: receiver,
      summary: `there is no receiver "${name}" in the object`,
      fix: fixFor(name, receivers, "receivers"),
    };
  }
  for (const field of ["muteTimeIntervals", "activeTimeIntervals"]) {
    for (const node of scalarsIn(fieldOf(route, field))) {
      if (intervals.includes(node.value)) continue;
      const summary = `there is no time interval "${node.value}" in the object`;
      yield { node, summary, fix: fixFor(node.value, intervals, "time intervals") };
    }
  }
  const grouped = new Set<string>();
  for (const node of scalarsIn(fieldOf(route, "groupBy"))) {
    if (grouped.has(node.value)) yield { node, summary: `"${node.value}" is twice in groupBy`, fix: "remove it" };
    grouped.add(node.value);
  }
  for (const matcher of mappingsIn(fieldOf(route, "matchers"))) yield* problemsOfMatcher(matcher);
}

function* problemsOfMatcher(matcher: YamlMapping): Generator<Problem> {
  const isPattern = textOf(matcher, "regex") === "true" || /^[=!]~$/.test(textOf(matcher, "matchType") ?? "");
  const value = fieldOf(matcher, "value");
  const error = isPattern && value ? compileMatcher(textOf(matcher, "value") ?? "").error : undefined;
  if (error !== undefined) yield { node: value!, summary: error, fix: "correct the pattern" };
}

function fixFor(name: string, known: readonly string[], what: string): string {
  return known.length === 0 ? `the object has no ${what}: add it` : suggestion(name, known);
}

function scalarsIn(list: YamlNode | undefined) {
  if (list?.kind !== "sequence") return [];
  return list.items.map(resolveAlias).flatMap((item) => (item.kind === "scalar" ? [item] : []));
}
