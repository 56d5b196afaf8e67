import picocolors from "picocolors";

type Paint = (text: string) => string;

/** How a timeline is drawn: with which characters, in which colours. */
export interface TimelineStyle {
  readonly inactive: string;
  readonly pending: string;
  readonly firing: string;
  readonly tick: string;
  readonly mark: string;
  readonly paint: {
    readonly pending: Paint;
    readonly firing: Paint;
    readonly expected: Paint;
    readonly drawQuietRules: Paint;
  };
}

/** What decides how a timeline is drawn. */
export interface TimelineStyleOptions {
  readonly color: boolean;
  /** Whether only plain characters can be shown. */
  readonly isPlain: boolean;
}

export function timelineStyle({ color, isPlain: plain }: TimelineStyleOptions): TimelineStyle {
  const { yellow, red, cyan, dim } = picocolors.createColors(color);
  const characters = plain
    ? { inactive: ".", pending: "-", firing: "#", tick: "|", mark: "^" }
    : { inactive: "·", pending: "▒", firing: "█", tick: "╵", mark: "▲" };
  return { ...characters, paint: { pending: yellow, firing: red, expected: cyan, drawQuietRules: dim } };
}
