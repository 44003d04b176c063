import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';
import type { ObserveConfig } from '../config/index.ts';

/** Fields whose values never reach a log. */
const secretFields = ['password', 'clientSecret', 'accessToken', 'access_token', 'assertion', 'authorization', 'key'];

/** A structured log, one JSON object per line, without secrets. */
export function createLogger(name: string, config: ObserveConfig, stream?: DestinationStream): Logger {
    const paths = secretFields.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]);
    const options = {
        name,
        level: config.logLevel,
        base: { name },
        timestamp: pino.stdTimeFunctions.isoTime,
        redact: { paths, censor: '[secret]' },
        formatters: { level: (label: string) => ({ level: label }) }
    };
    return stream ? pino(options, stream) : pino(options);
}
