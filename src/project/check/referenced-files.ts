import { dirname, relative, resolve } from "node:path";
import type { OutsideFile } from "../../check/index.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import {
  type FileReference,
  findFileReferences,
  readPrometheusConfig,
  readScrapeJobs,
  readWebConfig,
  type SourcePrometheusConfig,
} from "../../formats/prometheus-config/index.js";
import type { PrometheusVersion } from "../../promql/index.js";
import { goGlob } from "../files/go-glob.js";
import { readTextFile } from "../files/read-files.js";
import { fileFindings } from "../findings.js";

/** A search for a file that a configuration refers to, and what it found. */
export interface FileLookup {
  readonly pattern: string;
  readonly folder: string;
  /** Undefined if the pattern is malformed. */
  readonly paths: readonly string[] | undefined;
}

export interface ReferencedFiles {
  /** The rule files and files of jobs that configurations name, without those that are checked anyway. */
  readonly files: readonly OutsideFile[];
  readonly diagnostics: readonly Diagnostic[];
  /** The texts of all files that were read, by path. */
  readonly texts: ReadonlyMap<string, string>;
  readonly lookups: readonly FileLookup[];
}

/**
 * Finds the files that configurations of Prometheus name, as `promtool check config` does: relative to the folder of the
 * configuration. Reports those that do not exist.
 */
export function findReferencedFiles(
  checked: readonly OutsideFile[],
  cwd: string,
  version: PrometheusVersion,
): ReferencedFiles {
  const search = new ReferenceSearch(checked, cwd, version);
  for (const { path, text, kind } of checked) {
    if (kind === "web config") search.checkWebConfig(text, path);
    if (kind !== "prometheus") continue;
    const { config } = readPrometheusConfig(text, { file: path, version });
    if (config !== undefined) search.follow(config);
  }
  return search;
}

class ReferenceSearch implements ReferencedFiles {
  readonly files: OutsideFile[] = [];
  readonly diagnostics: Diagnostic[] = [];
  readonly texts = new Map<string, string>();
  readonly lookups: FileLookup[] = [];
  private readonly cwd: string;
  private readonly version: PrometheusVersion;
  private readonly seen: Set<string>;

  constructor(checked: readonly OutsideFile[], cwd: string, version: PrometheusVersion) {
    this.cwd = cwd;
    this.version = version;
    this.seen = new Set(checked.map(({ path }) => resolve(cwd, path)));
  }

  follow(config: SourcePrometheusConfig): void {
    const jobs = new Map(config.jobs.map(({ job }) => [job.name, config.file]));
    for (const reference of findFileReferences(config)) {
      const paths = this.resolve(reference, config);
      if (reference.kind === "rules") for (const path of paths) this.add(path, "rules");
      if (reference.kind === "scrape jobs") for (const path of paths) this.readJobs(path, config, jobs);
    }
  }

  /** Checks that the certificates of a web configuration exist. */
  checkWebConfig(text: string, file: string): void {
    const { references, span } = readWebConfig(text, { file, version: this.version });
    for (const reference of references) this.resolve(reference, { file, span });
  }

  /** Returns the files that a reference names. A pattern with a star may match none. */
  private resolve(
    { path, isPattern, range }: FileReference,
    config: Pick<SourcePrometheusConfig, "file" | "span">,
  ): readonly string[] {
    const folder = dirname(resolve(this.cwd, config.file));
    const report = (summary: string, fix: string) => {
      const head = finding(fileFindings, "files/missing-reference");
      this.diagnostics.push({ ...head, summary, fix, span: config.span(range) });
    };
    const pattern = isPattern ? path : escapeGlob(path);
    const found = goGlob(pattern, folder);
    this.lookups.push({ pattern, folder, paths: "paths" in found ? found.paths : undefined });
    if ("isMalformed" in found) {
      report(`"${path}" is not a pattern`, "close the bracket, or escape it with a backslash");
      return [];
    }
    if (found.paths.length === 0 && !(isPattern && path.includes("*"))) {
      report(`there is no file "${path}"`, "correct the path; it is relative to the folder of the configuration");
    }
    return found.paths.map((one) => relative(this.cwd, resolve(folder, one)));
  }

  private add(path: string, kind: "rules"): void {
    const text = this.read(path);
    if (text !== undefined) this.files.push({ path, text, kind });
  }

  /** Reads a file once; undefined if it is checked anyway. */
  private read(path: string): string | undefined {
    const absolute = resolve(this.cwd, path);
    if (this.seen.has(absolute)) return undefined;
    this.seen.add(absolute);
    const read = readTextFile(path, this.cwd);
    if ("problem" in read) this.diagnostics.push(read.problem);
    else this.texts.set(path, read.text);
    return this.texts.get(path);
  }

  private readJobs(path: string, { global }: SourcePrometheusConfig, names: Map<string, string>): void {
    const text = this.read(path);
    if (text === undefined) return;
    const { version } = this;
    this.diagnostics.push(...readScrapeJobs(text, { file: path, version, global, names }).diagnostics);
  }
}

function escapeGlob(path: string): string {
  return path.replace(/[*?[\\]/g, "\\$&");
}
