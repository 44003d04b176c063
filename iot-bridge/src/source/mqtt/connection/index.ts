export { BrokerConnection } from './brokerConnection.ts';
export { connectOptions, secureOptions } from './connectOptions.ts';
export { explainRefusal, explainTrouble } from './trouble.ts';
export { subscribe } from './subscribe.ts';
export { isPlainTcp } from './createClient.ts';
