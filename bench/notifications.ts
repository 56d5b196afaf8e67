// Runs in a process of its own: prints the processor time that simulating the notifications of 10,000 alerts in 500 routes takes.
import { simulateNotifications } from "../src/routing/notifications.js";
import { largeTree, manyAlerts } from "../test/routing/large-tree.js";

const begun = process.cpuUsage();
const version = { major: 0, minor: 28 };
const sent = simulateNotifications(largeTree, { version, deliveries: manyAlerts, end: 600_000 });
const { user, system } = process.cpuUsage(begun);
if (sent.length !== 1000) throw new Error(`${sent.length} notifications`);
console.log(JSON.stringify({ seconds: (user + system) / 1e6 }));
