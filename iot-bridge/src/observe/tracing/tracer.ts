import type { Context, Span, Tracer } from '@opentelemetry/api';
import type { TracingConfig } from '../../config/index.ts';

/** A trace recorder and what it takes to use it; packages are loaded only where tracing is on. */
export interface TraceRecorder {
    tracer: Tracer;
    /** A context without anything in it. */
    root: Context;
    /** The context in which a span is the parent. */
    under(span: Span): Context;
    /** The context of a W3C traceparent from elsewhere; the root where it is not valid. */
    from(traceparent: string): Context;
    /** Sends what is left. */
    stop(): Promise<void>;
}

/** Attribute that marks spans which are recorded whatever the share; its value is the key of the episode. */
export const episodeAttribute = 'iot.episode_key';

/** `version-traceid-parentid-flags` (Trace Context, section 3.2.2). */
const traceparentPattern = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** Starts recording and sending to an OTLP/HTTP receiver. */
export async function startRecorder(service: string, version: string, config: TracingConfig): Promise<TraceRecorder> {
    const { ROOT_CONTEXT, trace } = await import('@opentelemetry/api');
    const sdk = await import('@opentelemetry/sdk-trace');
    const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
    const { resourceFromAttributes } = await import('@opentelemetry/resources');
    const share = new sdk.ParentBasedSampler({ root: new sdk.TraceIdRatioBasedSampler(config.share) });
    const exporter = new OTLPTraceExporter({ url: config.url, headers: config.headers });
    const provider = new sdk.TracerProvider({
        resource: resourceFromAttributes({ 'service.name': service, 'service.version': version }),
        sampler: {
            shouldSample: (context, traceId, name, kind, attributes, links) =>
                episodeAttribute in attributes
                    ? { decision: sdk.SamplingDecision.RECORD_AND_SAMPLED }
                    : share.shouldSample(context, traceId, name, kind, attributes, links),
            toString: () => `alarms, and ${share.toString()}`
        },
        spanProcessors: [new sdk.BatchSpanProcessor({ exporter, scheduledDelayMillis: config.sendSeconds * 1000 })]
    });
    return {
        tracer: provider.getTracer('iot-bridge', version),
        root: ROOT_CONTEXT,
        under: (span) => trace.setSpan(ROOT_CONTEXT, span),
        from: (traceparent) => {
            const [, traceId = '', spanId = '', flags = '0'] = traceparentPattern.exec(traceparent) ?? [];
            const context = { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
            return traceId === '' ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, context);
        },
        stop: () => provider.shutdown()
    };
}
