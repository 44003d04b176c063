import { LightningElement, api } from 'lwc';
import BAND_LABEL from '@salesforce/label/c.TwinSignal_Band';
import { fillLabel } from 'c/displayFormat';
import type { LimitBand } from 'c/twinModel';

interface ZoneView {
    readonly key: string;
    readonly css: string;
    readonly style: string;
}

/** Presentational: where a value lies between its limits, from low to high. Shows nothing without a band. */
export default class TwinLimitBand extends LightningElement {
    @api band: LimitBand | undefined;

    get zones(): ZoneView[] {
        return (this.band?.zones ?? []).map(({ from, to, state }) => ({
            key: String(from),
            css: `zone zone_${state}`,
            style: `inset-inline-start: ${from}%; width: ${to - from}%`
        }));
    }

    get pointerStyle(): string {
        return `inset-inline-start: ${this.band?.position ?? 0}%`;
    }

    get text(): string {
        return fillLabel(BAND_LABEL, Math.round(this.band?.position ?? 0));
    }
}
