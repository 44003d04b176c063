import { readFileSync } from 'node:fs';
import type { BridgeConfig } from './config/index.ts';
import { BridgeError } from './errors.ts';
import type { Privacy } from './map/index.ts';

/** Shorter keys could be found by trying. */
const leastKeyLength = 32;

/**
 * How personal values are protected, with the key out of its file.
 * @throws BridgeError CONFIG_SECRET_MISSING when the file cannot be read or its key is too short
 */
export function privacyOf({ privacy: { pseudonymKeyFile: file, locationDecimals } }: BridgeConfig): Privacy {
    return { pseudonymKey: file === undefined ? undefined : readKey(file), locationDecimals };
}

function readKey(file: string): string {
    let key: string;
    try {
        key = readFileSync(file, 'utf8').trim();
    } catch (cause) {
        throw new BridgeError('CONFIG_SECRET_MISSING', { reference: `the pseudonym key in ${file}` }, cause);
    }
    if (key.length >= leastKeyLength) return key;
    const reference = `a pseudonym key of at least ${leastKeyLength} characters in ${file}`;
    throw new BridgeError('CONFIG_SECRET_MISSING', { reference });
}
