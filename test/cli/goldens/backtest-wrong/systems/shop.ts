import { promql, system } from "telltale";

export const shop = system("shop", { routes: {}, overview: false });
export const rate = shop.recordingRule("shop:up:sum", promql`sum(up)`);
export const down = shop.alert("Down", { when: promql`${rate} == 0`, severity: "critical", summary: "All is down" });
