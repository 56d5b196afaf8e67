export { compileAlertmanagerConfigs, type RoutedSystem } from "./compose.js";
