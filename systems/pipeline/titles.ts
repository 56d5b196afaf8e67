import type { ServiceName } from "./services.js";

/** The title of the dashboard of a service, as the document calls it. */
export function titleOf(name: ServiceName): `${Capitalize<ServiceName>} Service` {
  return `${capitalise(name)} Service`;
}

function capitalise<const Text extends string>(text: Text): Capitalize<Text> {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}` as Capitalize<Text>;
}
