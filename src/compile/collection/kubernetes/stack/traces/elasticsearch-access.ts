/** The port of Elasticsearch. */
export const elasticsearchPort = 9200;

/** The Secret with the password of the user `elastic`, and its key. */
export const elasticsearchSecret = { name: "elasticsearch-password", key: "password" } as const;

/** The name of the job that deletes old indices. */
export const indexCleaner = "jaeger-es-index-cleaner";

/** Returns the password as an environment variable, for programs that read no file, or none with the mode of a Secret. */
export function passwordVariable(name: string) {
  const { name: secret, key } = elasticsearchSecret;
  return { name, valueFrom: { secretKeyRef: { name: secret, key } } };
}
