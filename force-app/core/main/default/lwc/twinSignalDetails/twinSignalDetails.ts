import { LightningElement, api } from 'lwc';
import ALARMS_LABEL from '@salesforce/label/c.TwinDetails_Alarms';
import CHANGE_LABEL from '@salesforce/label/c.TwinDetails_Change';
import CLOSE_LABEL from '@salesforce/label/c.TwinDetails_Close';
import LIMITS_LABEL from '@salesforce/label/c.TwinTable_Limits';
import MAXIMUM_LABEL from '@salesforce/label/c.TwinDetails_Maximum';
import MEAN_LABEL from '@salesforce/label/c.TwinDetails_Mean';
import MEASURED_LABEL from '@salesforce/label/c.TwinDetails_Measured';
import MINIMUM_LABEL from '@salesforce/label/c.TwinDetails_Minimum';
import NEVER_LABEL from '@salesforce/label/c.TwinSignal_Never';
import NO_LIMITS_LABEL from '@salesforce/label/c.TwinLimit_None';
import NO_TREND_LABEL from '@salesforce/label/c.TwinDetails_NoTrend';
import QUALITY_LABEL from '@salesforce/label/c.TwinTable_Quality';
import SOURCE_LABEL from '@salesforce/label/c.TwinDetails_Source';
import SPAN_LABEL from '@salesforce/label/c.TwinDetails_Span';
import TREND_LABEL from '@salesforce/label/c.TwinSignal_Trend';
import { fillLabel } from 'c/displayFormat';
import { momentText, quantityText, trendStatistics } from 'c/twinModel';
import type { SignalView } from 'c/twinView';

interface Fact {
    readonly label: string;
    readonly value: string;
}

/**
 * Presentational: one signal with its trend, statistics, limits, quality and alarms.
 * @fires close when the user closes it; openrecord with `{ recordId }`
 */
export default class TwinSignalDetails extends LightningElement {
    @api view: SignalView | undefined;

    readonly labels = { alarms: ALARMS_LABEL, close: CLOSE_LABEL, noTrend: NO_TREND_LABEL };

    /** Moves the focus to the heading, so that a screen reader begins there. */
    @api focus(): void {
        (this.refs?.heading as HTMLElement | undefined)?.focus();
    }

    get hasTrend(): boolean {
        return (this.view?.signal.trend.length ?? 0) > 1;
    }

    get trendLabel(): string {
        return fillLabel(TREND_LABEL, this.view?.label ?? '');
    }

    private quantity(value: number): string {
        return quantityText(value, this.view?.signal.unit ?? '');
    }

    get statistics(): Fact[] {
        const found = trendStatistics(this.view?.signal.trend ?? []);
        if (!found) return [];
        const facts = [
            { label: MINIMUM_LABEL, value: this.quantity(found.minimum) },
            { label: MEAN_LABEL, value: this.quantity(found.mean) },
            { label: MAXIMUM_LABEL, value: this.quantity(found.maximum) }
        ];
        if (found.changePerHour === undefined) return facts;
        return [...facts, { label: CHANGE_LABEL, value: this.quantity(found.changePerHour) }];
    }

    get span(): string {
        const found = trendStatistics(this.view?.signal.trend ?? []);
        return found ? fillLabel(SPAN_LABEL, momentText(found.from), momentText(found.to)) : '';
    }

    get facts(): Fact[] {
        if (!this.view) return [];
        const { signal, limitTexts, quality } = this.view;
        return [
            { label: LIMITS_LABEL, value: limitTexts.join(', ') || NO_LIMITS_LABEL },
            { label: QUALITY_LABEL, value: quality },
            { label: SOURCE_LABEL, value: signal.sourceLabel || signal.source },
            { label: MEASURED_LABEL, value: signal.time === undefined ? NEVER_LABEL : momentText(signal.time) }
        ];
    }

    get hasAlarms(): boolean {
        return (this.view?.alarms.length ?? 0) > 0;
    }

    handleKeydown(event: KeyboardEvent): void {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        this.handleClose();
    }

    handleClose(): void {
        this.dispatchEvent(new CustomEvent('close'));
    }

    handleOpen(event: CustomEvent<{ recordId: string }>): void {
        this.dispatchEvent(new CustomEvent('openrecord', { detail: event.detail }));
    }
}
