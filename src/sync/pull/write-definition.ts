import { posix } from "node:path";
import type { Settings } from "../../model/project/project.js";
import type { FoundDashboard, FoundObject, FoundRules } from "./found-object.js";
import { importSystem, type SystemExport } from "./system-export.js";

/** A file to write, with its path in the project. */
export interface NewFile {
  readonly path: string;
  readonly text: string;
}

/** The definitions that objects become. */
export interface DefinitionPlace {
  readonly system: SystemExport;
  /** The settings of the environment of the target. */
  readonly settings: Settings;
  /** True if the system runs in other environments, too. */
  readonly isOnlyHere: boolean;
}

/** The reason that allowances state. */
const reason = "found so by telltale pull";

/**
 * Writes the content of an object, and the definition that uses it.
 *
 * @param base - the path of the files, without their endings
 * @param allowed - the checks whose findings in it are allowed
 */
export function writeDefinition(
  found: FoundObject,
  base: string,
  place: DefinitionPlace,
  allowed: readonly string[] = [],
): readonly NewFile[] {
  const { constant } = place.system;
  const content = found.kind === "rules" ? `${base}.yml` : `${base}.json`;
  const source = constant === "content" ? "found" : "content";
  const name = constant === found.kind ? `${found.kind}Of` : found.kind;
  const only = place.isOnlyHere ? { only: [place.settings.environment] } : {};
  const call =
    found.kind === "rules"
      ? `ruleFile(${quote(posix.basename(base))}, ${source}, ${writeValue({ ...ruleOptions(found), ...only })})`
      : `dashboardJson(${source}, ${writeValue({ ...dashboardOptions(found, place), ...only, ...allowOption(allowed) })})`;
  const definition = [
    importSystem(place.system, base),
    `import ${source} from ${quote(`./${posix.basename(content)}`)};`,
    "",
    `export const ${name} = ${constant}.${call};`,
    "",
  ];
  return [
    { path: content, text: found.kind === "rules" ? withComments(found, allowed) : writeJson(found) },
    { path: `${base}.ts`, text: definition.join("\n") },
  ];
}

function ruleOptions({ deployedAs, language }: FoundRules): object {
  return { deployedAs, ...(language !== "promql" && { language }) };
}

function dashboardOptions({ folder }: FoundDashboard, { settings }: DefinitionPlace): object {
  const usual = settings.grafana.folder;
  if (!folder) return { adopted: true, ...(usual && { folder: { uid: "general" } }) };
  if (usual?.uid === folder.uid && (usual.title === undefined || usual.title === folder.title))
    return { adopted: true };
  // A sync describes folders by their titles alone, so that it must leave one in another folder to others.
  return { adopted: true, folder: { uid: folder.uid, ...(!folder.isNested && { title: folder.title }) } };
}

function allowOption(allowed: readonly string[]): object {
  return allowed.length === 0 ? {} : { allow: Object.fromEntries(allowed.map((id) => [id, reason])) };
}

function withComments({ text }: FoundRules, allowed: readonly string[]): string {
  return `${allowed.map((id) => `# telltale allow-file ${id} ${reason}\n`).join("")}${text}`;
}

function writeJson({ json }: FoundDashboard): string {
  return `${JSON.stringify(json, undefined, 2)}\n`;
}

/** Writes plain data as it stands in a definition. */
function writeValue(value: unknown): string {
  if (typeof value === "string") return quote(value);
  if (Array.isArray(value)) return `[${value.map(writeValue).join(", ")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  const members = Object.entries(value).map(
    ([name, member]) => `${/^[a-z]+$/i.test(name) ? name : quote(name)}: ${writeValue(member)}`,
  );
  return `{ ${members.join(", ")} }`;
}

/** Quotes a text for TypeScript. Characters that readers cannot see are escaped: they could hide code. */
function quote(text: string): string {
  return JSON.stringify(text).replace(/[\p{C}\u2028\u2029]/gu, (character) =>
    Array.from(
      { length: character.length },
      (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, "0")}`,
    ).join(""),
  );
}
