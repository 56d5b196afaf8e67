import type { RuleField } from "../compile/prometheus/rule-field-parts.js";
import type { Edit, Related, Span } from "../diagnostics/diagnostic.js";
import type { Severity } from "../diagnostics/finding.js";
import type { SourceConfig } from "../formats/alertmanager/index.js";
import type { SettingPath } from "../formats/grafana/view.js";
import type { AlertingRule, RecordingRule } from "../formats/prometheus/types.js";
import type { Expr as LogqlExpr } from "../logql/index.js";
import type { Allowances } from "../model/definition/definition.js";
import type { Condition } from "../model/expression/query.js";
import type { LogStream } from "../model/metric/log-stream.js";
import type { AppliedPolicy } from "../model/project/policy.js";
import type { Settings } from "../model/project/project.js";
import type { Objective } from "../model/slo/objective.js";
import type { Slo } from "../model/slo/slo.js";
import type { Catalogue } from "../model/system/catalogue.js";
import type { Expr, LabelSet, ResultKind } from "../promql/index.js";
import type { QuantityOrConstant } from "../promql/values/quantity.js";
import type { ValueRange } from "../promql/values/value-range.js";
import type { ExpressionLocation } from "../source/locate-expression.js";
import type { RoutingDefinitions } from "./alertmanager/facts/routing-definitions.js";
import type { CollectionSubject } from "./collection-subject.js";
import type { Parts } from "./expression/parts.js";
import type { CheckId } from "./findings.js";
import type { MessagesSubject } from "./messages-subject.js";
import type { TypeConflicts } from "./metric/declared-types.js";

/** Facts that checks use besides their subject. */
export interface CheckContext {
  /** Undefined fields are unknown: scrape intervals of rule files, say, unless a configuration at hand loads them. */
  readonly settings: Partial<Settings>;
  /** Every series that exists; undefined where no catalogue covers what is checked. */
  readonly catalogue: Catalogue | undefined;
  /** Names that the recording rules of the estate record. */
  readonly recorded: ReadonlySet<string>;
  /** The metrics that services in the data source expose with different types; undefined where they are unknown. */
  readonly conflicts?: TypeConflicts;
  /** Severities that routes match; undefined where the routes are unknown. */
  readonly severities?: readonly string[];
  /** The policies of the project. */
  readonly policies?: readonly AppliedPolicy[];
  /** The pages of runbooks that exist or are generated, without `.md`; undefined where they are unknown. */
  readonly pages?: ReadonlySet<string>;
  /** True if part of the project could not be loaded or compiled: what seems unused or missing may be there. */
  readonly isIncomplete?: boolean;
  /** True for a series that the system uses in another environment. */
  isUsedElsewhere?(name: string): boolean;
}

export interface SubjectFields {
  /** In the user's words: `alert "UserHighErrorRate"`, `panel "Errors" of dashboard "User service"`. */
  readonly name: string;
  readonly allow: Allowances | undefined;
  readonly context: CheckContext;
}

/** An expression of a rule, a panel, an annotation or a runbook. */
export interface QuerySubject extends SubjectFields {
  readonly kind: "query";
  readonly in: "alert" | "recording rule" | "panel" | "annotation" | "variable" | "runbook";
  readonly expr: Expr;
  /** The text that the offsets of `expr` refer to. */
  readonly text: string;
  /** Finds where a range of `text` was written. */
  locate(start: number, end: number): ExpressionLocation;
  /** True if it is in JSON that was made elsewhere: it may use metrics that no definition describes. */
  readonly isForeign?: boolean;
  /** Value of `${window}` in milliseconds; undefined in panels, where Grafana decides. */
  readonly window: number | undefined;
  /** The rule whose expression it is. */
  readonly rule: RuleSubject | undefined;
  /** Starts an analysis. It is as large as the expression: a run keeps one only while it checks the query and its rule. */
  analyze(): AnalyzedQuery;
}

