import pc from "picocolors";
import { visible } from "../../diagnostics/display-width.js";
import { suggestion } from "../../diagnostics/suggestion.js";
import { durationMs } from "../../model/definition/duration.js";
import { findReceiver } from "../../sync/page/index.js";
import { describeFailure, SyncError } from "../../sync/sync-error.js";
import { defaultTargets } from "../../sync/targets/open-targets.js";
import type { Observation } from "../../sync/verify/observation.js";
import { composeTestAlert, type TestAlert } from "../../sync/verify/test-alert.js";
import { type VerifiedProject, type VerifyOptions, verifyDeployed } from "../../sync/verify/verify.js";
import type { GlobalFlags } from "../shared-flags.js";
import { wantsColor } from "../terminal.js";
import { confirm } from "./confirm.js";
import { buildInMemory } from "./open-session.js";
import { printFailure, reportFailure } from "./print-failure.js";
import { syncProgress } from "./sync-progress.js";

/** The version of the report in JSON. Fields may be added; none is renamed or removed while it stays the same. */
const reportFormatVersion = 1;

/** The most details of one observation in text. */
const maxDetails = 20;

export interface VerifyFlags extends GlobalFlags {
  readonly only?: readonly string[] | undefined;
  readonly wait: string;
  readonly testAlert?: string | undefined;
  readonly strict?: boolean | undefined;
  readonly yes?: boolean | undefined;
  readonly json?: boolean | undefined;
}

/** A target, and what was seen of it. */
interface Verified {
  readonly target: string;
  readonly identity?: string;
  readonly checks: readonly Observation[];
  readonly error?: string;
}

/** Verifies one target, or all. Returns the exit code. */
export async function verifyTargets(argument: string | undefined, flags: VerifyFlags): Promise<number> {
  return reportFailure(async () => {
    const patience = durationMs(flags.wait);
    if (patience === undefined) throw new SyncError(`--wait "${flags.wait}" is not a duration`, "write one such as 2m");
    const built = await buildInMemory(flags);
    if (!built) return 1;
    const { root, artifacts } = built;
    const { config, systems } = built.project;
    const names = chooseTargets(Object.keys(config.targets ?? defaultTargets), argument);
    const project: VerifiedProject = {
      root,
      config,
      artifacts,
      systems: systems.map(({ name }) => name),
      facts: systems,
    };
    const testAlert = flags.testAlert === undefined ? undefined : chooseTestAlert(flags.testAlert, project, names);
    if (testAlert && !(await agree(testAlert, flags))) return 1;
    const verified: Verified[] = [];
    for (const name of names) {
      const onProgress = syncProgress(process.stderr, "queried");
      const one = await verifyOne(project, name, { patience, only: flags.only, testAlert, onProgress });
      if (!flags.json) process.stdout.write(renderVerified(one, flags));
      verified.push(one);
    }
    if (flags.json) {
      process.stdout.write(
        `${JSON.stringify({ format_version: reportFormatVersion, targets: verified }, undefined, 2)}\n`,
      );
    }
    return verified.every((one) => isSound(one, flags)) ? 0 : 1;
  });
}

function chooseTargets(known: readonly string[], argument: string | undefined): readonly string[] {
  if (argument === undefined) return known;
  if (!known.includes(argument)) throw new SyncError(`there is no target "${argument}"`, suggestion(argument, known));
  return [argument];
}

function chooseTestAlert(name: string, { config, artifacts }: VerifiedProject, names: readonly string[]): TestAlert {
  const found = findReceiver(artifacts, config, name);
  if ("problem" in found) throw new SyncError(found.problem);
  if (!names.some((one) => config.targets?.[one]?.kind === "alertmanager")) {
    const fix = "send a notification from this machine instead: telltale page";
    throw new SyncError("none of the targets is an Alertmanager that a test alert could be sent to", fix);
  }
  return composeTestAlert(found);
}

/** Asks before people are notified. */
async function agree({ receiver }: TestAlert, { yes }: VerifyFlags): Promise<boolean> {
  if (yes) return true;
  const answer = await confirm(`Have ${receiver} notified of a test alert?`);
  if (answer !== true) process.stderr.write(`nothing was sent${answer === undefined ? ": confirm with --yes" : ""}\n`);
  return answer === true;
}

/** The failure of one target does not stop the others. */
async function verifyOne(project: VerifiedProject, name: string, options: VerifyOptions): Promise<Verified> {
  try {
    const { identity, observations } = await verifyDeployed(project, name, options);
    return { target: name, identity, checks: observations };
  } catch (error) {
    const failure = describeFailure(error);
    printFailure(failure, name);
    return { target: name, checks: [], error: failure.summary };
  }
}

function isSound({ checks, error }: Verified, { strict }: VerifyFlags): boolean {
  return error === undefined && checks.every(({ outcome }) => outcome !== "wrong" && !(strict && outcome === "empty"));
}

function renderVerified({ target, identity, checks, error }: Verified, flags: VerifyFlags): string {
  if (error !== undefined) return "";
  const paint = pc.createColors(wantsColor(flags, process.stdout));
  const signs = { ok: paint.green("✓"), empty: paint.yellow("!"), wrong: paint.red("✗"), skipped: paint.dim("-") };
  const lines = checks.flatMap(({ name, outcome, count, details }) => {
    const counts = {
      ok: `${count}`,
      wrong: `${details.length} wrong`,
      empty: `${details.length} of ${count} empty`,
      skipped: "skipped",
    };
    const more = details.length > maxDetails ? [`and ${details.length - maxDetails} more`] : [];
    const listed = [...details.slice(0, maxDetails), ...more].map((detail) => `      ${visible(detail)}`);
    return [`  ${signs[outcome]} ${visible(name)} (${counts[outcome]})`, ...listed];
  });
  return `${[`${paint.bold(target)} ${paint.dim(identity ?? "")}`, ...lines].join("\n")}\n`;
}
