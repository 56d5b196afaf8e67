export { manifestFindings } from "./findings.js";
export { isKnownKindName } from "./kinds.js";
export {
  fieldOf,
  type ReadManifestsResult,
  readCompose,
  readKustomization,
  readManifests,
  textOf,
} from "./read-manifests.js";
