import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

interface Verdict {
  readonly status: number | null;
  readonly output: string;
}

/** Runs promtool on a rule file. Undefined if it is not installed. */
export const promtool = tool("promtool", ["check", "rules"]);

/** Runs amtool on an Alertmanager configuration. Undefined if it is not installed. */
export const amtool = tool("amtool", ["check-config"]);

function tool(name: string, words: readonly string[]): ((text: string) => Verdict) | undefined {
  if (spawnSync(name, ["--version"]).status !== 0) return undefined;
  return (text) => {
    const folder = mkdtempSync(join(tmpdir(), "telltale-"));
    try {
      const file = join(folder, "file.yml");
      writeFileSync(file, text);
      const { status, stdout, stderr } = spawnSync(name, [...words, file], { encoding: "utf8" });
      return { status, output: stdout + stderr };
    } finally {
      rmSync(folder, { recursive: true });
    }
  };
}
