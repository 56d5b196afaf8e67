import {
  boolean,
  choice,
  list,
  type OptionTable,
  object,
  record,
  required,
  type Shape,
  string,
} from "../../model/definition/option-table.js";

import type { ActionConfig } from "./field-config.js";

/** A link on the values of a field. */
export interface DataLink {
  readonly title: string;
  /** Grafana's variables stand for the value and its labels: `${__field.labels.pod}`, `${__value.raw}`. */
  readonly url: string;
  /** @default false */
  readonly newTab?: boolean;
}

const dataLinkOptions = {
  title: required(string),
  url: required(string),
  newTab: boolean,
} as const satisfies OptionTable<DataLink>;

export const dataLinksShape: Shape = list(object(dataLinkOptions));

export function renderDataLink({ title, url, newTab = false }: DataLink) {
  return { title, url, targetBlank: newTab };
}

/** A request that the reader's browser sends with a click on a value, such as to restart a pod. */
export interface FieldAction {
  readonly title: string;
  /** The address, with the same variables as links. */
  readonly url: string;
  /** @default `"POST"` */
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** The question that the reader has to confirm. */
  readonly confirmation?: string;
  /** Sends it with one click, without a menu. Default false. */
  readonly oneClick?: boolean;
}

const actionOptions = {
  title: required(string),
  url: required(string),
  method: choice("GET", "POST", "PUT", "PATCH", "DELETE"),
  body: string,
  headers: record(string),
  query: record(string),
  confirmation: string,
  oneClick: boolean,
} as const satisfies OptionTable<FieldAction>;

export const actionsShape: Shape = list(object(actionOptions));

export function renderAction(action: FieldAction): ActionConfig {
  const { title, url, method = "POST", body, headers = {}, query = {}, confirmation, oneClick } = action;
  return {
    type: "fetch",
    title,
    fetch: {
      method,
      url,
      ...(body !== undefined && { body }),
      queryParams: Object.entries(query),
      headers: Object.entries(headers),
    },
    ...(confirmation !== undefined && { confirmation }),
    ...(oneClick !== undefined && { oneClick }),
  };
}
