import { SyncError } from "../sync-error.js";
import type { Response } from "./response.js";

/** Parses an answer in JSON. */
export function parseAnswer({ text }: Response): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new SyncError("the server answered with something other than JSON", "check the address of the target");
  }
}
