import type { SourcePrometheusConfig } from "./read-config.js";
import { type Fields, getFields, getItems, getText, getTextNodes, getTexts, rangeOf } from "./shapes/fields.js";

/** A file that a configuration names. */
export interface FileReference {
  readonly path: string;
  /** The kind of the files, where Telltale reads them. */
  readonly kind: "rules" | "scrape jobs" | "other";
  /** True if `*` stands for any name, as in Go's `filepath.Glob`. */
  readonly isPattern: boolean;
  readonly range: { readonly start: number; readonly end: number };
}

/** Returns the files that `promtool check config` looks for: rules, jobs, credentials and certificates. */
export function findFileReferences({ fields, jobs }: SourcePrometheusConfig): readonly FileReference[] {
  return [
    ...patterns(fields, "rule_files", "rules"),
    ...patterns(fields, "scrape_config_files", "scrape jobs"),
    ...jobs.flatMap(({ fields: job }) => [...clientFiles(job), ...kubernetesFiles(job)]),
  ];
}

function patterns(fields: Fields, name: string, kind: FileReference["kind"]): FileReference[] {
  const nodes = getTextNodes(fields, name);
  return getTexts(fields, name).map((path, index) => ({ path, kind, isPattern: true, range: nodes[index]! }));
}

/** The files of the credentials and certificates of a job. Others are read only when they are used. */
function clientFiles(job: Fields): FileReference[] {
  const authorization = getFields(job, "authorization");
  return [
    ...files(job, "bearer_token_file"),
    ...(authorization === undefined ? [] : files(authorization, "credentials_file")),
    ...certificateFiles(job),
  ];
}

function kubernetesFiles(job: Fields): FileReference[] {
  return getItems(job, "kubernetes_sd_configs").flatMap(({ fields }) =>
    fields === undefined ? [] : certificateFiles(fields),
  );
}

function certificateFiles(fields: Fields): FileReference[] {
  const tls = getFields(fields, "tls_config");
  return tls === undefined ? [] : files(tls, "cert_file", "key_file");
}

function files(fields: Fields, ...names: readonly string[]): FileReference[] {
  return names.flatMap((name) => {
    const path = getText(fields, name);
    return path === "" ? [] : [{ path, kind: "other" as const, isPattern: false, range: rangeOf(fields, name) }];
  });
}
