import { drawTrend } from 'c/twinModel';
import type { TrendPoint } from 'c/twinModel';
import { percentOf, placeEvents, type PlacedEvent, type TimeWindow, type TwinEvent } from 'c/twinEvents';
import { LANES, summaryText } from './twinHistoryTexts';

/** Objects whose records a mark opens. */
const OBJECTS = { alarm: 'Alarm__c', case: 'Case', workOrder: 'WorkOrder', part: 'Asset', state: '' } as const;

/** Address of an event's record; blank when no record holds it. */
export function urlOf({ kind, recordId, objectName }: TwinEvent): string {
    return recordId ? `/lightning/r/${objectName ?? OBJECTS[kind]}/${recordId}/view` : '';
}

/** An event as a mark of the strip. */
export interface Mark {
    readonly id: string;
    readonly recordId?: string;
    readonly url?: string;
    /** A mark that leads to no record is a picture with a name. */
    readonly role: string | null;
    readonly title: string;
    readonly summary: string;
    readonly css: string;
    readonly style: string;
    readonly tabIndex: string;
}

/** One kind of event on the axis. */
export interface Lane {
    readonly key: string;
    readonly label: string;
    readonly style: string;
    readonly marks: readonly Mark[];
}

/** Curve of a signal on the axis, in a box of 1000 by 100. */
export interface Curve {
    readonly line: string;
    readonly style: string;
}

const ROW_REM = 1.625;
const CURVE = { width: 1000, height: 100 };

function toMark({ event, start, width, row }: PlacedEvent, focusId: string | undefined): Mark {
    const urgency = event.priority === 'Critical' || event.priority === 'High' ? ' mark_urgent' : '';
    const end = event.to === undefined ? ' mark_ongoing' : '';
    return {
        id: event.id,
        recordId: event.recordId,
        url: urlOf(event) || undefined,
        role: event.recordId ? null : 'img',
        title: event.title,
        summary: summaryText(event),
        css: `mark mark_${event.kind}${urgency}${end}`,
        style: `left: ${start.toFixed(2)}%; width: ${width.toFixed(2)}%; top: ${row * ROW_REM}rem`,
        tabIndex: event.id === focusId ? '0' : '-1'
    };
}

/** Lanes that hold something. `focusId` names the mark that is in the tab order. */
export function lanesOf(events: readonly TwinEvent[], window: TimeWindow, focusId: string | undefined): Lane[] {
    return LANES.flatMap(([kind, label]) => {
        const placed = placeEvents(
            events.filter((event) => event.kind === kind),
            window
        );
        if (placed.length === 0) return [];
        const rows = 1 + Math.max(...placed.map(({ row }) => row));
        const marks = placed.map((each) => toMark(each, focusId));
        return [{ key: kind, label, style: `height: ${rows * ROW_REM}rem`, marks }];
    });
}

/** The part of a trend that lies in the window, placed on the same axis; undefined with fewer than two points. */
export function curveOf(points: readonly TrendPoint[], window: TimeWindow): Curve | undefined {
    const inside = points.filter(({ time }) => time >= window.from && time <= window.to);
    const drawing = drawTrend(inside, CURVE.width, CURVE.height);
    if (!drawing) return undefined;
    const start = percentOf(inside[0].time, window);
    const width = percentOf(inside[inside.length - 1].time, window) - start;
    return { line: drawing.line, style: `left: ${start.toFixed(2)}%; width: ${width.toFixed(2)}%` };
}

/** The event that a key leads to from another one; undefined when the key does not belong to the strip. */
export function eventForKey(key: string, events: readonly TwinEvent[], id: string): TwinEvent | undefined {
    const at = events.findIndex((event) => event.id === id);
    switch (key) {
        case 'ArrowLeft':
        case 'ArrowUp':
            return events[Math.max(0, at - 1)];
        case 'ArrowRight':
        case 'ArrowDown':
            return events[Math.min(events.length - 1, at + 1)];
        case 'Home':
            return events[0];
        case 'End':
            return events[events.length - 1];
        default:
            return undefined;
    }
}
