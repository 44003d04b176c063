import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { SalesforceError } from '../errors.ts';
import type { LocalOrg } from '../createOrg.ts';
import { accessTokenOf } from '../rest/session.ts';
import { CometdClients, type CometdClient } from './cometdClients.ts';

const message = z.looseObject({
    channel: z.string(),
    id: z.union([z.string(), z.number()]).optional(),
    clientId: z.string().optional(),
    subscription: z.union([z.string(), z.array(z.string())]).optional(),
    advice: z.looseObject({ timeout: z.number().optional() }).optional(),
    // A handshake only announces the extension (`replay: true`); a subscribe names replay ids by channel.
    ext: z.looseObject({ replay: z.union([z.boolean(), z.record(z.string(), z.number())]).optional() }).optional()
});
const messages = z.union([z.array(message), message.transform((one) => [one])]);

type Message = z.infer<typeof message>;
type Reply = Record<string, unknown>;

/** How long a connect is held while nothing happens. */
const HOLD_MS = 110_000;

/** Platform events over CometD: Bayeux 1.0 by long polling, with Salesforce's replay extension. */
export function cometdRoutes(org: LocalOrg): FastifyPluginAsync {
    const clients = new CometdClients(org);
    return async (app) => {
        app.addHook('preClose', (done) => {
            clients.closeAll();
            done();
        });
        const handler = (request: FastifyRequest): Promise<Reply[]> => answer(org, clients, request);
        app.post('/cometd/:version', handler);
        app.post('/cometd/:version/*', handler);
        await Promise.resolve();
    };
}

async function answer(org: LocalOrg, clients: CometdClients, request: FastifyRequest): Promise<Reply[]> {
    const parsed = messages.safeParse(request.body);
    if (!parsed.success) throw new SalesforceError('INVALID_INPUT', 'The body is not a list of Bayeux messages.');
    const token = accessTokenOf(request);
    const session = token === undefined ? undefined : org.auth.session(token);
    const replies: Reply[] = [];
    for (const one of parsed.data) {
        if (session) replies.push(...(await answerOne(org, clients, session.userId, one)));
        else replies.push(failed(one, '401::Authentication invalid', 'none'));
    }
    return replies;
}

async function answerOne(org: LocalOrg, clients: CometdClients, userId: string, one: Message): Promise<Reply[]> {
    if (one.channel === '/meta/handshake') return [handshake(clients, userId, one)];
    const client = clients.find(one.clientId ?? '', userId);
    if (!client) return [failed(one, '403::Unknown client', 'handshake')];
    switch (one.channel) {
        case '/meta/connect':
            return connect(client, one);
        case '/meta/subscribe':
            return subscriptions(one).map((channel) => subscribe(org, client, one, channel));
        case '/meta/unsubscribe':
            return subscriptions(one).map((channel) => {
                client.unsubscribe(channel);
                return { ...base(one, client), subscription: channel, successful: true };
            });
        case '/meta/disconnect':
            clients.remove(client);
            return [{ ...base(one, client), successful: true }];
        default:
            return [failed(one, `403::Publishing to ${one.channel} is not allowed`, 'none')];
    }
}

function handshake(clients: CometdClients, userId: string, one: Message): Reply {
    return {
        ...base(one, clients.open(userId)),
        version: '1.0',
        minimumVersion: '1.0',
        supportedConnectionTypes: ['long-polling'],
        successful: true,
        ext: { replay: true, 'payload.format': true }
    };
}

async function connect(client: CometdClient, one: Message): Promise<Reply[]> {
    const delivered = await client.take(one.advice?.timeout === 0 ? 0 : HOLD_MS);
    const advice = { reconnect: 'retry', interval: 0, timeout: HOLD_MS };
    return [...delivered, { ...base(one, client), successful: true, advice }];
}

function subscribe(org: LocalOrg, client: CometdClient, one: Message, channel: string): Reply {
    const objectName = /^\/event\/(\w+__e)$/.exec(channel)?.[1];
    const object = objectName ? org.schema.object(objectName) : undefined;
    if (object?.kind !== 'platformEvent')
        return {
            ...failed(one, `404::The channel you requested to subscribe to does not exist {${channel}}`, 'none'),
            subscription: channel
        };
    if (!org.access.object(client.userId, object.name).read)
        return { ...failed(one, '403:denied_by_security_policy:create_denied', 'none'), subscription: channel };
    const replays = one.ext?.replay;
    const replay = typeof replays === 'object' ? (replays[channel] ?? -1) : -1;
    const { oldest, newest } = org.events.range(object.name);
    if (replay > newest || (replay >= 0 && replay < oldest - 1))
        return {
            ...failed(
                one,
                `400::The replayId {${replay}} you provided was invalid.  Please provide a valid ID, -2 to replay all events, or -1 to replay only new events.`,
                'none'
            ),
            subscription: channel
        };
    client.subscribe(channel, object.name, replay);
    return { ...base(one, client), subscription: channel, successful: true };
}

function subscriptions(one: Message): readonly string[] {
    return [one.subscription ?? []].flat();
}

function base(one: Message, client: CometdClient): Reply {
    return { channel: one.channel, clientId: client.id, ...(one.id === undefined ? {} : { id: one.id }) };
}

function failed(one: Message, error: string, reconnect: 'none' | 'handshake'): Reply {
    return {
        channel: one.channel,
        ...(one.id === undefined ? {} : { id: one.id }),
        ...(one.clientId === undefined ? {} : { clientId: one.clientId }),
        successful: false,
        error,
        advice: { reconnect, interval: 0 }
    };
}
