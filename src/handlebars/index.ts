export { parseTemplate } from "./parse.js";
export { type Helpers, type Partials, renderTemplate } from "./render.js";
export { TemplateError, type TemplateNode } from "./syntax.js";
