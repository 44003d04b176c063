import { BridgeError } from '../errors.ts';
import type { LoadContext } from './load.ts';

const reference = /\$\{(env:|file:)?([^}]+)\}/g;

/**
 * Replaces `${env:NAME}` (also `${NAME}`) and `${file:/path}` in every text of a parsed configuration.
 * A file is read whole, without its trailing line break.
 * @throws BridgeError CONFIG_SECRET_MISSING naming the reference, never its value
 */
export function resolveSecrets(value: unknown, context: LoadContext): unknown {
    if (typeof value === 'string')
        return value.replace(reference, (_, kind: string | undefined, name: string) => lookUp(kind, name, context));
    if (Array.isArray(value)) return value.map((entry) => resolveSecrets(entry, context));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, resolveSecrets(entry, context)]));
}

function lookUp(kind: string | undefined, name: string, context: LoadContext): string {
    const found = kind === 'file:' ? readSecretFile(name, context) : context.environment[name];
    if (found !== undefined) return found;
    const place = kind === 'file:' ? `the file ${name}` : `the environment variable ${name}`;
    throw new BridgeError('CONFIG_SECRET_MISSING', { reference: place });
}

function readSecretFile(name: string, context: LoadContext): string | undefined {
    try {
        return context.readText(name).replace(/\r?\n$/, '');
    } catch {
        // The caller names the missing file; the reason of the file system adds nothing an operator can use.
        return undefined;
    }
}
