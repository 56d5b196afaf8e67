import { namespaceOf } from "../../compile/collection/kubernetes/logs.js";
import { listStreams } from "../../compile/log-streams.js";
import type { LogQuery } from "../../logql/index.js";
import type { Collection } from "../../model/collection/collection.js";
import type { LogFilter } from "../../model/collection/log-filter.js";
import type { LogStream } from "../../model/metric/log-stream.js";
import type { LogqlSubject } from "../check.js";

export type CollectionForm = "compose" | "kubernetes";

/** The filter of a collection's logs, and the form of the collection, whose options hold it. */
export function logFilterOf(collection: Collection): { readonly form: CollectionForm; readonly filter: LogFilter } {
  const form = collection.compose ? "compose" : "kubernetes";
  return { form, filter: collection[form]?.logs ?? {} };
}

/** The streams that a query reads and that the collection filters: in Kubernetes, those of a namespace. */
export function listFilteredStreams(
  query: LogQuery,
  { streams, context: { catalogue, settings } }: LogqlSubject,
  form: CollectionForm,
): readonly LogStream[] {
  const { environment } = settings;
  return listStreams(query, { streams, catalogue, environment }).filter(
    (stream) => form === "compose" || namespaceOf(stream, environment ?? "") !== undefined,
  );
}
