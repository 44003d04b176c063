import type { Logger } from 'pino';
import type { ProvisioningConfig, RouteConfig } from '../../config/index.ts';
import type { NewAsset } from '../../contract/index.ts';
import { BridgeError, reasonOf } from '../../errors.ts';
import type { QuarantinedDevice } from '../../intake/index.ts';
import type { AssetCreation, Org } from '../../sink/org.ts';
import { unknownDeviceRow } from '../unknownDeviceRow.ts';
import { assetFor } from './candidates.ts';

/** A device that was refused is tried again after this time. */
const againMs = 600_000;
/** Devices of one reading of the org; their ids go into one query. */
const batch = 50;
const maximumNote = 255;

/** What became of a device that a rule is for. */
export type ProvisioningResult = 'created' | 'refused' | 'ignored' | 'limited';

/** What the provisioner works with. */
export interface ProvisionerParts {
    config: ProvisioningConfig;
    routes: () => readonly RouteConfig[];
    org: Pick<Org, 'provisioning' | 'reportUnknownDevices'>;
    log: Pick<Logger, 'info' | 'warn' | 'error'>;
    quarantined: () => readonly QuarantinedDevice[];
    /** Counts what became of a device. */
    count: (result: ProvisioningResult) => void;
    /** Epoch milliseconds. */
    now?(): number;
}

/** A device with the Asset a rule has for it. */
interface Candidate {
    device: QuarantinedDevice;
    asset: NewAsset;
}

/**
 * Creates Assets for unknown devices where a rule of the configuration says so, and writes on the list of unknown devices
 * what became of each. What the org refuses stays unknown.
 */
export class Provisioner {
    private readonly parts: ProvisionerParts;
    /** When a device was tried last; those that are settled stay until they leave the quarantine. */
    private readonly tried = new Map<string, number>();
    private told = '';

    constructor(parts: ProvisionerParts) {
        this.parts = parts;
    }

    /** Never rejects: what does not succeed is told and tried again. */
    async run(): Promise<void> {
        const { config, log } = this.parts;
        if (config.rules.length === 0) return;
        const candidates = this.candidates();
        if (candidates.length === 0) return;
        try {
            await this.provision(candidates);
        } catch (error) {
            const { message, fix } = new BridgeError('PROVISIONING_REFUSED', { reason: reasonOf(error) }, error);
            this.tell(`${message} ${fix}`, () => log.error({ code: 'PROVISIONING_REFUSED' }, `${message} ${fix}`));
        }
    }

    private candidates(): Candidate[] {
        const { config, quarantined, routes } = this.parts;
        const now = this.now();
        const devices = quarantined();
        const present = new Set(devices.map(({ device }) => device));
        for (const device of this.tried.keys()) if (!present.has(device)) this.tried.delete(device);
        return devices
            .filter(({ device }) => now - (this.tried.get(device) ?? Number.NEGATIVE_INFINITY) >= againMs)
            .flatMap((device) => {
                const asset = assetFor(device, config, routes());
                return asset ? [{ device, asset }] : [];
            })
            .slice(0, batch);
    }

    private async provision(candidates: readonly Candidate[]): Promise<void> {
        const { config, org, count } = this.parts;
        if (!org.provisioning) throw new Error('this org cannot create Assets');
        const devices = candidates.map(({ asset }) => asset.device);
        const { lastHour, total, ignored } = await org.provisioning.read(devices);
        for (const device of ignored) {
            this.tried.set(device, this.now());
            count('ignored');
        }
        const wanted = candidates.filter(({ asset }) => !ignored.includes(asset.device));
        const room = Math.max(0, Math.min(config.perHour - lastHour, config.total - total));
        const limited = wanted.slice(room);
        if (limited.length > 0) await this.limit(limited, total >= config.total ? 'total' : 'perHour');
        if (room > 0 && wanted.length > 0) await this.create(org.provisioning, wanted.slice(0, room));
    }

    private async create(creation: AssetCreation, candidates: readonly Candidate[]): Promise<void> {
        const { log } = this.parts;
        const reasons = await creation.create(candidates.map(({ asset }) => asset));
        for (const [index, { asset }] of candidates.entries()) {
            const reason = reasons[index];
            this.tried.set(asset.device, this.now());
            this.parts.count(reason === undefined ? 'created' : 'refused');
            if (reason === undefined) log.info({ ...asset }, 'an Asset was created for an unknown device');
        }
        const refused = reasons.find((reason) => reason !== undefined);
        if (refused !== undefined) {
            const { message, fix } = new BridgeError('PROVISIONING_REFUSED', { reason: refused });
            this.tell(refused, () => log.error({ code: 'PROVISIONING_REFUSED' }, `${message} ${fix}`));
        } else this.told = '';
        await this.note(candidates, (index) => reasons[index]);
    }

    private async limit(candidates: readonly Candidate[], key: 'perHour' | 'total'): Promise<void> {
        const { config, log, count } = this.parts;
        const reason = `provisioning.${key} (${config[key]}) is reached`;
        for (const { asset } of candidates) {
            this.tried.set(asset.device, this.now());
            count('limited');
        }
        this.tell(reason, () => log.warn({ devices: candidates.length }, `no further Asset is created: ${reason}`));
        await this.note(candidates, () => reason);
    }

    /** Writes on the list of unknown devices what became of them. */
    private async note(
        candidates: readonly Candidate[],
        reasonAt: (index: number) => string | undefined
    ): Promise<void> {
        const at = new Date(this.now()).toISOString();
        const rows = candidates.map(({ device }, index) => {
            const reason = reasonAt(index);
            return reason === undefined
                ? { ...unknownDeviceRow(device, true), Provisioned_At__c: at, Provisioning_Note__c: null }
                : { ...unknownDeviceRow(device, false), Provisioning_Note__c: reason.slice(0, maximumNote) };
        });
        const [refused] = await this.parts.org.reportUnknownDevices(rows);
        if (refused !== undefined) throw new Error(refused);
    }

    /** Each reason once, until another comes. */
    private tell(reason: string, log: () => void): void {
        if (reason === this.told) return;
        this.told = reason;
        log();
    }

    private now(): number {
        return this.parts.now?.() ?? Date.now();
    }
}
