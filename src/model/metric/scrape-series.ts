/** Series that Prometheus itself writes for every target that it scrapes, by their names in the library. */
export const scrapeSeries = {
  up: { name: "up", help: "1 for a target that can be scraped, 0 for one that cannot" },
  duration: { name: "scrape_duration_seconds", help: "Time that the scrape of a target took" },
  samples: { name: "scrape_samples_scraped", help: "Samples that a target exposes" },
  keptSamples: {
    name: "scrape_samples_post_metric_relabeling",
    help: "Samples of a target that are left after metric relabeling",
  },
  newSeries: { name: "scrape_series_added", help: "Series of a target that were new in a scrape" },
} as const;

export type ScrapeSeries = keyof typeof scrapeSeries;
