import { LightningElement, api } from 'lwc';
import CHART_NAME_LABEL from '@salesforce/label/c.MachineHistory_Chart_Name';
import COMPARE_LINE_LABEL from '@salesforce/label/c.MachineHistory_Compare_Line';
import PART_LABEL from '@salesforce/label/c.MachineHistory_Part';
import PARTS_LABEL from '@salesforce/label/c.MachineHistory_Parts';
import LOCALE from '@salesforce/i18n/locale';
import TIME_ZONE from '@salesforce/i18n/timeZone';
import { fillLabel, formatNumber, formatQuantity, unitSymbol } from 'c/displayFormat';
import { BOX, drawChart, type ChartDrawing, type HistorySeries, type SignalInfo } from 'c/historyModel';
import { isInside, percentOf, type TimeWindow, type TwinEvent } from 'c/twinEvents';

interface Line {
    readonly key: string;
    readonly css: string;
    readonly y: number;
}

interface Tick {
    readonly key: number;
    readonly text: string;
    readonly style: string;
}

interface Span {
    readonly key: string;
    readonly x: number;
    readonly width: number;
}

interface PartMark {
    readonly key: string;
    readonly x: number;
    readonly title: string;
    readonly style: string;
}

const DAY_MS = 86_400_000;
const TIME_SHARES = [0, 0.2, 0.4, 0.6, 0.8];

/** Presentational: one signal over time, with its limits, its machine's alarms and parts replaced, and what it is compared with. */
export default class HistoryChart extends LightningElement {
    @api series: HistorySeries | undefined;
    /** The same signal of what is compared with, brought to the same time; drawn dashed on the same axes. */
    @api other: HistorySeries | undefined;
    /** Name of what is compared with. */
    @api otherName = '';
    @api info: SignalInfo | undefined;
    @api window: TimeWindow = { from: 0, to: 1 };
    /** Alarms whose time is shaded. */
    @api alarms: readonly TwinEvent[] = [];
    /** Parts that were replaced, marked at their time. */
    @api parts: readonly TwinEvent[] = [];
    /** The time shown, in words. */
    @api rangeText = '';

    get drawing(): ChartDrawing | undefined {
        return this.series && this.info ? drawChart(this.series, this.other, this.info, this.window) : undefined;
    }

    get viewBox(): string {
        return `0 0 ${BOX.width} ${BOX.height}`;
    }

    get width(): number {
        return BOX.width;
    }

    get height(): number {
        return BOX.height;
    }

    get unit(): string {
        return unitSymbol(this.info?.unit);
    }

    get name(): string {
        const { info, drawing } = this;
        if (!info || !drawing) return '';
        const [low, high] = [drawing.lowest, drawing.highest].map((value) => formatQuantity(value, info.unit));
        const own = fillLabel(CHART_NAME_LABEL, info.label, this.rangeText, low, high);
        const others = drawing.otherExtremes?.map((value) => formatQuantity(value, info.unit));
        const compared = others ? [fillLabel(COMPARE_LINE_LABEL, this.otherName, ...others)] : [];
        const { replaced } = this;
        const parts = replaced.length > 0 ? [`${PARTS_LABEL}: ${replaced.map(({ title }) => title).join(', ')}`] : [];
        return [own, ...compared, ...parts].join('. ');
    }

    /** Name of the dashed line; empty when there is none. */
    get legend(): string {
        return this.drawing?.other ? this.otherName : '';
    }

    /** Name of the diamonds; empty when no part was replaced. */
    get partLegend(): string {
        return this.replaced.length > 0 ? PART_LABEL : '';
    }

    get limits(): Line[] {
        return (this.drawing?.limits ?? []).map(({ key, y }) => ({ key, y, css: `limit limit_${key}` }));
    }

    get ticks(): Tick[] {
        return (this.drawing?.ticks ?? []).map(({ value, y }) => ({
            key: value,
            text: formatNumber(value, 3),
            style: `top: ${((y / BOX.height) * 100).toFixed(1)}%`
        }));
    }

    /** Times at even distances; days where more than one is shown. */
    get times(): Tick[] {
        const { from, to } = this.window;
        const options: Intl.DateTimeFormatOptions =
            to - from > DAY_MS ? { day: 'numeric', month: 'short' } : { hour: 'numeric', minute: '2-digit' };
        const format = new Intl.DateTimeFormat(LOCALE, { ...options, timeZone: TIME_ZONE });
        return TIME_SHARES.map((share) => ({
            key: share,
            text: format.format(from + share * (to - from)),
            style: `left: ${share * 100}%`
        }));
    }

    private get replaced(): readonly TwinEvent[] {
        return this.parts.filter((part) => isInside(part, this.window));
    }

    /** A part of which only the day is known is marked in the middle of what is seen of that day. */
    get partMarks(): PartMark[] {
        return this.replaced.map(({ id, from, to, title }) => {
            const place = (percentOf(from, this.window) + percentOf(to ?? from, this.window)) / 2;
            return { key: id, x: (place / 100) * BOX.width, title, style: `left: ${place.toFixed(2)}%` };
        });
    }

    get spans(): Span[] {
        const inside = this.alarms.filter((alarm) => isInside(alarm, this.window));
        return inside.map(({ id, from, to }) => {
            const start = percentOf(from, this.window) * 10;
            const end = percentOf(to ?? this.window.to, this.window) * 10;
            return { key: id, x: start, width: Math.max(2, end - start) };
        });
    }
}
