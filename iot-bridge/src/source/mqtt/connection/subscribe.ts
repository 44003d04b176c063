import type { MqttClient } from 'mqtt';
import type { MqttConfig } from '../../../config/index.ts';
import { explainRefusal } from './trouble.ts';
import type { Explanation } from './trouble.ts';

/** Filters in one SUBSCRIBE packet; AWS IoT Core takes no more. */
const filtersPerPacket = 8;

/** A filter the broker does not let this client read. */
export interface RefusedFilter {
    filter: string;
    refusal: Explanation;
}

/**
 * Subscribes to all filters and resolves with the refused ones.
 * @param group name of the shared subscription, when it is not the configured one
 * @throws Error when the connection ends before the broker answered
 */
export async function subscribe(
    client: MqttClient,
    config: MqttConfig,
    filters: readonly string[],
    group = config.sharedGroup
): Promise<RefusedFilter[]> {
    const prefix = group === undefined ? '' : `$share/${group}/`;
    const topics = filters.map((filter) => prefix + filter);
    const refused: RefusedFilter[] = [];
    for (let start = 0; start < topics.length; start += filtersPerPacket) {
        const asked = topics.slice(start, start + filtersPerPacket);
        const codes = await ask(client, asked, config.qos);
        for (const [index, filter] of asked.entries()) {
            const code = codes[index] ?? 0;
            if (code >= 128) refused.push({ filter, refusal: explainRefusal(code) });
        }
    }
    return refused;
}

/** Reason codes of one SUBACK. MQTT.js calls a refused filter an error of all and gives the packet beside it. */
function ask(client: MqttClient, topics: string[], qos: 0 | 1): Promise<readonly number[]> {
    return new Promise((resolve, reject) => {
        client.subscribe(topics, { qos }, (error, _requested, packet) => {
            if (packet) resolve(packet.granted.map((code) => Number(code)));
            else reject(error ?? new Error('the broker did not answer'));
        });
    });
}
