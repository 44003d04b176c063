import type { DecoderName } from '../decode/index.ts';
import { valueAt } from '../pipeline/index.ts';
import type { DecodedMessage } from '../pipeline/index.ts';

/** A single value of a decoded message. */
export interface Leaf {
    /** Its place in the document. */
    path: readonly string[];
    /** Its place below the part of the document that holds values; what a person would call it. */
    name: readonly string[];
    value: unknown;
    /** Unit as the message writes it, from a member beside the value. */
    writtenUnit: string | undefined;
    /** Place of the quality beside the value. */
    qualityPath: readonly string[] | undefined;
}

/** Where each format keeps its values, as its decoder gives them; the whole document for the others. */
const roots: Partial<Record<DecoderName, string>> = {
    'sparkplug-b': 'metrics',
    'senml-json': 'metrics',
    'senml-cbor': 'metrics',
    cloudevents: 'data',
    'aws-iot-shadow': 'state.reported',
    'azure-iot-hub': 'body',
    'ttn-v3': 'uplink_message.decoded_payload',
    'chirpstack-v4': 'object',
    thingsboard: 'values',
    'shelly-gen2': 'params',
    'opcua-pubsub-json': 'values',
    mindconnect: 'values',
    'aws-iot-rule': 'payload'
};

const unitMembers = ['unit', 'units', 'uom', 'Unit', 'unitOfMeasure', 'engUnit'];
const qualityMembers = ['quality', 'Quality', 'qualityCode', 'statusCode', 'StatusCode'];
const valueMembers = ['value', 'Value', 'val', 'v'];
const containers = new Set([
    'metrics',
    'values',
    'data',
    'payload',
    'fields',
    'measurements',
    'telemetry',
    'sensors',
    'readings'
]);
const deepest = 8;
const longestList = 20;

/** The single values of a message below the part of its document that holds values. */
export function leavesOf(format: DecoderName, { document }: DecodedMessage): Leaf[] {
    const root = roots[format]?.split('.') ?? [];
    const leaves: Leaf[] = [];
    walk(valueAt(document, root), root, [], leaves);
    const units = format.startsWith('senml') ? document.units : undefined;
    return leaves.map((leaf) => withSibling(leaf, document, units));
}

function walk(value: unknown, path: readonly string[], name: readonly string[], leaves: Leaf[]): void {
    if (path.length > deepest + 2) return;
    const entries = Array.isArray(value)
        ? value.slice(0, longestList).entries()
        : isDocument(value)
          ? Object.entries(value)
          : undefined;
    if (!entries) {
        if (value !== undefined) leaves.push(leaf(path, name, value));
        return;
    }
    const measured = isDocument(value) ? measurement(value, path, name) : undefined;
    if (measured) return void leaves.push(measured);
    for (const [key, member] of entries) {
        const part = String(key);
        walk(member, [...path, part], containers.has(part) ? name : [...name, part], leaves);
    }
}

/** An object such as `{value: 25.5, unit: "C"}` is one value. */
function measurement(
    value: DecodedMessage['document'],
    path: readonly string[],
    name: readonly string[]
): Leaf | undefined {
    const member = valueMembers.find((candidate) => Object.hasOwn(value, candidate) && !isDocument(value[candidate]));
    if (member === undefined) return undefined;
    const unit = unitMembers.map((candidate) => value[candidate]).find((found) => typeof found === 'string');
    const quality = qualityMembers.find((candidate) => Object.hasOwn(value, candidate));
    const others = Object.keys(value).length - 1;
    if (unit === undefined && quality === undefined && others > 0 && name.length === 0) return undefined;
    return {
        ...leaf([...path, member], name.length > 0 ? name : [member], value[member]),
        writtenUnit: unit,
        qualityPath: quality === undefined ? undefined : [...path, quality]
    };
}

function leaf(path: readonly string[], name: readonly string[], value: unknown): Leaf {
    return {
        path,
        name: name.length > 0 ? name : path.slice(-1),
        value,
        writtenUnit: undefined,
        qualityPath: undefined
    };
}

/** A unit in a member such as `temperatureUnit` or `temperature_unit`, or in the list of units of SenML. */
function withSibling(entry: Leaf, document: DecodedMessage['document'], units: unknown): Leaf {
    if (entry.writtenUnit !== undefined) return entry;
    const last = entry.path.at(-1) ?? '';
    const parent = entry.path.slice(0, -1);
    const beside = [`${last}_unit`, `${last}Unit`, `${last}_uom`].map((name) => valueAt(document, [...parent, name]));
    const written = [valueAt(units, [last]), ...beside].find((found) => typeof found === 'string');
    return written === undefined ? entry : { ...entry, writtenUnit: written };
}

function isDocument(value: unknown): value is DecodedMessage['document'] {
    return Object.prototype.toString.call(value) === '[object Object]';
}
