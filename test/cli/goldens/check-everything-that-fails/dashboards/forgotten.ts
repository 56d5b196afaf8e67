import { shop } from "../systems/shop.js";

shop.dashboard("Forgotten", { description: "Is anything forgotten?" });
