import { counter, database, gauge, histogram, http, traceStream } from "telltale";
import { fastapi } from "./fastapi.js";
import { serviceLogs } from "./logs.js";
import { qnt9 } from "./system.js";

/** Signs people up and in. */
export const auth = qnt9.service("auth", {
  selector: { app: "auth-service" },
  port: 8010,
  http: fastapi("auth", { endpoints: 8 }),
  signUps: http({
    requests: counter("auth_signup_total", {
      help: "Attempts to sign up",
      labels: { status: ["success", "failure"] },
    }),
    failed: { status: "failure" },
  }),
  signIns: http({
    requests: counter("auth_signin_total", {
      help: "Attempts to sign in",
      labels: { status: ["success", "failure"] },
    }),
    failed: { status: "failure" },
  }),
  tokenRefreshes: counter("auth_token_refresh_total", { help: "Tokens refreshed" }),
  passwordResets: counter("auth_password_reset_total", { help: "Passwords reset" }),
  rateLimitHits: counter("auth_rate_limit_hits_total", {
    help: "Requests refused because there were too many",
    labels: { endpoint: 8 },
  }),
  activeSessions: gauge("auth_active_sessions", { help: "Sessions that are active", unit: "short" }),
  db: database({
    operations: counter("auth_db_operations_total", { help: "Database operations" }),
    duration: histogram("auth_db_operation_duration_seconds", {
      help: "Time of a database operation",
      buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1],
    }),
  }),
  logs: serviceLogs("auth-service", {}),
  traces: traceStream({ service: "auth-service" }),
});
