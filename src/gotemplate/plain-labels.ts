const action =
  /\{\{[ \t\r\n]*(?:\$labels\.([A-Za-z_]\w*)|\$value)(?:[ \t\r\n]*\|[ \t\r\n]*humanize(?:1024|Duration|Percentage)?)?[ \t\r\n]*\}\}/y;

/**
 * Finds the labels in a template that only prints labels and the value, without parsing it, which covers nearly all
 * annotations. Undefined for any other template.
 *
 * @example
 * findPlainLabels("{{ $labels.job }} is at {{ $value | humanize }}"); // ["job"]
 */
export function findPlainLabels(text: string): readonly string[] | undefined {
  const labels: string[] = [];
  for (let at = text.indexOf("{{"); at >= 0; at = text.indexOf("{{", action.lastIndex)) {
    action.lastIndex = at;
    const match = action.exec(text);
    if (match === null) return undefined;
    if (match[1] !== undefined) labels.push(match[1]);
  }
  return labels;
}
