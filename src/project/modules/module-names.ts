import { randomUUID } from "node:crypto";
import { textDigest } from "./compiled-modules.js";

/** The code of a module, which imports others by the names that they have before they are linked. */
interface UnlinkedModule {
  readonly file: string;
  readonly code: string;
}

export interface LinkedModule {
  /** Changes with the code of the module, and with that of all that it imports. */
  readonly name: string;
  /** Renders the code, with the names of what it imports. */
  readonly code: () => string;
}

/** The parts of a module that decide its name. */
interface Parts {
  readonly digest: string;
  readonly imports: readonly string[];
}

/**
 * Names compiled modules. Until all are compiled, the code of a module imports others by a number; no text of a user looks
 * like such a name.
 */
export class ModuleNames {
  readonly #token = randomUUID();
  readonly #pattern = new RegExp(`\\./(\\d+)\\.${this.#token}\\.mjs`, "g");
  readonly #numbers = new Map<string, number>();
  readonly #files: string[] = [];
  readonly #parts = new WeakMap<UnlinkedModule, Parts>();

  /** The name of the module of a file, until it is linked. */
  nameOf(file: string): string {
    const number = this.#numbers.get(file) ?? this.#files.push(file) - 1;
    this.#numbers.set(file, number);
    return `${number}.${this.#token}.mjs`;
  }

  /** The file of the module that is imported by such a name; undefined for any other import. */
  importedFile(specifier: string): string | undefined {
    const [number, rest] = specifier.replace(/^\.\//, "").split(/\.(.*)/);
    return rest === `${this.#token}.mjs` ? this.#files[Number(number)] : undefined;
  }

  /** Gives each module its name among files that stay. Modules that import each other get names that do not. */
  link(modules: readonly UnlinkedModule[]): ReadonlyMap<string, LinkedModule> {
    const byFile = new Map(modules.map((one) => [one.file, one]));
    const names = new Map<string, string>();
    const name = (file: string): string => {
      const known = names.get(file);
      const module = byFile.get(file);
      if (known !== undefined || !module) return known ?? "";
      names.set(file, "");
      const { digest, imports } = this.#partsOf(module);
      const hash = textDigest([digest, ...imports.map(name)].join(" "));
      const linked = `${this.#numbers.get(file)}-${hash.slice(0, 16)}.mjs`;
      names.set(file, linked);
      return linked;
    };
    const rename = (code: string) =>
      code.replace(this.#pattern, (_, number: string) => `./${name(this.#files[Number(number)]!)}`);
    return new Map(modules.map(({ file, code }) => [file, { name: name(file), code: () => rename(code) }]));
  }

  #partsOf(module: UnlinkedModule): Parts {
    const known = this.#parts.get(module);
    if (known) return known;
    const numbers = Array.from(module.code.matchAll(this.#pattern), ([, number]) => Number(number));
    const imports = [...new Set(numbers)].map((number) => this.#files[number]!);
    const parts = { digest: textDigest(module.code), imports };
    this.#parts.set(module, parts);
    return parts;
  }
}
