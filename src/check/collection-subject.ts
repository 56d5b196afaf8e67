import type { ResolvedJob } from "../compile/collection/resolve-jobs.js";
import type { Span } from "../diagnostics/diagnostic.js";
import type { Collection } from "../model/collection/collection.js";
import type { ScrapeJobOptions } from "../model/collection/scrape-job.js";
import type { Allowances } from "../model/definition/definition.js";
import type { LogqlSubject, QuerySubject, SubjectFields } from "./check.js";

/** A scrape job of a collection. */
export interface JobView extends ResolvedJob {
  /** In the user's words: `scrape job "cart"`. */
  readonly subject: string;
  readonly allow: Allowances | undefined;
  /** Finds an option of its definition; the definition itself where it is not written out. */
  locate(option: keyof ScrapeJobOptions): Span | undefined;
}

/** The series that rules and dashboards use. */
export interface UsedSeries {
  has(name: string): boolean;
}

/** What collects the telemetry of a system, in one environment. */
export interface CollectionSubject extends SubjectFields {
  readonly kind: "collection";
  readonly collection: Collection;
  readonly jobs: readonly JobView[];
  /** The series that rules and dashboards of the system use. */
  readonly used: UsedSeries;
  /** The expressions of the system. */
  readonly queries: readonly QuerySubject[];
  readonly logqlQueries: readonly LogqlSubject[];
  /** `2026-11-29` */
  readonly today: string;
  /** Finds an option of its definition; the definition itself where it is not written out. */
  locate(...option: readonly string[]): Span | undefined;
}
