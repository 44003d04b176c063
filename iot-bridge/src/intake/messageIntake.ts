import type { ClockPolicy, RouteConfig } from '../config/index.ts';
import type { Decoders } from '../decode/index.ts';
import { reasonOf } from '../errors.ts';
import {
    acknowledgementOf,
    commandTopicOf,
    identify,
    judgeTime,
    parseTime,
    readSignals,
    readsTopic,
    routeOf
} from '../map/index.ts';
import type { Acknowledgement, DeviceMessage, Identity, SignalDefinition } from '../map/index.ts';
import { parsePath, valueAt } from '../pipeline/index.ts';
import type { DecodedMessage, Intake, Path, RawMessage, Reading, RejectionReason } from '../pipeline/index.ts';
import { messageKey } from '../process/index.ts';
import type { DeviceState, Fleet } from '../process/index.ts';
import type { Store } from '../store/index.ts';
import type { Rejections } from './rejections.ts';

/** What the intake works with. */
export interface IntakeParts {
    routes: readonly RouteConfig[];
    clock: ClockPolicy;
    decoders: Decoders;
    fleet: Fleet;
    rejections: Rejections;
    store: Pick<Store, 'afterCommit' | 'ready'>;
    /** Called with what a machine answers to a command; says why it cannot be used. */
    onAnswer(device: string, payload: Uint8Array): { reason: RejectionReason; detail: string } | undefined;
    /** Called for each message after it was processed. */
    onMessage(message: RawMessage): void;
    /** Called with the readings of each message, repeated and late ones too. */
    onReadings?(device: string, readings: readonly Reading[]): void;
    /** A decoder wants something published, such as a request for a Sparkplug rebirth. */
    onReply(topic: string, payload: Uint8Array): void;
}

/** A route with what is derived from it once. */
interface PreparedRoute {
    config: RouteConfig;
    timestampPath: Path;
    sequencePath: Path;
}

/** What a topic alone tells, found out once. */
interface PreparedTopic {
    route: PreparedRoute | null;
    /** Identity by the topic, where the payload need not be asked. */
    identity: Identity | undefined;
}

const rememberedTopics = 200_000;

/** Takes a message through decode, map, process and alarm, synchronously, and has it acknowledged after the commit. */
export class MessageIntake implements Intake {
    private readonly parts: IntakeParts;
    private readonly routes = new Map<RouteConfig, PreparedRoute>();
    private readonly topics = new Map<string, PreparedTopic>();
    private routeList: readonly RouteConfig[] = [];
    private readonly signals = new WeakMap<readonly SignalDefinition[], Map<string, SignalDefinition[]>>();

    constructor(parts: IntakeParts) {
        this.parts = parts;
        this.setRoutes(parts.routes);
    }

    /** Reads topics by these routes from now on. */
    setRoutes(routes: readonly RouteConfig[]): void {
        this.routeList = routes;
        this.routes.clear();
        this.topics.clear();
        for (const config of routes) {
            const timestampPath = parsePath(config.timestampPath);
            this.routes.set(config, { config, timestampPath, sequencePath: parsePath(config.sequencePath) });
        }
    }

    accept(message: RawMessage): void {
        try {
            this.process(message);
        } catch (error) {
            // One message must never stop the others, and a broker would deliver it again for ever.
            this.refuse(message, 'internal-error', reasonOf(error));
        }
        this.parts.onMessage(message);
        if (message.acknowledge) this.parts.store.afterCommit(message.acknowledge);
    }

    private process(message: RawMessage): void {
        const topic = this.topicOf(message.topic);
        const { route } = topic;
        if (!route) this.refuse(message, 'unknown-topic');
        else if (route.config.use === 'status') this.acceptStatus(message, route);
        else if (route.config.use === 'command-result') this.acceptAnswer(message, route);
        else this.acceptTelemetry(message, route, topic);
    }

    afterCommit(callback: () => void): void {
        this.parts.store.afterCommit(callback);
    }

    ready(): Promise<void> | undefined {
        return this.parts.store.ready();
    }

    /** Topic for commands to a device, made from the topic it was last heard on. */
    commandTopic(device: DeviceState): string | undefined {
        const route = device.topic === undefined ? undefined : this.topicOf(device.topic).route;
        return route && device.topic !== undefined ? commandTopicOf(route.config, device.topic, device.id) : undefined;
    }

    /** The message that tells a device that its alarm is acknowledged, where its route says how. */
    acknowledgement({ id, topic }: DeviceState, what: Acknowledgement): DeviceMessage | undefined {
        const route = topic === undefined ? undefined : this.topicOf(topic).route;
        return route && topic !== undefined ? acknowledgementOf(route.config, topic, id, what) : undefined;
    }

    private topicOf(name: string): PreparedTopic {
        const known = this.topics.get(name);
        if (known) return known;
        const config = routeOf(this.routeList, name);
        const identified = config && config.devicePath === undefined && config.deviceLevel !== undefined;
        const prepared = {
            route: (config && this.routes.get(config)) ?? null,
            identity: identified ? identify(config, name, { document: {} }) : undefined
        };
        if (this.topics.size >= rememberedTopics) this.topics.clear();
        this.topics.set(name, prepared);
        return prepared;
    }

