import { resolve } from "node:path";
import type { CompiledRunbook } from "../../compile/compiled.js";
import { defaultTemplate, renderRunbook } from "../../compile/index.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { parseTemplate, TemplateError } from "../../handlebars/index.js";
import type { Config } from "../../model/project/config.js";
import { type ConfigPlace, readTemplate, templateMistake } from "../config/runbook-template.js";
import type { OutputFile } from "../output/plan-output.js";
import { runbookPath } from "./runbook-folder.js";

export interface RenderedRunbooks {
  readonly files: readonly OutputFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A page, and what it was rendered with. */
export interface RenderedPage {
  readonly file: OutputFile;
  readonly template: string;
  readonly files: readonly string[];
}

/** Renders the pages with the template of the project, or else with that of Telltale. */
export function renderRunbooks(
  runbooks: readonly CompiledRunbook[],
  config: Config,
  place: ConfigPlace,
  sources: readonly string[],
  known = new WeakMap<CompiledRunbook, RenderedPage>(),
): RenderedRunbooks {
  const own = readTemplate(config, place);
  // Its mistakes are reported when the configuration is loaded.
  if (runbooks.length === 0 || (own && "severity" in own)) return { files: [], diagnostics: [] };
  const { root } = place;
  const folder = resolve(root, runbookPath(config));
  const template = own?.text ?? defaultTemplate;
  const nodes = own?.nodes ?? parseTemplate(defaultTemplate);
  const compiled = new Set(sources);
  try {
    const files = runbooks.map((runbook) => {
      // Where stacks are not mapped to sources, they name the bundle.
      const files = runbook.files.filter((file) => compiled.has(file));
      const before = known.get(runbook);
      const isSame = before?.template === template && before.files.join() === files.join();
      if (isSame) return before.file;
      const text = renderRunbook({ ...runbook, files }, nodes, { root, folder });
      const file = { path: `${runbook.path}.md`, text };
      known.set(runbook, { file, template, files });
      return file;
    });
    return { files, diagnostics: [] };
  } catch (error) {
    if (!(error instanceof TemplateError) || !own) throw error;
    return { files: [], diagnostics: [templateMistake(error, own)] };
  }
}
