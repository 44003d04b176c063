// Generated from force-app by "npm run generate". Do not edit.

declare module '@salesforce/label/c.Connectivity_Offline' { const token: string; export default token; }
declare module '@salesforce/label/c.Connectivity_Online' { const token: string; export default token; }
declare module '@salesforce/label/c.Connectivity_Stale' { const token: string; export default token; }
declare module '@salesforce/label/c.Connectivity_Unknown' { const token: string; export default token; }
declare module '@salesforce/label/c.Priority_Critical' { const token: string; export default token; }
declare module '@salesforce/label/c.Priority_High' { const token: string; export default token; }
declare module '@salesforce/label/c.Priority_Low' { const token: string; export default token; }
declare module '@salesforce/label/c.Priority_Medium' { const token: string; export default token; }
declare module '@salesforce/label/c.Priority_None' { const token: string; export default token; }
declare module '@salesforce/label/c.Shared_Error_Stale' { const token: string; export default token; }
declare module '@salesforce/label/c.Shared_Error_Title' { const token: string; export default token; }
declare module '@salesforce/label/c.Shared_Loading' { const token: string; export default token; }
declare module '@salesforce/label/c.Shared_Refresh' { const token: string; export default token; }
declare module '@salesforce/label/c.Shared_Retry' { const token: string; export default token; }
declare module '@salesforce/label/c.Shared_Unknown' { const token: string; export default token; }
