import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { readAlloy } from "../../formats/alloy/index.js";
import { readCompose, readManifests } from "../../formats/manifests/index.js";
import type { YamlMapping } from "../../yaml/index.js";
import { checkAlloy } from "./check-alloy.js";
import { checkDaemonSets, type MappedAlloy } from "./check-daemon-sets.js";
import { checkCompose, checkManifests } from "./check-manifests.js";

/** Reads manifests and configurations of Alloy one by one, and then checks them together. */
export class CollectorFiles {
  private readonly objects: YamlMapping[] = [];
  private readonly mapped: MappedAlloy[] = [];

  /** Reads a configuration of Alloy: a file, or a part of the ConfigMap `holder`. */
  readAlloy(text: string, file: string, holder: string | undefined): readonly Diagnostic[] {
    const read = readAlloy(text, { file });
    if (holder !== undefined) this.mapped.push({ configMap: holder, alloy: read });
    return [...read.diagnostics, ...checkAlloy(read)];
  }

  /** Reads objects of Kubernetes. Leaves out the errors of the YAML, which another reader of the file reports. */
  readObjects(text: string, file: string, except?: string): readonly Diagnostic[] {
    const read = readManifests(text, { file, ...(except !== undefined && { except }) });
    this.objects.push(...read.objects);
    return [...read.diagnostics, ...checkManifests(read)];
  }

  readManifests(text: string, file: string): readonly Diagnostic[] {
    return [...readManifests(text, { file }).syntax, ...this.readObjects(text, file)];
  }

  readCompose(text: string, file: string): readonly Diagnostic[] {
    const read = readCompose(text, { file });
    return [...read.syntax, ...read.diagnostics, ...checkCompose(read)];
  }

  /** Checks what only several files together show. */
  checkTogether(): readonly Diagnostic[] {
    return checkDaemonSets(this.objects, this.mapped);
  }
}
