import MachineHistory from 'c/machineHistory';
import { BEFORE, machineToCompare, NO_COMPARISON, type Comparison } from 'c/historyModel';
import { graphql } from 'lightning/graphql';
import callEvents from '@salesforce/apex/TelemetryHistory.events';
import callSeries from '@salesforce/apex/TelemetryHistory.series';
import callSignals from '@salesforce/apex/TelemetryHistory.signals';
import { asWire, find, findAll, flush, mount, queryContains, resetPage, type GraphQLWire } from 'jest/lwc';
import { answer, HOUR, iso, machineAnswer, MOTOR, NOW, PRESS, recorded, type Properties } from './data/answers';

jest.mock('@salesforce/apex/TelemetryHistory.signals', () => ({ __esModule: true, default: jest.fn() }), {
    virtual: true
});
jest.mock('@salesforce/apex/TelemetryHistory.series', () => ({ __esModule: true, default: jest.fn() }), {
    virtual: true
});
jest.mock('@salesforce/apex/TelemetryHistory.events', () => ({ __esModule: true, default: jest.fn() }), {
    virtual: true
});

const signals = jest.mocked(callSignals);
const series = jest.mocked(callSeries);
const wire = asWire<GraphQLWire>(graphql);
const isMachine = queryContains('MachineHistory(');

type Part = HTMLElement & Record<string, never>;
const part = (element: Element, selector: string): Record<string, unknown> => find<Part>(element, selector);

async function showData(properties: Partial<Properties> = {}): Promise<HTMLElement & Properties> {
    const history = mount<Properties>('c-machine-history', MachineHistory, { recordId: PRESS, ...properties });
    await flush();
    wire.emit(machineAnswer(), isMachine);
    await flush();
    return history;
}

describe('c-machine-history that compares', () => {
    beforeEach(() => {
        jest.useFakeTimers({ now: NOW, doNotFake: ['queueMicrotask', 'nextTick'] });
        signals.mockReset().mockResolvedValue(recorded);
        series.mockReset().mockImplementation(answer);
        jest.mocked(callEvents).mockResolvedValue('{"events":[],"next":null}');
    });
    afterEach(() => {
        resetPage();
        jest.useRealTimers();
    });

    async function compare(history: Element, detail: Comparison): Promise<void> {
        find(history, 'c-history-comparison').dispatchEvent(new CustomEvent('compare', { detail }));
        await flush();
    }

    it('compares with the period before', async () => {
        const history = await showData({ defaultSpan: '1' });
        await compare(history, BEFORE);
        const ranges = series.mock.calls.slice(-2).map(([{ fromTime, toTime }]) => [fromTime, toTime]);
        expect(ranges.sort()).toEqual([
            [iso(NOW - 2 * HOUR), iso(NOW - HOUR)],
            [iso(NOW - HOUR), iso(NOW)]
        ]);
        const chart = part(history, 'c-history-chart');
        expect(chart.other).toEqual(chart.series);
        expect(chart.otherName).toBe('c.MachineHistory_Before');
    });

    it('compares with another machine in charts, table and file, until the machine changes', async () => {
        const history = await showData();
        find(history, '[data-id=signals]').dispatchEvent(new CustomEvent('change', { detail: { value: ['Power'] } }));
        await flush();
        await compare(history, machineToCompare(MOTOR, 'Press 02'));
        expect(series).toHaveBeenCalledWith(expect.objectContaining({ assetId: MOTOR, signals: ['Power'] }));
        expect(part(history, 'c-history-chart').otherName).toBe('Press 02');
        expect(findAll(history, '[data-id=comparison-hint]')).toHaveLength(0);
        find(history, '[data-id=view]').dispatchEvent(new CustomEvent('change', { detail: { value: 'table' } }));
        await flush();
        expect(findAll(history, 'th').map(({ textContent }) => textContent)).toEqual([
            'c.MachineHistory_Time',
            'Power (kW)',
            'c.MachineHistory_Compare_Machine'
        ]);
        expect(find(history, '[data-id=row]').lastElementChild?.textContent).toBe('41.5');
        const click = jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation();
        find(history, '[data-id=download]').dispatchEvent(new CustomEvent('click'));
        const link = click.mock.contexts[0] as HTMLAnchorElement;
        expect(decodeURIComponent(link.href)).toContain('time,Power [kW],Power (Press 02) [kW]\r\n');
        click.mockRestore();
        history.recordId = MOTOR;
        await flush();
        wire.emit(machineAnswer(), isMachine);
        await flush();
        expect(part(history, 'c-history-comparison').comparison).toEqual(NO_COMPARISON);
    });

    it('asks another machine only for signals that it has', async () => {
        const history = await showData();
        const theirs = { signals: [{ signal: 'Power', kind: 'number' }] };
        signals.mockImplementation(({ assetId }) =>
            Promise.resolve(assetId === MOTOR ? JSON.stringify(theirs) : recorded)
        );
        await compare(history, machineToCompare(MOTOR, 'Press 02'));
        const asked = series.mock.calls.filter(([{ assetId }]) => assetId === MOTOR);
        expect(asked.map(([question]) => question.signals)).toEqual([['Power']]);
    });

    it('says that there is nothing to compare with', async () => {
        const history = await showData();
        series.mockImplementation((question) =>
            question.assetId === MOTOR ? Promise.resolve(null) : answer(question)
        );
        await compare(history, machineToCompare(MOTOR, 'Press 02'));
        expect(find(history, '[data-id=comparison-hint]').textContent).toBe('c.MachineHistory_Compare_Empty');
        expect(findAll(history, 'c-history-chart')).toHaveLength(3);
        jest.useRealTimers();
        await expect(history).toBeAccessible();
    });
});
