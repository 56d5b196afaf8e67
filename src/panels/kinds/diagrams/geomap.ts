import {
  boolean,
  either,
  json,
  list,
  number,
  type OptionTable,
  object,
  required,
  string,
} from "../../../model/definition/option-table.js";
import { fieldName, mergeQueries, valuedQueries } from "../../merged-queries.js";
import { definePanel, type PanelOf, type PanelOptions, type PanelQueries, panelOptions } from "../../panel.js";
import type { PanelKind } from "../../panel-kind.js";
import { valueColor } from "../../single-value.js";

/** The labels that hold the position of a point on the map. */
export type MapLocation =
  | { readonly latitude: string; readonly longitude: string }
  | { readonly geohash: string }
  /** `gazetteer` is the address of Grafana's list of names. @default countries by code or name */
  | { readonly lookup: string; readonly gazetteer?: string };

export interface GeomapOptions extends PanelOptions {
  readonly location: MapLocation;
  /** The part of the map that is shown. Default: all points. */
  readonly view?: { readonly latitude: number; readonly longitude: number; readonly zoom: number };
  /** Sizes of the smallest and the largest point, in pixels. @default 4 and 20 */
  readonly pointSize?: { readonly min: number; readonly max: number };
  /** Zoom with the mouse wheel. Default true. */
  readonly wheelZoom?: boolean;
  /** Further layers, as Grafana has them: `{ type: "night", name: "Night" }`. */
  readonly layers?: readonly { readonly type: string; readonly name: string; readonly config?: object }[];
}

const geomapOptions = {
  ...panelOptions,
  location: required(
    either(
      "a location",
      object({ lookup: required(string), gazetteer: string }),
      object({ latitude: required(string), longitude: required(string) }),
      object({ geohash: required(string) }),
    ),
  ),
  view: object({ latitude: required(number), longitude: required(number), zoom: required(number) }),
  pointSize: object({ min: required(number), max: required(number) }),
  wheelZoom: boolean,
  layers: list(object({ type: required(string), name: required(string), config: json })),
} as const satisfies OptionTable<GeomapOptions>;

export type GeomapPanel = PanelOf<"geomap", GeomapOptions>;

/**
 * The latest values on a map of the world, as the sizes and colours of points.
 *
 * @example
 * geomap("Visitors", promql`sum by (country) (${web.visitors})`, { location: { lookup: "country" } })
 */
export function geomap(title: string, queries: PanelQueries, options: GeomapOptions): GeomapPanel {
  return definePanel("geomap", title, queries, options, geomapOptions, required(object(geomapOptions)));
}

export const geomapKind: PanelKind<GeomapPanel> = {
  type: "geomap",
  options: geomapOptions,
  format: "table",
  showsNumbers: true,
  showsTrend: false,
  height: () => 12,
  scale: () => "free",
  instant: () => true,
  render: ({ panel: { title, options }, queries, values }) => {
    const { view, pointSize = { min: 4, max: 20 }, layers = [] } = options;
    const [first] = valuedQueries(queries);
    const field = first && { field: fieldName(first) };
    const style = {
      size: { fixed: 5, ...pointSize, ...field },
      color: { fixed: "blue", ...field },
      opacity: 0.6,
      symbol: { fixed: "img/icons/marker/circle.svg", mode: "fixed" },
    };
    return {
      options: {
        view: view ? { id: "coords", lat: view.latitude, lon: view.longitude, zoom: view.zoom } : { id: "fit" },
        controls: { showZoom: true, mouseWheelZoom: options.wheelZoom ?? true, showAttribution: true },
        basemap: { type: "default", name: "Map" },
        layers: [
          {
            type: "markers",
            name: title,
            config: { showLegend: true, style },
            location: renderLocation(options.location),
            tooltip: true,
          },
          ...layers,
        ],
        tooltip: { mode: "details" },
      },
      fieldConfig: { defaults: { ...values, color: valueColor(options) }, overrides: [] },
      transformations: mergeQueries(queries),
    };
  },
};

function renderLocation(location: MapLocation): object {
  const { geohash, latitude, longitude, ...lookup }: Partial<Record<string, string>> = location;
  if (geohash !== undefined) return { mode: "geohash", geohash };
  if (latitude !== undefined) return { mode: "coords", latitude, longitude };
  return { mode: "lookup", gazetteer: "public/gazetteer/countries.json", ...lookup };
}
