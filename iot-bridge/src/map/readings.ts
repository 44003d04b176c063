import type { FormulaScope } from './formula/index.ts';
import { ownValue, valueAt } from '../pipeline/index.ts';
import type { DecodedMessage, Instant, Quality, Reading, RejectionReason, SignalValue } from '../pipeline/index.ts';
import type { Protection } from './protection.ts';
import type { SignalDefinition } from './signalDefinitions.ts';
import { qualityOf, typeValue } from './values.ts';

/** A signal of a message that could not be used. */
export interface SignalProblem {
    reason: RejectionReason;
    signal: string;
    detail: string;
}

/** What the signal definitions of a device find in one message. */
export interface ReadingResult {
    readings: Reading[];
    problems: SignalProblem[];
}

/**
 * Reads every defined signal out of a message; one bad signal does not harm the others.
 * @param consent whether the device may give values of the class Personal
 */
export function readSignals(
    signals: readonly SignalDefinition[],
    message: DecodedMessage,
    at: Instant,
    expectAll: boolean,
    consent = false
): ReadingResult {
    const result: ReadingResult = { readings: [], problems: [] };
    let parentKey = '[]';
    let parent: unknown = message.document;
    for (const signal of signals) {
        if (signal.formula) continue;
        if (signal.parentKey !== parentKey) {
            ({ parentKey } = signal);
            parent = valueAt(message.document, signal.parentPath);
        }
        const raw = ownValue(parent, signal.leaf);
        if (raw === undefined) {
            if (expectAll)
                result.problems.push({ reason: 'missing-path', signal: signal.name, detail: signal.pathText });
            continue;
        }
        if (signal.protect) {
            readProtected(signal, signal.protect, raw, consent, message, at, result);
            continue;
        }
        if (typeof raw === 'number' && signal.type === 'Number' && Number.isFinite(raw)) {
            result.readings.push(readingOf(signal, raw, message, at));
            continue;
        }
        const typed = typeValue(raw, signal.type);
        if ('reason' in typed) result.problems.push({ ...typed, signal: signal.name });
        else result.readings.push(readingOf(signal, typed.value, message, at));
    }
    return result;
}

/** Nothing of a value that is not kept goes into the problem, because problems are logged. */
function readProtected(
    signal: SignalDefinition,
    protect: Protection,
    raw: unknown,
    consent: boolean,
    message: DecodedMessage,
    at: Instant,
    { readings, problems }: ReadingResult
): void {
    const typed = typeValue(raw, signal.type);
    if ('reason' in typed) {
        problems.push({ reason: typed.reason, signal: signal.name, detail: 'a value of a personal data class' });
        return;
    }
    const reading = readingOf(signal, typed.value, message, at);
    const kept = protect(reading.value, consent);
    if ('reason' in kept) problems.push({ ...kept, signal: signal.name });
    else readings.push({ ...reading, value: kept.value });
}

function readingOf(signal: SignalDefinition, raw: SignalValue, message: DecodedMessage, at: Instant): Reading {
    const value = typeof raw === 'number' ? raw * signal.conversion.factor + signal.conversion.offset : raw;
    return { signal: signal.name, value, at, quality: judge(signal, value, message) };
}

/**
 * Computes a derived signal. Nothing comes of it while an input has no usable value; the time is that of the newest
 * input and the quality that of the worst. A personal data class on it is refused with its definition, so nothing
 * comes of one that got it since.
 */
export function deriveSignal(
    signal: SignalDefinition,
    inputs: { get(signal: string): Pick<Reading, 'value' | 'quality' | 'at'> | undefined },
    product: string | undefined,
    window?: FormulaScope['window']
): Reading | undefined {
    const { formula, protect } = signal;
    if (protect) return undefined;
    const used = [...(formula?.signals ?? [])].map((name) => inputs.get(name));
    const value = formula?.evaluate({ value: (name) => usable(inputs.get(name)), product, ...(window && { window }) });
    const typed = value === undefined ? undefined : typeValue(value, signal.type);
    if (!typed || 'reason' in typed) return undefined;
    const at = Math.max(...used.map((input) => input?.at ?? 0));
    const reading = readingOf(signal, typed.value, { document: {} }, at);
    const uncertain = used.some((input) => input?.quality === 'Uncertain');
    return uncertain && reading.quality === 'Good' ? { ...reading, quality: 'Uncertain' } : reading;
}

function usable(input: Pick<Reading, 'value' | 'quality'> | undefined): SignalValue | undefined {
    return input?.quality === 'Bad' ? undefined : input?.value;
}

/** Quality the device states, made worse by an implausible value. */
function judge(signal: SignalDefinition, value: SignalValue, message: DecodedMessage): Quality {
    if (typeof value === 'number' && (value < signal.minimum || value > signal.maximum)) return 'Bad';
    const stated = message.qualities?.[signal.pathKey];
    if (stated) return stated;
    return signal.qualityPath ? qualityOf(valueAt(message.document, signal.qualityPath)) : 'Good';
}
