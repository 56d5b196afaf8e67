import { readFileSync } from "node:fs";
import type { Json } from "../../src/formats/grafana/plain-json.js";
import { corpusFolder } from "../oracles/corpus.js";

/** The dashboards that the definitions here are written after. They belong to other people, so they are not kept here. */
export const originals = corpusFolder("dashboards");

export function readOriginal(file: string): Json {
  return JSON.parse(readFileSync(`${originals.path}${file}`, "utf8")) as Json;
}
