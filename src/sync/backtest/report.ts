import type { FiringHistory } from "./replay-alert.js";

/** A time in which an alert with some labels fired. */
export interface Episode {
  readonly labels: Readonly<Record<string, string>>;
  /** In milliseconds since 1970; that of an alert which fired before is the start of the period. */
  readonly from: number;
  /** Undefined if it still fires in the end. */
  readonly to: number | undefined;
}

/** What an alert would have done. Times are in milliseconds. */
export interface AlertReport {
  readonly alert: string;
  readonly severity: string;
  readonly system: string;
  /** Times that it began to fire, each set of labels by itself. */
  readonly fired: number;
  /** The time in which it fired with any labels. */
  readonly total: number;
  /** The longest time without a break that it fired with the same labels. */
  readonly longest: number;
  readonly isFiring: boolean;
  /** The notifications of each receiver in which it fires. */
  readonly notifications: Readonly<Record<string, number>>;
  /** The first of the times that it fired. */
  readonly episodes: readonly Episode[];
  /** The reason why there is no result. */
  readonly problem?: string;
  /** Recorded metrics that the server lacks, of which the expression was evaluated. */
  readonly expanded: readonly string[];
  /** Why the result may be wrong. */
  readonly notes: readonly string[];
}

/** The result of a backtest. */
export interface BacktestReport {
  readonly environment: string;
  readonly from: number;
  readonly to: number;
  /** Those with the most notifications first. */
  readonly alerts: readonly AlertReport[];
  readonly receivers: readonly { readonly receiver: string; readonly notifications: number }[];
  /** The names of alerts that Loki evaluates, which are left out. */
  readonly onLogs: readonly string[];
}

/** Episodes of an alert that are listed. */
const maxEpisodes = 100;

/** Sums up the times that an alert fired within a period. */
export function sumUp(
  histories: readonly FiringHistory[],
  from: number,
  end: number,
): Pick<AlertReport, "fired" | "total" | "longest" | "isFiring" | "episodes"> {
  const episodes = histories
    .flatMap(({ labels, periods }) =>
      periods.map((period): Episode => ({ labels, from: Math.max(period.from, from), to: period.to })),
    )
    .filter(({ to }) => to === undefined || to > from)
    .sort((one, other) => one.from - other.from);
  let total = 0;
  let until = from;
  for (const episode of episodes) {
    const to = episode.to ?? end;
    total += Math.max(0, to - Math.max(episode.from, until));
    until = Math.max(until, to);
  }
  return {
    fired: episodes.length,
    total,
    longest: episodes.reduce((longest, episode) => Math.max(longest, (episode.to ?? end) - episode.from), 0),
    isFiring: episodes.some(({ to }) => to === undefined),
    episodes: episodes.slice(0, maxEpisodes),
  };
}
