import type { Collection } from "../../model/collection/collection.js";
import type { Check } from "../check.js";
import type { JobView } from "../collection-subject.js";

/** A target that two jobs scrape: each of its series exists twice. */
export const doubled: Check = {
  id: "collection/doubled",
  on: "collection",
  *run({ jobs, collection }) {
    const first = new Map<string, string>();
    for (const job of jobs) {
      const reported = new Set<string>();
      for (const { address, words, host } of addressesOf(job, collection)) {
        const other = first.get(address) ?? (host === undefined ? undefined : podsBehind(host, jobs)?.name);
        if (other === undefined) first.set(address, job.name);
        else if (!reported.has(other)) {
          reported.add(other);
          yield {
            summary: `${words} scraped twice: also by the job "${other}"`,
            details:
              "Each of its series exists twice, with another job. Sums over them are twice as high as they should be.",
            fix: job.from === "targets" ? "remove the target from one of the jobs" : "remove one of the jobs",
            at: job.locate(job.from === "targets" ? "targets" : "labels"),
            subject: job.subject,
            allow: job.allow,
          };
        }
      }
    }
  },
};

interface Address {
  /** The same for two jobs that scrape the same. */
  readonly address: string;
  readonly words: string;
  /** The name of a Service, with its namespace where it is written out. */
  readonly host?: string;
}

function addressesOf(
  { from, scheme, targets, path, labels, podLabels, service, probe }: JobView,
  { kubernetes }: Collection,
): readonly Address[] {
  if (probe) {
    return probe.addresses.map((probed) => ({
      address: `${scheme}://${targets[0]}${path} ${probe.module} ${probed}`,
      words: `the probe of ${probed} is`,
    }));
  }
  switch (from) {
    case "targets":
      return targets.map((target) => ({
        address: `${scheme}://${target}${path}`,
        words: `the target ${target} is`,
        host: target.replace(/:\d+$/, ""),
      }));
    case "kubelet":
      return [{ address: `kubelet${path}`, words: `the kubelet at ${path} is` }];
    case "pods": {
      const sorted = Object.entries({ ...labels, ...podLabels }).sort(([one], [other]) => (one < other ? -1 : 1));
      const selector = sorted.map(([name, value]) => `${name}="${value}"`).join(", ");
      // Alloy gives each pod one job. Prometheus scrapes two ports of a pod in two jobs.
      const place = kubernetes?.secret === undefined ? `${service?.port}${path}` : "";
      return [{ address: `pods ${selector} ${place}`, words: `the pods with ${selector} are` }];
    }
  }
}

/** The job that discovers the pods behind the Service at an address: it is called like one of their labels. */
function podsBehind(host: string, jobs: readonly JobView[]): JobView | undefined {
  const [service, namespace] = host.split(".");
  return jobs.find(({ from, labels }) => {
    if (from !== "pods" || (namespace !== undefined && namespace !== labels.namespace)) return false;
    return Object.entries(labels).some(([name, value]) => name !== "namespace" && value === service);
  });
}
