import { counter, receiver, secret, system } from "telltale";

const team = receiver.slack("team", { url: secret("SLACK_URL"), channel: "#mail" });

export const mail = system("mail", { labels: { app: 1, pod: 2 }, serviceLabel: "app", routes: { ticket: [team] } });

export const outbox = mail.service("outbox", { sent: counter("outbox_sent_total", { help: "Mails sent" }) });
