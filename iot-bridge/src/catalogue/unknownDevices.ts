import type { Logger } from 'pino';
import type { UnknownDeviceRow } from '../contract/index.ts';
import { reasonOf } from '../errors.ts';
import type { QuarantinedDevice } from '../intake/index.ts';
import type { Org } from '../sink/org.ts';
import { unknownDeviceRow } from './unknownDeviceRow.ts';

/** A device that goes on sending is told again after this time. */
const againMs = 600_000;
/** Records of one request (sObject Collections). */
const batch = 200;
/** Length of Unknown_Device__c.Device_Id__c. */
const maximumId = 80;

/** What the list of unknown devices works with. */
export interface UnknownDevicesParts {
    org: Pick<Org, 'reportUnknownDevices'>;
    log: Pick<Logger, 'warn'>;
    /** Devices without an Asset. */
    quarantined(): readonly QuarantinedDevice[];
    /** Takes those out that have an Asset by now. */
    release(): readonly QuarantinedDevice[];
    /** Epoch milliseconds. */
    now?(): number;
}

/**
 * Keeps a list of the devices without an Asset in the org, where an admin decides about them: once when a device is
 * heard first, then at most every 10 minutes while it sends, and once more when it has an Asset. One request of at most
 * 200 records is sent with each reading of the org.
 */
export class UnknownDevices {
    private readonly parts: UnknownDevicesParts;
    /** When a device was told, and when it had been heard last. */
    private readonly told = new Map<string, { at: number; lastSeen: number }>();
    private readonly assigned = new Map<string, QuarantinedDevice>();
    private warned = false;

    constructor(parts: UnknownDevicesParts) {
        this.parts = parts;
    }

    /** Never rejects: the bridge works without it, and an older package in the org lacks the object. */
    async tell(): Promise<void> {
        for (const device of this.parts.release()) this.assigned.set(device.device, device);
        const now = this.parts.now?.() ?? Date.now();
        const due = this.parts.quarantined().filter((device) => this.isDue(device, now));
        const assigned = [...this.assigned.values()].map((device) => unknownDeviceRow(device, true));
        const rows = [...assigned, ...due.map((device) => unknownDeviceRow(device, false))]
            .filter(({ Device_Id__c: id }) => id.length <= maximumId)
            .slice(0, batch);
        if (rows.length === 0) return;
        try {
            const refused = await this.parts.org.reportUnknownDevices(rows);
            this.settle(rows, now);
            this.warn(refused[0]);
        } catch (error) {
            this.warn(reasonOf(error));
        }
    }

    private isDue({ device, lastSeen }: QuarantinedDevice, now: number): boolean {
        const told = this.told.get(device);
        return told === undefined || (lastSeen > told.lastSeen && now - told.at >= againMs);
    }

    /** What was refused is not tried before the 10 minutes are over either. */
    private settle(rows: readonly UnknownDeviceRow[], now: number): void {
        for (const { Device_Id__c: id, Last_Seen__c: lastSeen, Asset__r: asset } of rows) {
            this.assigned.delete(id);
            if (asset) this.told.delete(id);
            else this.told.set(id, { at: now, lastSeen: Date.parse(lastSeen) });
        }
    }

    /** One line when it begins to fail. */
    private warn(reason: string | undefined): void {
        if (reason !== undefined && !this.warned) {
            this.parts.log.warn({ reason }, 'the org could not be told of the devices without an Asset');
        }
        this.warned = reason !== undefined;
    }
}
