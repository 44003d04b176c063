import { AlarmHabits } from '../alarm/index.ts';
import type { AlarmOutput, AlarmProposal } from '../alarm/index.ts';
import { viewOfModel } from '../catalogue/index.ts';
import type { Catalogue, ModelView } from '../catalogue/index.ts';
import type { ProcessingConfig } from '../config/index.ts';
import type { AlarmEvent, AssetRow } from '../contract/index.ts';
import type { HealthFields } from '../health/index.ts';
import type { Instant, OutboxRecord, Reading } from '../pipeline/index.ts';
import type { PackedRow, Space } from '../store/index.ts';
import { Correlation } from './correlation.ts';
import { DeviceState } from './deviceState.ts';
import { ModelPlan } from './modelPlan.ts';
import { connectivityOf, isKnown, noteHeard } from './presence.ts';
import { applied, applyReading } from './applyReading.ts';
import type { ApplyRule } from './applyReading.ts';
import { derivedReading, observeTogether } from './derive.ts';
import { derivedRunningHours, noteStart } from './runningHours.ts';
import type { DirtyMark, SignalState, ValueSource } from './signalState.ts';
import { writeTrends } from './storedDevice.ts';
import type { StoredFleet } from './storedDevice.ts';
import { assetRecord, signalRecord } from './snapshots.ts';

/** What the fleet needs from its surroundings. */
export interface FleetOutput {
    /** A stored row changed; `read` gives it when the group is written. */
    put(space: Space, key: string, read: () => unknown): void;
    /** A row that packs itself changed. */
    touch(row: PackedRow): void;
    remove(space: Space, key: string): void;
    /** The Asset or a signal has something new for the org. A mark that is returned saves calls until it is gone. */
    dirty(device: string, signal?: string): DirtyMark | undefined;
    event(event: AlarmEvent): void;
    /** A reading older than the newest of its signal. */
    late(device: string, reading: Reading): void;
    /** A value the bridge computed from others. */
    derived?(device: string, reading: Reading): void;
}

/** All devices with their signals and alarms, in memory; every change is reported to the store and the outbox. */
export class Fleet {
    private readonly config: ProcessingConfig;
    private readonly output: FleetOutput;
    private readonly stored: StoredFleet;
    private readonly devices = new Map<string, DeviceState>();
    private foreign: ReadonlySet<string> = new Set();
    private readonly correlation = new Correlation(
        (id) => this.devices.get(id),
        () => this.devices.values()
    );
    private readonly habits = new AlarmHabits();
    /** Plans of the views in force; a view that is unchanged keeps its plan. */
    private readonly plans = new WeakMap<ModelView, ModelPlan>();
    private readonly alarmOutput: AlarmOutput;
    private readonly rule: ApplyRule;
    /** Used again for each message that needs one. */
    private readonly fresh = new Map<string, number>();

    constructor(config: ProcessingConfig, output: FleetOutput, stored: StoredFleet) {
        this.config = config;
        this.output = output;
        this.stored = stored;
        this.alarmOutput = this.outputOfAlarms();
        this.rule = { config, deadbandFactor: 1, fresh: undefined };
    }

    /** Puts a catalogue into force: new devices appear, gone ones are forgotten, definitions change in place. */
    define(catalogue: Catalogue, now: Instant): void {
        this.foreign = catalogue.foreign ?? new Set();
        this.correlation.define(catalogue);
        const views = new Map<string | undefined, ModelView>();
        for (const asset of catalogue.assets.values()) {
            const model = asset.ProductCode ?? undefined;
            const view = views.get(model) ?? viewOfModel(catalogue, model);
            views.set(model, view);
            const known = this.devices.get(asset.Device_Id__c);
            if (known) known.redefine(asset, this.planOf(view), now);
            else this.add(asset, this.planOf(view), now);
        }
        for (const device of this.devices.values()) {
            const chain = catalogue.topology.chain(device.id);
            device.alarms.suppress(
                chain.some((asset) => catalogue.maintained.has(asset)),
                now
            );
        }
        for (const id of this.devices.keys()) if (!catalogue.assets.has(id)) this.forget(id);
    }

