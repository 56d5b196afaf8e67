import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { missingTool } from "../../oracles/tools.js";

/** The reason to skip; undefined if promtool 2.42 is installed. */
export const promtoolMissing = missingTool("promtool", "2.42");

/** Runs a function with a temporary folder of files. */
export async function inFolder<Result>(
  files: ReadonlyMap<string, string>,
  use: (folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "rule-tests-"));
  try {
    for (const [name, text] of files) writeFileSync(join(folder, name), text);
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const processes = 2;

/** Returns the output of `promtool test rules` for each file; empty if it passes. */
export async function judge(folder: string, names: readonly string[]): Promise<string[]> {
  const length = Math.ceil(names.length / processes);
  const shares = Array.from({ length: processes }, (_, index) => names.slice(index * length, (index + 1) * length));
  return (await Promise.all(shares.map((share) => judgeTogether(folder, share)))).flat();
}

async function judgeTogether(folder: string, names: readonly string[]): Promise<string[]> {
  if (names.length === 0) return [];
  const output = await new Promise<string>((resolve, reject) => {
    const promtool = spawn("sh", ["-c", `exec promtool test rules ${names.join(" ")} 2>&1`], { cwd: folder });
    const chunks: Buffer[] = [];
    promtool.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    promtool.on("error", reject);
    promtool.on("close", () => resolve(Buffer.concat(chunks).toString("utf8")));
  });
  const results = output.split(/^Unit Testing: {2}.*$/m).slice(1);
  if (results.length !== names.length)
    throw new Error(`promtool tested ${results.length} of ${names.length} files: ${output}`);
  return results.map((text) =>
    /^ {2}SUCCESS$/m.test(text) ? "" : text.replace(/^\s*FAILED:$/m, "").trim() || "failed",
  );
}
