import type { Fault } from '../simulator/fault.ts';

/** What goes wrong in the demo, in this order and over again. */
const ROUND: readonly Pick<Fault, 'kind' | 'deviceId' | 'durationSeconds'>[] = [
    { kind: 'bearing-wear', deviceId: 'nw-motor-01', durationSeconds: 180 },
    { kind: 'pressure-leak', deviceId: 'nw-compressor-01', durationSeconds: 120 },
    { kind: 'loss-of-cooling', deviceId: 'nw-pump-02', durationSeconds: 150 },
    { kind: 'silent-gateway', deviceId: 'rb-gateway-01', durationSeconds: 90 }
];

/** Seconds from the start of one fault to the next. */
const INTERVAL_SECONDS = 150;

/** Seconds until the first fault, so that a person sees the plant healthy first. */
const FIRST_SECONDS = 12;

/** Every fault of the demo within a time. */
export function faultPlan(hours: number): Fault[] {
    const count = Math.floor((hours * 3600) / INTERVAL_SECONDS);
    return Array.from({ length: count }, (_, index) => {
        const fault = ROUND[index % ROUND.length] ?? ROUND[0];
        if (!fault) throw new RangeError('The round of faults is empty.');
        return { ...fault, startSeconds: FIRST_SECONDS + index * INTERVAL_SECONDS };
    });
}
