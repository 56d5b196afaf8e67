import type {
  Check,
  DashboardSubject,
  EstateSubject,
  Finding,
  PanelView,
  QuerySubject,
  VariableView,
} from "../../../src/check/check.js";
import type { Span } from "../../../src/diagnostics/diagnostic.js";
import { panelDialect, parse } from "../../../src/promql/index.js";

const surroundings = { settings: {}, catalogue: undefined, recorded: new Set<string>() };

/** A place in a file, so that a test can tell which of several things a finding points at. */
export function line(number: number, file = "cart.json"): Span {
  return { file, start: { line: number, column: 1 } };
}

/** A panel that nothing is wrong with, but for what the test says. */
export function panel(said: Partial<PanelView> = {}): PanelView {
  return {
    id: undefined,
    type: "timeseries",
    title: "Requests",
    description: "How many requests are served",
    unit: "reqps",
    gridPos: undefined,
    expressions: (said.queries ?? []).map(({ text }) => text),
    dataSources: ["$datasource"],
    queries: [],
    table: undefined,
    allow: undefined,
    inRow: undefined,
    span: undefined,
    ...said,
  };
}

export function variable(name: string, said: Partial<VariableView> = {}): VariableView {
  return { name, type: "query", query: "", hidden: false, span: undefined, ...said };
}

export function dashboard(said: Partial<DashboardSubject> = {}): DashboardSubject {
  const title = said.title ?? "Cart";
  return {
    kind: "dashboard",
    name: `dashboard "${title}"`,
    uid: "cart",
    title,
    description: "Is the cart working?",
    folder: "Shop",
    panels: [],
    variables: [],
    otherTexts: [],
    span: undefined,
    allow: undefined,
    surroundings,
    ...said,
  };
}

/** An expression of a panel; what a finding points at can be read from the excerpt. */
export function query(text: string): QuerySubject {
  const { expr } = parse(text, panelDialect({ major: 3, minor: 5 }));
  if (!expr) throw new Error(`${text} does not parse`);
  return {
    kind: "query",
    in: "panel",
    name: 'panel "Requests" of dashboard "Cart"',
    expr,
    text,
    locate: (start, end) => ({ span: undefined, excerpt: { text, start, end } }),
    labelsOf: () => {
      throw new Error("labels are not asked for here");
    },
    window: undefined,
    rule: undefined,
    allow: undefined,
    surroundings,
  };
}

export function estate(...dashboards: DashboardSubject[]): EstateSubject {
  return {
    kind: "estate",
    name: "the estate",
    rules: [],
    dashboards,
    queries: [],
    locateMetric: () => undefined,
    allow: undefined,
    surroundings,
  };
}

/** What a check finds in what it is about. */
export function findings(check: Check, subject: DashboardSubject | QuerySubject | EstateSubject): Finding[] {
  if (check.on === "dashboard" && subject.kind === "dashboard") return [...check.run(subject)];
  if (check.on === "query" && subject.kind === "query") return [...check.run(subject)];
  if (check.on === "estate" && subject.kind === "estate") return [...check.run(subject)];
  throw new Error(`${check.id} is not about a ${subject.kind}`);
}

export function summaries(check: Check, subject: DashboardSubject | QuerySubject | EstateSubject): string[] {
  return findings(check, subject).map(({ summary }) => summary);
}

/** The stretch of the expression that a finding points at. */
export function pointedAt({ at }: Finding): string | undefined {
  const excerpt = at && "excerpt" in at ? at.excerpt : undefined;
  return excerpt?.text.slice(excerpt.start, excerpt.end);
}
