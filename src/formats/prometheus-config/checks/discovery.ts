import { discoveryShapes } from "../shapes/discovery-shapes.js";
import { type Fields, getItems, getTextNodes, getTexts } from "../shapes/fields.js";
import type { ShapeReader } from "../shapes/shape-reader.js";
import { discoveryRules } from "./discovery-rules.js";
import { checkTlsConfigs } from "./http-client.js";

/** Checks the service discovery of a job or of an Alertmanager, and its static targets. */
export function checkDiscovery(reader: ShapeReader, fields: Fields): void {
  for (const kind of Object.keys(discoveryShapes)) {
    const name = `${kind}_sd_configs`;
    for (const { node, fields: discovery } of getItems(fields, name)) {
      if (discovery === undefined) {
        reader.report("prometheus/empty-section", node, `${name} has an empty item`, "remove the item");
        continue;
      }
      discoveryRules[kind]!(reader, discovery);
      checkTlsConfigs(reader, discovery);
    }
  }
  // With relabelling rules the address may still become one.
  const checksAddresses = getItems(fields, "relabel_configs").length === 0;
  for (const { node, fields: group } of getItems(fields, "static_configs")) {
    if (group === undefined) reader.report("prometheus/empty-section", node, "static_configs has an empty item");
    else if (checksAddresses) checkTargets(reader, group);
  }
}

function checkTargets(reader: ShapeReader, group: Fields): void {
  const nodes = getTextNodes(group, "targets");
  for (const [index, target] of getTexts(group, "targets").entries()) {
    if (!target.includes("/")) continue;
    const fix = "write only the host and the port; the scheme and the path are fields of their own";
    reader.report("prometheus/target", nodes[index]!, `the target "${target}" is not a host and a port`, fix);
  }
}
