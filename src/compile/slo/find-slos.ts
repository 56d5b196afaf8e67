import type { Slo } from "../../model/slo/slo.js";
import type { SystemFacts } from "../../model/system/system.js";
import { sortBy } from "../sort-by.js";

/** The SLOs of a system, by name. */
export function findSlos({ definitions }: Pick<SystemFacts, "definitions">): readonly Slo[] {
  const slos = definitions.flatMap((one) => (one.kind === "slo" ? [one] : []));
  return sortBy(slos, ({ name }) => name);
}
