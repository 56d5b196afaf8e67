import type { Difference } from "./compare.js";

/** A reason for which a definition differs from its original. */
export interface Reason {
  readonly sentence: string;
  /** The part and the path of a setting, joined by ": ". */
  readonly setting: RegExp;
  /** The sides that have the setting. Default: any. */
  readonly only?: "original" | "compiled" | "both";
}

/** Our own defaults, which are better in an incident and say so at the panel. */
const defaults = {
  "least step": {
    sentence: "every query of Prometheus says the scrape interval, so that no rate holds a single sample",
    setting: /^\d+ \w+ .*: targets\.\d+\.interval$/,
    only: "compiled",
  },
  "from zero": {
    sentence: "an axis begins at 0 where no value can be negative, and ends at 1 for shares of a whole",
    setting: /: fieldConfig\.defaults\.(?:min|max)$/,
    only: "compiled",
  },
  "status colours": {
    sentence: "series that are named after an HTTP status have its colour",
    setting: /: fieldConfig\.overrides\.byRegexp "\/\\\\b\dxx?|: fieldConfig\.overrides\.byRegexp "\/\\\\b[2-5]/,
    only: "compiled",
  },
  "no trend": {
    sentence: "a number that is asked for alone has no trend behind it",
    setting: /^\d+ stat .*: options\.graphMode$/,
    only: "compiled",
  },
  "no data": {
    sentence: "what is not there says so",
    setting: /: fieldConfig\.defaults\.(?:noValue|mappings\.\d+\.(?:type|options\.match|options\.result\.\w+))$/,
    only: "compiled",
  },
  "limit in sight": {
    sentence: "an axis of percentages reaches a tenth at least, so that noise looks small",
    setting: /: fieldConfig\.defaults\.custom\.axisSoftMax$/,
    only: "compiled",
  },
  "last value": {
    sentence: "a number, a dial or a pie that shows the last value asks for that alone",
    setting: /^\d+ (?:stat|piechart|gauge|table) .*: targets\.\d+\.(?:instant|range)$/,
    only: "both",
  },
  columns: {
    sentence: "a table lists the columns that it shows, of results that are tables; the original leaves out others",
    setting: /^\d+ table .*: (?:transformations\.\d+\.|targets\.\d+\.format$|fieldConfig\.overrides\.byName "Time")/,
  },
  "plain cells": {
    sentence: "a cell that is plain text has no colour",
    setting: /^\d+ table .*: fieldConfig\.defaults\.(?:color\.mode|thresholds\.steps\.0\.color)$/,
    only: "original",
  },
  "same tab": {
    sentence: "a link says that it opens in the same tab",
    setting: /\.links\.\d+\.targetBlank$/,
    only: "compiled",
  },
  "order of mappings": {
    sentence: "whole numbers are in ascending order, and negative ones behind them",
    setting: /\.mappings\.\d+\.options\.-?\d+\.index$/,
    only: "both",
  },
  "sorted tooltip": {
    sentence: "a tooltip of all values begins with the largest",
    setting: /: options\.tooltip\.sort$/,
    only: "compiled",
  },
  "log context": {
    sentence: "a log line offers the lines around it",
    setting: /^\d+ logs .*: options\.showLogContextToggle$/,
    only: "compiled",
  },
  "link icon": { sentence: "a link has an icon", setting: /^link \d+: icon$/, only: "compiled" },
  "own tag": {
    sentence: "a list of dashboards is one of the same system, whose tag comes first",
    setting: /^link \d+: tags\.\d+$/,
  },
  "links keep the choice": {
    sentence: "a list of dashboards keeps time and variables",
    setting: /^\d+ dashlist .*: options\.(?:keepTime|includeVars|showFolderNames)$/,
    only: "compiled",
  },
  "equals one value": {
    sentence: "a variable of a single value is compared with =",
    setting: /^variable \w+: query$/,
    only: "both",
  },
  "any value": {
    sentence: "all values of a label without matchers may be any",
    setting: /^variable \w+: allValue$/,
    only: "compiled",
  },
  position: {
    sentence: "a panel is placed below those before it; Grafana closes the gaps of the original, too",
    setting: /: gridPos\.[xy]$/,
  },
} as const satisfies Readonly<Record<string, Reason>>;

/** What Grafana does not read, so that it cannot be said. */
const ignored = {
  "without effect": {
    sentence:
      "Grafana does not read it: a misspelled option, one of an old release, or a colour that the mode does not use",
    setting:
      /: (?:options\.legend\.asTable|options\.enablePagination|repeatDirection|fieldConfig\.defaults\.(?:unitScale|color\.fixedColor)|targets\.\d+\.(?:step|metric|exemplar)|breakPoint|combine\.\w+|fontSize|format|nullPointMode|pieType|strokeWidth|valueName|options\.orientation)$/,
    only: "original",
  },
  "legend of a table": {
    sentence: "results that are tables have no legend",
    setting: /^\d+ table .*: targets\.\d+\.legendFormat$/,
    only: "original",
  },
  "step of an instant": {
    sentence: "a query of one moment has no step, unless its range follows from it",
    setting: /: targets\.\d+\.interval$/,
    only: "original",
  },
  "refresh of intervals": {
    sentence: "Grafana computes an automatic interval whenever the time range changes",
    setting: /^variable agg_interval: refresh$/,
    only: "original",
  },
  "click in a legend": {
    sentence: "Grafana writes it when a reader clicks a name in the legend",
    setting: /: fieldConfig\.overrides\.byNames /,
    only: "original",
  },
} as const satisfies Readonly<Record<string, Reason>>;

/** What the vocabulary cannot say. */
const gaps = {
  "names of queries": {
    sentence: "the queries of a panel have different names",
    setting: /: targets\.\d+\.legendFormat$/,
    only: "both",
  },
} as const satisfies Readonly<Record<string, Reason>>;

export const reasons: Readonly<Record<string, Reason>> = { ...defaults, ...ignored, ...gaps };

export type ReasonName = keyof typeof defaults | keyof typeof ignored | keyof typeof gaps;

/** The names of what the vocabulary cannot say. */
export const gapNames: ReadonlySet<string> = new Set(Object.keys(gaps));

/** The first reason that a difference has. */
export function reasonOf({ part, path, original, compiled }: Difference): string | undefined {
  const side = original === undefined ? "compiled" : compiled === undefined ? "original" : "both";
  const setting = `${part}: ${path}`;
  return Object.entries(reasons).find(([, one]) => (one.only ?? side) === side && one.setting.test(setting))?.[0];
}
