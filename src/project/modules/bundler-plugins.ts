import { isBuiltin } from "node:module";
import { pathToFileURL } from "node:url";
import type { Plugin } from "rolldown";
import { importedFile } from "../../model/dashboard/foreign-json.js";
import { portablePath } from "../files/portable-path.js";

/** An import that cannot be resolved. */
export interface UnresolvedImport {
  readonly importer: string;
  readonly specifier: string;
}

/** What the bundler found out about imports. */
export interface ResolvedImports {
  readonly unresolved: UnresolvedImport[];
  /** Imports of modules by names that are not paths: by a package in TypeScript, or an alias of `tsconfig.json`. */
  readonly aliased: string[];
}

/** Leaves out modules that do not compile: what imports them refers to their source, which is never run. */
export function excludeModules(broken: ReadonlySet<string>): Plugin {
  return {
    name: "telltale:exclude-modules",
    resolveId: {
      order: "pre",
      filter: { id: /^[./]|^[A-Za-z]:[\\/]/ },
      async handler(id, importer) {
        if (broken.size === 0 || importer === undefined) return null;
        const resolved = await this.resolve(id, importer, { skipSelf: true });
        const isBroken = resolved && broken.has(resolved.id);
        return isBroken ? { id: pathToFileURL(resolved.id).href, external: true } : resolved;
      },
    },
  };
}

const typescript = /\.[mc]?tsx?$/;

/**
 * Decides what is bundled. The project's own files are. `telltale` resolves to the running package, so that there is one
 * instance of it. Node loads other packages by absolute URL, because the bundle does not run in the folder of its sources.
 * Packages in TypeScript are bundled, since Node 20 cannot run them.
 */
export function resolveImports({ unresolved, aliased }: ResolvedImports): Plugin {
  const recordUnresolved = (importer: string, specifier: string) => {
    unresolved.push({ importer, specifier });
    return { id: specifier, external: true };
  };
  return {
    name: "telltale:packages",
    resolveId: {
      filter: { id: /^[^./\0]/ },
      async handler(id, importer) {
        if (importer === undefined || isBuiltin(id) || /^[A-Za-z]:[\\/]/.test(id)) return null;
        if (/^telltale(?:\/|$)/.test(id)) return resolveOwnPackage(id) ?? recordUnresolved(importer, id);
        if (/^[a-z][a-z0-9+.-]+:/.test(id)) return { id, external: true };
        const resolved = await this.resolve(id, importer, { skipSelf: true });
        if (!resolved || resolved.external) return recordUnresolved(importer, id);
        const isPackage = /[\\/]node_modules[\\/]/.test(resolved.id) && !typescript.test(resolved.id);
        if (isPackage) return { id: pathToFileURL(resolved.id).href, external: true };
        aliased.push(id);
        return resolved;
      },
    },
  };
}

/** Resolves `telltale` and its subpaths by the `exports` of the running package. */
function resolveOwnPackage(specifier: string): { id: string; external: true } | undefined {
  try {
    return { id: import.meta.resolve(specifier), external: true };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_PACKAGE_PATH_NOT_EXPORTED") return undefined;
    throw error;
  }
}

/** True for the URL that `telltale` resolves to. */
export function isOwnPackage(url: string): boolean {
  return url === import.meta.resolve("telltale");
}

/** Hands the text of each file to a listener, before it is compiled. */
export function readSources(listener: (file: string, text: string) => void): Plugin {
  return {
    name: "telltale:sources",
    transform: {
      order: "pre",
      handler(code, id) {
        // The bundler's own modules have names that no file has.
        if (!id.startsWith("\0")) listener(id, code);
        return null;
      },
    },
  };
}

/** Turns an imported YAML file into a module with its text, and its path so that findings can point into it. */
export function importText(root: string): Plugin {
  return {
    name: "telltale:text",
    transform: {
      filter: { id: /\.ya?ml$/ },
      handler(code, id) {
        const imported = JSON.stringify({ text: code, path: portablePath(root, id) });
        return { code: `export default ${imported};`, moduleType: "js", map: null };
      },
    },
  };
}

/** Turns an imported JSON file into a module with its value, which keeps its text and path like that of YAML. */
export function importJson(root: string): Plugin {
  return {
    name: "telltale:json",
    transform: {
      filter: { id: /\.json$/ },
      handler(code, id) {
        const members = readMembers(code);
        if (members === undefined) return null;
        const file = JSON.stringify({ text: code, path: portablePath(root, id) });
        const named = members
          .filter((name) => /^[A-Za-z_$][\w$]*$/.test(name) && name !== "default")
          .map(
            (name, index) =>
              `const member${index} = value[${JSON.stringify(name)}]; export { member${index} as ${name} };`,
          );
        const module = [
          `const file = ${file};`,
          'const value = JSON.parse(file.text.replace(/^\\ufeff/, ""));',
          `Object.defineProperty(value, Symbol.for(${JSON.stringify(importedFile.description)}), { value: file });`,
          "export default value;",
          ...named,
        ];
        return { code: module.join("\n"), moduleType: "js", map: null };
      },
    },
  };
}

/** The names of the members of a JSON object. Undefined for any other text, which the bundler reads, or reports. */
function readMembers(text: string): readonly string[] | undefined {
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ""));
    return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.keys(value) : undefined;
  } catch {
    return undefined;
  }
}
