/** The TraceQL of a query, or of a Grafana panel. */
export interface Dialect {
  /** Allows Grafana's `$variable`, `${variable:format}` and `[[variable]]`. */
  readonly grafana: boolean;
}

/** The TraceQL that Tempo reads. */
export const queryDialect: Dialect = { grafana: false };

/** The TraceQL of Grafana panels. */
export const panelDialect: Dialect = { grafana: true };
