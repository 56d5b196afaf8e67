import { boolean, type OptionTable, required, string } from "../../../model/definition/option-table.js";
import { defineFrame, type FrameOptions, frameKind, frameOptions } from "../../frame.js";
import type { PanelOf } from "../../panel.js";
import type { PanelKind } from "../../panel-kind.js";

export interface NewsOptions extends FrameOptions {
  /** Address of the RSS or Atom feed, which the reader's browser fetches. */
  readonly feed: string;
  /** Default true. */
  readonly showImage?: boolean;
}

const newsOptions = {
  ...frameOptions,
  feed: required(string),
  showImage: boolean,
} as const satisfies OptionTable<NewsOptions>;

export type NewsPanel = PanelOf<"news", NewsOptions>;

/**
 * The entries of a feed, such as the incidents on a provider's status page.
 *
 * @example
 * news("Incidents of the provider", { feed: "https://status.example.com/history.atom", showImage: false })
 */
export function news(title: string, options: NewsOptions): NewsPanel {
  return defineFrame("news", title, options ?? {}, newsOptions);
}

export const newsKind: PanelKind<NewsPanel> = {
  ...frameKind,
  type: "news",
  options: newsOptions,
  render: ({ panel: { options } }) => ({
    options: { feedUrl: options.feed, showImage: options.showImage ?? true },
  }),
};
