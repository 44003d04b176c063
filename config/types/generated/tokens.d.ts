// Generated from force-app by "npm run generate". Do not edit.

declare module '@salesforce/resourceUrl/Three_View' { const token: string; export default token; }
declare module '@salesforce/resourceUrl/Twin_AC_55' { const token: string; export default token; }
declare module '@salesforce/resourceUrl/Twin_CNC_5X' { const token: string; export default token; }
declare module '@salesforce/resourceUrl/Twin_CP_20' { const token: string; export default token; }
declare module '@salesforce/resourceUrl/Twin_CV_10' { const token: string; export default token; }
declare module '@salesforce/resourceUrl/Twin_EM_75' { const token: string; export default token; }
declare module '@salesforce/resourceUrl/Twin_FM_8' { const token: string; export default token; }
declare module '@salesforce/resourceUrl/Twin_GW_1' { const token: string; export default token; }
declare module '@salesforce/resourceUrl/Twin_HP_400' { const token: string; export default token; }
declare module '@salesforce/customPermission/Approve_Machine_Commands' { const token: true | undefined; export default token; }
declare module '@salesforce/customPermission/Command_Machines' { const token: true | undefined; export default token; }
declare module '@salesforce/customPermission/See_Setup_Problems' { const token: true | undefined; export default token; }
declare module '@salesforce/messageChannel/MachineSelected__c' { const token: SalesforceMessageChannel<'recordId' | 'pageRecordId' | 'source'>; export default token; }
