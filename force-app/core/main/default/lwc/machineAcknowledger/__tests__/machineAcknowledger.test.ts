import { graphql } from 'lightning/graphql';
import { updateRecord } from 'lightning/uiRecordApi';
import MachineAcknowledger from 'c/machineAcknowledger';
import { alarmAnswer } from 'jest/alarms';
import { asWire, flush, mount, resetPage, type GraphQLWire } from 'jest/lwc';

const graphqlWire = asWire<GraphQLWire>(graphql);
const update = updateRecord as unknown as jest.Mock<Promise<unknown>, [{ fields: Record<string, unknown> }]>;
const ASSET_ID = '02i000000000004AAA';
const LOUD = { Id: 'a02000000000001AAA' };
const SHELVED = { Id: 'a02000000000002AAA', State__c: 'Shelved' };

async function mountAcknowledger(): Promise<jest.Mock> {
    const element = mount('c-machine-acknowledger', MachineAcknowledger, { assetId: ASSET_ID });
    const finished = jest.fn();
    element.addEventListener('finished', (event) => finished((event as CustomEvent).detail));
    await flush();
    return finished;
}

beforeEach(() => update.mockReset().mockResolvedValue({}));
afterEach(resetPage);

describe('c-machine-acknowledger', () => {
    it('acknowledges what a fresh answer holds, once', async () => {
        const finished = await mountAcknowledger();
        expect(graphqlWire.getLastConfig().variables).toMatchObject({ id: ASSET_ID });
        graphqlWire.emit(alarmAnswer([]));
        await flush();
        expect(graphqlWire.refresh).toHaveBeenCalledTimes(1);
        expect(finished).not.toHaveBeenCalled();
        graphqlWire.emit(alarmAnswer([LOUD, SHELVED]));
        graphqlWire.emit(alarmAnswer([LOUD, SHELVED]));
        await flush();
        expect(update.mock.calls.map(([{ fields }]) => fields.Id)).toEqual([LOUD.Id]);
        expect(finished.mock.calls).toEqual([[{ count: 1, errors: [] }]]);
    });

    it('tells what was refused', async () => {
        const refusal = { status: 403 };
        update.mockRejectedValue(refusal);
        const finished = await mountAcknowledger();
        graphqlWire.emit(alarmAnswer([LOUD]));
        graphqlWire.emit(alarmAnswer([LOUD]));
        await flush();
        expect(finished).toHaveBeenCalledWith({ count: 0, errors: [refusal] });
    });

    it('tells that the alarms cannot be read', async () => {
        const finished = await mountAcknowledger();
        graphqlWire.emitErrors([{ message: 'No access' }]);
        await flush();
        expect(finished).toHaveBeenCalledWith({ count: 0, errors: [{ message: 'No access' }] });
    });
});
