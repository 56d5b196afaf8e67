import { type ServerProcess, startServerProcess } from "../../oracles/server-process.js";

/** Starts an empty Redis. */
export function startRedis(): Promise<ServerProcess> {
  return startServerProcess({
    command({ address, folder }) {
      const [host, port] = address.split(":");
      return ["redis-server", "--bind", host!, "--port", port!, "--save", "", "--dir", folder, "--maxmemory", "50mb"];
    },
  });
}

/** Starts an empty PostgreSQL. It refuses to run as root, so that root becomes the user `postgres`. */
export function startPostgres(): Promise<ServerProcess> {
  return startServerProcess({
    command({ address, folder }) {
      const [host, port] = address.split(":");
      const become = process.getuid?.() === 0 ? "setpriv --reuid=postgres --regid=postgres --clear-groups" : "";
      const script = `
        bin=$(dirname "$(readlink -f "$(command -v postgres)")")
        if [ -n "${become}" ]; then chown postgres "$1"; fi
        ${become} "$bin/initdb" --pgdata "$1/data" --auth trust --username postgres >/dev/null || exit 1
        exec ${become} "$bin/postgres" -D "$1/data" -p "$3" -c listen_addresses="$2" -c unix_socket_directories="$1"`;
      return ["sh", "-c", script, "sh", folder, host!, port!];
    },
  });
}
