import type { RuleField } from "../compile/prometheus/rule-places.js";
import type { Excerpt, Related, Span } from "../diagnostics/diagnostic.js";
import type { Severity } from "../diagnostics/finding.js";
import type { AlertingRule, RecordingRule } from "../formats/prometheus/types.js";
import type { Allowances } from "../model/definition/definition.js";
import type { Settings } from "../model/project/project.js";
import type { Catalogue } from "../model/system/catalogue.js";
import type { LabelSet } from "../promql/index.js";
import type { Expr } from "../promql/syntax/ast.js";
import type { CheckId } from "./findings.js";

/** What a check may know besides what it looks at. */
export interface Surroundings {
  /** Undefined fields are not known: files from outside say nothing of scrape intervals. */
  readonly settings: Partial<Settings>;
  /** Every series there is; undefined where no catalogue covers what is checked. */
  readonly catalogue: Catalogue | undefined;
  /** The names that recording rules in view record. */
  readonly recorded: ReadonlySet<string>;
  /** The severities that some route takes; undefined where the routes are not known. */
  readonly severities?: readonly string[];
  /** Whether some of what belongs here could not be read: what nothing seems to use or to record may be, there. */
  readonly partial?: boolean;
}

/** Who something was found in, and how to say where. */
interface Subject {
  /** In the user's words: `alert "UserHighErrorRatio"`, `panel "Errors" of dashboard "User service"`. */
  readonly name: string;
  readonly allow: Allowances | undefined;
  readonly surroundings: Surroundings;
}

/** One expression, wherever it stands. */
export interface QuerySubject extends Subject {
  readonly kind: "query";
  readonly in: "alert" | "recording rule" | "panel" | "annotation";
  readonly expr: Expr;
  /** The text that the offsets of the tree count in. */
  readonly text: string;
  /** Where a stretch of the expression was written. */
  locate(start: number, end: number): Found;
  /** The labels that a result carries, with what the catalogue and recording rules say. Cached. */
  labelsOf(expr: Expr): LabelSet;
  /** What `${window}` stands for, in milliseconds; undefined in panels, where Grafana decides. */
  readonly window: number | undefined;
  /** The rule that it is the expression of. */
  readonly rule: RuleSubject | undefined;
}

/** A place: in a file, or in an expression that no file shows. */
export interface Found {
  readonly span: Span | undefined;
  readonly excerpt: Excerpt | undefined;
}

/** One rule, of a definition or of a file. */
export interface RuleSubject extends Subject {
  readonly kind: "rule";
  readonly data: AlertingRule | RecordingRule;
  readonly group: string;
  /** What tells a definition apart: that two share one is found when they are loaded. Undefined for rules of a file. */
  readonly identity: string | undefined;
  /** Undefined where the expression does not parse. */
  readonly query: QuerySubject | undefined;
  /** Where a field of it stands; the rule itself where the field is missing. A key is that of a label or annotation. */
  locate(field?: RuleField, key?: string): Span | undefined;
}

/** One panel, as a check sees it. */
export interface PanelView {
  readonly id: number | undefined;
  readonly type: string;
  readonly title: string;
  readonly description: string;
  readonly unit: string | undefined;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number } | undefined;
  /** The text of every expression in it, of whatever language. */
  readonly expressions: readonly string[];
  /** The uid, name or variable of each data source it names. */
  readonly dataSources: readonly string[];
  readonly queries: readonly QuerySubject[];
  /** What the columns of a table show; undefined for other panels, and where it is not known. */
  readonly table: TableView | undefined;
  readonly allow: Allowances | undefined;
  readonly inRow: string | undefined;
  readonly span: Span | undefined;
}

/** What the columns of a table are taken from. */
export interface TableView {
  /** Columns that are no expression's, by the label that they should show. */
  readonly labels: readonly { readonly name: string; readonly span: Span | undefined }[];
  /** The names of its expressions. */
  readonly expressions: readonly string[];
}

export interface VariableView {
  readonly name: string;
  readonly type: string;
  /** The query or the list of values that it takes its own from. */
  readonly query: string;
  readonly hidden: boolean;
  readonly allow?: Allowances | undefined;
  readonly span: Span | undefined;
}

/** One dashboard, of a definition or of a file. */
export interface DashboardSubject extends Subject {
  readonly kind: "dashboard";
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly folder: string;
  readonly panels: readonly PanelView[];
  readonly variables: readonly VariableView[];
  /** The text of links, annotations and repeats: where variables may be used besides the panels. */
  readonly otherTexts: readonly string[];
  readonly span: Span | undefined;
}

/** Everything that is checked together: for what only shows when rules and dashboards are seen side by side. */
export interface EstateSubject extends Subject {
  readonly kind: "estate";
  readonly rules: readonly RuleSubject[];
  readonly dashboards: readonly DashboardSubject[];
  readonly queries: readonly QuerySubject[];
  /** Where a metric of the catalogue is defined. */
  locateMetric(name: string): Span | undefined;
}

/** What a check says when it finds something. */
export interface Finding {
  readonly summary: string;
  /** Where it is less certain or less bad than what the check finds elsewhere. */
  readonly severity?: Severity;
  readonly details?: string;
  readonly fix?: string;
  readonly at: Found | Span | undefined;
  /** Something smaller than the subject, in the user's words, where the finding is about that. */
  readonly subject?: string;
  readonly allow?: Allowances | undefined;
  readonly related?: readonly Related[];
}

interface CheckFields {
  /** Checks that find the cause: where one of them has found something, this one would only tell what follows. */
  readonly after?: readonly CheckId[];
  /** `topic/what-is-wrong`: the name of its file, its test and its page, and of its entry in `findings.ts`. */
  readonly id: CheckId;
}

/** One thing that can be wrong. */
export type Check =
  | (CheckFields & { readonly on: "query"; run(subject: QuerySubject): Iterable<Finding> })
  | (CheckFields & { readonly on: "rule"; run(subject: RuleSubject): Iterable<Finding> })
  | (CheckFields & { readonly on: "dashboard"; run(subject: DashboardSubject): Iterable<Finding> })
  | (CheckFields & { readonly on: "estate"; run(subject: EstateSubject): Iterable<Finding> });