/** A query with what checks derive from its expression. */
export interface AnalyzedQuery extends QuerySubject {
  /** The nodes of the expression by kind. */
  readonly parts: Parts;
  /** Infers the labels of a node of the expression from the catalogue and the recording rules. Computed on first use. */
  labelsOf(expr: Expr): LabelSet;
  /** Infers the kind of samples of a node: numbers or native histograms. Undefined where no series is known to be one. */
  samplesOf(expr: Expr): ResultKind;
  /** Infers the quantity that a node of the expression measures. */
  quantityOf(expr: Expr): QuantityOrConstant;
  /** Infers the lowest and the highest value of a node of the expression. */
  rangeOf(expr: Expr): ValueRange;
  /** The expressions that record a name; undefined if one of them does not parse, or nothing records it. */
  recordingsOf(name: string): readonly Expr[] | undefined;
}

/** An expression in LogQL, of a rule, a panel or an annotation. */
export interface LogqlSubject extends SubjectFields {
  readonly kind: "logql";
  readonly in: QuerySubject["in"];
  readonly expr: LogqlExpr;
  /** The text that the offsets of `expr` refer to. */
  readonly text: string;
  /** The log streams that its holes refer to. */
  readonly streams: readonly LogStream[];
  /** Finds where a range of `text` was written. */
  locate(start: number, end: number): ExpressionLocation;
}

/** A rule, of a definition or of a file. */
export interface RuleSubject extends SubjectFields {
  readonly kind: "rule";
  readonly data: AlertingRule | RecordingRule;
  readonly group: string;
  /** The interval at which its group is evaluated, in milliseconds; undefined where a file does not say. */
  readonly interval?: number | undefined;
  /** Identity of its definition. The loader reports two definitions that share one. Undefined for rules of a file. */
  readonly identity: string | undefined;
  /** True for the rules that an SLO compiles to. */
  readonly isOfSlo?: boolean;
  /** The bound of that SLO, if it is one of latency: `slo/bound-not-a-bucket` looks for its bucket. */
  readonly latencyBound?: number | undefined;
  /** The page of its runbook, without `.md`; undefined if it has none, or one elsewhere. */
  readonly page?: string | undefined;
  /** The condition that an alert is defined by, in its environment. Undefined for rules of a file, and for expressions. */
  readonly condition?: Condition | undefined;
  /** Undefined if the expression does not parse. */
  readonly query: QuerySubject | undefined;
  /** The expression of a rule for Loki; undefined if it is in PromQL, or does not parse. */
  readonly logql?: LogqlSubject | undefined;
  /** Finds a field, or the label or annotation `key` in it; the rule itself where the field is missing. */
  locate(field?: RuleField, key?: string): Span | undefined;
}

/** Data from JSON of any form. */
export type JsonData = Readonly<Record<string, unknown>>;

/** One panel. */
export interface PanelView {
  readonly id: number | undefined;
  readonly type: string;
  readonly title: string;
  readonly description: string;
  readonly unit: string | undefined;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number } | undefined;
  /** The texts of its queries, in any language; the JSON of those that have no expression. */
  readonly expressions: readonly string[];
  /** The uid, name or variable of each data source it names. */
  readonly dataSources: readonly string[];
  readonly queries: readonly QuerySubject[];
  /** Its targets, each with its expression in PromQL; undefined for any other. */
  readonly targets: readonly { readonly refId: string; readonly query: QuerySubject | undefined }[];
  /** The panel in Grafana's JSON. Whoever wrote it may have put anything in there. */
  readonly data: JsonData;
  /** Finds where a part of `data` was written; the panel itself where that is unknown. */
  locate(path: SettingPath): Span | undefined;
  /** The columns of a table; undefined for other panels, and where they are unknown. */
  readonly table: TableView | undefined;
  readonly allow: Allowances | undefined;
  readonly inRow: string | undefined;
  /** The names of the variables that its row and its tab have. */
  readonly sectionVariables?: readonly string[];
  readonly span: Span | undefined;
}

