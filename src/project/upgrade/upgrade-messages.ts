import type { RuleDifference } from "../../simulate/upgrade/difference.js";

/** The environment variable that holds an `UpgradeRequest`. */
export const upgradeVariable = "TELLTALE_UPGRADE";

/** Asks the processes that run TypeScript tests to compare their simulations. */
export interface UpgradeRequest {
  /** The release of Prometheus to compare with. */
  readonly after: string;
  /** The file to append an `UpgradeMessage` to, as a line of JSON, for each simulation. */
  readonly messages: string;
}

/** The differences in one simulation. */
export interface UpgradeMessage {
  readonly differences: readonly RuleDifference[];
}
