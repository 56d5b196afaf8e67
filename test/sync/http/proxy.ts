import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { onTestFinished } from "vitest";

/** A proxy that tunnels, and remembers what it was asked for. */
export interface Proxy {
  readonly url: string;
  readonly requests: { readonly target: string; readonly headers: IncomingMessage["headers"] }[];
}

/** Starts a proxy on this machine that ends with the test. */
export async function startProxy(): Promise<Proxy> {
  const requests: Proxy["requests"] = [];
  const server = createServer((_, response) => response.writeHead(405).end());
  server.on("connect", (request, socket, head) => {
    requests.push({ target: request.url!, headers: request.headers });
    const [host, port] = request.url!.split(":");
    const upstream = connect(Number(port), host, () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      upstream.write(head);
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on("error", () => socket.destroy());
    socket.on("error", () => upstream.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}
