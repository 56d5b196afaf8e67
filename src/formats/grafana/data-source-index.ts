import { isJson, type Json } from "./plain-json.js";

/** A data source of the Grafana that a dashboard comes from. Old dashboards refer to it by its name. */
export interface KnownDataSource {
  readonly name: string;
  readonly uid: string;
  readonly type: string;
  readonly apiVersion?: string;
  readonly isDefault?: boolean;
}

/** Finds data sources by name, or else by uid. */
export class DataSourceIndex {
  readonly default: Json | undefined;
  private readonly byName = new Map<string, KnownDataSource>();
  private readonly byUid = new Map<string, KnownDataSource>();

  constructor(sources: readonly KnownDataSource[]) {
    for (const source of sources) {
      this.byName.set(source.name, source);
      this.byUid.set(source.uid, source);
    }
    const usual = sources.findLast(({ isDefault }) => isDefault);
    this.default = usual && referTo(usual);
  }

  /** The plugin of the default data source. */
  get defaultType(): string {
    return typeof this.default?.type === "string" ? this.default.type : "grafana";
  }

  /** The plugin of the data source with a uid. The default's, if it is not known. */
  typeOf(uid: string): string {
    return this.byUid.get(uid)?.type ?? this.defaultType;
  }

  /** A reference to the data source of that name or uid. One that is not known is taken for a uid. */
  resolve(nameOrUid: string): Json {
    if (nameOrUid === "") return {};
    if (nameOrUid === "default" && this.default) return this.default;
    const source = this.byName.get(nameOrUid) ?? this.byUid.get(nameOrUid);
    return source ? referTo(source) : { uid: nameOrUid };
  }

  /** Replaces a name by a reference. Undefined if nothing says which data source is meant, and there is no default. */
  toReference(value: unknown): Json | undefined {
    if (isReference(value)) return value;
    if (value === undefined || value === null) return this.default;
    return typeof value === "string" ? this.resolve(value) : undefined;
  }
}

function referTo({ uid, type, apiVersion }: KnownDataSource): Json {
  return { type, uid, ...(apiVersion !== undefined && apiVersion !== "" && { apiVersion }) };
}

function isReference(value: unknown): value is Json {
  if (!isJson(value)) return false;
  return [value.uid, value.type].some((part) => typeof part === "string" && part !== "");
}
