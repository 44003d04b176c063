export { SalesforceOrg } from './salesforceOrg.ts';
