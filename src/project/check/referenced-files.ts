import { dirname, relative, resolve } from "node:path";
import type { OutsideFile } from "../../check/index.js";
import { type Diagnostic, hasErrors } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import {
  type FileReference,
  findFileReferences,
  readPrometheusConfig,
  readScrapeJobs,
  readWebConfig,
  type SourceJob,
  type SourcePrometheusConfig,
} from "../../formats/prometheus-config/index.js";
import type { PrometheusVersion } from "../../promql/index.js";
import { goGlob } from "../files/go-glob.js";
import { readTextFile } from "../files/read-files.js";
import { fileFindings } from "../findings.js";
import { joinServerSettings, readServerSettings, type ServerSettings } from "./server-settings.js";

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
  /** Returns the settings of the servers that load a rule file; undefined if no configuration at hand loads it. */
  settingsOf(path: string): ServerSettings | undefined;
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
    const { config, diagnostics } = readPrometheusConfig(text, { file: path, version });
    if (config !== undefined) search.follow(config, !hasErrors(diagnostics));
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
  /** The texts of the files that are checked anyway, by absolute path. */
  private readonly checked: ReadonlyMap<string, string>;
  /** The settings of the servers that load a rule file, by its absolute path. */
  private readonly servers = new Map<string, ServerSettings[]>();

  constructor(checked: readonly OutsideFile[], cwd: string, version: PrometheusVersion) {
    this.cwd = cwd;
    this.version = version;
    this.checked = new Map(checked.map(({ path, text }) => [resolve(cwd, path), text]));
    this.seen = new Set(this.checked.keys());
  }

  /** @param isValid - false if Prometheus refuses the configuration, so that its settings say nothing */
  follow(config: SourcePrometheusConfig, isValid: boolean): void {
    const names = new Map(config.jobs.map(({ job }) => [job.name, config.file]));
    const rules = new Set<string>();
    const jobs: (readonly SourceJob[] | undefined)[] = [config.jobs];
    for (const reference of findFileReferences(config)) {
      const paths = this.resolve(reference, config);
      if (reference.kind === "rules") {
        for (const path of paths) this.add(path, "rules");
        for (const path of paths.length > 0 ? paths : this.findMounted(reference, config)) rules.add(path);
      }
      if (reference.kind === "scrape jobs") {
        jobs.push(...paths.map((path) => this.readJobs(path, config, names)));
        if (paths.length === 0) jobs.push(undefined);
      }
    }
    const known = jobs.filter((list) => list !== undefined);
    const allJobs = known.length === jobs.length ? known.flat() : undefined;
    const settings = isValid ? readServerSettings(config, allJobs) : {};
    for (const path of rules) {
      const absolute = resolve(this.cwd, path);
      this.servers.set(absolute, [...(this.servers.get(absolute) ?? []), settings]);
    }
  }

  settingsOf(path: string): ServerSettings | undefined {
    const servers = this.servers.get(resolve(this.cwd, path));
    return servers && joinServerSettings(servers);
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
    const found = this.find(pattern, folder);
    if ("isMalformed" in found) {
      report(`"${path}" is not a pattern`, "close the bracket, or escape it with a backslash");
      return [];
    }
    if (found.paths.length === 0 && !(isPattern && path.includes("*"))) {
      report(`there is no file "${path}"`, "correct the path; it is relative to the folder of the configuration");
    }
    return found.paths.map((one) => relative(this.cwd, resolve(folder, one)));
  }

  /**
   * Returns the checked files beside a configuration that it names as in the image of Prometheus, where its folder is
   * mounted at `/etc/prometheus`.
   */
  private findMounted({ path }: FileReference, { file }: SourcePrometheusConfig): readonly string[] {
    if (!path.startsWith(imageFolder)) return [];
    const folder = dirname(resolve(this.cwd, file));
    const found = this.find(path.slice(imageFolder.length), folder);
    return "paths" in found
      ? found.paths.map((one) => resolve(folder, one)).filter((one) => this.checked.has(one))
      : [];
  }

  private find(pattern: string, folder: string): ReturnType<typeof goGlob> {
    const found = goGlob(pattern, folder);
    this.lookups.push({ pattern, folder, paths: "paths" in found ? found.paths : undefined });
    return found;
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

  /** Reads the jobs of a file, and reports what is wrong with them; undefined if Prometheus refuses the file. */
  private readJobs(
    path: string,
    { global }: SourcePrometheusConfig,
    names: Map<string, string>,
  ): readonly SourceJob[] | undefined {
    const isNew = this.read(path) !== undefined;
    const text = this.texts.get(path) ?? this.checked.get(resolve(this.cwd, path));
    if (text === undefined) return undefined;
    const { jobs, diagnostics } = readScrapeJobs(text, { file: path, version: this.version, global, names });
    if (isNew) this.diagnostics.push(...diagnostics);
    return hasErrors(diagnostics) ? undefined : jobs;
  }
}

const imageFolder = "/etc/prometheus/";

function escapeGlob(path: string): string {
  return path.replace(/[*?[\\]/g, "\\$&");
}
