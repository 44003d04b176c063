import { readFileSync } from 'node:fs';
import { connect } from 'mqtt';
import type { MqttClient } from 'mqtt';
import { hasFixedClientId } from '../../../config/index.ts';
import type { MqttConfig } from '../../../config/index.ts';
import { BridgeError, reasonOf } from '../../../errors.ts';
import type { Instant } from '../../../pipeline/index.ts';
import { connectOptions, explainTrouble, subscribe } from '../connection/index.ts';
import { readCredentials } from '../credentials/index.ts';
import type { Credentials, Expiry } from '../credentials/index.ts';
import { ok } from './finding.ts';
import type { Finding } from './finding.ts';
import { endpointOf, tryName, tryNetwork, tryTls } from './network.ts';

const dayMs = 86_400_000;

/**
 * Walks from the credentials of a source to its subscriptions, and stops behind the first broken step. It takes no
 * message from the bridge: it connects under a client id of its own, or acknowledges nothing where there is only one.
 */
export async function* diagnose(
    config: MqttConfig,
    filters: readonly string[],
    now: Instant
): AsyncGenerator<Finding, void, undefined> {
    const expiries: Expiry[] = [];
    try {
        const credentials = await readCredentials(config, readFileSync, now);
        expiries.push(...credentials.expiries);
        yield ok('credentials', proofOf(config, credentials));
        yield await tryName(config);
        yield await tryNetwork(config);
        if (endpointOf(config.url).secure) {
            const { finding, expiry } = await tryTls(config, credentials);
            if (expiry) expiries.push(expiry);
            yield finding;
        }
        yield* tryMqtt(config, credentials, filters);
    } catch (error) {
        yield broken(config, error);
    }
    for (const expiry of expiries) yield judgeExpiry(config, expiry, now);
}

async function* tryMqtt(
    config: MqttConfig,
    credentials: Credentials,
    filters: readonly string[]
): AsyncGenerator<Finding, void, undefined> {
    const clientId = guestId(config);
    const client = await open(config, credentials, clientId);
    try {
        yield ok('mqtt', `accepted as ${clientId}`);
        const group = config.sharedGroup === undefined ? undefined : `${config.sharedGroup}-doctor`;
        const refused = await subscribe(client, config, filters, group);
        for (const { filter, refusal } of refused) {
            const says = `${filter} is refused: ${refusal.says}`;
            yield { step: 'subscription', state: 'broken', says, advice: refusal.advice };
        }
        if (refused.length === 0) yield ok('subscription', filters.join(', '));
    } finally {
        await client.endAsync(true);
    }
}

/** An id of its own, so that a running bridge is not thrown out; where the id is an identity, the same one. */
function guestId(config: MqttConfig): string {
    if (hasFixedClientId(config)) return config.clientId;
    return /^[A-Za-z0-9]+$/.test(config.clientId) ? `${config.clientId}doctor` : `${config.clientId}-doctor`;
}

function open(config: MqttConfig, credentials: Credentials, clientId: string): Promise<MqttClient> {
    const options = connectOptions(config, credentials);
    const clean = !hasFixedClientId(config) || config.session === 'clean';
    const attempt = { ...options, clientId, clean, reconnectPeriod: 0, reconnectOnConnackError: false };
    return new Promise((resolve, reject) => {
        const client = connect(config.url, attempt);
        // The session is the bridge's: what is not acknowledged is delivered to it again.
        client.on('packetreceive', (packet) => {
            if (packet.cmd === 'publish' && packet.qos === 1) packet.qos = 0;
        });
        client.once('connect', () => resolve(client));
        client.on('error', (error) => reject(error));
        client.once('close', () => reject(new Error('closed before the broker answered')));
    });
}

function proofOf({ tls, credential }: MqttConfig, { username, password, authentication }: Credentials): string {
    const proofs = [
        ...(tls?.certificate === undefined ? [] : ['client certificate']),
        ...(username === undefined ? [] : ['user name']),
        ...(credential ? [`token (${credential.kind})`] : password === undefined ? [] : ['password']),
        ...(authentication ? [`method ${authentication.method}`] : [])
    ];
    return proofs.length === 0 ? 'none' : proofs.join(', ');
}

function judgeExpiry({ tls }: MqttConfig, { what, subject, at }: Expiry, now: Instant): Finding {
    const days = Math.floor((at - now) / dayMs);
    const says = `the ${what} of ${subject} ends at ${new Date(at).toISOString()}, in ${days} days`;
    if (at <= now)
        return { step: 'expiry', state: 'broken', says: `the ${what} of ${subject} has expired`, advice: 'Renew it.' };
    const soon = what !== 'token' && days < (tls?.warningDays ?? 30);
    return soon ? { step: 'expiry', state: 'warning', says, advice: 'Renew it in time.' } : ok('expiry', says);
}

function broken(config: MqttConfig, error: unknown): Finding {
    const told = error instanceof BridgeError ? error : explainTrouble(config, error);
    const steps: Partial<Record<BridgeError['code'], Finding['step']>> = {
        CREDENTIAL_REFUSED: 'credentials',
        BROKER_TLS_FAILED: 'tls',
        BROKER_REFUSED: 'mqtt'
    };
    const unreachable = /ENOTFOUND|EAI_AGAIN/.test(reasonOf(error)) ? 'name' : 'network';
    return { step: steps[told.code] ?? unreachable, state: 'broken', says: told.message, advice: told.fix };
}
