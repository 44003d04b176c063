import { countExit, countJest, summaryLine } from '../lib/verify/steps.ts';

const report = {
    numPassedTests: 3,
    numFailedTests: 0,
    numPendingTests: 1,
    numRuntimeErrorTestSuites: 0,
    numTotalTests: 4
};

test('all tests of all steps are added up in one line', () => {
    const step = { name: 'unit', passed: 3, failed: 1, skipped: 0, seconds: 1 };
    expect(summaryLine([step, { ...step, failed: 0 }])).toBe('6 passed, 1 failed');
    expect(summaryLine([{ ...step, skipped: 2 }])).toBe('3 passed, 1 failed, 2 skipped');
});

test('a suite that cannot run is a failure', () => {
    expect(countJest({ ...report, numRuntimeErrorTestSuites: 1 }, 1).failed).toBe(1);
});

test('a run without tests, or one that fails in no test, is a failure', () => {
    expect(countJest(report, 0)).toEqual({ passed: 3, failed: 0, skipped: 1 });
    expect(countJest(report, 1).failed).toBe(1);
    expect(countJest({ ...report, numTotalTests: 0 }, 0).failed).toBe(1);
});

test('a step that the machine cannot run is skipped, and any other end but 0 is a failure', () => {
    expect(countExit(0)).toEqual({ passed: 1, failed: 0, skipped: 0 });
    expect(countExit(77)).toEqual({ passed: 0, failed: 0, skipped: 1 });
    expect([countExit(1).failed, countExit(null).failed]).toEqual([1, 1]);
});
