export { compileAlertmanagerConfigs, writeAlertmanagerConfig } from "./compose.js";
