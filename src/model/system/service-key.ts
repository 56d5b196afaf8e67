/** A service among those of all systems: two systems may have services of the same name. */
export interface ServiceName {
  readonly system: string;
  readonly name: string;
}

/** Identifies a service among those of all systems. */
export function serviceKey({ system, name }: ServiceName): string {
  return JSON.stringify([system, name]);
}

/** Removes repetitions. */
export function distinctServices(services: readonly ServiceName[]): readonly ServiceName[] {
  return [...new Map(services.map((service) => [serviceKey(service), service])).values()];
}
