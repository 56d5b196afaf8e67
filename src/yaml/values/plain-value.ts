import type { YamlNode, YamlScalar } from "../node.js";
import type { YamlValue } from "../write.js";
import { resolveAlias } from "./aliases.js";
import { mergeEntries } from "./mapping.js";
import { parseYamlNumber } from "./number.js";
import { scalarType } from "./scalar-type.js";

/** Converts a tree to plain data; dates stay strings. Call it only if `Decoder.checkAliases` accepts the tree. */
export function toPlainValue(root: YamlNode): YamlValue {
  let result: YamlValue = null;
  const waiting: { node: YamlNode; store: (value: YamlValue) => void }[] = [
    {
      node: root,
      store: (value) => {
        result = value;
      },
    },
  ];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { store } = next;
    const node = resolveAlias(next.node);
    if (node.kind === "scalar") store(scalarValue(node));
    else if (node.kind === "sequence") {
      const list: YamlValue[] = node.items.map(() => null);
      store(list);
      for (const [index, item] of node.items.entries()) {
        waiting.push({
          node: item,
          store: (value) => {
            list[index] = value;
          },
        });
      }
    } else {
      const mapping: Record<string, YamlValue> = {};
      store(mapping);
      const { entries } = mergeEntries(node);
      for (const { key } of entries) define(mapping, keyText(key), null);
      for (const { key, value } of entries) {
        waiting.push({ node: value, store: (plain) => define(mapping, keyText(key), plain) });
      }
    }
  }
  return result;
}

/** Defines a property of any name, `__proto__` too. */
function define(mapping: Record<string, YamlValue>, key: string, value: YamlValue): void {
  Object.defineProperty(mapping, key, { value, enumerable: true, writable: true, configurable: true });
}

function keyText(key: YamlNode): string {
  const node = resolveAlias(key);
  return node.kind === "scalar" ? node.value : "";
}

function scalarValue(scalar: YamlScalar): YamlValue {
  switch (scalarType(scalar)) {
    case "null":
      return null;
    case "bool":
      return scalar.value.toLowerCase() === "true";
    case "int":
    case "float":
      return parseYamlNumber(scalar.value);
    default:
      return scalar.value;
  }
}
