export { CheckMemory } from "./check-memory.js";
export { type CheckFilesOptions, checkFiles, type OutsideFile, outsideExpressions } from "./files/check-files.js";
export { detectFileKind, type FileKind, isKnownKind } from "./files/file-kind.js";
export { allowFindings, checkFindings } from "./findings.js";
export { type CheckProjectOptions, checkProject } from "./project.js";
export { checks } from "./registry.js";
