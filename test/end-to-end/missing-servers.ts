import { missingTool } from "../oracles/tools.js";

/** The reason to skip tests with real servers, which is printed; undefined where the servers are installed. */
export const missingServers = missingTool("prometheus") ?? missingTool("prometheus-alertmanager");
