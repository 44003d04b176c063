import { deriveSignal } from '../map/index.ts';
import type { SignalDefinition } from '../map/index.ts';
import type { Instant, Reading, SignalValue } from '../pipeline/index.ts';
import type { DeviceState } from './deviceState.ts';

/** Signals a message brought, with the time since their previous value; 0 after a gap. */
type Fresh = ReadonlyMap<string, number>;

/** The value of a derived signal after a message, when the message brought one of its inputs. */
export function derivedReading(device: DeviceState, signal: SignalDefinition, fresh: Fresh): Reading | undefined {
    for (const name of signal.formula?.signals ?? []) {
        if (fresh.has(name)) return deriveSignal(signal, device.signals, device.asset.ProductCode ?? undefined);
    }
    return undefined;
}

/** Shows the alarms that look at several signals the device as it is after the whole message. */
export function observeTogether(device: DeviceState, at: Instant, fresh: Fresh): void {
    device.alarms.observeCombined({
        at,
        fresh,
        value: (signal): SignalValue | undefined => {
            const state = device.signals.get(signal);
            return state?.quality === 'Bad' ? undefined : state?.value;
        },
        product: device.asset.ProductCode ?? undefined
    });
}
