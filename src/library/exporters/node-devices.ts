import { counter, gauge } from "../../model/metric/metric.js";

/** Metrics of the file systems of a host. */
export function fileSystemMetrics(fileSystems: number) {
  // `device_error` is empty; since node_exporter 1.8 it holds the reason why a file system could not be read.
  const labels = { device: fileSystems, fstype: 3, mountpoint: fileSystems, device_error: 1 } as const;
  return {
    size: gauge("node_filesystem_size_bytes", { help: "Size of a file system", labels }),
    available: gauge("node_filesystem_avail_bytes", {
      help: "Space of a file system for users other than root",
      labels,
    }),
    free: gauge("node_filesystem_free_bytes", { help: "Free space of a file system", labels }),
    files: gauge("node_filesystem_files", { help: "Inodes of a file system", unit: "short", labels }),
    filesFree: gauge("node_filesystem_files_free", { help: "Free inodes of a file system", unit: "short", labels }),
    readOnly: gauge("node_filesystem_readonly", { help: "1 if a file system is read-only", unit: "short", labels }),
    error: gauge("node_filesystem_device_error", {
      help: "1 if a file system could not be read",
      unit: "short",
      labels,
    }),
  };
}

/** Metrics of the disks of a host. */
export function diskMetrics(disks: number) {
  const labels = { device: disks } as const;
  const seconds = (name: string, help: string) => counter(`node_disk_${name}_seconds_total`, { help, labels });
  return {
    busy: seconds("io_time", "Time in which a disk had something to do"),
    weighted: seconds("io_time_weighted", "Time that requests spent at a disk, added up"),
    readTime: seconds("read_time", "Time that reads took"),
    writeTime: seconds("write_time", "Time that writes took"),
    readBytes: counter("node_disk_read_bytes_total", { help: "Bytes read", labels }),
    writtenBytes: counter("node_disk_written_bytes_total", { help: "Bytes written", labels }),
    reads: counter("node_disk_reads_completed_total", { help: "Reads", unit: "short", labels }),
    writes: counter("node_disk_writes_completed_total", { help: "Writes", unit: "short", labels }),
    inFlight: gauge("node_disk_io_now", { help: "Requests that a disk is working on", unit: "short", labels }),
  };
}

/** Metrics of the network of a host: its interfaces, its sockets and its protocols. */
export function networkMetrics(interfaces: number) {
  const labels = { device: interfaces } as const;
  const events = (name: string, help: string) => counter(`node_network_${name}_total`, { help, unit: "short", labels });
  const protocol = (name: string, help: string) => counter(`node_netstat_${name}`, { help, unit: "short" });
  const sockets = (name: string, help: string) => gauge(`node_sockstat_${name}`, { help, unit: "short" });
  return {
    receivedBytes: counter("node_network_receive_bytes_total", { help: "Bytes received", labels }),
    sentBytes: counter("node_network_transmit_bytes_total", { help: "Bytes sent", labels }),
    receivedPackets: events("receive_packets", "Packets received"),
    sentPackets: events("transmit_packets", "Packets sent"),
    receiveErrors: events("receive_errs", "Packets received with an error"),
    sendErrors: events("transmit_errs", "Packets that could not be sent"),
    receiveDrops: events("receive_drop", "Packets received and dropped"),
    sendDrops: events("transmit_drop", "Packets dropped instead of sent"),
    up: gauge("node_network_up", { help: "1 if an interface is up", unit: "short", labels }),
    speed: gauge("node_network_speed_bytes", { help: "Speed of an interface, per second", unit: "Bps", labels }),
    connections: gauge("node_netstat_Tcp_CurrEstab", { help: "TCP connections that are open", unit: "short" }),
    opened: protocol("Tcp_ActiveOpens", "TCP connections opened by the host"),
    accepted: protocol("Tcp_PassiveOpens", "TCP connections accepted by the host"),
    sentSegments: protocol("Tcp_OutSegs", "TCP segments sent"),
    resentSegments: protocol("Tcp_RetransSegs", "TCP segments sent again"),
    listenOverflows: protocol(
      "TcpExt_ListenOverflows",
      "Connections refused because a program was too slow to accept them",
    ),
    listenDrops: protocol("TcpExt_ListenDrops", "Connections dropped before they were accepted"),
    sockets: sockets("sockets_used", "Sockets in use"),
    tcpSockets: sockets("TCP_inuse", "TCP sockets in use"),
    tcpWaiting: sockets("TCP_tw", "TCP sockets that wait after they were closed"),
    tracked: gauge("node_nf_conntrack_entries", { help: "Connections that the firewall tracks", unit: "short" }),
    trackedMaximum: gauge("node_nf_conntrack_entries_limit", {
      help: "Connections that the firewall can track",
      unit: "short",
    }),
  };
}
