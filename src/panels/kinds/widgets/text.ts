import { checkArguments } from "../../../model/definition/check-arguments.js";
import { define } from "../../../model/definition/definition.js";
import { boolean, choice, type OptionTable, object, required, string } from "../../../model/definition/option-table.js";
import { type FrameOptions, frameKind, frameOptions } from "../../frame.js";
import type { PanelOf } from "../../panel.js";
import type { PanelKind } from "../../panel-kind.js";

export interface TextOptions extends FrameOptions {
  /** Grafana removes scripts from HTML, unless it is configured not to. @default `"markdown"` */
  readonly mode?: "markdown" | "html" | "code";
  /** The form of `mode: "code"`. */
  readonly code?: TextCode;
}

export interface TextCode {
  /** The language whose syntax is highlighted. @default `"plaintext"` */
  readonly language?: "plaintext" | "go" | "html" | "json" | "markdown" | "sql" | "typescript" | "xml" | "yaml";
  readonly lineNumbers?: boolean;
  /** Shows a minimap of the text. */
  readonly miniMap?: boolean;
}

const codeOptions = {
  language: choice("plaintext", "go", "html", "json", "markdown", "sql", "typescript", "xml", "yaml"),
  lineNumbers: boolean,
  miniMap: boolean,
} as const satisfies OptionTable<TextCode>;

const textOptions = {
  ...frameOptions,
  mode: choice("markdown", "html", "code"),
  code: object(codeOptions),
} as const satisfies OptionTable<TextOptions>;

export interface TextPanel extends PanelOf<"text", TextOptions> {
  readonly markdown: string;
}

/** Markdown. */
export function text(title: string, markdown: string, options: TextOptions = {}): TextPanel {
  const origin = checkArguments("text(…)", [
    ["title", title, required(string)],
    ["markdown", markdown, required(string)],
    ["options", options, object(textOptions)],
  ]);
  return define({ kind: "panel", type: "text", title, queries: [], options, markdown }, origin);
}

export const textKind: PanelKind<TextPanel> = {
  ...frameKind,
  type: "text",
  options: textOptions,
  height: ({ markdown, title }) => textHeight(markdown, title !== ""),
  render: ({ panel }) => {
    const { mode = "markdown", code } = panel.options;
    return { options: { mode, content: panel.markdown, ...(code && { code: renderCode(code) }) } };
  },
};

function renderCode({ language = "plaintext", lineNumbers = false, miniMap = false }: TextCode): object {
  return { language, showLineNumbers: lineNumbers, showMiniMap: miniMap };
}

const rowPixels = 38;
const linePixels = 22;

/** Fits the height to the number of lines, with room for a title. */
function textHeight(markdown: string, hasTitle: boolean): number {
  const lines = markdown.trim().split("\n").length + (hasTitle ? 2 : 1);
  return Math.min(Math.max(Math.ceil((lines * linePixels) / rowPixels) + 1, 3), 24);
}
