import type { Row } from "../model/dashboard/section.js";
import { define } from "../model/definition/definition.js";
import type { Origin } from "../model/definition/origin.js";
import { type Comparable, Query } from "../model/expression/query.js";
import type { Panel } from "../panels/kinds/index.js";
import { flattenPanels } from "./in-environment.js";

/** Places a row that is generated at the definition that it is generated for: a finding about it leads there. */
export function placeRow(section: Row, origin: Origin): Row {
  const panels = (flattenPanels(section.panels) as readonly Panel[]).map((panel) => {
    const queries = panel.queries.map(({ name, query }) => ({
      name,
      query: new Query((query as Comparable).toQuery(), origin),
    }));
    return define({ ...panel, queries }, origin);
  });
  return define({ ...section, panels }, origin);
}