/** The sources of a table's columns. */
export interface TableView {
  /** Columns that are not the value of an expression, by the label that they should show. */
  readonly labels: readonly { readonly name: string; readonly span: Span | undefined }[];
  /** The names of its expressions. */
  readonly expressions: readonly string[];
}

/** A setting of a panel with its path in the panel's JSON. */
export interface Setting<Value> {
  readonly value: Value;
  readonly path: SettingPath;
}

/** An override of a panel: properties of the fields that match. */
export interface OverrideSetting {
  readonly matcher: { readonly id: string; readonly options: unknown };
  readonly properties: readonly (Setting<unknown> & { readonly id: string })[];
  readonly path: SettingPath;
}

export interface TransformationSetting {
  readonly id: string;
  readonly options: JsonData;
  readonly path: SettingPath;
}

/** A target of a panel. */
export interface TargetSetting {
  readonly refId: string;
  /** Undefined if it is not PromQL, or does not parse. */
  readonly query: AnalyzedQuery | undefined;
  /** Undefined where Grafana names the series. */
  readonly legend: Setting<string> | undefined;
  readonly format: string;
  readonly isHidden: boolean;
  readonly path: SettingPath;
}

/** The settings of a panel that checks read, as far as they have the form that Grafana writes. */
export interface PanelSettings {
  readonly unit: Setting<string> | undefined;
  readonly max: Setting<number> | undefined;
  readonly displayName: string | undefined;
  readonly thresholds: readonly Setting<number>[];
  readonly overrides: readonly OverrideSetting[];
  readonly transformations: readonly TransformationSetting[];
  readonly targets: readonly TargetSetting[];
}

/** A panel with its settings and its analyzed queries. A run keeps one only while it checks the panel. */
export interface PanelSubject extends SubjectFields {
  readonly kind: "panel";
  readonly panel: PanelView;
  readonly queries: readonly AnalyzedQuery[];
  readonly settings: PanelSettings;
}

export interface VariableView {
  readonly name: string;
  readonly type: string;
  /** The query or list that its values come from. */
  readonly query: string;
  readonly hidden: boolean;
  /** True if it holds only in some rows and tabs. */
  readonly isOfSection?: boolean;
  readonly allow?: Allowances | undefined;
  readonly span: Span | undefined;
}

/** One dashboard, of a definition or of a file. */
export interface DashboardSubject extends SubjectFields {
  readonly kind: "dashboard";
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly folder: string;
  readonly panels: readonly PanelView[];
  readonly variables: readonly VariableView[];
  /** Texts of links, annotations and repeats, which may use variables too. */
  readonly otherTexts: readonly string[];
  /** Creates the subjects of the expressions in LogQL that its links have saved; undefined for a dashboard of a file. */
  readonly savedLogql?: () => readonly LogqlSubject[];
  /** True if links to other dashboards take the values of its variables along. */
  readonly linksCarryVariables: boolean;
  readonly span: Span | undefined;
}

/** A service level objective, of a definition, in one environment. */
export interface SloSubject extends SubjectFields {
  readonly kind: "slo";
  readonly slo: Slo;
  readonly objective: Objective;
  /** The expression of all its events. */
  readonly total: string;
  /** The expression of those that fail, or of those that are good. */
  readonly part: string;
  /** Finds an option of its definition; the definition itself where it is not written out. */
  locate(...option: readonly string[]): Span | undefined;
}

/** The configuration of an Alertmanager, of a file or compiled from definitions. */
export interface RoutingSubject extends SubjectFields {
  readonly kind: "routing";
  readonly config: SourceConfig;
  /** All alerts that reach it; undefined where they are unknown. */
  readonly alerts?: readonly AlertView[];
  /** What only the definitions know; undefined for a file. */
  readonly definitions?: RoutingDefinitions;
}

