import { isBuiltin } from "node:module";
import { pathToFileURL } from "node:url";
import type { Plugin } from "rolldown";
import { portablePath } from "../files/portable-path.js";

/** An import that leads nowhere, and the module it stands in. */
export interface Unresolved {
  readonly importer: string;
  readonly specifier: string;
}

const typescript = /\.[mc]?tsx?$/;

/**
 * Decides what becomes part of the bundle. The project's own files do. `telltale` is the running package, so that there
 * is one instance of it; other packages are left to Node, by absolute address, because the bundle does not run where
 * its sources lie. Packages written in TypeScript are bundled, since Node 20 cannot run them.
 */
export function resolveImports(unresolved: Unresolved[]): Plugin {
  const leadsNowhere = (importer: string, specifier: string) => {
    unresolved.push({ importer, specifier });
    return { id: specifier, external: true };
  };
  return {
    name: "telltale:packages",
    resolveId: {
      filter: { id: /^[^./\0]/ },
      async handler(id, importer) {
        if (importer === undefined || isBuiltin(id) || /^[A-Za-z]:[\\/]/.test(id)) return null;
        if (/^telltale(?:\/|$)/.test(id)) return ownEntry(id) ?? leadsNowhere(importer, id);
        if (/^[a-z][a-z0-9+.-]+:/.test(id)) return { id, external: true };
        const found = await this.resolve(id, importer, { skipSelf: true });
        if (!found || found.external) return leadsNowhere(importer, id);
        const isPackage = /[\\/]node_modules[\\/]/.test(found.id) && !typescript.test(found.id);
        return isPackage ? { id: pathToFileURL(found.id).href, external: true } : found;
      },
    },
  };
}

/** The running package resolves its own name by its own `exports`. */
function ownEntry(specifier: string): { id: string; external: true } | undefined {
  try {
    return { id: import.meta.resolve(specifier), external: true };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_PACKAGE_PATH_NOT_EXPORTED") return undefined;
    throw error;
  }
}

/** Makes a YAML file that is imported a module: its text, and its path so that findings can point into it. */
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
