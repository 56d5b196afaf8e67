import { boolean, list, number, type OptionTable, string } from "../../../model/definition/option-table.js";
import { defineFrame, type FrameOptions, frameKind, frameOptions } from "../../frame.js";
import type { PanelOf } from "../../panel.js";
import type { PanelKind } from "../../panel-kind.js";

export interface DashboardListOptions extends FrameOptions {
  /** Lists the dashboards with all of these tags. */
  readonly tags?: readonly string[];
  /** Lists the dashboards whose titles match. */
  readonly search?: string;
  /** Uid of the folder of the dashboards. @default all folders */
  readonly folder?: string;
  /** Lists the reader's stars. @default true, unless the dashboards are searched for */
  readonly starred?: boolean;
  /** Lists the dashboards that the reader looked at. Default false. */
  readonly recent?: boolean;
  readonly showHeadings?: boolean;
  readonly showFolders?: boolean;
  /** @default 30 */
  readonly limit?: number;
  /** Opens them with the time range of this dashboard. Default true. */
  readonly keepTime?: boolean;
  /** Opens them with the values of variables. Default true. */
  readonly keepVariables?: boolean;
}

const dashboardListOptions = {
  ...frameOptions,
  tags: list(string),
  search: string,
  folder: string,
  starred: boolean,
  recent: boolean,
  showHeadings: boolean,
  showFolders: boolean,
  limit: number,
  keepTime: boolean,
  keepVariables: boolean,
} as const satisfies OptionTable<DashboardListOptions>;

export type DashboardListPanel = PanelOf<"dashlist", DashboardListOptions>;

/**
 * Links to dashboards, found by tag, folder or title.
 *
 * @example
 * dashboardList("Services", { tags: ["service"] })
 */
export function dashboardList(title: string, options: DashboardListOptions = {}): DashboardListPanel {
  return defineFrame("dashlist", title, options, dashboardListOptions);
}

export const dashboardListKind: PanelKind<DashboardListPanel> = {
  ...frameKind,
  type: "dashlist",
  options: dashboardListOptions,
  render: ({ panel: { options } }) => {
    const { tags = [], search = "", folder } = options;
    const searches = tags.length > 0 || search !== "" || folder !== undefined;
    return {
      options: {
        keepTime: options.keepTime ?? true,
        includeVars: options.keepVariables ?? true,
        showStarred: options.starred ?? !searches,
        showRecentlyViewed: options.recent ?? false,
        showSearch: searches,
        showHeadings: options.showHeadings ?? false,
        showFolderNames: options.showFolders ?? false,
        maxItems: options.limit ?? 30,
        query: search,
        tags,
        ...(folder !== undefined && { folderUID: folder }),
      },
    };
  },
};
