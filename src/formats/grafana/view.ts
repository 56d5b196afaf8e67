import type { Span } from "../../diagnostics/diagnostic.js";
import type { JsonNode, JsonObject } from "../json/node.js";

/** The parts of a dashboard that checks use, with their source spans. Independent of its schema version. */
export interface DashboardView {
  readonly file: string;
  readonly span: Span;
  readonly title?: LocatedValue<string>;
  readonly uid?: LocatedValue<string>;
  readonly description?: LocatedValue<string>;
  /** The uid or title of the folder, if the wrapper of the dashboard has it. */
  readonly folder?: LocatedValue<string>;
  readonly tags: readonly LocatedValue<string>[];
  readonly schemaVersion?: number;
  readonly variables: readonly VariableView[];
  readonly annotations: readonly AnnotationView[];
  readonly rows: readonly RowView[];
  /** All panels except rows, including those in rows, in file order. */
  readonly panels: readonly PanelView[];
  /** All uses of variables: `$job`, `${job:regex}`, `[[job]]`, and panels that repeat for a variable. */
  readonly variableUses: readonly LocatedValue<string>[];
  /** The dashboard's JSON, without its wrapper. */
  readonly node: JsonObject;
}

export interface LocatedValue<Value> {
  readonly value: Value;
  readonly span: Span;
}

/** A string whose substrings can be located in the file. */
export interface LocatedText extends LocatedValue<string> {
  /** The span of a substring of the value. */
  readonly spanWithin: (start: number, end: number) => Span;
}

export interface VariableView {
  readonly name: LocatedValue<string>;
  /** `query`, `datasource`, `custom`, … */
  readonly type?: string;
  readonly label?: LocatedValue<string>;
  readonly query?: LocatedText;
  readonly dataSource?: DataSourceView;
  /** True if it is not shown at the top of the dashboard. */
  readonly isHidden: boolean;
  readonly span: Span;
}

export interface AnnotationView {
  readonly name?: LocatedValue<string>;
  readonly expr?: LocatedText;
  readonly dataSource?: DataSourceView;
  readonly isEnabled: boolean;
  readonly span: Span;
}

export interface RowView {
  readonly id?: LocatedValue<number>;
  readonly title?: LocatedValue<string>;
  readonly isCollapsed: boolean;
  /** Undefined in old dashboards, which have no grid. */
  readonly gridPos?: LocatedValue<Rectangle>;
  readonly span: Span;
}

export interface PanelView {
  readonly id?: LocatedValue<number>;
  readonly type?: LocatedValue<string>;
  readonly title?: LocatedValue<string>;
  readonly description?: LocatedValue<string>;
  readonly gridPos?: LocatedValue<Rectangle>;
  readonly dataSource?: DataSourceView;
  readonly targets: readonly TargetView[];
  readonly units: readonly LocatedValue<string>[];
  /** True if the panel refers to a library panel. */
  readonly isLibraryPanel: boolean;
  readonly row?: RowView;
  readonly span: Span;
  readonly node: JsonNode;
  /** The span of the value at a path in `node`, or of the innermost one that exists. */
  readonly spanAt: (path: SettingPath) => Span;
}

/** Names of members and indexes of items, from the outside in. */
export type SettingPath = readonly (string | number)[];

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export interface TargetView {
  readonly refId?: LocatedValue<string>;
  readonly expr?: LocatedText;
  readonly legend?: LocatedText;
  /** The data source of the query, or else of the panel. */
  readonly dataSource?: DataSourceView;
  readonly isHidden: boolean;
  readonly span: Span;
}

export interface DataSourceView {
  /** `prometheus`, `loki`, …: as written, or the type of the variable. */
  readonly type?: string;
  /** As written: a uid, a variable or, in old dashboards, a name. */
  readonly uid?: string;
  /** The name of the variable in `uid`. */
  readonly variable?: string;
  readonly span: Span;
}
