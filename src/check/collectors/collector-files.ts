import { normalize } from "node:path/posix";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { readAlloy } from "../../formats/alloy/index.js";
import { readCompose, readKustomization, readManifests } from "../../formats/manifests/index.js";
import { checkAlloy } from "./check-alloy.js";
import { checkDaemonSets, type MappedAlloy } from "./check-daemon-sets.js";
import { checkCompose, checkManifests } from "./check-manifests.js";
import { checkReferences } from "./check-references.js";
import { type FileObject, type GeneratedObject, generatedObjects, patchPaths, toFileObject } from "./objects.js";

/** Reads manifests and configurations of Alloy one by one, and then checks them together. */
export class CollectorFiles {
  private readonly objects: FileObject[] = [];
  private readonly mapped: MappedAlloy[] = [];
  /** Configurations of Alloy in files of their own, by path. */
  private readonly alloys = new Map<string, MappedAlloy["alloy"]>();
  private readonly generated: GeneratedObject[] = [];
  private readonly patches = new Set<string>();

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
      for (const path of patchPaths(object, file)) this.patches.add(path);
    }
    return [...read.syntax, ...read.diagnostics];
  }

  /** Removes what is no defect of a patch: it has only the fields that it changes, and directives such as `$patch`. */
  acceptPatches(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
    if (this.patches.size === 0) return diagnostics;
    return diagnostics.filter(({ id, span, summary }) => {
      const isOfPatch = span !== undefined && this.patches.has(normalize(span.file));
      const isDirective = id === "manifest/unknown-field" && summary.includes('no field "$');
      return !isOfPatch || !(isDirective || id === "manifest/missing-field");
    });
  }

  /** Checks what only several files together show. */
  checkTogether(): readonly Diagnostic[] {
    const objects = this.objects.filter(({ file }) => !this.patches.has(file));
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
