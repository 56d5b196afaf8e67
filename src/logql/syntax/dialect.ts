/** The LogQL of a rule, or of a Grafana panel. */
export interface Dialect {
  /** Allows Grafana's `$variable`, `${variable:format}`, `[[variable]]` and `$__macro`. */
  readonly grafana: boolean;
  /** Allows the macro of a window, which is replaced before Loki reads the expression. */
  readonly hasWindow: boolean;
}

/** The LogQL of rule files. */
export const ruleDialect: Dialect = { grafana: false, hasWindow: false };

/** The LogQL of rules in definitions. */
export const definedRuleDialect: Dialect = { grafana: false, hasWindow: true };

/** The LogQL of Grafana panels. */
export const panelDialect: Dialect = { grafana: true, hasWindow: true };
