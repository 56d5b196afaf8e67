import { KeptModules } from "../modules/kept-modules.js";
import { Registry } from "./registry.js";

/** The modules of a project that stay loaded between builds, and the project that they made. */
export class LoadMemory {
  readonly config = new KeptModules();
  readonly definitions = new KeptModules();
  readonly registry = new Registry();

  close(): void {
    this.config.close();
    this.definitions.close();
  }
}
