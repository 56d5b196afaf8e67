export { CheckMemory } from "./check-memory.js";
export { detectFileKind, type FileKind, isKnownKind } from "./file-kind.js";
export { type CheckFilesOptions, checkFiles, type OutsideFile, outsideExpressions } from "./files.js";
export { allowFindings, checkFindings } from "./findings.js";
export { type CheckProjectOptions, checkProject } from "./project.js";
export { checks } from "./registry.js";
