import { type Allowances, allowShape, type Definition, define } from "../definition/definition.js";
import { type EnvironmentFilter, environmentFilterOptions } from "../definition/only.js";
import {
  definition,
  nonEmptyList,
  type OptionTable,
  object,
  required,
  text,
  varying,
} from "../definition/option-table.js";
import { originOfCall } from "../definition/origin-of-call.js";
import type { Varying } from "../definition/per-environment.js";
import { type ComposeOptions, composeOptions } from "./compose.js";
import type { ScrapeJob } from "./scrape-job.js";

export interface CollectionOptions<Environment extends string = string> extends EnvironmentFilter<Environment> {
  /** The scrape jobs, in the order of the configuration. */
  readonly jobs: readonly ScrapeJob[];
  /**
   * Most space on disk that Prometheus uses, whatever the `retention` of the environment: `"10GB"`.
   *
   * @default no limit
   */
  readonly storage?: Varying<string>;
  /** Runs the components with docker compose. */
  readonly compose: ComposeOptions;
  /** Checks that may report this collection, each with a reason. */
  readonly allow?: Allowances;
}

const collectionOptions = {
  ...environmentFilterOptions,
  jobs: required(nonEmptyList(definition("scrapeJob"))),
  storage: varying(text),
  compose: required(object(composeOptions)),
  allow: allowShape,
} as const satisfies OptionTable<CollectionOptions>;

/** What collects the telemetry of a system, in one way to run it. */
export interface Collection extends Definition, CollectionOptions {
  readonly kind: "collection";
  readonly system: string;
  /** The name of its folder in the output. */
  readonly name: string;
}

export function defineCollection(system: string, name: string, given: CollectionOptions): Collection {
  return define({ ...given, kind: "collection" as const, system, name }, originOfCall(given, collectionOptions));
}
