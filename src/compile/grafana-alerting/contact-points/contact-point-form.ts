import type { Setting } from "../../../formats/grafana-alerting/index.js";
import type { PrometheusVersion } from "../../../promql/index.js";

/** The fields of an integration of Alertmanager by path, such as `http_config.basic_auth.username`, without `_file`. */
export type Fields = ReadonlyMap<string, Setting>;

/** Settings of a contact point, some of them in objects: `sigv4.region`. */
export type Settings = Readonly<Record<string, Setting | undefined>>;

/** The form of an integration of Alertmanager as a contact point of Grafana. */
export interface ContactPointForm {
  /** Grafana's name for the kind. */
  readonly type: string;
  /** The setting of each field, or the settings that follow from its value; undefined for a value that Grafana cannot take. */
  readonly settings: Readonly<Record<string, string | ((value: Setting, fields: Fields) => Settings | undefined)>>;
  /** Settings that follow from all fields. */
  readonly always?: (fields: Fields) => Settings;
  /** Fields that Grafana has no setting for, with the value that it uses by itself, or one that says nothing new. */
  readonly implied?: Readonly<Record<string, (value: Setting, fields: Fields) => boolean>>;
  /** Fields that Grafana, or the service that it notifies, has elsewhere, as long as they have these values. */
  readonly elsewhere?: Readonly<Record<string, { readonly place: string; readonly has: (value: Setting) => boolean }>>;
  /** Fields that a contact point of this kind must have, by the option of a receiver that sets them. */
  readonly needs?: Readonly<Record<string, string>>;
}

/** The release of Grafana decides which settings exist. */
export type FormOf = (version: PrometheusVersion) => ContactPointForm;
