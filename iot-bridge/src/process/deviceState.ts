import { DeviceAlarms } from '../alarm/index.ts';
import type { AlarmOutput } from '../alarm/index.ts';
import type { ModelView } from '../catalogue/index.ts';
import type { AssetRow, Connectivity } from '../contract/index.ts';
import type { HealthFields } from '../health/index.ts';
import type { SignalDefinition } from '../map/index.ts';
import type { Instant, SignalValue } from '../pipeline/index.ts';
import type { PresenceState } from './presence.ts';
import { RecentKeys } from './recentKeys.ts';
import { fromStored, toStored } from './signalState.ts';
import type { SignalState, StoredSignal, TrendPoint } from './signalState.ts';

/** What is stored of a device with every message; trends and alarms have rows of their own. */
export interface StoredDevice {
    signals: Record<string, StoredSignal>;
    presence: PresenceState;
    lastTelemetryAt?: Instant | undefined;
    runningMs: number;
    /** Starts that were counted. */
    starts?: number | undefined;
    recent: string[];
    topic?: string | undefined;
}

/** Everything the bridge knows about one device. */
export class DeviceState {
    readonly id: string;
    asset: AssetRow;
    view: ModelView;
    definitions: ReadonlyMap<string, SignalDefinition>;
    presence: PresenceState;
    connectivity: Connectivity = 'Unknown';
    lastTelemetryAt: Instant | undefined;
    /** Running time counted by the bridge. */
    runningMs: number;
    /** Starts counted by the bridge; undefined before the machine has said what it does. */
    starts: number | undefined;
    /** What is known of its health; undefined until it was judged. */
    health: HealthFields | undefined;
    /** Topic the device was last heard on; commands answer there. */
    topic: string | undefined;
    readonly recent: RecentKeys;
    readonly signals = new Map<string, SignalState>();
    readonly trends = new Map<string, TrendPoint[]>();
    /** Values inside the longest rate-of-change window of a signal. */
    readonly histories = new Map<string, (readonly [Instant, number])[]>();
    readonly alarms: DeviceAlarms;
    /** Asset fields as the org last confirmed them; only differences are sent. */
    readonly confirmed = new Map<string, SignalValue | null>();

    constructor(asset: AssetRow, view: ModelView, stored: StoredDevice | undefined, output: AlarmOutput) {
        for (const [signal, entry] of Object.entries(stored?.signals ?? {}))
            this.signals.set(signal, fromStored(entry));
        this.id = asset.Device_Id__c;
        this.asset = asset;
        this.view = view;
        this.definitions = byName(view);
        this.presence = stored?.presence ?? {};
        this.lastTelemetryAt = stored?.lastTelemetryAt;
        this.runningMs = stored?.runningMs ?? 0;
        this.starts = stored?.starts;
        this.topic = stored?.topic;
        this.recent = new RecentKeys(stored?.recent);
        this.alarms = new DeviceAlarms(this.id, output);
    }

    /** Takes over changed definitions or a changed asset. */
    redefine(asset: AssetRow, view: ModelView, now: Instant): void {
        this.asset = asset;
        if (view === this.view) return;
        this.view = view;
        this.definitions = byName(view);
        this.alarms.define(view.alarms, now);
    }

    /** The form that is stored. */
    stored(): StoredDevice {
        const { presence, lastTelemetryAt, runningMs, starts, topic } = this;
        const signals: StoredDevice['signals'] = {};
        for (const [signal, state] of this.signals) signals[signal] = toStored(state);
        return { presence, lastTelemetryAt, runningMs, starts, topic, recent: this.recent.newest(), signals };
    }
}

function byName(view: ModelView): Map<string, SignalDefinition> {
    return new Map(view.signals.map((signal) => [signal.name, signal]));
}
