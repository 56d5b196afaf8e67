import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import { nearest } from "../../diagnostics/nearest.js";
import { fieldOf } from "../../formats/manifests/index.js";
import {
  readYaml,
  resolveAlias,
  toSpan,
  type YamlMapping,
  type YamlNode,
  type YamlScalar,
  type YamlText,
} from "../../yaml/index.js";
import { collectorFindings } from "./findings.js";
import { nodeAt } from "./objects.js";

/** The sections with components, and what one of their members is called. */
const sections = {
  receivers: "receiver",
  processors: "processor",
  exporters: "exporter",
  extensions: "extension",
  connectors: "connector",
} as const;

type Section = keyof typeof sections;

/** A place that names a component: a list of a pipeline, or that of the extensions. */
interface Use {
  readonly section: Section;
  readonly name: YamlScalar;
}

/** Reads a configuration of the OpenTelemetry collector, or of Jaeger 2, and checks that pipelines and components fit. */
export function readCollectorConfig(text: string, file: string): readonly Diagnostic[] {
  const yaml = readYaml(text, { file });
  const [document] = yaml.documents;
  const root = document && resolveAlias(document);
  if (yaml.diagnostics.length > 0 || root?.kind !== "mapping") return yaml.diagnostics;
  const uses = [
    ...usesOf(nodeAt(root, "service"), ["extensions"]),
    ...valuesOf(nodeAt(root, "service", "pipelines")).flatMap((pipeline) =>
      usesOf(pipeline, ["receivers", "processors", "exporters"]),
    ),
  ];
  return [...checkUses(root, uses, yaml), ...checkDefinitions(root, uses, yaml)];
}

/** A connector is the exporter of one pipeline and the receiver of another. */
function sectionsOf(section: Section): readonly Section[] {
  return section === "receivers" || section === "exporters" ? [section, "connectors"] : [section];
}

function checkUses(root: YamlMapping, uses: readonly Use[], yaml: YamlText): readonly Diagnostic[] {
  return uses.flatMap(({ section, name }) => {
    // A section that is missing may be in another file: the collector merges those that it is given.
    if (fieldOf(root, section) === undefined) return [];
    const known = sectionsOf(section).flatMap((one) => keysOf(fieldOf(root, one)).map(({ value }) => value));
    if (known.includes(name.value)) return [];
    const similar = nearest(name.value, known);
    return [
      {
        ...finding(collectorFindings, "otel-collector/unknown-component"),
        summary: `there is no ${sections[section]} "${name.value}"`,
        details: "The collector does not start.",
        fix: similar === undefined ? `define it in ${section}, or remove it here` : `did you mean "${similar}"?`,
        span: toSpan(yaml, name),
      },
    ];
  });
}

function checkDefinitions(root: YamlMapping, uses: readonly Use[], yaml: YamlText): readonly Diagnostic[] {
  // Without pipelines, they are in another file.
  if (uses.length === 0) return [];
  return (Object.keys(sections) as readonly Section[]).flatMap((section) =>
    keysOf(fieldOf(root, section))
      .filter(({ value }) => !uses.some((use) => use.name.value === value && sectionsOf(use.section).includes(section)))
      .map((name) => ({
        ...finding(collectorFindings, "otel-collector/unused-component"),
        summary: `the ${sections[section]} "${name.value}" is in no ${section === "extensions" ? "list of service.extensions" : "pipeline"}`,
        details: "The collector does not run it.",
        fix: "name it there, or remove it",
        span: toSpan(yaml, name),
      })),
  );
}

function usesOf(node: YamlNode | undefined, of: readonly Section[]): readonly Use[] {
  if (node?.kind !== "mapping") return [];
  return of.flatMap((section) => {
    const list = fieldOf(node, section);
    if (list?.kind !== "sequence") return [];
    return list.items.map(resolveAlias).flatMap((name) => (name.kind === "scalar" ? [{ section, name }] : []));
  });
}

function keysOf(node: YamlNode | undefined): readonly YamlScalar[] {
  return node?.kind === "mapping" ? node.entries.flatMap(({ key }) => (key.kind === "scalar" ? [key] : [])) : [];
}

function valuesOf(node: YamlNode | undefined): readonly YamlNode[] {
  return node?.kind === "mapping" ? node.entries.map(({ value }) => resolveAlias(value)) : [];
}
