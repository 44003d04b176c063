import { callStart, element, FlowOrg, flowXml, recordStart, reference, text } from './flowOrg.ts';

const namespace = 'xmlns="http://soap.sforce.com/2006/04/metadata"';

const input = (field: string, value: string): string =>
    `<inputAssignments><field>${field}</field><value>${value}</value></inputAssignments>`;
const filter = (field: string, value: string): string =>
    `<filters><field>${field}</field><operator>EqualTo</operator><value>${text(value)}</value></filters>`;
const onAccount = (update: string): string =>
    flowXml(
        recordStart('Account', 'RecordAfterSave', 'Update', '<recordTriggerType>Update</recordTriggerType>') +
            element('recordUpdates', 'Update', update)
    );

describe('an update of related records', () => {
    let org: FlowOrg;

    beforeEach(() => (org = new FlowOrg()));
    afterEach(() => org.stop());

    it('changes the parent of the triggering record, where it has one', () => {
        org.deploy({
            Note_On_Account: flowXml(
                recordStart('Case', 'RecordAfterSave', 'Note', '<recordTriggerType>Create</recordTriggerType>') +
                    element(
                        'recordUpdates',
                        'Note',
                        `${input('Description', reference('$Record.Subject'))}<inputReference>$Record.Account</inputReference>`
                    )
            )
        });
        const [first, second] = ['First', 'Second'].map((Name) => org.create('Account', { Name }));
        const saved = org.insert(
            'Case',
            { Subject: 'Leak', AccountId: first ?? null },
            { Subject: 'Of nobody' },
            { Subject: 'Noise', AccountId: second ?? null }
        );
        expect(saved.map(({ success }) => success)).toEqual([true, true, true]);
        expect(org.query('SELECT Description FROM Account ORDER BY Name')).toMatchObject([
            { Description: 'Leak' },
            { Description: 'Noise' }
        ]);
    });

    it.each([
        ['all conditions', 'and', ['Press']],
        ['any condition', 'or', ['Press', 'Pump', 'Valve']],
        ['their own logic', '1 AND 2', ['Press']]
    ])('changes the records below it that meet %s', (_what, logic, expected) => {
        org.deploy({
            Retire: onAccount(
                `<filterLogic>${logic}</filterLogic>${filter('Status', 'Installed')}${filter('Description', 'old')}${input('SerialNumber', text('seen'))}<inputReference>$Record.Assets</inputReference>`
            )
        });
        const AccountId = org.create('Account', { Name: 'A' });
        const other = org.create('Account', { Name: 'B' });
        org.insert(
            'Asset',
            { Name: 'Press', AccountId, Status: 'Installed', Description: 'old' },
            { Name: 'Pump', AccountId, Status: 'Installed' },
            { Name: 'Valve', AccountId, Description: 'old' },
            { Name: 'Foreign', AccountId: other, Status: 'Installed', Description: 'old' }
        );
        org.update('Account', { Id: AccountId, Name: 'A2' });
        const changed = org.query("SELECT Name FROM Asset WHERE SerialNumber = 'seen' ORDER BY Name");
        expect(changed.map(({ Name }) => Name)).toEqual(expected);
    });

    it('is refused for fields that the related object lacks', () => {
        const update = `${input('Subject', text('x'))}<inputReference>$Record.Assets</inputReference>`;
        expect(org.problems({ Wrong: onAccount(update) }).join()).toContain('Asset has no field Subject');
    });
});

describe('a quick action', () => {
    const call = (name: string, parameters: string): string =>
        flowXml(
            callStart('Act') +
                element(
                    'actionCalls',
                    'Act',
                    `<actionName>${name}</actionName><actionType>quickAction</actionType>${parameters}`
                )
        );
    const given = (name: string, value: string): string =>
        `<inputParameters><name>${name}</name><value>${text(value)}</value></inputParameters>`;

    it('creates its record with its own and the given values', () => {
        const org = new FlowOrg();
        org.deploy({
            Log: call('LogACall', given('contextId', 'x') + given('Description', 'They called')),
            Open: call('NewCase', given('Subject', 'Leak'))
        });
        expect(org.flows.run(org.execution, 'Log', [{}])[0]?.success).toBe(true);
        expect(org.flows.run(org.execution, 'Open', [{}])[0]?.success).toBe(true);
        expect(org.query('SELECT Subject, Status, Description FROM Task')).toMatchObject([
            { Subject: 'Call', Status: 'Completed', Description: 'They called' }
        ]);
        expect(org.query('SELECT Subject FROM Case')).toMatchObject([{ Subject: 'Leak' }]);
        org.stop();
    });

    it('of another name, or with an input that is no field, is refused', () => {
        const org = new FlowOrg();
        expect(org.problems({ Own: call('Asset.Retire', '') }).join()).toContain('Asset.Retire of type quickAction');
        expect(org.problems({ Odd: call('NewTask', given('Colour', 'red')) }).join()).toContain('no field Colour');
        org.stop();
    });
});

describe('an outbound message', () => {
    it('is kept in the outbox with the record that it is about', () => {
        const org = new FlowOrg();
        org.deploy({
            Tell: flowXml(
                recordStart('Account', 'RecordAfterSave', 'Send', '<recordTriggerType>Create</recordTriggerType>') +
                    element(
                        'actionCalls',
                        'Send',
                        `<actionName>Account.Told</actionName><actionType>outboundMessage</actionType>`
                    )
            )
        });
        const id = org.create('Account', { Name: 'A' });
        expect(org.flows.outbox()).toMatchObject([{ kind: 'outboundMessage', subject: 'Account.Told', body: id }]);
        org.stop();
    });
});

describe('fields of activities', () => {
    it('are on tasks and on events', () => {
        const org = new FlowOrg();
        org.deploy({
            'objects/Activity.object': `<CustomObject ${namespace}><fields><fullName>Effort__c</fullName><label>Effort</label><type>Number</type><precision>5</precision><scale>1</scale></fields></CustomObject>`
        });
        org.create('Task', { Subject: 'T', Effort__c: 2.5 });
        expect(org.query('SELECT Effort__c FROM Task')).toMatchObject([{ Effort__c: 2.5 }]);
        expect(org.org.schema.object('Event')?.field('Effort__c')?.type).toBe('double');
        expect(org.org.schema.object('Account')?.field('Effort__c')).toBeUndefined();
        org.stop();
    });
});

describe('opportunity products', () => {
    it('are priced by the unit or as a whole', () => {
        const org = new FlowOrg();
        const OpportunityId = org.create('Opportunity', {
            Name: 'O',
            StageName: 'Prospecting',
            CloseDate: '2026-12-01'
        });
        org.insert(
            'OpportunityLineItem',
            { OpportunityId, Quantity: 3, UnitPrice: 10, Discount: 10 },
            { OpportunityId, Quantity: 4, TotalPrice: 50 }
        );
        expect(org.query('SELECT UnitPrice, TotalPrice FROM OpportunityLineItem ORDER BY UnitPrice')).toMatchObject([
            { UnitPrice: 10, TotalPrice: 27 },
            { UnitPrice: 12.5, TotalPrice: 50 }
        ]);
        org.stop();
    });
});
