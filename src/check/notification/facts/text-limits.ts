import type { AlertmanagerVersion } from "../../../formats/alertmanager/index.js";
import { isAtLeast } from "../../../promql/index.js";
import type { MessageTarget } from "../../messages-subject.js";

/** The length to which a text of a message is cut, or beyond which it is refused. */
export interface TextLimit {
  readonly length: number;
  readonly unit: "characters" | "bytes";
}

/** The name of each kind of receiver. */
export const kindNames: Readonly<Record<string, string>> = {
  ...{ discord: "Discord", email: "email", incidentio: "incident.io", jira: "Jira", mattermost: "Mattermost" },
  ...{ msteams: "Teams", msteamsv2: "Teams", opsgenie: "Opsgenie", pagerduty: "PagerDuty", pushover: "Pushover" },
  ...{ rocketchat: "Rocket.Chat", slack: "Slack", sns: "SNS", telegram: "Telegram", victorops: "VictorOps" },
  ...{ webex: "Webex", webhook: "the webhook", wechat: "WeChat" },
};

/** Characters by the field of each kind. Alertmanager cuts what is longer, apart from the texts of Slack and the subject of SNS. */
const characters: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  discord: { title: 256, message: 4096, content: 2000 },
  jira: { summary: 255, description: 32_767 },
  mattermost: { text: 16_383 },
  opsgenie: { message: 130 },
  pagerduty: { description: 1024 },
  pushover: { title: 250, message: 1024, url: 512 },
  rocketchat: { title: 1024 },
  slack: { title: 1024, text: 40_000 },
  sns: { subject: 100 },
  telegram: { message: 4096 },
  victorops: { state_message: 20_480 },
};

/** The limit of a text; undefined if none is known. */
export function limitOf(
  { kind, fields }: MessageTarget,
  field: string,
  version: AlertmanagerVersion,
): TextLimit | undefined {
  if (kind === "discord" && field === "message" && !isAtLeast(version, 0, 27)) {
    return { length: 2048, unit: "characters" };
  }
  if (kind === "webex" && field === "message") return { length: 7439, unit: "bytes" };
  if (kind === "sns" && field === "message") {
    return { length: fields.phone_number === undefined ? 262_144 : 1600, unit: "bytes" };
  }
  const length = characters[kind]?.[field];
  return length === undefined ? undefined : { length, unit: "characters" };
}

/** The length of a text in the unit of a limit. */
export function lengthOf(text: string, { unit }: TextLimit): number {
  return unit === "bytes" ? Buffer.byteLength(text) : [...text].length;
}
