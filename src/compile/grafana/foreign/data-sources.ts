import { suggestion } from "../../../diagnostics/suggestion.js";
import type { DataSourceTypes } from "../../../formats/grafana/read/data-sources.js";
import { type JsonEdit, replaceValue } from "../../../formats/json/edit.js";
import { items, type JsonNode, type JsonScalar, member, text, walk } from "../../../formats/json/node.js";
import type { GivenDataSources } from "../../../model/dashboard/foreign-json.js";
import { reportError, resolveValue, type Scope, type Subject } from "../../scope.js";
import { defaultDataSource, findDataSource } from "../data-sources.js";

/** The names of data sources of the environment, by what JSON from elsewhere has in their place. */
type Names = Readonly<Record<string, string>>;

/**
 * Puts the data sources of the environment in the place of those that the JSON was made for: those that the definition
 * maps, and the inputs that Grafana's export asks for. Other inputs get their value.
 *
 * @param variables for a panel: the types of the data sources that the variables of its dashboard choose. A data source
 * that is a string, as before Grafana 8.3, becomes a reference: Grafana migrates old dashboards, but not an old panel in a
 * new one.
 */
export function resolveDataSources(
  scope: Scope,
  subject: Subject,
  source: string,
  root: JsonNode,
  dataSources: GivenDataSources = {},
  variables?: DataSourceTypes,
): readonly JsonEdit[] {
  const given = resolveNames(scope, subject, dataSources);
  const inputs = readInputs(scope, subject, root, given);
  const unused = new Set(Object.keys(given).filter((name) => !inputs.has(name)));
  const found = new Set<string>();
  const edits: JsonEdit[] = [];
  for (const node of walk(root)) {
    const reference = node.kind === "object" ? referenceIn(node) : undefined;
    const name = reference && /^\$\{(\w+)\}$/.exec(reference.name)?.[1];
    const key = [reference?.name, name].find((one) => one !== undefined && Object.hasOwn(given, one));
    if (reference) found.add(reference.name);
    if (reference && key !== undefined && !inputs.has(key)) {
      unused.delete(key);
      const uid = findDataSource(scope, subject, reference.type, given[key]!);
      const { type } = scope.settings.dataSources[given[key]!] ?? {};
      if (uid !== undefined)
        edits.push(replaceValue(reference.node, variables && reference.isOld ? { type, uid } : uid));
    } else if (reference?.isOld && variables) {
      const type = variables.get(name ?? reference.name.replace(/^\$/, ""));
      edits.push(replaceValue(reference.node, { ...(type !== undefined && { type }), uid: reference.name }));
    } else if (node.kind === "scalar" && typeof node.value === "string") {
      edits.push(...replaceInputs(source, node, inputs));
    }
  }
  for (const name of unused) {
    reportError(scope, "definition/unknown-data-source", subject, {
      summary: `the JSON has no data source "${name}"`,
      fix: found.size === 0 ? "remove it" : suggestion(name, [...found]),
      option: ["dataSources", name],
    });
  }
  return edits;
}

function resolveNames(scope: Scope, subject: Subject, given: GivenDataSources): Names {
  const names = Object.entries(given).flatMap(([key, value]) => {
    const name = resolveValue(scope, subject, `the data source "${key}"`, value, ["dataSources", key]);
    return name === undefined ? [] : [[key, name] as const];
  });
  return Object.fromEntries(names);
}

/**
 * The data source of a dashboard, panel, query, variable or annotation: its uid or, in old dashboards, its name. In v2, the
 * uid is called a name, and the type is the group of the query.
 */
function referenceIn(holder: JsonNode) {
  const written = member(holder, "datasource");
  const node = written?.kind === "object" ? (member(written, "uid") ?? member(written, "name")) : written;
  const name = text(node);
  if (!node || name === undefined) return undefined;
  return { node, name, type: text(member(written, "type") ?? member(holder, "group")), isOld: node === written };
}

/** The values of the inputs that an export has, by their names. */
function readInputs(scope: Scope, subject: Subject, root: JsonNode, given: Names): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const input of items(member(root, "__inputs"))) {
    const name = text(member(input, "name"));
    if (name === undefined) continue;
    const value =
      text(member(input, "type")) === "datasource"
        ? chooseDataSource(scope, subject, name, text(member(input, "pluginId")), given)
        : text(member(input, "value"));
    if (value !== undefined) values.set(name, value);
  }
  return values;
}

/** The uid of the data source that the definition names for an input, or else that is the default for its type. */
function chooseDataSource(
  scope: Scope,
  subject: Subject,
  input: string,
  type: string | undefined,
  given: Names,
): string | undefined {
  const { dataSources, environment } = scope.settings;
  const named = Object.hasOwn(given, input) ? given[input] : undefined;
  const name = named ?? defaultFor(scope, type);
  if (name !== undefined) return findDataSource(scope, subject, type, name);
  const choices = Object.keys(dataSources).filter((one) => dataSources[one]!.type === type);
  reportError(scope, "definition/no-data-source", subject, {
    summary: `the JSON asks for a data source of type ${type ?? "unknown"} as its input "${input}"`,
    details: `The environment "${environment}" has ${choices.length === 0 ? "none" : "several, and none is the default"}.`,
    fix: `name one: dataSources: { ${input}: "${choices[0] ?? "…"}" }`,
  });
  return undefined;
}

const languages = { prometheus: "promql", loki: "logql", tempo: "traceql" } as const;

function defaultFor(scope: Scope, type: string | undefined): string | undefined {
  const language = type !== undefined && Object.hasOwn(languages, type) ? languages[type as "loki"] : undefined;
  const own = language && defaultDataSource(scope, language);
  if (own !== undefined) return own;
  const { dataSources } = scope.settings;
  const names = Object.keys(dataSources).filter((one) => dataSources[one]!.type === type);
  return names.length === 1 ? names[0] : undefined;
}

/** Replaces `${INPUT}` within a string, and leaves the rest of it as it is written. */
function* replaceInputs(source: string, { start, end }: JsonScalar, inputs: ReadonlyMap<string, string>) {
  if (inputs.size === 0) return;
  for (const { 0: written, 1: name, index } of source.slice(start, end).matchAll(/\$\{(\w+)\}/g)) {
    const value = inputs.get(name!);
    if (value === undefined) continue;
    const at = start + index;
    yield { start: at, end: at + written.length, text: JSON.stringify(value).slice(1, -1) };
  }
}
