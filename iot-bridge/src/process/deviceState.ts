import { DeviceAlarms } from '../alarm/index.ts';
import type { AlarmOutput } from '../alarm/index.ts';
import type { ModelView } from '../catalogue/index.ts';
import type { AssetRow, Connectivity } from '../contract/index.ts';
import type { HealthFields } from '../health/index.ts';
import type { SignalDefinition } from '../map/index.ts';
import type { Instant, SignalValue } from '../pipeline/index.ts';
import type { PackedRow, RowWriter } from '../store/index.ts';
import { DeviceWindows } from './deviceWindows.ts';
import type { ModelPlan } from './modelPlan.ts';
import type { PresenceState } from './presence.ts';
import { RecentKeys } from './recentKeys.ts';
import { firstState } from './signalState.ts';
import type { DirtyMark, TrendPoint } from './signalState.ts';
import { SignalTable } from './signalTable.ts';
import { writeHead, writeSignal } from './storedDevice.ts';
import type { StoredDevice } from './storedDevice.ts';

/** Everything the bridge knows about one device; what devices of one product share is in their plan. */
export class DeviceState implements PackedRow {
    readonly id: string;
    readonly rowKey: string;
    asset: AssetRow;
    plan: ModelPlan;
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
    readonly signals: SignalTable;
    readonly alarms: DeviceAlarms;
    /** Figures over past hours. */
    readonly windows: DeviceWindows;
    /** Asset fields as the org last confirmed them; only differences are sent. */
    confirmed: Readonly<Record<string, SignalValue | null>> | undefined;
    /** That the Asset itself has something new for the org. */
    mark: DirtyMark | undefined;

    constructor(asset: AssetRow, plan: ModelPlan, stored: StoredDevice | undefined, output: AlarmOutput) {
        this.id = asset.Device_Id__c;
        this.rowKey = `device ${asset.Device_Id__c}`;
        this.asset = asset;
        this.plan = plan;
        this.presence = {
            lastSeenAt: stored?.presence.lastSeenAt ?? Number.NaN,
            announced: stored?.presence.announced,
            intervalMs: stored?.presence.intervalMs ?? Number.NaN
        };
        this.lastTelemetryAt = stored?.lastTelemetryAt;
        this.runningMs = stored?.runningMs ?? 0;
        this.starts = stored?.starts;
        this.topic = stored?.topic;
        this.recent = new RecentKeys(stored?.recent);
        this.signals = new SignalTable(plan);
        this.alarms = new DeviceAlarms(this.id, output);
        this.windows = new DeviceWindows(this.id);
        this.confirmed = undefined;
        this.mark = undefined;
        for (const [name, [value, quality, at, source, interval]] of Object.entries(stored?.signals ?? {})) {
            const state = firstState({ signal: name, value, quality, at }, source);
            state.intervalMs = interval ?? Number.NaN;
            this.signals.set(plan.slotOf(name), state);
        }
    }

    /** Definitions of the product. */
    get view(): ModelView {
        return this.plan.view;
    }

    /** Signal definitions of the product by name. */
    get definitions(): ReadonlyMap<string, SignalDefinition> {
        return this.plan.definitions;
    }

    /** Takes over the trends of an earlier run. */
    restoreTrends(trends: Readonly<Record<string, readonly TrendPoint[]>>): void {
        for (const [name, points] of Object.entries(trends)) {
            const state = this.signals.get(name);
            if (state) state.trend = points.flat();
        }
    }

    /** Takes over changed definitions or a changed asset. */
    redefine(asset: AssetRow, plan: ModelPlan, now: Instant): void {
        this.asset = asset;
        if (plan === this.plan) return;
        this.plan = plan;
        this.signals.moveTo(plan);
        this.windows.define(plan.windows);
        this.alarms.define(plan.view.alarms, now, undefined, plan.alarms);
    }

    write(out: RowWriter): void {
        writeHead(out, this);
        out.number(this.recent.storedCount);
        for (let index = 0; index < this.recent.storedCount; index++) out.number(this.recent.storedKey(index));
        this.signals.write(out, writeSignal);
    }
}
