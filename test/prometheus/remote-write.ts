import { type Buckets, type NativeHistogram, type SampleValue, stale } from "../../src/promql/evaluate/index.js";
import { ProtobufWriter } from "./protobuf.js";
import { snappyLiterals } from "./snappy.js";

/** A series as it is sent: samples in the order of their times, in milliseconds from 1970 on. */
export interface SentSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly samples: readonly (readonly [timestamp: number, value: SampleValue])[];
}

/** The number that is none by which Prometheus marks that a series ended. */
const staleBits = 0x7ff0000000000002n;

/** Sends series to a Prometheus server that takes remote writes; numbers are left as they are, in bits. */
export async function remoteWrite(url: string, series: readonly SentSeries[]): Promise<void> {
  let rest = series;
  // A message takes the floats of a series before its histograms: where they alternate, it takes several.
  while (rest.length > 0) {
    const runs = rest.map(firstRun);
    for (let from = 0; from < runs.length; from += seriesInRequest) {
      await send(url, runs.slice(from, from + seriesInRequest));
    }
    rest = rest
      .map(({ labels, samples }, index) => ({ labels, samples: samples.slice(runs[index]!.samples.length) }))
      .filter(({ samples }) => samples.length > 0);
  }
}

const seriesInRequest = 200;

function isHistogram(value: SampleValue): value is NativeHistogram {
  return typeof value === "object";
}

function firstRun({ labels, samples }: SentSeries): SentSeries {
  const kind = samples.length > 0 && isHistogram(samples[0]![1]);
  const end = samples.findIndex(([, value]) => isHistogram(value) !== kind);
  return { labels, samples: end < 0 ? samples : samples.slice(0, end) };
}

async function send(url: string, series: readonly SentSeries[]): Promise<void> {
  const request = new ProtobufWriter();
  for (const one of series) request.message(1, timeSeries(one));
  const response = await fetch(`${url}/api/v1/write`, {
    method: "POST",
    headers: {
      "Content-Encoding": "snappy",
      "Content-Type": "application/x-protobuf",
      "X-Prometheus-Remote-Write-Version": "0.1.0",
    },
    body: snappyLiterals(request.finish()),
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(`remote write: ${response.status} ${answer}`);
}

function timeSeries({ labels, samples }: SentSeries): ProtobufWriter {
  const message = new ProtobufWriter();
  for (const name of Object.keys(labels).sort()) {
    message.message(1, new ProtobufWriter().text(1, name).text(2, labels[name]!));
  }
  for (const [timestamp, value] of samples) {
    if (isHistogram(value)) message.message(4, histogramMessage(timestamp, value));
    else {
      const sample = new ProtobufWriter();
      if (value === stale) sample.bits(1, staleBits);
      else sample.double(1, value as number);
      message.message(2, sample.varint(2, timestamp));
    }
  }
  return message;
}

/** A histogram of whole counts. */
function histogramMessage(timestamp: number, histogram: NativeHistogram): ProtobufWriter {
  const { count, sum, schema, zeroThreshold, zeroCount, negative, positive, counterReset } = histogram;
  const message = new ProtobufWriter().varint(1, count).double(3, sum).zigzag(4, schema);
  message.double(5, zeroThreshold).varint(6, zeroCount);
  writeBuckets(message, 8, negative);
  writeBuckets(message, 11, positive);
  return message.varint(14, counterReset === "gauge" ? 3 : 0).varint(15, timestamp);
}

/** Spans of buckets in a row, and how much each count is more than the one before. */
function writeBuckets(message: ProtobufWriter, spanField: number, { indexes, counts }: Buckets): void {
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
