import { spawnSync } from "node:child_process";

export type Tool = "promtool" | "amtool" | "prometheus" | "prometheus-alertmanager";

/** Returns the release of a tool that is installed, such as `2.42`; undefined where it is not. */
export function installedRelease(tool: Tool): string | undefined {
  const { stdout, stderr } = spawnSync(tool, ["--version"], { encoding: "utf8" });
  return /version (\d+\.\d+)/.exec((stdout ?? "") + (stderr ?? ""))?.[1];
}

/**
 * Returns the reason to skip tests that compare with a tool, and prints it; undefined where the tool is installed. With
 * a release, only that one will do: the expectations were written for it.
 */
export function missingTool(tool: Tool, release?: string): string | undefined {
  const installed = installedRelease(tool);
  if (installed !== undefined && (release === undefined || installed === release)) return undefined;
  const required = release === undefined ? tool : `${tool} ${release}`;
  const reason = `${required} is not installed${installed === undefined ? "" : ` (found ${installed})`}`;
  console.log(`skipped: ${reason}`);
  return reason;
}
