import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { compositionFindings } from "../../compile/index.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import type { Config } from "../../model/project/config.js";
import type { AlertmanagerFiles, TextFile } from "../../model/project/project.js";
import { locateInExport } from "../../source/locate-in-export.js";
import type { ConfigPlace } from "../config/runbook-template.js";
import { describeSystemError } from "../files/system-error.js";

/** A larger configuration is a mistake, or an attack on who composes it. */
const maxBytes = 1_000_000;

interface ReadFiles {
  /** By the name of the Alertmanager; undefined if the configuration names no file. */
  readonly files: Readonly<Record<string, AlertmanagerFiles>> | undefined;
  /** All paths, for watching. */
  readonly paths: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the configurations that Alertmanagers keep and compose. */
export function readAlertmanagerFiles({ alertmanagers = {} }: Config, place: ConfigPlace): ReadFiles {
  const paths: string[] = [];
  const diagnostics: Diagnostic[] = [];
  const read = (name: string, option: readonly string[]): TextFile | undefined => {
    const path = resolve(place.root, name);
    paths.push(path);
    const text = readText(path);
    if (typeof text === "string") return { path, text };
    const span = locateInExport(place.configPath, ["alertmanagers", ...option], "value", place.sourceFiles);
    const summary = `cannot read the Alertmanager configuration "${name}"`;
    diagnostics.push({ ...finding(compositionFindings, "config/bad-alertmanager-file"), summary, ...text, span });
    return undefined;
  };
  const files = Object.entries(alertmanagers).flatMap(([name, { keep, fragments = {} }]) => {
    if (keep === undefined && Object.keys(fragments).length === 0) return [];
    const kept = keep === undefined ? undefined : read(keep, [name, "keep"]);
    const composed = Object.entries(fragments).flatMap(([fragment, { path }]) => {
      const file = read(path, [name, "fragments", fragment, "path"]);
      return file ? [[fragment, file] as const] : [];
    });
    return [[name, { keep: kept, fragments: Object.fromEntries(composed) }] as const];
  });
  return { files: files.length === 0 ? undefined : Object.fromEntries(files), paths, diagnostics };
}

function readText(path: string): string | { readonly details: string } {
  try {
    if (statSync(path).size > maxBytes) return { details: "It is larger than a megabyte." };
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(readFileSync(path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_ENCODING_INVALID_ENCODED_DATA") {
      return { details: "It is not UTF-8." };
    }
    return { details: describeSystemError(error) };
  }
}
