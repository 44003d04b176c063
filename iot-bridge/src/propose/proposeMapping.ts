import type { DecoderName } from '../decode/index.ts';
import { BridgeError } from '../errors.ts';
import type { UnitConverter } from '../map/index.ts';
import type { RecordedMessage } from '../recording/index.ts';
import { decodeAs, detectFormat } from './detectFormat.ts';
import type { Detection } from './detectFormat.ts';
import { isEnvelope, proposeRoute } from './identity.ts';
import type { RouteProposal } from './identity.ts';
import { leavesOf } from './leaves.ts';
import type { Leaf } from './leaves.ts';
import { proposeSignals } from './proposeSignals.ts';
import type { LeftOut, SignalProposal } from './proposeSignals.ts';

/** What a person knows about the sample. */
export interface SampleOptions {
    /** Product code (Product2.ProductCode) of the machine; left out, the definitions are for every product. */
    model?: string | undefined;
    /** The format, where it is known; else it is detected. */
    format?: DecoderName | undefined;
    /** Whether the definitions shall read only the topics of the sample. */
    bindTopic?: boolean | undefined;
}

/** A route and signal definitions that read the sample. */
export interface MappingProposal {
    format: DecoderName;
    messages: number;
    unread: number;
    route: RouteProposal['route'];
    notes: string[];
    signals: SignalProposal[];
    leftOut: LeftOut[];
}

/**
 * Proposes how sample messages are read: format, device, time, and a definition per signal with type and UCUM unit.
 * Nothing is guessed that the sample, its names or the rules of its format do not say; such gaps are noted.
 * @throws BridgeError SAMPLE_UNREADABLE when no format of the bridge reads a single message
 */
export function proposeMapping(
    sample: readonly RecordedMessage[],
    name: string,
    options: SampleOptions = {},
    units?: UnitConverter
): MappingProposal {
    const detection = options.format ? decodeAs(options.format, sample) : detectFormat(sample);
    if (!detection || detection.messages.length === 0) {
        const reason = options.format ? `it is not ${options.format}` : 'no format of the bridge reads it';
        throw new BridgeError('SAMPLE_UNREADABLE', { file: name, reason });
    }
    const leaves = allLeaves(detection);
    const whole = detection.messages.flatMap(({ decoded }) => leavesOf('json', decoded));
    const { route, notes, taken } = proposeRoute(detection, whole);
    const scope = {
        format: detection.format,
        model: options.model,
        topicFilter: options.bindTopic ? route.filter : undefined
    };
    const values = leaves.filter(({ path }) => !taken.has(path.join('.')));
    const proposed = proposeSignals(values, scope, units);
    return {
        format: detection.format,
        messages: detection.messages.length,
        unread: detection.unread,
        route,
        notes,
        ...proposed
    };
}

/** The values of all messages, each path once; of several values one that is there. */
function allLeaves({ format, messages }: Detection): Leaf[] {
    const leaves = new Map<string, Leaf>();
    const found = messages.flatMap(({ decoded }) =>
        leavesOf(format, decoded).filter((leaf) => !isEnvelope(leaf, decoded.device))
    );
    for (const leaf of found) {
        const key = JSON.stringify(leaf.path);
        const known = leaves.get(key);
        if (!known || known.value === null) leaves.set(key, leaf);
    }
    return [...leaves.values()];
}
