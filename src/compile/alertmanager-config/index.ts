export { compileAlertmanagerConfigs } from "./compose.js";
