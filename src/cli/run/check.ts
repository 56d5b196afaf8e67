import { resolve } from "node:path";
import { buffer } from "node:stream/consumers";
import { renderGithub } from "../../diagnostics/github.js";
import { renderJson } from "../../diagnostics/json.js";
import { renderSarif } from "../../diagnostics/sarif.js";
import { shownPath } from "../../diagnostics/shown-path.js";
import { renderTerminal } from "../../diagnostics/terminal.js";
import { type Checked, check } from "../../project/check/check.js";
import { describeCheck } from "../../project/check/explain.js";
import { isRelease, oldestReleases } from "../../project/config/config-shape.js";
import type { CheckFlags } from "../commands/check.js";
import { packageVersion } from "../package-version.js";
import { today, wantsColor, widthOf, workingFolder } from "../surroundings.js";
import { wasWritten } from "../write-report.js";

/** Checks, prints the findings and nothing else on standard output, and gives the exit code. */
export async function runCheck(named: readonly string[], flags: CheckFlags, misused: (message: string) => never) {
  const cwd = workingFolder(flags);
  const versions = { prometheus: flags.prometheusVersion, alertmanager: flags.alertmanagerVersion };
  for (const product of ["prometheus", "alertmanager"] as const) {
    const version = versions[product];
    const from = oldestReleases[product];
    if (version !== undefined && !isRelease(version, from)) {
      misused(`--${product}-version "${version}" is not a release from ${from} on`);
    }
  }
  const fromInput = flags.stdin === true || named.includes("-");
  const checked = await check({
    cwd,
    ...(flags.config === undefined ? {} : { config: flags.config }),
    files: named.filter((name) => name !== "-"),
    input: fromInput ? await buffer(process.stdin) : undefined,
    versions,
    baseline: flags.baseline,
    updateBaseline: flags.updateBaseline,
    strict: flags.strict,
    today: today(),
  });
  const report = reportOf(checked, flags, cwd);
  if (flags.output === undefined) process.stdout.write(report);
  else if (!wasWritten(resolve(cwd, flags.output), report))
    misused(`"${flags.output}" cannot be written to (--output)`);
  process.stderr.write(remarksOf(checked, flags, cwd));
  return checked.failed ? 1 : 0;
}

function reportOf(checked: Checked, flags: CheckFlags, cwd: string): string {
  const { diagnostics, root, readSource } = checked;
  const base = { cwd, root };
  switch (flags.format) {
    case "json":
      return renderJson(diagnostics, base);
    case "github":
      return renderGithub(diagnostics, base);
    case "sarif":
      return renderSarif(diagnostics, { ...base, version: packageVersion(), describe: describeCheck });
    case "terminal": {
      const width = widthOf(process.stdout);
      const color = flags.output === undefined && wantsColor(flags, process.stdout);
      return renderTerminal(diagnostics, { ...base, readSource, color, ...(width === undefined ? {} : { width }) });
    }
  }
}

function remarksOf({ known, updated }: Checked, { output }: CheckFlags, cwd: string): string {
  const remarks: string[] = [];
  const findings = (count: number) => (count === 1 ? "finding is" : "findings are");
  if (updated) {
    remarks.push(`${updated.findings} ${findings(updated.findings)} in ${shownPath(updated.file, { cwd })} now`);
  } else if (known > 0) {
    remarks.push(`${known} known ${findings(known)} left out by the baseline`);
  }
  if (output !== undefined) remarks.push(`the findings are in ${output}`);
  return remarks.map((remark) => `${remark}\n`).join("");
}
