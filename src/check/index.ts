export {
  type CheckFilesOptions,
  checkFiles,
  type OutsideFile,
  outsideExpressions,
  outsideUses,
} from "./files/check-files.js";
export { detectFileKind, type FileKind, isKnownKind } from "./files/file-kind.js";
export { allowFindings, checkFindings } from "./findings.js";
export { CheckMemory } from "./project/check-memory.js";
export { type CheckProjectOptions, checkProject } from "./project/check-project.js";
export { checks } from "./registry.js";
