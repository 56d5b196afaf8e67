import type { IntegrationKind } from "../../formats/alertmanager/types.js";

/**
 * The fields of each kind of receiver in an `AlertmanagerConfig`, as `v1alpha1` has them. One with a `*` is a
 * reference to a key of a Secret. Alertmanager's field is the same in lower case, without underscores.
 */
const receiverFields: Readonly<Partial<Record<IntegrationKind, string>>> = {
  discord: "apiURL* avatarURL content message title username",
  email:
    "authIdentity authPassword* authSecret* authUsername forceImplicitTLS from headers hello html requireTLS smarthost text to",
  msteams: "summary text title webhookUrl*",
  msteamsv2: "text title webhookURL*",
  opsgenie:
    "actions apiKey* apiURL description details entity message note priority responders source tags updateAlerts",
  pagerduty:
    "class client clientURL component description details group pagerDutyImageConfigs pagerDutyLinkConfigs routingKey* serviceKey* severity source timeout url",
  pushover: "device expire html message monospace priority retry sound title token* ttl url urlTitle userKey*",
  rocketchat:
    "actions apiURL channel color emoji fields iconURL imageURL linkNames shortFields text thumbURL title titleLink token* tokenID*",
  slack:
    "actions apiURL* callbackId channel color fallback fields footer iconEmoji iconURL imageURL linkNames messageText mrkdwnIn pretext shortFields text thumbURL timeout title titleLink updateMessage username",
  sns: "apiURL attributes message phoneNumber sigv4 subject targetARN topicARN",
  telegram: "apiURL botToken* chatID disableNotifications message messageThreadID parseMode",
  victorops: "apiKey* apiUrl customFields entityDisplayName messageType monitoringTool routingKey stateMessage",
  webex: "apiURL message roomID",
  webhook: "maxAlerts payload timeout urlSecret*",
  wechat: "agentID apiSecret* apiURL corpID message messageType toParty toTag toUser",
};

/** Fields whose names differ in more than that. */
const otherNames: Readonly<Partial<Record<IntegrationKind, Readonly<Record<string, string>>>>> = {
  discord: { webhook_url: "apiURL" },
  pagerduty: { links: "pagerDutyLinkConfigs", images: "pagerDutyImageConfigs" },
  webhook: { url: "urlSecret" },
};

export type ConfigVersion = "v1alpha1" | "v1beta1";

/** Fields that `v1beta1` has not. */
const alphaFields: Readonly<Partial<Record<IntegrationKind, string>>> = { opsgenie: "updateAlerts" };

/** Maps that the object has as lists of keys and values. */
export const keyedLists: ReadonlySet<string> = new Set(["customFields", "details", "headers"]);

export interface ResourceField {
  readonly name: string;
  readonly isSecret: boolean;
}

/** True if there are receivers of this kind. */
export function hasReceiver(kind: IntegrationKind): boolean {
  return receiverFields[kind] !== undefined;
}

/** Finds the field of the object for one of Alertmanager's, without `_file`. */
export function findField(
  kind: IntegrationKind,
  field: string,
  version: ConfigVersion = "v1alpha1",
): ResourceField | undefined {
  const wanted = (otherNames[kind]?.[field] ?? field).replaceAll("_", "").toLowerCase();
  const found = receiverFields[kind]?.split(" ").find((one) => one.replace("*", "").toLowerCase() === wanted);
  if (found === undefined || (version === "v1beta1" && alphaFields[kind] === found)) return undefined;
  return { name: found.replace("*", ""), isSecret: found.endsWith("*") };
}
