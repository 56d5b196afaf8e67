import { endWithTest } from "../double/end-with-test.js";
import { createRuler, type RulerDouble, type RulerPersonality } from "./create-ruler.js";

export { type RulerDouble, type RulerPersonality, tenant } from "./create-ruler.js";

/** Starts a double of a ruler that ends with the test. */
export async function startRuler(personality: RulerPersonality): Promise<RulerDouble> {
  return endWithTest(await createRuler(personality));
}
