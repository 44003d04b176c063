import { deriveSignal } from '../map/index.ts';
import type { SignalDefinition, WindowFigure } from '../map/index.ts';
import type { Instant, Reading, SignalValue } from '../pipeline/index.ts';
import type { DeviceState } from './deviceState.ts';

/** Signals a message brought, with the time since their previous value; 0 after a gap. */
type Fresh = ReadonlyMap<string, number>;

/** The value of a derived signal after a message, when the message brought one of its inputs. */
export function derivedReading(device: DeviceState, signal: SignalDefinition, fresh: Fresh): Reading | undefined {
    const { formula } = signal;
    for (const name of formula?.signals ?? []) {
        if (!fresh.has(name)) continue;
        const product = device.asset.ProductCode ?? undefined;
        if (formula?.windows.length === 0) return deriveSignal(signal, device.signals, product);
        for (const figure of formula?.windows ?? []) observeWindow(device, figure, fresh);
        return deriveSignal(signal, device.signals, product, (key) => device.windows.value(key));
    }
    return undefined;
}

function observeWindow(device: DeviceState, figure: WindowFigure, fresh: Fresh): void {
    const state = fresh.has(figure.signal) ? device.signals.get(figure.signal) : undefined;
    if (state) device.windows.observe(figure, state);
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
