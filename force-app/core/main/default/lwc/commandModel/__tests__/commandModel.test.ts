import { compareDesired, isOpen, rangeText, readCommands, toDefinition, valueText, type Command } from 'c/commandModel';
import type { Signal } from 'c/twinModel';

const row = { DeveloperName: 'HP_400_Oil_Pressure', MasterLabel: 'Set oil pressure' };
const number = { ...row, Parameter_Type__c: 'Number', Parameter_Unit__c: 'bar' };

describe('a command of the catalogue', () => {
    it('has defaults for what is blank', () => {
        expect(toDefinition(row)).toEqual({
            name: 'HP_400_Oil_Pressure',
            label: 'Set oil pressure',
            description: '',
            type: 'None',
            parameterLabel: 'Set oil pressure',
            unit: '',
            minimum: undefined,
            maximum: undefined,
            choices: [],
            dangerous: false,
            confirmation: '',
            expirySeconds: 120
        });
    });

    it('has the choices of its list', () => {
        const choice = { ...row, Parameter_Type__c: 'Choice', Choices__c: '0.33 L;0.5 L;', Dangerous__c: true };
        expect(toDefinition(choice)).toMatchObject({ type: 'Choice', choices: ['0.33 L', '0.5 L'], dangerous: true });
    });

    it.each([
        [{ ...number, Minimum__c: 150, Maximum__c: 220 }, 'c.TwinCommands_Range'],
        [{ ...number, Minimum__c: 0 }, 'c.TwinCommands_Range_From'],
        [{ ...number, Maximum__c: 0 }, 'c.TwinCommands_Range_To'],
        [number, ''],
        [{ ...row, Minimum__c: 1 }, '']
    ])('says the range of %j', (given, text) => {
        expect(rangeText(toDefinition(given))).toBe(text);
    });
});

const value = (content: unknown, displayValue?: string) => ({ value: content, displayValue });
const answerOf = (...nodes: object[]) => ({
    uiapi: { query: { commands: { edges: nodes.map((node) => ({ node })) } } }
});

describe('a command that was requested', () => {
    it('is read with its people and times', () => {
        const [command] = readCommands(
            answerOf({
                Id: 'a0C1',
                Name: value('MC-000001'),
                Label__c: value('Set oil pressure'),
                State__c: value('Waiting for Approval', 'Wartet auf Freigabe'),
                Number_Value__c: value(182.5),
                Unit__c: value('bar'),
                Desired_Signal__c: value('Oil_Pressure'),
                Requested_By__c: value('0051'),
                Requested_By__r: { Name: value('Anna Agent') },
                Requested_At__c: value('2026-11-20T12:00:00.000Z'),
                Expires_At__c: value('2026-11-20T12:02:00.000Z'),
                Approved_By__r: null
            })
        );
        expect(command).toMatchObject({
            stateLabel: 'Wartet auf Freigabe',
            requestedBy: 'Anna Agent',
            requestedAt: Date.parse('2026-11-20T12:00:00.000Z'),
            approvedBy: '',
            text: ''
        });
        expect(isOpen(command)).toBe(true);
        expect(valueText(command)).toBe('182.5 bar');
    });

    it('shows its choice, or nothing', () => {
        expect(valueText({ text: '0.5 L', unit: '' })).toBe('0.5 L');
        expect(valueText({ text: '', unit: '' })).toBe('');
        expect(readCommands(undefined)).toEqual([]);
    });
});

describe('desired and reported values', () => {
    const command = (more: Partial<Command>): Command => ({
        id: 'a0C1',
        number: 'MC-000001',
        label: 'Set oil pressure',
        state: 'Done',
        stateLabel: 'Done',
        value: 182,
        text: '',
        unit: 'bar',
        desiredSignal: 'Oil_Pressure',
        reason: '',
        result: '',
        requestedById: '',
        requestedBy: '',
        approvedBy: '',
        ...more
    });
    const pressure = { name: 'Oil_Pressure', label: 'Oil pressure', value: 180.5, unit: 'bar' } as Signal;

    it('compares the newest command that is in force', () => {
        const commands = [
            command({ state: 'Failed', value: 999 }),
            command({ value: 182 }),
            command({ value: 160 }),
            command({ desiredSignal: '', value: 1 }),
            command({ desiredSignal: 'Power', value: undefined })
        ];
        expect(compareDesired(commands, [pressure])).toEqual([
            {
                signal: 'Oil_Pressure',
                label: 'Oil pressure',
                desired: '182 bar',
                reported: '180.5 bar',
                difference: '-1.5 bar'
            }
        ]);
    });

    it('says nothing of what cannot be compared', () => {
        expect(compareDesired([command({})], [{ ...pressure, unit: 'kPa' }])).toMatchObject([{ difference: '' }]);
        expect(compareDesired([command({})], [{ ...pressure, value: undefined }])).toMatchObject([
            { reported: '', difference: '' }
        ]);
        expect(compareDesired([command({})], [])).toMatchObject([{ label: 'Oil Pressure', reported: '' }]);
    });
});
