import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../../project/temporary-folder.js";

/** An authority, and the certificates that it signed for a server on this machine and for a client. */
export interface Certificates {
  /** The folder with `ca.pem`, `client.pem` and `client.key`. */
  readonly folder: string;
  readonly ca: string;
  readonly server: { readonly cert: string; readonly key: string };
}

export function createCertificates(): Certificates {
  const folder = temporaryFolder({ "server.ext": "subjectAltName=DNS:localhost,IP:127.0.0.1\n" });
  const openssl = (command: string) => execFileSync("openssl", command.split(" "), { cwd: folder, stdio: "pipe" });
  const newKey = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -noenc";
  openssl(`req -x509 ${newKey} -keyout ca.key -out ca.pem -days 2 -subj /CN=authority`);
  for (const [name, subject] of [
    ["server", "localhost"],
    ["client", "telltale"],
  ] as const) {
    openssl(`req ${newKey} -keyout ${name}.key -out ${name}.csr -subj /CN=${subject}`);
    if (name === "client") writeFileSync(join(folder, "client.ext"), "extendedKeyUsage=clientAuth\n");
    const signing = `-CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile ${name}.ext`;
    openssl(`x509 -req -in ${name}.csr -out ${name}.pem ${signing}`);
  }
  const read = (name: string) => readFileSync(join(folder, name), "utf8");
  return { folder, ca: read("ca.pem"), server: { cert: read("server.pem"), key: read("server.key") } };
}
