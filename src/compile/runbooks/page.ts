/** A value, and the services or environments that it holds for; `where` is empty if it holds everywhere. */
export interface Case<T = string> {
  readonly where: string;
  readonly value: T;
}

export interface PageLink {
  /** The environment, or the name of what it leads to. */
  readonly title: string;
  readonly url: string;
}

/** A dashboard, a panel or logs, with a link for each environment. No links if the address of Grafana is not known. */
export interface PageTarget {
  readonly title: string;
  readonly links: readonly PageLink[];
}

export interface PageQuery {
  readonly where: string;
  readonly language: "promql" | "logql";
  readonly text: string;
  /** Links to Explore, one for each environment. */
  readonly links: readonly PageLink[];
}

export interface PageStep {
  readonly number: number;
  /** The sections that have its queries, commands and links, because they differ. */
  readonly inSections: readonly { readonly title: string; readonly anchor: string }[];
  readonly texts: readonly Case[];
  readonly queries: readonly PageQuery[];
  readonly commands: readonly Case[];
  readonly targets: readonly PageTarget[];
}

/** A condition on which an alert fires. */
export interface PageCondition {
  readonly where: string;
  /** `Errors above 5 %`; empty if only the expression says it. */
  readonly words: string;
  readonly expression: string;
}

/** The part of a page in which alerts of one name differ. */
export interface PageSection {
  /** `user` */
  readonly title: string;
  readonly anchor: string;
  readonly conditions: readonly PageCondition[];
  readonly targets: readonly PageTarget[];
  readonly diagnosis: readonly PageStep[];
  readonly mitigation: readonly PageStep[];
}

/** Another alert. Its `url` is empty if it has no runbook. */
export interface PageReference {
  readonly title: string;
  readonly url: string;
}

/** A service that those of the alert need, and its alerts. */
export interface PageDependency {
  readonly title: string;
  readonly alerts: readonly PageReference[];
}

/** Everything that a runbook says: what its template is filled with. */
export interface RunbookPage {
  /** The name of the alert. */
  readonly title: string;
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  readonly meaning: readonly Case[];
  readonly impact: readonly Case[];
  readonly conditions: readonly PageCondition[];
  readonly targets: readonly PageTarget[];
  readonly diagnosis: readonly PageStep[];
  readonly mitigation: readonly PageStep[];
  /** One for each of several alerts of that name; empty if they do not differ. */
  readonly sections: readonly PageSection[];
  /** The services that those of the alert need: the cause may be there. */
  readonly dependencies: readonly PageDependency[];
  readonly silences: readonly PageReference[];
  readonly silencedBy: readonly PageReference[];
  /** Other alerts of the same services. */
  readonly related: readonly PageReference[];
  /** The files that define it. */
  readonly sources: readonly PageLink[];
}
