import { z } from 'zod';
import type { MqttConfig } from '../sections/mqtt.ts';
import type { Transport } from './names.ts';
import { presetNames, transports } from './names.ts';

const text = z.string().optional().catch(undefined);

/** What a preset reads of a source before the source is checked; anything of a wrong type is left to that check. */
export const presetInput = z.object({
    preset: z.enum(presetNames),
    host: text,
    port: z.number().optional().catch(undefined),
    transport: z.enum(transports).optional().catch(undefined),
    clientId: text,
    platform: z
        .object({
            deviceId: text,
            tenant: text,
            application: text,
            user: text,
            authorizer: text,
            authorizerSignature: text
        })
        .catch({}),
    tls: z.object({ certificate: text }).optional().catch(undefined),
    credential: z.object({ kind: text, present: text }).optional().catch(undefined)
});

/** See {@link presetInput}. */
export type PresetInput = z.infer<typeof presetInput>;

/** A setting a preset fills in where none is written, and why this value. */
export interface Setting {
    /** Dotted key below the source, such as `tls.alpn`. */
    key: string;
    value: unknown;
    because: string;
}

/** A setting the platform does not take. */
export interface Problem {
    path: string[];
    message: string;
}

/** Address of a platform by transport. */
export interface Endpoint {
    scheme: 'mqtt' | 'mqtts' | 'ws' | 'wss';
    port: number;
    path?: string;
}

/** A platform: what to fill in, and what it demands. */
export interface Preset {
    product: string;
    /** Title and publisher of the page the settings are from. */
    page: string;
    endpoints: Partial<Record<Transport, Endpoint>>;
    defaultTransport(given: PresetInput): Transport;
    defaultHost?: string;
    /** Keys of `platform` the preset reads. */
    reads: readonly (keyof MqttConfig['platform'])[];
    settings(given: PresetInput): Setting[];
    problems(config: MqttConfig): Problem[];
    /** Why a topic filter cannot be subscribed to. */
    filterProblem?(filter: string, config: MqttConfig): string | undefined;
    /** The client id is an identity of the platform: no second client may use another one. */
    fixedClientId?: true;
    /** The user name is what proves the identity, so it is shown nowhere. */
    secretUserName?: true;
}

/** Whether the source proves its identity by a user name and a password or token. */
export function hasPassword(config: MqttConfig): boolean {
    return config.password !== undefined || config.passwordFile !== undefined || config.credential !== undefined;
}

/** Whether the source names a user. */
export function hasUser(config: MqttConfig): boolean {
    return config.username !== undefined || config.usernameFile !== undefined;
}

/** Whether the source shows a client certificate. */
export function hasCertificate(config: MqttConfig): boolean {
    return config.tls?.certificate !== undefined;
}

/** Whether the connection is encrypted. */
export function isEncrypted(config: MqttConfig): boolean {
    return /^(mqtts|wss):/.test(config.url);
}

/** A problem with a dotted key. */
export function problem(key: string, message: string): Problem {
    return { path: key.split('.'), message };
}

/** The problem when a condition holds, as a list to spread. */
export function unless(fine: boolean, key: string, message: string): Problem[] {
    return fine ? [] : [problem(key, message)];
}
