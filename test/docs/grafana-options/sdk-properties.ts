import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Declarations } from "../../../scripts/dashboard-schema/declarations.mjs";

const sdk = fileURLToPath(new URL("../../../node_modules/@grafana/grafana-foundation-sdk/dist", import.meta.url));
const declarations = new Declarations(join(sdk));

interface Property {
  readonly name: string;
  readonly type: Type;
}
type Type = { readonly kind: string; readonly [field: string]: unknown };

/** True if a module of the SDK declares a type. */
export function isDeclared(module: string, name: string): boolean {
  return declarations.module(module).has(name);
}

/** The properties of a type of the SDK, with those of the objects in them: `legend.placement`. */
export function propertiesOf(module: string, name: string): readonly string[] {
  return expand({ kind: "reference", module, name }, []).map((path) => path.join("."));
}

/** The properties of a type of the SDK, without those of the objects in them. */
export function fieldsOf(module: string, name: string): readonly string[] {
  return membersOf({ kind: "reference", module, name })?.map((property) => property.name) ?? [];
}

/** Lists, unions and maps are not expanded; nor is a type within itself. */
function expand(type: Type, outer: readonly string[]): readonly (readonly string[])[] {
  const key = type.kind === "reference" ? `${String(type.module)}.${String(type.name)}` : undefined;
  const members = key !== undefined && outer.includes(key) ? undefined : membersOf(type);
  if (members === undefined) return [[]];
  const within = key === undefined ? outer : [...outer, key];
  return members.flatMap(({ name, type: inner }) => expand(inner, within).map((path) => [name, ...path]));
}

function membersOf(type: Type): readonly Property[] | undefined {
  if (type.kind === "object") return type.properties as readonly Property[];
  if (type.kind !== "reference" || type.member !== undefined || type.module === "cog") return undefined;
  const declaration = declarations.find(String(type.module), String(type.name));
  return declaration.kind === "type" ? membersOf(declaration.type as Type) : undefined;
}