    /** Whether another bridge takes care of a device. */
    isForeign(id: string): boolean {
        return this.foreign.has(id);
    }

    /** A device of the catalogue. */
    get(id: string): DeviceState | undefined {
        return this.devices.get(id);
    }

    /** Number of devices. */
    get size(): number {
        return this.devices.size;
    }

    /** All devices. */
    all(): Iterable<DeviceState> {
        return this.devices.values();
    }

    /** Settings that would calm chattering and fleeting alarms. */
    proposals(): AlarmProposal[] {
        return this.habits.proposals();
    }

    /** Multiplies every deadband, to send less when the limits of the org run short. */
    widenDeadbands(factor: number): void {
        this.rule.deadbandFactor = factor;
    }

    /** Remembers a message; false when it was there already. One that is newer than all before cannot be a repeat. */
    admit(device: DeviceState, key: number, at: Instant): boolean {
        return device.recent.add(key, at > (device.lastTelemetryAt ?? 0));
    }

    /** Takes over the readings of one message. */
    apply(device: DeviceState, readings: readonly Reading[], at: Instant, receivedAt: Instant, topic: string): void {
        device.topic = topic;
        // A repetition, however late, says nothing about whether the device is there now.
        if (at >= (device.lastTelemetryAt ?? 0)) this.seen(device, receivedAt);
        device.lastTelemetryAt = Math.max(at, device.lastTelemetryAt ?? 0);
        const fresh = device.plan.combines ? this.fresh : undefined;
        fresh?.clear();
        this.rule.fresh = fresh;
        noteStart(device, readings, this.config);
        let slot = -1;
        for (const reading of readings) {
            slot = device.plan.slotNear(reading.signal, slot + 1);
            this.applyOne(device, slot, reading, 'Measured');
        }
        this.applyDerived(device, derivedRunningHours(device, at, this.config));
        if (fresh) this.combine(device, at, fresh);
        this.output.touch(device);
        this.markAsset(device);
    }

    /** The device, or the broker in its name, says that it is there or gone. */
    announce(device: DeviceState, presence: 'online' | 'offline', receivedAt: Instant): void {
        device.presence.announced = presence;
        this.setConnectivity(device, receivedAt, receivedAt);
        this.output.touch(device);
    }

    /**
     * Looks for silence, expired shelvings and devices that went away.
     * @param listeningSince start of the time in which messages could arrive; undefined while none can
     */
    tick(now: Instant, listeningSince: Instant | undefined): void {
        for (const device of this.devices.values()) {
            if (device.alarms.tick(now)) this.output.dirty(device.id);
            if (listeningSince === undefined) continue;
            this.setConnectivity(device, now, listeningSince);
            this.watchSilence(device, now, listeningSince);
        }
        this.correlation.tick(now);
    }

    /** What the org should hear of a device, or of one of its signals; undefined when it knows already. */
    record(device: string, signal?: string): OutboxRecord | undefined {
        const state = this.devices.get(device);
        if (!state) return undefined;
        return signal === undefined ? assetRecord(state, this.config) : signalRecord(state, signal);
    }

    /** The org took over fields of an Asset. */
    confirm(record: OutboxRecord): void {
        if (record.kind !== 'asset') return;
        const device = this.devices.get(record.device);
        if (device) device.confirmed = { ...device.confirmed, ...record.fields };
    }

    /** The health of a device was judged. */
    judged(device: string, health: HealthFields): void {
        const state = this.devices.get(device);
        if (!state) return;
        state.health = health;
        this.output.dirty(device);
    }

    /** Computes what depends on several signals of the message. */
    private combine(device: DeviceState, at: Instant, fresh: ReadonlyMap<string, number>): void {
        for (const definition of device.view.derived) {
            this.applyDerived(device, derivedReading(device, definition, fresh));
        }
        if (device.plan.windows.length > 0) this.output.touch(device.windows);
        if (fresh.size > 0) observeTogether(device, at, fresh);
    }

    private applyDerived(device: DeviceState, reading: Reading | undefined): void {
        if (!reading) return;
        this.applyOne(device, device.plan.slotOf(reading.signal), reading, 'Derived');
        this.output.derived?.(device.id, reading);
    }

