import { choice, type OptionTable, string } from "../../../model/definition/option-table.js";
import { valuedQueries, valueField } from "../../merged-queries.js";
import { dropUndefined } from "../../options/graph-options.js";
import { definePanel, type PanelOf, type PanelOptions, type PanelQueries, panelOptions } from "../../panel.js";
import type { PanelKind, RenderQuery } from "../../panel-kind.js";

export interface NodeGraphOptions extends PanelOptions {
  /** The label that names where an edge begins. @default `"source"` */
  readonly source?: string;
  /** The label that names where an edge ends. @default `"target"` */
  readonly target?: string;
  /** Zooms with the wheel alone, or only with Ctrl or Cmd held. */
  readonly zoom?: "wheel" | "wheel with key";
}

const nodeGraphOptions = {
  ...panelOptions,
  source: string,
  target: string,
  zoom: choice("wheel", "wheel with key"),
} as const satisfies OptionTable<NodeGraphOptions>;

export type NodeGraphPanel = PanelOf<"nodeGraph", NodeGraphOptions>;

/**
 * Nodes and the edges between them, from series that have a label for each end and a label `id`, which `label_join`
 * makes. The values of the first query are the first number on an edge, those of the second the other.
 *
 * @example
 * nodeGraph("Calls", promql`label_join(${calls}, "id", "/", "client", "server")`, { source: "client", target: "server" })
 */
export function nodeGraph(title: string, queries: PanelQueries, options: NodeGraphOptions = {}): NodeGraphPanel {
  return definePanel("nodeGraph", title, queries, options, nodeGraphOptions);
}

export const nodeGraphKind: PanelKind<NodeGraphPanel> = {
  type: "nodeGraph",
  options: nodeGraphOptions,
  format: "table",
  showsNumbers: false,
  showsTrend: false,
  height: () => 12,
  scale: () => "free",
  instant: () => true,
  render: ({ panel: { options }, queries, values }) => {
    const valued = valuedQueries(queries);
    const units = { mainStatUnit: options.unit ?? unitOf(valued[0]), secondaryStatUnit: unitOf(valued[1]) };
    const { source = "source", target = "target" } = options;
    const [main, secondary] = valued.map((query) => valueField(query, valued));
    return {
      options: {
        edges: dropUndefined(units),
        ...(options.zoom && { zoomMode: options.zoom === "wheel" ? "greedy" : "cooperative" }),
      },
      fieldConfig: { defaults: values, overrides: [] },
      transformations: [
        ...(queries.length > 1 ? [{ id: "merge", options: {} }] : []),
        {
          id: "organize",
          options: {
            excludeByName: { Time: true },
            indexByName: {},
            renameByName: {
              ...(source !== "source" && { [source]: "source" }),
              ...(target !== "target" && { [target]: "target" }),
              ...(main !== undefined && { [main]: "mainstat" }),
              ...(secondary !== undefined && { [secondary]: "secondarystat" }),
            },
          },
        },
      ],
    };
  },
};

function unitOf(query: RenderQuery | undefined): string | undefined {
  return query?.signal?.unit ?? query?.traits.unit;
}
