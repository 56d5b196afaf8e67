import type { Drawn, Visualization } from "./visualization.js";

export function text({ panel }: Drawn): Visualization {
  return { options: { mode: "markdown", content: panel.markdown ?? "" } };
}

const rowPixels = 38;
const linePixels = 22;

/** About as tall as its text, with room for a title. */
export function textHeight(markdown: string, hasTitle: boolean): number {
  const lines = markdown.trim().split("\n").length + (hasTitle ? 2 : 1);
  return Math.min(Math.max(Math.ceil((lines * linePixels) / rowPixels) + 1, 3), 24);
}
