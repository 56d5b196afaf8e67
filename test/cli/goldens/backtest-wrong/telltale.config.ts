import { defineConfig } from "telltale";

const dataSources = { prom: { type: "prometheus", uid: "prom" } } as const;

export default defineConfig({ environments: { prod: { dataSources } } });
