import { describe, expect, test } from "vitest";
import { compileProject, renderArtifact } from "../../../src/compile/index.js";
import {
  type CollectionOptions,
  counter,
  gauge,
  histogram,
  type KubernetesOptions,
  kubelet,
  kubeStateMetrics,
  logStream,
  type ScrapeJob,
  type ScrapeJobOptions,
  scrape,
  system,
  traceStream,
} from "../../../src/index.js";
import type { Config } from "../../../src/model/project/config.js";
import { readYaml, toPlainValue, type YamlValue } from "../../../src/yaml/index.js";

const config: Config = {
  environments: {
    prod: {
      dataSources: { prom: { type: "prometheus", uid: "prom" } },
      externalLabels: { cluster: "blue" },
      scrapeInterval: "1m",
    },
  },
};

type Options = Partial<KubernetesOptions>;
type Values = Readonly<Record<string, YamlValue>>;

/** A shop in the namespace `shop`, whose cart is scraped by the Alloy of each node. */
function createShop() {
  const shop = system("shop", { labels: { app: ["cart", "user"], namespace: ["shop"], pod: 3 }, serviceLabel: "app" });
  const fields = { level: ["DEBUG", "ERROR"] } as const;
  const cart = shop.service("cart", {
    port: 8080,
    orders: counter("cart_orders_total", { help: "Orders" }),
    logs: logStream({ selector: { namespace: "shop", app: "cart" }, labels: { namespace: 1, app: 2, pod: 3 }, fields }),
    traces: traceStream({ service: "cart" }),
  });
  const user = shop.service("user", { logins: counter("user_logins_total", { help: "Logins" }) });
  const objects = shop.service("kube-state-metrics", kubeStateMetrics());
  const volumes = shop.service("kubelet", kubelet());
  return { shop, cart, user, objects, volumes };
}

type Shop = ReturnType<typeof createShop>;

/** The files of a collection, by their path in its folder. */
function compile(
  jobs: (shop: Shop) => readonly ScrapeJob[],
  options: Options = {},
  more: Partial<CollectionOptions> = {},
) {
  const own = createShop();
  own.shop.collect("cluster", {
    jobs: jobs(own),
    kubernetes: { namespace: "watch", secret: "cloud", components: { alloy: {} }, ...options },
    ...more,
  });
  const { artifacts, diagnostics } = compileProject({ config, systems: [own.shop] });
  const folder = "prod/shop/collection/cluster/";
  const files = new Map(
    artifacts
      .filter(({ path }) => path.startsWith(folder))
      .map((one) => [one.path.slice(folder.length), renderArtifact(one)]),
  );
  return {
    files,
    diagnostics,
    text: (path: string) => files.get(path) ?? "",
    objects: (path: string) => objectsIn(files.get(path) ?? ""),
  };
}

function objectsIn(text: string): readonly Values[] {
  return readYaml(text, { file: "objects.yaml", documents: "all" }).documents.map(
    (node) => toPlainValue(node) as Values,
  );
}

/** The rule that gives pods their job. */
const jobRule = (name: string) => new RegExp(`target_label  = "job"\\n +replacement   = "${name}"`);

const everything = { alloy: {}, "alloy-singleton": {}, "alloy-sampler": {}, "kube-state-metrics": {} } as const;
const allJobs = ({ cart, user, objects, volumes }: Shop) => [
  scrape(cart),
  scrape(user),
  scrape(objects, { honorLabels: true }),
  scrape(volumes, { from: "kubelet" }),
];

test("only the components that are listed get files", () => {
  const few = compile(({ cart }) => [scrape(cart)]);
  expect([...few.files.keys()]).toEqual([
    ...["alloy.yaml", "alloy/alloy.alloy", "cloud.yaml", "deploy.sh", "kustomization.yaml", "namespace.yaml"],
    ...["network-policy.yaml", "workloads/cart.yaml", "workloads/kustomization.yaml"],
  ]);
  const all = compile(allJobs, { components: everything });
  expect(all.diagnostics).toEqual([]);
  expect([...all.files.keys()]).toEqual(
    expect.arrayContaining(["kube-state-metrics.yaml", "alloy-singleton.yaml", "alloy/alloy-sampler.alloy"]),
  );
});

