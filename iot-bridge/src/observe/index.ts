export { createLogger } from './log.ts';
export { HttpServer } from './httpServer.ts';
export { Metrics, metricCatalogue, renderMetricsDocs } from './metrics.ts';
