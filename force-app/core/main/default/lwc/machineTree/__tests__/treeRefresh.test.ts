import { notifyRecordUpdateAvailable } from 'lightning/uiRecordApi';
import { assetAnswer, PRESS_LINE } from 'jest/assets';
import { find, findAll, flush } from 'jest/lwc';
import {
    type AssetAnswer,
    recordWire,
    graphqlWire,
    pages,
    changes,
    PLANT,
    PRESS,
    asset,
    mountTree,
    mountKnown,
    mountLoaded,
    emitPage,
    grid,
    machineNames,
    errorPanel,
    frame,
    expectAccessible,
    tick,
    variablesOf,
    useTree
} from './treeBench';

useTree();

describe('c-machine-tree as time goes by', () => {
    const FAULT = { ...PRESS, Highest_Alarm_Priority__c: 'High', LastModifiedDate: '2026-11-20T10:00:07.000Z' };

    it('asks for changes only, once per interval, and says what matters', async () => {
        const tree = await mountLoaded();
        await tick();
        expect(variablesOf(changes)).toEqual({ root: PLANT.Id, first: 2000, since: '2026-11-20T10:00:00.000Z' });
        graphqlWire.emit(assetAnswer([FAULT]), changes);
        await flush();
        expect(grid(tree).hierarchy.machines[2].priority).toBe('High');
        expect(find(frame(tree), '[data-id=announcement]').textContent).toBe('c.MachineTree_Changed_One');
        await tick();
        expect(variablesOf(changes)).toMatchObject({ since: '2026-11-20T10:00:07.000Z' });
        graphqlWire.emit(assetAnswer([FAULT]), changes);
        await flush();
        graphqlWire.refresh.mockClear();
        await tick();
        expect(graphqlWire.refresh).toHaveBeenCalledTimes(1);
    });

    it('takes new machines in', async () => {
        const tree = await mountLoaded();
        await tick();
        graphqlWire.emit(assetAnswer([{ Id: '02i000000000006AAA', Name: 'Fan', ParentId: PRESS.Id }]), changes);
        await flush();
        expect(machineNames(tree)).toContain('Fan');
    });

    it('reads everything again when there are fewer machines than it knows', async () => {
        const tree = await mountLoaded();
        const answer = (total: number) => ({
            uiapi: { query: { ...(assetAnswer([]) as AssetAnswer).uiapi.query, all: { totalCount: total } } }
        });
        await tick();
        graphqlWire.emit(answer(5), changes);
        await flush();
        await tick();
        graphqlWire.emit(answer(4), changes);
        await flush();
        graphqlWire.refresh.mockClear();
        await tick();
        expect(graphqlWire.refresh).toHaveBeenCalledTimes(1);
        await emitPage(PRESS_LINE.slice(0, 4));
        expect(machineNames(tree)).toHaveLength(4);
        await tick();
        graphqlWire.emit(answer(4), changes);
        await flush();
        expect(machineNames(tree)).toHaveLength(4);
    });

    it('keeps the last good data on an error and recovers', async () => {
        const tree = await mountLoaded();
        await tick();
        graphqlWire.emitErrors([{ message: 'Server unavailable' }], changes);
        await flush();
        expect(errorPanel(tree).errors).toEqual([{ message: 'Server unavailable' }]);
        expect(errorPanel(tree).hasData).toBe(true);
        expect(machineNames(tree)).toHaveLength(5);
        graphqlWire.emit(assetAnswer([FAULT]), changes);
        await flush();
        expect(errorPanel(tree).errors).toBeUndefined();
    });

    it('reads everything again when the user asks, so that deleted machines go', async () => {
        const tree = await mountLoaded();
        find(frame(tree), '[data-id=refresh]').click();
        await flush();
        expect(graphqlWire.refresh).toHaveBeenCalledTimes(1);
        await emitPage(PRESS_LINE.slice(0, 4));
        expect(machineNames(tree)).not.toContain('Cooling Pump');
    });

    it('starts a big hierarchy again at its first page', async () => {
        const tree = await mountKnown();
        for (const size of ['small', 'big']) {
            await emitPage(PRESS_LINE.slice(0, 3), `cursor of the ${size} page`);
        }
        await emitPage(PRESS_LINE.slice(3));
        find(frame(tree), '[data-id=refresh]').click();
        await flush();
        expect(variablesOf(pages)).toMatchObject({ after: null });
        await emitPage(PRESS_LINE.slice(0, 2), 'cursor-2');
        expect(machineNames(tree)).toHaveLength(5);
        await emitPage([PRESS]);
        expect(machineNames(tree)).toHaveLength(3);
    });

    it('stops when it leaves the page', async () => {
        const tree = await mountLoaded();
        tree.remove();
        graphqlWire.refresh.mockClear();
        await tick();
        await tick();
        expect(graphqlWire.refresh).not.toHaveBeenCalled();
    });
});

describe('c-machine-tree when something fails', () => {
    it('explains a hierarchy that cannot be read and tries again', async () => {
        const tree = await mountKnown();
        graphqlWire.emitErrors([{ message: 'No access to Asset' }], pages);
        await flush();
        expect(errorPanel(tree).hasData).toBe(false);
        expect(findAll(frame(tree), 'c-loading-rows')).toHaveLength(0);
        errorPanel(tree).dispatchEvent(new CustomEvent('retry'));
        await flush();
        expect(graphqlWire.refresh).toHaveBeenCalledTimes(1);
        await emitPage(PRESS_LINE);
        expect(errorPanel(tree).errors).toBeUndefined();
        await expectAccessible(tree);
    });

    it('explains a record that cannot be read', async () => {
        const tree = await mountTree();
        recordWire.error({ message: 'Not found', errorCode: 'NOT_FOUND' }, 404);
        await flush();
        expect(errorPanel(tree).errors).toMatchObject({ body: { message: 'Not found' } });
        errorPanel(tree).dispatchEvent(new CustomEvent('retry'));
        await flush();
        expect(notifyRecordUpdateAvailable).toHaveBeenCalledWith([{ recordId: PRESS.Id }]);
        await expectAccessible(tree);
    });

    it('starts over when the page moves to another hierarchy', async () => {
        const tree = await mountLoaded();
        recordWire.emit(asset('02i000000000009AAA', '02i000000000008AAA'));
        await flush();
        expect(findAll(frame(tree), 'c-loading-rows')).toHaveLength(1);
        expect(variablesOf(pages)).toMatchObject({ root: '02i000000000008AAA', after: null });
    });
});