describe("the Alloy of each node", () => {
  const { text, objects } = compile(allJobs, { components: everything });
  const alloy = text("alloy/alloy.alloy");

  test("discovers the pods of its own node only", () => {
    expect(alloy).toContain('field = "spec.nodeName=" + sys.env("NODE_NAME")');
    expect(alloy).toContain('names = ["shop"]');
  });

  test("attaches the labels that the catalogue declares, and the job of each service by its selector", () => {
    for (const label of ["app", "namespace", "pod"]) expect(alloy).toContain(`target_label  = "${label}"`);
    expect(alloy).not.toContain('target_label  = "container"');
    expect(alloy).toMatch(jobRule("cart"));
    expect(alloy).toContain('regex         = "cart;shop"');
  });

  test("sends only those series of an exporter that the catalogue describes, and those of the scrape itself", () => {
    expect(alloy).toContain('"kubelet_running_pods",');
    expect(alloy).toContain('"up",');
    expect(alloy).not.toContain('"cart_orders_total"');
  });

  test("knows the kubelet by its address, and gives its series the label of the node", () => {
    expect(alloy).toContain('"__address__" = sys.env("NODE_ADDRESS") + ":10250"');
    expect(alloy).toContain('"node"        = sys.env("NODE_NAME")');
  });

  test("sends all spans of a trace to the same sampler", () => {
    expect(alloy).toContain('routing_key = "traceID"');
    expect(alloy).toContain('hostname = "alloy-sampler.watch.svc"');
    expect(
      compile(allJobs, { components: { ...everything, "alloy-sampler": undefined } }).text("alloy/alloy.alloy"),
    ).not.toContain("otelcol");
  });

  test("may read pods and their logs where they are, and metrics of kubelets, and nothing else", () => {
    const roles = objects("alloy.yaml").filter(({ kind }) => kind === "Role" || kind === "ClusterRole");
    expect(roles.map(({ kind, metadata, rules }) => [kind, metadata, rules])).toEqual([
      ["ClusterRole", { name: "watch-alloy" }, [{ apiGroups: [""], resources: ["nodes/metrics"], verbs: ["get"] }]],
      [
        "Role",
        { name: "watch-alloy", namespace: "shop" },
        [
          { apiGroups: [""], resources: ["pods"], verbs: ["get", "list", "watch"] },
          { apiGroups: [""], resources: ["pods/log"], verbs: ["get"] },
        ],
      ],
    ]);
  });
});

test("jobs of different intervals, or with different series to drop, are scraped apart", () => {
  const drop = ["cart_.*", ".*_created"];
  const { text } = compile(({ cart, user }) => [scrape(cart, { drop, interval: "2m" }), scrape(user)]);
  expect(text("alloy/alloy.alloy")).toContain('scrape_interval = "120s"');
  expect(text("alloy/alloy.alloy")).toContain('scrape_interval = "60s"');
  expect(text("alloy/alloy.alloy")).toContain('regex         = "cart_.*|.*_created"');
});

test("a scrape takes no longer than its interval", () => {
  const timeout = (interval: "5s" | "1m") =>
    /scrape_timeout {2}= "(.*)"/.exec(
      compile(({ cart }) => [scrape(cart, { interval })]).text("alloy/alloy.alloy"),
    )?.[1];
  expect([timeout("5s"), timeout("1m")]).toEqual(["5s", "10s"]);
});

test("external labels are those of the environment", () => {
  expect(compile(allJobs).text("alloy/alloy.alloy")).toContain('"cluster" = "blue",');
});

