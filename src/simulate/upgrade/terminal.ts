import picocolors from "picocolors";
import { type Diagnostic, hasErrors, type Span } from "../../diagnostics/diagnostic.js";
import { type PathBase, shownPath } from "../../diagnostics/shown-path.js";
import { FindingsPage, type TerminalOptions } from "../../diagnostics/terminal/terminal.js";
import type { UpgradeRun } from "./upgrade-run.js";

/**
 * Renders the comparison of two releases for a terminal: what is refused and each alert that behaves differently, with
 * what shows it; a list of other values; and a summary.
 *
 * @example
 * process.stdout.write(renderUpgrade(run, { cwd: process.cwd(), readSource, color: true }));
 */
export function renderUpgrade(run: UpgradeRun, options: TerminalOptions): string {
  const page = new FindingsPage(options);
  const of = (severity: Diagnostic["severity"]) => run.diagnostics.filter((one) => one.severity === severity);
  const values = of("info");
  const blocks = [
    ...[...of("error"), ...of("warning")].map((diagnostic) => page.block(diagnostic)),
    ...(values.length === 0 ? [] : [listValues(values, options)]),
    ...(run.rules === 0 && hasErrors(run.diagnostics) ? [] : [[summarize(run, options), ...explainSkipped(run)]]),
  ];
  return blocks.map((lines) => `${lines.join("\n")}\n`).join("\n");
}

/** Lists rules with other values in which no alert behaves differently: two lines each. */
function listValues(diagnostics: readonly Diagnostic[], base: PathBase): string[] {
  const lines = diagnostics.flatMap(({ subject = "", span, related = [] }) => {
    const [scenario, ...releases] = related;
    const where = scenario?.span === undefined ? "" : ` (${showPosition(scenario.span, base)})`;
    return [
      `  ${span ? `${showPosition(span, base)}  ` : ""}${subject}, ${scenario?.message}${where}`,
      ...releases.slice(0, 2).map(({ message }) => `    ${message}`),
    ];
  });
  return ["other values, but no alert that behaves differently:", ...lines];
}

function showPosition({ file, start }: Span, base: PathBase): string {
  return `${shownPath(file, base)}:${start.line}:${start.column}`;
}

function summarize(run: UpgradeRun, { color = false }: TerminalOptions): string {
  const { green, yellow, red } = picocolors.createColors(color);
  const { diagnostics, rules, from, to, scenarios } = run;
  const of = (severity: Diagnostic["severity"]) => diagnostics.filter((one) => one.severity === severity).length;
  const found = [
    ...count(of("error"), "error", "errors"),
    ...count(of("warning"), "rule behaves differently", "rules behave differently"),
    ...count(of("info"), "has another value", "have another value"),
  ];
  const over = [
    ...count(scenarios.tests, "test", "tests"),
    ...count(scenarios.simulations, "simulation", "simulations"),
    ...count(scenarios.generated, "system with generated series", "systems with generated series"),
  ];
  const compared = `${rules} ${rules === 1 ? "rule" : "rules"} on Prometheus ${[...from, to].join(" and ")}`;
  const where = over.length === 0 ? "" : ` in ${over.join(", ")}`;
  const paint = hasErrors(diagnostics) ? red : of("warning") > 0 ? yellow : green;
  return paint(`${compared}${where}: ${found.length === 0 ? "no difference" : found.join(", ")}`);
}

/** Says which rules are not compared, and why. */
function explainSkipped({ lokiRules }: UpgradeRun): string[] {
  const [counted] = count(lokiRules, "rule of Loki", "rules of Loki");
  return counted === undefined ? [] : [`  not compared: ${counted}, which Prometheus does not evaluate`];
}

function count(number: number, one: string, many: string): string[] {
  return number === 0 ? [] : [`${number} ${number === 1 ? one : many}`];
}
