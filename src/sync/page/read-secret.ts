import { readFileSync } from "node:fs";
import { basename } from "node:path";

/** Reads a secret from the environment variable that is named like its file, or else from the file. */
export function readSecret(path: string): string | undefined {
  const value = process.env[basename(path)];
  if (value !== undefined && value !== "") return value;
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    return undefined;
  }
}
