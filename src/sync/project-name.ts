import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Config } from "../model/project/config.js";
import { parseJson } from "../project/files/parse-json.js";

/** The name that objects of a project bear on servers: of the configuration, of `package.json`, or of its folder. */
export function projectName(root: string, { project }: Config): string {
  return project ?? packageName(root) ?? basename(root);
}

function packageName(root: string): string | undefined {
  const path = join(root, "package.json");
  const data = existsSync(path) ? parseJson(readFileSync(path, "utf8")) : undefined;
  const name = (data as { name?: unknown } | null | undefined)?.name;
  return typeof name === "string" && name !== "" ? name : undefined;
}
