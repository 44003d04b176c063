import type { Reaction } from './command.ts';
import type { FaultEffect } from './fault.ts';
import type { MachineModel, MetricModel } from './machineModels.ts';
import { gaussian, type Random } from './random.ts';

/** What a machine is doing, in the words of `Asset.Operating_State__c`. */
export type OperatingState = 'Running' | 'Idle' | 'Stopped' | 'Fault';

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
    /** Levels that were set and take the place of those of the model. */
    private readonly settings: Record<string, number> = {};
    private isStopped = false;
    private hasFault = false;
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

    /** Carries out Start, Stop, Reset or Set Point; refuses what the machine does not know or allow. */
    command(name: string, parameters: Readonly<Record<string, unknown>>): Reaction {
        if (this.model.isPassive) return { refused: 'this device takes no commands' };
        switch (name) {
            case 'Start':
                if (this.hasFault) return { refused: 'a fault stands; reset it first' };
                this.isStopped = false;
                return { done: 'started' };
            case 'Stop':
                this.isStopped = true;
                return { done: 'stopped' };
            case 'Reset':
                return this.hasFault ? { refused: 'the cause of the fault is still there' } : { done: 'reset' };
            case 'Set Point':
                return this.set(parameters);
            default:
                return { refused: `the machine knows no command ${name}` };
        }
    }

    private set(parameters: Readonly<Record<string, unknown>>): Reaction {
        const [[name, value] = ['', undefined], ...others] = Object.entries(parameters);
        if (others.length > 0) return { refused: 'one parameter at a time' };
        const levels = typeof value === 'string' ? this.model.choices?.[name]?.[value] : undefined;
        if (levels) {
            Object.assign(this.settings, levels);
            return { done: `${name} is ${String(value)}` };
        }
        const range = this.model.setPoints?.[name];
        if (!range || typeof value !== 'number')
            return { refused: `the machine cannot set ${name} to ${String(value)}` };
        if (value < range.minimum || value > range.maximum) {
            return { refused: `${name} must lie between ${String(range.minimum)} and ${String(range.maximum)}` };
        }
        this.settings[name] = value;
        return { done: `${name} is set to ${String(value)}` };
    }

    private advanceCycle(seconds: number, effects: readonly FaultEffect[]): OperatingState {
        const cycle = this.model.runningSeconds + this.model.idleSeconds;
        this.cycleSeconds = (this.cycleSeconds + seconds) % cycle;
        this.hasFault = effects.some((effect) => effect.state === 'Fault');
        if (this.hasFault) return 'Fault';
        if (this.isStopped) return 'Stopped';
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
        const target = fault?.target ?? (state === 'Running' ? (this.settings[name] ?? metric.running) : metric.idle);
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
