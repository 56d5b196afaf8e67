import type { Diagnostic, Span } from "../diagnostics/diagnostic.js";
import type { AlertmanagerConfig } from "../formats/alertmanager/types.js";
import type { Resource } from "../formats/grafana/resource.js";
import type { Dashboard as DashboardData, Panel as PanelData } from "../formats/grafana/types.js";
import type { AlertingFile, InhibitionRule } from "../formats/grafana-alerting/index.js";
import type {
  AlertingRule,
  RecordingRule as RecordingRuleData,
  RuleFile as RuleFileData,
} from "../formats/prometheus/types.js";
import type { Expr as LogqlExpr } from "../logql/index.js";
import type { Alert } from "../model/alert/alert.js";
import type { RecordingRule } from "../model/alert/recording-rule.js";
import type { RuleFile } from "../model/alert/rule-group.js";
import type { Collection } from "../model/collection/collection.js";
import type { Annotation } from "../model/dashboard/annotation.js";
import type { Dashboard, ForeignDashboard } from "../model/dashboard/dashboard.js";
import type { ForeignPanel, PanelBuilder } from "../model/dashboard/panel.js";
import type { Row } from "../model/dashboard/section.js";
import type { LabelVariable, QueryVariable, Variable } from "../model/dashboard/variable.js";
import type { ComposedQuery } from "../model/expression/compose.js";
import type { LogStream } from "../model/metric/log-stream.js";
import type { TraceStream } from "../model/metric/trace-stream.js";
import type { Settings } from "../model/project/project.js";
import type { SystemFacts } from "../model/system/system.js";
import type { Panel } from "../panels/kinds/index.js";
import type { Dialect, Expr, LabelSet, ParseError } from "../promql/index.js";
import type { SourceFiles } from "../source/source-files.js";
import type { YamlValue } from "../yaml/index.js";
import type { RunbookPage } from "./runbooks/page.js";

/** An expression with every `${…}` filled, its syntax tree, and its text in the artifact. */
export interface CompiledQuery {
  readonly composed: ComposedQuery;
  readonly dialect: Dialect;
  /** Undefined if it does not parse, or is not PromQL. */
  readonly expr: Expr | undefined;
  /** The tree of an expression in LogQL. Undefined if it does not parse. */
  readonly logql?: LogqlExpr | undefined;
  readonly errors: readonly ParseError[];
  /** The text in the artifact. */
  readonly rendered: string;
}

export interface CompiledAlert {
  readonly kind: "alert";
  readonly definition: Alert;
  readonly query: CompiledQuery;
  /** The labels of the series that it fires for, without those that it adds. Undefined if the expression does not parse. */
  readonly series: LabelSet | undefined;
  readonly data: AlertingRule;
  readonly group: string;
  /** The definition that it is about, for its links and its runbook. */
  readonly about: AlertContext;
}

/** The services whose metrics an alert reads, and the panel, the logs and the traces that it links to. */
export interface AlertContext {
  readonly services: readonly string[];
  readonly panel: PanelReference | undefined;
  readonly logs: LogStream | undefined;
  readonly traces: TraceStream | undefined;
}

/** The panel that an alert links to. */
export interface PanelReference {
  readonly uid: string;
  readonly slug: string;
  /** Undefined for a link to the dashboard as a whole. */
  readonly panelId: number | undefined;
  readonly titles: { readonly dashboard: string; readonly panel: string | undefined };
  /** The variables of the dashboard that choose values of a label. */
  readonly variables: readonly LabelVariable[];
}

export interface CompiledRecordingRule {
  readonly kind: "recordingRule";
  readonly definition: RecordingRule;
  readonly query: CompiledQuery;
  readonly data: RecordingRuleData;
  readonly group: string;
}

export type CompiledRule = CompiledAlert | CompiledRecordingRule;

export interface CompiledPanel {
  readonly definition: Panel | ForeignPanel | PanelBuilder;
  readonly row: Row | undefined;
  /** The names of the variables that its row and its tab have. */
  readonly sectionVariables: readonly string[];
  readonly data: PanelData;
  /** Its expressions, in the order of its targets. */
  readonly queries: readonly { readonly refId: string; readonly query: CompiledQuery }[];
  /** Finds a part of a panel that was read from a JSON file, by its path in it. */
  inFile?(path: readonly string[]): Span | undefined;
}

interface ArtifactFields {
  /** Relative to the output folder, with forward slashes: `prod/qnt9/dashboards/user.json`. */
  readonly path: string;
  /** The system; of a file that several share, the first of them. */
  readonly system: SystemFacts;
  readonly settings: Settings;
}

/** A file of the output, as data. */
export type Artifact =
  | RulesArtifact
  | LokiRulesArtifact
  | DashboardArtifact
  | ResourceArtifact
  | FolderArtifact
  | CollectionArtifact
  | AlertmanagerArtifact
  | NotificationTemplatesArtifact
  | GrafanaAlertingArtifact
  | InhibitionRulesArtifact
  | AlertmanagerResourceArtifact;

