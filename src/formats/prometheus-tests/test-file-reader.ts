import type { TextRange } from "../../diagnostics/positions.js";
import { logqlFindings } from "../../logql/findings.js";
import { promqlFindings } from "../../promql/findings.js";
import { type Dialect, isAtLeast, type PrometheusVersion, ruleDialect } from "../../promql/index.js";
import { Decoder, resolveAlias, type YamlEntry, type YamlNode, type YamlText } from "../../yaml/index.js";
import { parseDuration } from "../prometheus/duration.js";
import type { SourceText } from "../prometheus/source-rules.js";
import { sourceText } from "../prometheus/source-text.js";
import { testFileFindings } from "./findings.js";

export type Fields = ReadonlyMap<string, YamlEntry>;

/** The release that introduced each field. Undefined if every supported release knows it. */
export type FieldReleases = ReadonlyMap<string, PrometheusVersion | undefined>;

const findings = { ...testFileFindings, ...promqlFindings, ...logqlFindings };

const noFields: Fields = new Map();

/** State shared by the readers of the parts of a test file: the decoder of the file and the targeted release. */
export class TestFileReader {
  readonly decoder: Decoder<keyof typeof findings>;
  readonly version: PrometheusVersion;
  readonly dialect: Dialect;
  private readonly yaml: YamlText;

  constructor(yaml: YamlText, version: PrometheusVersion) {
    this.yaml = yaml;
    this.version = version;
    this.dialect = ruleDialect(version);
    this.decoder = new Decoder(
      yaml,
      findings,
      { unknownField: "test-file/unknown-field", wrongType: "test-file/wrong-type" },
      "yaml.v2",
    );
  }

  isSince(major: number, minor: number): boolean {
    return isAtLeast(this.version, major, minor);
  }

  /** The fields of a mapping. Empty if it is null, so that every field has its default. */
  fields(node: YamlNode, description: string, known: FieldReleases): Fields {
    const fields = this.decoder.struct(node, description, known) ?? noFields;
    for (const [name, { key }] of fields) {
      const since = known.get(name);
      if (since === undefined || this.isSince(since.major, since.minor)) continue;
      const release = `${since.major}.${since.minor}`;
      const { major, minor } = this.version;
      this.decoder.report(
        "test-file/newer-field",
        key,
        `promtool ${major}.${minor} does not know the field "${name}"`,
        {
          details: `Prometheus ${release} introduced it; older releases refuse the file.`,
          fix: `remove it, or target ${release}: --prometheus-version ${release}`,
        },
      );
    }
    return fields;
  }

  /** The items of a list, null items included: all their fields have their defaults. */
  items(fields: Fields, field: string): readonly YamlNode[] {
    const node = fields.get(field)?.value;
    if (node === undefined) return [];
    this.decoder.list(node, field);
    return this.decoder.readValidList(node);
  }

  /** The text of a field. Undefined if it is absent or empty. */
  text(fields: Fields, field: string): SourceText | undefined {
    const located = this.decoder.locatedText(fields.get(field), field);
    return located?.value ? sourceText(this.yaml, located) : undefined;
  }

  texts(fields: Fields, field: string): readonly SourceText[] {
    return this.items(fields, field).map((node) => {
      const value = this.decoder.text(node, `an item of ${field}`) ?? "";
      return sourceText(this.yaml, { value, node });
    });
  }

  /** A duration in milliseconds. Undefined if it is absent or invalid; an invalid one is reported. */
  duration(fields: Fields, field: string): number | undefined {
    const entry = fields.get(field);
    const text = entry && this.decoder.text(entry.value, field);
    if (text === undefined) return undefined;
    const duration = parseDuration(text);
    if (duration !== undefined) return duration;
    const fix = "write it with units, such as 5m, 90s or 1h30m";
    this.decoder.report("test-file/invalid-duration", entry!.value, `${field}: "${text}" is not a duration`, { fix });
    return undefined;
  }

  labels(fields: Fields, field: string): Readonly<Record<string, string>> {
    const node = fields.get(field)?.value;
    const entries = node === undefined ? [] : this.decoder.texts(node, field);
    return Object.fromEntries(entries.map(({ name, value }) => [name.value, value.value]));
  }
}

/** The empty range at the start of a node, for findings about all of it. */
export function startRange(node: YamlNode): TextRange {
  const { start } = node.kind === "alias" ? node : resolveAlias(node);
  return { start, end: start };
}
