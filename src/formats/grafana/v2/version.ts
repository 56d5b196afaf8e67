/** A version of `dashboard.grafana.app`: that of Grafana 12, and that of Grafana 13. */
export type Version2 = "v2beta1" | "v2";