export interface RulesArtifact extends ArtifactFields {
  readonly kind: "prometheus rules";
  readonly value: RuleFileData;
  readonly rules: readonly CompiledRule[];
  /** The definition, for a file given in its own format. */
  readonly raw: RuleFile | undefined;
}

/** Rules that Loki's ruler evaluates. Their file has the form of Prometheus', with expressions in LogQL. */
export interface LokiRulesArtifact extends Omit<RulesArtifact, "kind"> {
  readonly kind: "loki rules";
}

export type AnyRulesArtifact = RulesArtifact | LokiRulesArtifact;

export interface DashboardArtifact extends ArtifactFields {
  readonly kind: "grafana dashboard";
  /** The classic form. Checks and links read it, whichever form is written. */
  readonly value: DashboardData;
  /** Creates the form that is written, if it is not the classic one. A large project has memory for one at a time. */
  readonly createResource: (() => Resource) | undefined;
  readonly definition: Dashboard | ForeignDashboard;
  readonly panels: readonly CompiledPanel[];
  readonly annotations: readonly { readonly definition: Annotation; readonly query: CompiledQuery }[];
  readonly variables: readonly Variable[];
  /** The names of variables that hold only in some rows and tabs. */
  readonly sectionVariables: readonly string[];
  /** The names of variables on which it depends what is shown. */
  readonly conditionVariables: readonly string[];
  /** The expressions that its variables offer the results of. */
  readonly variableQueries: readonly { readonly definition: QueryVariable; readonly query: CompiledQuery }[];
}

/** A dashboard in a further form, where an environment takes several. */
export interface ResourceArtifact extends ArtifactFields {
  readonly kind: "grafana resource";
  /** The classic form. */
  readonly value: DashboardData;
  readonly createResource: () => Resource;
}

/** The folder of an environment's dashboards, which several systems may share. */
export interface FolderArtifact extends ArtifactFields {
  readonly kind: "grafana folder";
  readonly value: Resource;
}

/** The configuration of an Alertmanager, which several systems may share. */
export interface AlertmanagerArtifact extends ArtifactFields {
  readonly kind: "alertmanager";
  readonly value: AlertmanagerConfig;
  /**
   * The systems that the routes under the root, and the inhibition rules, belong to; undefined for those of a kept tree and
   * of fragments.
   */
  readonly owners: {
    readonly routes: readonly (SystemFacts | undefined)[];
    readonly inhibitRules: readonly (SystemFacts | undefined)[];
  };
  /** The text of a kept tree with what is added to it; undefined where the project owns the root. */
  readonly keptText: string | undefined;
}

/** The file of Go templates that `alertmanager.yml` loads. */
export interface NotificationTemplatesArtifact extends ArtifactFields {
  readonly kind: "notification templates";
  readonly value: string;
}

/** A file of what collects the telemetry of a system. */
export interface CollectionArtifact extends ArtifactFields {
  readonly kind: "collection file";
  /** The content of a YAML file, or the text of another one; undefined for a copy. */
  readonly value: YamlValue | undefined;
  /** The file that it is a copy of. */
  readonly copyOf: Artifact | undefined;
  readonly definition: Collection;
}

/**
 * A part of what Grafana evaluates and routes by itself: the rules of a system, or the contact points, policies, mute timings
 * or templates of an environment. It is compiled from the artifacts of Prometheus and Alertmanager, which mean the same.
 */
export interface GrafanaAlertingArtifact extends ArtifactFields {
  readonly kind: "grafana alerting";
  readonly value: AlertingFile;
}

/** The routes and receivers of an environment as an `AlertmanagerConfig`, for a target of kind kubernetes. */
export interface AlertmanagerResourceArtifact extends ArtifactFields {
  readonly kind: "alertmanager config";
  readonly value: YamlValue;
  /** The texts of notifications, which the object cannot hold. */
  readonly templates: string;
  /** The name of the target. */
  readonly target: string;
}

/** Inhibition rules of an environment, which files of Grafana's provisioning cannot hold. */
export interface InhibitionRulesArtifact extends ArtifactFields {
  readonly kind: "grafana inhibition rules";
  readonly value: readonly InhibitionRule[];
}

/** The page of the alerts of one name. */
export interface CompiledRunbook {
  /** In the folder of runbooks, without `.md`: `shop/cart-fails`. */
  readonly path: string;
  readonly page: Omit<RunbookPage, "sources">;
  /** The files that define its alerts. */
  readonly files: readonly string[];
}

/** An expression of a step, for the checks. */
export interface RunbookQuery {
  readonly alert: Alert;
  readonly query: CompiledQuery;
  readonly environment: string;
  readonly system: string;
}

/** The artifacts of a project, and the problems found while compiling. */
export interface CompileResult {
  readonly artifacts: readonly Artifact[];
  /** The pages for the person on call, of the environments that were compiled. */
  readonly runbooks: readonly CompiledRunbook[];
  /** The expressions of the runbooks. */
  readonly runbookQueries: readonly RunbookQuery[];
  readonly diagnostics: readonly Diagnostic[];
  /** The source files of its definitions. */
  readonly sources: SourceFiles;
}
