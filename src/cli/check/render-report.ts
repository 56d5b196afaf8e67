import type { FindingId } from "../../diagnostics/finding.js";
import { shownPath } from "../../diagnostics/shown-path.js";
import { renderTerminalGroups } from "../../diagnostics/terminal/groups.js";
import { renderTerminal } from "../../diagnostics/terminal/terminal.js";
import { allFindings } from "../../project/all-findings.js";
import type { CheckResult } from "../../project/check/check.js";
import { packageVersion } from "../package-version.js";
import { terminalHeight, terminalWidth, wantsColor } from "../terminal.js";
import type { CheckFlags } from "./check-flags.js";

/** Renders findings. Imports the renderers of machines only if they are asked for. */
export async function renderReport(checked: CheckResult, flags: CheckFlags, cwd: string): Promise<string> {
  const { diagnostics, root, readSource } = checked;
  const base = { cwd, root };
  switch (flags.format) {
    case "json": {
      const { renderJson } = await import("../../diagnostics/formats/json.js");
      return renderJson(diagnostics, base, flags.shard);
    }
    case "github": {
      const { renderGithub } = await import("../../diagnostics/formats/github.js");
      return renderGithub(diagnostics, base);
    }
    case "gitlab": {
      const { renderGitlab } = await import("../../diagnostics/formats/gitlab.js");
      return renderGitlab(diagnostics, base);
    }
    case "markdown": {
      const { renderMarkdown } = await import("../../diagnostics/formats/markdown.js");
      return renderMarkdown(diagnostics, { ...base, since: checked.since });
    }
    case "sarif": {
      const { renderSarif } = await import("../../diagnostics/formats/sarif.js");
      return renderSarif(diagnostics, { ...base, version: packageVersion(), findings: allFindings });
    }
    case "terminal": {
      const width = terminalWidth(process.stdout);
      const color = flags.output === undefined && wantsColor(flags, process.stdout);
      const options = { ...base, readSource, color, ...(width === undefined ? {} : { width }) };
      if (flags.all) return renderTerminal(diagnostics, options);
      const height = terminalHeight(process.stdout);
      const describe = (id: FindingId) => allFindings[id].sentence;
      return renderTerminalGroups(diagnostics, { ...options, describe, ...(height === undefined ? {} : { height }) });
    }
  }
}

export function renderNotes(
  { known, since, updated, passedOver, cacheProblem, fixed }: CheckResult,
  { output, since: revision, diff }: CheckFlags,
  cwd: string,
): string {
  const notes: string[] = [];
  const count = (findings: number) => `${findings} ${findings === 1 ? "finding" : "findings"}`;
  if (updated) notes.push(`wrote ${count(updated.findings)} to ${shownPath(updated.file, { cwd })}`);
  else if (known > 0) notes.push(`left out ${count(known)} listed in the baseline`);
  if (since) {
    const resolved = since.resolved.reduce((sum, entry) => sum + entry.count, 0);
    notes.push(`since ${revision}: ${resolved} resolved, ${since.unchanged} unchanged`);
  }
  if (fixed) notes.push(...describeFixes(fixed, diff === true));
  const { templates, others } = passedOver;
  if (templates + others > 0) notes.push(`passed over ${describePassedOver(passedOver)}`);
  if (cacheProblem !== undefined) notes.push(`cannot keep the findings for the next run: ${cacheProblem} (--no-cache)`);
  if (output !== undefined) notes.push(`wrote the findings to ${output}`);
  return notes.map((note) => `${note}\n`).join("");
}

function describeFixes({ count, files, unverified, refused }: NonNullable<CheckResult["fixed"]>, isDiff: boolean) {
  const findings = `${count} ${count === 1 ? "finding" : "findings"}`;
  const inFiles = `${files.length} ${files.length === 1 ? "file" : "files"}`;
  const notes = [`${isDiff ? "would fix" : "fixed"} ${count === 0 ? "nothing" : `${findings} in ${inFiles}`}`];
  if (unverified > 0) {
    const fixes = unverified === 1 ? "1 fix" : `${unverified} fixes`;
    notes.push(`left ${fixes} alone that would change other findings, or not remove their own`);
  }
  for (const { file, reason } of refused) notes.push(`not fixed: ${file}: ${reason}`);
  return notes;
}

function describePassedOver({ templates, others }: CheckResult["passedOver"]): string {
  const parts: string[] = [];
  if (templates > 0) parts.push(`${templates} ${templates === 1 ? "template" : "templates"} of Helm or Jinja`);
  if (others > 0) parts.push(`${others} ${others === 1 ? "file" : "files"} of other kinds`);
  return parts.join(" and ");
}
