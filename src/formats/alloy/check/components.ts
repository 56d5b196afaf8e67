import { nearest } from "../../../diagnostics/nearest.js";
import { componentNames, findComponent } from "../schema/components.js";
import type { Component, Shape, Stability } from "../schema/shape.js";
import type { Block } from "../syntax/ast.js";
import { unknown, type Value, valueOfType } from "../values/value.js";
import { type BodyContext, checkBody } from "./body.js";
import type { BlockValues } from "./rules/block-values.js";
import { type CustomComponent, findCustom, type Scope } from "./scope.js";

const levels: readonly Stability[] = ["generally-available", "public-preview", "experimental"];

/** Checks a component: its name, its label, its stability and its body. */
export function checkComponent(block: Block, scope: Scope, context: BodyContext): BlockValues | undefined {
  const { name, head } = block;
  if (block.label === "") {
    const fix = `write ${name} "label" { … }`;
    context.reporter.report("alloy/missing", head, `the component ${name} needs a label`, { fix });
  }
  const custom = findCustom(scope, name);
  if (custom !== undefined) {
    return custom.parameters && checkBody(block, name, customShape(custom.parameters), context);
  }
  const component = findComponent(name);
  if (component === undefined) {
    reportUnknownComponent(block, context);
    return undefined;
  }
  checkStability(component, block, scope);
  return checkBody(block, name, component.shape, context);
}

function reportUnknownComponent({ name, head }: Block, { reporter }: BodyContext): void {
  const suggestion = nearest(name, componentNames());
  const fix =
    suggestion === undefined ? "see the list of components in Alloy's reference" : `did you mean ${suggestion}?`;
  reporter.report("alloy/unknown-component", head, `Alloy has no component ${name}`, { fix });
}

/** Reports what needs a flag of the command line. */
export function checkStability(component: Component, { head }: Block, { reporter, stability }: Scope): void {
  const { name, isCommunity } = component;
  if (levels.indexOf(component.stability) > levels.indexOf(stability)) {
    reporter.report("alloy/stability", head, `${name} is ${describe(component.stability)}`, {
      details: "Alloy refuses it unless it is started with a flag.",
      fix: `start Alloy with --stability.level=${component.stability}`,
    });
  } else if (isCommunity && stability !== "experimental") {
    reporter.report("alloy/stability", head, `${name} is maintained by the community`, {
      details: "Alloy refuses it unless it is started with a flag.",
      fix: "start Alloy with --feature.community-components.enabled",
    });
  }
}

function describe(stability: Stability): string {
  return stability === "experimental" ? "experimental" : "in public preview";
}

function customShape(parameters: NonNullable<CustomComponent["parameters"]>): Shape {
  const entries = [...parameters].map(
    ([name, { isOptional }]) => [name, { type: { kind: "any" as const }, isRequired: !isOptional }] as const,
  );
  return { names: [], arguments: new Map(entries), blocks: new Map(), isLabelled: false };
}

/** Returns the object of exports that a reference to a block gives. */
export function exportsOf(block: Block, scope: Scope): Value {
  const custom = findCustom(scope, block.name);
  if (custom !== undefined) {
    if (custom.exports === undefined) return unknown;
    return { kind: "object", fields: new Map([...custom.exports].map((name) => [name, unknown])) };
  }
  if (block.name === "argument") return { kind: "object", fields: new Map([["value", unknown]]) };
  const component = findComponent(block.name);
  if (component === undefined) return unknown;
  const fields = [...component.exports].map(([name, type]) => {
    const value = valueOfType(type);
    return [name, holdsSecrets(block) ? asSecret(value) : value] as const;
  });
  return { kind: "object", fields: new Map(fields) };
}

/** True if what a component reads is secret: always in a Secret, otherwise if it says so. */
function holdsSecrets({ name, body }: Block): boolean {
  if (name === "remote.kubernetes.secret" || name === "remote.vault") return true;
  return body.some(
    (one) =>
      one.kind === "attribute" && one.name === "is_secret" && one.value.kind === "literal" && one.value.text === "true",
  );
}

function asSecret(value: Value): Value {
  if (value.kind === "content") return { kind: "content", isSecret: true };
  return value.kind === "object" && value.of ? { kind: "object", of: asSecret(value.of) } : value;
}
