// Generated from force-app by "npm run generate". Do not edit.

declare module '@salesforce/messageChannel/MachineSelected__c' { const token: SalesforceMessageChannel<'recordId' | 'pageRecordId' | 'source'>; export default token; }
