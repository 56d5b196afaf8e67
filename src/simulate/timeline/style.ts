import picocolors from "picocolors";

type Paint = (text: string) => string;

/** Characters and colours of a timeline. */
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
    readonly quiet: Paint;
  };
}

/** Capabilities of the terminal. */
export interface TimelineStyleOptions {
  readonly color: boolean;
  /** True if only ASCII can be shown. */
  readonly isPlain: boolean;
}

export function timelineStyle({ color, isPlain }: TimelineStyleOptions): TimelineStyle {
  const { yellow, red, cyan, dim } = picocolors.createColors(color);
  const characters = isPlain
    ? { inactive: ".", pending: "-", firing: "#", tick: "|", mark: "^" }
    : { inactive: "·", pending: "▒", firing: "█", tick: "╵", mark: "▲" };
  return { ...characters, paint: { pending: yellow, firing: red, expected: cyan, quiet: dim } };
}
