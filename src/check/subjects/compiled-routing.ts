import {
  findPromises,
  findWrittenAt,
  hasAlertLabel,
  listInstanceLabels,
  listRoutedAlerts,
} from "../../compile/alertmanager/index.js";
import type { AlertmanagerArtifact, AnyRulesArtifact } from "../../compile/compiled.js";
import type { Span } from "../../diagnostics/diagnostic.js";
import type { TextRange } from "../../diagnostics/positions.js";
import type { AlertmanagerVersion, SourceConfig, SourceRoute } from "../../formats/alertmanager/index.js";
import type { InhibitRule, Route } from "../../formats/alertmanager/types.js";
import { watchdogSeverity } from "../../model/alert/watchdog.js";
import { releaseOrDefault } from "../../model/project/releases.js";
import { labelsOfRule } from "../../routing/alert-labels.js";
import { listConditions } from "../../routing/label-test.js";
import type { AlertView, CheckContext, RoutingSubject, RuleSource, RuleSubject } from "../check.js";

/** The rules of an artifact, and how they are evaluated. */
export interface SourcedRules {
  readonly rules: readonly RuleSubject[];
  readonly source: RuleSource;
}

/** The configuration of an Alertmanager that definitions compile to, with the lines of the definitions. */
export function compiledRouting(
  artifact: AlertmanagerArtifact,
  rules: readonly (readonly [AnyRulesArtifact, SourcedRules])[],
  templates: string,
): RoutingSubject {
  const { settings } = artifact;
  const version = releaseOrDefault("alertmanager", settings.versions.alertmanager);
  const compiled = new CompiledConfig(artifact, version);
  const context: CheckContext = { settings, catalogue: undefined, recorded: new Set() };
  return {
    ...{ kind: "routing", name: "", allow: undefined, context },
    config: compiled.source,
    alerts: rules.flatMap(([one, sourced]) => viewAlerts(one, sourced)),
    definitions: {
      version,
      templates,
      promisesOf: findPromises,
      locate: (route, ...option) => compiled.locate(route, ...option),
      isForeign: (route) => compiled.isForeign(route),
    },
  };
}

function viewAlerts(artifact: AnyRulesArtifact, { rules: subjects, source }: SourcedRules): readonly AlertView[] {
  const { system, settings, kind } = artifact;
  const language = kind === "loki rules" ? "logql" : "promql";
  const byData = new Map(subjects.map((subject) => [subject.data, subject]));
  const inOrder = subjects.filter(({ data }) => "alert" in data);
  return listRoutedAlerts([artifact]).map((alert, index) => {
    const { alert: name, expr, labels = {} } = alert.data;
    // The rules of a file in Prometheus' own format are read again, in the same order.
    const rule = byData.get(alert.data) ?? inOrder[index]!;
    const routed = { name, expr, language, parsed: rule.query?.expr, labels } as const;
    const fixed = labelsOfRule(routed, system.name, settings);
    return {
      name,
      labels: fixed,
      service: system.serviceLabel,
      severities: [...Object.keys(system.routes), watchdogSeverity],
      mayHave: (label) => Object.hasOwn(fixed, label) || hasAlertLabel(alert, label),
      get instanceLabels() {
        return listInstanceLabels(alert);
      },
      rule,
      source,
    };
  });
}

/** Gives each part of a compiled configuration a range, which stands for a line of a definition. */
class CompiledConfig {
  readonly source: SourceConfig;
  readonly #version: AlertmanagerVersion;
  readonly #spans = new Map<TextRange, () => Span | undefined>();
  /** The route that was written, for each that it is compiled to. */
  readonly #written = new Map<Route, object>();
  readonly #foreign = new WeakSet<SourceRoute>();

  constructor({ path, value, system, owners }: AlertmanagerArtifact, version: AlertmanagerVersion) {
    this.#version = version;
    const fallback = system.origin.span ?? { file: path, start: { line: 1, column: 1 } };
    this.source = {
      file: path,
      data: value,
      route: this.#route(value.route, undefined),
      receivers: value.receivers.map((data) => ({ ...this.#part(data), data })),
      inhibitRules: (value.inhibit_rules ?? []).map((data) => this.#inhibitRule(data)),
      timeIntervals: (value.time_intervals ?? []).map((data) => ({ ...this.#part(data), data })),
      // Compiling reports those of definitions.
      plainSecrets: () => [],
      span: (range) => this.#spans.get(range)?.() ?? fallback,
    };
    for (const [index, route] of this.source.route!.routes.entries()) {
      if (owners.routes[index] === undefined) this.#markForeign(route);
    }
    for (const part of [...this.source.receivers, ...this.source.inhibitRules, ...this.source.timeIntervals]) {
      this.#remember(part, part.data);
    }
  }

  /** @param outer the route that was written, for those that it is compiled to */
  #route(written: Route, outer: object | undefined): SourceRoute {
    const { routes = [], ...data } = written;
    const place = findWrittenAt(written) ? written : outer;
    const route = {
      ...this.#part(data, place),
      data,
      matchers: listConditions(data, this.#version),
      routes: routes.map((child) => this.#route(child, place)),
    };
    if (place) {
      this.#remember(route, place);
      this.#written.set(written, place);
      this.#written.set(data, place);
    }
    return route;
  }

  #markForeign(route: SourceRoute): void {
    const pending = [route];
    for (const one of pending) {
      this.#foreign.add(one);
      pending.push(...one.routes);
    }
  }

  isForeign(route: SourceRoute): boolean {
    return this.#foreign.has(route);
  }

  /** Finds where a route was written; undefined for those that no definition has. */
  locate(route: Route, ...option: readonly string[]): Span | undefined {
    const place = this.#written.get(route);
    return place && findWrittenAt(place)?.span(...option);
  }

  #inhibitRule(data: InhibitRule) {
    const { source_matchers, source_match, source_match_re, target_matchers, target_match, target_match_re } = data;
    const source = { matchers: source_matchers, match: source_match, match_re: source_match_re };
    const target = { matchers: target_matchers, match: target_match, match_re: target_match_re };
    return {
      ...{ ...this.#part(data), data },
      source: listConditions(source, this.#version),
      target: listConditions(target, this.#version),
    };
  }

  #part(data: object, place: object = data) {
    const fields = Object.keys(data).map((field): [string, TextRange] => {
      const range = { start: 0, end: 0 };
      const option = field.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
      this.#spans.set(range, () => findWrittenAt(place)?.span(option));
      return [field, range];
    });
    return { start: 0, end: 0, fields: new Map(fields) };
  }

  #remember(range: TextRange, data: object): void {
    this.#spans.set(range, () => findWrittenAt(data)?.span());
  }
}
