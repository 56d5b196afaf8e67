import type { Check } from "../check.js";

/** A port of the host that two components publish. */
export const portClash: Check = {
  id: "collection/port-clash",
  on: "collection",
  *run({ collection, locate }) {
    const first = new Map<number, string>();
    for (const [name, component] of Object.entries(collection.compose?.components ?? {})) {
      const port = component?.hostPort;
      if (port === undefined) continue;
      const other = first.get(port);
      if (other === undefined) first.set(port, name);
      else {
        yield {
          summary: `"${other}" and "${name}" publish the port ${port} of the host`,
          details: "Only one of them can have it: the other does not start.",
          fix: "give one of them another hostPort, or none",
          at: locate("compose", "components", name, "hostPort"),
        };
      }
    }
  },
};
