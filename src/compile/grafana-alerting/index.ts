export { composeGrafanaAlerting } from "./compose.js";
export { compileGrafanaRules } from "./rules.js";