    private acceptStatus(message: RawMessage, { config }: PreparedRoute): void {
        const identity = identify(config, message.topic, { document: {} });
        if ('reason' in identity) return this.refuse(message, identity.reason, identity.detail);
        const device = this.parts.fleet.get(identity.device);
        if (!device) return this.unknown(message, identity.device);
        const text = new TextDecoder().decode(message.payload).trim();
        if (config.online.includes(text)) this.parts.fleet.announce(device, 'online', message.receivedAt);
        else if (config.offline.includes(text)) this.parts.fleet.announce(device, 'offline', message.receivedAt);
        else this.refuse(message, 'malformed-payload', `"${text.slice(0, 40)}" is no presence`, device.id);
    }

    private acceptAnswer(message: RawMessage, { config }: PreparedRoute): void {
        const identity = identify(config, message.topic, { document: {} });
        if ('reason' in identity) return this.refuse(message, identity.reason, identity.detail);
        const problem = this.parts.onAnswer(identity.device, message.payload);
        if (problem) this.refuse(message, problem.reason, problem.detail, identity.device);
    }

    private acceptTelemetry(message: RawMessage, route: PreparedRoute, topic: PreparedTopic): void {
        const result = this.parts.decoders[route.config.format](message.payload, message.topic, message.receivedAt);
        for (const problem of result.problems) this.refuse(message, problem.reason, problem.detail);
        for (const reply of result.replies ?? []) this.parts.onReply(reply.topic, reply.payload);
        let index = 0;
        for (const decoded of result.messages) {
            const known = decoded.device === undefined ? topic.identity : undefined;
            const identity = known ?? identify(route.config, message.topic, decoded);
            this.acceptDecoded(message, route, decoded, index++, identity);
        }
    }

    private acceptDecoded(
        message: RawMessage,
        route: PreparedRoute,
        decoded: DecodedMessage,
        index: number,
        identity: Identity
    ): void {
        const { fleet } = this.parts;
        if ('reason' in identity) return this.refuse(message, identity.reason, identity.detail);
        const device = fleet.get(identity.device);
        if (!device) return this.unknown(message, identity.device);
        const rawTime = decoded.timestamp ?? valueAt(decoded.document, route.timestampPath);
        const time = this.timeOf(message, route, rawTime);
        if ('reason' in time) return this.refuse(message, time.reason, time.detail, device.id);
        const sequence = decoded.sequence ?? valueAt(decoded.document, route.sequencePath);
        const key = messageKey(rawTime === undefined ? undefined : time.at, sequence, message.payload, index);
        if (!fleet.admit(device, key, time.at)) {
            this.parts.rejections.report({ reason: 'duplicate', topic: message.topic, device: device.id });
            this.readAgain(message, device, decoded, time.at);
            return;
        }
        if (decoded.presence) fleet.announce(device, decoded.presence, message.receivedAt);
        if (decoded.presence !== 'offline') this.read(message, route, device, decoded, time.at);
    }

    private read(
        message: RawMessage,
        route: PreparedRoute,
        device: DeviceState,
        decoded: DecodedMessage,
        at: number
    ): void {
        const signals = this.signalsFor(device, message.topic);
        if (signals.length === 0) return this.refuse(message, 'no-signals', undefined, device.id);
        const expectAll = route.config.presence === 'full' && !decoded.partial;
        const { readings, problems } = readSignals(signals, decoded, at, expectAll, consents(device));
        for (const problem of problems) {
            this.parts.rejections.report({ ...problem, topic: message.topic, device: device.id });
        }
        this.parts.fleet.apply(device, readings, at, message.receivedAt, message.topic);
        this.parts.onReadings?.(device.id, readings);
    }

    /** A kill may have come after the commit of the state and before that of the history, which takes values twice. */
    private readAgain(message: RawMessage, device: DeviceState, decoded: DecodedMessage, at: number): void {
        if (!this.parts.onReadings || decoded.presence === 'offline') return;
        const { readings } = readSignals(this.signalsFor(device, message.topic), decoded, at, false, consents(device));
        this.parts.onReadings(device.id, readings);
    }

    /** The definitions of the device's product that read this topic. */
    private signalsFor(device: DeviceState, topic: string): readonly SignalDefinition[] {
        const all = device.view.signals;
        if (all.every((signal) => signal.topicFilter === undefined)) return all;
        const byTopic = this.signals.get(all) ?? new Map<string, SignalDefinition[]>();
        this.signals.set(all, byTopic);
        const known = byTopic.get(topic) ?? all.filter((signal) => readsTopic(signal, topic));
        byTopic.set(topic, known);
        return known;
    }

    private timeOf(message: RawMessage, { config }: PreparedRoute, raw: unknown): ReturnType<typeof judgeTime> {
        if (raw !== undefined && raw !== null) {
            return judgeTime(parseTime(raw, config.timestampUnit), message.receivedAt, this.parts.clock);
        }
        if (config.missingTimestamp === 'use-reception') return { at: message.receivedAt };
        return { reason: 'time-missing', detail: config.timestampPath };
    }

    /** A device of another partition is not unknown: the bridge that has it takes the message as well. */
    private unknown(message: RawMessage, device: string): void {
        if (!this.parts.fleet.isForeign(device)) this.refuse(message, 'unknown-device', undefined, device);
    }

    private refuse(message: RawMessage, reason: RejectionReason, detail?: string, device?: string): void {
        this.parts.rejections.message(message, { reason, topic: message.topic, device, detail });
    }
}

/** Whether values of the class Personal may be kept of a device. */
function consents({ asset }: DeviceState): boolean {
    return asset.Personal_Data_Consent__c === true;
}