/** The alerts of a rule as routes see them. */
export interface AlertView {
  readonly name: string;
  /** The labels that all of them have with these values. */
  readonly labels: Readonly<Record<string, string>>;
  /** The label that identifies the service. */
  readonly service: string;
  /** The severities that its system lists. */
  readonly severities: readonly string[];
  /** True if some of them may have a label. */
  mayHave(label: string): boolean;
  /** The labels in which their instances may differ; undefined if they are unknown. */
  readonly instanceLabels: readonly string[] | undefined;
  readonly rule: RuleSubject;
  readonly source: RuleSource;
}

/** When the rules of a system are evaluated. Times are in milliseconds. */
export interface RuleSource {
  /** The interval at which the group of a rule is evaluated. */
  intervalOf(rule: RuleSubject): number;
  /** True if two rules are in one group, which evaluates them one after the other. */
  areTogether(one: RuleSubject, other: RuleSubject): boolean;
  /** The rule that records a series. */
  recordingOf(name: string): RuleSubject | undefined;
  scrapeIntervalOf(name: string): number;
}

/** Everything that is checked together, for checks that compare rules and dashboards with each other. */
export interface EstateSubject extends SubjectFields {
  readonly kind: "estate";
  readonly rules: readonly RuleSubject[];
  readonly dashboards: readonly DashboardSubject[];
  readonly slos: readonly SloSubject[];
  readonly queries: readonly QuerySubject[];
  readonly logqlQueries: readonly LogqlSubject[];
  readonly routings: readonly RoutingSubject[];
  /** Finds where a metric of the catalogue is defined. */
  locateMetric(name: string): Span | undefined;
}

export type Subject =
  | QuerySubject
  | LogqlSubject
  | RuleSubject
  | PanelSubject
  | DashboardSubject
  | SloSubject
  | RoutingSubject
  | MessagesSubject
  | CollectionSubject
  | EstateSubject;

/** One problem that a check finds in its subject. */
export interface Finding {
  readonly summary: string;
  /** By default that of the check in `findings.ts`; lower where the finding is less certain or less harmful. */
  readonly severity?: Severity;
  readonly details?: string;
  readonly fix?: string;
  /** The changes of files that `fix` describes, where they need no judgement. */
  readonly edits?: readonly (Edit | undefined)[];
  readonly at: ExpressionLocation | Span | undefined;
  /** A part of the subject that the finding is about, in the user's words. */
  readonly subject?: string;
  /** The allowances of that part. */
  readonly allow?: Allowances | undefined;
  readonly related?: readonly Related[];
}

/** A check of one kind of subject. `Args` are its further arguments. */
export interface CheckOn<S extends Subject, Args extends readonly unknown[] = []> {
  /** `topic/what-is-wrong`: the name of its file, its test and its page, and its key in `findings.ts`. */
  readonly id: CheckId;
  readonly on: S["kind"];
  /** Checks that report the cause: if one of them does, this check is skipped. */
  readonly after?: readonly CheckId[];
  /** The only kind of rule, or of expression of a rule, that it is for. The check is skipped for the others. */
  readonly of?: "alert" | "recording rule";
  /** True if it finds nothing where no catalogue tells which series exist. */
  readonly needsCatalogue?: true;
  /** Nodes that an expression needs to be checked: none of these, and the check is skipped. Saves most of the calls. */
  readonly reads?: keyof Parts;
  /** True if its findings are as severe in files from outside as in definitions. */
  readonly keepsSeverity?: true;
  run(subject: S, ...args: Args): Iterable<Finding>;
}

/** A check of a rule gets the rule's expression, too; undefined where it does not parse. */
export type Check =
  | CheckOn<AnalyzedQuery>
  | CheckOn<LogqlSubject>
  | CheckOn<RuleSubject, [query: AnalyzedQuery | undefined]>
  | CheckOn<PanelSubject>
  | CheckOn<DashboardSubject>
  | CheckOn<SloSubject>
  | CheckOn<RoutingSubject>
  | CheckOn<MessagesSubject>
  | CheckOn<CollectionSubject>
  | CheckOn<EstateSubject>;
