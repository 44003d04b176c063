import type { ClockPolicy } from '../config/index.ts';
import type { Instant, RejectionReason } from '../pipeline/index.ts';

/** A believed source time, or why it is not believed. */
export type JudgedTime = { at: Instant } | { reason: RejectionReason; detail: string };

/** Units of numeric timestamps, in milliseconds. */
const unitMs = { s: 1000, ms: 1, us: 0.001, ns: 0.000001 } as const;

const isoPattern = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?))?\s*(Z|[+-]\d\d:?\d\d)?$/i;

/** Whether a text is written as by `Date.toISOString`, as most devices do, so that no pattern need be tried. */
function isUsualTime(text: string): boolean {
    if (text.length !== 24) return false;
    for (let place = 0; place < 24; place++) {
        const code = text.charCodeAt(place);
        const separator = usualTime.charCodeAt(place);
        if (separator === digit ? code < digit || code > digit + 9 : code !== separator) return false;
    }
    return true;
}

const usualTime = '0000-00-00T00:00:00.000Z';
const digit = usualTime.charCodeAt(0);

/** Reads a source time: ISO 8601 text (without offset: UTC) or a number in `unit`. */
export function parseTime(raw: unknown, unit: keyof typeof unitMs): Instant | undefined {
    if (typeof raw === 'bigint') return Number(raw) * unitMs[unit];
    if (typeof raw === 'number') return Number.isFinite(raw) ? raw * unitMs[unit] : undefined;
    if (typeof raw !== 'string') return undefined;
    if (isUsualTime(raw)) return validTime(Date.parse(raw));
    const text = raw.trim();
    if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * unitMs[unit];
    const parts = isoPattern.exec(text);
    if (!parts) return undefined;
    const instant = Date.parse(`${parts[1]}T${(parts[2] ?? '00:00').replace(',', '.')}${parts[3] ?? 'Z'}`);
    return validTime(instant);
}

function validTime(instant: Instant): Instant | undefined {
    return Number.isNaN(instant) ? undefined : instant;
}

/** Judges a source time against the time of reception. */
export function judgeTime(at: Instant | undefined, receivedAt: Instant, policy: ClockPolicy): JudgedTime {
    if (at === undefined) return { reason: 'time-invalid', detail: 'not a time' };
    if (at < receivedAt - policy.maximumAgeHours * 3_600_000) {
        return { reason: 'time-too-old', detail: describe(at) };
    }
    if (at > receivedAt + policy.maximumAheadSeconds * 1000) {
        return { reason: 'time-too-new', detail: describe(at) };
    }
    return { at: Math.round(at) };
}

function describe(at: Instant): string {
    return Math.abs(at) <= 8.64e15 ? new Date(at).toISOString() : String(at);
}
