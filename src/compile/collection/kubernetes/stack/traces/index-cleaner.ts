import { imageOf } from "../../../../../model/collection/components.js";
import { type Duration, durationMs } from "../../../../../model/definition/duration.js";
import type { YamlValue } from "../../../../../yaml/index.js";
import { allow, nameResolution, podsOf } from "../../network-policies.js";
import { containerSecurity, metadataOf, ownLabels } from "../../pods.js";
import { elasticsearchPort, indexCleaner, passwordVariable } from "./elasticsearch-access.js";

const day = 24 * 60 * 60 * 1000;

/** Writes the job that deletes traces from Elasticsearch, an index of a day at a time: Jaeger itself deletes none. */
export function writeIndexCleaner(namespace: string, retention: Duration): readonly YamlValue[] {
  const days = Math.max(1, Math.ceil((durationMs(retention) ?? 0) / day));
  const user = 10001;
  const container = {
    ...{ name: indexCleaner, image: imageOf(indexCleaner) },
    args: [String(days), `http://elasticsearch:${elasticsearchPort}`],
    env: [{ name: "ES_USERNAME", value: "elastic" }, passwordVariable("ES_PASSWORD")],
    securityContext: containerSecurity,
  };
  return [
    {
      ...{ apiVersion: "batch/v1", kind: "CronJob", metadata: metadataOf({ name: indexCleaner, namespace }) },
      spec: {
        ...{ schedule: "55 23 * * *", timeZone: "Etc/UTC", concurrencyPolicy: "Forbid" },
        jobTemplate: {
          spec: {
            backoffLimit: 3,
            template: {
              metadata: { labels: ownLabels(indexCleaner) },
              spec: {
                restartPolicy: "OnFailure",
                automountServiceAccountToken: false,
                securityContext: {
                  ...{ runAsNonRoot: true, runAsUser: user, runAsGroup: user },
                  seccompProfile: { type: "RuntimeDefault" },
                },
                containers: [container],
              },
            },
          },
        },
      },
    },
    allow(indexCleaner, namespace, {
      ingress: [],
      egress: [nameResolution, { peers: podsOf("elasticsearch"), ports: [elasticsearchPort] }],
    }),
  ];
}
