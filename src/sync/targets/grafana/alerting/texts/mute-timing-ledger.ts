import { parseJson } from "../../../../../project/files/parse-json.js";
import { SyncError } from "../../../../sync-error.js";
import type { AlertingPlace } from "../alerting-content.js";
import { deleteTemplate, fetchTemplate, putTemplate, type StoredTemplate } from "./template-store.js";

/**
 * The names of the mute timings of a project, which have no place for a mark themselves. They are in the comment of a group
 * of templates that nothing uses, so that a sync from any machine finds them.
 */
export class MuteTimingLedger {
  private readonly place: AlertingPlace;
  private readonly name: string;

  constructor(place: AlertingPlace) {
    this.place = place;
    this.name = `${place.owner.replace("/", "-")}-mute-timings`;
  }

  async names(): Promise<ReadonlySet<string>> {
    return new Set(namesIn(await this.get()));
  }

  /** Notes a name, before its mute timing is written. */
  async add(name: string): Promise<void> {
    await this.change((names) => (names.includes(name) ? names : [...names, name].sort()));
  }

  /** Forgets a name, after its mute timing was deleted. */
  async remove(name: string): Promise<void> {
    await this.change((names) => (names.includes(name) ? names.filter((one) => one !== name) : names));
  }

  private async change(edit: (names: readonly string[]) => readonly string[]): Promise<void> {
    const { client } = this.place;
    const stored = await this.get();
    const names = namesIn(stored);
    if (stored && !names) {
      const fix = "delete it, or rename the project or the environment";
      throw new SyncError(`the notification templates "${this.name}" are not Telltale's list of mute timings`, fix);
    }
    const edited = edit(names ?? []);
    if (edited === names || (edited.length === 0 && !stored)) return;
    if (edited.length === 0) await deleteTemplate(client, this.name, stored!.version);
    else await putTemplate(client, this.name, this.render(edited), stored?.version ?? "");
  }

  private get(): Promise<StoredTemplate | undefined> {
    return fetchTemplate(this.place.client, this.name);
  }

  /** A comment must not end early. */
  private render(names: readonly string[]): string {
    const list = JSON.stringify(names).replaceAll("*/", "*\\/");
    return `{{ define "${this.name}" }}{{/* mute timings of Telltale: ${list} */}}{{ end }}`;
  }
}

function namesIn(stored: StoredTemplate | undefined): readonly string[] | undefined {
  const list = /\{\{\/\* mute timings of Telltale: (\[.*\]) \*\/\}\}/s.exec(stored?.text ?? "")?.[1];
  const names = list === undefined ? undefined : parseJson(list);
  return Array.isArray(names) ? names.map(String) : undefined;
}
