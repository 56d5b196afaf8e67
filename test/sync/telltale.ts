import { spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";

const cli = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

/** The outcome of a command. */
export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line in a process of its own, while servers of the test answer it. */
export async function telltale(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  observe?: (kill: (signal?: NodeJS.Signals) => void, stderr: Readable) => void,
): Promise<CommandResult> {
  const child = spawn(process.execPath, [cli, ...args], {
    cwd,
    env: { PATH: process.env.PATH, SOURCE_DATE_EPOCH: "1780272000", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  observe?.((signal = "SIGKILL") => child.kill(signal), child.stderr);
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (data: Buffer) => (stdout += data.toString()));
  child.stderr.on("data", (data: Buffer) => (stderr += data.toString()));
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, stdout, stderr };
}
