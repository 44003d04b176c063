import { instantOf, sides } from './coldChainExport.ts';
import type { LoggerExport, Side } from './coldChainExport.ts';
import type { ReplayedLogger, Stretch } from './coldChainReplay.ts';

const minuteMs = 60_000;
const dayMs = 1440 * minuteMs;
/** How far apart two computations on different samples may be: the logger measures every minute, the export less often. */
const allowed = { alarmMinutes: 10, minutesBeyond: 7, minimum: 0.5, maximum: 0.5, mean: 0.1 };
/** Distances of tenths are not exact in binary. */
const rounding = 1e-9;

/** One limit on one day, as one of the two sees it. */
export interface SideOfDay {
    readonly minutesBeyond: number;
    /** Minute of the day in which the alarm came, 0 when it stood at midnight; undefined without alarm. */
    readonly alarmMinute: number | undefined;
}

/** One limit on one day: logger, bridge, and how far apart they are. */
export interface JudgedSide {
    readonly name: Side;
    readonly logger: SideOfDay;
    readonly bridge: SideOfDay;
    readonly alarmDistance: number | undefined;
    readonly minutesDistance: number;
    readonly agrees: boolean;
}

/** Smallest, largest and mean temperature. */
export interface Range {
    readonly minimum: number;
    readonly maximum: number;
    readonly mean: number;
}

/** A day that can be compared. */
export interface JudgedDay {
    readonly date: string;
    readonly sides: readonly JudgedSide[];
    readonly logger: Range;
    readonly bridge: Range;
    readonly distance: Range;
    readonly agrees: boolean;
}

/**
 * Compares the days that the readings cover. A first day that begins beyond a limit, or not at midnight, is left out:
 * what came before its first reading is not in the export.
 */
export function judgedDays(data: LoggerExport, replayed: ReplayedLogger): JudgedDay[] {
    const first = replayed.readings[0]?.at ?? 0;
    const end = (replayed.readings.at(-1)?.at ?? 0) + data.config.loggingIntervalMin * minuteMs;
    const lateStart = first % dayMs > 2 * data.config.loggingIntervalMin * minuteMs;
    const startsBeyond = sides.some(({ name }) => (replayed.beyond[name][0]?.from ?? end) <= first);
    return data.deviceDaily
        .filter(({ date }) => instantOf(`${date} 00:00`) + dayMs > first && instantOf(`${date} 00:00`) < end)
        .filter(({ date }) => instantOf(`${date} 00:00`) > first || !(lateStart || startsBeyond))
        .sort((left, right) => left.date.localeCompare(right.date))
        .map((day) => judgeDay(day, data, replayed, end));
}

function judgeDay(
    day: LoggerExport['deviceDaily'][number],
    { config }: LoggerExport,
    replayed: ReplayedLogger,
    end: number
): JudgedDay {
    const start = instantOf(`${day.date} 00:00`);
    const within = { from: start, to: Math.min(start + dayMs, end) };
    const judged = sides
        .filter(({ name }) => config[name])
        .map(({ name, number }) => judgeSide(name, day.alarms[number], replayed, within));
    const logger = { minimum: day.min, maximum: day.max, mean: day.avg };
    const bridge = rangeOf(replayed, within);
    const distance = {
        minimum: Math.abs(logger.minimum - bridge.minimum),
        maximum: Math.abs(logger.maximum - bridge.maximum),
        mean: Math.abs(logger.mean - bridge.mean)
    };
    const close = (['minimum', 'maximum', 'mean'] as const).every((key) => distance[key] <= allowed[key] + rounding);
    return { date: day.date, sides: judged, logger, bridge, distance, agrees: close && judged.every((s) => s.agrees) };
}

function judgeSide(
    name: Side,
    stated: LoggerExport['deviceDaily'][number]['alarms'][string] | undefined,
    replayed: ReplayedLogger,
    day: Stretch
): JudgedSide {
    const logger = { minutesBeyond: stated?.tAccMin ?? 0, alarmMinute: minuteOf(stated?.alarmAt ?? null) };
    const bridge = {
        minutesBeyond: minutesInside(replayed.beyond[name], day),
        alarmMinute: firstMinute(replayed.alarms[name], day)
    };
    const both = logger.alarmMinute !== undefined && bridge.alarmMinute !== undefined;
    const alarmDistance = both ? Math.abs((logger.alarmMinute ?? 0) - (bridge.alarmMinute ?? 0)) : undefined;
    const minutesDistance = Math.abs(logger.minutesBeyond - bridge.minutesBeyond);
    const sameAlarm = (logger.alarmMinute === undefined) === (bridge.alarmMinute === undefined);
    const agrees =
        sameAlarm && (alarmDistance ?? 0) <= allowed.alarmMinutes && minutesDistance <= allowed.minutesBeyond;
    return { name, logger, bridge, alarmDistance, minutesDistance, agrees };
}

function minuteOf(time: string | null): number | undefined {
    const parts = /^(\d+):(\d+)/.exec(time ?? '');
    return parts ? Number(parts[1]) * 60 + Number(parts[2]) : undefined;
}

function minutesInside(stretches: readonly Stretch[], day: Stretch): number {
    const inside = stretches.map(({ from, to }) => Math.min(to, day.to) - Math.max(from, day.from));
    return Math.round(inside.reduce((sum, length) => sum + Math.max(0, length), 0) / minuteMs);
}

function firstMinute(stretches: readonly Stretch[], day: Stretch): number | undefined {
    const first = stretches.find(({ from, to }) => from < day.to && to > day.from);
    return first && Math.round((Math.max(first.from, day.from) - day.from) / minuteMs);
}

/** The logger states its mean cut off to tenths, so ours is cut off too. */
function rangeOf({ readings }: ReplayedLogger, day: Stretch): Range {
    const values = readings.filter(({ at }) => at >= day.from && at < day.to).map(({ value }) => Number(value));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return { minimum: Math.min(...values), maximum: Math.max(...values), mean: Math.trunc(mean * 10 + rounding) / 10 };
}

/** The comparison as lines: logger / bridge. */
export function tableOf(name: string, days: readonly JudgedDay[]): string[] {
    const clock = (minute: number | undefined) =>
        minute === undefined
            ? '-'
            : `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
    const cells = ({ logger, bridge }: JudgedSide) => [
        `${clock(logger.alarmMinute)} / ${clock(bridge.alarmMinute)}`,
        `${logger.minutesBeyond} / ${bridge.minutesBeyond}`
    ];
    const rows = days.map((day) => [
        day.date,
        ...day.sides.flatMap(cells),
        ...(['minimum', 'maximum', 'mean'] as const).map(
            (key) => `${day.logger[key].toFixed(1)} / ${day.bridge[key].toFixed(1)}`
        ),
        day.agrees ? 'agrees' : 'DIFFERS'
    ]);
    const head = (days[0]?.sides ?? []).flatMap((side) => [`${side.name} alarm`, `${side.name} minutes`]);
    const lines = [['day (logger / bridge)', ...head, 'minimum', 'maximum', 'mean', ''], ...rows];
    return [
        name,
        ...lines.map((cellsOfLine) =>
            cellsOfLine
                .map((cell) => cell.padEnd(15))
                .join(' ')
                .trimEnd()
        )
    ];
}
