import { LightningElement, api } from 'lwc';
import BAD_LABEL from '@salesforce/label/c.AlarmKpi_Bad';
import CHATTERING_LABEL from '@salesforce/label/c.AlarmKpi_Chattering';
import CHATTERING_TARGET_LABEL from '@salesforce/label/c.AlarmKpi_Chattering_Target';
import FLOOD_LABEL from '@salesforce/label/c.AlarmKpi_Flood';
import FLOOD_TARGET_LABEL from '@salesforce/label/c.AlarmKpi_Flood_Target';
import GOOD_LABEL from '@salesforce/label/c.AlarmKpi_Good';
import NONE_LABEL from '@salesforce/label/c.AlarmKpi_None';
import PARTIAL_LABEL from '@salesforce/label/c.AlarmKpi_Partial';
import PEAK_LABEL from '@salesforce/label/c.AlarmKpi_Peak';
import PEAK_TARGET_LABEL from '@salesforce/label/c.AlarmKpi_Peak_Target';
import RATE_LABEL from '@salesforce/label/c.AlarmKpi_Rate';
import RATE_TARGET_LABEL from '@salesforce/label/c.AlarmKpi_Rate_Target';
import SHARE_LABEL from '@salesforce/label/c.AlarmKpi_Share';
import SHARES_LABEL from '@salesforce/label/c.AlarmKpi_Shares';
import STALE_LABEL from '@salesforce/label/c.AlarmKpi_Stale';
import STALE_TARGET_LABEL from '@salesforce/label/c.AlarmKpi_Stale_Target';
import STANDING_LABEL from '@salesforce/label/c.AlarmKpi_Standing';
import STANDING_TARGET_LABEL from '@salesforce/label/c.AlarmKpi_Standing_Target';
import TITLE_LABEL from '@salesforce/label/c.AlarmKpi_Title';
import TOP_LABEL from '@salesforce/label/c.AlarmKpi_Top';
import TOP_ITEM_LABEL from '@salesforce/label/c.AlarmKpi_Top_Item';
import WATCH_LABEL from '@salesforce/label/c.AlarmKpi_Watch';
import { PRIORITIES, priorityLabel, type Priority } from 'c/alarmDisplay';
import {
    computeFigures,
    PRIORITY_TARGETS,
    rateFigures,
    type AlarmFigures,
    type FigureName,
    type FigureStatus,
    type Occurrence
} from 'c/alarmFigures';
import { fillLabel, formatNumber, formatPercent } from 'c/displayFormat';

const DAY_MS = 24 * 3_600_000;

const TEXTS: readonly { readonly name: FigureName; readonly label: string; readonly target: string }[] = [
    { name: 'rate', label: RATE_LABEL, target: RATE_TARGET_LABEL },
    { name: 'peak', label: PEAK_LABEL, target: PEAK_TARGET_LABEL },
    { name: 'floodShare', label: FLOOD_LABEL, target: FLOOD_TARGET_LABEL },
    { name: 'chattering', label: CHATTERING_LABEL, target: CHATTERING_TARGET_LABEL },
    { name: 'stale', label: STALE_LABEL, target: STALE_TARGET_LABEL },
    { name: 'standing', label: STANDING_LABEL, target: STANDING_TARGET_LABEL }
];

const STATUSES: Readonly<Record<FigureStatus, { iconName: string; variant: string; text: string }>> = {
    good: { iconName: 'utility:success', variant: 'success', text: GOOD_LABEL },
    watch: { iconName: 'utility:warning', variant: 'warning', text: WATCH_LABEL },
    bad: { iconName: 'utility:error', variant: 'error', text: BAD_LABEL }
};

/** One figure as it is shown. */
interface Tile {
    readonly name: FigureName;
    readonly label: string;
    readonly target: string;
    readonly value: string;
    readonly iconName: string;
    readonly variant: string;
    readonly status: string;
}

/** Presentational: key figures of the alarm system over the last 24 hours, each against its target. */
export default class AlarmKpi extends LightningElement {
    /** What was raised in the last 24 hours; undefined while it is not known. */
    @api occurrences: readonly Occurrence[] | undefined;
    /** Whether more alarms were raised than `occurrences` holds. */
    @api partial = false;
    /** Alarms that stand now. */
    @api standing = 0;
    /** Alarms that have been open for more than 24 hours. */
    @api stale = 0;
    /** How many people share the alarms. */
    @api operators = 1;
    /** The present, in milliseconds since 1970. */
    @api now = 0;

    readonly labels = { none: NONE_LABEL, shares: SHARES_LABEL, title: TITLE_LABEL };

    get figures(): AlarmFigures | undefined {
        const now = Number(this.now);
        return this.occurrences && computeFigures(this.occurrences, now - DAY_MS, now, Number(this.operators));
    }

    get tiles(): Tile[] {
        const { figures } = this;
        if (!figures) return [];
        const { rate, peak, floodShare, chattering } = figures;
        const values = { rate, peak, floodShare, chattering, stale: this.stale, standing: this.standing };
        const statuses = rateFigures(values);
        return TEXTS.map((one) => {
            const { iconName, variant, text } = STATUSES[statuses[one.name]];
            const value = one.name === 'floodShare' ? formatPercent(floodShare) : formatNumber(values[one.name], 1);
            return { ...one, value, iconName, variant, status: text };
        });
    }

    get hasOccurrences(): boolean {
        return (this.figures?.total ?? 0) > 0;
    }

    get hasNone(): boolean {
        return this.figures?.total === 0;
    }

    get shares(): { priority: Priority; text: string }[] {
        const { figures } = this;
        if (!figures) return [];
        const textOf = (priority: Priority): string =>
            fillLabel(
                SHARE_LABEL,
                priorityLabel(priority),
                formatPercent(figures.shares[priority]),
                formatPercent(PRIORITY_TARGETS[priority])
            );
        return PRIORITIES.map((priority) => ({ priority, text: textOf(priority) }));
    }

    get topTitle(): string {
        return fillLabel(TOP_LABEL, formatPercent(this.figures?.topShare ?? 0));
    }

    get top(): { key: string; text: string }[] {
        return (this.figures?.top ?? []).map(({ key, message, machine, count }) => ({
            key,
            text: fillLabel(TOP_ITEM_LABEL, message, machine, formatNumber(count, 0))
        }));
    }

    get partialNote(): string {
        return this.partial ? fillLabel(PARTIAL_LABEL, formatNumber(this.occurrences?.length ?? 0, 0)) : '';
    }
}
