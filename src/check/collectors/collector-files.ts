import { dirname, join, normalize } from "node:path/posix";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { readAlloy } from "../../formats/alloy/index.js";
import { readCompose, readKustomization, readManifests } from "../../formats/manifests/index.js";
import { checkAlloy } from "./check-alloy.js";
import { checkDaemonSets, type MappedAlloy } from "./check-daemon-sets.js";
import { checkCompose, checkManifests } from "./check-manifests.js";
import { checkReferences } from "./check-references.js";
import { type FileObject, type GeneratedObject, generatedObjects, patchPaths, toFileObject } from "./objects.js";

/** A patch that a kustomization in `folder` names. */
interface PatchReference {
  readonly path: string;
  readonly folder: string;
}

/** Reads manifests and configurations of Alloy one by one, and then checks them together. */
export class CollectorFiles {
  private readonly objects: FileObject[] = [];
  private readonly mapped: MappedAlloy[] = [];
  /** Configurations of Alloy in files of their own, by path. */
  private readonly alloys = new Map<string, MappedAlloy["alloy"]>();
  private readonly generated: GeneratedObject[] = [];
  private readonly patches: PatchReference[] = [];

  /** Reads a configuration of Alloy: a file, or a part of the ConfigMap `holder`. */
  readAlloy(text: string, file: string, holder: string | undefined): readonly Diagnostic[] {
    const read = readAlloy(text, { file });
    if (holder !== undefined) this.mapped.push({ configMap: holder, alloy: read });
    else this.alloys.set(normalize(file), read);
    return [...read.diagnostics, ...checkAlloy(read)];
  }

  /** Reads objects of Kubernetes. Leaves out the errors of the YAML, which another reader of the file reports. */
  readObjects(text: string, file: string, except?: string): readonly Diagnostic[] {
    const read = readManifests(text, { file, ...(except !== undefined && { except }) });
    this.objects.push(...read.objects.map((node) => toFileObject(node, normalize(file), read.span)));
    return [...read.diagnostics, ...checkManifests(read)];
  }

  readManifests(text: string, file: string): readonly Diagnostic[] {
    return [...readManifests(text, { file }).syntax, ...this.readObjects(text, file)];
  }

  readCompose(text: string, file: string): readonly Diagnostic[] {
    const read = readCompose(text, { file });
    return [...read.syntax, ...read.diagnostics, ...checkCompose(read)];
  }

  /** Reads a kustomization, or a component of one. */
  readKustomization(text: string, file: string): readonly Diagnostic[] {
    const read = readKustomization(text, { file });
    for (const object of read.objects) {
      this.generated.push(...generatedObjects(object, file));
      this.patches.push(...patchPaths(object).map((path) => ({ path, folder: dirname(file) })));
    }
    return [...read.syntax, ...read.diagnostics];
  }

  /** Removes what is no defect of a patch: it has only the fields that it changes, and directives such as `$patch`. */
  acceptPatches(diagnostics: readonly (readonly Diagnostic[])[]): readonly (readonly Diagnostic[])[] {
    const patches = this.patchFiles();
    if (patches.size === 0) return diagnostics;
    const isDefect = ({ id, span, summary }: Diagnostic) => {
      const isOfPatch = span !== undefined && patches.has(normalize(span.file));
      const isDirective = id === "manifest/unknown-field" && summary.includes('no field "$');
      return !isOfPatch || !(isDirective || /^(?:manifest|alertmanager)\/(?:missing|undefined)-/.test(id));
    };
    return diagnostics.map((some) => some.filter(isDefect));
  }

  /**
   * The files that kustomizations apply as patches. Scripts copy a kustomization to a folder above before they build it, so
   * a path that leads nowhere from its own folder is tried from those above.
   */
  private patchFiles(): ReadonlySet<string> {
    if (this.patches.length === 0) return new Set();
    const files = new Set(this.objects.map(({ file }) => file));
    return new Set(
      this.patches.flatMap(({ path, folder }) => {
        return (
          withFoldersAbove(folder)
            .map((one) => join(one, path))
            .find((file) => files.has(file)) ?? []
        );
      }),
    );
  }

  /** Checks what only several files together show. */
  checkTogether(): readonly Diagnostic[] {
    const patches = this.patchFiles();
    const objects = this.objects.filter(({ file }) => !patches.has(file));
    const generated = this.generated.flatMap(({ name, files }) =>
      files.flatMap((path) => {
        const alloy = this.alloys.get(path);
        return alloy ? [{ configMap: name, alloy }] : [];
      }),
    );
    return [
      ...checkDaemonSets(
        objects.map(({ node }) => node),
        [...this.mapped, ...generated],
      ),
      ...checkReferences(objects, this.generated),
    ];
  }
}

/** `a/b` → `a/b`, `a`, `.` */
function withFoldersAbove(folder: string): readonly string[] {
  const folders = [folder];
  for (let one = folder; dirname(one) !== one; one = dirname(one)) folders.push(dirname(one));
  return folders;
}
