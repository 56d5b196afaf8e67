import type { Collection } from "../../model/collection/collection.js";
import type { Check } from "../check.js";
import type { JobView } from "../collection-subject.js";

/** Labels that every scrape adds. */
const always: ReadonlySet<string> = new Set(["job", "instance"]);

/** A label that expressions rely on, and that a job does not add, or with another value. */
export const missingLabel: Check = {
  id: "collection/missing-label",
  on: "collection",
  *run({ jobs, context, collection }) {
    for (const job of jobs) {
      const labels = labelsOfNoPod(job, collection);
      if (labels !== undefined) {
        yield {
          summary: `no component of the collection has pods with the labels of the job "${job.name}": ${labels}`,
          details: "The job finds no pods: none of its series exist.",
          fix: "add the labels to a component that exposes these metrics",
          at: job.locate("labels"),
          subject: job.subject,
          allow: job.allow,
        };
      }
      const { service } = job;
      const known = context.catalogue?.services.find(({ name }) => name === service?.name);
      if (!service || !known) continue;
      for (const [label, value] of Object.entries(known.selector)) {
        if (job.discoveredLabels.includes(label)) continue;
        const actual = labelOf(job, label);
        if (actual === value || (label === "instance" && actual === undefined)) continue;
        yield {
          summary:
            actual === undefined
              ? `the job adds no label "${label}", which selects the series of "${service.name}"`
              : `the job gives its series ${label}="${actual}", but "${service.name}" is selected by ${label}="${value}"`,
          details: "No expression of this service finds its series.",
          fix: label === "job" ? `set job: "${value}"` : `add ${label}: "${value}" to its labels`,
          at: job.locate(label === "job" ? "job" : "labels"),
          subject: job.subject,
          allow: job.allow,
        };
      }
      for (const label of Object.keys(service.addedLabels)) {
        if (always.has(label) || label in known.selector || job.discoveredLabels.includes(label)) continue;
        if (labelOf(job, label) !== undefined) continue;
        yield {
          summary: `the job adds no label "${label}", which the series of "${service.name}" are declared to have`,
          details: "Expressions that group by it put everything into one group.",
          fix: `add it to the labels of the job, or remove it from those of the service or the system`,
          at: job.locate("labels"),
          subject: job.subject,
          allow: job.allow,
        };
      }
    }
  },
};

/** The labels of a job whose pods are those of the collection, if none of them has all labels. */
function labelsOfNoPod({ from, labels }: JobView, { kubernetes }: Collection): string | undefined {
  const { namespace, ...others } = labels;
  if (from !== "pods" || !kubernetes || namespace !== kubernetes.namespace) return undefined;
  const wanted = Object.entries(others);
  const isFound = Object.entries(kubernetes.components).some(([name, component]) => {
    const own: Readonly<Record<string, string>> = { app: name, ...component?.labels };
    return component !== undefined && wanted.every(([label, value]) => own[label] === value);
  });
  return isFound ? undefined : wanted.map(([label, value]) => `${label}="${value}"`).join(", ");
}

function labelOf({ name, labels }: JobView, label: string): string | undefined {
  return label === "job" ? name : labels[label];
}
