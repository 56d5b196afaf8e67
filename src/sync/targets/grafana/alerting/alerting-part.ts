import type { ObjectKind } from "../../../objects/object.js";
import type { WriteRequests } from "../../settle-write.js";
import type { TargetState, Write } from "../../target.js";

/** The objects of one kind that Grafana's alerting has. */
export interface AlertingPart extends WriteRequests {
  readonly kind: ObjectKind;
  read(): Promise<TargetState>;
  describe(payload: unknown): unknown;
  /** Finds out, before anything is written, if a write lacks something on this machine. */
  prepare?(write: Pick<Write, "payload">): void;
}

/** The path of Grafana's API for provisioning. */
export const provisioning = "/api/v1/provisioning";
