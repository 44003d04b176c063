import { qualityOf } from '../../map/index.ts';
import type { DecodedMessage, DecodeResult, Quality } from '../../pipeline/index.ts';
import { malformed, timeText } from '../decoder.ts';
import type { Decoder } from '../decoder.ts';
import { metricValue } from './metricValue.ts';
import { SparkplugCodec, toNumber } from './payload.ts';
import type { Metric, SparkplugPayload } from './payload.ts';
import { NodeSession } from './session.ts';
import { parseSparkplugTopic } from './topic.ts';
import type { SparkplugTopic } from './topic.ts';

/**
 * Decoder of a Sparkplug B host. Definitions address `metrics.<metric name>`; a dot in a metric name is written `\.`.
 * The device is the device id, or the edge node for its own metrics. A lost message or an unknown alias is reported
 * once and answered with a request for rebirth, because values after it may hang on a certificate that is missing.
 */
export function createSparkplugDecoder(): Decoder {
    const codec = new SparkplugCodec();
    const sessions = new Map<string, NodeSession>();
    return (bytes, topicText) => {
        const topic = parseSparkplugTopic(topicText);
        if (!topic) return malformed('not a topic of Sparkplug B');
        const payload = tryDecode(codec, bytes);
        if (!payload) return malformed('not a payload of Sparkplug B');
        const key = `${topic.group}/${topic.node}`;
        const session = sessions.get(key) ?? new NodeSession();
        sessions.set(key, session);
        return new Reading(codec, session, topic, payload).result();
    };
}

function tryDecode(codec: SparkplugCodec, bytes: Uint8Array): SparkplugPayload | undefined {
    try {
        return codec.decode(bytes);
    } catch {
        return undefined;
    }
}

/** The reading of one payload in its session. */
class Reading {
    private readonly codec: SparkplugCodec;
    private readonly session: NodeSession;
    private readonly topic: SparkplugTopic;
    private readonly payload: SparkplugPayload;
    private readonly metrics: readonly Metric[];
    private readonly decoded: DecodeResult = { messages: [], problems: [], replies: [] };

    constructor(codec: SparkplugCodec, session: NodeSession, topic: SparkplugTopic, payload: SparkplugPayload) {
        this.codec = codec;
        this.session = session;
        this.topic = topic;
        this.payload = payload;
        this.metrics = payload.metrics ?? [];
    }

    result(): DecodeResult {
        const { type, device } = this.topic;
        if (type === 'NDEATH') this.nodeDeath();
        else if (type === 'NBIRTH') this.nodeBirth();
        else if (this.inSequence()) {
            if (type === 'DDEATH') this.death(device);
            else if (type === 'DBIRTH') this.session.declare(this.metrics, device);
            if (type !== 'DDEATH') this.values(type === 'DBIRTH');
        }
        return this.decoded;
    }

    private nodeBirth(): void {
        this.session.birth(this.metrics, toNumber(this.payload.seq));
        this.values(true);
    }

    /** The death of a node is the death of its devices. */
    private nodeDeath(): void {
        if (!this.session.ends(this.metrics)) return;
        this.session.death();
        for (const device of [undefined, ...this.session.devices]) this.death(device);
    }

    /** Without source time: a death certificate carries the time at which the node connected. */
    private death(device: string | undefined): void {
        this.decoded.messages.push({
            document: {},
            device: device ?? this.topic.node,
            presence: 'offline',
            partial: true
        });
    }

    /** False for a message before the birth of its node. A gap is reported, but the values after it are still used. */
    private inSequence(): boolean {
        if (!this.session.born) {
            this.requestBirth('unknown-alias', 'the node has not been born yet');
            return false;
        }
        const sequence = toNumber(this.payload.seq);
        if (!this.session.advance(sequence)) this.requestBirth('sequence-gap', `sequence ${sequence} does not follow`);
        return true;
    }

    private requestBirth(reason: 'sequence-gap' | 'unknown-alias', detail: string): void {
        this.decoded.problems.push({ reason, detail });
        if (this.session.awaitingBirth) return;
        this.session.awaitingBirth = true;
        const metric: Metric = { name: 'Node Control/Rebirth', datatype: 11, booleanValue: true };
        this.decoded.replies?.push({
            topic: `spBv1.0/${this.topic.group}/NCMD/${this.topic.node}`,
            payload: this.codec.encode({ timestamp: Date.now(), metrics: [metric] })
        });
    }

    /** One message per source time, because metrics may carry their own. */
    private values(birth: boolean): void {
        const times = Map.groupBy(
            this.metrics,
            (metric) => toNumber(metric.timestamp) ?? toNumber(this.payload.timestamp)
        );
        for (const [time, metrics] of times) {
            const message = this.messageOf(metrics, time);
            this.decoded.messages.push(birth ? { ...message, presence: 'online' } : message);
        }
    }

    private messageOf(metrics: readonly Metric[], time: number | undefined): DecodedMessage {
        const values: Record<string, unknown> = {};
        const qualities: Record<string, Quality> = {};
        for (const metric of metrics) this.read(metric, values, qualities);
        const sequence = toNumber(this.payload.seq);
        return {
            document: { metrics: values },
            device: this.topic.device ?? this.topic.node,
            sequence: `${this.topic.type} ${sequence ?? ''}`,
            qualities,
            partial: true,
            ...this.timed(time)
        };
    }

    private read(metric: Metric, values: Record<string, unknown>, qualities: Record<string, Quality>): void {
        const declared = this.session.lookUp(metric, this.topic.device);
        if (!declared) return this.requestBirth('unknown-alias', `alias ${String(metric.alias)} was never declared`);
        const found = metricValue(metric, declared.datatype ?? metric.datatype);
        if ('problem' in found) {
            this.decoded.problems.push({ reason: 'wrong-type', detail: `${declared.name}: ${found.problem}` });
            return;
        }
        values[declared.name] = found.value;
        const quality = statedQuality(metric);
        if (quality !== undefined) qualities[`metrics.${declared.name}`] = quality;
    }

    private timed(time: SparkplugPayload['timestamp']): { timestamp?: string | number } {
        const instant = toNumber(time);
        return instant === undefined ? {} : { timestamp: timeText(instant) };
    }
}

/** Quality property of a metric (Sparkplug 3.0, 6.4.15): 0 bad, 192 good, 500 stale. */
function statedQuality({ properties }: Metric): Quality | undefined {
    const index = properties?.keys?.indexOf('Quality') ?? -1;
    const stated = index < 0 ? undefined : properties?.values?.[index]?.intValue;
    return stated === undefined ? undefined : qualityOf(stated);
}
