import { Reports } from "../../diagnostics/reports.js";
import { QueryCache } from "../query/query-cache.js";
import type { BuiltPage } from "../runbooks/index.js";
import { CheckedOptions } from "./checked-options.js";
import type { ReportedRouting } from "./compile-routing.js";
import type { CompiledSystem } from "./compile-system.js";
import type { CompiledCollections } from "./compile-system-collections.js";
import { Memo } from "./memo.js";

/** Keeps what was compiled, for the next time that a project is compiled with definitions that are mostly the same objects. */
export class CompileMemory {
  readonly queries = new QueryCache();
  readonly reports = new Reports();
  /** By environment and system. */
  readonly systems = new Map<string, CompiledSystem>();
  /** By environment and system. */
  readonly collections = new Map<string, CompiledCollections>();
  readonly routing = new Memo<ReportedRouting>();
  /** By path. */
  readonly pages = new Map<string, BuiltPage>();
  readonly options = new CheckedOptions();
}
