export { odataApi, odataPrefix } from './odataApi.ts';
