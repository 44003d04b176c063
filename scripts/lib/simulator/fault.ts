import type { PlantDevice } from './plant.ts';

/** Faults that can be seeded into the plant. */
export const FAULT_KINDS = ['bearing-wear', 'loss-of-cooling', 'pressure-leak', 'silent-gateway'] as const;

/** The name of a fault on the command line. */
export type FaultKind = (typeof FAULT_KINDS)[number];

/** One fault of one device within a stretch of simulated time. */
export interface Fault {
    readonly kind: FaultKind;
    readonly deviceId: string;
    /** Seconds after the start of the simulation. */
    readonly startSeconds: number;
    /** How long it lasts; the machine recovers afterwards. */
    readonly durationSeconds: number;
}

/** What a fault does to one metric of one device. */
export interface FaultEffect {
    readonly metric?: string;
    readonly target?: number;
    readonly inertiaSeconds?: number;
    readonly state?: 'Fault';
}

/** What a fault does to all devices it touches: by device id; `silent` ones send nothing. */
export interface FaultImpact {
    readonly effects: ReadonlyMap<string, readonly FaultEffect[]>;
    readonly silent: ReadonlySet<string>;
}

/** The impact of every fault that is active at this moment. */
export function impactAt(faults: readonly Fault[], devices: readonly PlantDevice[], seconds: number): FaultImpact {
    const effects = new Map<string, FaultEffect[]>();
    const silent = new Set<string>();
    for (const fault of faults) {
        const age = seconds - fault.startSeconds;
        if (age < 0 || age >= fault.durationSeconds) continue;
        if (fault.kind === 'silent-gateway') {
            for (const device of devices) if (isBehind(device, fault.deviceId)) silent.add(device.deviceId);
        } else {
            for (const [deviceId, effect] of effectsOf(fault, devices, age)) {
                effects.set(deviceId, [...(effects.get(deviceId) ?? []), effect]);
            }
        }
    }
    return { effects, silent };
}

function isBehind(device: PlantDevice, gatewayId: string): boolean {
    return device.deviceId === gatewayId || device.gatewayId === gatewayId;
}

/** Seconds after which the loss of cooling has warmed the oil of the machine that is cooled. */
const HEATING_LAG_SECONDS = 12;

function effectsOf(fault: Fault, devices: readonly PlantDevice[], age: number): [string, FaultEffect][] {
    const own = (metric: string, target: number, inertiaSeconds: number): [string, FaultEffect] => [
        fault.deviceId,
        { metric, target, inertiaSeconds }
    ];
    switch (fault.kind) {
        case 'bearing-wear':
            return [own('bearingVibration', 8.6, 6), own('bearingTemperature', 91, 25)];
        case 'pressure-leak':
            return [own('networkPressure', 4.6, 8)];
        case 'loss-of-cooling': {
            const cooled = devices.find((device) => device.deviceId === fault.deviceId)?.parentId;
            const heated: [string, FaultEffect][] =
                cooled && age > HEATING_LAG_SECONDS
                    ? [[cooled, { metric: 'oilTemperature', target: 82, inertiaSeconds: 20 }]]
                    : [];
            return [own('flow', 12, 4), own('outletPressure', 90, 4), ...heated];
        }
        case 'silent-gateway':
            return [];
    }
}
