import { type Buckets, type NativeHistogram, type SampleValue, stale } from "../../src/promql/evaluate/index.js";
import { ProtobufWriter } from "./protobuf.js";
import { encodeSnappy } from "./snappy.js";

/** A series to write: samples in ascending order of time, in milliseconds since 1970. */
export interface RemoteWriteSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly samples: readonly (readonly [timestamp: number, value: SampleValue])[];
}

/** The NaN that is Prometheus' staleness marker. */
const staleBits = 0x7ff0000000000002n;

/** Writes series to a Prometheus server by remote write; floats keep their bits. */
export async function remoteWrite(url: string, series: readonly RemoteWriteSeries[]): Promise<void> {
  let rest = series;
  // A message holds the floats of a series before its histograms: alternating samples need several messages.
  while (rest.length > 0) {
    const runs = rest.map(takeRun);
    for (let from = 0; from < runs.length; from += seriesPerRequest) {
      await send(url, runs.slice(from, from + seriesPerRequest));
    }
    rest = rest
      .map(({ labels, samples }, index) => ({ labels, samples: samples.slice(runs[index]!.samples.length) }))
      .filter(({ samples }) => samples.length > 0);
  }
}

const seriesPerRequest = 200;

function isHistogram(value: SampleValue): value is NativeHistogram {
  return typeof value === "object";
}

function takeRun({ labels, samples }: RemoteWriteSeries): RemoteWriteSeries {
  const kind = samples.length > 0 && isHistogram(samples[0]![1]);
  const end = samples.findIndex(([, value]) => isHistogram(value) !== kind);
  return { labels, samples: end < 0 ? samples : samples.slice(0, end) };
}

async function send(url: string, series: readonly RemoteWriteSeries[]): Promise<void> {
  const request = new ProtobufWriter();
  for (const one of series) request.message(1, encodeSeries(one));
  const response = await fetch(`${url}/api/v1/write`, {
    method: "POST",
    headers: {
      "Content-Encoding": "snappy",
      "Content-Type": "application/x-protobuf",
      "X-Prometheus-Remote-Write-Version": "0.1.0",
    },
    body: encodeSnappy(request.finish()),
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(`remote write: ${response.status} ${answer}`);
}

function encodeSeries({ labels, samples }: RemoteWriteSeries): ProtobufWriter {
  const message = new ProtobufWriter();
  for (const name of Object.keys(labels).sort()) {
    message.message(1, new ProtobufWriter().text(1, name).text(2, labels[name]!));
  }
  for (const [timestamp, value] of samples) {
    if (isHistogram(value)) message.message(4, encodeHistogram(timestamp, value));
    else {
      const sample = new ProtobufWriter();
      if (value === stale) sample.bits(1, staleBits);
      else sample.double(1, value as number);
      message.message(2, sample.varint(2, timestamp));
    }
  }
  return message;
}

/** Encodes a histogram with integer counts. */
function encodeHistogram(timestamp: number, histogram: NativeHistogram): ProtobufWriter {
  const { count, sum, schema, zeroThreshold, zeroCount, negative, positive, counterReset } = histogram;
  const message = new ProtobufWriter().varint(1, count).double(3, sum).zigzag(4, schema);
  message.double(5, zeroThreshold).varint(6, zeroCount);
  encodeBuckets(message, 8, negative);
  encodeBuckets(message, 11, positive);
  return message.varint(14, counterReset === "gauge" ? 3 : 0).varint(15, timestamp);
}

/** Encodes spans of consecutive buckets and the deltas between their counts. */
function encodeBuckets(message: ProtobufWriter, spanField: number, { indexes, counts }: Buckets): void {
  if (indexes.length === 0) return;
  let next = 0;
  for (let at = 0; at < indexes.length; ) {
    const first = at;
    while (at < indexes.length && indexes[at]! - indexes[first]! === at - first) at++;
    const span = new ProtobufWriter().zigzag(1, indexes[first]! - next).varint(2, at - first);
    message.message(spanField, span);
    next = indexes[at - 1]! + 1;
  }
  const deltas = Array.from(counts, (count, at) => count - (at === 0 ? 0 : counts[at - 1]!));
  message.packedZigzags(spanField + 1, deltas);
}
