import { relative } from "node:path";
import type { TemplateNode } from "../../handlebars/index.js";
import type { CompiledRunbook } from "../compiled.js";
import { renderMarkdown } from "../pages/render-markdown.js";
import { partialTemplates } from "./default-template.js";
import type { RunbookPage } from "./page.js";

/**
 * Renders a page. Links to the files that define it are relative to the page.
 *
 * @param folder the folder of runbooks
 * @throws TemplateError
 */
export function renderRunbook(
  { page, path, files }: CompiledRunbook,
  template: readonly TemplateNode[],
  { root, folder }: { readonly root: string; readonly folder: string },
): string {
  const depth = path.split("/").length - 1;
  const sources = files.map((file) => ({
    title: portable(relative(root, file)),
    url: encodeURI(`${"../".repeat(depth)}${portable(relative(folder, file))}`),
  }));
  const filled: RunbookPage = { ...page, sources };
  return renderMarkdown(template, filled, partialTemplates);
}

function portable(path: string): string {
  return path.replaceAll("\\", "/");
}
