/** The ports at which spans are received by OTLP. */
export const otlpPorts = { "otlp-grpc": 4317, "otlp-http": 4318 } as const;
