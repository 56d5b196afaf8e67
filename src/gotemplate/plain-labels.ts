const action =
  /(?<!\{)\{\{[ \t\r\n]*(?:\$labels\.([A-Za-z_]\w*)|\$value)(?:[ \t\r\n]*\|[ \t\r\n]*humanize(?:1024|Duration|Percentage)?)?[ \t\r\n]*\}\}/g;

/**
 * Finds the labels in a template that only prints labels and the value, without parsing it, which covers nearly all
 * annotations. Undefined for any other template.
 *
 * @example
 * findPlainLabels("{{ $labels.job }} is at {{ $value | humanize }}"); // ["job"]
 */
export function findPlainLabels(text: string): readonly string[] | undefined {
  const labels: string[] = [];
  const rest = text.replace(action, (_, label: string | undefined) => {
    if (label !== undefined) labels.push(label);
    return "";
  });
  return rest.includes("{{") ? undefined : labels;
}
