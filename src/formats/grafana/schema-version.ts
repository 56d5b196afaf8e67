/** The version of the classic schema that Grafana 12 and 13 write. */
export const latestSchemaVersion = 42;
