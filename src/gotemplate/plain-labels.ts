const action =
  /(?<!\{)\{\{[ \t\r\n]*(?:\$labels\.([A-Za-z_]\w*)|\$value)(?:[ \t\r\n]*\|[ \t\r\n]*humanize(?:1024|Duration|Percentage)?)?[ \t\r\n]*\}\}/g;

/**
 * The labels that a template of an alert reads, where it does nothing but print labels and the value: what nearly all
 * annotations do, and what can be seen without a parser. Undefined where it does anything else.
 *
 * @example
 * plainLabels("{{ $labels.job }} is at {{ $value | humanize }}"); // ["job"]
 */
export function findPlainLabels(text: string): readonly string[] | undefined {
  const labels: string[] = [];
  const rest = text.replace(action, (_, label: string | undefined) => {
    if (label !== undefined) labels.push(label);
    return "";
  });
  return rest.includes("{{") ? undefined : labels;
}
