import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import { codeFolder } from "../../package-folder.js";
import { testFindings } from "../../simulate/findings.js";
import type { TypeScriptRun } from "../../simulate/report/test-run.js";
import type { RuleDifference } from "../../simulate/upgrade/difference.js";
import { type UpgradeMessage, type UpgradeRequest, upgradeVariable } from "./upgrade-messages.js";

export interface CompareSimulationsOptions {
  readonly root: string;
  /** Absolute paths of TypeScript tests. */
  readonly files: readonly string[];
  readonly after: string;
  /** The file descriptor that Vitest prints to while it runs. */
  readonly progress: { readonly descriptor: number; readonly color: boolean };
}

export interface ComparedSimulations {
  readonly differences: readonly RuleDifference[];
  /** The number of simulations. */
  readonly simulations: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** Comparing takes longer than the tests alone, which may be near their timeout. */
const timeout = 600_000;

const preload = new URL("project/upgrade/upgrade-preload.js", codeFolder);

/** Runs TypeScript tests, and compares each of their simulations with that of another release. */
export async function compareSimulations(options: CompareSimulationsOptions): Promise<ComparedSimulations> {
  const { root, files, after, progress } = options;
  if (files.length === 0) return { differences: [], simulations: 0, diagnostics: [] };
  const { runTypeScriptTests } = await import("../test/typescript-tests.js");
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "telltale-upgrade-"));
  try {
    const messages = join(folder, "messages");
    writeFileSync(messages, "");
    const request: UpgradeRequest = { after, messages };
    const nodeOptions = [process.env.NODE_OPTIONS, `--import ${preload.href}`].filter(Boolean).join(" ");
    const environment = { [upgradeVariable]: JSON.stringify(request), NODE_OPTIONS: nodeOptions };
    const { descriptor: output, color } = progress;
    const run = await runTypeScriptTests({ root, files, run: undefined, output, color, environment, timeout });
    const lines = readFileSync(messages, "utf8").split("\n").slice(0, -1);
    const received = lines.map((line) => JSON.parse(line) as UpgradeMessage);
    const differences = received.flatMap((message) => message.differences);
    return { differences, simulations: received.length, diagnostics: failures(run) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A test that fails ends before its other simulations. */
function failures({ tests, errors }: TypeScriptRun): Diagnostic[] {
  const failed = tests.filter(({ state }) => state === "failed").length;
  const messages = errors.map(({ message }) => message);
  if (failed > 0) messages.push(`${failed === 1 ? "a TypeScript test fails" : `${failed} TypeScript tests fail`}`);
  return messages.map((summary) => ({
    ...finding(testFindings, "test/typescript"),
    summary,
    details: "Only the simulations before the failure are compared.",
    fix: "run `telltale test` and mend it first",
  }));
}
