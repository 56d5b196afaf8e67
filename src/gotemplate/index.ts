export type {
  Action,
  Branch,
  Command,
  Include,
  LoopControl,
  Operand,
  Pipeline,
  Template,
  TemplateNode,
  Text,
} from "./ast.js";
export type { TemplateError } from "./failure.js";
export { alertTemplate, alertVariables, goFunctions, prometheusFunctions, type TemplateFunction } from "./functions.js";
export { type LabelUse, type TemplateUses, templateLabels } from "./labels.js";
export { unquoteString } from "./literals.js";
export { type ParsedTemplate, parseTemplate, type TemplateOptions } from "./parser.js";
export { plainLabels } from "./plain.js";
