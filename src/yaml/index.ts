export { type AliasProblem, aliasProblem, resolveAlias } from "./aliases.js";
export { Decoder, type Located, type TextEntry } from "./decode.js";
export { type DuplicateKey, duplicateKeys, isMergeKey, type MergedEntries, mergedEntries } from "./mapping.js";
export type { ScalarStyle, YamlAlias, YamlEntry, YamlMapping, YamlNode, YamlScalar, YamlSequence } from "./node.js";
export { plainValue } from "./plain.js";
export { type ReadYamlOptions, readYaml, spanOf, type YamlText } from "./read.js";
export { scalarPlaces } from "./scalar-places.js";
export { isNull, plainType, type ScalarType, scalarType } from "./scalar-type.js";
export { renderYaml, type YamlValue } from "./write.js";
