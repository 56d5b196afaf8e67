/**
 * Renders the expression for a label in a template of an alert.
 *
 * @example
 * labelReference("app"); // "$labels.app"
 * labelReference("http.route"); // 'index $labels "http.route"'
 */
export function labelReference(label: string): string {
  return /^[\p{L}_][\p{L}\p{Nd}_]*$/u.test(label) ? `$labels.${label}` : `index $labels ${JSON.stringify(label)}`;
}
