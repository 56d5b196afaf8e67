import { get } from "../../../../formats/grafana/plain-json.js";

/** The member that says whose an object is, in those parts of it that Grafana keeps without reading them. */
export const markMember = "telltale";

/** The mark of the sync that wrote an object last. */
export interface Mark {
  /** The project and its environment: `telltale-shop/prod`. */
  readonly owner: string;
  /** The digest of the content as it was written. */
  readonly checksum: string;
}

/** Reads a mark. Undefined if it is not one. */
export function readMark(value: unknown): Mark | undefined {
  const [owner, checksum] = [get(value, "owner"), get(value, "checksum")];
  return typeof owner === "string" && typeof checksum === "string" ? { owner, checksum } : undefined;
}

/** The reason why a sync cannot write an object of this provenance. Undefined if it can. */
export function findProvenanceObstacle(provenance: unknown): string | undefined {
  if (provenance === "file") return "Grafana provisions it from a file";
  if (provenance === "converted_prometheus") return "it was imported from Prometheus through Grafana's convert API";
  return undefined;
}
