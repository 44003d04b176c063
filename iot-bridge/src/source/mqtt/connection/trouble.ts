import type { MqttConfig } from '../../../config/index.ts';
import { BridgeError, reasonOf } from '../../../errors.ts';
import { causes } from './causes.ts';
import { refusals } from './refusals.ts';

/** What happened and what to do about it, in words. */
export interface Explanation {
    says: string;
    advice: string;
}

/** An error of a connection attempt as an error of the catalogue: unreachable, TLS failed or refused, with what to do. */
export function explainTrouble(config: MqttConfig, error: unknown): BridgeError {
    const code = codeOf(error);
    const { url } = config;
    if (typeof code === 'number') {
        const { says, advice } = explainRefusal(code);
        return new BridgeError('BROKER_REFUSED', { url, reason: says, advice }, error);
    }
    const known = causes.find(({ pattern }) => pattern.test(code) || pattern.test(reasonOf(error)));
    if (!known) return new BridgeError('BROKER_UNREACHABLE', { url, reason: reasonOf(error), advice: '' }, error);
    const details = { url, reason: `${known.says} (${reasonOf(error)})`, advice: known.advice };
    return new BridgeError(known.step === 'tls' ? 'BROKER_TLS_FAILED' : 'BROKER_UNREACHABLE', details, error);
}

/** A reason code of CONNACK or SUBACK (MQTT 5, section 2.4; MQTT 3.1.1, section 3.2.2.3) in words. */
export function explainRefusal(code: number): Explanation {
    return refusals[code] ?? { says: `reason code ${code}`, advice: 'Look into the log of the broker.' };
}

/** Reason code of the broker as a number, or the code of Node.js or OpenSSL as a text. */
function codeOf(error: unknown): number | string {
    const inner: unknown = error instanceof AggregateError ? error.errors[0] : error;
    const code: unknown = typeof inner === 'object' && inner !== null ? Reflect.get(inner, 'code') : undefined;
    return typeof code === 'number' || typeof code === 'string' ? code : '';
}
