export { EventPublisher } from './eventPublisher.ts';
export { pubSubService } from './protocol.ts';
export type { PublishRequest, PublishResponse, PublishResult } from './protocol.ts';
