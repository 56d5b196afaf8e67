import { gauge } from "telltale";

/** A series of an exporter that is not described here, of which only the labels are offered by variables. */
export function seriesWith<const Label extends string>(name: string, labels: readonly Label[]) {
  const some = Object.fromEntries(labels.map((label) => [label, 10])) as { readonly [L in Label]: number };
  return gauge(name, { help: "Has the labels that are offered", labels: some });
}
