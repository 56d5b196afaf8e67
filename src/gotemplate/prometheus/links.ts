import { escapeQuery } from "../builtin/escaping.js";

/** `graphLink`: the URL path of the graph of an expression. */
export function graphLink(expression: string): string {
  return `/graph?g0.expr=${escapeQuery(expression)}&g0.tab=0`;
}

/** `tableLink`: the URL path of the table of an expression. */
export function tableLink(expression: string): string {
  return `/graph?g0.expr=${escapeQuery(expression)}&g0.tab=1`;
}

/** `pathPrefix`: the path of the external URL. */
export function urlPath(externalUrl: string): string {
  const path = /^(?:[a-z][a-z0-9+.-]*:)?(?:\/\/[^/?#]*)?([^?#]*)/i.exec(externalUrl)?.[1] ?? "";
  return path.replace(/(?:%[0-9a-f]{2})+/gi, (escaped) => Buffer.from(escaped.replaceAll("%", ""), "hex").toString());
}
