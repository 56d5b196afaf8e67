export { composeAlertmanagers, composeConfig, templateLabels } from "./composition/compose.js";
export { identityMatchers, identityOf } from "./identity.js";
export { inhibitAcrossSystems, type RoutedSystem } from "./inhibition/across-systems.js";
export { defaultTitle, isDefaultText } from "./integrations.js";
export { hasAlertLabel, listInstanceLabels, listRoutedAlerts } from "./routed-alert.js";
export { findPromises, type RoutePromises } from "./routes/route-promises.js";
export { compileSubtree, type Subtree } from "./subtree.js";
export { findWrittenAt } from "./written-at.js";
