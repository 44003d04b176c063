import type { FaultEffect } from './fault.ts';
import type { MachineModel, MetricModel } from './machineModels.ts';
import { gaussian, type Random } from './random.ts';

/** What a machine is doing, in the words of `Asset.Operating_State__c`. */
export type OperatingState = 'Running' | 'Idle' | 'Fault';

/** The telemetry message of one machine, as its controller sends it. */
export interface TelemetryMessage {
    readonly timestamp: string;
    readonly sequence: number;
    readonly state: OperatingState;
    readonly metrics: Readonly<Record<string, number>>;
}

/** One simulated machine: levels that follow the operating cycle and the faults with inertia. */
export class Machine {
    private readonly model: MachineModel;
    private readonly random: Random;
    private readonly levels: Record<string, number> = {};
    private readonly totals: Record<string, number> = {};
    private cycleSeconds: number;
    private sequence = 0;

    /** @param random decides the start of the cycle and the noise */
    constructor(model: MachineModel, random: Random) {
        this.model = model;
        this.random = random;
        this.cycleSeconds = random() * model.runningSeconds * 0.5;
        for (const [name, metric] of Object.entries(model.metrics)) this.levels[name] = metric.running;
        for (const [name, counter] of Object.entries(model.counters)) {
            this.totals[name] = counter.start * (0.6 + 0.8 * random());
        }
    }

    /**
     * Lets time pass and reads the sensors.
     * @param seconds simulated seconds since the last call
     * @param effects faults that act on this machine now
     */
    advance(seconds: number, now: Date, effects: readonly FaultEffect[]): TelemetryMessage {
        const state = this.advanceCycle(seconds, effects);
        const metrics: Record<string, number> = {};
        for (const [name, metric] of Object.entries(this.model.metrics)) {
            metrics[name] = this.advanceMetric(name, metric, state, seconds, effects);
        }
        for (const [name, counter] of Object.entries(this.model.counters)) {
            const rate = state === 'Running' || name === 'uptime' ? counter.perHour / 3600 : 0;
            const total = (this.totals[name] ?? counter.start) + rate * seconds;
            this.totals[name] = total;
            metrics[name] = round(total);
        }
        this.sequence += 1;
        return { timestamp: now.toISOString(), sequence: this.sequence, state, metrics };
    }

    private advanceCycle(seconds: number, effects: readonly FaultEffect[]): OperatingState {
        const cycle = this.model.runningSeconds + this.model.idleSeconds;
        this.cycleSeconds = (this.cycleSeconds + seconds) % cycle;
        if (effects.some((effect) => effect.state === 'Fault')) return 'Fault';
        // A machine under a fault keeps running, so that the fault shows in every cycle.
        const running = effects.length > 0 || this.cycleSeconds < this.model.runningSeconds;
        return running ? 'Running' : 'Idle';
    }

    private advanceMetric(
        name: string,
        metric: MetricModel,
        state: OperatingState,
        seconds: number,
        effects: readonly FaultEffect[]
    ): number {
        const fault = effects.find((effect) => effect.metric === name);
        const target = fault?.target ?? (state === 'Running' ? metric.running : metric.idle);
        const inertia = fault?.inertiaSeconds ?? metric.inertiaSeconds;
        const level = this.levels[name] ?? metric.running;
        const next = target + (level - target) * Math.exp(-seconds / inertia);
        this.levels[name] = next;
        return round(Math.max(metric.minimum ?? -Infinity, next + metric.noise * gaussian(this.random)));
    }
}

/** Sensors send three digits behind the point. */
function round(value: number): number {
    return Math.round(value * 1000) / 1000;
}
