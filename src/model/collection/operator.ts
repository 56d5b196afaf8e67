import { choice, type OptionTable, record, required, text } from "../definition/option-table.js";

/** The objects that the Prometheus operator of a cluster reads: it runs Prometheus and Alertmanager. */
export interface OperatorOptions {
  /** The namespace of the objects. */
  readonly namespace: string;
  /**
   * Labels of the objects: those that `serviceMonitorSelector`, `podMonitorSelector`, `scrapeConfigSelector` and
   * `ruleSelector` of the Prometheus select. The chart kube-prometheus-stack selects its release.
   *
   * @default none
   * @example
   * labels: { release: "kube-prometheus-stack" }
   */
  readonly labels?: Readonly<Record<string, string>>;
  /**
   * Writes the routes and receivers of the system as an `AlertmanagerConfig`, and says how the Alertmanager takes it: as its
   * whole configuration (`"global"`), or beside others, by its `alertmanagerConfigMatcherStrategy` (`"OnNamespace"`,
   * `"None"`).
   *
   * @default none is written
   */
  readonly alertmanagerConfig?: "global" | "OnNamespace" | "None";
  /**
   * The Secret that holds a key for each secret of `env("NAME")`, for an `AlertmanagerConfig`.
   *
   * @default "alertmanager-secrets"
   */
  readonly secretName?: string;
}

export const operatorOptions = {
  namespace: required(text),
  labels: record(text),
  alertmanagerConfig: choice("global", "OnNamespace", "None"),
  secretName: text,
} as const satisfies OptionTable<OperatorOptions>;
