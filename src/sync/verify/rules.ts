import { get, objectsOf } from "../../formats/grafana/plain-json.js";
import type { HttpClient } from "../http/client.js";
import { parseAnswer } from "../http/parse-answer.js";
import { observe } from "./observation.js";
import type { Attempt } from "./wait-for.js";

/** A group of rules that a server should evaluate. */
export interface ExpectedGroup {
  /** The namespace in a ruler, the uid of the folder in Grafana, or the name of the file. */
  readonly file: string;
  readonly name: string;
  readonly rules: readonly string[];
}

type Rule = Readonly<Record<string, unknown>>;

/** Where a server shows the rules that it evaluates. */
export interface RulesApi {
  readonly path: string;
  /** True if it loads rules when it polls, without being told. */
  readonly isPolling: boolean;
  /** The field that names the file of a group. @default "file" */
  readonly fileField?: "file" | "folderUid";
}

/** Checks that every rule is loaded, and that its last evaluation succeeded. */
export async function verifyRules(
  client: HttpClient,
  { path, isPolling, fileField = "file" }: RulesApi,
  expected: readonly ExpectedGroup[],
): Promise<Attempt> {
  const response = await client.get(path);
  if (response.status !== 200) throw client.fail({ method: "GET", path }, response);
  const loaded = new Map<string, readonly Rule[]>();
  for (const group of objectsOf(get(parseAnswer(response), "data", "groups"))) {
    loaded.set(keyOf(String(group[fileField]), String(group.name)), objectsOf(group.rules));
  }
  const wrong: string[] = [];
  let isPending = false;
  for (const { file, name, rules } of expected) {
    const found = loaded.get(keyOf(file, name));
    const place = `group "${name}" of ${file}`;
    if (!found) {
      wrong.push(`${place} is not loaded`);
      isPending ||= isPolling;
      continue;
    }
    const names = found.map((rule) => String(rule.name));
    const missing = rules.filter((rule) => !names.includes(rule));
    if (missing.length > 0) wrong.push(`${place} lacks ${missing.join(", ")}`);
    isPending ||= isPolling && missing.length > 0;
    for (const rule of found) {
      const health = String(rule.health ?? "unknown");
      // Grafana says so of an expression that returns nothing, the usual state of an alert.
      if (health === "ok" || health === "nodata") continue;
      isPending ||= health === "unknown";
      const reason = health === "unknown" ? "it was not evaluated yet" : String(rule.lastError || health);
      wrong.push(`${String(rule.name)} in ${place}: ${reason}`);
    }
  }
  const count = expected.reduce((sum, { rules }) => sum + rules.length, 0);
  return { observation: observe("rules are loaded and healthy", count, wrong), isPending };
}

/** Servers name files by their paths, which may be others inside a container. */
function keyOf(file: string, name: string): string {
  return JSON.stringify([file.slice(file.lastIndexOf("/") + 1), name]);
}
