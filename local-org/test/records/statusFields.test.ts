import { FlowOrg } from '../flow/flowOrg.ts';

const valueSet = (values: string): string =>
    `<StandardValueSet xmlns="http://soap.sforce.com/2006/04/metadata"><sorted>false</sorted>${values}</StandardValueSet>`;
const value = (name: string, more = ''): string =>
    `<standardValue><fullName>${name}</fullName><default>false</default><label>${name}</label>${more}</standardValue>`;

describe('fields that follow from a status', () => {
    let org: FlowOrg;

    beforeEach(() => {
        org = new FlowOrg();
        org.deploy({
            'standardValueSets/CaseStatus.standardValueSet': valueSet(
                value('New') + value('Solved', '<closed>true</closed>') + value('Closed', '<closed>false</closed>')
            ),
            'standardValueSets/OpportunityStage.standardValueSet': valueSet(
                value('Talks') +
                    value('Ordered', '<closed>true</closed><won>true</won>') +
                    value('Gone', '<closed>true</closed><won>false</won>')
            ),
            'standardValueSets/WorkOrderStatus.standardValueSet': valueSet(
                value('Planned', '<groupingString>New</groupingString>') +
                    value('Filed', '<groupingString>Closed</groupingString>')
            )
        });
    });
    afterEach(() => org.stop());

    it('are those that the deployed values say', () => {
        org.insert('Case', { Status: 'Solved' }, { Status: 'Closed' });
        expect(org.query('SELECT IsClosed, ClosedDate FROM Case ORDER BY CaseNumber')).toMatchObject([
            { IsClosed: true, ClosedDate: expect.any(String) as string },
            { IsClosed: false, ClosedDate: null }
        ]);
        const deal = { Name: 'O', CloseDate: '2026-12-01' };
        org.insert('Opportunity', { ...deal, StageName: 'Ordered' }, { ...deal, StageName: 'Gone', Name: 'P' });
        expect(org.query('SELECT IsClosed, IsWon FROM Opportunity ORDER BY Name')).toMatchObject([
            { IsClosed: true, IsWon: true },
            { IsClosed: true, IsWon: false }
        ]);
        org.insert('WorkOrder', { Status: 'Planned' }, { Status: 'Filed' });
        expect(org.query('SELECT IsClosed, StatusCategory FROM WorkOrder ORDER BY WorkOrderNumber')).toMatchObject([
            { IsClosed: false, StatusCategory: 'New' },
            { IsClosed: true, StatusCategory: 'Closed' }
        ]);
    });

    it('give a closing date when the status comes to close the case, and take it when it opens', () => {
        const Id = org.create('Case', { Status: 'New' });
        org.update('Case', { Id, Status: 'Solved' });
        expect(org.query('SELECT ClosedDate FROM Case')[0]?.['ClosedDate']).not.toBeNull();
        org.update('Case', { Id, Status: 'New' });
        expect(org.query('SELECT ClosedDate FROM Case')[0]?.['ClosedDate']).toBeNull();
    });
});
