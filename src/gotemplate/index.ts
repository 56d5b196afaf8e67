export {
  alertTemplateOptions,
  alertVariables,
  goFunctions,
  prometheusFunctions,
  type TemplateFunction,
} from "./functions.js";
export { type AlertTemplateInGrafana, type TemplateLimit, toGrafanaTemplate } from "./grafana/alert-template.js";
export { labelReference } from "./label-reference.js";
export { type FieldUse, findFieldUses, findLabelUses, type LabelUse, type TemplateUses } from "./label-uses.js";
export { lineTemplateOptions } from "./loki/functions.js";
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
} from "./parse/ast.js";
export type { TemplateError } from "./parse/failure.js";
export { unquoteString } from "./parse/literals.js";
export { type ParsedTemplate, parseTemplate, type TemplateOptions } from "./parse/parser.js";
export { findPlainLabels } from "./plain-labels.js";
export { findValueOutputs, type ValueOutput } from "./value-outputs.js";
