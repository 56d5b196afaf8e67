export { Decoder, type LocatedValue, type TextEntry } from "./decode.js";
export type { ScalarStyle, YamlAlias, YamlEntry, YamlMapping, YamlNode, YamlScalar, YamlSequence } from "./node.js";
export { type ReadYamlOptions, readYaml, toSpan, type YamlText } from "./read.js";
export { mapScalarOffsets } from "./scan/scalar-offsets.js";
export { type AliasProblem, findAliasProblem, resolveAlias } from "./values/aliases.js";
export { type DuplicateKey, findDuplicateKeys, isMergeKey, type MergeResult, mergeEntries } from "./values/mapping.js";
export { toPlainValue } from "./values/plain-value.js";
export { isNull, plainType, type ScalarType, scalarType } from "./values/scalar-type.js";
export { renderYaml, type YamlValue } from "./write.js";
