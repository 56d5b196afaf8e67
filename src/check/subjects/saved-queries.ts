import type { DashboardArtifact } from "../../compile/compiled.js";
import { panelDialect, parse } from "../../logql/index.js";
import type { CheckContext, LogqlSubject } from "../check.js";

/** Returns the expressions in LogQL that the links of a dashboard and of its panels have saved, for Grafana's Explore. */
export function savedLogql({ value, definition }: DashboardArtifact, context: CheckContext): readonly LogqlSubject[] {
  return linksIn(value).flatMap(({ title, url }) =>
    logqlIn(url).flatMap((text): readonly LogqlSubject[] => {
      const { expr } = parse(text, panelDialect);
      if (!expr) return [];
      const span = definition.origin.span;
      return [
        {
          ...{ kind: "logql", name: `link "${title}" of dashboard "${value.title}"`, in: "panel", allow: undefined },
          ...{ context, expr, text, streams: [] },
          locate: () => ({ span, excerpt: undefined }),
        },
      ];
    }),
  );
}

interface SavedLink {
  readonly title: string;
  readonly url: string;
}

/** Lists the links to Explore anywhere in a dashboard. It does not recurse, so any depth is safe. */
function linksIn(dashboard: object): readonly SavedLink[] {
  const found: SavedLink[] = [];
  const open: unknown[] = [dashboard];
  while (open.length > 0) {
    const node = open.pop();
    if (typeof node !== "object" || node === null) continue;
    const { url, title } = node as { readonly url?: unknown; readonly title?: unknown };
    if (typeof url === "string" && url.startsWith("/explore?")) found.push({ title: String(title), url });
    open.push(...Object.values(node));
  }
  return found.reverse();
}

/** The expressions for Loki in the address of a page of Explore, of any release of Grafana. */
function logqlIn(url: string): readonly string[] {
  const parameters = new URLSearchParams(url.slice(url.indexOf("?") + 1));
  const panes = [parseJson(parameters.get("left")), ...Object.values(parseJson(parameters.get("panes")) ?? {})];
  return panes
    .flatMap((pane) => queriesOf(pane))
    .flatMap(({ datasource, expr }) => (datasource?.type === "loki" && typeof expr === "string" ? [expr] : []));
}

interface ExploreQuery {
  readonly datasource?: { readonly type?: unknown };
  readonly expr?: unknown;
}

function queriesOf(pane: unknown): readonly ExploreQuery[] {
  const queries = typeof pane === "object" && pane !== null && "queries" in pane ? pane.queries : undefined;
  return Array.isArray(queries) ? queries.filter((one) => typeof one === "object" && one !== null) : [];
}

function parseJson(text: string | null): object | undefined {
  if (text === null) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
