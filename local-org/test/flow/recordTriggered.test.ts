import { assignItem, element, filter, FlowOrg, flowXml, input, recordStart, reference, text, to } from './flowOrg.ts';

const isTrue = '<booleanValue>true</booleanValue>';

describe('flows before the save', () => {
    const flow = flowXml(
        recordStart('Case', 'RecordBeforeSave', 'Is_Hot', '<recordTriggerType>CreateAndUpdate</recordTriggerType>') +
            element(
                'decisions',
                'Is_Hot',
                `<defaultConnectorLabel>No</defaultConnectorLabel><rules><name>Hot</name><conditionLogic>1 AND (2 OR 3)</conditionLogic>
                <conditions><leftValueReference>$Record.Subject</leftValueReference><operator>Contains</operator><rightValue>${text('hot')}</rightValue></conditions>
                <conditions><leftValueReference>$Record.Priority</leftValueReference><operator>EqualTo</operator><rightValue>${text('Low')}</rightValue></conditions>
                <conditions><leftValueReference>$Record.Origin</leftValueReference><operator>IsNull</operator><rightValue>${isTrue}</rightValue></conditions>
                ${to('Raise_Priority')}<label>Hot</label></rules>`
            ) +
            element(
                'recordUpdates',
                'Raise_Priority',
                `${to('Note')}${input('Priority', text('High'))}<inputReference>$Record</inputReference>`
            ) +
            element('assignments', 'Note', assignItem('$Record.Description', 'Assign', reference('Story'))) +
            '<formulas><name>Story</name><dataType>String</dataType><expression>UPPER({!$Record.Subject}) &amp; " / " &amp; {!$Record.Asset.Name} &amp; IF(ISNEW(), " new", "")</expression></formulas>'
    );

    it('changes the record that is being saved, for each record by itself', () => {
        const bench = new FlowOrg();
        bench.deploy({ Raise_Hot_Cases: flow });
        const AssetId = bench.create('Asset', {
            Name: 'Press 1',
            AccountId: bench.create('Account', { Name: 'Nordwerk' })
        });
        bench.insert(
            'Case',
            { Subject: 'Motor HOT', AssetId, Priority: 'Low', Origin: 'Web' },
            { Subject: 'Motor loud', Priority: 'Low' },
            { Subject: 'hot too' }
        );
        expect(bench.query('SELECT Priority, Description FROM Case ORDER BY CaseNumber')).toMatchObject([
            { Priority: 'High', Description: 'MOTOR HOT / Press 1 new' },
            { Priority: 'Low', Description: null },
            { Priority: 'High', Description: 'HOT TOO /  new' }
        ]);
        bench.stop();
    });

    it('reads the parents of a whole batch with one query', () => {
        const bench = new FlowOrg();
        bench.deploy({ Raise_Hot_Cases: flow });
        const accountId = bench.create('Account', { Name: 'Nordwerk' });
        const assets = bench.insert(
            'Asset',
            ...Array.from({ length: 50 }, (_, index) => ({ Name: `Asset ${index}`, AccountId: accountId }))
        );
        const { execution } = bench;
        bench.org.records.insert(
            execution,
            'Case',
            assets.map(({ id }) => ({ Subject: 'hot', AssetId: id, Priority: 'Low' }))
        );
        expect(execution.limits.used('Queries')).toBe(1);
        bench.stop();
    });
});

