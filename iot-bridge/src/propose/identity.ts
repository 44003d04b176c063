import type { RouteConfig } from '../config/index.ts';
import { parseTime } from '../map/index.ts';
import type { Detection } from './detectFormat.ts';
import type { Leaf } from './leaves.ts';

/** Settings of the route that reads the sample, and how each was found. */
export interface RouteProposal {
    route: Partial<RouteConfig> & Pick<RouteConfig, 'filter' | 'format'>;
    notes: string[];
    /** Paths that are identity, time or sequence and so no signals, joined by dots. */
    taken: ReadonlySet<string>;
}

const deviceNames =
    /^(device_?id|device_?name|device|dev_?eui|thing_?name|thing_?id|machine_?id|asset_?id|serial(_?(no|number))?|sn|imei|client_?id|uuid|source|id|mac)$/i;
const timeNames = /^(timestamp|time|ts|t|datetime|date_?time|source_?timestamp|event_?time|_time|created(_?at)?)$/i;
const sequenceNames = /^(sequence(_?number)?|seq(_?no)?|message_?id|msg_?id|counter|f_?cnt)$/i;
/** Levels of topics that say what a message is, not whom it is from. */
const kinds =
    /^(telemetry|data|events?|state|status|measurements?|m|up|uplink|sensors?|rpc|values?|metrics|attributes|messages?|json|raw|out|tele|stat|plant|site|factory|devices?|things?|v\d+|spBv1\.0)$/i;

/** Proposes how the topics of the sample are read: filter, device, time and sequence. */
export function proposeRoute(detection: Detection, leaves: readonly Leaf[]): RouteProposal {
    const topics = [...new Set(detection.messages.map(({ topic }) => topic))].filter((topic) => topic !== '');
    const device = proposeDevice(detection, leaves, topics);
    const time = proposeTime(detection, leaves);
    const sequence = detection.messages.some(({ decoded }) => decoded.sequence !== undefined)
        ? undefined
        : named(leaves, sequenceNames);
    const taken = [device.leaf, time.leaf, sequence].flatMap((leaf) => leaf?.path.join('.') ?? []);
    return {
        route: {
            filter: filterOf(topics, device.level),
            format: detection.format,
            ...(device.level === undefined ? {} : { deviceLevel: device.level }),
            ...(device.leaf ? { devicePath: pathText(device.leaf.path) } : {}),
            ...time.settings,
            ...(sequence ? { sequencePath: pathText(sequence.path) } : {})
        },
        notes: [device.note, time.note],
        taken: new Set(taken)
    };
}

interface DeviceProposal {
    level?: number;
    leaf?: Leaf;
    note: string;
}

function proposeDevice({ messages }: Detection, leaves: readonly Leaf[], topics: readonly string[]): DeviceProposal {
    const given = messages.find(({ decoded }) => decoded.device !== undefined)?.decoded.device;
    if (given !== undefined) return { note: `device: the format names it, for example ${given}` };
    const leaf = named(leaves, deviceNames);
    const level = deviceLevel(topics, leaf?.value);
    const example = topics[0]?.split('/')[(level ?? 0) - 1];
    if (level !== undefined && leaf && String(leaf.value) === example) {
        return {
            level,
            leaf,
            note: `device: level ${level} of the topic and ${leaf.path.join('.')} agree on ${example}; both are checked`
        };
    }
    if (leaf) return { leaf, note: `device: ${leaf.path.join('.')}, for example ${String(leaf.value)}` };
    if (level !== undefined) return { level, note: `device: level ${level} of the topic, for example ${example}` };
    return { note: 'device: not found; set deviceLevel or devicePath by hand' };
}

/** The level that equals the identity in the payload; else the one that differs between topics; else the last that looks like an id. */
function deviceLevel(topics: readonly string[], inPayload: unknown): number | undefined {
    const levels = topics.map((topic) => topic.split('/'));
    const [first = []] = levels;
    const equal =
        typeof inPayload === 'string' || typeof inPayload === 'number' ? first.indexOf(String(inPayload)) : -1;
    if (equal >= 0) return equal + 1;
    const free = first
        .map((_level, index) => index)
        .filter((index) => levels.every((parts) => !kinds.test(parts[index] ?? 'data')));
    const differing = free.filter((index) => new Set(levels.map((parts) => parts[index])).size > 1);
    const wanted = differing.length > 0 ? differing : free.filter((index) => /\d/.test(first[index] ?? ''));
    const found = wanted.at(-1) ?? free.at(-1);
    return found === undefined ? undefined : found + 1;
}

function filterOf(topics: readonly string[], level: number | undefined): string {
    const [first, ...others] = topics.map((topic) => topic.split('/'));
    if (!first) return 'plant/+/+/telemetry';
    const fixed = first.map((part, index) =>
        index + 1 === level || others.some((other) => other[index] !== part) ? '+' : part
    );
    if (others.every((other) => other.length === first.length)) return fixed.join('/');
    const shortest = Math.min(...[first, ...others].map((parts) => parts.length));
    return [...fixed.slice(0, shortest), '#'].join('/');
}

interface TimeProposal {
    leaf?: Leaf;
    settings: Partial<RouteConfig>;
    note: string;
}

function proposeTime({ messages }: Detection, leaves: readonly Leaf[]): TimeProposal {
    if (messages.every(({ decoded }) => decoded.timestamp !== undefined))
        return { settings: {}, note: 'time: the format gives it' };
    for (const leaf of leaves.filter(({ path }) => timeNames.test(path.at(-1) ?? ''))) {
        const unit = timeUnit(leaf.value);
        if (!unit) continue;
        const path = leaf.path.join('.');
        const settings = { timestampPath: pathText(leaf.path), ...(unit === 'ms' ? {} : { timestampUnit: unit }) };
        return { leaf, settings, note: `time: ${path}${typeof leaf.value === 'number' ? ` in ${unit}` : ''}` };
    }
    return { settings: {}, note: 'time: none found; the time of reception is used' };
}

/** The unit in which a number is a time between 2000 and 2100; `ms` for a text that is a time. */
function timeUnit(value: unknown): RouteConfig['timestampUnit'] | undefined {
    const units = ['ms', 's', 'us', 'ns'] as const;
    return units.find((unit) => {
        const at = parseTime(value, unit);
        return at !== undefined && at > Date.UTC(2000) && at < Date.UTC(2100);
    });
}

function named(leaves: readonly Leaf[], wanted: RegExp): Leaf | undefined {
    const found = leaves.filter(
        ({ path, value }) => wanted.test(path.at(-1) ?? '') && (typeof value === 'string' || typeof value === 'number')
    );
    // The one nearest to the top speaks for the whole message.
    return found.sort((left, right) => left.path.length - right.path.length)[0];
}

/** Whether a value tells of the message instead of the machine: its identity, a time, an index. */
export function isEnvelope({ path, value }: Leaf, device: string | undefined): boolean {
    const name = path.at(-1) ?? '';
    if (device !== undefined && value === device) return true;
    if (/^(id|index)$/i.test(name)) return true;
    return timeNames.test(name) && timeUnit(value) !== undefined;
}

/** A path as definitions and routes write it: dots inside a name are escaped. */
export function pathText(path: readonly string[]): string {
    return path.map((part) => part.replaceAll('.', '\\.')).join('.');
}

/** Whether a written path leads back to where it was taken from; a name such as `a[0]` cannot be written. */
export function isAddressable(path: readonly string[]): boolean {
    return path.every((part) => part !== '' && !/\[\d+\]|\\/.test(part));
}
