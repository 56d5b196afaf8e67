import { digestText } from "../../../../objects/digest.js";
import type { DesiredObject, LiveObject } from "../../../../objects/object.js";
import { stageOf } from "../../../../objects/stage.js";
import { changedSincePlan, type StoredObject } from "../../../settle-write.js";
import type { TargetState, Write } from "../../../target.js";
import type { AlertingPlace } from "../alerting-content.js";
import type { AlertingPart } from "../alerting-part.js";
import { findProvenanceObstacle, type Mark } from "../mark.js";
import { deleteTemplate, fetchTemplate, hasTemplate, putTemplate, type StoredTemplate } from "./template-store.js";

/** The texts of notifications of a project: a group of templates with its name, which begins with a mark in a comment. */
export class TemplateApi implements AlertingPart {
  readonly kind = "notification templates";
  private readonly place: AlertingPlace;
  private readonly text: string | undefined;
  private readonly name: string;

  constructor(place: AlertingPlace, text: string | undefined) {
    this.place = place;
    this.text = text?.trim();
    this.name = place.owner.replace("/", "-");
  }

  async read(): Promise<TargetState> {
    const stored = await this.get();
    const desired = this.text === undefined ? [] : [this.templateObject(markText(this.text, this.place.owner))];
    return { desired, live: stored ? [this.liveObject(stored)] : [] };
  }

  /** True if the templates exist. An account that may not read them has written none. */
  exists(): Promise<boolean> {
    return hasTemplate(this.place.client, this.name);
  }

  describe(payload: unknown): unknown {
    return splitText(payload as string).text.split("\n");
  }

  digestOf({ payload }: Write): string {
    return digestOfText(payload as string);
  }

  async fetch(): Promise<StoredObject | undefined> {
    const stored = await this.get();
    return stored && { version: stored.version, digest: digestOfText(stored.text) };
  }

  async send({ action, payload, expected }: Write): Promise<string | undefined> {
    const { client } = this.place;
    if ((await this.get())?.version !== expected) throw changedSincePlan();
    if (action !== "delete") return putTemplate(client, this.name, payload as string, expected ?? "");
    await deleteTemplate(client, this.name, expected ?? "");
    return undefined;
  }

  private get(): Promise<StoredTemplate | undefined> {
    return fetchTemplate(this.place.client, this.name);
  }

  private liveObject({ text, version, provenance }: StoredTemplate): LiveObject {
    const { mark, text: content } = splitText(text);
    const isOurs = mark?.owner === this.place.owner;
    const obstacle = findProvenanceObstacle(provenance);
    return {
      ...this.templateObject(text),
      version,
      ownership: !isOurs ? "foreign" : mark.checksum === digestText(content) ? "ours" : "edited",
      ...(obstacle !== undefined && { obstacle }),
    };
  }

  private templateObject(marked: string): DesiredObject {
    return {
      id: `notification-templates/${this.name}`,
      kind: "notification templates",
      name: this.name,
      digest: digestOfText(marked),
      payload: marked,
      describe: () => this.describe(marked),
      stage: stageOf("notification templates"),
      isExclusive: true,
    };
  }
}

function markText(text: string, owner: string): string {
  return `{{/* ${owner} ${digestText(text)} */}}\n${text}`;
}

function splitText(marked: string): { readonly mark: Mark | undefined; readonly text: string } {
  const [comment, owner, checksum] = /^\{\{\/\* (\S+) ([0-9a-f]{64}) \*\/\}\}\n?/.exec(marked) ?? [];
  if (comment === undefined || owner === undefined || checksum === undefined) return { mark: undefined, text: marked };
  return { mark: { owner, checksum }, text: marked.slice(comment.length) };
}

function digestOfText(marked: string): string {
  return digestText(splitText(marked).text);
}
