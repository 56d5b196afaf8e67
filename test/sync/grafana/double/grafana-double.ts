import { endWithTest } from "../../double/end-with-test.js";
import { createGrafana, type GrafanaDouble, type Personality } from "./create-grafana.js";

export { type GrafanaDouble, type Personality, token } from "./create-grafana.js";

/** Starts a double of Grafana that ends with the test. */
export async function startGrafana(personality: Personality): Promise<GrafanaDouble> {
  return endWithTest(await createGrafana(personality));
}
