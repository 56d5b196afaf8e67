import { isAlpha, isAlphanumeric } from "./numerals.js";

/** A dashboard variable in a text: `$job`, `${job:regex}`, `[[job]]`. */
export interface VariableScan {
  readonly name: string;
  readonly end: number;
}

/** The macro for the window of a signal; it is substituted before output. */
export const windowVariable = "__window";

const maxVariableLength = 200;
const braced = /\$\{([a-zA-Z_]\w*)(?:\.[^:}\n]+)?(?::[^}\n]*)?\}/y;
const bracketed = /\[\[([a-zA-Z_]\w*)(?::\w*)?\]\]/y;

/** Scans a variable at `at`; undefined if missing. */
export function scanVariable(text: string, at: number): VariableScan | undefined {
  const first = text.charCodeAt(at);
  if (first === 36) {
    const second = text.charCodeAt(at + 1);
    if (isAlpha(second)) {
      let end = at + 2;
      while (isAlphanumeric(text.charCodeAt(end))) end++;
      return { name: text.slice(at + 1, end), end };
    }
    return second === 123 ? matchAt(braced, text, at) : undefined;
  }
  return first === 91 && text.charCodeAt(at + 1) === 91 ? matchAt(bracketed, text, at) : undefined;
}

function matchAt(pattern: RegExp, text: string, at: number): VariableScan | undefined {
  pattern.lastIndex = 0;
  const match = pattern.exec(text.slice(at, at + maxVariableLength));
  return match ? { name: match[1]!, end: at + match[0].length } : undefined;
}

/** True if the text contains a dashboard variable. */
export function hasVariable(text: string): boolean {
  return (text.includes("$") || text.includes("[[")) && listVariables(text).length > 0;
}

/** Lists the names of the dashboard variables in a text, in order. */
export function listVariables(text: string): string[] {
  const names: string[] = [];
  scanVariables(text, (variable) => names.push(variable.name));
  return names;
}

/** Replaces every variable by the same text, so that the rest can be checked. */
export function maskVariables(text: string, replacement: string): string {
  return substituteVariables(text, () => replacement);
}

/**
 * Replaces variables by their values. Those without a value stay as they are.
 *
 * @example
 * ```ts
 * substituteVariables('up{job=~"$job"}', (name) => (name === "job" ? "api|web" : undefined)); // up{job=~"api|web"}
 * ```
 */
export function substituteVariables(text: string, replacement: (name: string) => string | undefined): string {
  let result = "";
  let from = 0;
  scanVariables(text, ({ name, end }, start) => {
    result += text.slice(from, start) + (replacement(name) ?? text.slice(start, end));
    from = end;
  });
  return from === 0 ? text : result + text.slice(from);
}

/** Visits the variables in a text, in order. */
export function scanVariables(text: string, visit: (variable: VariableScan, start: number) => void): void {
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at);
    const variable = code === 36 || code === 91 ? scanVariable(text, at) : undefined;
    if (variable) visit(variable, at);
    at = variable ? variable.end : at + 1;
  }
}
