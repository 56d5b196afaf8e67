import { type OptionTable, required, text, varying } from "../definition/option-table.js";
import type { Varying } from "../definition/per-environment.js";

/** A server that takes samples by the protocol of remote write: Mimir, Grafana Cloud, another Prometheus. */
export interface RemoteWrite {
  /**
   * @example
   * url: "https://mimir.example.com/api/v1/push"
   */
  readonly url: Varying<string>;
  /**
   * The user, by basic authentication. The password is a secret.
   *
   * @default none is sent
   */
  readonly user?: Varying<string>;
}

export const remoteWriteOptions = {
  url: required(varying(text)),
  user: varying(text),
} as const satisfies OptionTable<RemoteWrite>;
