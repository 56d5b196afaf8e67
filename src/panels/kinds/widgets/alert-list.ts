import { boolean, choice, list, number, type OptionTable, string } from "../../../model/definition/option-table.js";
import { defineFrame, type FrameOptions, frameKind, frameOptions } from "../../frame.js";
import type { PanelOf } from "../../panel.js";
import type { PanelKind } from "../../panel-kind.js";

/** The state of an alert, as Grafana counts them. */
export type AlertState = "firing" | "pending" | "recovering" | "no data" | "normal" | "error";

export interface AlertListOptions extends FrameOptions {
  /** @default those that need attention: all but `"normal"` and `"no data"` */
  readonly states?: readonly AlertState[];
  /** Label matchers of the alerts: `{severity="critical"}`. Variables of the dashboard may be in it. */
  readonly matchers?: string;
  /** Part of the name of the alerts. */
  readonly name?: string;
  /** Name of the data source whose rules are listed. @default all */
  readonly from?: string;
  /** Only the alerts that are linked to this dashboard. Default false. */
  readonly ofDashboard?: boolean;
  /** Labels that group the alerts, instead of by rule. */
  readonly groupBy?: readonly string[];
  /** Lists the alerts of each rule, too. Default false. */
  readonly showInstances?: boolean;
  /** @default `"importance"` */
  readonly sort?: "importance" | "name" | "name descending" | "oldest" | "newest";
  /** @default 20 */
  readonly limit?: number;
  /** The alerts, or their number. @default `"list"` */
  readonly as?: "list" | "number";
}

const alertListOptions = {
  ...frameOptions,
  states: list(choice("firing", "pending", "recovering", "no data", "normal", "error")),
  matchers: string,
  name: string,
  from: string,
  ofDashboard: boolean,
  groupBy: list(string),
  showInstances: boolean,
  sort: choice("importance", "name", "name descending", "oldest", "newest"),
  limit: number,
  as: choice("list", "number"),
} as const satisfies OptionTable<AlertListOptions>;

export type AlertListPanel = PanelOf<"alertlist", AlertListOptions>;

/**
 * The alerts that need attention, of Grafana and of its data sources.
 *
 * @example
 * alertList("Pages", { matchers: '{severity="critical"}', groupBy: ["alertname"] })
 */
export function alertList(title: string, options: AlertListOptions = {}): AlertListPanel {
  return defineFrame("alertlist", title, options, alertListOptions);
}

const sortOrders = { name: 1, "name descending": 2, importance: 3, oldest: 4, newest: 5 } as const;
const needAttention: readonly AlertState[] = ["firing", "pending", "recovering", "error"];

export const alertListKind: PanelKind<AlertListPanel> = {
  ...frameKind,
  type: "alertlist",
  options: alertListOptions,
  render: ({ panel: { options } }) => {
    const states = new Set(options.states ?? needAttention);
    return {
      options: {
        viewMode: options.as === "number" ? "stat" : "list",
        groupMode: options.groupBy ? "custom" : "default",
        groupBy: options.groupBy ?? [],
        maxItems: options.limit ?? 20,
        sortOrder: sortOrders[options.sort ?? "importance"],
        dashboardAlerts: options.ofDashboard ?? false,
        alertName: options.name ?? "",
        alertInstanceLabelFilter: options.matchers ?? "",
        ...(options.from !== undefined && { datasource: options.from }),
        showInstances: options.showInstances ?? false,
        showInactiveAlerts: states.has("normal"),
        stateFilter: {
          firing: states.has("firing"),
          pending: states.has("pending"),
          recovering: states.has("recovering"),
          noData: states.has("no data"),
          normal: states.has("normal"),
          error: states.has("error"),
        },
      },
    };
  },
};
