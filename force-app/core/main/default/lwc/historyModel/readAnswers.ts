import type { TwinEvent } from 'c/twinEvents';
import type { HistoryPoint, HistorySeries, RecordedSignal, StatePoint } from './types';

type Row = Readonly<Record<string, unknown>>;

/** The parts of an answer of `TelemetryHistory`; none for null, which stands for a machine without recordings. */
function partsOf(answer: string | null | undefined, name: string): Row[] {
    if (!answer) return [];
    const parsed: unknown = JSON.parse(answer);
    const list = isRow(parsed) ? parsed[name] : undefined;
    return Array.isArray(list) ? list.filter(isRow) : [];
}

function isRow(value: unknown): value is Row {
    return typeof value === 'object' && value !== null;
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

/** Recorded signals by name. @throws SyntaxError for an answer that is no JSON */
export function readSignals(answer: string | null | undefined): RecordedSignal[] {
    return partsOf(answer, 'signals')
        .map(({ signal, kind, firstAt }): RecordedSignal => ({
            signal: String(signal),
            kind: kind === 'state' ? 'state' : 'number',
            ...(isNumber(firstAt) && { firstAt })
        }))
        .sort((a, b) => a.signal.localeCompare(b.signal));
}

/** Series in the order of the answer. Values of Bad quality are left out. @throws SyntaxError as above */
export function readSeries(answer: string | null | undefined): HistorySeries[] {
    return partsOf(answer, 'series').map((part) => {
        const rows = rowsOf(part);
        const isState = part.kind === 'state';
        return {
            signal: String(part.signal),
            kind: isState ? 'state' : 'number',
            bucketMs: isNumber(part.bucketMs) ? part.bucketMs : 0,
            points: isState ? [] : rows.flatMap(pointOf),
            states: isState ? rows.flatMap(stateOf) : []
        };
    });
}

/** Rows as objects, by the names of their columns. */
function rowsOf({ columns, rows }: Row): Row[] {
    if (!Array.isArray(columns) || !Array.isArray(rows)) return [];
    return rows
        .filter((row) => Array.isArray(row))
        .map((row: unknown[]) => Object.fromEntries(columns.map((name, index) => [String(name), row[index]])));
}

function pointOf(row: Row): HistoryPoint[] {
    const { at, quality, min, max } = row;
    const value = row.value ?? row.timeWeightedMean ?? row.mean ?? row.last;
    if (!isNumber(at) || !isNumber(value) || quality === 'Bad') return [];
    return [{ time: at, value, low: isNumber(min) ? min : value, high: isNumber(max) ? max : value }];
}

function stateOf(row: Row): StatePoint[] {
    const { at, quality } = row;
    const state = row.value ?? row.longest ?? row.last;
    if (!isNumber(at) || typeof state !== 'string' || quality === 'Bad') return [];
    return [{ time: at, state }];
}

/**
 * Alarm episodes by the transitions that the bridge recorded.
 * @param known keys of episodes that a record of the org shows already
 */
export function readAlarms(answer: string | null | undefined, known: ReadonlySet<string>): TwinEvent[] {
    const episodes = new Map<string, TwinEvent>();
    for (const { at, kind, details } of partsOf(answer, 'events')) {
        if (kind !== 'alarm' || !isRow(details) || !isNumber(at)) continue;
        const key = String(details.episode);
        if (known.has(key)) continue;
        const to = details.transition === 'Cleared' ? at : episodes.get(key)?.to;
        const event: TwinEvent = {
            id: key,
            kind: 'alarm',
            title: textOf(details.message) || textOf(details.definition),
            status: textOf(details.state),
            priority: textOf(details.priority),
            from: isNumber(details.raisedAt) ? details.raisedAt : at
        };
        episodes.set(key, to === undefined ? event : { ...event, to });
    }
    return [...episodes.values()];
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** States as events: neighbours that are equal become one, and each ends where the next begins. */
export function stateEvents(series: HistorySeries, end: number): TwinEvent[] {
    const changes = series.states.filter(({ state }, index, all) => index === 0 || all[index - 1].state !== state);
    return changes.map(({ time, state }, index) => ({
        id: `${series.signal}:${time}`,
        kind: 'state',
        title: state,
        status: '',
        priority: '',
        from: time,
        to: changes[index + 1]?.time ?? end
    }));
}
