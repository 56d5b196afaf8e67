import { describe, expect, test } from "vitest";
import type { Json } from "../../../src/formats/grafana/plain-json.js";
import { convertToV2 } from "../../../src/formats/grafana/v2/from-classic.js";
import { convertToClassic } from "../../../src/formats/grafana/v2/to-classic.js";
import { hasResourceSchemas, validateResource } from "../../formats/grafana/corpus-resources.js";
import { compileResources } from "./repository-resources.js";

const toJson = (value: unknown) => JSON.parse(JSON.stringify(value)) as Json;

describe.each(["12.4", "13.0"])("every dashboard of this repository, for Grafana %s", async (release) => {
  const resources = await compileResources(release);

  test.skipIf(!hasResourceSchemas)("matches Grafana's own schema", () => {
    for (const { resource, path } of resources) {
      expect({ path, problems: validateResource(resource) }).toEqual({ path, problems: [] });
    }
  });

  test.skipIf(!hasResourceSchemas)("would not match it with an unknown property", () => {
    const { resource } = resources[0]!;
    const [name, element] = Object.entries(resource.spec.elements as Record<string, Json>)[0]!;
    const elements = { [name]: { ...element, spec: { ...(element.spec as Json), tittle: "A" } } };
    expect(validateResource({ ...resource, spec: { ...resource.spec, elements } })).toEqual([
      { pointer: expect.stringMatching(`/elements/${name}/spec$`), message: expect.stringContaining("tittle") },
    ]);
  });

  test("has the layout that its classic form is converted to", () => {
    for (const { resource, value } of resources) {
      expect(resource.spec.layout).toEqual(convertToV2(toJson(value)).layout);
    }
  });

  test("comes back as its classic form", () => {
    for (const { resource, value } of resources) {
      const { uid: _uid, ...written } = toJson(value);
      const { pluginVersion: _version, ...back } = toJson(convertToClassic(toJson(resource.spec)));
      expect(normalize(back)).toMatchObject(normalize(written));
    }
  });
});

/**
 * Leaves out what Grafana does not keep: the ids of rows, the lines where rows begin, and lists and objects that are
 * empty.
 */
function normalize(dashboard: Json): Json {
  return JSON.parse(JSON.stringify(dashboard), (name, value) => {
    if (Array.isArray(value)) return value.length === 0 && name !== "tags" ? undefined : value;
    if (typeof value !== "object" || value === null) return name === "y" ? undefined : value;
    if (Object.keys(value).length === 0) return undefined;
    if (value.type !== "row") return value;
    const { id: _id, ...row } = value;
    return row;
  });
}
