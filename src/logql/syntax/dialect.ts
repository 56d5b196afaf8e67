/** The LogQL of a rule, or of a Grafana panel. */
export interface Dialect {
  /** Allows Grafana's `$variable`, `${variable:format}`, `[[variable]]` and `$__macro`. */
  readonly grafana: boolean;
}

/** The LogQL of rule files. */
export const ruleDialect: Dialect = { grafana: false };

/** The LogQL of Grafana panels. */
export const panelDialect: Dialect = { grafana: true };
