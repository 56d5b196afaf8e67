/** Maps the evaluations of a run to the characters of a timeline. Times are in milliseconds. */
export interface Scale {
  readonly start: number;
  readonly step: number;
  readonly ticks: number;
  readonly cells: number;
}

const maxWidth = 60;

export function createScale({
  start,
  end,
  step,
}: {
  readonly start: number;
  readonly end: number;
  readonly step: number;
}): Scale {
  const ticks = Math.floor((end - start) / step) + 1;
  const cells = ticks > maxWidth ? maxWidth : ticks * Math.max(1, Math.min(3, Math.floor(maxWidth / ticks)));
  return { start, step, ticks, cells };
}

/** Returns the character position of a time. */
export function cellAt({ start, step, ticks, cells }: Scale, time: number): number {
  const tick = Math.max(0, Math.min(ticks - 1, (time - start) / step));
  return Math.min(cells - 1, Math.floor((tick * cells) / ticks));
}

/** Returns the first and the last evaluation that a character covers. */
export function cellTicks(
  { start, step, ticks, cells }: Scale,
  cell: number,
): { readonly from: number; readonly to: number } {
  const first = Math.floor((cell * ticks) / cells);
  const last = Math.max(first, Math.ceil(((cell + 1) * ticks) / cells) - 1);
  return { from: start + first * step, to: start + last * step };
}

const minute = 60_000;
const spacings = [1, 2, 5, 10, 15, 30, 60, 120, 360, 720, 1440].map((minutes) => minutes * minute);
const minLabelWidth = 8;

/** Returns the times to label on the axis. */
export function labelledTimes({ start, step, ticks, cells }: Scale): readonly number[] {
  const length = (ticks - 1) * step;
  const spacing = [...(step < minute ? [step, step * 2, step * 5] : []), ...spacings];
  const every = spacing.find((one) => (one / Math.max(length, step)) * cells >= minLabelWidth) ?? length / 5;
  const times: number[] = [];
  for (let time = 0; time <= length; time += every) times.push(start + time);
  return times;
}
