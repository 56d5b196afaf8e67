import type { StoredValues } from "../../model/system/catalogue.js";
import type { StoredSeries } from "../../project/catalogue/outside-catalogue.js";
import type { MatchedLabels } from "../../project/check/matched-labels.js";
import type { ServerAccess } from "../exposed-source.js";

/** Values of labels by series, and the reason if not all could be read. */
export interface AskedValues {
  readonly values: ReadonlyMap<string, StoredValues>;
  readonly problem?: string;
}

const maxQuestions = 1000;
const maxBytes = 1024 * 1024;
const maxMilliseconds = 60_000;
const atOnce = 4;

/** Asks a Prometheus for the values of the labels that files compare, within bounds. A failure leaves values out. */
export async function askValues(
  base: string,
  { names, labels }: StoredSeries,
  matched: MatchedLabels,
  { cwd, access }: { readonly cwd: string; readonly access: ServerAccess },
): Promise<AskedValues> {
  const [{ openClient }, { LargeAnswer }, { SyncError }, { readCompleteList }] = await Promise.all([
    import("../../sync/http/open-client.js"),
    import("../../sync/http/client.js"),
    import("../../sync/sync-error.js"),
    import("../../project/catalogue/exposed.js"),
  ]);
  const questions = listQuestions(names, labels, matched);
  const client = openClient(base, { ...access, timeout: "10s" }, cwd, access.headers, maxBytes);
  const values = new Map<string, Map<string, readonly string[]>>();
  let problem = questions.length > maxQuestions ? `only ${maxQuestions} of its lists of values are read` : undefined;
  let isStopped = false;
  const ask = async ({ name, label }: Question): Promise<void> => {
    const selector = encodeURIComponent(`{__name__=${JSON.stringify(name)}}`);
    const path = `/api/v1/label/${label}/values?match[]=${selector}`;
    try {
      const response = await client.get(path);
      if (response.status !== 200) throw client.fail({ method: "GET", path }, response);
      const list = readCompleteList(response.text);
      if (list) values.set(name, (values.get(name) ?? new Map<string, readonly string[]>()).set(label, list));
    } catch (error) {
      if (!(error instanceof SyncError)) throw error;
      if (error instanceof LargeAnswer) return;
      isStopped = true;
      problem = `not all values of labels could be read: ${error.message}`;
    }
  };
  const end = Date.now() + maxMilliseconds;
  const remaining = questions.slice(0, maxQuestions).values();
  const worker = async () => {
    for (const question of remaining) {
      if (Date.now() > end) problem ??= `not all values of labels could be read in ${maxMilliseconds / 1000} seconds`;
      if (isStopped || Date.now() > end) return;
      await ask(question);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return { values, ...(problem !== undefined && { problem }) };
}

interface Question {
  readonly name: string;
  readonly label: string;
}

/** The series and labels that the server has. Names that only Prometheus 3 knows need another form, and are left out. */
function listQuestions(
  names: readonly string[],
  labels: readonly string[],
  matched: MatchedLabels,
): readonly Question[] {
  const [hasName, hasLabel] = [new Set(names), new Set(labels)];
  return [...matched].flatMap(([name, compared]) =>
    hasName.has(name)
      ? [...compared].filter((label) => hasLabel.has(label) && /^\w+$/.test(label)).map((label) => ({ name, label }))
      : [],
  );
}
