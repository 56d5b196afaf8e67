import { resolveJob } from "../../compile/collection/resolve-jobs.js";
import { partsOfOption } from "../../compile/scope.js";
import type { Settings } from "../../model/project/project.js";
import type { SystemFacts } from "../../model/system/system.js";
import { locateInCall } from "../../source/locate-in-call.js";
import type { SourceFiles } from "../../source/source-files.js";
import type { EstateSubject } from "../check.js";
import type { CollectionSubject, UsedSeries } from "../collection-subject.js";
import type { SubjectInputs } from "./inputs.js";

interface CollectionInputs extends Pick<SubjectInputs, "allowances"> {
  readonly estate: EstateSubject;
  /** The series that this system or another reads. */
  readonly used: UsedSeries;
}

/** Creates the subjects of the collections of a system, as they are in one environment. */
export function definedCollections(
  { definitions }: SystemFacts,
  settings: Settings,
  today: string,
  sources: SourceFiles,
  { estate, used, allowances }: CollectionInputs,
): readonly CollectionSubject[] {
  const saved = definitions.some(({ kind }) => kind === "collection")
    ? estate.dashboards.flatMap(({ savedLogql }) => savedLogql?.() ?? [])
    : [];
  return definitions.flatMap((collection): readonly CollectionSubject[] => {
    if (collection.kind !== "collection") return [];
    const name = `collection "${collection.name}"`;
    return [
      {
        kind: "collection",
        name,
        allow: allowances.add(collection.allow, () => collection.origin.span, name),
        context: estate.context,
        collection,
        jobs: collection.jobs.map((definition) => {
          const { origin, options } = definition;
          const job = resolveJob(definition, settings, collection);
          const subject = `scrape job "${job.name}"`;
          return {
            ...job,
            subject,
            allow: allowances.add(options.allow, () => origin.span, subject),
            locate: (option) => locateInCall(origin, [{ argument: 1, path: [option] }], sources) ?? origin.span,
          };
        }),
        used,
        queries: estate.queries,
        logqlQueries: [...estate.logqlQueries, ...saved],
        today,
        locate: (...path) => locateInCall(collection.origin, partsOfOption(path), sources) ?? collection.origin.span,
      },
    ];
  });
}
