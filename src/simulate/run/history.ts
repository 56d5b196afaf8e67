import type { Alert, AlertState } from "../rules/alert.js";
import type { RuleEngine } from "../rules/engine.js";
import type { RuleReference } from "../rules/group.js";

/** The history of one alert during a simulation. Times are in milliseconds. */
export interface AlertHistory {
  readonly rule: RuleReference;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Ordered by time. */
  readonly periods: readonly AlertPeriod[];
  /** Snapshots at each evaluation while it was pending or firing, by time. */
  readonly snapshots: ReadonlyMap<number, Alert>;
}

/** A period in one state; `to` is undefined if the simulation ended first. */
export interface AlertPeriod {
  readonly state: Exclude<AlertState, "inactive">;
  readonly from: number;
  readonly to: number | undefined;
}

interface MutableHistory extends AlertHistory {
  readonly periods: { state: AlertPeriod["state"]; from: number; to: number | undefined }[];
  readonly snapshots: Map<number, Alert>;
}

/** Records the histories of all alerts. */
export class HistoryRecorder {
  private readonly byKey = new Map<string, MutableHistory>();
  /** Memoises the text of labels. */
  private readonly texts = new WeakMap<Alert["labels"], string>();

  /** Records the state of all alerts after an evaluation. */
  record(engine: RuleEngine, time: number): void {
    const gone = new Set(this.byKey.values());
    for (const alert of engine.alerts()) {
      const history = this.historyFor(alert);
      gone.delete(history);
      const { state } = alert;
      if (state === "inactive") continue;
      history.snapshots.set(time, alert);
      const last = history.periods.at(-1);
      const continues = last && last.to === undefined && last.state === state;
      if (continues) continue;
      if (last && last.to === undefined) last.to = time;
      history.periods.push({ state, from: time, to: undefined });
    }
    for (const { periods } of gone) {
      const last = periods.at(-1);
      if (last && last.to === undefined) last.to = time;
    }
  }

  all(): readonly AlertHistory[] {
    return [...this.byKey.values()];
  }

  private historyFor({ rule, name, labels }: Alert): MutableHistory {
    const key = JSON.stringify([rule.file, rule.group, rule.index, this.textOf(labels)]);
    let history = this.byKey.get(key);
    if (!history) {
      history = { rule, name, labels, periods: [], snapshots: new Map() };
      this.byKey.set(key, history);
    }
    return history;
  }

  private textOf(labels: Alert["labels"]): string {
    let text = this.texts.get(labels);
    if (text === undefined) {
      text = JSON.stringify(Object.entries(labels).sort());
      this.texts.set(labels, text);
    }
    return text;
  }
}
