import type { Span } from "../../diagnostics/diagnostic.js";
import type { JsonObject } from "../json/node.js";

/** What can be checked of a dashboard, of whatever age and form, and where in its file each part stands. */
export interface DashboardView {
  readonly file: string;
  readonly span: Span;
  readonly title?: Located<string>;
  readonly uid?: Located<string>;
  readonly description?: Located<string>;
  /** The uid or title of its folder, where what wraps the dashboard says it. */
  readonly folder?: Located<string>;
  readonly tags: readonly Located<string>[];
  readonly schemaVersion?: number;
  readonly variables: readonly VariableView[];
  readonly annotations: readonly AnnotationView[];
  readonly rows: readonly RowView[];
  /** All panels but rows, also those in rows, in the order of the file. */
  readonly panels: readonly PanelView[];
  /** Every place where a variable is used: `$job`, `${job:regex}`, `[[job]]`, a panel repeated for each of its values. */
  readonly variableUses: readonly Located<string>[];
  /** The dashboard as it stands in the file, without what it may be wrapped in. */
  readonly node: JsonObject;
}

export interface Located<Value> {
  readonly value: Value;
  readonly span: Span;
}

/** A text with a way to point into it. */
export interface LocatedText extends Located<string> {
  /** The stretch of the file in which these characters of the value stand. */
  readonly spanWithin: (start: number, end: number) => Span;
}

export interface VariableView {
  readonly name: Located<string>;
  /** `query`, `datasource`, `custom`, … */
  readonly type?: string;
  readonly label?: Located<string>;
  readonly query?: LocatedText;
  readonly dataSource?: DataSourceView;
  /** Whether it is not shown at the top of the dashboard. */
  readonly isHidden: boolean;
  readonly span: Span;
}

export interface AnnotationView {
  readonly name?: Located<string>;
  readonly expr?: LocatedText;
  readonly dataSource?: DataSourceView;
  readonly isEnabled: boolean;
  readonly span: Span;
}

export interface RowView {
  readonly id?: Located<number>;
  readonly title?: Located<string>;
  readonly isCollapsed: boolean;
  /** Missing in dashboards of the time before panels were placed on a grid. */
  readonly gridPos?: Located<Rectangle>;
  readonly span: Span;
}

export interface PanelView {
  readonly id?: Located<number>;
  readonly type?: Located<string>;
  readonly title?: Located<string>;
  readonly description?: Located<string>;
  readonly gridPos?: Located<Rectangle>;
  readonly dataSource?: DataSourceView;
  readonly targets: readonly TargetView[];
  readonly units: readonly Located<string>[];
  /** Whether what it shows is defined elsewhere, as a library panel. */
  readonly isLibraryPanel: boolean;
  readonly row?: RowView;
  readonly span: Span;
}

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export interface TargetView {
  readonly refId?: Located<string>;
  readonly expr?: LocatedText;
  readonly legend?: LocatedText;
  /** Its own, or else the panel's. */
  readonly dataSource?: DataSourceView;
  readonly isHidden: boolean;
  readonly span: Span;
}

export interface DataSourceView {
  /** `prometheus`, `loki`, …: said there, or found by the variable that stands there. */
  readonly type?: string;
  /** As it is written: a uid, in old dashboards a name, or a variable. */
  readonly uid?: string;
  /** The name of that variable. */
  readonly variable?: string;
  readonly span: Span;
}
