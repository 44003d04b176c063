/** How the machines of each product model behave, as data. Units are those the device sends. */

/** One metric that follows its target with inertia and noise. */
export interface MetricModel {
    /** Level it tends to while the machine runs. */
    readonly running: number;
    /** Level it tends to while the machine idles. */
    readonly idle: number;
    /** Seconds until 63 % of a change of the target has been followed. */
    readonly inertiaSeconds: number;
    /** Standard deviation of the measuring noise. */
    readonly noise: number;
    /** Lowest value the sensor can send. */
    readonly minimum?: number;
}

/** One kind of machine. */
export interface MachineModel {
    /** Operating cycle; a machine without idle time runs through. */
    readonly runningSeconds: number;
    readonly idleSeconds: number;
    readonly metrics: Readonly<Record<string, MetricModel>>;
    /** Metrics that add up while the machine runs, with their rate per hour. */
    readonly counters: Readonly<Record<string, { readonly perHour: number; readonly start: number }>>;
    /** Metrics whose level can be set, with the range that the machine itself allows. */
    readonly setPoints?: Readonly<Record<string, { readonly minimum: number; readonly maximum: number }>>;
    /** Parameters of which one choice is in force, with the levels that each choice sets. */
    readonly choices?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, number>>>>>>;
    /** Takes no commands. */
    readonly isPassive?: boolean;
}

const hours = { operatingHours: { perHour: 1, start: 4200 } };

/** Behaviour by product code. */
export const MACHINE_MODELS: Readonly<Record<string, MachineModel>> = {
    'HP-400': {
        runningSeconds: 170,
        idleSeconds: 25,
        metrics: {
            oilTemperature: { running: 51, idle: 46, inertiaSeconds: 25, noise: 0.25 },
            oilPressure: { running: 198, idle: 184, inertiaSeconds: 3, noise: 1.4, minimum: 0 },
            vibration: { running: 2.1, idle: 1.1, inertiaSeconds: 2, noise: 0.12, minimum: 0 },
            power: { running: 74, idle: 18, inertiaSeconds: 4, noise: 1.6, minimum: 0 }
        },
        counters: hours,
        setPoints: { oilPressure: { minimum: 140, maximum: 230 } }
    },
    'CNC-5X': {
        runningSeconds: 210,
        idleSeconds: 30,
        metrics: {
            spindleTemperature: { running: 48, idle: 40, inertiaSeconds: 30, noise: 0.3 },
            spindleSpeed: { running: 11_800, idle: 0, inertiaSeconds: 3, noise: 45, minimum: 0 },
            vibration: { running: 1.6, idle: 0.3, inertiaSeconds: 2, noise: 0.1, minimum: 0 },
            power: { running: 23, idle: 4, inertiaSeconds: 3, noise: 0.6, minimum: 0 },
            coolantFlow: { running: 32, idle: 6, inertiaSeconds: 4, noise: 0.5, minimum: 0 }
        },
        counters: hours,
        setPoints: { spindleSpeed: { minimum: 500, maximum: 18_000 } }
    },
    'EM-75': {
        runningSeconds: 170,
        idleSeconds: 25,
        metrics: {
            windingTemperature: { running: 165, idle: 148, inertiaSeconds: 30, noise: 0.6 },
            bearingVibration: { running: 1.8, idle: 1.2, inertiaSeconds: 2, noise: 0.08, minimum: 0 },
            bearingTemperature: { running: 58, idle: 51, inertiaSeconds: 20, noise: 0.3 },
            motorSpeed: { running: 1485, idle: 0, inertiaSeconds: 3, noise: 4, minimum: 0 },
            current: { running: 118, idle: 6, inertiaSeconds: 2, noise: 1.5, minimum: 0 }
        },
        counters: hours
    },
    'CP-20': {
        runningSeconds: 3600,
        idleSeconds: 0,
        metrics: {
            flow: { running: 78, idle: 70, inertiaSeconds: 4, noise: 1.1, minimum: 0 },
            outletPressure: { running: 302, idle: 290, inertiaSeconds: 3, noise: 3, minimum: 0 },
            bearingTemperature: { running: 47, idle: 44, inertiaSeconds: 25, noise: 0.3 },
            vibration: { running: 1.4, idle: 1.0, inertiaSeconds: 2, noise: 0.07, minimum: 0 }
        },
        counters: hours,
        setPoints: { flow: { minimum: 45, maximum: 100 } }
    },
    'AC-55': {
        runningSeconds: 150,
        idleSeconds: 40,
        metrics: {
            dischargeTemperature: { running: 88, idle: 82, inertiaSeconds: 20, noise: 0.5 },
            networkPressure: { running: 7.2, idle: 6.9, inertiaSeconds: 8, noise: 0.04, minimum: 0 },
            power: { running: 52, idle: 12, inertiaSeconds: 3, noise: 0.8, minimum: 0 }
        },
        counters: { ...hours, energy: { perHour: 48, start: 185_000 } },
        setPoints: { networkPressure: { minimum: 5.8, maximum: 8.5 } }
    },
    'CV-10': {
        runningSeconds: 600,
        idleSeconds: 45,
        metrics: {
            beltSpeed: { running: 0.62, idle: 0, inertiaSeconds: 2, noise: 0.006, minimum: 0 },
            motorTemperature: { running: 54, idle: 44, inertiaSeconds: 30, noise: 0.3 },
            power: { running: 3.1, idle: 0.2, inertiaSeconds: 2, noise: 0.08, minimum: 0 }
        },
        counters: hours,
        setPoints: { beltSpeed: { minimum: 0.1, maximum: 1.2 } }
    },
    'FM-8': {
        runningSeconds: 420,
        idleSeconds: 40,
        metrics: {
            productTemperature: { running: 4.1, idle: 4.5, inertiaSeconds: 40, noise: 0.08 },
            fillingPressure: { running: 2.4, idle: 1.9, inertiaSeconds: 3, noise: 0.03, minimum: 0 },
            bottlesPerMinute: { running: 410, idle: 0, inertiaSeconds: 4, noise: 5, minimum: 0 },
            power: { running: 19, idle: 5, inertiaSeconds: 3, noise: 0.4, minimum: 0 }
        },
        counters: hours,
        setPoints: { bottlesPerMinute: { minimum: 150, maximum: 480 } },
        choices: {
            format: {
                '0.33 L': { bottlesPerMinute: 440, fillingPressure: 2.2 },
                '0.5 L': { bottlesPerMinute: 410, fillingPressure: 2.4 },
                '1 L': { bottlesPerMinute: 260, fillingPressure: 2.7 }
            }
        }
    },
    'GW-1': {
        runningSeconds: 3600,
        idleSeconds: 0,
        metrics: { signalStrength: { running: -61, idle: -61, inertiaSeconds: 10, noise: 1.2 } },
        counters: { ...hours, uptime: { perHour: 3600, start: 86_400 } },
        isPassive: true
    }
};
