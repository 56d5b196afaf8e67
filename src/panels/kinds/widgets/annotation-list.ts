import { boolean, list, number, type OptionTable, string } from "../../../model/definition/option-table.js";
import { defineFrame, type FrameOptions, frameKind, frameOptions } from "../../frame.js";
import type { PanelOf } from "../../panel.js";
import type { PanelKind } from "../../panel-kind.js";

export interface AnnotationListOptions extends FrameOptions {
  /** Lists the annotations with all of these tags. */
  readonly tags?: readonly string[];
  /** Only those of this dashboard. Default false. */
  readonly ofDashboard?: boolean;
  /** Only those in the time range. Default true. */
  readonly inTimeRange?: boolean;
  /** @default 10 */
  readonly limit?: number;
  /** Default true. */
  readonly showTags?: boolean;
  /** Default true. */
  readonly showUser?: boolean;
}

const annotationListOptions = {
  ...frameOptions,
  tags: list(string),
  ofDashboard: boolean,
  inTimeRange: boolean,
  limit: number,
  showTags: boolean,
  showUser: boolean,
} as const satisfies OptionTable<AnnotationListOptions>;

export type AnnotationListPanel = PanelOf<"annolist", AnnotationListOptions>;

/**
 * Annotations that are kept in Grafana, such as those of deployments.
 *
 * @example
 * annotationList("Deployments", { tags: ["deployment"] })
 */
export function annotationList(title: string, options: AnnotationListOptions = {}): AnnotationListPanel {
  return defineFrame("annolist", title, options, annotationListOptions);
}

export const annotationListKind: PanelKind<AnnotationListPanel> = {
  ...frameKind,
  type: "annolist",
  options: annotationListOptions,
  render: ({ panel: { options } }) => ({
    options: {
      onlyFromThisDashboard: options.ofDashboard ?? false,
      onlyInTimeRange: options.inTimeRange ?? true,
      tags: options.tags ?? [],
      limit: options.limit ?? 10,
      showUser: options.showUser ?? true,
      showTime: true,
      showTags: options.showTags ?? true,
      navigateToPanel: true,
      navigateBefore: "10m",
      navigateAfter: "10m",
    },
  }),
};
