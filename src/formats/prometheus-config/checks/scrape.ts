import { isAtLeast } from "../../../promql/index.js";
import { relabelTarget } from "../../../relabel/index.js";
import { type SourceJob, staticTargets, toScrapeJob } from "../jobs.js";
import { type Fields, type FieldsItem, getItems, getNumber, getText, isSet, rangeOf } from "../shapes/fields.js";
import type { ShapeReader } from "../shapes/shape-reader.js";
import { checkDiscovery } from "./discovery.js";
import {
  checkEscaping,
  checkProtocols,
  type GlobalSettings,
  knownProtocols,
  readScheme,
  reportTimeout,
} from "./global.js";
import { checkHttpClient, checkTlsConfigs, checkTlsFiles } from "./http-client.js";
import { readRelabelRules, relabelScheme } from "./relabelling.js";

/** Checks the jobs of a configuration, and that their names differ. */
export function checkJobs(
  reader: ShapeReader,
  items: readonly FieldsItem[],
  global: GlobalSettings,
  names: Map<string, string>,
  source: string,
): readonly SourceJob[] {
  return items.flatMap(({ node, fields }) => {
    if (fields === undefined) {
      reader.report("prometheus/empty-section", node, "scrape_configs has an empty job", "remove the item");
      return [];
    }
    const name = getText(fields, "job_name");
    reader.decoder.subject = name === "" ? undefined : `job "${name}"`;
    const job = checkJob(reader, fields, global);
    const first = names.get(name);
    if (first !== undefined && name !== "") {
      const where = first === source ? "" : `, first in ${first}`;
      reader.report("prometheus/duplicate-name", rangeOf(fields, "job_name"), `duplicate job "${name}"${where}`);
    }
    names.set(name, first ?? source);
    reader.decoder.subject = undefined;
    return [job];
  });
}

function checkJob(reader: ShapeReader, job: Fields, global: GlobalSettings): SourceJob {
  if (getText(job, "job_name") === "") {
    reader.report("prometheus/missing-field", rangeOf(job, "job_name"), "a job needs job_name");
  }
  checkHttpClient(reader, job);
  checkTlsConfigs(reader, job);
  checkTlsFiles(reader, job);
  checkDiscovery(reader, job);
  checkDurations(reader, job, global);
  const scheme = relabelScheme(reader, checkNames(reader, job, global));
  const rules = readRelabelRules(reader, job, "relabel_configs", scheme);
  const metricRules = readRelabelRules(reader, job, "metric_relabel_configs", scheme);
  checkJobProtocols(reader, job);
  const source = {
    fields: job,
    job: toScrapeJob(job, rules, global, reader.version),
    scheme,
    metricRules,
    targets: staticTargets(job),
  };
  checkTargets(reader, source);
  return source;
}

/** promtool applies the rules to the static targets, and fails where Prometheus would log that it cannot scrape one. */
function checkTargets(reader: ShapeReader, { fields, job, scheme, targets }: SourceJob): void {
  if (job.rules.length === 0 || job.rules.length < getItems(fields, "relabel_configs").length) return;
  for (const { node, labels } of targets) {
    const { failure } = relabelTarget(labels, job, { version: reader.version, scheme });
    if (failure === undefined) continue;
    const summary = `the target "${labels.get("__address__")}" cannot be scraped: ${failure}`;
    reader.report("prometheus/target", node, summary);
  }
}

function checkJobProtocols(reader: ShapeReader, job: Fields): void {
  if (isSet(job, "scrape_protocols")) checkProtocols(reader, job);
  const fallback = getText(job, "fallback_scrape_protocol");
  if (fallback === "" || knownProtocols(reader).includes(fallback)) return;
  const range = rangeOf(job, "fallback_scrape_protocol");
  const summary = `fallback_scrape_protocol must be one of ${knownProtocols(reader).join(", ")}`;
  reader.report("prometheus/invalid-value", range, summary);
}

function checkDurations(reader: ShapeReader, job: Fields, global: GlobalSettings): void {
  const interval = getNumber(job, "scrape_interval") || global.interval;
  if (getNumber(job, "scrape_timeout") > interval) reportTimeout(reader, job, "the scrape timeout", interval);
}

/** Checks how names are validated and escaped; returns the scheme that relabelling follows. */
function checkNames(reader: ShapeReader, job: Fields, global: GlobalSettings): string {
  const own = isAtLeast(reader.version, 3, 4) ? readScheme(reader, job) : getText(job, "metric_name_validation_scheme");
  const scheme = own || global.nameScheme;
  if (!isAtLeast(reader.version, 3, 4)) return scheme;
  const inherited = global.escaping || (global.nameScheme === "legacy" ? "underscores" : "allow-utf-8");
  const byScheme = own === "legacy" ? "underscores" : "allow-utf-8";
  const followsJob = own !== "" && isAtLeast(reader.version, 3, 7);
  const written = getText(job, "metric_name_escaping_scheme");
  const escaping = written || (followsJob ? byScheme : inherited);
  if (checkEscaping(reader, job, written) && escaping === "allow-utf-8" && scheme !== "utf8") {
    const range = rangeOf(job, written === "" ? "metric_name_validation_scheme" : "metric_name_escaping_scheme");
    reader.report("prometheus/invalid-value", range, "allow-utf-8 needs the metric_name_validation_scheme utf8");
  }
  return scheme;
}