describe("logs", () => {
  const dropped = (values: readonly string[]) =>
    compile(allJobs, { logs: { drop: { level: values } } }).text("alloy/alloy.alloy");

  test("get the labels of their streams", () => {
    const [, logs] = dropped(["DEBUG"]).split('discovery.relabel "logs"');
    for (const label of ["namespace", "app", "pod"]) expect(logs).toContain(`target_label  = "${label}"`);
  });

  test("with a value in a field are dropped after the line is parsed, by its whole value", () => {
    expect(dropped(["DEBUG", "a.b"])).toMatch(
      /stage\.json \{\s+expressions = \{ level = "level" \}\s+\}\s+stage\.drop \{\s+source +=\s"level"\s+expression +=\s"\^\(DEBUG\|a\\\\\.b\)\$"/,
    );
  });

  test("whose streams never have the value are left alone", () => {
    expect(dropped(["TRACE"])).not.toContain("stage.match");
  });
});

describe("traces", () => {
  const sampler = (traces: KubernetesOptions["traces"]) =>
    compile(allJobs, { components: everything, ...(traces && { traces }) }).text("alloy/alloy-sampler.alloy");

  test("that failed are always kept; by default the others, too", () => {
    expect(sampler(undefined)).toContain('status_codes = ["ERROR"]');
    expect(sampler(undefined)).toContain("sampling_percentage = 100");
    expect(sampler(undefined)).not.toContain("latency");
  });

  test("that are slow are kept; of the others a percentage, none of probes", () => {
    const text = sampler({ slowerThan: "2s", percentage: 0, without: ["/health"] });
    expect(text).toContain("threshold_ms = 2000");
    expect(text).toContain("sampling_percentage = 0");
    for (const key of ["url.path", "http.target"])
      expect(text).toMatch(new RegExp(`"${key}"\n +values = \\["/health"\\]`));
  });
});

test("what the cluster has once is scraped by one Alloy, which keeps its labels if asked", () => {
  const { text, objects } = compile(allJobs, { components: everything });
  expect(text("alloy/alloy-singleton.alloy")).toContain(
    '{ "__address__" = "kube-state-metrics.watch.svc:8080", "job" = "kube-state-metrics" }',
  );
  expect(text("alloy/alloy-singleton.alloy")).toContain("honor_labels    = true");
  expect(objects("alloy-singleton.yaml")[0]).toMatchObject({ spec: { replicas: 1, strategy: { type: "Recreate" } } });
});

test("kube-state-metrics may list the objects that the metrics of the catalogue are about, but no secrets", () => {
  const [, role] = compile(allJobs, { components: everything }).objects("kube-state-metrics.yaml");
  const resources = (role!.rules as readonly { resources: readonly string[] }[]).flatMap((rule) => rule.resources);
  expect(resources).toContain("pods");
  expect(resources).toContain("deployments");
  expect(resources).not.toContain("secrets");
  expect(resources).not.toContain("configmaps");
});

test("pods run as the restricted standard demands", () => {
  const { files } = compile(allJobs, { components: everything });
  const workloads = [...files.values()].flatMap((text) =>
    text.startsWith("apiVersion")
      ? objectsIn(text).filter(({ kind }) => /^(DaemonSet|Deployment|StatefulSet)$/.test(String(kind)))
      : [],
  );
  const running = workloads.filter(({ metadata }) => (metadata as Values).namespace === "watch");
  expect(running).toHaveLength(4);
  for (const { spec } of running) {
    expect(spec).toMatchObject({
      template: {
        spec: {
          securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
          containers: [
            {
              image: expect.stringMatching(/:v?\d+\.\d+\.\d+$/),
              securityContext: {
                allowPrivilegeEscalation: false,
                readOnlyRootFilesystem: true,
                capabilities: { drop: ["ALL"] },
              },
            },
          ],
        },
      },
    });
  }
});

test("the Secret has nine keys, and no values", () => {
  const [secret] = compile(allJobs).objects("cloud.yaml");
  const values = Object.entries(secret!.stringData as Values);
  expect(values).toHaveLength(9);
  for (const [key, value] of values) expect(value, key).toBe("");
});

test("resources and labels of a component are those of its options, which may vary", () => {
  const options = {
    labels: { app: "agent" },
    limits: { cpu: "1", memory: "1Gi" },
    image: "registry.example/alloy:v1.18.0",
  };
  const { objects } = compile(allJobs, { components: { alloy: options, "alloy-singleton": {} } });
  expect(objects("alloy.yaml").find(({ kind }) => kind === "DaemonSet")).toMatchObject({
    spec: {
      template: {
        metadata: { labels: { app: "agent" } },
        spec: { containers: [{ image: options.image, resources: { limits: options.limits } }] },
      },
    },
  });
});

test("the workloads of services get the annotations by which they are scraped: the port, if it is known", () => {
  const { objects } = compile(({ cart, user }) => [scrape(cart, { path: "/stats", scheme: "https" }), scrape(user)]);
  const annotations = (path: string) => objects(path).map(({ spec }) => spec);
  expect(annotations("workloads/cart.yaml")).toEqual([
    {
      template: {
        metadata: {
          annotations: {
            "prometheus.io/scrape": "true",
            "prometheus.io/port": "8080",
            "prometheus.io/path": "/stats",
            "prometheus.io/scheme": "https",
          },
        },
      },
    },
  ]);
  expect(annotations("workloads/user.yaml")).toEqual([
    { template: { metadata: { annotations: { "prometheus.io/scrape": "true" } } } },
  ]);
});

describe("refused are", () => {
  const summaries = (
    jobs: (shop: Shop) => readonly ScrapeJob[],
    options: Options = {},
    more: Partial<CollectionOptions> = {},
  ) => compile(jobs, options, more).diagnostics.map(({ id, summary }) => `${id}: ${summary}`);

  test("jobs that no component scrapes", () => {
    const components = { alloy: {}, "kube-state-metrics": {} };
    expect(summaries(allJobs, { components })).toEqual([
      'definition/missing-value: nothing scrapes the job "kube-state-metrics": the collection has no component alloy-singleton',
    ]);
    expect(summaries(({ cart }) => [scrape(cart)], { components: {} })).toEqual([
      'definition/missing-value: nothing scrapes the job "cart": the collection has no component alloy',
    ]);
  });

  test("pods of which nobody knows the namespace", () => {
    const labels: ScrapeJobOptions["labels"] = { app: "cart" };
    expect(summaries(({ cart }) => [scrape(cart, { labels })])).toEqual([
      'definition/missing-value: the job "cart" does not say in which namespace its pods are',
    ]);
  });

  test("two ways to run it", () => {
    const compose = { components: { prometheus: {} } };
    expect(summaries(({ cart }) => [scrape(cart)], {}, { compose })).toEqual([
      "definition/exclusive-options: the collection has the options compose and kubernetes",
    ]);
    expect(summaries(({ cart }) => [scrape(cart)], {}, { loki: { retention: "7d" } })).toEqual([
      "definition/exclusive-options: the collection has the option loki, and runs in Kubernetes",
    ]);
  });

  test("no way to run it", () => {
    const { shop, cart } = createShop();
    shop.collect("nowhere", { jobs: [scrape(cart)] });
    expect(compileProject({ config, systems: [shop] }).diagnostics.map(({ summary }) => summary)).toEqual([
      "the collection does not say where it runs",
    ]);
  });
});

test("histograms are sent whole", () => {
  const own = createShop();
  const sizes = own.shop.service("sizes", {
    exporter: true,
    labels: { namespace: ["shop"], app: ["sizes"] },
    selector: { namespace: "shop", app: "sizes" },
    size: histogram("size_bytes", { help: "Sizes", buckets: [1, 2] }),
    now: gauge("sizes_now", { help: "Now", unit: "short" }),
  });
  const { text } = compile(() => [scrape(sizes)]);
  for (const name of ["size_bytes_bucket", "size_bytes_count", "size_bytes_sum", "sizes_now"]) {
    expect(text("alloy/alloy.alloy")).toContain(`"${name}",`);
  }
});
