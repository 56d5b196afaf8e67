import { describe, expect, test } from "vitest";
import { Declarations, parseDeclarations } from "../../../scripts/dashboard-schema/declarations.mjs";
import { SchemaDefinitions } from "../../../scripts/dashboard-schema/json-schema.mjs";

/** The schema definitions of type `T` in a module with these declarations. */
function definitions(text: string): Record<string, unknown> {
  const declarations = new Declarations("nowhere");
  declarations.modules.set("module", parseDeclarations(text, "module"));
  const schemas = new SchemaDefinitions(declarations);
  schemas.refer("module", "T");
  return schemas.definitions;
}

describe("declarations become JSON Schema", () => {
  test("an interface is an object without further properties", () => {
    expect(
      definitions("/** Words. */ export interface T { a: string; b?: number[]; c?: any; method(): void; }"),
    ).toEqual({
      "module.T": {
        type: "object",
        additionalProperties: false,
        required: ["a"],
        properties: { a: { type: "string" }, b: { type: "array", items: { type: "number" } }, c: {} },
      },
    });
  });

  test("an enum is a list of values, and a member of it is one value", () => {
    const text = 'export declare enum E { A = "a", B = "b" } export interface T { one?: E.B; any?: E; }';
    const schemas = definitions(text);
    expect(schemas["module.E"]).toEqual({ type: "string", enum: ["a", "b"] });
    expect(schemas["module.T"]).toMatchObject({
      properties: { one: { type: "string", const: "b" }, any: { $ref: "#/definitions/module.E" } },
    });
  });

  test("only reachable types are defined, and a type may refer to itself", () => {
    const schemas = definitions("export interface T { next?: T; } export interface Unused { a: string; }");
    expect(Object.keys(schemas)).toEqual(["module.T"]);
  });

  test.each([
    ["string | string[]", { type: ["string", "array"], items: { type: "string" } }],
    ["number | null", { type: ["number", "null"] }],
    ['"a" | "b"', { type: "string", enum: ["a", "b"] }],
    ["string | Record<string, any>", { type: ["string", "object"], additionalProperties: {} }],
    ["(string | number)[]", { type: "array", items: { type: ["string", "number"] } }],
    ["-1", { type: "number", const: -1 }],
  ])("the union %s", (type, expected) => {
    expect(definitions(`export type T = ${type};`)["module.T"]).toEqual(expected);
  });

  test("objects in a union are discriminated by a property", () => {
    const text =
      'export interface A { type: "a"; x: string; } export interface B { type: "b"; } ' +
      "export interface Other { type: string; } export type T = A | B | Other;";
    expect(definitions(text)["module.T"]).toEqual({
      type: "object",
      required: ["type"],
      properties: { type: {} },
      allOf: [
        when("a", { $ref: "#/definitions/module.A" }),
        when("b", { $ref: "#/definitions/module.B" }),
        {
          if: { properties: { type: { type: "string", enum: ["a", "b"] } } },
          else: { $ref: "#/definitions/module.Other" },
        },
      ],
    });
  });
});

/** `then` holds for objects of this type. */
function when(type: string, then: object): object {
  return { if: { type: "object", required: ["type"], properties: { type: { const: type } } }, then };
}

describe("an unsupported declaration stops the build", () => {
  test.each([
    ["export type T = string & number;", /cannot read & number/],
    ["export type T = keyof X;", /expected ";", found X/],
    ["export class T {}", /module:1: expected "declare", found class/],
    ["export interface T extends U { a: string; }", /expected "{", found extends/],
    ["\n\nexport interface T { readonly a: string; }", /module:3: expected ":", found a/],
    ["export interface T { [name: string]: number; }", /expected a name, found \[/],
    ["export type T = Partial<X>;", /expected ";", found </],
    ["export interface T { a: string;", /expected a name, found the end/],
    ["export type T = Missing;", /declares no "Missing"/],
    ["export type T = { a: string; } | { b: string; };", /cannot be told apart/],
    ["export declare enum E { A = 1 } export type T = E.B;", /"module.E" has no member "B"/],
  ])("%s", (text, message) => {
    expect(() => definitions(text)).toThrow(message);
  });
});
