/** Message types of Sparkplug that a host receives. */
export const messageTypes = ['NBIRTH', 'NDATA', 'NDEATH', 'DBIRTH', 'DDATA', 'DDEATH'] as const;

/** A Sparkplug topic taken apart. */
export interface SparkplugTopic {
    group: string;
    type: (typeof messageTypes)[number];
    node: string;
    device: string | undefined;
}

/** Reads `spBv1.0/<group>/<type>/<node>[/<device>]` (Sparkplug 3.0, chapter 4); undefined for any other topic. */
export function parseSparkplugTopic(topic: string): SparkplugTopic | undefined {
    const [namespace, group, name, node, device, ...rest] = topic.split('/');
    const type = messageTypes.find((known) => known === name);
    if (namespace !== 'spBv1.0' || !group || !type || !node || rest.length > 0) return undefined;
    if (type.startsWith('D') !== (device !== undefined)) return undefined;
    return { group, type, node, device };
}
