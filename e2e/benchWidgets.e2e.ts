import path from 'node:path';
import { runBenchmark } from './bench/benchmark.ts';

test('the benchmark of the widgets measures both trees and the calendar', async () => {
    const { machineTree, treeGrid, calendar } = await runBenchmark({
        projectFolder: path.resolve('.'),
        assets: 500,
        orders: 50,
        rounds: 1,
        onProgress: () => undefined
    });
    expect(machineTree['firstRowsMs']).toBeGreaterThan(0);
    expect(machineTree['scrollP95Ms']).toBeGreaterThan(0);
    expect(treeGrid['toggleP95Ms']).toBeGreaterThan(0);
    expect(calendar?.viewP95Ms).toBeGreaterThan(0);
    // Only what is in view is on the page, however many machines are open.
    expect(machineTree['domRows']).toBeLessThan(40);
});
