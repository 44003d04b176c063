export { createLogger } from './log.ts';
export { startTracing } from './tracing/index.ts';
export type { Tracing } from './tracing/index.ts';
export { HttpServer } from './httpServer.ts';
export { Metrics, metricCatalogue, renderMetricsDocs } from './metrics.ts';
