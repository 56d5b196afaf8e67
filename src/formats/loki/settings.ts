import { resolveAlias, toPlainValue, type YamlNode, type YamlValue } from "../../yaml/index.js";

/** The values of a configuration by path, `compactor.retention_enabled`, and their positions. */
export class Settings {
  private readonly root: YamlNode;

  constructor(root: YamlNode) {
    this.root = root;
  }

  value(path: string): YamlValue | undefined {
    const node = this.find(path);
    return node && toPlainValue(node);
  }

  /** The text of a scalar: a number as written, too. */
  text(path: string): string | undefined {
    const node = this.find(path);
    const target = node && resolveAlias(node);
    return target?.kind === "scalar" && toPlainValue(target) !== null ? target.value : undefined;
  }

  isTrue(path: string): boolean {
    return this.value(path) === true;
  }

  isFalse(path: string): boolean {
    return this.value(path) === false;
  }

  isSet(path: string): boolean {
    const value = this.value(path);
    return value !== undefined && value !== null && value !== "";
  }

  /** The settings of each item of a list. */
  items(path: string): readonly Settings[] {
    const node = this.find(path);
    const target = node && resolveAlias(node);
    return target?.kind === "sequence" ? target.items.map((item) => new Settings(item)) : [];
  }

  /** The position of a setting, or of the section around it. */
  range(path: string): YamlNode {
    const parts = path.split(".");
    for (let length = parts.length; length > 0; length--) {
      const node = this.find(parts.slice(0, length).join("."));
      if (node !== undefined) return node;
    }
    return this.root;
  }

  private find(path: string): YamlNode | undefined {
    let node: YamlNode | undefined = this.root;
    for (const part of path.split(".")) {
      const target: YamlNode = resolveAlias(node!);
      if (target.kind !== "mapping") return undefined;
      node = target.entries.findLast(({ key }) => key.kind === "scalar" && key.value === part)?.value;
      if (node === undefined) return undefined;
    }
    return node;
  }
}
