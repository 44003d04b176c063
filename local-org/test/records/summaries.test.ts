import { element, FlowOrg, flowXml, recordStart, reference, text } from '../flow/flowOrg.ts';

const xmlns = 'xmlns="http://soap.sforce.com/2006/04/metadata"';

const summary = (name: string, operation: string, more = ''): string =>
    `<fields><fullName>${name}</fullName><label>${name}</label><type>Summary</type><summaryForeignKey>Line__c.Bill__c</summaryForeignKey><summaryOperation>${operation}</summaryOperation>${more}</fields>`;
const of = (field: string): string => `<summarizedField>Line__c.${field}</summarizedField>`;
const where = (field: string, operation: string, value: string): string =>
    `<summaryFilterItems><field>Line__c.${field}</field><operation>${operation}</operation><value>${value}</value></summaryFilterItems>`;

const bill = (fields: string): string => `<CustomObject ${xmlns}>
    <label>Bill</label><pluralLabel>Bills</pluralLabel><deploymentStatus>Deployed</deploymentStatus><sharingModel>ReadWrite</sharingModel>
    <nameField><label>Name</label><type>Text</type></nameField>${fields}
    <fields><fullName>Rating__c</fullName><label>Rating</label><type>Text</type><length>20</length></fields>
    <validationRules><fullName>Ceiling</fullName><active>true</active><errorConditionFormula>Total__c &gt; 1000</errorConditionFormula><errorMessage>No bill is that high.</errorMessage></validationRules>
</CustomObject>`;

const line = (relation: string): string => `<CustomObject ${xmlns}>
    <label>Line</label><pluralLabel>Lines</pluralLabel><deploymentStatus>Deployed</deploymentStatus><sharingModel>ReadWrite</sharingModel>
    <nameField><label>Name</label><type>Text</type></nameField>
    <fields><fullName>Bill__c</fullName><label>Bill</label>${relation}<referenceTo>Bill__c</referenceTo><relationshipName>Lines</relationshipName></fields>
    <fields><fullName>Amount__c</fullName><label>Amount</label><type>Currency</type><precision>18</precision><scale>2</scale></fields>
    <fields><fullName>Due__c</fullName><label>Due</label><type>Date</type></fields>
    <fields><fullName>State__c</fullName><label>State</label><type>Text</type><length>20</length></fields>
    <fields><fullName>Half__c</fullName><label>Half</label><type>Currency</type><formula>Amount__c / 2</formula><precision>18</precision><scale>2</scale></fields>
</CustomObject>`;
const detail = line('<type>MasterDetail</type><reparentableMasterDetail>true</reparentableMasterDetail>');

const summaries = [
    summary('Lines__c', 'count'),
    summary('Open__c', 'count', where('State__c', 'notEqual', 'paid, void')),
    summary('Total__c', 'sum', of('Amount__c')),
    summary('Paid__c', 'sum', of('Amount__c') + where('State__c', 'equals', 'Paid')),
    summary('Smallest__c', 'min', of('Amount__c') + where('Amount__c', 'greaterThan', '0')),
    summary('Last_Due__c', 'max', of('Due__c'))
].join('');

/** Before the save of a bill whose total changes. */
const rates = flowXml(
    recordStart(
        'Bill__c',
        'RecordBeforeSave',
        'Rate',
        `<recordTriggerType>Update</recordTriggerType><filterLogic>and</filterLogic><filters><field>Total__c</field><operator>IsChanged</operator><value><booleanValue>true</booleanValue></value></filters>`
    ) +
        element(
            'recordUpdates',
            'Rate',
            `<inputAssignments><field>Rating__c</field><value>${text('rated')}</value></inputAssignments><inputReference>$Record</inputReference>`
        )
);

const select = 'SELECT Lines__c, Open__c, Total__c, Paid__c, Smallest__c, Last_Due__c, Rating__c FROM Bill__c';

