import {
    assignItem,
    element,
    filter,
    FlowOrg,
    flowXml,
    input,
    number,
    recordStart,
    reference,
    text,
    to,
    variable
} from './flowOrg.ts';

const isTrue = '<booleanValue>true</booleanValue>';

describe('failing flows', () => {
    const failing = (fault: string): string =>
        flowXml(
            recordStart('Account', 'RecordAfterSave', 'Break', '<recordTriggerType>Create</recordTriggerType>') +
                element(
                    'recordCreates',
                    'Break',
                    `${fault}${input('LastName', reference('$Record.Site'))}<object>Contact</object>`
                ) +
                element(
                    'assignments',
                    'Take_Message',
                    `${assignItem('Message', 'Assign', reference('$Flow.FaultMessage'))}${to('Keep_Message')}`
                ) +
                element(
                    'recordUpdates',
                    'Keep_Message',
                    `${input('Description', reference('Message'))}<inputReference>$Record</inputReference>`
                ) +
                variable('Message', 'String'),
            { label: 'Make contact' }
        );

    it('take the fault path for the records that fail, and only for them', () => {
        const bench = new FlowOrg();
        bench.deploy({ Make_Contact: failing(to('Take_Message', 'faultConnector')) });
        bench.insert('Account', { Name: 'Bad' }, { Name: 'Good', Site: 'Smith' });
        const [bad, good] = bench.query('SELECT Description FROM Account ORDER BY Name');
        expect(bad?.['Description']).toMatch(
            /This error occurred when the flow tried to create records: REQUIRED_FIELD_MISSING/
        );
        expect(good?.['Description']).toBeNull();
        expect(bench.query('SELECT LastName FROM Contact')).toEqual([expect.objectContaining({ LastName: 'Smith' })]);
        bench.stop();
    });

    it('refuse the save without a fault path', () => {
        const bench = new FlowOrg();
        const unreached = failing('')
            .replace(/<assignments>.*<\/assignments>/s, '')
            .replace(/<recordUpdates>.*<\/recordUpdates>/s, '');
        bench.deploy({ Make_Contact: unreached });
        const results = bench.insert('Account', { Name: 'Bad' }, { Name: 'Good', Site: 'Smith' });
        expect(results.map(({ success }) => success)).toEqual([false, true]);
        expect(results[0]?.errors[0]).toMatchObject({
            statusCode: 'CANNOT_EXECUTE_FLOW_TRIGGER',
            message: expect.stringContaining('the “Make contact” process failed')
        });
        expect(bench.query('SELECT Name FROM Account')).toEqual([expect.objectContaining({ Name: 'Good' })]);
        expect(bench.query('SELECT LastName FROM Contact')).toHaveLength(1);
        bench.stop();
    });

    it('refuse a record for which the entry condition has no value', () => {
        const bench = new FlowOrg();
        const start =
            '<filterFormula>1 / {!$Record.NumberOfEmployees} &gt; 0</filterFormula><recordTriggerType>Create</recordTriggerType>';
        bench.deploy({
            Divide: flowXml(
                recordStart('Account', 'RecordBeforeSave', 'Note', start) +
                    element(
                        'recordUpdates',
                        'Note',
                        `${input('Site', text('x'))}<inputReference>$Record</inputReference>`
                    )
            )
        });
        const results = bench.insert(
            'Account',
            { Name: 'A', NumberOfEmployees: 0 },
            { Name: 'B', NumberOfEmployees: 2 }
        );
        expect(results.map(({ success }) => success)).toEqual([false, true]);
        expect(results[0]?.errors[0]?.message).toContain('Division by zero');
        bench.stop();
    });

    it('can refuse a record with a message of their own', () => {
        const bench = new FlowOrg();
        bench.deploy({
            Refuse: flowXml(
                recordStart(
                    'Account',
                    'RecordBeforeSave',
                    'Refuse',
                    `<filterLogic>and</filterLogic>${filter('Site', 'IsNull', isTrue)}<recordTriggerType>CreateAndUpdate</recordTriggerType>`
                ) +
                    element(
                        'customErrors',
                        'Refuse',
                        '<customErrorMessages><errorMessage>{!$Record.Name} has no site</errorMessage><fieldSelection>Site</fieldSelection><isFieldError>true</isFieldError></customErrorMessages>'
                    )
            )
        });
        const [result] = bench.insert('Account', { Name: 'Nordwerk' });
        expect(result?.errors).toEqual([
            { statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'Nordwerk has no site', fields: ['Site'] }
        ]);
        bench.stop();
    });
});

describe('flows that start each other', () => {
    const counting = (name: string, order: string, when = 'Create'): string =>
        flowXml(
            `${order}${recordStart('Account', 'RecordAfterSave', name, `<recordTriggerType>${when}</recordTriggerType>`)}` +
                element(
                    'recordUpdates',
                    name,
                    `${input('Description', reference('Sum'))}<inputReference>$Record</inputReference>`
                ) +
                `<formulas><name>Sum</name><dataType>String</dataType><expression>{!$Record.Description} &amp; "${name}"</expression></formulas>`
        );

    it('do not start themselves again for a record they are working on', () => {
        const bench = new FlowOrg();
        bench.deploy({ A: counting('A', '', 'CreateAndUpdate') });
        bench.create('Account', { Name: 'Nordwerk' });
        expect(bench.query('SELECT Description FROM Account')).toMatchObject([{ Description: 'A' }]);
        bench.stop();
    });

    it('run in the order of their numbers', () => {
        const bench = new FlowOrg();
        bench.deploy({
            Z: counting('Z', '<triggerOrder>1</triggerOrder>'),
            B: counting('B', ''),
            A: counting('A', '<triggerOrder>1500</triggerOrder>')
        });
        bench.create('Account', { Name: 'Nordwerk' });
        const started = bench.flows
            .traces()
            .filter(({ trigger }) => trigger === 'Account insert')
            .map(({ flow }) => flow);
        expect(started.toReversed()).toEqual(['Z', 'B', 'A']);
        bench.stop();
    });

    it('stop at the twelfth update of one record', () => {
        const bench = new FlowOrg();
        const many = number(13);
        bench.deploy({
            Many: flowXml(
                recordStart('Account', 'RecordAfterSave', 'Grow', '<recordTriggerType>Create</recordTriggerType>') +
                    variable('All', 'SObject', '<isCollection>true</isCollection><objectType>Account</objectType>') +
                    variable('One', 'SObject', '<isCollection>false</isCollection><objectType>Account</objectType>') +
                    variable('Count', 'Number', `<scale>0</scale><value>${number(0)}</value>`) +
                    element(
                        'assignments',
                        'Grow',
                        assignItem('One.Id', 'Assign', reference('$Record.Id')) +
                            assignItem('All', 'Add', reference('One')) +
                            assignItem('Count', 'Add', number(1)) +
                            to('Enough')
                    ) +
                    element(
                        'decisions',
                        'Enough',
                        `${to('Grow', 'defaultConnector')}<defaultConnectorLabel>No</defaultConnectorLabel><rules><name>Yes</name><conditionLogic>and</conditionLogic><conditions><leftValueReference>Count</leftValueReference><operator>GreaterThanOrEqualTo</operator><rightValue>${many}</rightValue></conditions>${to('Save')}<label>Yes</label></rules>`
                    ) +
                    element('recordUpdates', 'Save', '<inputReference>All</inputReference>')
            )
        });
        expect(() => bench.insert('Account', { Name: 'Nordwerk' })).toThrow(/Maximum number of duplicate updates/);
        expect(bench.query('SELECT Id FROM Account')).toHaveLength(0);
        bench.stop();
    });
});
