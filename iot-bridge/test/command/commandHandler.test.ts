import type { Logger } from 'pino';
import { CommandHandler } from '../../src/command/index.ts';
import type { CommandHandlerParts } from '../../src/command/index.ts';
import type { CommandResultFields, MachineCommand } from '../../src/contract/index.ts';
import type { Fleet } from '../../src/process/index.ts';

const noon = Date.parse('2026-11-20T12:00:00.000Z');
const command = (key: string, more: Partial<MachineCommand> = {}): MachineCommand => ({
    Command_Key__c: key,
    Asset_Key__c: 'nw-press-01',
    Command__c: 'Set Point',
    Parameters__c: '{"oilPressure":182.5}',
    Expires_At__c: '2026-11-20T12:02:00.000Z',
    ...more
});
const bytes = (text: string) => new TextEncoder().encode(text);
const answer = (key: string, state: string, text?: string) => bytes(JSON.stringify({ key, state, text }));

/** A handler whose world is in memory; rows survive in `rows`. */
function setUp(more: Partial<CommandHandlerParts> = {}, rows = new Map<string, unknown>()) {
    const state = { now: noon };
    const published: { topic: string; payload: unknown; expiresAt: number | undefined }[] = [];
    const told: ({ key: string } & CommandResultFields)[] = [];
    const results: string[] = [];
    const order: string[] = [];
    const handler = new CommandHandler(
        {
            config: { receive: 'on', allowed: ['Set Point', 'Stop'], maximumShelveHours: 8 },
            fleet: {
                get: (id: string) => (id.startsWith('nw-') ? { id } : undefined),
                isForeign: (id: string) => id.startsWith('of-another-bridge')
            } as unknown as Fleet,
            store: {
                put: (space, key, read) => {
                    if (space === 'command') rows.set(key, read());
                },
                committed: () => {
                    order.push('committed');
                    return Promise.resolve();
                }
            },
            clock: { now: () => state.now },
            log: { info: () => undefined, warn: () => undefined } as unknown as Logger,
            commandTopic: ({ id }) => (id === 'nw-silent-01' ? undefined : `plant/nw/${id}/command`),
            acknowledgement: ({ id }, what) => ({ topic: `plant/nw/${id}/acknowledge`, payload: JSON.stringify(what) }),
            publish: (topic, payload, expiresAt) => {
                order.push('published');
                published.push({ topic, payload: JSON.parse(payload), expiresAt });
                return Promise.resolve();
            },
            tellOrg: (_device, key, fields) => void told.push({ key, ...fields }),
            onResult: (result) => void results.push(result),
            ...more
        },
        rows
    );
    let position = 0;
    const give = async (given: MachineCommand): Promise<void> => {
        handler.deliver({ position: ++position, command: given });
        await handler.settled();
    };
    return { handler, give, state, published, told, results, rows, order };
}

describe('an acknowledgement', () => {
    const acknowledge = command('c-1', {
        Command__c: 'Acknowledge',
        Alarm_Key__c: 'nw-press-01:Oil_High',
        Episode_Key__c: 'nw-press-01:Oil_High:3:1000',
        Requested_By__c: '005000000000001',
        Parameters__c: null
    });
    const fleetThat = (changes: boolean) => {
        const alarms = { acknowledge: () => changes };
        return { get: (id: string) => ({ id, alarms }), isForeign: () => false } as unknown as Fleet;
    };

    it('goes on to the machine, after the commit', async () => {
        const { give, published, order } = setUp({ fleet: fleetThat(true) });
        await give(acknowledge);
        expect(published).toMatchObject([
            {
                topic: 'plant/nw/nw-press-01/acknowledge',
                payload: {
                    alarm: 'Oil_High',
                    episode: 'nw-press-01:Oil_High:3:1000',
                    by: '005000000000001',
                    at: '2026-11-20T12:00:00.000Z'
                }
            }
        ]);
        expect(order.slice(0, 2)).toEqual(['committed', 'published']);
    });

    it('that changes nothing is not told to the machine', async () => {
        const { give, published, results } = setUp({ fleet: fleetThat(false) });
        await give(acknowledge);
        expect(published).toEqual([]);
        expect(results).toEqual(['no-change']);
    });

    it('counts although the machine cannot be told, or has no topic for it', async () => {
        const fleet = fleetThat(true);
        const offline = setUp({ fleet, publish: () => Promise.reject(new Error('no broker is connected')) });
        await offline.give(acknowledge);
        const without = setUp({ fleet, acknowledgement: () => undefined });
        await without.give(acknowledge);
        expect([...offline.results, ...without.results]).toEqual(['done', 'done']);
        expect(without.published).toEqual([]);
    });
});

