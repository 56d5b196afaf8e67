export { type CheckFilesOptions, checkFiles, type OutsideFile } from "./files.js";
export { notices } from "./notices.js";
export { type CheckProjectOptions, checkProject } from "./project.js";
export { checks } from "./registry.js";
