import DigitalTwin from 'c/digitalTwin';
import { MessageContext, publish, subscribe } from 'lightning/messageService';
import { getRecord } from 'lightning/uiRecordApi';
import { asWire, find, findAll, flush, mount, resetPage, type RecordWire, type TestWire } from 'jest/lwc';

const PRESS = '02i000000000001AAA';
const MOTOR = '02i000000000002AAA';
const CASE = '500000000000001AAA';
const contextWire = asWire<TestWire>(MessageContext);
const recordWire = asWire<RecordWire>(getRecord);

interface Properties {
    recordId: string;
    objectApiName: string;
    cardTitle: string;
}
type Machine = HTMLElement & { assetId: string | undefined; following: boolean };

async function show(properties: Partial<Properties>): Promise<HTMLElement> {
    const twin = mount<Properties>('c-digital-twin', DigitalTwin, properties);
    await flush();
    contextWire.emit({ __messageContext: true });
    return twin;
}

async function showCase(assetId: string | null): Promise<HTMLElement> {
    const twin = await show({ recordId: CASE, objectApiName: 'Case', cardTitle: 'Twin' });
    recordWire.emit({ id: CASE, apiName: 'Case', fields: { AssetId: { value: assetId, displayValue: null } } });
    await flush();
    return twin;
}

const machine = (twin: Element): Machine => find<Machine>(twin, 'c-twin-machine');

async function hear(message: Record<string, unknown>): Promise<void> {
    const listener = jest.mocked(subscribe).mock.lastCall?.[2] as unknown as (message: unknown) => void;
    listener(message);
    await flush();
}

describe('c-digital-twin', () => {
    beforeEach(() => {
        jest.clearAllMocks();
        jest.mocked(subscribe).mockReturnValue({} as ReturnType<typeof subscribe>);
    });
    afterEach(resetPage);

    it('shows the asset of its page', async () => {
        const twin = await show({ recordId: PRESS });
        expect(machine(twin)).toMatchObject({ assetId: PRESS, following: false });
        await expect(twin).toBeAccessible();
    });

    it('shows the asset of a case', async () => {
        const twin = await showCase(PRESS);
        expect(recordWire.getLastConfig()).toMatchObject({
            recordId: CASE,
            optionalFields: ['Case.AssetId', 'Case.Asset.RootAssetId']
        });
        expect(machine(twin).assetId).toBe(PRESS);
    });

    it('loads until the record is known', async () => {
        const twin = await show({ recordId: CASE, objectApiName: 'Case' });
        expect(machine(twin).assetId).toBeUndefined();
    });

    it('explains a record without asset', async () => {
        const twin = await showCase(null);
        expect(findAll(twin, 'c-twin-machine')).toHaveLength(0);
        expect(find<HTMLElement & { advice: string }>(twin, 'c-empty-state').advice).toBe(
            'c.DigitalTwin_NoMachine_Advice'
        );
        expect(find<HTMLElement & { title: string }>(twin, 'lightning-card').title).toBe('Twin');
        await expect(twin).toBeAccessible();
    });

    it('shows why a record cannot be read', async () => {
        const twin = await show({ recordId: CASE, objectApiName: 'Case' });
        recordWire.error({ message: 'No access' }, 403);
        await flush();
        expect(findAll(twin, 'c-twin-machine, c-empty-state')).toHaveLength(0);
        expect(find<HTMLElement & { errors: { body: unknown } }>(twin, 'c-error-panel').errors.body).toEqual({
            message: 'No access'
        });
        await expect(twin).toBeAccessible();
    });

    it('follows the machine selected on its page and goes back with all the others', async () => {
        const twin = await show({ recordId: PRESS });
        await hear({ recordId: MOTOR, pageRecordId: PRESS });
        expect(machine(twin)).toMatchObject({ assetId: MOTOR, following: true });
        await hear({ recordId: PRESS, pageRecordId: PRESS });
        expect(machine(twin)).toMatchObject({ assetId: PRESS, following: false });
        await hear({ recordId: MOTOR, pageRecordId: PRESS });
        machine(twin).dispatchEvent(new CustomEvent('back'));
        await flush();
        expect(machine(twin)).toMatchObject({ assetId: PRESS, following: false });
        expect(publish).toHaveBeenCalledTimes(1);
    });
});
