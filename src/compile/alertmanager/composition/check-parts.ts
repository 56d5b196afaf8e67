import { basename } from "node:path/posix";
import type { Diagnostic } from "../../../diagnostics/diagnostic.js";
import { finding } from "../../../diagnostics/finding.js";
import type { AlertmanagerConfig, NamedTimeInterval, Receiver } from "../../../formats/alertmanager/types.js";
import { compositionFindings } from "../../findings.js";
import { findWrittenAt } from "../written-at.js";
import type { Fragment } from "./fragment.js";
import type { KeptTree } from "./kept-tree.js";
import { inheritedCredentials, listSecretFiles } from "./secret-files.js";

/** The parts that become one configuration. */
export interface TreeParts {
  readonly own: AlertmanagerConfig;
  readonly kept: KeptTree | undefined;
  readonly fragments: readonly Fragment[];
}

interface Part {
  /** `the fragment "shop"` */
  readonly title: string;
  readonly receivers: readonly Receiver[];
  readonly timeIntervals: readonly NamedTimeInterval[];
}

type Report = (id: keyof typeof compositionFindings, data: object, texts: Pick<Diagnostic, "summary" | "fix">) => void;

/** True if the parts have names of their own, and no fragment uses what belongs to others. Reports what is wrong. */
export function checkParts(parts: TreeParts, report: (diagnostic: Diagnostic) => void): boolean {
  let isSound = true;
  const add: Report = (id, data, texts) => {
    isSound = false;
    const place = findWrittenAt(data);
    const span = place?.span();
    const where = { ...(place && { subject: place.subject }), ...(span && { span }) };
    report({ ...finding(compositionFindings, id), ...texts, ...where });
  };
  const { own, kept, fragments } = parts;
  const all: readonly Part[] = [
    ...(kept ? [keptPart(kept)] : []),
    { title: "the project", receivers: own.receivers, timeIntervals: own.time_intervals ?? [] },
    ...fragments.map(({ name, receivers, timeIntervals }) => ({
      ...{ title: `the fragment "${name}"`, receivers, timeIntervals },
    })),
  ];
  checkNames("receiver", all, ({ receivers }) => receivers, add);
  checkNames("time interval", all, ({ timeIntervals }) => timeIntervals, add);
  for (const [index, fragment] of fragments.entries()) {
    const others = all.toSpliced(all.length - fragments.length + index, 1);
    checkSecrets(fragment, others, add);
    checkCredentials(fragment, kept, add);
  }
  return isSound;
}

function keptPart({ source }: KeptTree): Part {
  return {
    title: "the kept configuration",
    receivers: source.receivers.map(({ data }) => data),
    timeIntervals: source.timeIntervals.map(({ data }) => data),
  };
}

function checkNames(
  what: string,
  parts: readonly Part[],
  listNamed: (part: Part) => readonly (Receiver | NamedTimeInterval)[],
  report: Report,
): void {
  const seen = new Map<string, string>();
  for (const part of parts) {
    for (const data of listNamed(part)) {
      const first = seen.get(data.name);
      seen.set(data.name, first ?? part.title);
      if (first === undefined) continue;
      const who = first === part.title ? `${first} would have two` : `${first} and ${part.title} both have a`;
      const summary = `${who} ${what}${first === part.title ? "s" : ""} "${data.name}"`;
      report("config/name-clash", data, { summary, fix: "rename one of them, or the fragment" });
    }
  }
}

/** Another's secret would be sent to an address that the fragment chooses. */
function checkSecrets({ name, settings, receivers }: Fragment, others: readonly Part[], report: Report): void {
  for (const receiver of receivers) {
    for (const path of listSecretFiles(receiver)) {
      if (settings.secrets?.includes(basename(path))) continue;
      const owner = others.find((part) => part.receivers.some((one) => listSecretFiles(one).includes(path)));
      if (!owner) continue;
      const secret = basename(path);
      report("config/bad-alertmanager-file", receiver, {
        summary: `receiver "${receiver.name}" uses the secret "${secret}" of ${owner.title}`,
        fix: `give it a secret of its own, or allow it: fragments: { ${JSON.stringify(name)}: { …, secrets: ["${secret}"] } }`,
      });
    }
  }
}

function checkCredentials({ receivers }: Fragment, kept: KeptTree | undefined, report: Report): void {
  for (const receiver of receivers) {
    for (const field of inheritedCredentials(receiver, kept?.source.data.global ?? {})) {
      report("config/bad-alertmanager-file", receiver, {
        summary: `receiver "${receiver.name}" would send the credentials of ${field} in global to its own address`,
        fix: "set its own in the fragment, or move those of global to the receivers that need them",
      });
    }
  }
}