describe('a machine command', () => {
    it('is remembered and told to the org before it is published, with its expiry', async () => {
        const { give, published, told, order, rows } = setUp();
        await give(command('c-1'));
        expect(published).toEqual([
            {
                topic: 'plant/nw/nw-press-01/command',
                payload: {
                    key: 'c-1',
                    command: 'Set Point',
                    parameters: { oilPressure: 182.5 },
                    expires: '2026-11-20T12:02:00.000Z'
                },
                expiresAt: noon + 120_000
            }
        ]);
        expect(told).toEqual([{ key: 'c-1', Delivered_At__c: '2026-11-20T12:00:00.000Z' }]);
        expect(order.slice(0, 2)).toEqual(['committed', 'published']);
        expect(rows.get('c-1')).toEqual({ device: 'nw-press-01', ended: false });
    });

    it('is never published twice, also after a restart', async () => {
        const first = setUp();
        await first.give(command('c-1'));
        await first.give(command('c-1'));
        const second = setUp({}, first.rows);
        await second.give(command('c-1'));
        expect(first.published).toHaveLength(1);
        expect(second.published).toEqual([]);
        expect([...first.results, ...second.results]).toEqual(['done', 'repeated', 'repeated']);
    });

    it('is left to the bridge that has the machine', async () => {
        const { give, published, told, results } = setUp();
        await give({ ...command('c-1'), Asset_Key__c: 'of-another-bridge' });
        expect([published, told, results]).toEqual([[], [], []]);
    });

    it('is never published after its expiry, not even when the commit took too long', async () => {
        const late = setUp();
        late.state.now = noon + 120_000;
        await late.give(command('c-1'));
        const slow = setUp({
            store: {
                put: () => undefined,
                committed: () => {
                    slow.state.now += 200_000;
                    return Promise.resolve();
                }
            }
        });
        await slow.give(command('c-2'));
        expect([late.published, slow.published]).toEqual([[], []]);
        expect(late.told).toMatchObject([{ State__c: 'Expired', Result_Text__c: 'it expired before it arrived' }]);
        expect(slow.told.at(-1)).toMatchObject({ State__c: 'Expired' });
        expect([late.results, slow.results]).toEqual([['expired'], ['expired']]);
    });

    it.each([
        ['that is not allowed', { Command__c: 'Explode' }, /not among commands.allowed/],
        ['for a device that nobody knows', { Asset_Key__c: 'rb-99' }, /no Asset/],
        ['for a device that was never heard of', { Asset_Key__c: 'nw-silent-01' }, /no command topic/]
    ])('%s fails with a reason', async (_name, more, reason) => {
        const { give, told, published } = setUp();
        await give(command('c-1', more));
        expect(published).toEqual([]);
        expect(told).toMatchObject([
            { State__c: 'Failed', Result_Text__c: expect.stringMatching(reason), Answered_At__c: expect.any(String) }
        ]);
    });

    it('fails when no broker takes it', async () => {
        const { give, told } = setUp({ publish: () => Promise.reject(new Error('no broker is connected')) });
        await give(command('c-1'));
        expect(told.at(-1)).toMatchObject({ State__c: 'Failed', Result_Text__c: 'no broker is connected' });
    });

    it('about an alarm tells its record nothing, because it has none', async () => {
        const { give, told } = setUp();
        await give(command('c-1', { Command__c: 'Acknowledge', Alarm_Key__c: 'other:x' }));
        expect(told).toEqual([]);
    });
});

describe('the answer of a machine', () => {
    async function given(): Promise<ReturnType<typeof setUp>> {
        const set = setUp();
        await set.give(command('c-1'));
        set.told.length = 0;
        return set;
    }

    it('moves the record on until the last word; repeats and what comes later change nothing', async () => {
        const { handler, told } = await given();
        for (const state of ['accepted', 'done', 'done', 'accepted', 'failed']) {
            expect(handler.answer('nw-press-01', answer('c-1', state, state))).toBeUndefined();
        }
        expect(told).toEqual([
            {
                key: 'c-1',
                State__c: 'Accepted',
                Result_Text__c: 'accepted',
                Answered_At__c: '2026-11-20T12:00:00.000Z'
            },
            { key: 'c-1', State__c: 'Done', Result_Text__c: 'done', Answered_At__c: '2026-11-20T12:00:00.000Z' }
        ]);
    });

    it('is cut to the length of its field', async () => {
        const { handler, told } = await given();
        handler.answer('nw-press-01', answer('c-1', 'failed', 'x'.repeat(300)));
        expect(told[0]?.Result_Text__c).toHaveLength(255);
    });

    it.each([
        ['of another device', 'nw-press-02', answer('c-1', 'done'), 'unknown-command'],
        ['to a command that nobody gave', 'nw-press-01', answer('c-9', 'done'), 'unknown-command'],
        ['in another state', 'nw-press-01', answer('c-1', 'perhaps'), 'malformed-payload'],
        ['that is not JSON', 'nw-press-01', bytes('done'), 'malformed-payload'],
        ['without a key', 'nw-press-01', bytes('{"state":"done"}'), 'malformed-payload']
    ])('%s is refused', async (_name, device, payload, reason) => {
        const { handler, told } = await given();
        expect(handler.answer(device, payload)).toMatchObject({ reason });
        expect(told).toEqual([]);
    });

    it('to a command of an older version, which knew no device, is refused', () => {
        const { handler } = setUp({}, new Map([['c-0', 1]]));
        expect(handler.answer('nw-press-01', answer('c-0', 'done'))).toMatchObject({ reason: 'unknown-command' });
    });
});
