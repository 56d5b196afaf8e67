import { type CostDifference, compareCosts } from "./compare-costs.js";
import { type CostLine, format, type SystemCost } from "./estimate-cost.js";

/** Metrics that are listed of each service; the rest is in the JSON. */
const listed = 3;

/** Renders the cost of a system for a terminal. */
export function renderCost(cost: SystemCost): string {
  const { system, environment, series, samplesPerMinute, services, prices, lines, dollars, unused } = cost;
  const rows = services.map((service) => [
    service.service,
    format(service.series),
    format(service.samplesPerMinute),
    service.metrics
      .slice(0, listed)
      .map(({ metric, series: own }) => `${metric} ${format(own)}`)
      .join(", "),
  ]);
  return [
    `${system} in ${environment}: about ${format(series)} series, ${format(samplesPerMinute)} samples a minute`,
    "",
    ...renderColumns(["service", "series", "samples/min", "most of them"], rows),
    "",
    prices.isAssumed
      ? `a month, as ${prices.plan} would charge it by its prices of ${prices.asOf} (\`cost.prices\` takes others):`
      : `a month, by the prices of ${prices.plan} of ${prices.asOf}:`,
    ...lines.map((line) => `  ${renderDollars(line.dollars)}  ${describeLine(line)}`),
    `  ${renderDollars(dollars)}  in all`,
    ...(unused.length === 0
      ? []
      : [
          "",
          `collected but never used: ${format(unused.reduce((total, one) => total + one.series, 0))} series, ${renderDollars(cost.unusedDollars).trim()}`,
          ...unused.map(
            ({ service, series: own, drop }) => `  ${service}: ${format(own)} series; drop: [${JSON.stringify(drop)}]`,
          ),
        ]),
    "",
  ].join("\n");
}

function describeLine({ item, because }: CostLine): string {
  return item === "fee" ? `for the plan: ${because}` : `for ${item}: ${because}`;
}

export function renderDollars(dollars: number): string {
  return `$${dollars.toFixed(2)}`.padStart(9);
}

/** Renders a table: numbers to the right, the last column as long as it is. */
function renderColumns(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  return all.map((row) => {
    const cells = row.map((cell, column) => {
      if (column === row.length - 1) return cell;
      return column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!);
    });
    return `  ${cells.join("  ")}`.trimEnd();
  });
}

/** Renders how the cost of each system differs from an earlier one. */
export function renderDifference(before: readonly SystemCost[], now: readonly SystemCost[], revision: string): string {
  const differences = compareCosts(before, now);
  if (differences.length === 0) return `no difference from ${revision}\n`;
  return `compared with ${revision}:\n${differences.flatMap(describeCostDifference).join("\n")}\n`;
}

/** The difference in series and money, and below it that of each metric. */
export function describeCostDifference(difference: CostDifference): readonly string[] {
  const { system, environment, series, dollars, metrics } = difference;
  return [
    `${system} in ${environment}: ${signed(series)} series, ${signedDollars(dollars)} a month`,
    ...metrics.map(({ service, metric, series: own }) => `  ${signed(own)} ${service}: ${metric}`),
  ];
}

export function signed(count: number): string {
  return `${count < 0 ? "−" : "+"}${format(Math.abs(count))}`;
}

export function signedDollars(dollars: number): string {
  return `${dollars < 0 ? "−" : "+"}$${Math.abs(dollars).toFixed(2)}`;
}
