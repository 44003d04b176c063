import { LightningElement, api } from 'lwc';
import LOCALE from '@salesforce/i18n/locale';
import ALARMS_LABEL from '@salesforce/label/c.TwinStatus_Alarms';
import CONNECTIVITY_LABEL from '@salesforce/label/c.TwinStatus_Connectivity';
import DUE_LABEL from '@salesforce/label/c.TwinStatus_Due';
import DUE_RANGE_LABEL from '@salesforce/label/c.TwinStatus_Due_Range';
import HEALTH_LABEL from '@salesforce/label/c.TwinStatus_Health';
import REASONS_LABEL from '@salesforce/label/c.TwinStatus_Health_Reasons';
import HOURS_LABEL from '@salesforce/label/c.TwinStatus_Hours';
import NEVER_LABEL from '@salesforce/label/c.TwinSignal_Never';
import OPERATING_LABEL from '@salesforce/label/c.TwinStatus_Operating';
import TELEMETRY_LABEL from '@salesforce/label/c.TwinStatus_Telemetry';
import { connectivityDisplay, type Display } from 'c/alarmDisplay';
import { fillLabel, formatNumber } from 'c/displayFormat';
import { ageText, momentText, type MachineStatus } from 'c/twinModel';

/** Icon of each operating state, so that it is told apart without colour. */
const OPERATING_ICONS: Readonly<Record<string, { readonly iconName: string; readonly variant: string }>> = {
    Running: { iconName: 'utility:play', variant: 'success' },
    Idle: { iconName: 'utility:pause', variant: '' },
    Stopped: { iconName: 'utility:stop', variant: '' },
    Fault: { iconName: 'utility:error', variant: 'error' },
    Maintenance: { iconName: 'utility:settings', variant: 'warning' }
};
const UNKNOWN_ICON = { iconName: 'utility:help', variant: '' };

/** A day as people write it; days carry no time zone. */
function dayText(day: string): string {
    return new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeZone: 'UTC' }).format(
        new Date(`${day}T00:00:00Z`)
    );
}

/** Presentational: operating state, connectivity, health with its reasons, hours, last telemetry and when maintenance is due. */
export default class TwinStatus extends LightningElement {
    @api machine: MachineStatus | undefined;
    /** Epoch milliseconds against which ages are told. */
    @api now = 0;

    readonly labels = {
        alarms: ALARMS_LABEL,
        connectivity: CONNECTIVITY_LABEL,
        due: DUE_LABEL,
        health: HEALTH_LABEL,
        reasons: REASONS_LABEL,
        hours: HOURS_LABEL,
        operating: OPERATING_LABEL,
        telemetry: TELEMETRY_LABEL
    };

    get operatingIcon(): { readonly iconName: string; readonly variant: string } {
        const icon = OPERATING_ICONS[this.machine?.operatingState ?? ''] ?? UNKNOWN_ICON;
        // The last state of a machine that is offline says nothing about now, so it loses its colour.
        return this.machine?.connectivity === 'Offline' ? { ...icon, variant: '' } : icon;
    }

    get operatingText(): string {
        return this.machine?.operatingStateLabel || this.machine?.operatingState || '';
    }

    get connectivity(): Display {
        return connectivityDisplay(this.machine?.connectivity);
    }

    get hasHealth(): boolean {
        return this.machine?.health !== undefined;
    }

    get healthText(): string {
        return `${formatNumber(this.machine?.health, 0)} %`;
    }

    /** There is something to say beside the score. */
    get hasReasons(): boolean {
        return !!this.machine?.healthReasons?.length || this.machine?.due !== undefined;
    }

    get dueText(): string {
        return this.machine?.due ? dayText(this.machine.due.day) : '';
    }

    get dueRange(): string {
        const due = this.machine?.due;
        return due ? fillLabel(DUE_RANGE_LABEL, dayText(due.earliest), dayText(due.latest)) : '';
    }

    get hoursText(): string {
        const hours = this.machine?.operatingHours;
        return hours === undefined ? '' : `${formatNumber(hours, 0)} h`;
    }

    get telemetryAge(): string {
        const time = this.machine?.lastTelemetry;
        return time === undefined ? NEVER_LABEL : ageText(time, this.now);
    }

    get telemetryMoment(): string {
        const time = this.machine?.lastTelemetry;
        return time === undefined ? '' : momentText(time);
    }
}
