import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { AlarmEvent, CatalogueRows, CommandResultFields, MachineCommand } from '../src/contract/index.ts';
import { transitionOf } from './tally.ts';

/** Chances of the troubles of an org, each from 0 to 1. */
const chances = {
    /** 503, nothing was taken. */
    unavailable: 0.08,
    /** The session has expired, nothing was taken. */
    sessionExpired: 0.04,
    /** Half of the batch was taken, then the connection broke. */
    halfBatch: 0.08,
    /** A record met a locked row. */
    rowLocked: 0.06,
    /** An event is refused for good and becomes a dead letter. */
    refused: 0.01
};

/** How often the org failed, by trouble. */
export type OrgTroubles = Record<keyof typeof chances, number>;

interface Sent {
    attributes: { type: string };
}
interface Subrequest {
    method: string;
    url: string;
    body?: { records: Sent[] };
}
interface SaveResult {
    id?: string;
    success: boolean;
    errors: { statusCode: string; message: string }[];
}
interface Reply {
    status?: number;
    body: unknown;
}

/** An org behind the REST API that fails in all the ways orgs do. It outlives every bridge and knows what it has taken. */
export class ChaosOrg {
    /** Transitions of alarms of one definition, as `<episode key> <transition>`. */
    readonly transitions = new Set<string>();
    /** What it was told of commands: the last word, or the delivery, by key. */
    readonly results = new Map<string, 'answered' | 'delivered'>();
    readonly troubles: OrgTroubles = { unavailable: 0, sessionExpired: 0, halfBatch: 0, rowLocked: 0, refused: 0 };
    private readonly tables: Readonly<Record<string, readonly object[]>>;
    private readonly definition: string;
    private readonly commands: MachineCommand[] = [];
    private readonly server = createServer((request, response) => void this.answer(request, response));
    private session = 0;

    private constructor(rows: CatalogueRows, definition: string) {
        this.definition = definition;
        this.tables = {
            Asset: rows.assets.map(({ ProductCode, ...asset }) => ({ ...asset, Product2: { ProductCode } })),
            Signal_Definition__mdt: rows.signals,
            Alarm_Definition__mdt: rows.alarms
        };
    }

    static async start(rows: CatalogueRows, definition: string): Promise<ChaosOrg> {
        const org = new ChaosOrg(rows, definition);
        org.server.listen(0, '127.0.0.1');
        await once(org.server, 'listening');
        return org;
    }

    get url(): string {
        return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    }

    async stop(): Promise<void> {
        this.server.closeAllConnections();
        await new Promise((resolve) => this.server.close(resolve));
    }

    /** Gives a machine command. */
    command(command: MachineCommand): void {
        this.commands.push(command);
    }

    private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
        const { status = 200, body } = (await this.reply(request)) ?? {};
        if (body === undefined) return void request.socket.destroy();
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    }

    /** Undefined when the connection breaks instead. */
    private async reply(request: IncomingMessage): Promise<Reply | undefined> {
        const { method = '', headers } = request;
        const { pathname, searchParams } = new URL(request.url ?? '', this.url);
        const isWrite = method === 'POST' || method === 'PATCH';
        if (pathname === '/commands') return { body: this.commands.slice(Number(searchParams.get('from'))) };
        if (pathname === '/services/oauth2/token') return this.token();
        const sent = isWrite ? ((await json(request)) as { records?: Sent[]; compositeRequest?: Subrequest[] }) : {};
        if (this.happens('sessionExpired')) this.session++;
        if (headers.authorization !== `Bearer session-${this.session}`)
            return refusal(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
        if (this.happens('unavailable')) return refusal(503, 'SERVER_UNAVAILABLE', 'down for maintenance');
        if (pathname.endsWith('/limits')) return { body: { DailyApiRequests: { Max: 100_000, Remaining: 100_000 } } };
        const { records, compositeRequest } = sent;
        const breaks = isWrite && this.happens('halfBatch');
        if (records) return this.unless(breaks, this.save(half(records, breaks)));
        if (compositeRequest) {
            const compositeResponse = half(compositeRequest, breaks).map((part) => this.part(part));
            return this.unless(breaks, { compositeResponse });
        }
        return { status: 201, body: { id: 'a00000000000001AAA', success: true, errors: [] } };
    }

    private unless(breaks: boolean, body: unknown): Reply | undefined {
        return breaks ? undefined : { body };
    }

    private token(): Reply {
        const id = `${this.url}/id/00D000000000001EAA/005000000000001AAA`;
        return { body: { access_token: `session-${this.session}`, instance_url: this.url, id } };
    }

    private part({ url, body }: Subrequest): { httpStatusCode: number; body: unknown } {
        if (body) return { httpStatusCode: 200, body: this.save(body.records) };
        const soql = new URL(url, this.url).searchParams.get('q') ?? '';
        const records = this.tables[/FROM (\w+)/.exec(soql)?.[1] ?? ''] ?? [];
        return { httpStatusCode: 200, body: { done: true, records } };
    }

    private save(records: readonly Sent[]): SaveResult[] {
        return records.map((record) => this.saveOne(record));
    }

    private saveOne({ attributes: { type }, ...fields }: Sent): SaveResult {
        if (this.happens('rowLocked')) return refused('UNABLE_TO_LOCK_ROW', 'unable to obtain exclusive access');
        if (type === 'Alarm_Event__e') {
            if (this.happens('refused')) return refused('FIELD_CUSTOM_VALIDATION_EXCEPTION', 'refused by chance');
            const event = fields as AlarmEvent;
            if (event.Definition__c === this.definition) this.transitions.add(transitionOf(event));
            return { success: true, errors: [{ statusCode: 'OPERATION_ENQUEUED', message: 'uuid' }] };
        }
        if (type === 'Machine_Command__c') this.keepResult(fields as CommandResultFields & { Command_Key__c: string });
        return { id: 'a00000000000001AAA', success: true, errors: [] };
    }

    private keepResult({
        Command_Key__c: key,
        State__c: state
    }: CommandResultFields & { Command_Key__c: string }): void {
        if (state || !this.results.has(key)) this.results.set(key, state ? 'answered' : 'delivered');
    }

    private happens(trouble: keyof OrgTroubles): boolean {
        const does = Math.random() < chances[trouble];
        if (does) this.troubles[trouble]++;
        return does;
    }
}

function half<T>(parts: readonly T[], breaks: boolean): readonly T[] {
    return breaks ? parts.slice(0, Math.ceil(parts.length / 2)) : parts;
}

function refusal(status: number, errorCode: string, message: string): Reply {
    return { status, body: [{ errorCode, message }] };
}

function refused(statusCode: string, message: string): SaveResult {
    return { success: false, errors: [{ statusCode, message }] };
}
