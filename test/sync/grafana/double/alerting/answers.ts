import { createHash } from "node:crypto";
import type { Answer, RecordedRequest } from "../../../double/recorded-request.js";
import type { Provenance } from "./alerting-store.js";

/** A failure as Grafana's errutil writes it. */
export function failure(status: number, messageId: string, message: string, extra: object = {}): Answer {
  return { status, body: { statusCode: status, messageId, message, extra } };
}

export function notFound(): Answer {
  return { status: 404, body: "" };
}

/** The provenance that a write asks for: the mere presence of the header counts. */
export function askedProvenance({ headers }: RecordedRequest): Provenance {
  return headers["x-disable-provenance"] === undefined ? "api" : "none";
}

/** True if Grafana lets a write change the provenance of an object. */
export function isAllowed(stored: Provenance | undefined, asked: Provenance): boolean {
  return stored === undefined || stored === "none" || stored === asked;
}

/** The provenance as answers show it. */
export function shown(provenance: Provenance): { readonly provenance?: Provenance } {
  return provenance === "none" ? {} : { provenance };
}

/** The version of an object: a hash of its content. */
export function hashOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 16);
}
