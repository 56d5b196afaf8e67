// @ts-check

/** @typedef {import("./declarations.mjs").Type} Type */
/** @typedef {Record<string, any>} Schema */

/** The SDK's type of any query, whatever its data source: an object with unknown fields. */
const OPEN_OBJECTS = new Set(["cog.Dataquery"]);

/** Converts SDK types to JSON Schema definitions named `module.Name`, each once, with the types it refers to. */
export class SchemaDefinitions {
  /** @param {import("./declarations.mjs").Declarations} declarations */
  constructor(declarations) {
    this.declarations = declarations;
    /** @type {Record<string, Schema>} */
    this.definitions = {};
  }

  /**
   * Returns a reference to the definition of a declared type, which it adds if it is missing.
   *
   * @param {string} module
   * @param {string} name
   * @returns {Schema}
   */
  refer(module, name) {
    const key = `${module}.${name}`;
    if (OPEN_OBJECTS.has(key)) return { type: "object" };
    if (this.definitions[key] === undefined) {
      // Set before it is built, because a type may refer to itself.
      const definition = {};
      this.definitions[key] = definition;
      Object.assign(definition, this.declared(module, name));
    }
    return { $ref: `#/definitions/${key}` };
  }

  /**
   * @param {string} module
   * @param {string} name
   * @returns {Schema}
   */
  declared(module, name) {
    const declaration = this.declarations.find(module, name);
    return declaration.kind === "enum" ? oneOfValues([...declaration.members.values()]) : this.schema(declaration.type);
  }

  /**
   * @param {Type} type
   * @returns {Schema}
   */
  schema(type) {
    switch (type.kind) {
      case "keyword":
        return type.name === "any" ? {} : { type: type.name };
      case "literal":
        return oneOfValues([type.value]);
      case "array":
        return { type: "array", items: this.schema(type.element) };
      case "map":
        return { type: "object", additionalProperties: this.schema(type.values) };
      case "object":
        return this.object(type.properties);
      case "reference":
        return this.reference(type);
      case "union":
        return this.union(type.members);
    }
  }

  /**
   * @param {Type & { kind: "reference" }} type
   * @returns {Schema}
   */
  reference({ module, name, member }) {
    if (member === undefined) return this.refer(module, name);
    return oneOfValues([this.enumMember(module, name, member)]);
  }

  /**
   * @param {string} module
   * @param {string} name
   * @param {string} member
   */
  enumMember(module, name, member) {
    const declaration = this.declarations.find(module, name);
    const value = declaration.kind === "enum" ? declaration.members.get(member) : undefined;
    if (value === undefined) throw new Error(`"${module}.${name}" has no member "${member}"`);
    return value;
  }

  /**
   * @param {import("./declarations.mjs").Property[]} properties
   * @returns {Schema}
   */
  object(properties) {
    const required = properties.filter((property) => !property.optional).map((property) => property.name);
    return {
      type: "object",
      additionalProperties: false,
      ...(required.length > 0 ? { required } : {}),
      properties: Object.fromEntries(properties.map(({ name, type }) => [name, this.schema(type)])),
    };
  }

  /**
   * Converts a union without `anyOf`, whose errors are unreadable: its members either differ in their JSON type, or are
   * objects with a discriminator.
   *
   * @param {Type[]} members
   * @returns {Schema}
   */
  union(members) {
    if (members.every((member) => member.kind === "literal")) {
      return oneOfValues(members.map((member) => member.value));
    }
    const discriminated = this.discriminated(members);
    if (discriminated !== undefined) return discriminated;

    /** @type {Schema} */
    const merged = { type: [] };
    for (const member of members) {
      const { type, ...rest } = this.resolved(this.schema(member));
      if (typeof type !== "string" || merged.type.includes(type)) {
        throw new Error(`a union whose members cannot be told apart: ${JSON.stringify(members)}`);
      }
      merged.type.push(type);
      Object.assign(merged, rest);
    }
    return merged;
  }

  /**
   * @param {Type[]} members
   * @returns {Schema | undefined}
   */
  discriminated(members) {
    const references = members.filter((member) => member.kind === "reference");
    if (references.length < members.length) return undefined;
    const variants = references.map((reference) => {
      const schema = this.reference(reference);
      return { schema, properties: this.resolved(schema).properties ?? {} };
    });
    const property = discriminator(variants.map(({ properties }) => properties));
    if (property === undefined) return undefined;
    const named = variants.filter(({ properties }) => properties[property].const !== undefined);
    const names = oneOfValues(named.map(({ properties }) => properties[property].const));
    const open = variants.find(({ properties }) => properties[property].const === undefined);
    return {
      type: "object",
      required: [property],
      properties: { [property]: open === undefined ? names : {} },
      allOf: [
        ...named.map(({ schema, properties }) => when({ [property]: properties[property].const }, schema)),
        ...(open === undefined ? [] : [{ if: { properties: { [property]: names } }, else: open.schema }]),
      ],
    };
  }

  /**
   * @param {Schema} schema
   * @returns {Schema}
   */
  resolved(schema) {
    if (schema.$ref === undefined) return schema;
    return this.definitions[schema.$ref.slice("#/definitions/".length)] ?? {};
  }
}

/**
 * Finds the property that has a fixed value in every variant. One variant may lack it: it takes all other values.
 *
 * @param {Record<string, Schema>[]} variants
 * @returns {string | undefined}
 */
function discriminator(variants) {
  return Object.keys(variants[0] ?? {}).find(
    (name) =>
      variants.every((properties) => properties[name]?.type === "string") &&
      variants.filter((properties) => properties[name]?.const === undefined).length <= 1,
  );
}

/**
 * Requires `then` of objects whose properties have these values.
 *
 * @param {Record<string, string | number | boolean>} values
 * @param {Schema} then
 * @returns {Schema}
 */
export function when(values, then) {
  const properties = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { const: value }]));
  return { if: { type: "object", required: Object.keys(values), properties }, then };
}

/**
 * @param {(string | number | boolean)[]} values
 * @returns {Schema}
 */
function oneOfValues(values) {
  const distinct = [...new Set(values)];
  const type = typeof distinct[0];
  if (distinct.some((value) => typeof value !== type))
    throw new Error(`values of several types: ${distinct.join(", ")}`);
  return distinct.length === 1 ? { type, const: distinct[0] } : { type, enum: distinct };
}
