import type { FolderPermissions } from "../../../model/project/folder-permissions.js";
import type { HttpClient } from "../../http/client.js";
import type { ObjectKind } from "../../objects/object.js";
import type { Change } from "../../plan/plan.js";
import { SyncError } from "../../sync-error.js";
import { settleWrite, type WriteRequests } from "../settle-write.js";
import type { SyncTarget, TargetState, Write } from "../target.js";
import { AlertingApi, countGoingRules } from "./alerting/alerting-api.js";
import { DashboardApi } from "./dashboard-api.js";
import type { DataSourcePayload } from "./data-sources/data-source.js";
import { DataSourceApi } from "./data-sources/data-source-api.js";
import { FolderPermissionApi } from "./folder-permission-api.js";
import type { GrafanaContent } from "./grafana-content.js";
import { ResourceApi } from "./resource-api.js";
import { discoverVersions } from "./served-versions.js";

/** One of the two APIs of Grafana. */
interface GrafanaApi extends WriteRequests {
  /** @param goingRules - the rules of the project that a prune deletes, by the uid of their folder */
  read(goingRules: ReadonlyMap<string, number>): Promise<TargetState>;
  describe(kind: ObjectKind, payload: unknown): unknown;
}

export interface GrafanaPlace {
  readonly name: string;
  readonly client: HttpClient;
  /** The folder that paths of secrets are relative to. */
  readonly root: string;
  readonly namespace: string;
  /** The project and its environment, by which the server knows whose an object is: `telltale-shop/prod`. */
  readonly manager: string;
  /** @default the newest that the server has */
  readonly api: "apis" | "api" | undefined;
}

/** The folders with their permissions, the dashboards, the data sources and the alerting of a Grafana. */
export class GrafanaTarget implements SyncTarget {
  readonly name: string;
  readonly identity: string;
  readonly concurrency = 6;
  private readonly place: GrafanaPlace;
  private readonly content: GrafanaContent;
  private readonly dataSources: DataSourceApi;
  private readonly permissions: FolderPermissionApi;
  private readonly alerting: AlertingApi;
  private api: GrafanaApi | undefined;

  constructor(
    place: GrafanaPlace,
    content: GrafanaContent,
    dataSources: readonly DataSourcePayload[],
    permissions?: FolderPermissions,
  ) {
    this.place = place;
    this.content = content;
    this.dataSources = new DataSourceApi(place, dataSources);
    this.permissions = new FolderPermissionApi(place.client, content.folders, permissions);
    this.alerting = new AlertingApi(place, content.alerting);
    this.name = place.name;
    this.identity = `${place.client.url} ${place.namespace}`;
  }

  async read(): Promise<TargetState> {
    this.api ??= await this.openApi();
    const alerting = await this.alerting.read();
    const dashboards = await this.api.read(countGoingRules(alerting));
    const dataSources = await this.dataSources.read();
    const permissions = await this.permissions.read(dashboards.live);
    return {
      desired: [...dashboards.desired, ...permissions.desired, ...dataSources.desired, ...alerting.desired],
      live: [...dashboards.live, ...permissions.live, ...dataSources.live, ...alerting.live],
    };
  }

  describe(kind: ObjectKind, payload: unknown): unknown {
    const part = this.partOf(kind);
    return part ? part.describe(payload) : (this.api?.describe(kind, payload) ?? {});
  }

  async begin(changes: readonly Change[]): Promise<void> {
    this.alerting.prepare(changes);
  }

  async write(write: Write): Promise<string | undefined> {
    return settleWrite(write, this.partOf(write.kind) ?? this.api!);
  }

  async activate(): Promise<void> {}

  async end(): Promise<void> {}

  /** Undefined for what one of the two APIs of dashboards and folders has. */
  private partOf(kind: ObjectKind) {
    if (kind === "data source") return this.dataSources;
    return kind === "folder permissions" ? this.permissions : this.alerting.partOf(kind);
  }

  private async openApi(): Promise<GrafanaApi> {
    const { client, namespace, manager, api } = this.place;
    const served = api === "api" ? undefined : await discoverVersions(client);
    if (!served && this.permissions.areDeclared) {
      const fix = api === "api" ? 'remove `api: "api"` of the target' : "upgrade Grafana";
      throw new SyncError("`permissions` need /apis: through /api, nobody can tell whose a folder is", fix);
    }
    return served
      ? new ResourceApi(client, namespace, manager, this.content, served)
      : new DashboardApi(client, manager, this.content);
  }
}
