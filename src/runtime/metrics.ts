/** Prometheus behind the Meter port. A measurement never fails the work it measures: unknown labels are dropped. */
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { Meter } from '../ports/runtime.ts';

const PREFIX = 'passerelle_';
/** From a webhook answered in milliseconds to a platform that takes minutes. */
const BUCKETS_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 180];

type Labels = Readonly<Record<string, string>>;
interface Labelled<Child> {
  labels(labels: Labels): Child;
}
interface Declared<Child> {
  readonly metric: Labelled<Child>;
  readonly names: readonly string[];
}

export interface Metrics {
  readonly meter: Meter;
  readonly contentType: string;
  /** The page that Prometheus reads. */
  page(): Promise<string>;
}

export function createMetrics(options: { readonly ofProcess?: boolean } = {}): Metrics {
  const registry = new Registry();
  if (options.ofProcess === true) collectDefaultMetrics({ register: registry, prefix: PREFIX });
  const counters = declared((name, labelNames) => new Counter({ name, help: help(name), labelNames, registers: [registry] }));
  const gauges = declared((name, labelNames) => new Gauge({ name, help: help(name), labelNames, registers: [registry] }));
  const histograms = declared(
    (name, labelNames) => new Histogram({ name, help: help(name), labelNames, buckets: BUCKETS_SECONDS, registers: [registry] }),
  );
  return {
    meter: {
      count: (name, labels = {}, by = 1) => {
        counters(`${name}_total`, labels).inc(by);
      },
      gauge: (name, value, labels = {}) => {
        gauges(name, labels).set(value);
      },
      observe: (name, seconds, labels = {}) => {
        histograms(`${name}_seconds`, labels).observe(seconds);
      },
    },
    contentType: registry.contentType,
    page: () => registry.metrics(),
  };
}

/** Declares a metric at its first use, with the labels of that use; later uses are fitted to them. */
function declared<Child>(declare: (name: string, labelNames: string[]) => Labelled<Child>) {
  const known = new Map<string, Declared<Child>>();
  return (given: string, labels: Labels): Child => {
    const name =
      PREFIX +
      given
        .replace(/^passerelle_/, '')
        .replaceAll(/[^A-Za-z0-9]+/g, '_')
        .replace(/_(total|seconds)_\1$/, '_$1');
    let entry = known.get(name);
    if (entry === undefined) {
      const names = Object.keys(labels).sort();
      entry = { metric: declare(name, names), names };
      known.set(name, entry);
    }
    return entry.metric.labels(Object.fromEntries(entry.names.map((label) => [label, labels[label] ?? ''])));
  };
}

function help(name: string): string {
  return name.slice(PREFIX.length).replaceAll('_', ' ');
}
