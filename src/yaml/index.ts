export { Decoder, type Located, type TextEntry } from "./decode.js";
export type { ScalarStyle, YamlAlias, YamlEntry, YamlMapping, YamlNode, YamlScalar, YamlSequence } from "./node.js";
export { type ReadYamlOptions, readYaml, spanOf, type YamlText } from "./read.js";
export { scalarPlaces } from "./scan/scalar-offsets.js";
export { type AliasProblem, aliasProblem, resolveAlias } from "./values/aliases.js";
export { type DuplicateKey, duplicateKeys, isMergeKey, type MergedEntries, mergedEntries } from "./values/mapping.js";
export { plainValue } from "./values/plain-value.js";
export { isNull, plainType, type ScalarType, scalarType } from "./values/scalar-type.js";
export { renderYaml, type YamlValue } from "./write.js";
