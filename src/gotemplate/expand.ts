/** A sample as a template sees it. */
export interface TemplateSample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number | string;
}
export interface AlertTemplateData {
  readonly labels: Readonly<Record<string, string>>;
  readonly externalLabels: Readonly<Record<string, string>>;
  readonly externalUrl: string;
  readonly value: number | string;
  readonly name: string;
  readonly time: number;
}
export type TemplateQuery = (
  expr: string,
) => { readonly samples: readonly TemplateSample[] } | { readonly error: string };
/** Replaces the labels and the value where they are written plainly. */
export function expandAlertTemplate(
  text: string,
  data: AlertTemplateData,
  _query: TemplateQuery,
): { readonly text: string } | { readonly error: string } {
  const named = text.replace(
    /\{\{-?\s*\$labels\.([a-zA-Z_]\w*)\s*-?\}\}/g,
    (_, name: string) => data.labels[name] ?? "",
  );
  return { text: named.replace(/\{\{\s*\$value\s*\}\}/g, String(data.value)) };
}
