import type { FieldOverride } from "./options/field-config.js";
import type { RenderQuery } from "./panel-kind.js";

const statusLabel = /\{\{\s*(?:status|code|(?:http_|response_|grpc_)?status_?code|http_status|response_code)\s*\}\}/;

const statusClasses = [
  { name: "2xx", pattern: "/\\b2(\\d\\d|xx)\\b/i", color: "green" },
  { name: "3xx", pattern: "/\\b3(\\d\\d|xx)\\b/i", color: "blue" },
  { name: "4xx", pattern: "/\\b4(\\d\\d|xx)\\b/i", color: "orange" },
  { name: "5xx", pattern: "/\\b5(\\d\\d|xx)\\b/i", color: "red" },
];

/** Colours series by HTTP status class where the legend shows the status, and by name as the options say. */
export function colorSeries(
  queries: readonly RenderQuery[],
  colors: Readonly<Record<string, string>> = {},
): readonly FieldOverride[] {
  const showsStatus = queries.some(
    ({ name, legend }) =>
      statusClasses.some((one) => one.name === name) || (legend !== undefined && statusLabel.test(legend)),
  );
  const byClass = showsStatus ? statusClasses.filter(({ name }) => !Object.hasOwn(colors, name)) : [];
  return [
    ...colorQuantiles(queries.filter(({ name }) => name !== undefined && !Object.hasOwn(colors, name))),
    // Shades of one colour keep 200 and 204 apart.
    ...byClass.map(({ pattern, color }) => override("byRegexp", pattern, { mode: "shades", fixedColor: color })),
    ...Object.entries(colors).map(([name, color]) => {
      const query = queries.find((one) => one.name === name);
      const fixed = { mode: "fixed", fixedColor: color };
      // The series of a query that is split by labels have more in their names than that of the query.
      return query ? override("byFrameRefID", query.refId, fixed) : override("byName", name, fixed);
    }),
  ];
}

const quantileName = /^p(\d+(?:\.\d+)?)$/;

/** From the median to the slowest: shades of one hue, because none of them is a verdict. */
const quantileShades = ["super-light-blue", "light-blue", "blue", "semi-dark-blue", "dark-blue"];

/** Colours quantiles of one distribution, such as p50, p95 and p99, in shades of one hue. */
function colorQuantiles(queries: readonly RenderQuery[]): readonly FieldOverride[] {
  const quantiles = queries.flatMap(({ name, refId }) => {
    const [, quantile] = quantileName.exec(name ?? "") ?? [];
    return quantile === undefined ? [] : [{ refId, quantile: Number(quantile) }];
  });
  if (quantiles.length < 2 || quantiles.length > quantileShades.length) return [];
  const spread = (quantileShades.length - 1) / (quantiles.length - 1);
  return quantiles
    .toSorted((one, other) => one.quantile - other.quantile)
    .map(({ refId }, index) => {
      const fixedColor = quantileShades[Math.round(index * spread)]!;
      return override("byFrameRefID", refId, { mode: "fixed", fixedColor });
    });
}

function override(
  id: string,
  options: string,
  value: { readonly mode: string; readonly fixedColor: string },
): FieldOverride {
  return { matcher: { id, options }, properties: [{ id: "color", value }] };
}