describe('flows after the save', () => {
    const caseFlow = (start: string): string =>
        flowXml(
            recordStart('Asset', 'RecordAfterSave', 'Find_Case', start) +
                element(
                    'recordLookups',
                    'Find_Case',
                    `<assignNullValuesIfNoRecordsFound>false</assignNullValuesIfNoRecordsFound>${to('Has_Case')}<filterLogic>and</filterLogic>${filter('AssetId', 'EqualTo', reference('$Record.Id'))}<getFirstRecordOnly>true</getFirstRecordOnly><object>Case</object><queriedFields>Id</queriedFields><queriedFields>Subject</queriedFields><storeOutputAutomatically>true</storeOutputAutomatically>`
                ) +
                element(
                    'decisions',
                    'Has_Case',
                    `${to('Create_Case', 'defaultConnector')}<defaultConnectorLabel>None</defaultConnectorLabel><rules><name>Found</name><conditionLogic>and</conditionLogic><conditions><leftValueReference>Find_Case</leftValueReference><operator>IsNull</operator><rightValue><booleanValue>false</booleanValue></rightValue></conditions>${to('Update_Case')}<label>Found</label></rules>`
                ) +
                element(
                    'recordCreates',
                    'Create_Case',
                    `${to('Write_Id')}${input('AssetId', reference('$Record.Id'))}${input('Subject', text('{!$Record.Name} stopped'))}${input('Origin', text('Web'))}<object>Case</object><storeOutputAutomatically>true</storeOutputAutomatically>`
                ) +
                element(
                    'recordUpdates',
                    'Write_Id',
                    `${input('Description', reference('Create_Case'))}<inputReference>$Record</inputReference>`
                ) +
                element(
                    'recordUpdates',
                    'Update_Case',
                    `<filterLogic>and</filterLogic>${filter('Id', 'EqualTo', reference('Find_Case.Id'))}${input('Description', text('again'))}<object>Case</object>`
                )
        );

    const onlyWhenStopped = `<doesRequireRecordChangedToMeetCriteria>true</doesRequireRecordChangedToMeetCriteria><filterLogic>and</filterLogic>${filter('Status', 'EqualTo', text('Obsolete'))}<recordTriggerType>CreateAndUpdate</recordTriggerType>`;

    function benchWith(start: string): FlowOrg {
        const bench = new FlowOrg();
        bench.deploy({ Open_Case: caseFlow(start) });
        return bench;
    }

    it('bulk: 200 records cost one query and two saves more, and each gets its own case', () => {
        const bench = benchWith(onlyWhenStopped);
        const AccountId = bench.create('Account', { Name: 'Nordwerk' });
        const { execution } = bench;
        const rows = Array.from({ length: 200 }, (_, index) => ({
            Name: `Asset ${index}`,
            AccountId,
            Status: 'Obsolete'
        }));
        expect(bench.org.records.insert(execution, 'Asset', rows).every(({ success }) => success)).toBe(true);
        expect(bench.query('SELECT Subject FROM Case ORDER BY CaseNumber LIMIT 1')).toMatchObject([
            { Subject: 'Asset 0 stopped' }
        ]);
        expect(bench.query('SELECT Id FROM Case')).toHaveLength(200);
        expect(execution.limits.used('Queries')).toBe(1);
        expect(execution.limits.used('DmlStatements')).toBe(3);
        const [linked] = bench.query('SELECT Description FROM Asset LIMIT 1');
        expect(linked?.['Description']).toMatch(/^500/);
        bench.stop();
    });

    it('enters only when the record comes to meet the conditions', () => {
        const bench = benchWith(onlyWhenStopped);
        const AccountId = bench.create('Account', { Name: 'Nordwerk' });
        const Id = bench.create('Asset', { Name: 'Pump', AccountId, Status: 'Installed' });
        expect(bench.flows.traces()).toHaveLength(0);
        bench.update('Asset', { Id, Status: 'Obsolete' });
        bench.update('Asset', { Id, SerialNumber: '1' });
        expect(bench.query('SELECT Description FROM Case')).toEqual([expect.objectContaining({ Description: null })]);
        bench.update('Asset', { Id, Status: 'Installed' });
        bench.update('Asset', { Id, Status: 'Obsolete' });
        expect(bench.query('SELECT Description FROM Case')).toEqual([
            expect.objectContaining({ Description: 'again' })
        ]);
        bench.stop();
    });

    it('obeys a formula as the entry condition', () => {
        const bench = benchWith(
            '<filterFormula>ISCHANGED({!$Record.Status}) &amp;&amp; ISPICKVAL({!$Record.Status}, "Obsolete") &amp;&amp; NOT(ISNEW())</filterFormula><recordTriggerType>CreateAndUpdate</recordTriggerType>'
        );
        const AccountId = bench.create('Account', { Name: 'Nordwerk' });
        const Id = bench.create('Asset', { Name: 'Pump', AccountId, Status: 'Obsolete' });
        expect(bench.query('SELECT Id FROM Case')).toHaveLength(0);
        bench.update('Asset', { Id, Status: 'Installed' });
        bench.update('Asset', { Id, Status: 'Obsolete' });
        expect(bench.query('SELECT Id FROM Case')).toHaveLength(1);
        bench.stop();
    });

    it('makes a trace that a person can read', () => {
        const bench = benchWith(onlyWhenStopped);
        const recordId = bench.create('Asset', {
            Name: 'Pump',
            AccountId: bench.create('Account', { Name: 'N' }),
            Status: 'Obsolete'
        });
        const [trace] = bench.flows.traces('open_case');
        expect(trace).toMatchObject({ flow: 'Open_Case', trigger: 'Asset insert', recordId, status: 'Finished' });
        expect(trace?.steps.map(({ element: name, next }) => `${name} > ${next}`)).toEqual([
            'Find_Case > Has_Case',
            'Has_Case > Create_Case',
            'Create_Case > Write_Id',
            'Write_Id > null'
        ]);
        expect(trace?.steps[0]?.details).toEqual([
            `SELECT Id, Subject FROM Case WHERE AssetId = '${recordId}' LIMIT 1`,
            'found = (blank)'
        ]);
        expect(trace?.steps[1]?.details).toContain('outcome: None');
        bench.stop();
    });
});