describe('roll-up summary fields', () => {
    let org: FlowOrg;
    let id: string;

    beforeEach(() => {
        org = new FlowOrg();
        org.deploy({ 'objects/Bill__c.object': bill(summaries), 'objects/Line__c.object': detail, Rates: rates });
        id = org.create('Bill__c', { Name: 'B1' });
    });

    afterEach(() => org.stop());

    const values = (of = id): unknown => {
        const [row] = org.query(`${select} WHERE Id = '${of}'`);
        return ['Lines__c', 'Open__c', 'Total__c', 'Paid__c', 'Smallest__c', 'Last_Due__c'].map((name) => row?.[name]);
    };
    const lines = (...rows: Record<string, string | number>[]): string[] =>
        org.insert('Line__c', ...rows.map((row) => ({ Name: 'L', Bill__c: id, ...row }))).map((one) => one.id ?? '');

    it('are zero or blank without details, and follow what is created, changed, moved and deleted', () => {
        expect(values()).toEqual([0, 0, 0, 0, null, null]);
        const [first = '', second = ''] = lines(
            { Amount__c: 10.1, State__c: 'PAID', Due__c: '2026-03-01' },
            { Amount__c: 20.2, Due__c: '2026-02-01' },
            { Amount__c: -5, State__c: 'void' }
        );
        expect(values()).toEqual([3, 1, 25.3, 10.1, 10.1, '2026-03-01']);
        org.update('Line__c', { Id: second, State__c: 'paid', Amount__c: 30 });
        expect(values()).toEqual([3, 0, 35.1, 40.1, 10.1, '2026-03-01']);
        const other = org.create('Bill__c', { Name: 'B2' });
        org.update('Line__c', { Id: first, Bill__c: other });
        expect(values()).toEqual([2, 0, 25, 30, 30, '2026-02-01']);
        expect(values(other)).toEqual([1, 0, 10.1, 10.1, 10.1, '2026-03-01']);
        org.org.records.delete(org.execution, 'Line__c', [second]);
        expect(values()).toEqual([1, 0, -5, 0, null, null]);
        const [gone] = org.org.records.delete(org.execution, 'Bill__c', [other]);
        expect(gone?.success).toBe(true);
        expect(org.query('SELECT Id FROM Line__c')).toHaveLength(1);
    });

    it('save the parent with its flows and rules, and a parent that refuses keeps the detail out', () => {
        lines({ Amount__c: 900 });
        expect(org.query('SELECT Rating__c FROM Bill__c')).toMatchObject([{ Rating__c: 'rated' }]);
        const results = org.insert('Line__c', { Name: 'L', Bill__c: id, Amount__c: 200 });
        expect(results).toMatchObject([
            {
                success: false,
                errors: [{ statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'No bill is that high.' }]
            }
        ]);
        expect(values()).toEqual([1, 1, 900, 0, 900, null]);
    });

    it('sum up the summaries of their details, and are filled from below', () => {
        const plant = `<CustomObject ${xmlns}>
            <label>Plant</label><pluralLabel>Plants</pluralLabel><deploymentStatus>Deployed</deploymentStatus><sharingModel>ReadWrite</sharingModel>
            <nameField><label>Name</label><type>Text</type></nameField>
            ${summary('Last__c', 'max', of('Last_Due__c')).replaceAll('Line__c', 'Bill__c').replace('Bill__c.Bill__c', 'Bill__c.Plant__c')}
        </CustomObject>`;
        const owned = bill(
            `<fields><fullName>Plant__c</fullName><label>Plant</label><type>MasterDetail</type><referenceTo>Plant__c</referenceTo><relationshipName>Bills</relationshipName></fields>${summaries}`
        );
        lines({ Due__c: '2026-05-01' });
        org.deploy({ 'objects/Plant__c.object': plant, 'objects/Bill__c.object': owned });
        const Plant__c = org.create('Plant__c', { Name: 'P' });
        const Bill__c = org.create('Bill__c', { Name: 'B', Plant__c });
        expect(org.org.schema.object('Plant__c')?.field('Last__c')?.type).toBe('date');
        lines({ Bill__c, Due__c: '2026-06-01' }, { Bill__c, Due__c: '2026-04-01' });
        expect(org.query('SELECT Last__c FROM Plant__c')).toMatchObject([{ Last__c: '2026-06-01' }]);
    });

    it('cannot be written, and are filled when they come to records that are there', () => {
        const [refused] = org.org.records.update(org.org.userExecution(org.org.users.admin), 'Bill__c', [
            { Id: id, Lines__c: 7 }
        ]);
        expect(refused?.errors[0]?.statusCode).toBe('INVALID_FIELD_FOR_INSERT_UPDATE');
        lines({ Amount__c: 1.5 }, { Amount__c: 2.25 });
        org.deploy({ 'objects/Bill__c.object': bill(summaries + summary('Largest__c', 'max', of('Amount__c'))) });
        expect(org.query('SELECT Largest__c, Total__c FROM Bill__c')).toMatchObject([
            { Largest__c: 2.25, Total__c: 3.75 }
        ]);
        expect(org.org.schema.object('Bill__c')?.field('Largest__c')).toMatchObject({ type: 'currency', scale: 2 });
    });

    it.each([
        [
            'a lookup instead of a master-detail field',
            line('<type>Lookup</type>'),
            '',
            /is no master-detail field to Bill__c/
        ],
        ['a formula field', detail, summary('X__c', 'sum', of('Half__c')), /a summary of a formula field/],
        ['a text', detail, summary('X__c', 'sum', of('State__c')), /Line__c.State__c cannot be summarized by sum/],
        ['no summarized field', detail, summary('X__c', 'min'), /Must specify summarizedField/],
        [
            'an unknown filter field',
            detail,
            summary('X__c', 'count', where('No__c', 'equals', '1')),
            /No__c of the summary/
        ],
        ['a filter by locale', detail, summary('X__c', 'count', where('Due__c', 'equals', '1/2/2026')), /filter value/]
    ])('refuse %s', (_what, child, more, message) => {
        const found = org.problems({
            'objects/Bill__c.object': bill(summaries + more),
            'objects/Line__c.object': child
        });
        expect(found.filter((one) => one.startsWith('error')).join('\n')).toMatch(message);
    });
});

describe('a flow', () => {
    it('reads the summary that its own details made', () => {
        const org = new FlowOrg();
        org.deploy({
            'objects/Bill__c.object': bill(summaries),
            'objects/Line__c.object': detail,
            Notes_Total: flowXml(
                recordStart('Bill__c', 'RecordBeforeSave', 'Note', '<recordTriggerType>Update</recordTriggerType>') +
                    element(
                        'recordUpdates',
                        'Note',
                        `<inputAssignments><field>Rating__c</field><value>${reference('$Record.Total__c')}</value></inputAssignments><inputReference>$Record</inputReference>`
                    )
            )
        });
        const id = org.create('Bill__c', { Name: 'B1' });
        org.insert('Line__c', { Name: 'L', Bill__c: id, Amount__c: 12 });
        expect(org.query('SELECT Rating__c FROM Bill__c')).toMatchObject([{ Rating__c: '12' }]);
        org.stop();
    });
});
