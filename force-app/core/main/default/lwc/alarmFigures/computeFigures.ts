import { PRIORITIES, type Priority } from 'c/alarmDisplay';

/** One time that an alarm was raised. Times are milliseconds since 1970. */
export interface Occurrence {
    /** Names the alarm through all its episodes. */
    readonly key: string;
    readonly message: string;
    readonly machine: string;
    readonly priority: Priority | undefined;
    readonly raisedAt: number;
}

/** An alarm of the ten that came most often. */
export interface FrequentAlarm {
    readonly key: string;
    readonly message: string;
    readonly machine: string;
    readonly count: number;
}

/** Performance of an alarm system over a period, by ISA-18.2 clause 16 and EEMUA 191. */
export interface AlarmFigures {
    /** Alarms per operator and ten minutes, on average. */
    readonly rate: number;
    /** Most alarms in one ten-minute interval, all operators together. */
    readonly peak: number;
    /** Share of the time in flood, 0–1. */
    readonly floodShare: number;
    /** Alarms that were raised three times or more within one minute. */
    readonly chattering: number;
    readonly top: readonly FrequentAlarm[];
    /** Share of all occurrences that the top ones make, 0–1. */
    readonly topShare: number;
    /** Share of each priority, 0–1. */
    readonly shares: Readonly<Record<Priority, number>>;
    readonly total: number;
}

const INTERVAL_MS = 10 * 60_000;
/** A flood begins with more alarms than this in ten minutes and ends with fewer than `FLOOD_END` (ISA-18.2). */
const FLOOD_BEGIN = 10;
const FLOOD_END = 5;
const CHATTER_COUNT = 3;
const CHATTER_MS = 60_000;
const TOP_COUNT = 10;

/**
 * Key figures of the alarms raised in a period.
 * @param from beginning of the period, milliseconds since 1970
 * @param to its end
 * @param operators how many people share the alarms, at least 1
 */
export function computeFigures(
    occurrences: readonly Occurrence[],
    from: number,
    to: number,
    operators: number
): AlarmFigures {
    const inside = occurrences.filter(({ raisedAt }) => raisedAt >= from && raisedAt < to);
    const counts = countIntervals(inside, from, to);
    const groups = groupByKey(inside);
    const top = mostFrequent(groups);
    const total = inside.length;
    return {
        total,
        top,
        rate: total / counts.length / Math.max(1, operators),
        peak: Math.max(0, ...counts),
        floodShare: floodIntervals(counts) / counts.length,
        chattering: [...groups.values()].filter(isChattering).length,
        topShare: share(
            top.reduce((sum, { count }) => sum + count, 0),
            total
        ),
        shares: priorityShares(inside)
    };
}

function countIntervals(occurrences: readonly Occurrence[], from: number, to: number): number[] {
    const counts = new Array<number>(Math.max(1, Math.ceil((to - from) / INTERVAL_MS))).fill(0);
    for (const { raisedAt } of occurrences) counts[Math.floor((raisedAt - from) / INTERVAL_MS)] += 1;
    return counts;
}

function floodIntervals(counts: readonly number[]): number {
    let isFlood = false;
    let intervals = 0;
    for (const count of counts) {
        isFlood = isFlood ? count >= FLOOD_END : count > FLOOD_BEGIN;
        if (isFlood) intervals += 1;
    }
    return intervals;
}

function groupByKey(occurrences: readonly Occurrence[]): Map<string, Occurrence[]> {
    const groups = new Map<string, Occurrence[]>();
    for (const occurrence of occurrences) {
        const group = groups.get(occurrence.key);
        if (group) group.push(occurrence);
        else groups.set(occurrence.key, [occurrence]);
    }
    return groups;
}

function isChattering(group: readonly Occurrence[]): boolean {
    const times = group.map(({ raisedAt }) => raisedAt).sort((a, b) => a - b);
    return times.some((time, at) => times[at + CHATTER_COUNT - 1] - time <= CHATTER_MS);
}

function mostFrequent(groups: ReadonlyMap<string, readonly Occurrence[]>): FrequentAlarm[] {
    const all = [...groups].map(([key, group]) => {
        const [{ message, machine }] = group;
        return { key, message, machine, count: group.length };
    });
    return all.sort((a, b) => b.count - a.count || a.key.localeCompare(b.key)).slice(0, TOP_COUNT);
}

function priorityShares(occurrences: readonly Occurrence[]): Record<Priority, number> {
    const shareOf = (priority: Priority): number =>
        share(occurrences.filter((one) => one.priority === priority).length, occurrences.length);
    return Object.fromEntries(PRIORITIES.map((priority) => [priority, shareOf(priority)])) as Record<Priority, number>;
}

function share(part: number, whole: number): number {
    return whole === 0 ? 0 : part / whole;
}
