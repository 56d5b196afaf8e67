/**
 * Expands a text as Grafana's provisioning does: `$$` is a dollar, `$__env{NAME}` and `$__file{path}` are secrets, and any
 * other variable has the value of the environment, which is empty here.
 */
export function interpolate(text: string): string {
  return text
    .split("$$")
    .map((part) =>
      part
        .replace(/\$__env\{([^}]*)\}/g, "<env $1>")
        .replace(/\$__file\{([^}]*)\}/g, "<file $1>")
        .replace(/\$(?:\{[^}]*\}|[A-Za-z_]\w*|.?)/g, ""),
    )
    .join("$");
}

/** Expands the texts of a file where Grafana does: not in the models of queries, templates and mute timings. */
export function interpolateFile(file: unknown): unknown {
  return expand(file, "");
}

const verbatim: ReadonlySet<string> = new Set(["model", "templates", "muteTimes"]);

function expand(value: unknown, name: string): unknown {
  if (verbatim.has(name)) return value;
  if (typeof value === "string") return interpolate(value);
  if (Array.isArray(value)) return value.map((one) => expand(one, ""));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, expand(one, key)]));
}
