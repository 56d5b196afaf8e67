import pc from "picocolors";
import { suggestion } from "../../diagnostics/suggestion.js";
import { SyncError } from "../../sync/sync-error.js";
import { defaultTargets } from "../../sync/targets/open-targets.js";
import { type ConfiguredTarget, openScratch } from "../../sync/verify-target/scratch-project.js";
import { base } from "../../sync/verify-target/verification.js";
import { type StepResult, verifyTarget } from "../../sync/verify-target/verify-target.js";
import type { GlobalFlags } from "../shared-flags.js";
import { wantsColor } from "../terminal.js";
import { confirm } from "./confirm.js";
import { openConfiguration } from "./open-session.js";
import { reportFailure } from "./print-failure.js";

/** The version of the report in JSON. Fields may be added; none is renamed or removed while it stays the same. */
const reportFormatVersion = 1;

interface VerifyTargetFlags extends GlobalFlags {
  readonly yes?: boolean | undefined;
  readonly json?: boolean | undefined;
}

/** Asks, verifies a target and prints each step. Returns the exit code: 0 if all is as expected. */
export async function verifyConfiguredTarget(name: string, flags: VerifyTargetFlags): Promise<number> {
  return reportFailure(async () => {
    const opened = await openConfiguration(flags);
    if (!opened) return 1;
    const targets = opened.config.targets ?? defaultTargets;
    const target = Object.hasOwn(targets, name) ? targets[name] : undefined;
    if (!target) throw new SyncError(`there is no target "${name}"`, suggestion(name, Object.keys(targets)));
    const configured: ConfiguredTarget = { ...opened, name, target };
    const { identity } = openScratch(configured, base);
    if (!flags.yes) {
      process.stderr.write("This writes and deletes: only verify a stack that you can throw away.\n");
      const answer = await confirm(`Verify ${name}, ${identity}?`);
      if (answer !== true) {
        process.stderr.write(`nothing was written${answer === undefined ? ": confirm with --yes" : ""}\n`);
        return 2;
      }
    }
    return verifyAndPrint(configured, identity, flags);
  });
}

async function verifyAndPrint(configured: ConfiguredTarget, identity: string, flags: VerifyTargetFlags) {
  const { name } = configured;
  const paint = pc.createColors(wantsColor(flags, process.stdout));
  const print = (text: string) => (flags.json ? undefined : process.stdout.write(text));
  print(`${paint.bold(name)} ${paint.dim(identity)}\n`);
  const signs = { "as expected": paint.green("✓"), differs: paint.red("✗"), skipped: paint.dim("-") };
  const results = await verifyTarget(configured, (step) => print(`  ${signs[step.outcome]} ${renderStep(step)}`));
  const differing = results.filter(({ outcome }) => outcome === "differs").length;
  print(differing === 0 ? "  as expected\n" : `  ${differing} of ${results.length} steps differ\n`);
  if (flags.json) {
    const document = { format_version: reportFormatVersion, target: name, identity, steps: results };
    process.stdout.write(`${JSON.stringify(document, undefined, 2)}\n`);
  }
  return differing === 0 ? 0 : 1;
}

function renderStep({ name, outcome, details }: StepResult): string {
  if (outcome === "skipped") return `${name} (skipped: ${details.join("; ")})\n`;
  return [name, ...details.map((detail) => `      ${detail}`), ""].join("\n");
}
