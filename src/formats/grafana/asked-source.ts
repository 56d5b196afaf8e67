/** The data source of a panel or of a query, as far as it says. */
interface SourceReference {
  readonly uid?: string | undefined;
  readonly type?: string | undefined;
}

/** The data source of a panel each of whose queries has one of its own. */
export const mixedSource = "-- Mixed --";

const expressions = "__expr__";

/**
 * True if Grafana asks the data source of the panel, although the query names another. Expressions are evaluated by
 * Grafana's server.
 */
export function isQuerySourceOverruled(
  own: SourceReference | undefined,
  ofPanel: SourceReference | undefined,
): boolean {
  if (ofPanel?.uid === undefined || ofPanel.uid === mixedSource || own === undefined) return false;
  return own.uid !== ofPanel.uid && own.uid !== expressions && own.type !== expressions;
}
