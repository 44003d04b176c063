import { createHmac } from 'node:crypto';
import { roundTo } from '../contract/index.ts';
import type { PersonalDataClass } from '../contract/index.ts';
import type { SignalValue } from '../pipeline/index.ts';

/** What protection works with. */
export interface Privacy {
    /** Secret key of pseudonyms; without it such values are refused. */
    pseudonymKey: string | undefined;
    /** Decimals that are kept of a location, 0 to 6. */
    locationDecimals: number;
}

/** Protection of a bridge that was told nothing: no pseudonym is made, locations to about 1.1 km. */
export const defaultPrivacy: Privacy = { pseudonymKey: undefined, locationDecimals: 2 };

/** The value as it may be kept, or why it must not be. */
export type Protected = { value: SignalValue } | { reason: 'no-consent' | 'not-protected'; detail: string };

/** Protects one value; `consent` is that of its device. */
export type Protection = (value: SignalValue, consent: boolean) => Protected;

const pseudonymDigits = 16;

/**
 * What a class does to values; undefined for None, so that other signals pay nothing. A value that cannot be protected
 * is refused, and no detail ever quotes it.
 */
export function protectionOf(kind: PersonalDataClass, privacy: Privacy): Protection | undefined {
    switch (kind) {
        case 'None':
            return undefined;
        case 'Pseudonym':
            return pseudonyms(privacy.pseudonymKey);
        case 'Location':
            return (value) =>
                typeof value === 'number'
                    ? { value: roundTo(value, privacy.locationDecimals) }
                    : { reason: 'not-protected', detail: 'a location is a number' };
        case 'Personal':
            return (value, consent) => (consent ? { value } : { reason: 'no-consent', detail: 'withheld' });
    }
}

/** The first 16 hexadecimal digits of HMAC-SHA-256 (RFC 2104): equal texts stay equal, and none can be guessed. */
function pseudonyms(key: string | undefined): Protection {
    if (key === undefined) return () => ({ reason: 'not-protected', detail: 'privacy.pseudonymKeyFile is not set' });
    return (value) => {
        if (typeof value !== 'string') return { reason: 'not-protected', detail: 'a pseudonym is made of a text' };
        return { value: createHmac('sha256', key).update(value).digest('hex').slice(0, pseudonymDigits) };
    };
}
