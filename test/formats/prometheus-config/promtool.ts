import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Runs `promtool check config --syntax-only` on many texts in one call. Returns what it says about each that it refuses,
 * and undefined for the others.
 */
export function runPromtool(texts: readonly string[], command = "promtool"): (string | undefined)[] {
  const folder = mkdtempSync(join(tmpdir(), "configs-"));
  try {
    const names = texts.map((_, index) => `f${index}.yml`);
    for (const [index, text] of texts.entries()) writeFileSync(join(folder, names[index]!), text);
    const script = `${command} check config --syntax-only ${names.join(" ")} 2>&1`;
    const { stdout } = spawnSync("sh", ["-c", script], { cwd: folder, encoding: "utf8", maxBuffer: 1 << 28 });
    const verdicts = stdout.split(/^Checking f\d+\.yml$/m).slice(1);
    if (verdicts.length !== texts.length)
      throw new Error(`promtool stopped at ${names[verdicts.length - 1]}: ${stdout.slice(-2000)}`);
    return verdicts.map((output) => (/^ {2}FAILED:/m.test(output) ? output.trim() : undefined));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
