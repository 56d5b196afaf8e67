import { type Shape, shapeFinder } from "../tables/index.js";
import { limitsTable } from "./limits-table.js";
import { root } from "./root-table.js";
import { sectionTables } from "./section-tables.js";
import { sharedTables } from "./shared-tables.js";
import { storageTables } from "./storage-tables.js";
import { type LokiType, parseLokiType } from "./types.js";

const find = shapeFinder([root, storageTables, limitsTable, sectionTables, sharedTables], parseLokiType);

/** The shape of a configuration of Loki. */
export function lokiShape(): Shape<LokiType> {
  return find("loki");
}
