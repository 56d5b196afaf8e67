import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Answer, Fault, RecordedRequest } from "./recorded-request.js";

export interface ServerDouble {
  readonly url: string;
  readonly requests: RecordedRequest[];
  /** Milliseconds before each answer. */
  latency: number;
  /** Faults by the number of the request that they meet, from 1. */
  faults: Map<number, Fault>;
  /** True for requests to answer with 400, or another status. */
  refuse: ((request: RecordedRequest) => boolean | 403) | undefined;
  /** The text to answer every write with, as a refusal. */
  refuseWith: string | undefined;
  /** The address to redirect all requests to. */
  redirect: string | undefined;
  /** Called with the number of each request, before and after it takes effect. The answer waits for a promise. */
  observe: ((number: number, moment: "before" | "after") => unknown) | undefined;
  /** Requests that may change something. */
  writes(): readonly RecordedRequest[];
  forget(): void;
  close(): Promise<void>;
}

export type Handler = (request: RecordedRequest) => Answer;

/** Starts a server that answers as a handler says, with faults where a test plants them. */
export async function startServer(handle: Handler, edit: (path: string) => void = () => {}): Promise<ServerDouble> {
  const double: Omit<ServerDouble, "url"> = {
    requests: [],
    latency: 0,
    faults: new Map(),
    observe: undefined,
    refuse: undefined,
    redirect: undefined,
    refuseWith: undefined,
    writes: () => double.requests.filter(({ method }) => method !== "GET"),
    forget() {
      double.requests.length = 0;
      double.faults = new Map();
    },
    async close() {
      server.closeAllConnections();
      server.close();
      if (server.listening) await once(server, "close");
    },
  };
  const server = createServer((incoming, response) => {
    void answer(incoming, response, double, handle, edit);
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return Object.assign(double, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

async function answer(
  incoming: IncomingMessage,
  response: ServerResponse,
  double: Omit<ServerDouble, "url">,
  handle: Handler,
  edit: (path: string) => void,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const { method = "GET", url = "/", headers } = incoming;
  const body = Buffer.concat(chunks).toString("utf8");
  const request: RecordedRequest = { method, path: url, headers, body, status: 0 };
  double.requests.push(request);
  const number = double.requests.length;
  const fault = double.faults.get(number);
  if (double.latency > 0) await new Promise((resolve) => setTimeout(resolve, double.latency));
  double.observe?.(number, "before");
  const refused =
    redirection(double.redirect, url) ??
    refusal(fault) ??
    rejection(double.refuse?.(request)) ??
    quotation(double, request);
  if (fault === "drop-before") return void incoming.socket.destroy();
  if (fault === "edit") edit(url);
  const { status, body: value, headers: more } = refused ?? handle(request);
  request.status = status;
  await double.observe?.(number, "after");
  if (fault === "drop-after") return void incoming.socket.destroy();
  const text = typeof value === "string" ? value : value === undefined ? "" : JSON.stringify(value);
  const type = typeof value === "string" ? "text/html" : "application/json";
  response.writeHead(status, { "content-type": type, "content-length": Buffer.byteLength(text), ...more });
  if (fault !== "truncate") return void response.end(text);
  response.write(text.slice(0, text.length / 2), () => incoming.socket.destroy());
}

function refusal(fault: Fault | undefined): Answer | undefined {
  if (fault === "busy") return { status: 429, body: { message: "too many requests" }, headers: { "retry-after": "0" } };
  if (fault === "waking") return { status: 503, body: "<!doctype html><html><title>Loading</title></html>" };
  if (fault === "unauthorized") return { status: 401, body: { message: "Unauthorized" } };
  return undefined;
}

function redirection(address: string | undefined, path: string): Answer | undefined {
  return address === undefined ? undefined : { status: 302, body: "", headers: { location: `${address}${path}` } };
}

function rejection(refused: boolean | 403 | undefined): Answer | undefined {
  return refused ? { status: refused === true ? 400 : refused, body: { message: "refused by a test" } } : undefined;
}

function quotation({ refuseWith }: Pick<ServerDouble, "refuseWith">, { method }: RecordedRequest): Answer | undefined {
  return refuseWith === undefined || method === "GET" ? undefined : { status: 400, body: refuseWith };
}
