import { componentId } from '../deploy/componentId.ts';
import type { LocalOrg } from '../createOrg.ts';
import type { Caller, Topic } from './caller.ts';
import { topicOf } from './caller.ts';
import { startAfter } from './eventFeed.ts';
import { replayBytes, type ManagedFetchRequest } from './messages.ts';
import { rpcRefusal } from './rpcError.ts';

const TYPE = 'ManagedEventSubscription';

interface Content {
    readonly topicName: string;
    readonly state: string;
    readonly defaultReplay: 'LATEST' | 'EARLIEST';
    readonly errorRecoveryReplay: 'LATEST' | 'EARLIEST';
}

/** A deployed subscription whose position the org keeps. */
export interface ManagedSubscription {
    readonly name: string;
    readonly topic: Topic;
    /** Replay id after which it goes on. */
    readonly after: number;
}

/** Positions of managed subscriptions, and which of them are in use. */
export class ManagedSubscriptions {
    readonly #active = new WeakMap<LocalOrg, Set<string>>();

    /** Begins a subscription; `end` frees it. @throws RpcError when it is unknown, stopped or in use. */
    open(caller: Caller, request: ManagedFetchRequest): ManagedSubscription {
        const { fullName, content } = find(caller, request);
        if (content.state !== 'RUN')
            throw rpcRefusal('managed.subscription.config.stopped', `The subscription ${fullName} is stopped.`);
        const active = this.#active.get(caller.org) ?? new Set();
        if (active.has(fullName))
            throw rpcRefusal('managed.subscription.already.active', `The subscription ${fullName} is in use.`);
        const topic = topicOf(caller, content.topicName);
        const after = position(caller, topic, fullName, content);
        this.#active.set(caller.org, active.add(fullName));
        return { name: fullName, topic, after };
    }

    end(org: LocalOrg, name: string): void {
        this.#active.get(org)?.delete(name);
    }

    /** Keeps the position; it survives a restart. */
    commit(org: LocalOrg, name: string, replayId: number): void {
        table(org);
        org.database.run('INSERT OR REPLACE INTO "_managedSubscription" VALUES (?, ?)', name, replayId);
    }

    committed(org: LocalOrg, name: string): number | undefined {
        return committed(org, name);
    }
}

function find(caller: Caller, request: ManagedFetchRequest): { fullName: string; content: Content } {
    const { subscriptionId, developerName } = request;
    if ((subscriptionId === '') === (developerName === ''))
        throw rpcRefusal(
            'managed.subscription.id.or.developer.name.empty',
            'Name the subscription by its id or by its developer name.'
        );
    const component = caller.org.registry
        .list(TYPE)
        .find((one) =>
            subscriptionId === ''
                ? one.fullName === developerName
                : componentId(one).slice(0, 15) === subscriptionId.slice(0, 15)
        );
    if (component) return { fullName: component.fullName, content: component.content as Content };
    if (subscriptionId === '')
        throw rpcRefusal('managed.subscription.developer.name.not.found', `There is no subscription ${developerName}.`);
    throw rpcRefusal('managed.subscription.subscription.id.not.found', `There is no subscription ${subscriptionId}.`);
}

/** Where it was, else its default; when that is no longer kept, its position for recovery. */
function position(caller: Caller, topic: Topic, name: string, content: Content): number {
    const kept = committed(caller.org, name);
    if (kept === undefined) return startAfter(caller, topic, content.defaultReplay, Buffer.alloc(0));
    try {
        return startAfter(caller, topic, 'CUSTOM', replayBytes(kept));
    } catch {
        return startAfter(caller, topic, content.errorRecoveryReplay, Buffer.alloc(0));
    }
}

function committed(org: LocalOrg, name: string): number | undefined {
    table(org);
    const row = org.database.get('SELECT replayId FROM "_managedSubscription" WHERE name = ?', name);
    return row && Number(row['replayId']);
}

function table(org: LocalOrg): void {
    org.database.define(
        'CREATE TABLE IF NOT EXISTS "_managedSubscription" (name TEXT PRIMARY KEY, replayId INTEGER NOT NULL)'
    );
}
