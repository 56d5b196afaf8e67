import type {
  Check,
  CheckContext,
  DashboardSubject,
  EstateSubject,
  Finding,
  PanelSubject,
  PanelView,
  QuerySubject,
  RuleSubject,
  VariableView,
} from "../../src/check/check.js";
import { isFor } from "../../src/check/run.js";
import { createLookups } from "../../src/check/subjects/inputs.js";
import { panelSubject } from "../../src/check/subjects/panel-subject.js";
import { querySubject } from "../../src/check/subjects/query-subject.js";
import type { Span } from "../../src/diagnostics/diagnostic.js";
import type { AlertingRule, RecordingRule } from "../../src/formats/prometheus/types.js";
import { buildCatalogue, type Catalogue } from "../../src/model/system/catalogue.js";
import type { SystemFacts } from "../../src/model/system/system.js";
import { panelDialect, parse, ruleDialect } from "../../src/promql/index.js";

const version = { major: 3, minor: 5 };

/** Context of files from outside: nothing is known. */
export const outside: CheckContext = { settings: {}, catalogue: undefined, recorded: new Set() };

/** Context of a system's definitions. */
export function within(system: SystemFacts, ...recorded: string[]): CheckContext {
  const catalogue: Catalogue = buildCatalogue(system);
  const severities = Object.keys(system.routes);
  return { settings: { environment: "prod" }, catalogue, recorded: new Set(recorded), severities };
}

/** A span whose file is the name of a field, so that tests can tell fields apart. */
function fieldSpan(file: string): Span {
  return { file, start: { line: 1, column: 1 } };
}

export function rule(data: AlertingRule | RecordingRule, context: CheckContext = outside): RuleSubject {
  const name = "alert" in data ? `alert "${data.alert}"` : `recording rule "${data.record}"`;
  const subject = { name, allow: undefined, context };
  const subjectOfRule: RuleSubject = {
    ...subject,
    kind: "rule",
    data,
    group: "cart",
    identity: undefined,
    get query() {
      return ruleQuery;
    },
    locate: (field, key) => fieldSpan(field === undefined ? "cart.yml" : [field, ...(key ? [key] : [])].join(".")),
  };
  const ruleQuery: QuerySubject = {
    ...query(data.expr, context),
    ...subject,
    in: "alert" in data ? "alert" : "recording rule",
    window: 300_000,
    rule: subjectOfRule,
  };
  return subjectOfRule;
}

/** A correct alert, except for the given fields. */
export function alert(fields: Partial<AlertingRule> = {}, context: CheckContext = outside): RuleSubject {
  return rule({ alert: "CartFails", expr: "up == 0", ...fields }, context);
}

export function record(name: string, expr: string, context: CheckContext = outside): RuleSubject {
  return rule({ record: name, expr }, context);
}

/** An expression of a panel. */
export function query(text: string, context: CheckContext = outside): QuerySubject {
  const dialect = text.includes("$") ? panelDialect(version) : ruleDialect(version);
  const { expr } = parse(text, dialect);
  if (!expr) throw new Error(`${text} does not parse`);
  const fields = {
    in: "panel" as const,
    name: 'panel "Requests" of dashboard "Cart"',
    expr,
    text,
    locate: (start: number, end: number) => ({ span: undefined, excerpt: { text, start, end } }),
    window: undefined,
    allow: undefined,
    context,
  };
  return querySubject(fields, { ...createLookups(context.catalogue, []), lookup: () => undefined });
}

/** A line of a file, so that tests can tell what a finding points at. */
export function line(number: number, file = "cart.json"): Span {
  return { file, start: { line: number, column: 1 } };
}

/** A correct panel, except for the given fields. */
export function panel(fields: Partial<PanelView> = {}): PanelView {
  const refIds = ["A", "B", "C", "D"];
  return {
    id: undefined,
    type: "timeseries",
    title: "Requests",
    description: "How many requests are served",
    unit: "reqps",
    gridPos: undefined,
    expressions: (fields.queries ?? []).map(({ text }) => text),
    dataSources: ["$datasource"],
    queries: [],
    targets: (fields.queries ?? []).map((query, index) => ({ refId: refIds[index]!, query })),
    data: {},
    locate: (path) => fieldSpan(path.join(".")),
    table: undefined,
    allow: undefined,
    inRow: undefined,
    span: undefined,
    ...fields,
  };
}

export function variable(name: string, fields: Partial<VariableView> = {}): VariableView {
  return { name, type: "query", query: "", hidden: false, span: undefined, ...fields };
}

export function dashboard(fields: Partial<DashboardSubject> = {}): DashboardSubject {
  const title = fields.title ?? "Cart";
  return {
    kind: "dashboard",
    linksCarryVariables: false,
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
    context: outside,
    ...fields,
  };
}

export interface EstateParts {
  readonly rules?: readonly RuleSubject[];
  readonly queries?: readonly QuerySubject[];
  readonly dashboards?: readonly DashboardSubject[];
}

/** Rules, dashboards and further expressions that are checked together. */
export function estate(parts: EstateParts, context: CheckContext = outside): EstateSubject {
  const { rules = [], queries = [], dashboards = [] } = parts;
  return {
    kind: "estate",
    slos: [],
    name: "the estate",
    rules,
    dashboards,
    queries: [...rules.flatMap((one) => one.query ?? []), ...queries],
    logqlQueries: [],
    routings: [],
    locateMetric: (name) => fieldSpan(name),
    allow: undefined,
    context,
  };
}

/** A panel of a correct dashboard. */
export function panelOf(fields: Partial<PanelView>): PanelSubject {
  const view = panel(fields);
  return panelSubject(view, dashboard({ panels: [view] }), undefined);
}

type Subject = RuleSubject | QuerySubject | PanelSubject | DashboardSubject | EstateSubject;

/** Runs a check on a subject. */
export function findings(check: Check, subject: Subject): Finding[] {
  if (!isFor(check, subject)) return [];
  if (check.on === "rule" && subject.kind === "rule") return [...check.run(subject, subject.query?.analyze())];
  if (check.on === "query" && subject.kind === "query") return [...check.run(subject.analyze())];
  if (check.on === "panel" && subject.kind === "panel") return [...check.run(subject)];
  if (check.on === "dashboard" && subject.kind === "dashboard") return [...check.run(subject)];
  if (check.on === "estate" && subject.kind === "estate") return [...check.run(subject)];
  throw new Error(`${check.id} does not check a ${subject.kind}`);
}

export function summaries(check: Check, subject: Subject): string[] {
  return findings(check, subject).map(({ summary }) => summary);
}

/** The part of the expression, or the field of the rule, that a finding points at. */
export function locationText({ at }: Finding): string | undefined {
  if (at === undefined || !("excerpt" in at)) return at && "file" in at ? at.file : undefined;
  return at.excerpt?.text.slice(at.excerpt.start, at.excerpt.end);
}
