import { defineConfig } from "telltale";

export default defineConfig({
  environments: { prod: { dataSources: { prom: { type: "prometheus", uid: "prom" } } } },
  defaults: { runbooks: "https://runbooks.example.com/" },
  mutation: { minimum: 0.9 },
});
