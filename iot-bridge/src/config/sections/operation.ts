import { z } from 'zod';
import { key } from '../meta.ts';
import { tracingSection } from './tracing.ts';

/** What the bridge may do on behalf of the org. */
export const commandsSection = z.strictObject({
    receive: key(z.enum(['on', 'off']).default('on'), {
        description:
            'Whether Machine_Command__e is subscribed to. Every partition needs it; of bridges without partition, one.',
        reload: 'restart'
    }),
    allowed: key(z.array(z.string()).default([]), {
        description:
            'Machine commands that may be published to devices; acknowledging and shelving alarms needs no entry.',
        example: ['Reset', 'Stop']
    }),
    maximumShelveHours: key(z.number().positive().default(24), {
        description: 'A longer shelving is cut to this time.',
        unit: 'h'
    })
});

/** Logs, metrics and health. */
export const observeSection = z.strictObject({
    logLevel: key(z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'), {
        description: 'Least severity that is logged.',
        reload: 'live'
    }),
    http: key(z.enum(['on', 'off']).default('on'), {
        description: 'Whether /healthz, /readyz and /metrics are served.'
    }),
    host: key(z.string().default('127.0.0.1'), { description: 'Address they are served on.' }),
    orgAwaySeconds: key(z.number().min(0).default(60), {
        description:
            'How long the org may take no request before /readyz says so. It is ready again with the next answer.',
        unit: 's'
    }),
    port: key(z.int().min(0).max(65535).default(9464), { description: 'Port they are served on; 0 takes a free one.' }),
    tracing: key(tracingSection.optional(), {
        description: 'OpenTelemetry traces from message to alarm event; left out, none are recorded.'
    })
});

/** Settings of commands. */
export type CommandsConfig = z.infer<typeof commandsSection>;
/** Settings of observation. */
export type ObserveConfig = z.infer<typeof observeSection>;
