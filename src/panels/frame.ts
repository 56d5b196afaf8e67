import { linkOptions, type PanelLink } from "../model/dashboard/link.js";
import { type VisibilityOptions, visibilityOptions } from "../model/dashboard/visibility.js";
import { checkArguments } from "../model/definition/check-arguments.js";
import { define, type Identity, identityOptions } from "../model/definition/definition.js";
import {
  type AnyOptionTable,
  boolean,
  number,
  type OptionTable,
  options as optionsShape,
  required,
  string,
} from "../model/definition/option-table.js";
import { originOfCall } from "../model/definition/origin-of-call.js";
import { callOf, type PanelOf } from "./panel.js";
import type { Scale } from "./panel-kind.js";

/** Options of panels without queries. */
export interface FrameOptions extends Identity, VisibilityOptions {
  readonly description?: string;
  /** Columns out of 24. Default: the panels of a line share it equally. */
  readonly width?: number;
  /** Rows of the grid. */
  readonly height?: number;
  readonly links?: readonly PanelLink[];
  readonly transparent?: boolean;
}

export const frameOptions = {
  ...identityOptions,
  ...visibilityOptions,
  description: string,
  width: number,
  height: number,
  links: linkOptions,
  transparent: boolean,
} as const satisfies OptionTable<FrameOptions>;

/** Defines a panel without queries. `table` lists the options of its kind. */
export function defineFrame<const Type extends string, Options extends FrameOptions>(
  type: Type,
  title: string,
  options: Options,
  table: AnyOptionTable,
): PanelOf<Type, Options> {
  checkArguments(callOf(type), [
    ["title", title, required(string)],
    ["options", options, optionsShape],
  ]);
  return define({ kind: "panel", type, title, queries: [], options }, originOfCall(options, table, 1));
}

/** All that telltale knows about panels without queries. */
export const frameKind = {
  format: "none",
  showsNumbers: false,
  showsTrend: false,
  height: () => 8,
  scale: (): Scale => "free",
  instant: () => false,
} as const;
