/** A server that reads its configuration from files, when told to. */
export interface LoadedServer {
  readonly url: string;
  /** Throws if the server is in no state to load anything: what is wrong then is not the work of a sync. */
  requireHealthy(): Promise<void>;
  /** Has the server load its files. Throws if it refuses. */
  reload(): Promise<void>;
  /**
   * Compares what the server has loaded with files.
   *
   * @returns what is not loaded; undefined if all is
   */
  findUnloaded(files: readonly LoadedFile[]): Promise<string | undefined>;
}

/** A file of ours that a server should have loaded. */
export interface LoadedFile {
  /** Relative to the folder of the target. */
  readonly path: string;
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly modifiedAt: number;
}
