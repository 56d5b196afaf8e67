/** Something that a monitoring document names, and where it is here. */
export interface Item {
  /** As the document calls it. */
  readonly name: string;
  readonly places: readonly Place[];
  readonly note?: string;
}

/** A place in the definitions, which must exist, or the reason why it is missing. */
export type Place =
  | { readonly kind: "dashboard"; readonly title: string; readonly parts: readonly string[] }
  | { readonly kind: "metric"; readonly name: string }
  | { readonly kind: "alert" | "slo" | "runbook"; readonly name: string }
  | { readonly kind: "file"; readonly path: string; readonly title: string }
  | { readonly kind: "none" };

/** The items of one kind: a table of its own. */
export interface Section {
  readonly title: string;
  readonly items: readonly Item[];
}

export interface DocumentedSystem {
  readonly name: string;
  readonly title: string;
  readonly environment: string;
  readonly sections: readonly Section[];
}

export function item(name: string, place: Place | readonly Place[], note?: string): Item {
  const places = "kind" in place ? [place] : place;
  return { name, places, ...(note !== undefined && { note }) };
}

/** A dashboard, or panels and rows of it. */
export function dashboard(title: string, ...parts: readonly string[]): Place {
  return { kind: "dashboard", title, parts };
}

/** A metric in the catalogue, by its own name. */
export function metric(name: string): Place {
  return { kind: "metric", name };
}

export function alert(name: string): Place {
  return { kind: "alert", name };
}

export function slo(name: string): Place {
  return { kind: "slo", name };
}

/** The page of an alert. */
export function runbook(name: string): Place {
  return { kind: "runbook", name };
}

/** A file of the repository, which must exist. */
export function file(path: string, title: string = path): Place {
  return { kind: "file", path, title };
}

/** It is left out, or nothing to define: the note says why. */
export const none: Place = { kind: "none" };

/** Metrics that exist under their documented names. */
export function metrics(...names: readonly string[]): readonly Item[] {
  return names.map((name) => item(name, metric(name)));
}
