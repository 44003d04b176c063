import { until } from '../test/support/until.ts';
import type { VictimProcess } from './victimProcess.ts';

/** Resolves when the bridge says in log, readiness and metric that it cannot write, and is alive all the same. */
export async function sayThatTheDiskIsFull(bridge: VictimProcess): Promise<void> {
    const says = async (): Promise<boolean> => {
        const [ready, alive, metrics] = await Promise.all([
            bridge.ask('/readyz'),
            bridge.ask('/healthz'),
            bridge.ask('/metrics')
        ]);
        return (
            bridge.hasLogged('COMMIT_FAILED', 'disk is full') &&
            ready.status === 503 &&
            ready.text.includes('disk is full') &&
            alive.status === 200 &&
            metrics.text.includes('\niot_bridge_store_works 0')
        );
    };
    await until(says, 'the bridge says that the disk is full', 30_000).catch((cause: unknown) => {
        throw new Error(`the bridge does not say that the disk is full, but: ${bridge.lastWords}`, { cause });
    });
}

/** Resolves when the bridge works again; nobody does anything for it but give it space. */
export async function goesOnAfterwards(bridge: VictimProcess): Promise<void> {
    await bridge.ready();
    const works = async (): Promise<boolean> => {
        const [ready, metrics] = await Promise.all([bridge.ask('/readyz'), bridge.ask('/metrics')]);
        return ready.status === 200 && metrics.text.includes('\niot_bridge_store_works 1');
    };
    await until(works, 'the bridge works again after the disk was full', 30_000);
}
