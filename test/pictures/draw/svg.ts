/** A rectangle in pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface TextStyle {
  readonly size?: number;
  readonly color?: string;
  readonly bold?: boolean;
  readonly align?: "start" | "middle" | "end";
  /** Cut off at this width, as Grafana does. */
  readonly width?: number;
}

/** Average width of a character of Grafana's font, as a share of its size. */
const characterWidth = 0.54;

export function textWidth(text: string, size: number): number {
  return text.length * size * characterWidth;
}

/** Cuts a text off at a width. */
export function fitText(text: string, size: number, width: number): string {
  if (textWidth(text, size) <= width) return text;
  const length = Math.floor(width / (size * characterWidth)) - 1;
  return `${text.slice(0, Math.max(0, length))}…`;
}

export function drawText(text: string, x: number, y: number, style: TextStyle = {}): string {
  const { size = 12, color = colorOf("text"), bold = false, align = "start", width } = style;
  const shown = width === undefined ? text : fitText(text, size, width);
  const weight = bold ? ' font-weight="500"' : "";
  return `<text x="${round(x)}" y="${round(y)}" font-size="${size}" fill="${color}" text-anchor="${align}"${weight}>${escapeText(shown)}</text>`;
}

export function drawBox({ x, y, width, height }: Box, fill: string, stroke?: string): string {
  const border = stroke === undefined ? "" : ` stroke="${stroke}"`;
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="2" fill="${fill}"${border}/>`;
}

export function drawLine(points: readonly (readonly [number, number])[], color: string, width: number, dash = false) {
  const path = points.map(([x, y]) => `${round(x)},${round(y)}`).join(" ");
  const style = dash ? ' stroke-dasharray="6 6"' : "";
  return `<polyline points="${path}" fill="none" stroke="${color}" stroke-width="${width}"${style}/>`;
}

export function round(value: number): number {
  return Math.round(value * 10) / 10;
}

export function escapeText(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

const colors: Readonly<Record<string, string>> = {
  text: "#ccccdc",
  faint: "#8e8ea0",
  background: "#111217",
  panel: "#181b1f",
  border: "#2c3235",
  green: "#73bf69",
  yellow: "#f2cc0c",
  orange: "#ff9830",
  red: "#f2495c",
  blue: "#5794f2",
  purple: "#b877d9",
  "super-light-blue": "#c0d8ff",
  "light-blue": "#8ab8ff",
  "semi-dark-blue": "#3274d9",
  "dark-blue": "#1f60c4",
};

/** Grafana's colours by name, in the dark theme. Others are colours already. */
export function colorOf(name: string): string {
  return colors[name] ?? name;
}

const palette = [
  "#7eb26d",
  "#eab839",
  "#6ed0e0",
  "#ef843c",
  "#e24d42",
  "#1f78c1",
  "#ba43a9",
  "#705da0",
  "#508642",
  "#cca300",
];

/** The colour of the series at an index, where nothing else sets it. */
export function paletteColor(index: number): string {
  return palette[index % palette.length]!;
}