    private applyOne(device: DeviceState, slot: number, reading: Reading, source: ValueSource): void {
        const result = applyReading(device, slot, reading, source, this.rule);
        if (result === 0) return;
        if (result & applied.late) this.output.late(device.id, reading);
        if (result & applied.late && device.windows.observeLate(reading)) this.output.touch(device.windows);
        if (result & applied.trendGrown) this.storeTrends(device);
        const state = result & applied.worthSending ? device.signals.at(slot) : undefined;
        if (state) this.markSignal(device, reading.signal, state);
    }

    private storeTrends({ id, signals }: DeviceState): void {
        this.output.touch({ rowKey: `trend ${id}`, write: (out) => writeTrends(out, signals) });
    }

    private markSignal(device: DeviceState, signal: string, state: SignalState): void {
        if (state.mark && !state.mark.gone) state.mark.version++;
        else state.mark = this.output.dirty(device.id, signal);
    }

    private markAsset(device: DeviceState): void {
        if (device.mark && !device.mark.gone) device.mark.version++;
        else device.mark = this.output.dirty(device.id);
    }

    private seen(device: DeviceState, receivedAt: Instant): void {
        noteHeard(device.presence, receivedAt);
        if (device.connectivity === 'Online') return;
        this.setConnectivity(device, receivedAt, receivedAt);
    }

    private setConnectivity(device: DeviceState, now: Instant, listeningSince: Instant): void {
        const { staleSeconds, offlineSeconds } = this.config;
        const rule = { staleMs: staleSeconds * 1000, offlineMs: offlineSeconds * 1000 };
        const connectivity = connectivityOf(device.presence, now, listeningSince, rule);
        if (connectivity === device.connectivity) return;
        device.connectivity = connectivity;
        this.output.dirty(device.id);
    }

    private watchSilence(device: DeviceState, now: Instant, listeningSince: Instant): void {
        const changed = device.alarms.observeSilence(now, (signal) => {
            const heard = signal === '*' ? device.presence : device.signals.get(signal);
            const at = signal === '*' ? device.presence.lastSeenAt : device.signals.get(signal)?.at;
            const intervalMs = heard?.intervalMs;
            if (!isKnown(at) || !isKnown(intervalMs)) return undefined;
            return { at, listeningSince, intervalMs };
        });
        if (changed) this.output.dirty(device.id);
    }

    private planOf(view: ModelView): ModelPlan {
        const plan = this.plans.get(view) ?? new ModelPlan(view, this.config);
        this.plans.set(view, plan);
        return plan;
    }

    private add(asset: AssetRow, plan: ModelPlan, now: Instant): void {
        const id = asset.Device_Id__c;
        const device = new DeviceState(asset, plan, this.stored.devices.get(id), this.alarmOutput);
        device.restoreTrends(this.stored.trends.get(id) ?? {});
        // What was taken over is not needed again.
        this.stored.devices.delete(id);
        this.stored.trends.delete(id);
        device.windows.define(plan.windows, this.stored.windows?.get(id));
        this.stored.windows?.delete(id);
        this.devices.set(id, device);
        device.alarms.define(plan.view.alarms, now, this.stored.alarms, plan.alarms);
        for (const occurrence of device.alarms.occurrences()) this.correlation.restore(occurrence);
    }

    private forget(id: string): void {
        for (const { definition } of this.devices.get(id)?.alarms.occurrences() ?? []) {
            this.correlation.ended(id, definition);
        }
        this.devices.delete(id);
    }

    /** One for all devices: it is told which device it is. */
    private outputOfAlarms(): AlarmOutput {
        return {
            changed: (key, read) => this.output.put('alarm', key, read),
            removed: (key) => this.output.remove('alarm', key),
            rootOf: (occurrence) => this.correlation.rootOf(occurrence),
            commonCause: (occurrence) => this.correlation.commonCause(occurrence),
            began: (occurrence) => this.correlation.began(occurrence),
            ended: (definition, device) => this.correlation.ended(device, definition),
            event: (event) => {
                this.output.event(event);
                this.habits.observe(event);
                this.output.dirty(event.Asset_Key__c);
            }
        };
    }
}
