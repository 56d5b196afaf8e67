import { type Paragraph, shapeFinder, splitTable } from "../../tables/index.js";
import { configBlocks } from "../components/config-blocks.js";
import { discovery } from "../components/discovery.js";
import { loki } from "../components/loki.js";
import { lokiSources } from "../components/loki-sources.js";
import { lokiStages } from "../components/loki-stages.js";
import { otelcol } from "../components/otelcol.js";
import { otelcolExporters } from "../components/otelcol-exporters.js";
import { otelcolProcessors } from "../components/otelcol-processors.js";
import { otelcolReceivers } from "../components/otelcol-receivers.js";
import { other } from "../components/other.js";
import { profiles } from "../components/profiles.js";
import { prometheus } from "../components/prometheus.js";
import { prometheusExporters } from "../components/prometheus-exporters.js";
import { shapes } from "../components/shapes.js";
import { otelcolShapes } from "../components/shapes-otelcol.js";
import { readComponent } from "./notation.js";
import type { Component } from "./shape.js";
import { parseType } from "./types.js";

const componentTables = [
  ...[discovery, loki, lokiSources, otelcol, otelcolExporters, otelcolProcessors, otelcolReceivers],
  ...[other, profiles, prometheus, prometheusExporters],
];

let paragraphs: ReadonlyMap<string, Paragraph> | undefined;
let configParagraphs: ReadonlyMap<string, Paragraph> | undefined;
const found = new Map<string, Component>();
const findShape = shapeFinder([shapes, otelcolShapes, lokiStages], parseType);

/** Names of all components. */
export function componentNames(): Iterable<string> {
  return allParagraphs().keys();
}

/** Returns a component of Alloy by its name, such as `prometheus.scrape`. */
export function findComponent(name: string): Component | undefined {
  return remember(name, allParagraphs().get(name));
}

/** Returns a block at the top of a file that is not a component, such as `logging`. */
export function findConfigBlock(name: string): Component | undefined {
  configParagraphs ??= splitTable(configBlocks);
  return remember(name, configParagraphs.get(name));
}

function remember(name: string, paragraph: Paragraph | undefined): Component | undefined {
  if (paragraph === undefined) return undefined;
  const component = found.get(name) ?? readComponent(name, paragraph, findShape);
  found.set(name, component);
  return component;
}

function allParagraphs(): ReadonlyMap<string, Paragraph> {
  paragraphs ??= new Map(componentTables.flatMap((table) => [...splitTable(table)]));
  return paragraphs;
}
