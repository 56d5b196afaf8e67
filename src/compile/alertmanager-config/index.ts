export { compileAlertmanagerConfigs, type RoutedSystem, writeAlertmanagerConfig } from "./compose.js";
