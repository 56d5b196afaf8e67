import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What amtool says against a configuration; nothing if it accepts it. */
export function checkConfig(text: string): string {
  return withFile(text, (file) => {
    const { status, stdout, stderr } = spawnSync("amtool", ["check-config", file], { encoding: "utf8" });
    return status === 0 ? "" : stdout + stderr;
  });
}

/** The receivers of an alert, in order, as amtool finds them. */
export function routesOf(text: string, labels: Readonly<Record<string, string>>): string {
  return withFile(text, (file) => {
    const words = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
    const { stdout } = spawnSync("amtool", ["config", "routes", "test", `--config.file=${file}`, ...words], {
      encoding: "utf8",
    });
    return stdout.trim();
  });
}

function withFile<T>(text: string, use: (file: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "telltale-"));
  const file = join(folder, "alertmanager.yml");
  writeFileSync(file, text);
  const result = use(file);
  rmSync(folder, { recursive: true });
  return result;
}
