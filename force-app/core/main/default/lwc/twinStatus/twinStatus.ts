import { LightningElement, api } from 'lwc';
import ALARMS_LABEL from '@salesforce/label/c.TwinStatus_Alarms';
import CONNECTIVITY_LABEL from '@salesforce/label/c.TwinStatus_Connectivity';
import HEALTH_LABEL from '@salesforce/label/c.TwinStatus_Health';
import HOURS_LABEL from '@salesforce/label/c.TwinStatus_Hours';
import NEVER_LABEL from '@salesforce/label/c.TwinSignal_Never';
import OPERATING_LABEL from '@salesforce/label/c.TwinStatus_Operating';
import TELEMETRY_LABEL from '@salesforce/label/c.TwinStatus_Telemetry';
import { connectivityDisplay, type Display } from 'c/alarmDisplay';
import { formatNumber } from 'c/displayFormat';
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

/** Presentational: operating state, connectivity, health, hours and last telemetry of a machine in one row. */
export default class TwinStatus extends LightningElement {
    @api machine: MachineStatus | undefined;
    /** Epoch milliseconds against which ages are told. */
    @api now = 0;

    readonly labels = {
        alarms: ALARMS_LABEL,
        connectivity: CONNECTIVITY_LABEL,
        health: HEALTH_LABEL,
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
