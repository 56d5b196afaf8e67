/**
 * Executes templates with any data and functions. It is a separate entry point, because most commands only parse
 * templates. For the templates of alerts see `expand.ts`.
 */

export { builtins } from "./builtin/builtins.js";
export { compile } from "./execute/compile.js";
export { type Execution, execute } from "./execute/execute.js";
export type { Program } from "./execute/program.js";
export type { ExecutionOptions, FunctionTable } from "./execute/state.js";
export type { GoFunction, GoList, GoMap, GoString, GoStruct, GoType, GoValue } from "./values/definitions.js";
export {
  anything,
  bool,
  CallFailure,
  float,
  goFunction,
  int,
  type Parameter,
  text,
  typed,
  variadicFunction,
} from "./values/function.js";
export {
  boolType,
  floatType,
  interfaceType,
  intType,
  listType,
  mapType,
  pointerType,
  stringType,
} from "./values/types.js";
export { goBool, goFloat, goInt, goList, goMap, goPointer, goString, goStringMap } from "./values/value.js";
export type { ExecutionLimits } from "./values/work-limit.js";
