import { LightningElement, api } from 'lwc';
import { drawTrend, type Limits, type TrendDrawing, type TrendPoint } from 'c/twinModel';

const SPARKLINE = { width: 96, height: 28 };
const CHART = { width: 480, height: 150 };
const NO_LIMITS: Limits = {};

interface LimitLine {
    readonly key: string;
    readonly css: string;
    readonly y: number;
}

/** Presentational: a trend as a small curve, or as a chart with its limits. Shows nothing with fewer than two points. */
export default class TwinTrend extends LightningElement {
    @api points: readonly TrendPoint[] = [];
    /** Drawn in the chart only, because they would flatten the small curve. */
    @api limits: Limits = NO_LIMITS;
    /** Draws the chart. */
    @api large = false;
    /** Name of the picture; without one it is hidden from screen readers, for use beside the same value as text. */
    @api label = '';

    private get box(): { readonly width: number; readonly height: number } {
        return this.large ? CHART : SPARKLINE;
    }

    get drawing(): TrendDrawing | undefined {
        return drawTrend(this.points, this.box.width, this.box.height, this.large ? this.limits : NO_LIMITS);
    }

    get viewBox(): string {
        return `-3 -3 ${this.box.width + 6} ${this.box.height + 6}`;
    }

    get width(): number {
        return this.box.width;
    }

    get css(): string {
        return this.large ? 'trend trend_large' : 'trend';
    }

    get pictureRole(): string | null {
        return this.label ? 'img' : null;
    }

    get ariaHiddenText(): string | null {
        return this.label ? null : 'true';
    }

    get pictureName(): string | null {
        return this.label || null;
    }

    get limitLines(): LimitLine[] {
        return (this.drawing?.limits ?? []).map(({ key, y }) => ({ key, y, css: `limit limit_${key}` }));
    }
}
