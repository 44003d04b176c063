export { WebhookSource } from './webhook/webhookSource.ts';
export { MqttSource } from './mqtt/mqttSource.ts';
export { FileSource } from './file/fileSource.ts';
export { diagnose } from './mqtt/diagnosis/index.ts';
