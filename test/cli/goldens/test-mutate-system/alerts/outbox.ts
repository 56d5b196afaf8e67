import { promql } from "telltale";
import { mail, outbox } from "../systems/mail.js";

export const nothingSent = mail.alert("NothingSent", {
  when: promql`sum(rate(${outbox.sent}[5m])) == 0`,
  for: "10m",
  severity: "ticket",
  summary: "No mail has been sent",
  runbook: "https://runbooks.example.com/nothing-sent",
});
