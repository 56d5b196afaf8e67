import { setTimeout as pause } from "node:timers/promises";
import type { DesiredObject, LiveObject, ObjectKind } from "../../objects/object.js";
import { stageOf } from "../../objects/stage.js";
import type { Change } from "../../plan/plan.js";
import { SyncError } from "../../sync-error.js";
import type { FilesTarget } from "../files/files-target.js";
import type { SyncTarget, TargetState, Write } from "../target.js";
import type { LoadedServer } from "./loaded-server.js";

/** The id of the object that stands for what the server has loaded. */
const serverId = "loaded";

/** Milliseconds in which a server must show what it has loaded. */
const patience = 5_000;

/** A folder whose files a server loads when told to. If it refuses them, they are put back and loaded again. */
export class ReloadedTarget implements SyncTarget {
  readonly name: string;
  readonly identity: string;
  readonly concurrency = 1;
  private readonly files: FilesTarget;
  private readonly server: LoadedServer;

  constructor(files: FilesTarget, server: LoadedServer) {
    this.files = files;
    this.server = server;
    this.name = files.name;
    this.identity = `${server.url} ${files.identity}`;
  }

  /** The files, and an object for what the server has loaded of them: a killed sync may have written, but not loaded. */
  async read(): Promise<TargetState> {
    const { desired, live } = await this.files.read();
    const unloaded = await this.server.findUnloaded(this.files.writtenFiles());
    const base = { id: serverId, kind: "loaded configuration", name: this.server.url, payload: undefined } as const;
    const stage = stageOf("loaded configuration");
    const wanted: DesiredObject = { ...base, digest: "", describe: () => ({ state: "loaded" }), stage };
    const found: LiveObject = {
      ...base,
      digest: unloaded ?? "",
      describe: () => ({ state: unloaded ?? "loaded" }),
      stage,
      version: "",
      ownership: "ours",
    };
    return { desired: [...desired, wanted], live: [...live, found] };
  }

  describe(kind: ObjectKind, payload: unknown): unknown {
    return this.files.describe(kind, payload);
  }

  async begin(changes: readonly Change[]): Promise<void> {
    await this.server.requireHealthy();
    await this.files.begin(changes.filter(({ id }) => id !== serverId));
  }

  async write(write: Write): Promise<string | undefined> {
    return write.id === serverId ? "" : this.files.write(write);
  }

  async activate(): Promise<void> {
    await this.server.reload();
    for (const deadline = Date.now() + patience; ; await pause(100)) {
      const unloaded = await this.server.findUnloaded(this.files.writtenFiles());
      if (unloaded === undefined) return;
      if (Date.now() < deadline) continue;
      throw new SyncError(`${this.server.url} does not show what it should have loaded: ${unloaded}`);
    }
  }

  async end(): Promise<void> {
    await this.files.end();
  }
}
