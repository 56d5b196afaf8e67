export { fieldOf, mappingsIn, textOf, textsIn } from "./fields.js";
export { manifestFindings } from "./findings.js";
export { isKnownKindName } from "./kinds.js";
export { type ReadManifestsResult, readCompose, readKustomization, readManifests } from "./read-manifests.js";
