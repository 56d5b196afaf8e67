import { errorRatio } from "telltale";
import { cart, shop } from "../systems/shop.js";

export const cartFails = shop.alert("CartFails", {
  when: errorRatio(cart.http).above(0.05),
  for: "5m",
  severity: "page",
  summary: "The cart fails {{ $value | humanizePercentage }} of its requests",
  description: "More than 5 % of the requests fail.",
  runbook: "https://runbooks.example.com/cart-fails",
});
