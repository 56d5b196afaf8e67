import type { Panel } from "../../model/panel.js";
import type { Draw } from "./draws.js";
import type { Override } from "./fields.js";

const statusLabel = /\{\{\s*(?:status|code|(?:http_|response_|grpc_)?status_?code|http_status|response_code)\s*\}\}/;
const statusClass = /^[1-5]xx\b/i;

const classes = [
  { digit: 2, color: "green" },
  { digit: 3, color: "yellow" },
  { digit: 4, color: "blue" },
  { digit: 5, color: "red" },
] as const;

/** Colours that mean something: those that were asked for, and those of HTTP status classes where series show them. */
export function seriesColors({ options }: Panel, draws: readonly Draw[]): readonly Override[] {
  const showsStatus = draws.some(({ legend }) => legend && (statusLabel.test(legend) || statusClass.test(legend)));
  const byClass = classes.map(({ digit, color }) =>
    // Shades of one colour keep 200 and 204 apart.
    override("byRegexp", `/\\b${digit}(\\d\\d|xx)\\b/i`, { mode: "shades", fixedColor: color }),
  );
  const asked = Object.entries(options.colors ?? {}).map(([name, color]) =>
    override("byName", name, { mode: "fixed", fixedColor: color }),
  );
  return [...(showsStatus ? byClass : []), ...asked];
}

function override(id: string, options: string, value: { readonly mode: string; readonly fixedColor: string }): Override {
  return { matcher: { id, options }, properties: [{ id: "color", value }] };
}
