import { readFileSync } from "node:fs";
import { isJson, type Json } from "../../src/formats/grafana/plain-json.js";
import { corpusFolder } from "../oracles/corpus.js";

/** The dashboards that the definitions here are written after. They belong to other people, so they are not kept here. */
export const originals = corpusFolder("dashboards");

export function readOriginal(file: string): Json {
  return JSON.parse(readFileSync(`${originals.path}${file}`, "utf8")) as Json;
}

/** A panel of an original, by its title: for panels that are left raw. */
export function originalPanel(file: string, title: string): object {
  const panels = panelsIn(readOriginal(file));
  const panel = panels.find((one) => one.title === title);
  if (!panel) throw new Error(`${file} has no panel "${title}"`);
  return panel;
}

function panelsIn({ panels }: Json): readonly Json[] {
  const list = Array.isArray(panels) ? panels.filter(isJson) : [];
  return list.flatMap((panel) => [panel, ...panelsIn(panel)]);
}
