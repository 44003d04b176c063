import { AlarmHabits } from '../alarm/index.ts';
import type { AlarmOutput, AlarmProposal, StoredAlarm } from '../alarm/index.ts';
import { viewOfModel } from '../catalogue/index.ts';
import type { Catalogue, ModelView } from '../catalogue/index.ts';
import type { ProcessingConfig } from '../config/index.ts';
import type { AlarmEvent } from '../contract/index.ts';
import type { HealthFields } from '../health/index.ts';
import type { Instant, OutboxRecord, Reading } from '../pipeline/index.ts';
import type { Space } from '../store/index.ts';
import { Correlation } from './correlation.ts';
import { DeviceState } from './deviceState.ts';
import type { StoredDevice } from './deviceState.ts';
import { connectivityOf, heardOf } from './presence.ts';
import { applyReading } from './applyReading.ts';
import { derivedReading, observeTogether } from './derive.ts';
import { derivedRunningHours, noteStart } from './runningHours.ts';
import type { TrendPoint } from './signalState.ts';
import { assetRecord, signalRecord } from './snapshots.ts';

/** What the fleet needs from its surroundings. */
export interface FleetOutput {
    /** A stored row changed; `read` gives it when the group is written. */
    put(space: Space, key: string, read: () => unknown): void;
    remove(space: Space, key: string): void;
    /** The Asset or a signal has something new for the org. */
    dirty(device: string, signal?: string): void;
    event(event: AlarmEvent): void;
    /** A reading older than the newest of its signal. */
    late(device: string, reading: Reading): void;
    /** A value the bridge computed from others. */
    derived?(device: string, reading: Reading): void;
}

/** Rows of an earlier run. */
export interface StoredFleet {
    devices: ReadonlyMap<string, StoredDevice>;
    /** Trends by device and signal. */
    trends: ReadonlyMap<string, Record<string, TrendPoint[]>>;
    alarms: ReadonlyMap<string, StoredAlarm>;
}

/** All devices with their signals and alarms, in memory; every change is reported to the store and the outbox. */
export class Fleet {
    private readonly config: ProcessingConfig;
    private readonly output: FleetOutput;
    private readonly stored: StoredFleet;
    private readonly devices = new Map<string, DeviceState>();
    private readonly correlation = new Correlation((id) => this.devices.get(id));
    private readonly habits = new AlarmHabits();
    private deadbandFactor = 1;

    constructor(config: ProcessingConfig, output: FleetOutput, stored: StoredFleet) {
        this.config = config;
        this.output = output;
        this.stored = stored;
    }

    /** Puts a catalogue into force: new devices appear, gone ones are forgotten, definitions change in place. */
    define(catalogue: Catalogue, now: Instant): void {
        this.correlation.define(catalogue);
        const views = new Map<string | undefined, ModelView>();
        for (const asset of catalogue.assets.values()) {
            const model = asset.ProductCode ?? undefined;
            const view = views.get(model) ?? viewOfModel(catalogue, model);
            views.set(model, view);
            const known = this.devices.get(asset.Device_Id__c);
            if (known) known.redefine(asset, view, now);
            else
                this.add(
                    asset.Device_Id__c,
                    new DeviceState(
                        asset,
                        view,
                        this.stored.devices.get(asset.Device_Id__c),
                        this.alarmOutput(asset.Device_Id__c)
                    ),
                    now
                );
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
        this.deadbandFactor = factor;
    }

    /** Remembers a message; false when it was there already. One that is newer than all before cannot be a repeat. */
    admit(device: DeviceState, key: string, at: Instant): boolean {
        return device.recent.add(key, at > (device.lastTelemetryAt ?? 0));
    }

    /** Takes over the readings of one message. */
    apply(device: DeviceState, readings: readonly Reading[], at: Instant, receivedAt: Instant, topic: string): void {
        device.topic = topic;
        this.seen(device, receivedAt);
        device.lastTelemetryAt = Math.max(at, device.lastTelemetryAt ?? 0);
        const fresh = new Map<string, number>();
        noteStart(device, readings, this.config);
        for (const reading of readings) this.applyOne(device, reading, 'Measured', fresh);
        this.applyDerived(device, derivedRunningHours(device, at, this.config), fresh);
        for (const definition of device.view.derived) {
            this.applyDerived(device, derivedReading(device, definition, fresh), fresh);
        }
        if (fresh.size > 0) observeTogether(device, at, fresh);
        this.persist(device);
        this.output.dirty(device.id);
    }

    /** The device, or the broker in its name, says that it is there or gone. */
    announce(device: DeviceState, presence: 'online' | 'offline', receivedAt: Instant): void {
        device.presence = { ...device.presence, announced: presence };
        this.setConnectivity(device, receivedAt, receivedAt);
        this.persist(device);
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
        for (const [name, value] of Object.entries(record.fields)) device?.confirmed.set(name, value);
    }

    /** The health of a device was judged. */
    judged(device: string, health: HealthFields): void {
        const state = this.devices.get(device);
        if (!state) return;
        state.health = health;
        this.output.dirty(device);
    }

    private applyDerived(device: DeviceState, reading: Reading | undefined, fresh: Map<string, number>): void {
        if (!reading) return;
        this.applyOne(device, reading, 'Derived', fresh);
        this.output.derived?.(device.id, reading);
    }

    private applyOne(
        device: DeviceState,
        reading: Reading,
        source: 'Measured' | 'Derived',
        fresh: Map<string, number>
    ): void {
        const result = applyReading(device, reading, source, this.config, this.deadbandFactor);
        if (result.late) {
            this.output.late(device.id, reading);
            return;
        }
        fresh.set(reading.signal, result.continuousMs);
        if (result.trendGrown) this.output.put('trend', device.id, () => Object.fromEntries(device.trends));
        if (result.worthSending) this.output.dirty(device.id, reading.signal);
    }

    private seen(device: DeviceState, receivedAt: Instant): void {
        device.presence = heardOf(device.presence, receivedAt);
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
            if (at === undefined || heard?.intervalMs === undefined) return undefined;
            return { at: Math.max(at, listeningSince), intervalMs: heard.intervalMs };
        });
        if (changed) this.output.dirty(device.id);
    }

    private persist(device: DeviceState): void {
        this.output.put('device', device.id, () => device.stored());
    }

    private add(id: string, device: DeviceState, now: Instant): void {
        const trends = Object.entries(this.stored.trends.get(id) ?? {});
        for (const [signal, trend] of trends) device.trends.set(signal, trend);
        this.devices.set(id, device);
        device.alarms.define(device.view.alarms, now, this.stored.alarms);
        for (const occurrence of device.alarms.occurrences()) this.correlation.restore(occurrence);
    }

    private forget(id: string): void {
        for (const { definition } of this.devices.get(id)?.alarms.occurrences() ?? []) {
            this.correlation.ended(id, definition);
        }
        this.devices.delete(id);
    }

    private alarmOutput(device: string): AlarmOutput {
        return {
            changed: (key, read) => this.output.put('alarm', key, read),
            removed: (key) => this.output.remove('alarm', key),
            rootOf: (occurrence) => this.correlation.rootOf(occurrence),
            began: (occurrence) => this.correlation.began(occurrence),
            ended: (definition) => this.correlation.ended(device, definition),
            event: (event) => {
                this.output.event(event);
                this.habits.observe(event);
                this.output.dirty(device);
            }
        };
    }
}
