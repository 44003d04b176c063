import type {
    BridgeStatusFields,
    CatalogueRows,
    MachineCommand,
    NewAsset,
    ProvisioningState,
    UnknownDeviceRow
} from '../contract/index.ts';
import type { Limits } from '../outbox/index.ts';
import type { Sink } from '../pipeline/index.ts';

/** A command as it was delivered; `position` allows to continue behind it after a restart. */
export interface DeliveredCommand {
    position: number;
    command: MachineCommand;
}

/** Position of a subscription: behind a delivered event, everything that is kept, or only what comes. */
export type CommandPosition = number | 'earliest' | 'latest';

/** A running subscription. */
export interface Subscription {
    stop(): Promise<void>;
}

/** The org as the bridge sees it. */
export interface Org extends Sink {
    /** Logs in. @throws BridgeError ORG_LOGIN_REFUSED or ORG_UNREACHABLE */
    connect(): Promise<void>;
    /** Reads definitions, and assets: all of them, or only those that may have changed since the last call. */
    readCatalogue(extent: 'full' | 'changes'): Promise<CatalogueChange>;
    readLimits(): Promise<Limits>;
    /** Writes what a bridge says of itself; rejects when the org does not take it. */
    reportStatus(bridge: string, fields: BridgeStatusFields): Promise<void>;
    /** Writes at most 200 devices without an Asset; resolves with the reasons of those that were refused. */
    reportUnknownDevices(rows: readonly UnknownDeviceRow[]): Promise<readonly string[]>;
    /** Creates Assets for unknown devices, where it can. */
    readonly provisioning?: AssetCreation;
    /** Delivers commands until stopped; reconnects by itself and reports trouble. */
    subscribeCommands(
        from: CommandPosition,
        deliver: (command: DeliveredCommand) => void,
        trouble: (error: unknown) => void
    ): Promise<Subscription>;
    disconnect(): Promise<void>;
}

/** Creates Assets in an org. */
export interface AssetCreation {
    /** What decides whether Assets may be created for these devices. @throws BridgeError ORG_REQUEST_REFUSED */
    read(devices: readonly string[]): Promise<ProvisioningState>;
    /** Creates at most 200 Assets; by index, why one was refused. One that exists by now counts as created. */
    create(assets: readonly NewAsset[]): Promise<readonly (string | undefined)[]>;
}

/** Definitions whole; assets whole or changed only. */
export interface CatalogueChange extends CatalogueRows {
    extent: 'full' | 'changes';
}
