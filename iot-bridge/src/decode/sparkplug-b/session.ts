import type { Metric } from './payload.ts';
import { toNumber } from './payload.ts';

/** What a birth certificate declared about a metric. */
export interface Declared {
    name: string;
    datatype: number | undefined;
}

/** The session of one edge node: aliases, sequence and birth number since its last birth. */
export class NodeSession {
    born = false;
    /** A rebirth was requested and has not come yet. */
    awaitingBirth = false;
    /** Devices with a birth certificate. */
    readonly devices = new Set<string>();
    private readonly aliases = new Map<string, Declared>();
    private readonly types = new Map<string, number>();
    private birthNumber: number | undefined;
    private sequence: number | undefined;

    /** A node is born: everything known before is void (Sparkplug 3.0, 6.4.19). */
    birth(metrics: readonly Metric[], sequence: number | undefined): void {
        this.aliases.clear();
        this.types.clear();
        this.devices.clear();
        this.born = true;
        this.awaitingBirth = false;
        this.sequence = sequence;
        this.birthNumber = birthNumberOf(metrics);
        this.declare(metrics, undefined);
    }

    /** Remembers names and types that a certificate declares; aliases are unique in the whole node. */
    declare(metrics: readonly Metric[], device: string | undefined): void {
        if (device !== undefined) this.devices.add(device);
        for (const { name, alias, datatype } of metrics) {
            if (!name) continue;
            if (alias !== undefined) this.aliases.set(String(alias), { name, datatype });
            if (datatype !== undefined) this.types.set(`${device ?? ''} ${name}`, datatype);
        }
    }

    /** Name and type of a metric; undefined for an alias that no certificate declared. */
    lookUp(metric: Metric, device: string | undefined): Declared | undefined {
        if (metric.name) {
            return { name: metric.name, datatype: metric.datatype ?? this.types.get(`${device ?? ''} ${metric.name}`) };
        }
        return metric.alias === undefined ? undefined : this.aliases.get(String(metric.alias));
    }

    /** Takes the next sequence number, 0 to 255 in a circle; false when at least one message is missing. */
    advance(sequence: number | undefined): boolean {
        const expected = this.sequence === undefined ? undefined : (this.sequence + 1) % 256;
        this.sequence = sequence;
        return expected === undefined || sequence === undefined || sequence === expected;
    }

    /** Whether a death certificate belongs to the current birth (6.4.25); an older one arrives late and is void. */
    ends(metrics: readonly Metric[]): boolean {
        const number = birthNumberOf(metrics);
        return number === undefined || this.birthNumber === undefined || number === this.birthNumber;
    }

    /** The node is gone. */
    death(): void {
        this.born = false;
        this.sequence = undefined;
    }
}

function birthNumberOf(metrics: readonly Metric[]): number | undefined {
    const metric = metrics.find(({ name }) => name === 'bdSeq');
    return toNumber(metric?.longValue) ?? metric?.intValue;
}
