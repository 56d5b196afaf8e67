import type { Panel } from "../../model/panel.js";
import type { Draw } from "./draws.js";
import type { Override } from "./fields.js";

const statusLabel = /\{\{\s*(?:status|code|(?:http_|response_|grpc_)?status_?code|http_status|response_code)\s*\}\}/;

const classes = [
  { name: "2xx", pattern: "/\\b2(\\d\\d|xx)\\b/i", color: "green" },
  { name: "3xx", pattern: "/\\b3(\\d\\d|xx)\\b/i", color: "yellow" },
  { name: "4xx", pattern: "/\\b4(\\d\\d|xx)\\b/i", color: "blue" },
  { name: "5xx", pattern: "/\\b5(\\d\\d|xx)\\b/i", color: "red" },
];

/** Colours that mean something: those of HTTP status classes where series show them, and those that were asked for. */
export function seriesColors({ options }: Panel, draws: readonly Draw[]): readonly Override[] {
  const asked = options.colors ?? {};
  const showsStatus = draws.some(
    ({ name, legend }) =>
      classes.some((one) => one.name === name) || (legend !== undefined && statusLabel.test(legend)),
  );
  const byClass = showsStatus ? classes.filter(({ name }) => !Object.hasOwn(asked, name)) : [];
  return [
    // Shades of one colour keep 200 and 204 apart.
    ...byClass.map(({ pattern, color }) => override("byRegexp", pattern, { mode: "shades", fixedColor: color })),
    ...Object.entries(asked).map(([name, color]) => {
      const draw = draws.find((one) => one.name === name);
      const fixed = { mode: "fixed", fixedColor: color };
      // What an expression is called is only part of its series' names where it is split by labels.
      return draw ? override("byFrameRefID", draw.refId, fixed) : override("byName", name, fixed);
    }),
  ];
}

function override(
  id: string,
  options: string,
  value: { readonly mode: string; readonly fixedColor: string },
): Override {
  return { matcher: { id, options }, properties: [{ id: "color", value }] };
}
