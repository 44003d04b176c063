import { z } from 'zod';
import { key } from '../meta.ts';

/** Traces of messages and alarms. */
export const tracingSection = z.strictObject({
    url: key(z.url(), {
        description: 'OTLP/HTTP receiver of traces.',
        example: 'http://127.0.0.1:4318/v1/traces'
    }),
    headers: key(z.record(z.string(), z.string()).default({}), {
        description: 'Headers of the requests, such as an API key; refer to the environment or a file.'
    }),
    share: key(z.number().min(0).max(1).default(0.001), {
        description:
            'Share of messages that are recorded. One that comes with a W3C traceparent follows its flag; every alarm is recorded.'
    }),
    sendSeconds: key(z.number().min(0.05).default(5), { description: 'How often spans are sent.', unit: 's' })
});

/** Settings of tracing. */
export type TracingConfig = z.infer<typeof tracingSection>;
