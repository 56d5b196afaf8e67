import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The result of `promtool test rules` for one file. */
export interface Verdict {
  readonly exit: number;
  readonly output: string;
}

/** Runs `promtool test rules` on each test file, next to the given rule files. */
export function runPromtool(texts: readonly string[], rules: Readonly<Record<string, string>>): readonly Verdict[] {
  const folder = mkdtempSync(join(tmpdir(), "rule-tests-"));
  try {
    for (const [name, text] of Object.entries(rules)) writeFileSync(join(folder, name), text);
    return texts.map((text) => {
      writeFileSync(join(folder, "test.yml"), text);
      const options = { cwd: folder, encoding: "utf8", timeout: 20_000 } as const;
      const { status, stdout, stderr } = spawnSync("promtool", ["test", "rules", "test.yml"], options);
      return { exit: status ?? 1, output: stdout + stderr };
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** True if promtool could not read or evaluate the file: it printed more than differing results. */
export function couldNotRun({ exit, output }: Verdict): boolean {
  if (exit === 0) return false;
  const otherOutput = output
    .replace(/^Unit Testing: .*$|^ {2}(?:FAILED:|WARNING: .*)$/gm, "")
    .replace(
      /^ {4}(?:name: .*,\n {4})?alertname: .*, time: \S+, \n {8}exp:.*?\n? *got:\[.*?\](?=\n {0,4}\S|\n*$)/gms,
      "",
    )
    .replace(/^ {4}expr: .*, time: \S+,\n {8}exp: .*\n {8}got: .*$/gm, "");
  return otherOutput.trim() !== "";
}
