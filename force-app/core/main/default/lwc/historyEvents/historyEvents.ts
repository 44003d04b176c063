import { LightningElement, api } from 'lwc';
import ALARM_LABEL from '@salesforce/label/c.MachineHistory_Alarm';
import CASE_LABEL from '@salesforce/label/c.MachineHistory_Case';
import NAME_LABEL from '@salesforce/label/c.MachineHistory_Events_Name';
import ONGOING_LABEL from '@salesforce/label/c.MachineHistory_Ongoing';
import ORDER_LABEL from '@salesforce/label/c.MachineHistory_WorkOrder';
import PARTS_LABEL from '@salesforce/label/c.MachineHistory_Parts';
import STATE_LABEL from '@salesforce/label/c.TwinHistory_States';
import { placeEvents, type EventKind, type PlacedEvent, type TimeWindow, type TwinEvent } from 'c/twinEvents';
import { momentText } from 'c/twinModel';
import { opensHere } from 'c/twinView';

interface Mark {
    readonly id: string;
    readonly recordId?: string;
    readonly url?: string;
    readonly title: string;
    readonly summary: string;
    readonly css: string;
    readonly style: string;
}

interface Lane {
    readonly key: string;
    readonly label: string;
    readonly style: string;
    readonly marks: readonly Mark[];
}

const OBJECTS = { alarm: 'Alarm__c', case: 'Case', workOrder: 'WorkOrder', part: 'Asset', state: '' } as const;
const LANES: readonly (readonly [EventKind, string])[] = [
    ['alarm', ALARM_LABEL],
    ['case', CASE_LABEL],
    ['workOrder', ORDER_LABEL],
    ['part', PARTS_LABEL],
    ['state', STATE_LABEL]
];
const ROW_REM = 1.625;

/**
 * Presentational: what happened, in lanes under the charts and on their axis.
 * @fires openrecord with `{ recordId }` when a link is followed in this window
 */
export default class HistoryEvents extends LightningElement {
    @api events: readonly TwinEvent[] = [];
    @api window: TimeWindow = { from: 0, to: 1 };

    readonly labels = { name: NAME_LABEL };

    get lanes(): Lane[] {
        return LANES.flatMap(([kind, label]) => {
            const own = this.events.filter((event) => event.kind === kind);
            const placed = placeEvents(own, this.window);
            if (placed.length === 0) return [];
            const rows = 1 + Math.max(...placed.map(({ row }) => row));
            const marks = placed.map((each) => toMark(each, label));
            return [{ key: kind, label, style: `height: ${rows * ROW_REM}rem`, marks }];
        });
    }

    handleOpen(event: MouseEvent): void {
        if (!opensHere(event)) return;
        const { record } = (event.currentTarget as HTMLElement).dataset;
        event.preventDefault();
        this.dispatchEvent(new CustomEvent('openrecord', { detail: { recordId: record } }));
    }
}

function toMark({ event, start, width, row }: PlacedEvent, kind: string): Mark {
    const urgent = event.priority === 'Critical' || event.priority === 'High' ? ' mark_urgent' : '';
    const ongoing = event.to === undefined ? ' mark_ongoing' : '';
    const end = event.to === undefined ? ONGOING_LABEL : momentText(event.to);
    const period = event.to === event.from ? end : `${momentText(event.from)} – ${end}`;
    return {
        id: event.id,
        recordId: event.recordId,
        url: event.recordId
            ? `/lightning/r/${event.objectName ?? OBJECTS[event.kind]}/${event.recordId}/view`
            : undefined,
        title: event.title,
        summary: [kind, event.title, event.status, period].filter((part) => part !== '').join(', '),
        css: `mark mark_${event.kind}${urgent}${ongoing}`,
        style: `left: ${start.toFixed(2)}%; width: ${width.toFixed(2)}%; top: ${row * ROW_REM}rem`
    };
}
